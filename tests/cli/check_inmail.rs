//! `check` for InMails and invitations.

use serde_json::{Value, json};

use crate::program::{Home, codes, verdict};

#[test]
fn an_inmail_costs_a_credit_while_there_is_one() {
    let home = Home::new();
    assert_eq!(verdict(&home.json(&["check", "--inmail"])), ((0, 0, 1), "credit_available".into(), Value::Null));
    assert_eq!(verdict(&home.json(&["check", "Jane Doe", "--inmail"])).0, (0, 0, 1));
}

#[test]
fn without_a_credit_the_answer_is_no_until_the_next_grant() {
    let home = Home::new();
    home.ok(&["credits", "set", "0"]);
    let no = home.document(1, &["check", "--inmail"]);
    assert_eq!(verdict(&no), ((0, 0, 1), "no_credits".into(), json!("2026-12-01T00:00:00+01:00")));
}

#[test]
fn several_inmails_wait_until_there_are_enough_credits() {
    // 5 now, 10 from 1 December, 15 from 1 January.
    let home = Home::new();
    assert_eq!(verdict(&home.json(&["check", "--inmail", "-n", "5"])).0, (0, 0, 5));
    let no = home.document(1, &["check", "--inmail", "-n", "12"]);
    assert_eq!(verdict(&no), ((0, 0, 12), "no_credits".into(), json!("2027-01-01T00:00:00+01:00")));
}

#[test]
fn more_inmails_than_the_cap_are_never_possible() {
    let home = Home::new();
    home.ok(&["plan", "set", "recruiter-lite"]);
    // 30 a month up to 120: 30 on 25 November, 60 in December, 90 in January, 120 on 25 February.
    assert_eq!(home.document(1, &["check", "--inmail", "-n", "120"])["available_at"], "2027-02-25T00:00:00+01:00");
    assert_eq!(home.document(1, &["check", "--inmail", "-n", "121"])["available_at"], Value::Null);
}

#[test]
fn a_plan_without_credits_never_allows_an_inmail() {
    let home = Home::new();
    home.ok(&["plan", "set", "basic"]);
    let no = home.document(1, &["check", "--inmail"]);
    assert_eq!(verdict(&no), ((0, 0, 1), "no_credits".into(), Value::Null));
}

#[test]
fn a_free_inmail_needs_no_credit() {
    let home = Home::new();
    home.ok(&["credits", "set", "0"]);
    assert_eq!(verdict(&home.json(&["check", "--inmail", "--free"])), ((0, 0, 0), "free_inmail".into(), Value::Null));
    home.ok(&["reply", "Jane Doe"]);
    // `free_inmail`, else `conversation_open`.
    assert_eq!(home.json(&["check", "Jane Doe", "--inmail", "--free"])["reason"], "free_inmail");
    let open = home.json(&["check", "Jane Doe", "--inmail"]);
    assert_eq!(verdict(&open), ((0, 0, 0), "conversation_open".into(), Value::Null));
}

#[test]
fn before_the_first_plan_an_inmail_is_free() {
    // Rules 4.13: the ledger begins on 1 November.
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let answer = home.json(&["check", "--inmail", "--at", "2026-10-31"]);
    assert_eq!(verdict(&answer), ((0, 0, 0), "free_inmail".into(), Value::Null));
    assert_eq!(home.json(&["check", "--inmail", "--at", "2026-11-01 00:00"])["reason"], "credit_available");
}

#[test]
fn a_second_inmail_before_an_answer_gets_a_caution() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    let yes = home.json(&["check", "Jane Doe", "--inmail"]);
    assert_eq!((&yes["reason"], codes(&yes)), (&json!("credit_available"), vec!["unanswered_inmail".to_owned()]));
    assert_eq!(codes(&home.json(&["log", "Jane Doe", "--inmail"])), ["unanswered_inmail"]);
    home.ok(&["reply", "Jane Doe", "--declined"]);
    // The decline settles the InMails, and has a caution of its own (rules 2.5).
    assert_eq!(codes(&home.json(&["check", "Jane Doe", "--inmail"])), ["declined"]);
}

#[test]
fn an_inmail_to_a_connection_gets_a_caution() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite"]);
    assert_eq!(codes(&home.json(&["check", "Jane Doe", "--inmail"])), Vec::<String>::new());
    home.ok(&["accepted", "Jane Doe"]);
    assert_eq!(codes(&home.json(&["check", "Jane Doe", "--inmail"])), ["connection"]);
}

#[test]
fn the_sales_navigator_grant_comes_at_midnight_utc() {
    let mut home = Home::new();
    home.in_zone("America/Los_Angeles").at("2026-11-25T09:00:00-08:00");
    home.ok(&["plan", "set", "sales-navigator", "--credits", "0"]);
    let no = home.document(1, &["check", "--inmail"]);
    assert_eq!(no["available_at"], "2026-11-30T16:00:00-08:00");
    home.ok(&["check", "--inmail", "--at", "2026-11-30 16:00"]);
    home.exits(1, &["check", "--inmail", "--at", "2026-11-30 15:59"]);
}

#[test]
fn an_invitation_costs_no_slots_and_no_credits() {
    let home = Home::new();
    for args in
        [&["check", "--invite"] as &[&str], &["check", "--invite", "--with-note"], &["check", "--invite", "-n", "3"]]
    {
        assert_eq!(verdict(&home.json(args)), ((0, 0, 0), "slot_free".into(), Value::Null), "{args:?}");
    }
}

