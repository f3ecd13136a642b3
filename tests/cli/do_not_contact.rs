//! `people block` and `people unblock`, declines, the way that costs no credit, and connections not written to.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds, codes};

fn allowed(home: &Home, person: &str, at: &str) -> bool {
    home.run(&["check", person, "--at", at]).code == 0
}

#[test]
fn a_mark_until_a_date_holds_until_its_start() {
    let home = Home::new();
    let answer = home.json(&["people", "block", "Jane Doe", "--until", "2026-12-05", "--note", "asked me to"]);
    assert_holds(
        &answer,
        &json!({"until":"2026-12-05","replaced":null,"new_person":true,"cautions":[],
                "recorded":[{"kind":"blocked","person":"Jane Doe"}]}),
    );
    for kind in [&[][..], &["--inmail"], &["--inmail", "--free"], &["--invite"], &["--invite", "--with-note"]] {
        let no = home.document(1, &[&["check", "Jane Doe"], kind].concat());
        let expected = json!({"allowed":false,"reason":"do_not_contact","available_at":"2026-12-05T00:00:00+01:00"});
        assert_holds(&no, &expected);
    }
    assert!(!allowed(&home, "Jane Doe", "2026-12-04 23:59") && allowed(&home, "Jane Doe", "2026-12-05 00:00"));
    assert_eq!(home.history(&["--kind", "blocked"])[0]["until"], "2026-12-05");
}

#[test]
fn a_mark_for_good_is_replaced_and_lifted() {
    let home = Home::new();
    home.ok(&["people", "block", "Jane Doe"]);
    let no = home.exits(1, &["check", "Jane Doe"]).out;
    assert!(
        no.starts_with("no – you marked Jane Doe as “do not contact”\nyou can again once you remove the mark"),
        "{no}"
    );
    assert_eq!(home.document(1, &["check", "Jane Doe"])["available_at"], Value::Null);
    let replaced = home.ok(&["people", "block", "Jane Doe", "--until", "tomorrow"]).out;
    assert!(replaced.contains("it replaces an earlier mark, for good"), "{replaced}");
    assert!(allowed(&home, "Jane Doe", "2026-11-26"));
    home.ok(&["people", "unblock", "Jane Doe"]);
    home.ok(&["check", "Jane Doe"]);
    // Undo brings the mark back, and redo lifts it again.
    home.ok(&["undo"]);
    home.exits(1, &["check", "Jane Doe"]);
    home.ok(&["redo"]);
    home.ok(&["check", "Jane Doe"]);
}

#[test]
fn marks_that_make_no_sense_are_refused_and_record_nothing() {
    let home = Home::new();
    assert_eq!(home.refuses(2, &["people", "unblock", "Jane Doe"])["code"], "unknown_person");
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["people", "block", "Ana Lima", "--until", "2026-11-26"]);
    let before = home.bytes();
    for (args, code) in [
        (&["people", "unblock", "Jane Doe"][..], "not_blocked"),
        (&["people", "unblock", "Nobody Known"], "unknown_person"),
        (&["people", "unblock", "Ana Lima", "--at", "2026-11-20"], "not_blocked"),
        (&["people", "block", "Jane Doe", "--until", "today"], "usage"),
        (&["people", "block", "Brand New", "--until", "2026-11-24"], "usage"),
        (&["people", "block", "Jane Doe", "--until", "someday"], "bad_when"),
        (&["people", "block", "Jane Doe", "--at", "2026-12-01"], "in_future"),
        (&["people", "block", "12"], "not_a_name"),
    ] {
        assert_eq!(home.refuses(2, args)["code"], code, "{args:?}");
    }
    assert_eq!(home.bytes(), before);
    let mut home = home;
    home.at("2026-11-26T09:00:00+01:00");
    let over = home.refuses(2, &["people", "unblock", "Ana Lima"]);
    assert!(over["message"].as_str().unwrap().contains("ended Thu 26 Nov 2026"), "{over}");
}

#[test]
fn a_send_in_spite_of_a_mark_is_recorded_with_a_caution_unless_guarded() {
    let home = Home::new();
    home.ok(&["people", "block", "Jane Doe"]);
    let guarded = home.document(1, &["log", "Jane Doe", "--guard"]);
    assert_eq!((&guarded["reason"], &guarded["recorded"]), (&json!("do_not_contact"), &json!([])));
    for kind in [&[][..], &["--inmail", "--free"], &["--invite"]] {
        assert_eq!(codes(&home.json(&[&["log", "Jane Doe"], kind].concat())), ["do_not_contact"], "{kind:?}");
    }
    // What arrives is no send.
    assert_eq!(codes(&home.json(&["reply", "Jane Doe"])), [""; 0]);
    assert_eq!(home.history(&[]).len(), 5);
}

