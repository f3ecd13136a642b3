//! `merge` of two copies of a ledger.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::program::Home;
use crate::scene::{bytes, home_with_records, records, refusal};

/// Two copies of a ledger, `a.json` and `b.json`.
struct Copies {
    home: Home,
}

impl Copies {
    fn new() -> Copies {
        let home = home_with_records();
        for name in ["a.json", "b.json"] {
            fs::copy(home.ledger(), home.path(name)).unwrap();
        }
        Copies { home }
    }

    fn at(&mut self, now: &str, name: &str, args: &[&str]) {
        self.home.at(now);
        self.home.ok(&[&["--file", name], args].concat());
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path(name)
    }

    /// Merges in both orders; gives the records of both results, without that of the merge itself.
    fn both_ways(&self) -> [Vec<Value>; 2] {
        [("a.json", "b.json", "ab.json"), ("b.json", "a.json", "ba.json")].map(|(one, other, joined)| {
            fs::copy(self.path(one), self.path(joined)).unwrap();
            self.home.ok(&["--file", joined, "merge", other]);
            self.home.ok(&["--file", joined, "doctor"]);
            let mut records = records(&self.path(joined));
            assert_eq!(records.pop().unwrap()["kind"], "joined");
            records
        })
    }

    fn ask(&self, name: &str, args: &[&str]) -> String {
        self.home.ok(&[&["--file", name], args].concat()).out
    }
}

/// Copies to which different things were done.
fn diverged() -> Copies {
    let mut copies = Copies::new();
    copies.at("2026-11-26T08:00:00+01:00", "a.json", &["log", "Lee Wong"]);
    copies.at("2026-11-26T09:00:00+01:00", "b.json", &["log", "Mia Chen", "--inmail"]);
    copies.at("2026-11-26T10:00:00+01:00", "a.json", &["reply", "Lee Wong"]);
    copies.at("2026-11-26T11:00:00+01:00", "b.json", &["plan", "set", "free", "--credits", "3"]);
    copies.at("2026-11-26T11:30:00+01:00", "b.json", &["undo"]);
    copies.at("2026-11-26T12:00:00+01:00", "a.json", &["log", "Mia Chen", "--invite"]);
    copies.at("2026-11-26T13:00:00+01:00", "b.json", &["people", "rename", "Jane Doe", "Jane Roe"]);
    copies.at("2026-11-26T14:00:00+01:00", "a.json", &["people", "link", "Mia Chen", "in/mia-chen"]);
    copies.at("2026-11-26T15:00:00+01:00", "b.json", &["undo", "3"]);
    copies.at("2026-11-26T15:30:00+01:00", "a.json", &["edit", "4", "--note", "from here"]);
    copies.home.at("2026-11-27T09:00:00+01:00");
    copies
}

#[test]
fn a_merge_in_either_order_gives_the_same_ledger() {
    let copies = diverged();
    let [one, other] = copies.both_ways();
    assert_eq!(one, other);
    for question in [&["status", "--json"][..], &["summary", "--json"], &["people", "--json"], &["credits", "--json"]] {
        assert_eq!(copies.ask("ab.json", question), copies.ask("ba.json", question), "{question:?}");
    }
    let history = copies.ask("ab.json", &["history"]);
    assert!(history.contains("Lee Wong") && history.contains("Mia Chen"), "{history}");
    let people = copies.ask("ab.json", &["people", "--json"]);
    assert_eq!(people.matches("Mia Chen").count(), 1, "{people}");
    assert!(people.contains("Jane Roe") && people.contains("mia-chen"), "{people}");
}

