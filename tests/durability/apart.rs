//! Properties of a merge of two copies changed at random.

use std::cell::Cell;
use std::fs;

use chrono::{DateTime, Duration, FixedOffset};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

use crate::program::{Home, NOW};
use crate::scene::{bytes, proof, records};

const NAMES: [&str; 5] = ["Jane Doe", "Ravi Patel", "Ana Lima", "Lee Wong", "in/mia-chen"];

/// A command on one of the copies, this many minutes after the one before it on either. Side 2 is before the copies
/// diverged.
#[derive(Clone, Debug)]
struct Change {
    side: usize,
    minutes: i64,
    args: Vec<String>,
}

fn any_args() -> impl Strategy<Value = Vec<String>> {
    let name = || proptest::sample::select(&NAMES[..]);
    let id = || (1..14_u32).prop_map(|id| id.to_string());
    let sent = proptest::sample::select(&["", "--inmail", "--free", "--invite", "--note"][..]);
    let at = proptest::sample::select(&["", "2026-11-24 10:00", "2026-11-23 18:30"][..]);
    prop_oneof![
        6 => (name(), sent, at).prop_map(|(name, sent, at)| {
            let how: &[&str] = match sent {
                "" => &[],
                "--free" => &["--inmail", "--free"],
                "--note" => &["--note", "from a side"],
                other => &[other],
            };
            let at: &[&str] = if at.is_empty() { &[] } else { &["--at", at] };
            words(&[&["log", name], how, at].concat())
        }),
        3 => (name(), any::<bool>()).prop_map(|(name, declined)| {
            if declined { words(&["reply", name, "--declined"]) } else { words(&["reply", name]) }
        }),
        1 => name().prop_map(|name| words(&["accepted", name])),
        2 => Just(words(&["undo"])),
        1 => id().prop_map(|id| words(&["undo", &id])),
        1 => Just(words(&["redo"])),
        1 => (id(), name()).prop_map(|(id, name)| words(&["edit", &id, "--person", name])),
        1 => id().prop_map(|id| words(&["edit", &id, "--at", "2026-11-22 12:00"])),
        1 => (id(), "[a-z]{1,3}").prop_map(|(id, note)| words(&["edit", &id, "--note", &note])),
        1 => (name(), name()).prop_map(|(one, other)| words(&["people", "merge", one, other])),
        1 => (name(), "[ab]").prop_map(|(name, handle)| words(&["people", "link", name, &format!("in/{handle}")])),
        1 => (name(), "(Jo|Lee|Ana Lima)").prop_map(|(name, new)| words(&["people", "rename", name, &new])),
        1 => proptest::sample::select(&["free", "premium-career"][..])
            .prop_map(|plan| words(&["plan", "set", plan, "--credits", "4"])),
        1 => Just(words(&["credits", "buy", "2"])),
        1 => Just(words(&["credits", "set", "6"])),
    ]
}

fn words(args: &[&str]) -> Vec<String> {
    args.iter().map(ToString::to_string).collect()
}

fn any_change() -> impl Strategy<Value = Change> {
    let minutes = proptest::sample::select(&[0_i64, 0, 1, 7, 400][..]);
    (0..3_usize, minutes, any_args()).prop_map(|(side, minutes, args)| Change { side, minutes, args })
}

/// A clock that only moves forward.
struct Clock(DateTime<FixedOffset>);

impl Clock {
    fn advance(&mut self, minutes: i64, home: &mut Home) {
        self.0 += Duration::minutes(minutes);
        home.at(&self.0.to_rfc3339());
    }
}

/// Runs a command that may be refused: an unknown person cannot be renamed.
fn try_to(home: &Home, file: &str, args: &[String]) {
    let args: Vec<&str> = ["--file", file].into_iter().chain(args.iter().map(String::as_str)).collect();
    let run = home.run(&args);
    assert!((0..=2).contains(&run.code), "{args:?}: {}", run.err);
}

/// Runs the commands of side 2, copies the ledger, and runs the commands of each side on its copy.
fn diverged(changes: &[Change]) -> Home {
    let (mut home, mut clock) = (Home::new(), Clock(DateTime::parse_from_rfc3339(NOW).unwrap()));
    home.ok(&["--file", "a.json", "plan", "set", "premium-career", "--renews-on", "12", "--credits", "7"]);
    for change in changes.iter().filter(|change| change.side == 2) {
        clock.advance(change.minutes, &mut home);
        try_to(&home, "a.json", &change.args);
    }
    fs::copy(home.path("a.json"), home.path("b.json")).unwrap();
    for change in changes.iter().filter(|change| change.side < 2) {
        clock.advance(change.minutes, &mut home);
        try_to(&home, ["a.json", "b.json"][change.side], &change.args);
    }
    clock.advance(60, &mut home);
    home
}

