//! Properties of the built program on exports by chance: twice is once, no order matters, undo restores, and what
//! was logged by hand is never doubled.

use proptest::prelude::*;
use serde_json::json;

use crate::archives::generate::{any_export, export};
use crate::program::Home;

/// A home in which these are imported one after the other.
fn after(names: &[&str], home: Home) -> Home {
    for name in names {
        home.ok(&["import", name]);
    }
    home
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn twice_is_once_and_no_order_matters((mails, invited) in any_export(), (more, others) in any_export()) {
        let pack = || {
            let home = Home::new();
            home.pack("a.zip", &export(&mails, &invited)).pack("b.zip", &export(&more, &others));
            home
        };
        let forth = after(&["a.zip", "b.zip"], pack());
        let (bytes, figures) = (forth.bytes(), forth.figures());
        prop_assert_eq!(&after(&["b.zip", "a.zip"], pack()).figures(), &figures);
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
