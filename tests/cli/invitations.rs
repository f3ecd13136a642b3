//! Invitations: the rolling week, the month's notes, and `accepted`.

use serde_json::{Value, json};

use crate::log_several::with_input;
use crate::program::{Home, assert_holds, codes};

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
        "new_person":false,"counted_as":"accepted","cautions":[]});
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
fn accepted_by_a_stranger_is_a_received_connection() {
    // Rules 5.3: no "accepted 2 of 1 sent".
    let home = Home::new();
    home.ok(&["log", "Ana Lima", "--invite"]);
    home.ok(&["accepted", "Ana Lima"]);
    let text = home.ok(&["accepted", "Jane Doe"]).out;
    assert!(text.contains("Jane Doe (new) invited you") && text.contains("counts as received"), "{text}");
    let document = home.json(&["accepted", "Ravi Patel"]);
    assert_eq!((&document["new_person"], &document["counted_as"]), (&json!(true), &json!("received")));
    assert_eq!(document["cautions"], json!([]));
    let invitations = &home.json(&["summary"])["invitations"];
    assert_holds(invitations, &json!({"sent":1,"with_note":0,"accepted":1,"received":2}));
    let summary = home.ok(&["summary", "--format", "csv"]).out;
    assert!(summary.contains("sent,accepted,1,0") && summary.contains("acceptance,received,2,0"), "{summary}");
}

#[test]
fn accepted_for_a_connection_is_recorded_with_a_caution_and_counts_nowhere() {
    let home = Home::new();
    home.ok(&["accepted", "Jane Doe", "--at", "2026-11-20"]);
    let again = home.json(&["accepted", "Jane Doe"]);
    assert_eq!((codes(&again), &again["counted_as"]), (vec!["already_connected".to_owned()], &Value::Null));
    assert_holds(&home.json(&["summary"])["invitations"], &json!({"sent":0,"accepted":0,"received":1}));
    assert_eq!(home.json(&["history"])["records"].as_array().unwrap().len(), 2);
    // With an InMail waiting, the member probably means the answer to it.
    home.ok(&["log", "Jane Doe", "--inmail", "--free"]);
    assert_eq!(home.refuses(2, &["accepted", "Jane Doe"])["code"], "inmail_waiting");
    assert_eq!(home.json(&["history"])["records"].as_array().unwrap().len(), 3);
}

#[test]
fn accepted_with_a_lapsed_invitation_and_an_inmail_waiting_is_refused() {
    // The invitation of 25 May lapses on 25 November at the same time.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-05-25 09:00"]);
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-20"]);
    assert_eq!(home.refuses(2, &["accepted", "Jane Doe"])["code"], "inmail_waiting");
    home.ok(&["accepted", "Jane Doe", "--at", "2026-11-25 08:59:59"]);
}

#[test]
fn the_acceptance_rate_judges_each_invitation_after_14_days() {
    // The clock is 25 November, 09:00: invitations after 11 November, 09:00 are pending.
    let home = Home::new();
    for args in [
        &["log", "a b", "--invite", "--at", "2026-11-02 10:00"] as &[&str],
        // Exactly 14 days later.
        &["accepted", "a b", "--at", "2026-11-16 10:00"],
        &["log", "c d", "--invite", "--at", "2026-11-02 10:00"],
        // A second too late.
        &["accepted", "c d", "--at", "2026-11-16 10:00:01"],
        // Replaces a pending one: one invitation, of 3 November.
        &["log", "e f", "--invite", "--at", "2026-11-03 10:00"],
        &["log", "e f", "--invite", "--at", "2026-11-12 10:00"],
        &["log", "g h", "--invite", "--at", "2026-11-11 09:00"],
        &["log", "i j", "--invite", "--at", "2026-11-11 09:00:01"],
        &["accepted", "i j", "--at", "2026-11-12"],
        // A known connection is not counted.
        &["accepted", "k l", "--at", "2026-11-01"],
        &["log", "k l", "--invite", "--at", "2026-11-02"],
    ] {
        home.ok(args);
    }
    // a b, c d, e f, g h are judged, i j is pending; of the judged, a b was accepted in time: 1 / 4.
    let rate = &home.json(&["summary"])["acceptance_rate"];
    assert_eq!(rate, &json!({"invited":5,"judged":4,"accepted":1,"pending":1,"rate":0.25}));
    let table = home.ok(&["summary"]).out;
    assert!(table.contains("acceptance rate") && table.contains("25.0 % (1 of 4)"), "{table}");
    let markdown = home.ok(&["summary", "--format", "markdown"]).out;
    assert!(markdown.contains("| acceptance rate | 25.0 % (1 of 4) | n/a (0 of 0) |"), "{markdown}");
    let csv = home.ok(&["summary", "--format", "csv"]).out;
    for line in ["invited,5,0", "judged,4,0", "accepted,1,0", "pending,1,0", "acceptance_rate,0.25,"] {
        assert!(csv.contains(&format!("acceptance,{line}")), "{line}: {csv}");
    }
    let page = home.ok(&["summary", "--format", "html"]).out;
    assert!(page.contains("Acceptance of invitations: 25.0 %, 1 of 4 invitations"), "{page}");
}

