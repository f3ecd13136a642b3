//! The life of invitations in archives: what is pending, accepted, and gone from a newer archive.

use serde_json::{Value, json};

use super::{BASIC, CLEO, DAN, home, november};
use crate::archives::*;
use crate::program::{Home, codes};

/// The caution about invitations that are gone; empty if there is none.
pub(super) fn gone(answer: &Value) -> String {
    let cautions = answer["cautions"].as_array().unwrap();
    let gone = cautions.iter().find(|caution| caution["code"] == "invitations_gone");
    gone.map(|caution| caution["message"].as_str().unwrap().to_owned()).unwrap_or_default()
}

pub(super) fn is_quiet(answer: &Value) -> bool {
    !codes(answer).contains(&"invitations_gone".to_owned())
}

/// The people of the invitations in a state.
pub(super) fn listed(home: &Home, flag: &str) -> Vec<String> {
    let document = home.json(&["invitations", flag]);
    let rows = document["invitations"].as_array().unwrap().iter();
    rows.map(|row| row["person"].as_str().unwrap().to_owned()).collect()
}

/// An archive with a message of 20 November, these invitations, and these connections.
pub(super) fn newer(invitations: &[Vec<String>], connections: &[(Who, &str)]) -> Export {
    Export::new()
        .file("Profile.csv", profile(ROBIN))
        .messages(&[mail("jane", "2026-11-20 09:00:00", ROBIN, &[JANE], "Hello again.")])
        .invitations(invitations)
        .connections(connections)
}

#[test]
fn an_import_fills_the_states_of_invitations() {
    // Bo is a connection since the day of the invitation; Cleo is not.
    let home = home(&november());
    home.ok(&["import", BASIC]);
    assert_eq!(
        (listed(&home, "--accepted"), listed(&home, "--pending")),
        (vec!["Bo Li".into()], vec!["Cleo Marsh".into()])
    );
    assert_eq!(home.json(&["status"])["invitations"]["pending"], 1);
}

#[test]
fn an_acceptance_is_never_before_an_invitation_that_was_logged_by_hand() {
    // Logged with its date alone: 12:00. The archive has it at 03:30 of that day, and the connection on that day.
    let home = home(&november());
    home.ok(&["log", "Bo Li", "--invite", "--with-note", "--at", "2026-11-06"]);
    home.ok(&["import", BASIC]);
    assert_eq!(
        (listed(&home, "--accepted"), listed(&home, "--pending")),
        (vec!["Bo Li".into()], vec!["Cleo Marsh".into()])
    );
    let summary = home.json(&["summary"]);
    assert_eq!((&summary["invitations"]["accepted"], &summary["invitations"]["received"]), (&json!(1), &json!(0)));
    let bytes = home.bytes();
    home.ok(&["import", BASIC]);
    assert_eq!(home.bytes(), bytes);
}

#[test]
fn what_is_gone_from_a_newer_archive_without_a_connection_is_named_and_left_pending() {
    // Cleo was invited on 9 November; the newer archive has rows up to the 20th, and she is in none of its tables.
    let home = home(&november());
    assert!(is_quiet(&home.json(&["import", BASIC])));
    home.pack("newer.zip", &newer(&[], &[(BO, "06 Nov 2026")]));
    let dry = home.json(&["import", "newer.zip", "--dry-run"]);
    let answer = home.json(&["import", "newer.zip"]);
    assert_eq!(gone(&dry), gone(&answer));
    let message = gone(&answer);
    assert!(message.starts_with("1 invitation that is pending here is not in the newest archive"), "{message}");
    assert!(message.contains("Cleo Marsh") && message.contains("inquota withdraw NAME"), "{message}");
    assert_eq!(listed(&home, "--pending"), ["Cleo Marsh"]);
    // It is as true when the same archive is imported again. In the older archive she is listed.
    assert_eq!(gone(&home.json(&["import", "newer.zip"])), message);
    assert!(is_quiet(&home.json(&["import", BASIC])));
    home.ok(&["withdraw", "Cleo Marsh"]);
    assert!(is_quiet(&home.json(&["import", "newer.zip"])));
    assert_eq!(listed(&home, "--pending"), [] as [&str; 0]);
}

