//! Ledger files of every version, and fields and kinds that this version does not know.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};
use crate::scene::{bytes, home_with_records, records, refusal};

fn fixture(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests/fixtures/ledgers", name].iter().collect()
}

const QUESTIONS: &[&[&str]] = &[
    &["status", "--json"],
    &["summary", "--json"],
    &["history", "--json"],
    &["people", "--json"],
    &["credits", "--json"],
    &["plan", "--json"],
];

/// Sample files that never change, one of each version.
const VERSIONS: &[&str] = &["version-1"];

/// The answers for a sample file must stay the same for ever, unless a rule or the source of a number changes. The files
/// are never written again.
/// Rules 8.1 judge nobody of version 1: all eight people were first contacted less than 14 days before the answers.
#[test]
fn a_ledger_of_every_version_gives_the_answers_it_always_gave() {
    for version in VERSIONS {
        let mut home = Home::new();
        home.at("2026-11-28T09:00:00+01:00");
        fs::copy(fixture(&format!("{version}.json")), home.path("ledger.json")).unwrap();
        let ask = |question: &&[&str]| home.ok(&[&["--file", "ledger.json"], *question].concat()).json();
        let mut answers = Value::from(QUESTIONS.iter().map(ask).collect::<Vec<Value>>());
        leave_out_new_numbers(&mut answers);
        let frozen: Value = serde_json::from_slice(&bytes(&fixture(&format!("{version}.answers.json")))).unwrap();
        // The answers may have more keys by now.
        assert_holds(&answers, &frozen);
        let before = records(&home.path("ledger.json"));
        home.ok(&["--file", "ledger.json", "log", "Jane Doe"]);
        assert_eq!(records(&home.path("ledger.json"))[..before.len()], before);
    }
}

/// Leaves out the numbers of a plan that came later, where they are not set: the limits that only members set.
fn leave_out_new_numbers(answer: &mut Value) {
    match answer {
        Value::Array(items) => {
            items.retain(|item| {
                let is_new = ["inmails-daily", "invitations-daily"].iter().any(|option| item["option"] == **option);
                !is_new || !item["value"].is_null()
            });
            items.iter_mut().for_each(leave_out_new_numbers);
        }
        Value::Object(fields) => fields.values_mut().for_each(leave_out_new_numbers),
        _ => {}
    }
}

#[test]
fn a_newer_ledger_is_refused_and_left_unchanged() {
    let home = home_with_records();
    let text = String::from_utf8(bytes(&home.ledger())).unwrap().replacen("\"version\":1", "\"version\":2", 1);
    fs::write(home.ledger(), &text).unwrap();
    for args in [&["status"][..], &["log", "Jane Doe"], &["undo"], &["zone", "UTC"]] {
        assert_eq!(refusal(&home, 3, args), "newer_ledger");
    }
    let found = home.exits(1, &["doctor", "--repair", "--json"]).json();
    assert_eq!(found["fine"], false);
    assert!(!found.to_string().contains("backup restore"), "{found}");
    // No backup replaces it either.
    let name = home.json(&["backup", "list"])["backups"][0]["name"].as_str().unwrap().to_owned();
    assert_eq!(refusal(&home, 3, &["backup", "restore", &name]), "newer_ledger");
    assert!(bytes(&home.ledger()) == text.as_bytes());
}

#[test]
fn unknown_fields_and_kinds_survive_every_rewrite() {
    let mut home = home_with_records();
    let mut document: Value = serde_json::from_slice(&bytes(&home.ledger())).unwrap();
    document["colour"] = json!({"a": [1, 2]});
    document["account"]["owner"] = json!("me");
    let list = document["records"].as_array_mut().unwrap();
    list[2]["mood"] = json!("sunny");
    let at = list[2]["at"].clone();
    list.push(json!({"id": 11, "at": at, "recorded": at, "kind": "endorsement", "skill": ["x", {"y": 1}], "who": "z"}));
    fs::write(home.ledger(), document.to_string()).unwrap();
    fs::copy(home.ledger(), home.path("other.json")).unwrap();
    home.ok(&["log", "Lee Wong"]);
    home.ok(&["--file", "other.json", "log", "Mia Chen"]);
    home.ok(&["zone", "Europe/Paris"]);
    home.at("2026-11-26T09:00:00+01:00").ok(&["undo"]);
    home.ok(&["merge", &home.path("other.json").display().to_string()]);
    let name = home.json(&["backup", "list"])["backups"][0]["name"].as_str().unwrap().to_owned();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["backup", "restore", &name]);
    let text = String::from_utf8(bytes(&home.ledger())).unwrap();
    fs::write(home.ledger(), text.replace(",\n", ",  \n")).unwrap();
    home.ok(&["doctor", "--repair"]);
    let after: Value = serde_json::from_slice(&bytes(&home.ledger())).unwrap();
    assert_eq!(after["colour"], json!({"a": [1, 2]}));
    assert_eq!(after["account"]["owner"], "me");
    let list = after["records"].as_array().unwrap();
    assert_eq!(list[2]["mood"], "sunny");
    let kept = list.iter().find(|record| record["kind"] == "endorsement").unwrap();
    assert_eq!(kept["skill"], json!(["x", {"y": 1}]));
    assert!(home.ok(&["status"]).err.contains("kind that this version does not know"));
}
