//! `undo` and `redo`.

use serde_json::json;

use crate::program::Home;

#[test]
fn undo_takes_back_the_record_entered_last_not_the_latest_by_date() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel", "--at", "2026-11-10"]);
    let text = home.ok(&["undo"]).out;
    assert!(text.contains("Ravi Patel"), "it names what it took back: {text}");
    assert_eq!((home.used("today"), home.used("2026-11-10")), ((1, 1), (0, 0)));
    assert!(home.ok(&["undo"]).out.contains("Jane Doe"));
    assert_eq!(home.used("today"), (0, 0));
    home.exits(1, &["undo"]);
}

#[test]
fn with_nothing_to_take_back_or_bring_back_the_answer_is_no() {
    for command in ["undo", "redo"] {
        let home = Home::new();
        home.exits(1, &[command]);
        home.document(1, &[command]);
        assert!(home.bytes().is_none());
        home.ok(&["log", "Jane Doe"]);
        let before = home.bytes();
        if command == "redo" {
            home.exits(1, &["redo"]);
            assert_eq!(home.bytes(), before);
        }
    }
}

#[test]
fn a_record_taken_back_counts_nowhere_at_any_instant() {
    // Rules 1.3.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-10"]);
    home.ok(&["log", "Jane Doe", "--at", "2026-11-11"]);
    home.ok(&["reply", "Jane Doe", "--at", "2026-11-12"]);
    assert_eq!(home.json(&["check", "Jane Doe"])["reason"], "conversation_open");
    home.ok(&["undo"]);
    assert_eq!(home.json(&["check", "Jane Doe", "--at", "2026-11-13"])["reason"], "slot_free");
    home.ok(&["undo"]);
    home.ok(&["undo"]);
    assert_eq!((home.balance(), home.balance_at("2026-11-10"), home.used("2026-11-11")), (5, 5, (0, 0)));
    assert_eq!(home.json(&["summary"])["inmail"]["sent"], 0);
}

#[test]
fn undo_erases_nothing_and_history_marks_the_record_as_taken_back() {
    let home = Home::new();
    let id = home.id(&["log", "Jane Doe", "--note", "hello"]);
    home.ok(&["undo"]);
    let records = home.history(&[]);
    assert_eq!(records.len(), 1);
    assert_eq!(
        (&records[0]["id"], &records[0]["taken_back"], &records[0]["note"]),
        (&json!(id), &json!(true), &json!("hello"))
    );
    assert!(String::from_utf8(home.bytes().unwrap()).unwrap().contains("hello"));
}

#[test]
fn undo_of_an_id_takes_back_that_record() {
    let home = Home::new();
    let jane = home.id(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel"]);
    assert!(home.ok(&["undo", &jane]).out.contains("Jane Doe"));
    assert_eq!(home.json(&["check", "Jane Doe"])["reason"], "slot_free");
    assert_eq!(home.json(&["check", "Ravi Patel"])["reason"], "counted_today");
    // It is already taken back: the second time the answer is no.
    let before = home.bytes();
    home.exits(1, &["undo", &jane]);
    assert_eq!(home.bytes(), before);
}

#[test]
fn an_unknown_id_is_refused() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    for id in ["99", "0", "-1", "x", "", "1.5", "99999999999999999999999", "\u{1b}[31m"] {
        home.refuses(2, &["undo", id]);
    }
}

#[test]
fn redo_brings_back_the_record_taken_back_last() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel"]);
    let before = home.json(&["history"]);
    home.ok(&["undo"]);
    home.ok(&["undo"]);
    assert!(home.ok(&["redo"]).out.contains("Jane Doe"));
    assert_eq!(home.used("today"), (1, 1));
    assert!(home.ok(&["redo"]).out.contains("Ravi Patel"));
    assert_eq!(home.json(&["history"]), before);
    home.exits(1, &["redo"]);
}

#[test]
fn redo_brings_nothing_back_after_another_record() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["undo"]);
    home.ok(&["log", "Ravi Patel"]);
    let before = home.bytes();
    home.exits(1, &["redo"]);
    assert_eq!(home.bytes(), before);
}

#[test]
fn a_record_brought_back_keeps_its_place_among_records_of_the_same_instant() {
    // Rules 1.2: one credit for two InMails of the same second. Jane's, the first recorded, is covered.
    let home = Home::new();
    home.ok(&["credits", "set", "1"]);
    let jane = home.id(&["log", "Jane Doe", "--inmail"]);
    home.ok(&["log", "Ravi Patel", "--inmail"]);
    let before = home.json(&["history"]);
    home.ok(&["undo", &jane]);
    assert_eq!(home.history(&["Ravi Patel"])[0]["counted"]["credit"], true);
    home.ok(&["redo"]);
    assert_eq!(home.json(&["history"]), before);
    assert_eq!(home.history(&["Ravi Patel"])[0]["counted"]["uncovered"], true);
}

#[test]
fn undo_after_a_redo_takes_the_record_back_again() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["undo"]);
    home.ok(&["redo"]);
    assert!(home.ok(&["undo"]).out.contains("Jane Doe"));
    assert_eq!(home.used("today"), (0, 0));
}

#[test]
fn purchases_balances_and_plans_can_be_taken_back() {
    let home = Home::new();
    home.ok(&["credits", "buy", "3"]);
    home.ok(&["credits", "set", "1"]);
    home.ok(&["plan", "set", "premium"]);
    home.ok(&["undo"]);
    assert_eq!(home.balance(), 1);
    home.ok(&["undo"]);
    assert_eq!(home.balance(), 8);
    home.ok(&["undo"]);
    assert_eq!(home.balance(), 5);
}

#[test]
fn changes_of_the_contact_book_can_be_taken_back() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "J. Doe", "--new"]);
    home.ok(&["people", "merge", "Jane Doe", "J. Doe"]);
    assert_eq!(home.used("today"), (1, 1));
    home.ok(&["undo"]);
    assert_eq!(home.used("today"), (2, 2));
}

#[test]
fn a_person_whose_only_record_was_taken_back_is_unknown() {
    // Rules 1.3: a void removes the record from every figure.
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["undo"]);
    assert_eq!(home.json(&["people"])["people"], json!([]));
    let document = home.json(&["log", "Jane"]);
    assert_eq!((&document["new_person"], &document["recorded"][0]["person"]), (&json!(true), &json!("Jane")));
}

#[test]
fn undo_of_either_id_takes_back_a_plan_and_its_credits() {
    for place in [0, 1] {
        let home = Home::new();
        let recorded = home.json(&["plan", "set", "premium", "--credits", "7"])["recorded"].clone();
        home.ok(&["undo", recorded[place]["id"].as_str().unwrap()]);
        assert_eq!(home.balance(), 5);
        assert_eq!(home.json(&["status"])["plan"]["name"], "free");
    }
}