#[test]
fn somebody_new_is_created_with_the_hints_of_log() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let like = home.json(&["people", "block", "Jane Dow"]);
    assert_eq!((codes(&like), &like["new_person"]), (vec!["similar_name".to_owned()], &json!(true)));
    let short = home.json(&["people", "block", "jane doe"]);
    assert_eq!((&short["recorded"][0]["person"], &short["new_person"]), (&json!("Jane Doe"), &json!(false)));
}

#[test]
fn a_mark_can_be_entered_late_and_corrected() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-10"]);
    let id = home.id(&["people", "block", "Jane Doe", "--at", "2026-11-20 10:00"]);
    assert!(allowed(&home, "Jane Doe", "2026-11-20 09:59") && !allowed(&home, "Jane Doe", "2026-11-20 10:00"));
    home.ok(&["edit", &id, "--at", "2026-11-22 10:00", "--note", "she asked"]);
    assert!(allowed(&home, "Jane Doe", "2026-11-21") && !allowed(&home, "Jane Doe", "2026-11-23"));
    home.ok(&["edit", &id, "--person", "Ravi Patel"]);
    assert!(allowed(&home, "Jane Doe", "2026-11-23") && !allowed(&home, "Ravi Patel", "2026-11-23"));
    assert_eq!(home.refuses(2, &["edit", &id, "--message"])["code"], "cannot_edit");
    // A mark cannot begin on the day on which it is over.
    let mut home = home;
    let id = home.id(&["people", "block", "Jane Doe", "--until", "2026-11-28"]);
    home.at("2026-11-29T09:00:00+01:00");
    assert_eq!(home.refuses(2, &["edit", &id, "--at", "2026-11-28"])["code"], "cannot_edit");
}

#[test]
fn people_shows_marks_and_lists_them() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["people", "block", "Jane Doe", "--until", "2026-12-05"]);
    home.ok(&["people", "block", "Ana Lima"]);
    home.ok(&["log", "Ravi Patel"]);
    let text = home.ok(&["people"]).out;
    assert!(text.contains("do not contact until Sat 5 Dec 2026, waiting for a response\n"), "{text}");
    let marked = home.json(&["people", "--blocked"]);
    let of = |row: &Value| (row["name"].clone(), row["do_not_contact"].clone(), row["do_not_contact_until"].clone());
    assert_eq!(
        marked["people"].as_array().unwrap().iter().map(of).collect::<Vec<_>>(),
        [(json!("Ana Lima"), json!(true), json!(null)), (json!("Jane Doe"), json!(true), json!("2026-12-05"))]
    );
    let later = home.json(&["people", "--blocked", "--at", "2026-12-05 00:00"]);
    assert_eq!(later["people"].as_array().unwrap().len(), 1);
}

#[test]
fn follow_ups_and_next_leave_marked_people_out_and_say_how_many() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "Ravi Patel", "--at", "2026-11-10"]);
    home.ok(&["people", "block", "Jane Doe", "--until", "2026-12-05"]);
    let names = |document: &Value, list: &str| {
        document[list].as_array().unwrap().iter().map(|row| row["person"].clone()).collect::<Vec<_>>()
    };
    let (list, next) = (home.json(&["followups"]), home.json(&["next"]));
    assert_eq!((names(&list, "followups"), &list["do_not_contact"]), (vec![json!("Ravi Patel")], &json!(1)));
    assert_eq!((names(&next, "due"), &next["do_not_contact"]), (vec![json!("Ravi Patel")], &json!(1)));
    let text = home.ok(&["followups"]).out;
    assert!(text.contains("1 person left out, marked as “do not contact”: inquota people --blocked"), "{text}");
    let calendar = home.ok(&["followups", "--ics", "-"]).out;
    assert!(calendar.contains("Ravi Patel") && !calendar.contains("Jane Doe"), "{calendar}");
    assert_eq!(names(&home.json(&["followups", "--at", "2026-12-07"]), "followups").len(), 2);
}

