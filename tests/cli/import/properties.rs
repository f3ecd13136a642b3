//! Properties of imports of random archives: a second import changes nothing, the order does not matter, undo restores,
//! and records logged by hand are not duplicated.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::archives::generate::{any_export, export};
use crate::archives::{Export, Mail};
use crate::program::Home;

/// The figures of the account, without names: if the rows of two people look alike, the archive imported first decides
/// whose they are.
fn figures(home: &Home) -> Value {
    let mut figures = home.figures();
    figures[0] = home.json(&["summary", "--from", "2025-12-01"]);
    figures[0]["days"] = json!(null);
    let unnamed: Vec<String> =
        home.lines().iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    figures[3] = json!(unnamed);
    figures
}

/// The home after importing these, one after the other.
fn after(names: &[&str], home: Home) -> Home {
    for name in names {
        home.ok(&["import", name]);
    }
    home
}

/// The same archive, with the rows of each person at a minute of their own. In real archives, no row is under two
/// people, and two archives do not have messages of different people in the same second.
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
    fn a_second_import_changes_nothing_and_the_order_does_not_matter(
        (mails, invited) in any_export(),
        (more, others) in any_export(),
    ) {
        let pack = || {
            let home = Home::new();
            home.pack("a.zip", &apart(&mails, &invited)).pack("b.zip", &apart(&more, &others));
            home
        };
        let home = after(&["a.zip", "b.zip"], pack());
        let (bytes, expected) = (home.bytes(), figures(&home));
        prop_assert_eq!(figures(&after(&["b.zip", "a.zip"], pack())), expected);
        let home = after(&["a.zip", "b.zip"], home);
        prop_assert_eq!(home.bytes(), bytes);
    }

    #[test]
    fn undo_takes_back_an_import_and_redo_brings_it_back(
        (mails, invited) in any_export(),
        (more, others) in any_export(),
    ) {
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
    fn records_logged_by_hand_are_not_duplicated((mails, invited) in any_export(), hour in 0..24_u32) {
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