/// The reports of the account, which contain no ids.
fn figures(home: &Home, file: &str) -> [String; 4] {
    [&["status"][..], &["summary"], &["people"], &["credits"]]
        .map(|report| home.ok(&[&["--file", file, "--json"], report].concat()).out)
}

/// The reports must be the same; otherwise shows where they first differ.
fn assert_same(one: &[String; 4], other: &[String; 4], what: &str) {
    let Some((one, other)) = one.iter().zip(other).find(|(one, other)| one != other) else { return };
    let from = one.bytes().zip(other.bytes()).position(|(one, other)| one != other).unwrap_or(0).saturating_sub(80);
    let piece = |text: &str| String::from_utf8_lossy(&text.as_bytes()[from..]).chars().take(300).collect::<String>();
    panic!("{what}:\n{}\n{}", piece(one), piece(other));
}

/// The records, without those of the merge itself.
fn records_without_merge(home: &Home, file: &str) -> Vec<Value> {
    records(&home.path(file)).into_iter().filter(|record| record["kind"] != "joined").collect()
}

fn merge(home: &Home, file: &str, other: &str) -> Value {
    home.json(&["--file", file, "merge", other])
}

/// The properties of a merge.
fn check(changes: &[Change]) {
    let home = diverged(changes);
    for (from, to) in [("a.json", "ab.json"), ("b.json", "ba.json")] {
        fs::copy(home.path(from), home.path(to)).unwrap();
    }
    let counted = home.json(&["--file", "ab.json", "merge", "b.json", "--dry-run"]);
    assert_eq!(bytes(&home.path("ab.json")), bytes(&home.path("a.json")), "a dry run writes nothing");
    let (joined, reversed) = (merge(&home, "ab.json", "b.json"), merge(&home, "ba.json", "a.json"));
    for count in ["same", "conflicting"] {
        assert_eq!((&counted[count], &reversed[count]), (&joined[count], &joined[count]), "{count}");
    }
    assert_eq!((&joined["only_here"], &joined["only_there"]), (&reversed["only_there"], &reversed["only_here"]));
    // A copy to which the other adds nothing is not written.
    let both_written = joined["only_there"] != 0 && reversed["only_there"] != 0;
    if both_written {
        assert_eq!(records_without_merge(&home, "ab.json"), records_without_merge(&home, "ba.json"), "either order");
    }
    assert_same(&figures(&home, "ab.json"), &figures(&home, "ba.json"), "either order");
    for (file, other) in [("ab.json", "b.json"), ("ab.json", "a.json"), ("ba.json", "a.json"), ("ab.json", "ba.json")] {
        let before = bytes(&home.path(file));
        assert_eq!(merge(&home, file, other)["only_there"], 0, "{other} into {file} once more");
        assert_eq!(bytes(&home.path(file)), before, "{other} into {file} once more");
    }
    // The sides may have given one profile to different people; only the member knows whose it is.
    let found = home.run(&["--file", "ab.json", "doctor", "--json"]).json();
    let findings = found["findings"].as_array().unwrap().iter().map(|finding| finding["what"].as_str().unwrap());
    assert_eq!(findings.filter(|what| !what.contains("have one profile")).collect::<Vec<_>>(), [""; 0]);
    if joined["only_there"] != 0 {
        let after = figures(&home, "ab.json");
        home.ok(&["--file", "ab.json", "undo"]);
        assert_same(&figures(&home, "ab.json"), &figures(&home, "a.json"), "one undo");
        home.ok(&["--file", "ab.json", "redo"]);
        assert_same(&figures(&home, "ab.json"), &after, "its redo");
    }
}

/// The default number of cases of proptest.
const USUAL: u32 = 256;

#[test]
fn random_copies_merge_the_same_in_either_order() {
    // The same pairs each time, unless PROPTEST_CASES asks for a number of random ones.
    let usual = Config::default();
    let is_set = usual.cases != USUAL;
    let cases = if is_set { usual.cases } else { 60 };
    let config = Config { cases, max_shrink_iters: 500, failure_persistence: None, ..usual };
    let mut runner = if is_set {
        TestRunner::new(config)
    } else {
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    };
    let tried = Cell::new(0);
    let outcome = runner.run(&proptest::collection::vec(any_change(), 1..24), |changes| {
        check(&changes);
        tried.set(tried.get() + 1);
        Ok(())
    });
    outcome.unwrap();
    proof(&format!("{} pairs of copies changed at random, joined with the same result in either order", tried.get()));
}