#[test]
fn over_the_advisory_limits_of_free_an_invitation_is_allowed_with_a_caution() {
    let home = Home::new();
    let yes = home.json(&["check", "--invite", "-n", "101"]);
    assert_eq!((&yes["reason"], codes(&yes)), (&json!("advisory_limit"), vec!["advisory_limit".to_owned()]));
    // 6 notes are over the 5 a month; an invitation without a note uses none.
    assert_eq!(home.json(&["check", "--invite", "--with-note", "-n", "6"])["reason"], "advisory_limit");
    assert_eq!(home.json(&["check", "--invite", "-n", "6"])["reason"], "slot_free");
}

#[test]
fn an_invitation_without_a_limit_says_no_limit() {
    let home = Home::new();
    home.ok(&["plan", "set", "premium", "--invitations", "none"]);
    assert_eq!(home.json(&["check", "--invite", "--with-note"])["reason"], "no_limit");
    // A limit on notes matters only when there is a note.
    home.ok(&["plan", "set", "premium", "--notes", "1"]);
    assert_eq!(home.json(&["check", "--invite", "--with-note"])["reason"], "slot_free");
    assert_eq!(home.json(&["check", "--invite"])["reason"], "no_limit");
}

#[test]
fn a_full_week_frees_after_168_hours() {
    // Rules 5.1: the window counts from the instant until, not including, 168 hours later.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--invitations", "1"]);
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-11-20 10:00"]);
    let no = home.document(1, &["check", "--invite"]);
    assert_eq!(verdict(&no), ((0, 0, 0), "weekly_limit".into(), json!("2026-11-27T10:00:00+01:00")));
    home.exits(1, &["check", "--invite", "--at", "2026-11-27 09:59:59"]);
    home.ok(&["check", "--invite", "--at", "2026-11-27 10:00"]);
}

#[test]
fn notes_have_a_monthly_limit_of_their_own() {
    // Basic: 5 notes a month, enforced. Rules 5.2.
    let home = Home::new();
    home.ok(&["plan", "set", "basic"]);
    home.ok(&["check", "--invite", "--with-note", "-n", "5"]);
    let no = home.document(1, &["check", "--invite", "--with-note", "-n", "6"]);
    assert_eq!(verdict(&no), ((0, 0, 0), "notes_limit".into(), Value::Null));
    for person in ["a b", "c d", "e f", "g h", "i j"] {
        home.ok(&["log", person, "--invite", "--with-note"]);
    }
    let no = home.document(1, &["check", "--invite", "--with-note"]);
    assert_eq!(verdict(&no), ((0, 0, 0), "notes_limit".into(), json!("2026-12-01T00:00:00+01:00")));
    home.ok(&["check", "--invite"]);
}

#[test]
fn of_week_and_notes_the_limit_that_lifts_last_is_the_reason() {
    for (sent, reason, available_at) in [
        // The week lifts on 27 November, the notes on 1 December.
        ("2026-11-20 10:00", "notes_limit", "2026-12-01T00:00:00+01:00"),
        // The week lifts on 5 December, the notes on the 1st.
        ("2026-11-28 10:00", "weekly_limit", "2026-12-05T10:00:00+01:00"),
        // 24 November 00:00 + 168 hours is 1 December 00:00: a tie.
        ("2026-11-24 00:00", "notes_limit", "2026-12-01T00:00:00+01:00"),
    ] {
        let mut home = Home::new();
        home.ok(&["plan", "set", "free", "--invitations", "1", "--notes", "1", "--from", "2026-11-01"]);
        home.at("2026-11-29T09:00:00+01:00");
        home.ok(&["log", "Jane Doe", "--invite", "--with-note", "--at", sent]);
        let no = home.document(1, &["check", "--invite", "--with-note", "--at", sent]);
        assert_eq!(verdict(&no), ((0, 0, 0), reason.into(), json!(available_at)), "{sent}");
    }
}

#[test]
fn several_invitations_wait_until_all_fit() {
    // 3 allowed, 3 sent on the 20th, 21st and 22nd: one fits on the 27th, two on the 28th, three on the 29th.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--invitations", "3"]);
    for (person, at) in [("a b", "2026-11-20 10:00"), ("c d", "2026-11-21 11:00"), ("e f", "2026-11-22 12:00")] {
        home.ok(&["log", person, "--invite", "--at", at]);
    }
    for (number, day_and_hour) in [("1", "27T10"), ("2", "28T11"), ("3", "29T12")] {
        let no = home.document(1, &["check", "--invite", "-n", number]);
        assert_eq!(no["available_at"], format!("2026-11-{day_and_hour}:00:00+01:00"));
    }
    assert_eq!(home.document(1, &["check", "--invite", "-n", "4"])["available_at"], Value::Null);
}

#[test]
fn what_linkedin_does_with_a_second_inmail_depends_on_the_plan() {
    for (plan, said) in [
        ("sales-navigator", "on sales-navigator, a second one costs another credit"),
        ("recruiter-corporate", "if they answer before a scheduled one goes out, LinkedIn returns both credits"),
        ("recruiter-professional", "on recruiter-professional, a follow-up costs another credit"),
        ("recruiter-lite", "recruiter-lite has no scheduled follow-ups"),
        ("premium-business", "LinkedIn's pages disagree on whether you can send a second one"),
    ] {
        let home = Home::new();
        home.ok(&["plan", "set", plan, "--from", "2026-11-01"]);
        home.ok(&["log", "Jane Doe", "--inmail"]);
        let check = home.json(&["check", "Jane Doe", "--inmail"]);
        assert_eq!(codes(&check), ["unanswered_inmail"], "{plan}");
        for run in [home.ok(&["check", "Jane Doe", "--inmail"]), home.ok(&["log", "Jane Doe", "--inmail"])] {
            assert!(run.err.contains(said), "{plan}: {}", run.err);
        }
    }
}
