//! `export` writes out everything.

use std::fs;

use serde_json::Value;

use crate::program::Home;

fn home() -> Home {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--note", "met, \"in Bonn\"", "--tag", "spring", "--template", "hello"]);
    home.ok(&["people", "link", "Jane Doe", "in/jane-doe"]);
    home.ok(&["log", "Ravi Patel", "--inmail"]);
    home.ok(&["undo"]);
    home.ok(&["credits", "buy", "3"]);
    home.ok(&["plan", "set", "premium", "--daily", "50"]);
    home
}

#[test]
fn everything_is_exported_as_json() {
    let home = home();
    let text = home.ok(&["export"]).out;
    serde_json::from_str::<Value>(&text).unwrap();
    for part in ["Jane Doe", "jane-doe", "in Bonn", "spring", "hello", "Ravi Patel", "premium", "50"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    assert_eq!(home.ok(&["export", "--format", "json"]).out, text);
}

#[test]
fn everything_is_exported_as_csv() {
    let home = home();
    let text = home.ok(&["export", "--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), home.history(&[]).len());
    let cell =
        |row: usize, head: &str| rows[row].get(heads.iter().position(|h| h == head).unwrap()).unwrap().to_owned();
    let jane = (0..rows.len()).find(|row| cell(*row, "kind") == "message").unwrap();
    assert_eq!(cell(jane, "person"), "Jane Doe");
    assert_eq!(cell(jane, "note"), "met, \"in Bonn\"");
    let ravi = (0..rows.len()).find(|row| cell(*row, "person") == "Ravi Patel").unwrap();
    assert_eq!(cell(ravi, "taken_back"), "true");
}

#[test]
fn the_output_can_go_to_a_file() {
    let home = home();
    for (format, name) in [("json", "out.json"), ("csv", "out.csv")] {
        let expected = home.ok(&["export", "--format", format]).out;
        home.ok(&["export", "--format", format, "-o", name]);
        assert_eq!(fs::read_to_string(home.path(name)).unwrap(), expected);
    }
}

#[test]
fn an_export_cannot_overwrite_the_ledger() {
    let home = home();
    let ledger = home.ledger();
    home.refuses(2, &["export", "-o", ledger.to_str().unwrap()]);
    home.refuses(2, &["export", "--format", "csv", "-o", ledger.to_str().unwrap()]);
}

#[test]
fn an_output_that_cannot_be_written_is_an_error() {
    let home = home();
    for path in ["no/such/folder/out.json", ".", ""] {
        home.refuses(2, &["export", "-o", path]);
    }
}
