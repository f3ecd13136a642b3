//! `history` shows the records, newest first, and what they counted as.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds, counted};

/// A home with one record of each kind, an hour apart, the plan first.
fn full() -> Home {
    let home = Home::new();
    for args in [
        &["plan", "set", "premium", "--at", "2026-11-20 00:30"] as &[&str],
        &["log", "Jane Doe", "--at", "2026-11-20 01:00", "--tag", "spring"],
        &["log", "Ravi Patel", "--inmail", "--at", "2026-11-20 02:00"],
        &["log", "Ana Lima", "--invite", "--at", "2026-11-20 03:00", "--tag", "spring", "--tag", "b"],
        &["reply", "Jane Doe", "--at", "2026-11-21 01:00"],
        &["reply", "Ravi Patel", "--declined", "--at", "2026-11-21 02:00"],
        &["accepted", "Ana Lima", "--at", "2026-11-21 03:00"],
        &["credits", "buy", "3", "--at", "2026-11-22 01:00"],
        &["credits", "set", "9", "--at", "2026-11-22 02:00"],
    ] {
        home.ok(args);
    }
    home
}

fn kinds(home: &Home, args: &[&str]) -> Vec<String> {
    home.history(args).iter().map(|record| record["kind"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_document_shows_a_record_with_what_it_counted_as() {
    let mut home = Home::new();
    home.at("2026-11-25T10:00:00+01:00");
    home.ok(&["log", "Jane Doe", "--at", "09:00"]);
    let document = home.json(&["history"]);
    let expected = json!({"schema":1,"records":[{"kind":"message","person":"Jane Doe",
        "at":"2026-11-25T09:00:00+01:00","recorded_at":"2026-11-25T10:00:00+01:00","taken_back":false,
        "counted":{"day_slot":true,"month_slot":true,"credit":false,"over_limit":false,"uncovered":false},
        "note":null,"tags":[],"template":null}]});
    assert_holds(&document, &expected);
    assert!(document["records"][0]["id"].is_string());
}

#[test]
fn records_are_sorted_by_when_they_happened_newest_first() {
    let mut expected = ["message", "inmail", "invitation", "reply", "declined", "accepted", "purchase", "balance"];
    expected.reverse();
    let home = full();
    let shown = kinds(&home, &[]);
    assert_eq!(shown.iter().filter(|kind| *kind != "plan").collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
    assert!(shown.contains(&"plan".to_owned()));
    // A record entered late takes the place of its instant.
    home.ok(&["log", "Max Roe", "--inmail", "--at", "2026-11-21 02:30"]);
    assert_eq!(kinds(&home, &[])[3], "inmail");
}

#[test]
fn a_send_says_what_it_counted_as() {
    let home = full();
    let mut sends = 0;
    for record in &home.history(&[]) {
        let expected = match record["kind"].as_str().unwrap() {
            "message" => "day_slot month_slot",
            "inmail" => "credit",
            "invitation" => "",
            _ => {
                assert_eq!(record["counted"], Value::Null, "{record}");
                continue;
            }
        };
        assert_eq!(counted(record), expected);
        sends += 1;
    }
    assert_eq!(sends, 3);
}

#[test]
fn history_can_be_filtered() {
    let home = full();
    assert_eq!(kinds(&home, &["Jane Doe"]), ["reply", "message"]);
    assert_eq!(kinds(&home, &["--kind", "declined"]), ["declined"]);
    assert_eq!(kinds(&home, &["--tag", "spring"]), ["invitation", "message"]);
    assert_eq!(kinds(&home, &["--tag", "b"]), ["invitation"]);
    assert_eq!(kinds(&home, &["--tag", "nonsense"]), Vec::<String>::new());
    assert_eq!(kinds(&home, &["-n", "2"]), ["balance", "purchase"]);
    assert_eq!(kinds(&home, &["--from", "2026-11-21", "--to", "2026-11-21"]), ["accepted", "declined", "reply"]);
    assert_eq!(kinds(&home, &["--from", "2026-11-22"]), ["balance", "purchase"]);
    assert_eq!(kinds(&home, &["Ana Lima", "--kind", "accepted", "--from", "2026-11-21", "-n", "5"]), ["accepted"]);
}

#[test]
fn history_can_show_any_one_kind() {
    let home = full();
    for kind in ["message", "inmail", "invitation", "reply", "declined", "accepted", "purchase", "balance", "plan"] {
        assert_eq!(kinds(&home, &["--kind", kind]), [kind]);
    }
    home.refuses(2, &["history", "--kind", "nonsense"]);
    home.refuses(2, &["history", "-n", "0"]);
    home.refuses(2, &["history", "-n", "-1"]);
}

#[test]
fn the_text_shows_ids_notes_and_reasons() {
    let home = Home::new();
    let id = home.id(&["log", "Jane Doe", "--note", "met in Bonn"]);
    home.ok(&["reply", "Jane Doe"]);
    home.ok(&["log", "Jane Doe"]);
    let text = home.ok(&["history"]).out;
    for part in [id.as_str(), "Jane Doe", "met in Bonn", "open"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
}

#[test]
fn history_at_an_instant_leaves_out_later_records() {
    let home = full();
    assert_eq!(kinds(&home, &["--at", "2026-11-21 01:00", "-n", "2"]), ["reply", "invitation"]);
}

#[test]
fn an_id_is_never_reused() {
    let home = Home::new();
    let first = home.id(&["log", "Jane Doe"]);
    home.ok(&["undo"]);
    let second = home.id(&["log", "Jane Doe"]);
    assert_ne!(first, second);
    let shown = home.history(&[]);
    assert_eq!((&shown[0]["id"], &shown[1]["id"]), (&json!(second), &json!(first)));
}
