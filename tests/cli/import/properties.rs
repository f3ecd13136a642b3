//! Properties of the built program on exports by chance: twice is once, no order matters, undo restores, and what
//! was logged by hand is never doubled.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::archives::generate::{any_export, export};
use crate::archives::{Export, Mail};
use crate::program::Home;

/// What the account comes to. Names are left out: where rows of two people look alike, the archive seen first tells.
fn figures(home: &Home) -> Value {
    let mut figures = home.figures();
    figures[0] = home.json(&["summary", "--from", "2025-12-01"]);
    figures[0]["days"] = json!(null);
    let unnamed: Vec<String> =
        home.lines().iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    figures[3] = json!(unnamed);
    figures
}

/// A home in which these are imported one after the other.
fn after(names: &[&str], home: Home) -> Home {
    for name in names {
        home.ok(&["import", name]);
    }
    home
}

/// The same export, with each person's rows in a minute of their own: no export holds one row under two people, and
/// what two people write in one second comes in one archive.
fn apart(mails: &[Mail], invited: &[Vec<String>]) -> Export {
    let minute = |names: &str| format!(":{:02}", names.len() % 60);
    let dated = |mail: &Mail| mail.date.replacen(":00", &minute(&format!("{}{}", mail.from.0, mail.from.1)), 1);
    let mails: Vec<Mail> = mails.iter().map(|mail| mail.clone().dated(&dated(mail))).collect();
    let mut invited = invited.to_vec();
    for row in &mut invited {
        row[2] = row[2].replace(":00", &minute(&row.concat()));
    }
    export(&mails, &invited)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn twice_is_once_and_no_order_matters((mails, invited) in any_export(), (more, others) in any_export()) {
        let pack = || {
            let home = Home::new();
            home.pack("a.zip", &apart(&mails, &invited)).pack("b.zip", &apart(&more, &others));
            home
        };
        let forth = after(&["a.zip", "b.zip"], pack());
        let (bytes, known) = (forth.bytes(), figures(&forth));
        prop_assert_eq!(figures(&after(&["b.zip", "a.zip"], pack())), known);
        let forth = after(&["a.zip", "b.zip"], forth);
        prop_assert_eq!(forth.bytes(), bytes);
    }

    #[test]
    fn undo_restores_and_redo_brings_back((mails, invited) in any_export(), (more, others) in any_export()) {
        let home = Home::new();
        home.pack("a.zip", &export(&mails, &invited)).pack("b.zip", &export(&more, &others));
        home.ok(&["import", "a.zip"]);
        let before = home.lines();
        if home.json(&["import", "b.zip"])["added"] != json!(0) {
            let after = home.figures();
            home.ok(&["undo"]);
            prop_assert_eq!(home.lines(), before);
            home.ok(&["redo"]);
            prop_assert_eq!(home.figures(), after);
        }
    }

    #[test]
    fn what_was_logged_by_hand_is_not_doubled((mails, invited) in any_export(), hour in 0..24_u32) {
        let home = Home::new();
        home.pack("a.zip", &export(&mails, &invited));
        home.ok(&["log", "in/jane-doe", "--at", &format!("2026-01-02 {hour:02}:30")]);
        home.ok(&["log", "in/bo-li", "--at", &format!("2026-01-03 {hour:02}:30")]);
        let dry = home.json(&["import", "a.zip", "--dry-run"]);
        let first = home.json(&["import", "a.zip"]);
        prop_assert_eq!(&dry["added"], &first["added"]);
        let mut matches: Vec<String> = first["matches"].as_array().unwrap().iter().map(ToString::to_string).collect();
        matches.dedup();
        prop_assert_eq!(json!(matches.len()), first["matched"].clone());
        let bytes = home.bytes();
        let again = home.json(&["import", "a.zip"]);
        prop_assert_eq!((&again["added"], &again["matched"]), (&json!(0), &first["matched"]));
        prop_assert_eq!(home.bytes(), bytes);
    }
}
