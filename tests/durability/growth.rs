//! Ledgers that no member has, but that may be made: a person with thousands of profiles, thousands of plans. The time
//! of a command grows with the number of records, and not with its square.
#![allow(clippy::unnecessary_wraps, reason = "all shapes have one type")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::Home;
use crate::scene::{assert_linear, bounded, proof, usage};

/// The records of the smaller ledger. The larger has four times as many.
const RECORDS: i64 = 8_000;

/// What differs from record to record: its kind and its fields, or nothing if there is no record with this number.
type Shape = fn(i64, i64) -> Option<String>;

/// The instant of the test's clock in seconds, less a minute.
const LAST: i64 = 1_795_593_540;

fn instant(seconds: i64) -> String {
    chrono::DateTime::from_timestamp(seconds, 0).unwrap().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The text of a ledger of this shape, with a record every `pace` seconds.
fn ledger(shape: Shape, count: i64, pace: i64) -> String {
    let created = instant(LAST - count * pace);
    let account = format!(r#"{{"created":"{created}","zone":"Europe/Berlin"}}"#);
    let mut text = format!(r#"{{"format":"inquota","version":1,"account":{account},"records":["#);
    let mut comma = "";
    for id in 1..=count {
        let Some(fields) = shape(id, count) else { continue };
        let at = instant(LAST - (count - id) * pace);
        write!(text, "{comma}\n{{\"id\":{id},\"at\":\"{at}\",\"recorded\":\"{at}\",{fields}}}").unwrap();
        comma = ",";
    }
    text + "\n]}\n"
}

fn sent(kind: &str, who: i64, more: &str) -> String {
    format!(r#""kind":"{kind}","who":{who},"person":"Person {who}"{more}"#)
}

/// One person with a profile a record.
fn links(id: i64, _: i64) -> Option<String> {
    Some(if id == 1 { sent("message", 1, "") } else { sent("link", 1, &format!(r#","handle":"profile-{id}""#)) })
}

/// Half of the records introduce people with profiles; the others merge each into the next.
fn chain(id: i64, count: i64) -> Option<String> {
    let people = count / 2;
    match id - people {
        ..=0 => Some(sent("message", id, &format!(r#","handle":"profile-{id}""#))),
        into if into < people => Some(sent("merge", into + 1, &format!(r#","merged":{into}"#))),
        _ => None,
    }
}

/// The same people, all merged into the first.
fn star(id: i64, count: i64) -> Option<String> {
    let people = count / 2;
    match id - people {
        ..=0 => Some(sent("message", id, &format!(r#","handle":"profile-{id}""#))),
        merged if merged < people => Some(sent("merge", 1, &format!(r#","merged":{}"#, merged + 1))),
        _ => None,
    }
}

/// A new plan a record.
fn plans(id: i64, _: i64) -> Option<String> {
    let own = r#"{"cadence":"billing","zone":null,"inmail_monthly":5,"inmail_cap":15,"inmail_life":90,"refund_days":90,"daily":null,"monthly":null,"invitations":null,"notes":null}"#;
    Some(format!(r#""kind":"plan","plan":{{"name":"plan-{}","own":{own}}}"#, id % 7))
}

/// Bought credits that expire in no order.
fn lots(id: i64, _: i64) -> Option<String> {
    let expires = instant(LAST + (1 + id * 7_919 % 30_011) * 86_400);
    Some(format!(r#""kind":"purchase","credits":1,"expires":"{}""#, &expires[..10]))
}

/// InMails to one person, who never answers.
fn unanswered(id: i64, _: i64) -> Option<String> {
    Some(if id == 1 { plans(id, 0)? } else { sent("inmail", 1, "") })
}

fn invitations(id: i64, _: i64) -> Option<String> {
    Some(sent("invitation", id, ""))
}

fn namesakes(id: i64, _: i64) -> Option<String> {
    Some(format!(r#""kind":"message","who":{id},"person":"Jane Doe","handle":"jane-{id}""#))
}

/// Each void undoes the one before.
fn voids(id: i64, _: i64) -> Option<String> {
    Some(if id == 1 { sent("message", 1, "") } else { format!(r#""kind":"void","record":{}"#, id - 1) })
}

/// Every third record is missing, and every fifth names someone whom no record introduces.
fn damaged(id: i64, _: i64) -> Option<String> {
    match id {
        _ if id % 3 == 2 => None,
        _ if id % 5 == 0 => Some(sent("link", 1_000_000 + id, r#","handle":"nobody""#)),
        _ => Some(sent("message", 1, "")),
    }
}

/// Each record is in the step that the one before begins.
fn steps(id: i64, _: i64) -> Option<String> {
    Some(format!(r#""kind":"balance","step":{},"credits":{id}"#, (id - 1).max(1)))
}

/// The shapes, the seconds between their records, and the commands that looked at all earlier records for each.
const SHAPES: &[(&str, Shape, i64, &[&[&str]])] = &[
    ("links", links, 3_600, &[&["status"], &["undo"], &["merge", "other.json"]]),
    ("a chain of merges", chain, 3_600, &[&["doctor"], &["people"], &["merge", "other.json"]]),
    ("merges into one", star, 3_600, &[&["status"], &["merge", "other.json"]]),
    ("plans", plans, 3_600, &[&["history"], &["export", "--format", "csv"]]),
    ("lots", lots, 3_600, &[&["status"], &["credits"]]),
    ("unanswered InMails", unanswered, 3_600, &[&["plan", "compare"], &["followups"]]),
    ("invitations", invitations, 10, &[&["check", "--invite"], &["status"], &["next"]]),
    ("namesakes", namesakes, 3_600, &[&["followups"], &["history"], &["people"], &["merge", "other.json"]]),
    ("voids of voids", voids, 3_600, &[&["history"], &["undo"], &["redo"]]),
    ("damage", damaged, 3_600, &[&["doctor"], &["doctor", "--repair"]]),
    ("steps", steps, 3_600, &[&["status"], &["merge", "other.json"]]),
];

/// A home with a ledger of this shape, and a copy of it that lacks the last records.
fn home(shape: Shape, count: i64, pace: i64) -> Home {
    let home = Home::new();
    fs::create_dir_all(home.ledger().parent().unwrap()).unwrap();
    let whole = ledger(shape, count, pace);
    fs::write(home.ledger(), &whole).unwrap();
    let most = whole.lines().take(usize::try_from(count - 10).unwrap()).collect::<Vec<_>>().join("\n");
    fs::write(home.path("other.json"), most.trim_end_matches(',').to_owned() + "\n]}\n").unwrap();
    home
}

#[test]
fn no_command_takes_quadratic_time() {
    for (what, shape, pace, commands) in SHAPES {
        let homes = [home(*shape, RECORDS, *pace), home(*shape, 4 * RECORDS, *pace)];
        for args in *commands {
            let [Some(small), Some(large)] = homes.each_ref().map(|home| usage(home, args)) else {
                return proof("growth: skipped, for there is no /usr/bin/time");
            };
            assert!(small.code < 2 && large.code < 2, "{what}: {args:?}: {small:?} {large:?}");
            assert_linear(&format!("{what}: {args:?}"), [small.seconds, large.seconds]);
        }
    }
    proof(&format!("{} strange ledgers: no command takes quadratic time", SHAPES.len()));
}

/// A checkpoint keeps every profile: the answer is the same with one and without.
#[test]
fn a_person_with_seventy_thousand_profiles_is_read_from_a_checkpoint() {
    let home = home(links, 70_000, 60);
    home.ok(&["log", "Person 1"]);
    let ask = |cache: &str| {
        let args = ["check", "in/profile-69999", "--inmail", "--json"];
        let run = home.run_with(&[("INQUOTA_CACHE", cache)], &args);
        serde_json::from_str::<Value>(&run.out).unwrap_or_else(|_| panic!("{}", run.err))
    };
    let cache = home.path("cache").to_string_lossy().into_owned();
    let whole = ask("off");
    assert_eq!(whole["person"], "Person 1");
    assert_eq!((ask(&cache), ask(&cache)), (whole.clone(), whole));
    assert!(fs::read_dir(Path::new(&cache)).unwrap().count() > 0, "there is a checkpoint");
}

/// An id may be the largest there is, so the doctor does not go through all numbers below it.
#[test]
fn the_doctor_needs_no_time_for_a_wide_gap() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let at = instant(LAST);
    let record = |id: u64| {
        format!(r#"{{"id":{id},"at":"{at}","recorded":"{at}","kind":"message","who":1,"person":"Jane Doe"}}"#)
    };
    let account = format!(r#"{{"created":"{at}","zone":"Europe/Berlin"}}"#);
    let records = format!("\n{},\n{}\n]}}\n", record(1), record((1 << 53) - 1));
    let text = format!(r#"{{"format":"inquota","version":1,"account":{account},"records":["#) + &records;
    fs::write(home.ledger(), &text).unwrap();
    let backups = home.ledger().with_file_name("backups");
    fs::create_dir_all(&backups).unwrap();
    fs::write(backups.join("ledger-20261120T080000Z.json"), &text).unwrap();
    for args in [&["doctor"][..], &["doctor", "--repair"]] {
        let run = bounded(&home, args);
        assert!((0..=1).contains(&run.code), "{args:?} ended with {}: {}{}", run.code, run.out, run.err);
    }
}
