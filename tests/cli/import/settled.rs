//! Pending invitations that an archive no longer lists, to people who are among its connections.

use serde_json::{Value, json};

use super::life_cycle::{gone, is_quiet, listed, newer};
use super::{BASIC, CLEO, home, november};
use crate::archives::*;
use crate::program::Home;

/// The instants of the acceptances that are not taken back, by person.
fn acceptances(home: &Home) -> Vec<String> {
    home.lines().into_iter().filter(|line| line.contains(" accepted ")).collect()
}

/// An archive with a message of 20 November and no invitations, where Cleo is a connection since this date.
fn connected_on(date: &str) -> Export {
    newer(&[], &[(BO, "06 Nov 2026"), (CLEO, date)])
}

/// The same without Invitations.csv.
fn connections_alone(date: &str) -> Export {
    let mut export = connected_on(date);
    export.files.retain(|(name, _)| name != "Invitations.csv");
    export
}

#[test]
fn a_connection_whose_invitation_is_gone_accepted_it() {
    // Cleo was invited on the 9th, at 17:00 in Berlin. The 12th begins at 01:00 in Berlin.
    for export in [connected_on("12 Nov 2026"), connections_alone("12 Nov 2026")] {
        let home = home(&november());
        home.ok(&["import", BASIC]);
        home.pack("newer.zip", &export);
        // The message of the 20th, and the acceptance.
        assert_eq!(home.json(&["import", "newer.zip", "--dry-run"])["added"], 2);
        let answer = home.json(&["import", "newer.zip"]);
        assert!(is_quiet(&answer));
        assert_eq!((&answer["added"], &answer["invitations"]["accepted"]), (&json!(2), &json!(0)));
        let accepted = ["2026-11-06T03:30:00+01:00 accepted Bo Li", "2026-11-12T01:00:00+01:00 accepted Cleo Marsh"];
        assert_eq!(acceptances(&home), accepted);
        assert_eq!(listed(&home, "--pending"), [] as [&str; 0]);
        assert_eq!(home.json(&["summary"])["invitations"]["received"], 0);
        // Neither the same archive nor one that lists both adds it again.
        let bytes = home.bytes();
        let mut both = november();
        both.files.retain(|(name, _)| name != "Connections.csv");
        home.pack("both.zip", &both.connections(&[(BO, "06 Nov 2026"), (CLEO, "12 Nov 2026")]));
        for archive in ["newer.zip", "both.zip", BASIC] {
            assert_eq!(home.json(&["import", archive])["added"], 0, "{archive}");
        }
        assert_eq!(home.bytes(), bytes);
        // What the member takes back stays out.
        let records = home.history(&[]);
        let is_cleos = |record: &&Value| record["kind"] == "accepted" && record["person"] == "Cleo Marsh";
        home.ok(&["undo", records.iter().find(is_cleos).unwrap()["id"].as_str().unwrap()]);
        assert_eq!(home.json(&["import", "newer.zip"])["added"], 0);
        assert_eq!(listed(&home, "--pending"), ["Cleo Marsh"]);
    }
}

#[test]
fn an_invitation_logged_by_hand_is_settled_too_and_once() {
    for export in [connected_on("12 Nov 2026"), connections_alone("12 Nov 2026")] {
        let home = Home::new();
        home.ok(&["log", "Cleo Marsh", "--invite", "--at", "2026-11-09 17:00"]);
        home.pack("newer.zip", &export);
        let text = home.ok(&["import", "newer.zip"]).out;
        assert!(text.contains("accepted, according to Connections.csv: 1 pending invitation"), "{text}");
        assert_eq!(acceptances(&home), ["2026-11-12T01:00:00+01:00 accepted Cleo Marsh"]);
        // One that lists the invitation has it at the same instant, and its acceptance on the same date.
        home.pack(
            "both.zip",
            &newer(&[invitation("11/9/26, 8:00 AM", "OUTGOING", CLEO, "")], &[(CLEO, "12 Nov 2026")]),
        );
        let answer = home.json(&["import", "both.zip"]);
        assert_eq!((&answer["added"], &answer["matched"]), (&json!(0), &json!(2)));
        let records = home.history(&[]);
        let is_accepted = |record: &&Value| record["kind"] == "accepted";
        home.ok(&["undo", records.iter().find(is_accepted).unwrap()["id"].as_str().unwrap()]);
        assert_eq!(home.json(&["import", "newer.zip"])["added"], 0);
        assert_eq!(acceptances(&home), [] as [&str; 0]);
    }
}

