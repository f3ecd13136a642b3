//! `invitations`: the list with states and ages, and what to do about old ones.

use serde_json::{Value, json};

use crate::program::{Home, assert_holds, codes};

/// The people of the invitations that a command lists.
fn people(home: &Home, args: &[&str]) -> Vec<String> {
    let document = home.json(&[&["invitations"], args].concat());
    let rows = document["invitations"].as_array().unwrap();
    rows.iter().map(|row| row["person"].as_str().unwrap().to_owned()).collect()
}

/// The clock is 25 November, 09:00. Jane's is pending, Ravi's accepted, Ana's withdrawn, Max's lapsed on 10 November;
/// Eve was invited twice.
fn home() -> Home {
    let home = Home::new();
    for args in [
        &["log", "Max Roe", "--invite", "--at", "2026-05-10 10:00"] as &[&str],
        &[
            "log",
            "Jane Doe",
            "--invite",
            "--with-note",
            "--tag",
            "spring",
            "--template",
            "warm",
            "--at",
            "2026-11-03 10:00",
        ],
        &["log", "Ravi Patel", "--invite", "--at", "2026-11-04 09:00"],
        &["log", "Ana Lima", "--invite", "--at", "2026-11-04 09:00"],
        &["log", "Eve Moe", "--invite", "--at", "2026-11-01 09:00"],
        &["log", "Eve Moe", "--invite", "--at", "2026-11-20 09:00"],
        &["accepted", "Ravi Patel", "--at", "2026-11-10 12:00"],
        &["withdraw", "Ana Lima", "--at", "2026-11-12 12:00"],
    ] {
        home.ok(args);
    }
    home
}

#[test]
fn the_document_has_the_state_and_the_age_of_each_invitation() {
    let home = home();
    let document = home.json(&["invitations"]);
    assert_eq!((&document["as_of"], &document["cautions"]), (&json!("2026-11-25T09:00:00+01:00"), &json!([])));
    // 3 November, 10:00, to 25 November, 09:00: 21 days and 23 hours. Six months later Berlin has summer time.
    assert_holds(
        &document["invitations"][0],
        &json!({"id":"2","person":"Jane Doe","sent_at":"2026-11-03T10:00:00+01:00","with_note":true,"state":"pending",
            "changed_at":null,"age_days":21,"lapses_at":"2027-05-03T10:00:00+02:00","may_invite_again_at":null,
            "tags":["spring"],"template":"warm"}),
    );
    assert_eq!(people(&home, &[]), ["Jane Doe", "Eve Moe"]);
    assert_eq!(people(&home, &["--pending"]), ["Jane Doe", "Eve Moe"]);
    let one = |flag: &str| home.json(&["invitations", flag])["invitations"].clone();
    assert_holds(
        &one("--accepted")[0],
        &json!({"person":"Ravi Patel","state":"accepted","changed_at":"2026-11-10T12:00:00+01:00","age_days":21}),
    );
    // 12 November, 12:00, and 21 × 24 hours.
    assert_holds(
        &one("--withdrawn")[0],
        &json!({"person":"Ana Lima","state":"withdrawn","changed_at":"2026-11-12T12:00:00+01:00",
            "may_invite_again_at":"2026-12-03T12:00:00+01:00"}),
    );
    assert_holds(
        &one("--lapsed")[0],
        &json!({"person":"Max Roe","state":"lapsed","changed_at":"2026-11-10T10:00:00+01:00","lapses_at":"2026-11-10T10:00:00+01:00"}),
    );
    assert_eq!(home.json(&["status"])["invitations"]["pending"], 2);
}