/// An archive without messages, with these invitations and a connection of 22 November.
fn without_messages(invitations: &[Vec<String>]) -> Export {
    Export::new().invitations(invitations).connections(&[(BO, "22 Nov 2026")])
}

#[test]
fn what_is_gone_is_named_also_if_the_import_adds_nothing() {
    let (cleo, dan) =
        (invitation("11/9/26, 8:00 AM", "OUTGOING", CLEO, ""), invitation("11/12/26, 8:00 AM", "OUTGOING", DAN, ""));
    let home = Home::new();
    home.pack("both.zip", &Export::new().invitations(&[cleo, dan.clone()]).connections(&[(JANE, "01 Feb 2025")]));
    assert!(is_quiet(&home.json(&["import", "both.zip"])));
    // Dan's is known already. Nothing comes in, and Cleo's of the 9th is not in an archive of the 22nd.
    home.pack("newer.zip", &without_messages(std::slice::from_ref(&dan)));
    for args in [&["import", "newer.zip", "--dry-run"][..], &["import", "newer.zip"], &["import", "newer.zip"]] {
        let answer = home.json(args);
        assert_eq!(answer["added"], 0);
        assert!(gone(&answer).contains(": Cleo Marsh;"), "{args:?}: {answer}");
    }
    assert!(is_quiet(&home.json(&["import", "both.zip"])));
    // The same with a new invitation that was logged by hand: it is matched.
    home.ok(&["log", "Ann Moe", "--invite", "--at", "2026-11-20 17:00"]);
    let ann = invitation("11/20/26, 8:00 AM", "OUTGOING", Who("Ann Moe", "ann-moe"), "");
    home.pack("newest.zip", &without_messages(&[dan, ann]));
    let answer = home.json(&["import", "newest.zip"]);
    assert_eq!((&answer["added"], &answer["matched"]), (&json!(0), &json!(1)));
    assert!(gone(&answer).contains(": Cleo Marsh;"), "{answer}");
}

#[test]
fn two_archives_given_together_say_what_is_gone_from_the_newer() {
    for order in [[BASIC, "newer.zip"], ["newer.zip", BASIC]] {
        let home = home(&november());
        home.pack("newer.zip", &newer(&[], &[(BO, "06 Nov 2026")]));
        let answer = home.json(&["import", order[0], order[1]]);
        assert!(gone(&answer).contains("Cleo Marsh") && !gone(&answer).contains("Bo Li"), "{answer}");
        assert_eq!(listed(&home, "--pending"), ["Cleo Marsh"]);
    }
}

#[test]
fn what_was_logged_by_hand_and_is_not_in_the_archive_is_named_too() {
    let home = home(&november());
    for (name, at) in [("Ola Nord", "2026-11-01"), ("Pia West", "2026-11-02"), ("Late Comer", "2026-11-24")] {
        home.ok(&["log", name, "--invite", "--at", at]);
    }
    home.ok(&["log", "Rik East", "--invite", "--at", "2026-11-03"]);
    home.ok(&["accepted", "Rik East", "--at", "2026-11-04"]);
    // The archive ends on 10 November: it cannot have the one of the 24th. Rik's is not pending.
    let message = gone(&home.json(&["import", BASIC]));
    assert!(
        message.starts_with("2 invitations that are pending here are") && message.contains(": Ola Nord, Pia West;"),
        "{message}"
    );
    assert_eq!(listed(&home, "--pending"), ["Ola Nord", "Pia West", "Cleo Marsh", "Late Comer"]);
}

#[test]
fn an_archive_without_invitations_or_connections_says_nothing_about_them() {
    for missing in ["Invitations.csv", "Connections.csv"] {
        let home = home(&november());
        home.ok(&["import", BASIC]);
        let mut export = newer(&[], &[(BO, "06 Nov 2026")]);
        export.files.retain(|(name, _)| name != missing);
        home.pack("newer.zip", &export);
        assert!(is_quiet(&home.json(&["import", "newer.zip"])), "{missing}");
    }
}

