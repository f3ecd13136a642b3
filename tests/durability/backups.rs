//! Backups: when they are made, how long they are kept, and how one is restored.

use std::fs;

use crate::program::Home;
use crate::scene::{bytes, home_with_records, named, records, refusal};

fn names(home: &Home) -> Vec<String> {
    let list = home.json(&["backup", "list"]);
    list["backups"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_backup_is_made_before_every_rewrite_and_once_a_day() {
    let mut home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    assert!(names(&home).is_empty());
    let before = bytes(&home.ledger());
    home.ok(&["log", "Ravi Patel"]);
    assert_eq!(names(&home).len(), 1, "the first write to an existing ledger today");
    assert_eq!(bytes(&home.ledger().with_file_name("backups").join(&names(&home)[0])), before);
    home.ok(&["log", "Ana Lima"]);
    assert_eq!(names(&home).len(), 1);
    home.ok(&["zone", "Europe/Paris"]);
    assert_eq!(names(&home).len(), 2, "a rewrite");
    home.at("2026-11-26T00:30:00+01:00").ok(&["log", "Lee Wong"]);
    assert_eq!(names(&home).len(), 3, "another day in the account's zone");
    assert_eq!(records(&home.ledger()).len(), 4);
}

#[test]
fn old_backups_are_thinned_out_to_a_limited_number() {
    let mut home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    for day in 0..120 {
        let now = chrono::NaiveDate::from_ymd_opt(2026, 12, 1).unwrap() + chrono::Days::new(day);
        home.at(&format!("{now}T09:00:00+01:00")).ok(&["log", "Jane Doe"]);
    }
    let kept = names(&home);
    assert!((13..=10 + 7 + 5 + 12).contains(&kept.len()), "{kept:?}");
    assert!(kept.last().unwrap().contains("20261231"), "{kept:?}");
}

#[test]
fn a_restored_backup_can_be_undone_with_the_backup_made_before() {
    let home = home_with_records();
    home.ok(&["zone", "Europe/Paris"]);
    let (newest, before) = (names(&home)[0].clone(), records(&home.ledger()));
    home.ok(&["log", "Lee Wong"]);
    let after = records(&home.ledger());
    let restored = home.json(&["backup", "restore", &newest]);
    assert_eq!(records(&home.ledger()), before);
    home.ok(&["backup", "restore", restored["before"].as_str().unwrap()]);
    assert_eq!(records(&home.ledger()), after);
    assert_eq!(refusal(&home, 2, &["backup", "restore", "nonsense"]), "no_backup");
    home.ok(&["doctor"]);
}

#[test]
fn a_damaged_ledger_never_replaces_a_good_backup() {
    let mut home = home_with_records();
    home.ok(&["zone", "Europe/Paris"]);
    let good = names(&home);
    let damaged = bytes(&home.ledger())[..900].to_vec();
    fs::write(home.ledger(), &damaged).unwrap();
    for day in 26..30 {
        home.at(&format!("2026-11-{day}T09:00:00+01:00")).exits(3, &["log", "Jane Doe"]);
    }
    assert_eq!(names(&home), good);
    // A restore keeps the damaged ledger, but apart from the good backups.
    home.ok(&["backup", "restore", &good[0]]);
    let damaged_copies = named(&home.ledger().with_file_name("backups"), "damaged");
    assert_eq!((damaged_copies.len(), bytes(&damaged_copies[0])), (1, damaged));
    let name = damaged_copies[0].file_name().unwrap().to_str().unwrap();
    assert_eq!(refusal(&home, 3, &["backup", "restore", name]), "damaged_ledger");
    home.ok(&["status"]);
    home.ok(&["doctor"]);
}

/// A hard link to the ledger, such as a snapshot, keeps its contents.
#[test]
fn a_hard_link_to_the_ledger_is_not_written_through() {
    let home = home_with_records();
    let other = home.path("snapshot.json");
    fs::hard_link(home.ledger(), &other).unwrap();
    let before = bytes(&other);
    home.ok(&["log", "Lee Wong"]);
    assert_eq!(bytes(&other), before);
    assert_ne!(bytes(&home.ledger()), before);
}