#[test]
fn the_list_is_as_of_the_instant() {
    let home = home();
    assert_eq!(
        people(&home, &["--at", "2026-11-04 09:00"]),
        ["Max Roe", "Eve Moe", "Jane Doe", "Ravi Patel", "Ana Lima"]
    );
    assert_eq!(people(&home, &["--at", "2026-11-04 08:59:59"]), ["Max Roe", "Eve Moe", "Jane Doe"]);
    assert_eq!(people(&home, &["--withdrawn", "--at", "2026-11-12 11:59:59"]), [] as [&str; 0]);
    // Ahead: those of November lapse in May; Ana can be invited again at 12:00 on 3 December.
    assert_eq!(people(&home, &["--lapsed", "--at", "2027-05-20 09:00"]), ["Max Roe", "Jane Doe", "Eve Moe"]);
    let again =
        |at| home.json(&["invitations", "--withdrawn", "--at", at])["invitations"][0]["may_invite_again_at"].clone();
    assert_eq!(again("2026-12-03 11:59:59"), "2026-12-03T12:00:00+01:00");
    assert_eq!(again("2026-12-03 12:00"), Value::Null);
}

#[test]
fn older_lists_those_at_least_so_many_times_24_hours_old() {
    let home = Home::new();
    // 504 hours before 25 November, 09:00, is 4 November, 09:00.
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-11-04 09:00"]);
    home.ok(&["log", "Ravi Patel", "--invite", "--at", "2026-11-04 09:00:01"]);
    assert_eq!(people(&home, &["--older", "21"]), ["Jane Doe"]);
    assert_eq!(people(&home, &["--older", "20"]), ["Jane Doe", "Ravi Patel"]);
    assert_eq!(people(&home, &["--older", "22"]), [] as [&str; 0]);
    assert_eq!(people(&home, &["--older", "0"]), ["Jane Doe", "Ravi Patel"]);
    // Across a clock change: 504 hours after 10 October, 10:00 (+02), is 31 October, 09:00 (+01).
    home.ok(&["log", "Ana Lima", "--invite", "--at", "2026-10-10 10:00"]);
    assert_eq!(people(&home, &["--older", "21", "--at", "2026-10-31 08:59:59"]), [] as [&str; 0]);
    assert_eq!(people(&home, &["--older", "21", "--at", "2026-10-31 09:00"]), ["Ana Lima"]);
}

#[test]
fn a_number_limits_the_list_to_the_oldest() {
    let home = home();
    let document = home.json(&["invitations", "-n", "1"]);
    assert_eq!((document["invitations"].as_array().unwrap().len(), &document["total"]), (1, &json!(2)));
    assert_eq!(people(&home, &["-n", "1"]), ["Jane Doe"]);
    assert!(home.ok(&["invitations", "-n", "1"]).out.contains("the oldest 1 of 2 pending invitations\n"));
    assert_eq!(people(&home, &["-n", "9"]).len(), 2);
}

#[test]
fn the_text_says_how_old_they_are_and_what_to_do() {
    let home = home();
    let text = home.ok(&["invitations", "--older", "21"]).out;
    for part in [
        "Jane Doe",
        "21 days",
        "Tue 3 Nov 2026",
        "Mon 3 May 2027",
        "with a note #spring [warm]",
        "by hand",
        "next: inquota withdraw NAME",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("1 pending invitation\n"), "{text}");
    let withdrawn = home.ok(&["invitations", "--withdrawn"]).out;
    assert!(withdrawn.contains("invite again from") && withdrawn.contains("Thu 3 Dec 12:00"), "{withdrawn}");
    assert!(home.ok(&["status"]).out.contains("\n2 invitations pending: inquota invitations\n"));
}

#[test]
fn an_empty_list_says_so_in_a_sentence() {
    let home = Home::new();
    for (args, text) in [
        (&[] as &[&str], "no invitation is pending\n"),
        (&["--older", "21"], "no invitation that is 21 days old or more is pending\n"),
        (&["--accepted", "--older", "1"], "no invitation that is 1 day old or more was accepted\n"),
        (&["--withdrawn"], "no invitation was withdrawn\n"),
        (&["--lapsed"], "no invitation has lapsed\n"),
    ] {
        assert_eq!(home.ok(&[&["invitations"], args].concat()).out, text, "{args:?}");
    }
    assert_eq!(home.json(&["invitations"])["invitations"], json!([]));
    assert!(!home.ok(&["status"]).out.contains("pending"));
}