#[test]
fn inviting_again_and_inviting_a_connection_come_with_a_caution() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-11-20"]);
    home.ok(&["accepted", "Ravi Patel", "--at", "2026-11-20"]);
    for (name, code) in [("Jane Doe", "already_invited"), ("Ravi Patel", "already_connected")] {
        for command in ["check", "log"] {
            assert_eq!(codes(&home.json(&[command, name, "--invite"])), [code], "{command} {name}");
        }
    }
}

#[test]
fn a_withdrawn_invitation_blocks_the_next_one_for_21_days() {
    // Rules 5.4: withdrawn on 20 November at 10:00, blocked until 11 December at 10:00.
    let mut home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-11-19 10:00"]);
    let document = home.json(&["withdraw", "Jane Doe", "--at", "2026-11-20 10:00"]);
    assert_holds(&document, &json!({"may_invite_again_at":"2026-12-11T10:00:00+01:00","cautions":[]}));
    assert_eq!(document["recorded"][0]["kind"], "withdrawn");
    let run = home.run(&["check", "Jane Doe", "--invite"]);
    assert!(run.code == 1 && run.out.contains("you withdrew your invitation"), "{} {}", run.code, run.out);
    let no = home.run(&["check", "Jane Doe", "--invite", "--json"]);
    let no: Value = serde_json::from_str(&no.out).unwrap();
    assert_holds(
        &no,
        &json!({"allowed":false,"reason":"withdrawn_recently","available_at":"2026-12-11T10:00:00+01:00"}),
    );
    assert_eq!(home.run(&["log", "Jane Doe", "--invite", "--guard"]).code, 1);
    // The invitation still counts in its week; the summary counts the withdrawal.
    assert_eq!(week(&home, "today")["used"], 1);
    assert_holds(&home.json(&["summary"])["invitations"], &json!({"sent":1,"accepted":0,"withdrawn":1}));
    assert_eq!(codes(&home.json(&["log", "Jane Doe", "--invite"])), ["withdrawn_recently"]);
    home.at("2026-12-11T10:00:00+01:00");
    assert_eq!(home.run(&["check", "Jane Doe", "--invite"]).code, 0);
}

#[test]
fn withdraw_without_a_pending_invitation_is_refused_and_records_nothing() {
    let home = Home::new();
    assert_eq!(home.refuses(2, &["withdraw", "Jane Doe"])["code"], "unknown_person");
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(home.refuses(2, &["withdraw", "Max Roe"])["code"], "unknown_person");
    assert_eq!(home.refuses(2, &["withdraw", "Jane Doe"])["code"], "no_invitation");
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-05-25 09:00"]);
    // It lapsed six months later, at this instant.
    assert_eq!(home.refuses(2, &["withdraw", "Jane Doe"])["code"], "no_invitation");
    home.ok(&["withdraw", "jane", "--at", "2026-11-25 08:59:59"]);
    assert_eq!(home.refuses(2, &["withdraw", "Jane Doe"])["code"], "no_invitation");
    assert_eq!(home.json(&["history"])["records"].as_array().unwrap().len(), 3);
}

#[test]
fn a_withdrawal_of_long_ago_says_since_when_they_can_be_invited() {
    // 1 October, 10:00 (+02), and 504 hours: 22 October, 10:00.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-09-01"]);
    let text = home.ok(&["withdraw", "Jane Doe", "--at", "2026-10-01 10:00"]).out;
    assert!(text.ends_with("\nyou can invite them again since Thu 22 Oct 2026, 10:00\n"), "{text}");
    assert_eq!(home.run(&["check", "Jane Doe", "--invite"]).code, 0);
}