#[test]
fn an_archive_that_is_not_newer_than_the_invitation_says_nothing_about_it() {
    // Cleo's is of 9 November, 16:00 UTC, as long as the archive's latest row is before.
    let home = Home::new();
    home.ok(&["log", "Cleo Marsh", "--invite", "--at", "2026-11-20T10:00:01+01:00"]);
    home.pack("older.zip", &newer(&[], &[(BO, "06 Nov 2026")]));
    assert!(is_quiet(&home.json(&["import", "older.zip"])));
    // At the instant of the latest row, 20 November, 09:00 UTC, it is in time.
    let home = Home::new();
    home.ok(&["log", "Cleo Marsh", "--invite", "--at", "2026-11-20T10:00:00+01:00"]);
    home.pack("older.zip", &newer(&[], &[(BO, "06 Nov 2026")]));
    assert!(gone(&home.json(&["import", "older.zip"])).contains("Cleo Marsh"));
}

#[test]
fn the_latest_row_may_be_a_connection() {
    // Cleo's is of the 21st; the messages end on the 20th, and a connection is of the 22nd.
    let home = Home::new();
    home.ok(&["log", "Cleo Marsh", "--invite", "--at", "2026-11-21 10:00"]);
    home.pack("newer.zip", &newer(&[], &[(BO, "22 Nov 2026")]));
    assert!(gone(&home.json(&["import", "newer.zip"])).contains("Cleo Marsh"));
}

#[test]
fn who_is_still_listed_or_is_a_connection_is_not_named() {
    // Cleo's invitation is still there; Dan is a connection, whose date cannot be read.
    let home = Home::new();
    home.ok(&["log", "Cleo Marsh", "Dan Roe", "Eve Moe", "--invite", "--at", "2026-11-09 17:00"]);
    let invitations = [invitation("11/9/26, 8:00 AM", "OUTGOING", CLEO, "")];
    home.pack("newer.zip", &newer(&invitations, &[(DAN, "some day"), (BO, "06 Nov 2026")]));
    let message = gone(&home.json(&["import", "newer.zip"]));
    assert!(message.contains(": Eve Moe;") && !message.contains("Cleo") && !message.contains("Dan"), "{message}");
    // Dan's own invitation to the member is not the member's to him.
    let home = Home::new();
    home.ok(&["log", "Dan Roe", "--invite", "--at", "2026-11-09 17:00"]);
    home.pack("newer.zip", &newer(&[invitation("11/9/26, 8:00 AM", "INCOMING", DAN, "")], &[(BO, "06 Nov 2026")]));
    assert!(gone(&home.json(&["import", "newer.zip"])).contains("Dan Roe"));
}

#[test]
fn an_archive_with_unreadable_invitations_says_nothing_about_them() {
    let home = home(&november());
    home.ok(&["import", BASIC]);
    let rows = [invitation("one day", "OUTGOING", CLEO, ""), invitation("11/12/26, 8:00 AM", "OUTGOING", DAN, "")];
    home.pack("newer.zip", &newer(&rows, &[(BO, "06 Nov 2026")]));
    assert!(is_quiet(&home.json(&["import", "newer.zip"])));
}

#[test]
fn many_that_are_gone_are_counted_and_some_are_named_safely() {
    let home = Home::new();
    let names: Vec<String> =
        (1..=7).map(|number| format!("Nobody Known {}", "abcdefg".chars().nth(number - 1).unwrap())).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    home.ok(&[&["log", "--invite", "--at", "2026-11-01", "Eve \u{1b}[31mMoe"], names.as_slice()].concat());
    home.pack("newer.zip", &newer(&[], &[(BO, "06 Nov 2026")]));
    let text = home.ok(&["import", "newer.zip", "--dry-run"]).out;
    assert!(text.contains("8 invitations that are pending here") && text.contains("and 3 more"), "{text}");
    assert!(!text.contains('\u{1b}') && text.contains("Nobody Known a"), "{text}");
}