#[test]
fn wrong_numbers_and_two_states_are_wrong_usage() {
    let home = home();
    for args in [
        &["--older", "-1"] as &[&str],
        &["--older", "99999999999999999999"],
        &["--older", "three"],
        &["--older", "1.5"],
        &["--older"],
        &["-n", "0"],
        &["-n", "-1"],
        &["--pending", "--lapsed"],
        &["--accepted", "--withdrawn"],
        &["Jane Doe"],
    ] {
        assert_eq!(home.refuses(2, &[&["invitations"], args].concat())["code"], "usage", "{args:?}");
    }
}

#[test]
fn more_than_200_pending_invitations_come_with_a_caution() {
    let home = Home::new();
    let names: Vec<String> = (0..200).map(|number| format!("in/person-{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    home.ok(&[&["log", "--invite", "--at", "2026-11-01"], names.as_slice()].concat());
    assert_eq!(codes(&home.json(&["invitations"])), Vec::<String>::new());
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-11-02"]);
    assert_eq!(codes(&home.json(&["invitations"])), ["many_pending"]);
    // All pending ones count, whichever are listed.
    let run = home.ok(&["invitations", "--lapsed"]);
    assert!(run.err.contains("you have 201 pending invitations") && run.err.contains("1,500"), "{run:?}");
    home.ok(&["withdraw", "Jane Doe"]);
    assert_eq!(codes(&home.json(&["invitations"])), Vec::<String>::new());
}

#[test]
fn two_people_of_one_name_are_told_apart_and_merged_ones_are_one() {
    let home = Home::new();
    home.ok(&["log", "in/jane-a", "in/jane-b", "--invite", "--at", "2026-11-01"]);
    home.ok(&["people", "rename", "in/jane-a", "Jane Doe"]);
    home.ok(&["people", "rename", "in/jane-b", "Jane Doe"]);
    let text = home.ok(&["invitations"]).out;
    assert!(text.contains("Jane Doe (in/jane-a)") && text.contains("Jane Doe (in/jane-b)"), "{text}");
    // Rules 5.7: one person has one pending invitation, the later; undo parts them.
    home.ok(&["people", "merge", "in/jane-a", "in/jane-b"]);
    assert_eq!(people(&home, &[]).len(), 1);
    assert_eq!(home.json(&["status", "--at", "2026-11-02"])["invitations"]["pending"], 1);
    home.ok(&["undo"]);
    assert_eq!(people(&home, &[]).len(), 2);
    assert_eq!(home.json(&["status"])["invitations"]["pending"], 2);
}

#[test]
fn names_tags_and_templates_from_outside_are_shown_safely() {
    let home = Home::new();
    home.ok(&["log", "Eve \u{1b}[31mMoe", "--invite", "--tag", "t\u{202e}x", "--template", &"long ".repeat(40)]);
    let text = home.ok(&["invitations"]).out;
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}') && text.contains("\\u{1b}[31mMoe"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() < 160), "{text}");
}

#[test]
fn history_says_where_acceptances_and_withdrawals_count() {
    // The acceptance of 3 November is entered last, and leaves the withdrawal of the 5th nothing.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite", "--at", "2026-11-01"]);
    home.ok(&["withdraw", "Jane Doe", "--at", "2026-11-05"]);
    let counted_as = |home: &Home| -> Vec<Value> {
        let document = home.json(&["history"]);
        document["records"].as_array().unwrap().iter().map(|row| row["counted_as"].clone()).collect()
    };
    assert_eq!(counted_as(&home), [json!("withdrawn"), Value::Null]);
    home.ok(&["accepted", "Jane Doe", "--at", "2026-11-03"]);
    assert_eq!(counted_as(&home), [Value::Null, json!("accepted"), Value::Null]);
    let text = home.ok(&["history"]).out;
    assert!(text.contains("not counted: no invitation was pending"), "{text}");
    assert_eq!(people(&home, &["--accepted"]), ["Jane Doe"]);
    assert_holds(&home.json(&["summary"])["invitations"], &json!({"sent":1,"accepted":1,"received":0,"withdrawn":0}));
    assert_eq!(home.run(&["check", "Jane Doe", "--invite"]).code, 0);
}
