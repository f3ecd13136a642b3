//! Invitations: the rolling week, the month's notes, and `accepted`.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds};

/// The invitations of the week in `status` at an instant.
fn week(home: &Home, at: &str) -> Value {
    home.json(&["status", "--at", at])["invitations"]["week"].clone()
}

#[test]
fn an_invitation_counts_until_it_is_168_hours_old() {
    // Rules 5.1.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-11-10 10:00"]);
    assert_eq!(week(&home, "2026-11-10 09:59:59")["used"], 0);
    assert_eq!(week(&home, "2026-11-10 10:00")["used"], 1);
    assert_eq!(week(&home, "2026-11-17 09:59:59")["used"], 1);
    assert_eq!(week(&home, "2026-11-17 10:00")["used"], 0);
}

#[test]
fn the_168_hours_are_elapsed_hours_across_a_clock_change() {
    // 20 October 09:00 (+02) + 168 hours is 27 October 08:00 (+01).
    let mut home = Home::new();
    home.at("2026-10-26T09:00:00+01:00");
    home.ok(&["plan", "set", "free", "--invitations", "1"]);
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-10-20 09:00"]);
    assert_eq!(week(&home, "today")["next_slot_at"], "2026-10-27T08:00:00+01:00");
}

#[test]
fn the_next_slot_is_free_when_the_count_falls_below_the_limit() {
    // Three sent under a limit of 2: the count falls to 1 when the second is 168 hours old.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--invitations", "2"]);
    for (person, at) in [("a b", "2026-11-20 10:00"), ("c d", "2026-11-21 11:00"), ("e f", "2026-11-22 12:00")] {
        home.ok(&["log", person, "--invite", "--at", at]);
    }
    assert_eq!(
        week(&home, "today"),
        json!({"used":3,"limit":2,"remaining":0,"enforced":true,"next_slot_at":"2026-11-28T11:00:00+01:00"})
    );
    // On the 20th, one of the two is left, and so no slot has to become free.
    assert_eq!(week(&home, "2026-11-20")["next_slot_at"], Value::Null);
}

#[test]
fn the_next_slot_takes_a_future_plan_into_account() {
    // Rules 1.7: premium allows 100, from 26 November.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--invitations", "1"]);
    home.ok(&["log", "Jane Doe", "--invite"]);
    home.ok(&["plan", "set", "premium", "--from", "2026-11-26"]);
    assert_eq!(week(&home, "today")["next_slot_at"], "2026-11-26T00:00:00+01:00");
}

#[test]
fn a_limit_of_0_has_no_next_slot() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--invitations", "0"]);
    assert_eq!(week(&home, "today"), json!({"used":0,"limit":0,"remaining":0,"enforced":true,"next_slot_at":null}));
}

#[test]
fn notes_are_counted_per_calendar_month() {
    // Rules 5.2.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite", "--with-note", "--at", "2026-10-31 23:59:59"]);
    home.ok(&["log", "Ravi Patel", "--invite", "--with-note", "--at", "2026-11-01 00:00"]);
    home.ok(&["log", "Ana Lima", "--invite", "--at", "2026-11-02"]);
    let notes = |at| home.json(&["status", "--at", at])["invitations"]["notes"]["used"].clone();
    assert_eq!((notes("2026-10-31"), notes("2026-11-01"), notes("2026-11-25")), (json!(1), json!(1), json!(1)));
}

#[test]
fn the_document_shows_the_acceptance() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite"]);
    let mut document = home.json(&["accepted", "Jane Doe"]);
    document["recorded"][0]["id"] = json!("1");
    let expected = json!({"schema":1,
        "recorded":[{"id":"1","kind":"accepted","person":"Jane Doe","at":"2026-11-25T09:00:00+01:00"}],
        "new_person":false,"cautions":[]});
    assert_holds(&document, &expected);
}

#[test]
fn an_acceptance_is_not_a_response_and_opens_no_conversation() {
    // Rules 5.3.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite"]);
    home.ok(&["accepted", "Jane Doe"]);
    assert_eq!(home.json(&["check", "Jane Doe"])["reason"], "slot_free");
    let summary = home.json(&["summary"]);
    assert_eq!((&summary["responses"], &summary["invitations"]["accepted"]), (&json!(0), &json!(1)));
}

#[test]
fn accepted_with_only_an_inmail_waiting_is_refused_with_reply_as_a_hint() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    let error = home.refuses(2, &["accepted", "Jane Doe"]);
    assert!(error["hint"].as_str().unwrap().contains("reply"), "{error}");
    // With an invitation waiting too, it is recorded.
    home.ok(&["log", "Jane Doe", "--invite"]);
    home.ok(&["accepted", "Jane Doe"]);
}

#[test]
fn accepted_without_an_invitation_adds_the_person() {
    let home = Home::new();
    assert_eq!(home.json(&["accepted", "Jane Doe"])["new_person"], true);
}
