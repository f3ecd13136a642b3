//! `edit` corrects when, who or what.

use serde_json::json;

use crate::program::{Home, counted};

#[test]
fn edit_corrects_the_instant() {
    let home = Home::new();
    let id = home.id(&["log", "Jane Doe"]);
    home.ok(&["edit", &id, "--at", "yesterday 18:30"]);
    let record = home.history(&[])[0].clone();
    assert_eq!((&record["id"], &record["at"]), (&json!(id), &json!("2026-11-24T18:30:00+01:00")));
    assert_eq!((home.used("today"), home.used("yesterday")), ((0, 1), (1, 1)));
}

#[test]
fn edit_corrects_the_person() {
    let home = Home::new();
    let id = home.id(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel"]);
    home.ok(&["edit", &id, "--person", "Ravi Patel"]);
    // Both messages went to Ravi: one slot.
    assert_eq!(home.used("today"), (1, 1));
    assert_eq!(home.json(&["check", "Jane Doe"])["reason"], "slot_free");
    assert_eq!(home.history(&["Ravi Patel"]).len(), 2);
}

#[test]
fn edit_corrects_the_kind() {
    let home = Home::new();
    let id = home.id(&["log", "Jane Doe"]);
    home.ok(&["edit", &id, "--inmail"]);
    assert_eq!((home.used("today"), home.balance()), ((0, 0), 4));
    home.ok(&["edit", &id, "--free"]);
    assert_eq!(home.balance(), 5);
    let record = home.history(&[])[0].clone();
    assert_eq!((&record["id"], &record["kind"], counted(&record)), (&json!(id), &json!("inmail"), String::new()));
}

#[test]
fn edit_changes_what_is_given_and_keeps_the_other_annotations() {
    let home = Home::new();
    let id = home.id(&["log", "Jane Doe", "--note", "a", "--tag", "b", "--template", "c"]);
    home.ok(&["edit", &id, "--note", "x"]);
    let record = home.history(&[])[0].clone();
    assert_eq!((&record["note"], &record["tags"], &record["template"]), (&json!("x"), &json!(["b"]), &json!("c")));
}

#[test]
fn an_edited_record_keeps_its_place_among_records_of_the_same_instant() {
    // Rules 1.2: one credit for two InMails of the same second. Jane's, the first recorded, stays the covered one.
    let home = Home::new();
    home.ok(&["credits", "set", "1", "--at", "2026-11-20"]);
    let jane = home.id(&["log", "Jane Doe", "--inmail", "--at", "2026-11-21 10:00"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--at", "2026-11-21 10:00"]);
    home.ok(&["edit", &jane, "--note", "x"]);
    let covered = |person: &str| home.history(&[person])[0]["counted"]["credit"].clone();
    assert_eq!((covered("Jane Doe"), covered("Ravi Patel")), (json!(true), json!(false)));
    // Moved away and back, it is first again.
    home.ok(&["edit", &jane, "--at", "2026-11-22 10:00"]);
    assert_eq!((covered("Jane Doe"), covered("Ravi Patel")), (json!(false), json!(true)));
    home.ok(&["edit", &jane, "--at", "2026-11-21 10:00"]);
    assert_eq!((covered("Jane Doe"), covered("Ravi Patel")), (json!(true), json!(false)));
}

#[test]
fn undo_takes_back_an_edit_which_history_does_not_list() {
    let home = Home::new();
    let id = home.id(&["log", "Jane Doe"]);
    home.ok(&["edit", &id, "--at", "yesterday 18:30"]);
    assert_eq!(home.history(&[]).len(), 1);
    home.ok(&["undo"]);
    assert_eq!(home.history(&[])[0]["at"], "2026-11-25T09:00:00+01:00");
    home.ok(&["redo"]);
    assert_eq!(home.history(&[])[0]["at"], "2026-11-24T18:30:00+01:00");
}

#[test]
fn a_later_edit_overrides_only_what_it_gives() {
    let home = Home::new();
    let id = home.id(&["log", "Jane Doe"]);
    home.ok(&["edit", &id, "--at", "2026-11-20 10:00"]);
    home.ok(&["edit", &id, "--note", "x"]);
    home.ok(&["edit", &id, "--at", "2026-11-21 10:00"]);
    let record = home.history(&[])[0].clone();
    assert_eq!((&record["at"], &record["note"]), (&json!("2026-11-21T10:00:00+01:00"), &json!("x")));
}

#[test]
fn a_day_without_a_time_is_noon_in_an_edit() {
    let home = Home::new();
    let id = home.id(&["log", "Jane Doe"]);
    home.ok(&["edit", &id, "--at", "yesterday"]);
    assert_eq!(home.history(&[])[0]["at"], "2026-11-24T12:00:00+01:00");
}

#[test]
fn an_edit_needs_a_record_and_a_change_that_applies_to_it() {
    let home = Home::new();
    let message = home.id(&["log", "Jane Doe"]);
    for args in [
        &[] as &[&str],
        &[&message],
        &["99", "--note", "x"],
        &["x", "--note", "x"],
        &["", "--note", "x"],
        &[&message, "--person", "  "],
        &[&message, "--free", "--charged"],
        &[&message, "--message", "--inmail"],
        &[&message, "--at", "soon"],
        &[&message, "--at", "tomorrow 09:00"],
        &[&message, "--credits", "3"],
    ] {
        home.refuses(2, &[&["edit"], args].concat());
    }
}

#[test]
fn a_reply_can_become_a_decline_and_a_decline_a_reply() {
    // Rules 2.2: a decline opens no conversation, so a message needs slots after it; after a reply it needs none.
    let home = Home::new();
    home.ok(&["log", "Lou", "--inmail", "--at", "2026-11-20"]);
    let answer = home.id(&["reply", "Lou", "--at", "2026-11-21"]);
    for (mark, kind, reason) in [("--declined", "declined", "slot_free"), ("--reply", "reply", "conversation_open")] {
        home.ok(&["edit", &answer, mark]);
        assert_eq!(home.history(&["Lou"])[0]["kind"], kind);
        assert_eq!(home.json(&["check", "Lou"])["reason"], reason);
    }
}

#[test]
fn an_inmail_edited_to_an_inmail_stays_free() {
    let home = Home::new();
    let sent = home.id(&["log", "Lou", "--inmail", "--free"]);
    home.ok(&["edit", &sent, "--inmail"]);
    assert_eq!(home.history(&[])[0]["free"], true);
}