#[test]
fn merged_people_have_the_mark_that_ends_later_until_the_merge_is_taken_back() {
    let home = Home::new();
    home.ok(&["people", "block", "Jane Doe", "--until", "2026-12-05"]);
    home.ok(&["people", "block", "Ravi Patel", "--until", "2026-12-02"]);
    home.ok(&["people", "merge", "Ravi Patel", "Jane Doe"]);
    let end = |person: &str| home.document(1, &["check", person])["available_at"].clone();
    assert_eq!(end("Ravi Patel"), "2026-12-05T00:00:00+01:00");
    home.ok(&["undo"]);
    assert_eq!(
        (end("Ravi Patel"), end("Jane Doe")),
        (json!("2026-12-02T00:00:00+01:00"), json!("2026-12-05T00:00:00+01:00"))
    );
    home.ok(&["redo"]);
    // What follows the merge is about both.
    home.ok(&["people", "unblock", "Ravi Patel"]);
    home.ok(&["check", "Ravi Patel"]);
}

#[test]
fn an_export_brings_the_marks_back() {
    let (home, other) = (Home::new(), Home::new());
    home.ok(&["people", "block", "Jane Doe", "--until", "2026-12-05"]);
    home.ok(&["people", "block", "Ana Lima"]);
    home.ok(&["people", "unblock", "Ana Lima"]);
    let path = home.path("all.json");
    home.ok(&["export", "-o", path.to_str().unwrap()]);
    other.ok(&["import", path.to_str().unwrap()]);
    assert_eq!(other.document(1, &["check", "Jane Doe"])["available_at"], "2026-12-05T00:00:00+01:00");
    other.ok(&["check", "Ana Lima"]);
    let csv = home.ok(&["export", "--format", "csv"]).out;
    let row = csv.lines().find(|line| line.contains(",blocked,Jane Doe,")).unwrap();
    assert!(row.contains(",2026-12-05,"), "{row}");
    home.ok(&["doctor"]);
}

#[test]
fn a_copy_of_the_ledger_brings_its_marks() {
    let (home, other) = (Home::new(), Home::new());
    home.ok(&["log", "Jane Doe"]);
    other.put(&home.bytes().unwrap());
    other.ok(&["people", "block", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel"]);
    home.ok(&["merge", other.ledger().to_str().unwrap()]);
    home.exits(1, &["check", "Jane Doe"]);
    home.ok(&["undo"]);
    home.ok(&["check", "Jane Doe"]);
}

#[test]
fn a_decline_warns_until_the_next_reply() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    home.ok(&["reply", "Jane Doe", "--declined"]);
    assert_eq!(codes(&home.json(&["check", "Jane Doe"])), ["declined"]);
    assert_eq!(codes(&home.json(&["check", "Jane Doe", "--inmail"])), ["declined"]);
    assert_eq!(codes(&home.json(&["check", "Jane Doe", "--invite"])), [""; 0]);
    assert_eq!(codes(&home.json(&["log", "Jane Doe"])), ["declined"]);
    home.ok(&["reply", "Jane Doe"]);
    assert_eq!(codes(&home.json(&["check", "Jane Doe"])), [""; 0]);
    home.ok(&["reply", "Jane Doe", "--declined"]);
    assert_eq!(codes(&home.json(&["log", "Jane Doe", "--inmail"])), ["declined"]);
    assert_holds(&home.json(&["check", "Jane Doe"]), &json!({"allowed":true,"reason":"conversation_open"}));
    // A follow-up to somebody who declined has the caution too.
    let due = home.json(&["followups", "--at", "2026-12-03"]);
    assert_eq!(codes(&due["followups"][0]), ["declined"]);
    let text = home.ok(&["followups", "--at", "2026-12-03"]).out;
    assert!(text.contains("\n#1: their latest response was a decline\n"), "{text}");
}

#[test]
fn a_message_to_somebody_whose_invitation_is_pending_has_a_caution() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-11-20 10:00"]);
    assert_eq!(codes(&home.json(&["check", "Jane Doe"])), ["not_yet_connected"]);
    assert_eq!(codes(&home.json(&["check", "Jane Doe", "--inmail"])), [""; 0]);
    assert_eq!(codes(&home.json(&["log", "Jane Doe"])), ["not_yet_connected"]);
    let due = home.json(&["followups", "--at", "2026-12-03"]);
    assert_eq!(codes(&due["followups"][0]), ["not_yet_connected"]);
    // So has the text, under the rows.
    let remark = "not connected yet: LinkedIn delivers messages to connections only";
    let text = |args: &[&str]| home.ok(&[args, &["--at", "2026-12-03"]].concat()).out.replace("\r\n ", "");
    assert!(text(&["followups"]).contains(&format!("\n#1: {remark}\n")), "{}", text(&["followups"]));
    assert!(text(&["next"]).contains(&format!("monthly slot; {remark}\n")), "{}", text(&["next"]));
    let calendar = text(&["followups", "--ics", "-"]);
    assert!(calendar.contains(&format!("Note: {remark}.")), "{calendar}");
    // Six months after, the invitation has lapsed.
    assert_eq!(codes(&home.json(&["check", "Jane Doe", "--at", "2027-05-20 09:59"])), ["not_yet_connected"]);
    assert_eq!(codes(&home.json(&["check", "Jane Doe", "--at", "2027-05-20 10:00"])), [""; 0]);
    home.ok(&["accepted", "Jane Doe"]);
    assert_eq!(codes(&home.json(&["check", "Jane Doe"])), [""; 0]);
    assert!(!text(&["followups"]).contains(remark) && !text(&["next"]).contains(remark));
}

