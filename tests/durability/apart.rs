//! Properties of a merge of two copies changed at random.

use std::cell::Cell;
use std::cmp::Ordering;
use std::fs;

use chrono::{DateTime, Duration, FixedOffset};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

use crate::program::{Home, NOW};
use crate::scene::{bytes, proof, records};

const NAMES: [&str; 5] = ["Jane Doe", "Ravi Patel", "Ana Lima", "Lee Wong", "in/mia-chen"];

/// A command on one of the copies, this many minutes after the one before it on either. Side 2 is before the copies
/// parted.
#[derive(Clone, Debug)]
struct Deed {
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

fn any_deed() -> impl Strategy<Value = Deed> {
    let minutes = proptest::sample::select(&[0_i64, 0, 1, 7, 400][..]);
    (0..3_usize, minutes, any_args()).prop_map(|(side, minutes, args)| Deed { side, minutes, args })
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
fn diverged(deeds: &[Deed]) -> Home {
    let (mut home, mut clock) = (Home::new(), Clock(DateTime::parse_from_rfc3339(NOW).unwrap()));
    home.ok(&["--file", "a.json", "plan", "set", "premium-career", "--renews-on", "12", "--credits", "7"]);
    for deed in deeds.iter().filter(|deed| deed.side == 2) {
        clock.advance(deed.minutes, &mut home);
        try_to(&home, "a.json", &deed.args);
    }
    fs::copy(home.path("a.json"), home.path("b.json")).unwrap();
    for deed in deeds.iter().filter(|deed| deed.side < 2) {
        clock.advance(deed.minutes, &mut home);
        try_to(&home, ["a.json", "b.json"][deed.side], &deed.args);
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
fn check(deeds: &[Deed]) {
    let home = diverged(deeds);
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
    assert_eq!(findings.filter(|what| !what.contains("share the profile")).collect::<Vec<_>>(), [""; 0]);
    if joined["only_there"] != 0 {
        let after = figures(&home, "ab.json");
        home.ok(&["--file", "ab.json", "undo"]);
        assert_same(&figures(&home, "ab.json"), &figures(&home, "a.json"), "one undo");
        home.ok(&["--file", "ab.json", "redo"]);
        assert_same(&figures(&home, "ab.json"), &after, "its redo");
    }
}

/// Undos, redos and edits of the three messages that both copies have.
fn any_change() -> impl Strategy<Value = Vec<String>> {
    let id = || (3..6_u32).prop_map(|id| id.to_string());
    prop_oneof![
        3 => id().prop_map(|id| words(&["undo", &id])),
        1 => Just(words(&["undo"])),
        3 => Just(words(&["redo"])),
        1 => id().prop_map(|id| words(&["edit", &id, "--at", "2026-11-22 12:00"])),
        1 => (id(), "[ab]").prop_map(|(id, note)| words(&["edit", &id, "--note", &note])),
    ]
}

/// The commands that make the three messages, and then changes before and after the copies parted.
fn any_changes() -> impl Strategy<Value = Vec<Deed>> {
    let minutes = proptest::sample::select(&[1_i64, 7][..]);
    let change = (0..3_usize, minutes, any_change()).prop_map(|(side, minutes, args)| Deed { side, minutes, args });
    proptest::collection::vec(change, 2..16).prop_map(|changes| {
        let message = |name: &&str| Deed { side: 2, minutes: 1, args: words(&["log", name]) };
        NAMES[..3].iter().map(message).chain(changes).collect()
    })
}

/// For each record in a file, when it was last taken back or brought back, and whether it counts. Undos of whole steps
/// are left out.
fn fates(records: &[Value]) -> Vec<(String, bool)> {
    let mut fates = vec![(String::new(), true); records.len()];
    let place = |id: &Value| records.iter().position(|record| record["id"] == *id);
    let voids = records.iter().enumerate().filter(|(_, record)| record["kind"] == "void");
    let voids: Vec<(usize, usize)> = voids.filter_map(|(at, void)| Some((at, place(&void["record"])?))).collect();
    for (at, undone) in &voids {
        let changed = voids.iter().find(|(undo, _)| undo == undone).map_or(*undone, |(_, changed)| *changed);
        records[*at]["recorded"].as_str().unwrap().clone_into(&mut fates[changed].0);
    }
    for (at, undone) in voids.iter().rev() {
        fates[*undone].1 &= !fates[*at].1;
    }
    fates
}

/// A merge in either order counts the same records; of the undos and redos of a message, the latest decides.
fn check_changes(deeds: &[Deed]) {
    let home = diverged(deeds);
    let [one, other] = ["a.json", "b.json"].map(|file| fates(&records(&home.path(file))));
    let merged = [("a.json", "ab.json", "b.json"), ("b.json", "ba.json", "a.json")].map(|(from, to, other)| {
        fs::copy(home.path(from), home.path(to)).unwrap();
        merge(&home, to, other);
        let records = records_without_merge(&home, to);
        let content = |mut record: Value| {
            ["id", "sum"].map(|field| record.as_object_mut().unwrap().remove(field));
            record.to_string()
        };
        let counting =
            records.iter().zip(fates(&records)).filter(|(record, (_, counts))| *counts && record["kind"] != "void");
        let mut counting: Vec<String> = counting.map(|(record, _)| content(record.clone())).collect();
        counting.sort();
        (counting, fates(&records))
    });
    assert_eq!(merged[0].0, merged[1].0, "either order");
    assert_same(&figures(&home, "ab.json"), &figures(&home, "ba.json"), "either order");
    for message in 2..5 {
        let latest = match one[message].0.cmp(&other[message].0) {
            Ordering::Greater => &one[message],
            Ordering::Less => &other[message],
            Ordering::Equal => continue,
        };
        assert_eq!(merged[0].1[message].1, latest.1, "message {message}: {latest:?}");
    }
}

/// The default number of cases of proptest.
const USUAL: u32 = 256;

/// Checks a property for the same inputs each time, unless `PROPTEST_CASES` asks for a number of random ones. Returns
/// the number of inputs.
fn for_all<S: Strategy<Value = Vec<Deed>>>(inputs: &S, check: impl Fn(&[Deed])) -> u32 {
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
    let outcome = runner.run(inputs, |deeds| {
        check(&deeds);
        tried.set(tried.get() + 1);
        Ok(())
    });
    outcome.unwrap();
    tried.get()
}

#[test]
fn random_undos_and_redos_in_both_copies_merge_the_same_in_either_order() {
    let tried = for_all(&any_changes(), check_changes);
    proof(&format!("{tried} pairs of copies with undos, redos and edits of the same records: the latest counts"));
}

#[test]
fn random_copies_merge_the_same_in_either_order() {
    let tried = for_all(&proptest::collection::vec(any_deed(), 1..24), check);
    proof(&format!("{tried} pairs of copies changed at random, joined with the same result in either order"));
}