#[test]
fn several_invitations_are_withdrawn_all_or_none() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "Ravi Patel", "Ana Lima", "--invite", "--at", "2026-11-01"]);
    home.ok(&["log", "Max Roe"]);
    let bytes = home.bytes();
    assert_eq!(home.refuses(2, &["withdraw", "Jane Doe", "Max Roe"])["code"], "no_invitation");
    assert_eq!(home.refuses(2, &["withdraw", "Jane Doe", "Nobody Known"])["code"], "unknown_person");
    assert_eq!(home.refuses(2, &["withdraw", "Jane Doe", "jane"])["code"], "named_twice");
    assert_eq!(home.refuses(2, &["withdraw", "Jane", "Doe"])["code"], "unquoted_name");
    assert_eq!(home.refuses(2, &["withdraw"])["code"], "usage");
    assert_eq!(home.bytes(), bytes);
    let text = home.ok(&["withdraw", "Jane Doe", "ravi", "--at", "2026-11-20 10:00"]).out;
    assert_eq!(
        text,
        "recorded: 2 invitations withdrawn, Fri 20 Nov 2026, 10:00\n  Jane Doe\n  Ravi Patel\n\
         you can invite them again from Fri 11 Dec 2026, 10:00, in 16 days\n"
    );
    assert_eq!(home.json(&["status"])["invitations"]["pending"], 1);
    // One undo takes both back.
    home.ok(&["undo"]);
    assert_eq!(home.json(&["status"])["invitations"]["pending"], 3);
    let run = with_input(&home, &["withdraw", "-", "--json"], b"# old ones\nJane Doe\n\nAna Lima\n");
    let document: Value = serde_json::from_str(&run.out).unwrap();
    let recorded = document["recorded"].as_array().unwrap();
    let people: Vec<&str> = recorded.iter().map(|record| record["person"].as_str().unwrap()).collect();
    assert_eq!((run.code, people), (0, vec!["Jane Doe", "Ana Lima"]));
    assert_eq!(home.json(&["summary"])["invitations"]["withdrawn"], 2);
}

#[test]
fn undo_history_edit_and_export_know_a_withdrawal() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-11-24"]);
    home.ok(&["withdraw", "Jane Doe"]);
    let history = home.json(&["history", "--kind", "withdrawn"]);
    assert_eq!(history["records"][0]["person"], "Jane Doe");
    assert!(home.ok(&["export"]).out.contains("\"kind\":\"withdrawn\""));
    let undone = home.ok(&["undo"]).out;
    assert!(undone.contains("withdrawal of the invitation to Jane Doe"), "{undone}");
    assert_eq!(codes(&home.json(&["check", "Jane Doe", "--invite"])), ["already_invited"]);
    home.ok(&["redo"]);
    home.ok(&["edit", "2", "--accepted"]);
    assert_eq!(home.json(&["summary"])["invitations"]["accepted"], 1);
    home.ok(&["edit", "2", "--withdrawn"]);
    assert_eq!(home.json(&["summary"])["invitations"]["withdrawn"], 1);
}

#[test]
fn a_message_to_somebody_invited_comes_with_a_caution() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite"]);
    assert_eq!(codes(&home.json(&["check", "Jane Doe"])), ["not_yet_connected"]);
    assert_eq!(codes(&home.json(&["log", "Jane Doe"])), ["not_yet_connected"]);
    home.ok(&["accepted", "Jane Doe"]);
    assert_eq!(codes(&home.json(&["check", "Jane Doe"])), Vec::<String>::new());
}

#[test]
fn status_counts_the_pending_invitations() {
    // Of six: one accepted, one withdrawn, one replaced, one lapsed on 20 November; two are left.
    let home = Home::new();
    for args in [
        &["log", "a b", "--invite", "--at", "2026-05-20"] as &[&str],
        &["log", "c d", "e f", "g h", "i j", "--invite", "--at", "2026-11-20"],
        &["log", "i j", "--invite", "--at", "2026-11-21"],
        &["accepted", "c d", "--at", "2026-11-22"],
        &["withdraw", "e f", "--at", "2026-11-23"],
    ] {
        home.ok(args);
    }
    let pending = |at| home.json(&["status", "--at", at])["invitations"]["pending"].clone();
    assert_eq!((pending("2026-11-19"), pending("2026-11-20"), pending("today")), (json!(1), json!(4), json!(2)));
}