#[test]
fn the_free_way_comes_before_an_inmail_that_costs_a_credit() {
    let home = Home::new();
    home.ok(&["accepted", "Jane Doe"]);
    let out = home.ok(&["check", "Jane Doe", "--inmail"]).out;
    let first = out.lines().next().unwrap();
    assert!(first.starts_with("free: you are connected, so send Jane Doe a message: it costs 1 daily"), "{out}");
    assert_eq!(codes(&home.json(&["check", "Jane Doe", "--inmail"])), ["connection"]);
    home.ok(&["log", "Ana Lima", "--inmail", "--free", "--at", "2026-11-20"]);
    home.ok(&["reply", "Ana Lima", "--declined"]);
    let out = home.ok(&["check", "Ana Lima", "--inmail"]).out;
    assert!(out.starts_with("perhaps free: an earlier InMail to Ana Lima was"), "{out}");
    assert_eq!(codes(&home.json(&["log", "Ana Lima", "--inmail"])), ["open_profile", "declined"]);
    assert_eq!(codes(&home.json(&["check", "Ana Lima", "--inmail", "--free"])), ["unanswered_inmail", "declined"]);
    // Nobody who is not to be contacted has a free way.
    home.ok(&["people", "block", "Jane Doe"]);
    assert!(home.exits(1, &["check", "Jane Doe", "--inmail"]).out.starts_with("no – you marked"));
    home.ok(&["undo"]);
    // With no credit left, the free way is all there is.
    home.ok(&["credits", "set", "0"]);
    let out = home.exits(1, &["check", "Jane Doe", "--inmail"]).out;
    assert!(out.starts_with("free: ") && out.contains("\nno – you have no InMail credits left"), "{out}");
}

#[test]
fn next_lists_connections_not_written_to() {
    let home = Home::new();
    home.ok(&["accepted", "Jane Doe", "--at", "2026-11-20 10:00"]);
    home.ok(&["log", "Ana Lima", "--invite", "--at", "2026-11-19"]);
    home.ok(&["accepted", "Ana Lima", "--at", "2026-11-21 10:00"]);
    home.ok(&["accepted", "Ravi Patel", "--at", "2026-11-22"]);
    home.ok(&["log", "Ravi Patel", "--at", "2026-11-23"]);
    home.ok(&["accepted", "Kim Lee", "--at", "2026-11-22"]);
    home.ok(&["people", "block", "Kim Lee"]);
    let next = home.json(&["next"]);
    let row = |person, at| {
        json!({"person":person,"connected_at":at,"allowed":true,"fits":true,"available_at":null,
               "cost":{"day_slots":1,"month_slots":1,"credits":0}})
    };
    let rows = [row("Ana Lima", "2026-11-21T10:00:00+01:00"), row("Jane Doe", "2026-11-20T10:00:00+01:00")];
    assert_eq!((&next["connected"], &next["connected_more"]), (&json!(rows), &json!(0)));
    let text = home.ok(&["next"]).out;
    let line = "  Ana Lima, connected Sat 21 Nov 2026: a message costs 1 daily and 1 monthly slot\n";
    assert!(text.contains("\nConnected, not yet written to\n") && text.contains(line), "{text}");
    for number in 1..=5 {
        home.ok(&["accepted", &format!("Person {}", "abcde".chars().nth(number - 1).unwrap()), "--at", "2026-11-24"]);
    }
    assert_eq!(home.json(&["next"])["connected_more"], 2);
    assert!(home.ok(&["next"]).out.contains("and 2 more: inquota people --not-written"));
    let all = home.json(&["people", "--not-written"]);
    // Kim is marked as not to be contacted, and listed here all the same.
    assert_eq!(all["people"].as_array().unwrap().len(), 8);
    assert_eq!(all["people"][7]["not_written_since"], "2026-11-20T10:00:00+01:00");
}