#[test]
fn the_date_of_the_connection_decides() {
    let home = |date: &str, sent: &str| {
        let home = Home::new();
        home.ok(&["log", "Cleo Marsh", "--invite", "--at", sent]);
        home.pack("newer.zip", &connected_on(date));
        home.ok(&["import", "newer.zip"]);
        acceptances(&home)
    };
    // A date before it was sent settles nothing. On the day itself, it was accepted when it was sent at the earliest.
    assert_eq!(home("08 Nov 2026", "2026-11-09 17:00"), [] as [&str; 0]);
    assert_eq!(home("09 Nov 2026", "2026-11-09 17:00"), ["2026-11-09T17:00:00+01:00 accepted Cleo Marsh"]);
    assert_eq!(home("some day", "2026-11-09 17:00"), [] as [&str; 0]);
    // One of 10 January lapses on 10 July: until then it can be accepted, though it has lapsed since.
    assert_eq!(home("05 Mar 2026", "2026-01-10 12:00"), ["2026-03-05T01:00:00+01:00 accepted Cleo Marsh"]);
    assert_eq!(home("09 Jul 2026", "2026-01-10 12:00"), ["2026-07-09T02:00:00+02:00 accepted Cleo Marsh"]);
    assert_eq!(home("11 Jul 2026", "2026-01-10 12:00"), [] as [&str; 0]);
}

#[test]
fn what_the_ledger_settled_itself_is_left_alone() {
    for command in [["accepted", "Cleo Marsh"], ["withdraw", "Cleo Marsh"]] {
        let home = Home::new();
        home.ok(&["log", "Cleo Marsh", "--invite", "--at", "2026-11-09 17:00"]);
        home.ok(&[command[0], command[1], "--at", "2026-11-14 10:00"]);
        home.pack("newer.zip", &connected_on("12 Nov 2026"));
        // The message to Jane alone.
        assert_eq!(home.json(&["import", "newer.zip"])["added"], 1, "{command:?}");
    }
}

#[test]
fn another_person_of_the_name_is_not_the_one_invited() {
    let home = Home::new();
    home.ok(&["log", "in/another-cleo", "--invite", "--at", "2026-11-09 17:00"]);
    home.ok(&["people", "rename", "in/another-cleo", "Cleo Marsh"]);
    home.pack("newer.zip", &connected_on("12 Nov 2026"));
    home.ok(&["import", "newer.zip"]);
    assert_eq!(acceptances(&home), [] as [&str; 0]);
}

#[test]
fn a_whole_import_that_was_undone_settles_again() {
    let home = home(&november());
    home.ok(&["import", BASIC]);
    home.pack("newer.zip", &connected_on("12 Nov 2026"));
    home.ok(&["import", "newer.zip"]);
    home.ok(&["undo"]);
    assert_eq!(listed(&home, "--pending"), ["Cleo Marsh"]);
    assert_eq!(home.json(&["import", "newer.zip"])["added"], 2);
}

#[test]
fn connections_alone_settle_the_invitations_of_a_ledger() {
    let rows = [(BO, "06 Nov 2026"), (CLEO, "12 Nov 2026")];
    let header_only = Export::new().invitations(&[]).connections(&rows);
    let first_part = Export::new().file("Profile.csv", profile(ROBIN)).connections(&rows);
    for (export, code) in [(header_only, "no_rows"), (first_part, "no_correspondence")] {
        // Without an invitation in the ledger there is nothing to import.
        let home = Home::new();
        home.pack("newer.zip", &export);
        assert_eq!(home.refuses(2, &["import", "newer.zip"])["code"], code);
        home.ok(&["log", "Cleo Marsh", "Ola Nord", "--invite", "--at", "2026-11-09 17:00"]);
        let answer = home.json(&["import", "newer.zip"]);
        assert_eq!(answer["added"], 1);
        assert_eq!(acceptances(&home), ["2026-11-12T01:00:00+01:00 accepted Cleo Marsh"]);
        // Ola's is in no table of an archive of the 12th that has both.
        assert_eq!(gone(&answer).contains(": Ola Nord;"), code == "no_rows", "{answer}");
        let bytes = home.bytes();
        let again = home.json(&["import", "newer.zip", "--me", "in/robin-vale"]);
        assert_eq!((&again["added"], gone(&again)), (&json!(0), gone(&answer)));
        assert_eq!(home.bytes(), bytes);
        // It names no owner, so that it goes with the archives of the ledger's owner.
        home.pack(BASIC, &november());
        home.ok(&["import", BASIC]);
        home.ok(&["import", "newer.zip"]);
    }
}

#[test]
fn an_import_that_names_no_owner_does_not_hide_the_one_of_an_earlier_import() {
    let home = home(&november());
    home.ok(&["import", BASIC]);
    home.pack("newer.zip", &Export::new().invitations(&[]).connections(&[(CLEO, "12 Nov 2026")]));
    assert_eq!(home.json(&["import", "newer.zip"])["added"], 1);
    let of_jane = Export::new().messages(&[mail("x", "2026-11-20 09:00:00", JANE, &[ANN], "Hello.")]);
    home.pack("jane.zip", &of_jane.file("Profile.csv", profile(JANE)));
    assert_eq!(home.refuses(2, &["import", "jane.zip"])["code"], "another_owner");
}