#[test]
fn a_dry_run_counts_and_a_second_merge_adds_nothing() {
    let copies = diverged();
    let before = bytes(&copies.path("a.json"));
    let counted = copies.home.json(&["--file", "a.json", "merge", "b.json", "--dry-run"]);
    assert_eq!((&counted["same"], &counted["only_here"], &counted["only_there"]), (&10.into(), &5.into(), &6.into()));
    assert_eq!(counted["conflicting"], 0);
    assert_eq!(bytes(&copies.path("a.json")), before);
    copies.home.ok(&["--file", "a.json", "merge", "b.json"]);
    let joined = bytes(&copies.path("a.json"));
    let again = copies.home.json(&["--file", "a.json", "merge", "b.json"]);
    assert_eq!((&again["only_there"], &again["backup"]), (&0.into(), &Value::Null));
    assert_eq!(bytes(&copies.path("a.json")), joined);
    // After a merge the other way round, both are the same.
    let back = copies.home.json(&["--file", "b.json", "merge", "a.json"]);
    assert_eq!(back["only_here"], 0);
    let history = |name| {
        copies
            .ask(name, &["history", "-n", "100"])
            .lines()
            .filter(|line| !line.contains("joined"))
            .map(ToOwned::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(history("a.json"), history("b.json"));
}

#[test]
fn one_undo_takes_back_a_merge() {
    let copies = diverged();
    let questions = [&["status", "--json"][..], &["summary", "--json"], &["people", "--json"], &["credits", "--json"]];
    let before = questions.map(|question| copies.ask("a.json", question));
    copies.home.ok(&["--file", "a.json", "merge", "b.json"]);
    let after = questions.map(|question| copies.ask("a.json", question));
    assert_ne!(before, after);
    copies.home.ok(&["--file", "a.json", "undo"]);
    assert_eq!(questions.map(|question| copies.ask("a.json", question)), before);
    copies.home.ok(&["--file", "a.json", "redo"]);
    assert_eq!(questions.map(|question| copies.ask("a.json", question)), after);
}

#[test]
fn the_same_event_in_both_copies_is_one_and_a_different_one_is_a_conflict() {
    let mut copies = Copies::new();
    let at = ["--at", "2026-11-24T10:00:00+01:00"];
    copies.at("2026-11-26T08:00:00+01:00", "a.json", &[&["log", "Lee Wong"][..], &at].concat());
    copies.at("2026-11-26T09:00:00+01:00", "b.json", &[&["log", "Lee Wong"][..], &at].concat());
    copies.at("2026-11-26T10:00:00+01:00", "a.json", &[&["log", "Mia Chen", "--inmail"][..], &at].concat());
    copies.at("2026-11-26T11:00:00+01:00", "b.json", &[&["log", "Mia Chen", "--inmail", "--free"][..], &at].concat());
    let counted = copies.home.json(&["--file", "a.json", "merge", "b.json", "--dry-run"]);
    assert_eq!((&counted["same"], &counted["conflicting"]), (&11.into(), &1.into()));
    let [one, other] = copies.both_ways();
    assert_eq!(one, other);
    let history = copies.ask("ab.json", &["history", "Mia Chen", "--json"]);
    let history: Value = serde_json::from_str(&history).unwrap();
    let taken_back: Vec<&Value> =
        history["records"].as_array().unwrap().iter().map(|record| &record["taken_back"]).collect();
    assert_eq!(taken_back.len(), 2);
    assert!(taken_back.contains(&&Value::Bool(true)) && taken_back.contains(&&Value::Bool(false)));
    let again = copies.home.json(&["--file", "ab.json", "merge", "b.json"]);
    assert_eq!((&again["only_there"], &again["conflicting"]), (&0.into(), &0.into()));
}

#[test]
fn ledgers_created_apart_in_different_zones_are_merged() {
    let mut home = Home::new();
    home.ok(&["--file", "a.json", "log", "Jane Doe"]);
    home.in_zone("America/New_York").at("2026-11-26T10:00:00+01:00");
    home.ok(&["--file", "b.json", "log", "in/jane-doe"]);
    home.ok(&["--file", "b.json", "log", "Jane Doe", "--inmail"]);
    let joined = home.json(&["--file", "a.json", "merge", "b.json"]);
    assert_eq!(joined["zones"]["holds"], "America/New_York");
    assert_eq!(home.ok(&["--file", "a.json", "zone"]).out, "America/New_York\n");
    assert_eq!(joined["only_there"], 2);
    home.ok(&["--file", "a.json", "doctor"]);
    assert_eq!(refusal(&home, 2, &["--file", "a.json", "merge", "a.json"]), "same_file");
    assert_eq!(refusal(&home, 2, &["--file", "a.json", "merge", "none.json"]), "no_such_file");
}

/// The other copy renamed its Mia Chen, and then met another person of that name.
#[test]
fn a_merge_allows_two_people_of_the_same_name() {
    let mut copies = Copies::new();
    copies.at("2026-11-26T08:00:00+01:00", "a.json", &["log", "Kim Berg"]);
    copies.at("2026-11-26T08:00:00+01:00", "b.json", &["reply", "Mia Chen"]);
    copies.at("2026-11-26T08:00:00+01:00", "a.json", &["reply", "Mia Chen"]);
    copies.at("2026-11-26T08:00:00+01:00", "b.json", &["people", "rename", "Mia Chen", "Mia Roe"]);
    copies.at("2026-11-26T08:00:00+01:00", "b.json", &["log", "Mia Chen"]);
    let [one, other] = copies.both_ways();
    assert_eq!(one, other);
    assert_eq!(copies.home.json(&["--file", "ab.json", "merge", "b.json"])["only_there"], 0);
}

/// One copy has Mia by name, the other by profile: a merge makes them one person, and an undo restores what each was
/// called.
#[test]
fn a_person_known_by_name_and_by_profile_is_one_until_the_merge_is_undone() {
    let mut copies = Copies::new();
    copies.at("2026-11-26T08:00:00+01:00", "b.json", &["reply", "in/mia-chen"]);
    copies.at("2026-11-26T08:01:00+01:00", "b.json", &["people", "rename", "in/mia-chen", "Mia Chen"]);
    copies.at("2026-11-26T09:00:00+01:00", "a.json", &["log", "Mia Chen"]);
    let [one, other] = copies.both_ways();
    assert_eq!(one, other);
    for (own, joined) in [("a.json", "ab.json"), ("b.json", "ba.json")] {
        let before = copies.ask(own, &["people", "--json"]);
        let people = copies.ask(joined, &["people", "--json"]);
        assert_eq!(people.matches("Mia Chen").count(), 1, "{people}");
        copies.home.ok(&["--file", joined, "undo"]);
        assert_eq!(copies.ask(joined, &["people", "--json"]), before);
    }
}

/// Which records a ledger counts: those that no void takes back. Computed from the file alone.
fn active(records: &[Value]) -> Vec<bool> {
    let mut active = vec![true; records.len()];
    for place in (0..records.len()).rev().filter(|place| records[*place]["kind"] == "void") {
        let target = records.iter().position(|record| record["id"] == records[place]["record"]);
        if let (true, Some(target)) = (active[place], target) {
            active[target] = false;
        }
    }
    active
}

/// Undos and redos of one record in both copies: of all, the latest counts. The times are hours of one day; each is the
/// undo if the record counts, else the redo.
#[test]
fn of_undos_and_redos_in_both_copies_the_latest_counts() {
    for (here, there, counts) in [
        // Both took it back, and one brought it back later.
        (&[8, 12][..], &[10][..], true),
        (&[10, 12], &[8], true),
        // One took it back and brought it back before the other took it back.
        (&[8, 9], &[10], false),
        (&[8, 9], &[10, 11], true),
        // The undo of one overlaps two undos of the other.
        (&[8, 14], &[9, 10, 12], true),
        (&[10], &[8, 9, 11, 12], true),
        (&[9], &[8, 10, 11], false),
        (&[8, 10, 12], &[9, 11], false),
        (&[8, 10, 12, 14], &[9, 11, 13], true),
        // Both the same, at the same time and one after the other.
        (&[8], &[8], false),
        (&[8, 9], &[8, 9], true),
        (&[8], &[9], false),
        (&[8, 10], &[9, 11], true),
    ] {
        let mut copies = Copies::new();
        let times = |side: &'static str, hours: &[u32]| hours.iter().map(|hour| (*hour, side)).collect::<Vec<_>>();
        let mut deeds = [times("a.json", here), times("b.json", there)].concat();
        deeds.sort_unstable();
        let mut is_undone = [false; 2];
        for (hour, side) in deeds {
            let is_undone = &mut is_undone[usize::from(side == "b.json")];
            let args: &[&str] = if *is_undone { &["redo"] } else { &["undo", "4"] };
            copies.at(&format!("2026-11-26T{hour:02}:00:00+01:00"), side, args);
            *is_undone = !*is_undone;
        }
        copies.home.at("2026-11-27T09:00:00+01:00");
        for (one, other, joined) in [("a.json", "b.json", "ab.json"), ("b.json", "a.json", "ba.json")] {
            fs::copy(copies.path(one), copies.path(joined)).unwrap();
            copies.home.ok(&["--file", joined, "merge", other]);
            let records = records(&copies.path(joined));
            let place = records.iter().position(|record| record["id"] == 4).unwrap();
            assert_eq!(active(&records)[place], counts, "{joined}: {here:?} {there:?}");
            let before = bytes(&copies.path(joined));
            for again in ["a.json", "b.json"] {
                copies.home.ok(&["--file", joined, "merge", again]);
            }
            assert!(bytes(&copies.path(joined)) == before, "a second merge adds nothing: {here:?} {there:?}");
        }
    }
}
