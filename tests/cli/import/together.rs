//! Imports of several archives: nothing is recorded twice, and nothing is lost.

use serde_json::json;

use super::{BASIC, CLEO, home, november};
use crate::archives::*;
use crate::program::Home;

/// An archive of a month later: without Bo's thread, and with more of the others.
fn december() -> Export {
    Export::new()
        .file("Profile.csv", profile(ROBIN))
        .messages(&[
            mail("jane", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hello Jane,\nlong time."),
            mail("jane", "2026-11-03 10:00:00", JANE, &[ROBIN], "Hello Robin!"),
            mail("ann", "2026-11-04 09:00:00", ROBIN, &[ANN], "We have not met.").subject("A question"),
            mail("ann", "2026-11-21 09:00:00", ANN, &[ROBIN], "Glad to.").subject("A question"),
            mail("jane", "2026-11-22 09:00:00", ROBIN, &[JANE], "Thanks again."),
        ])
        .invitations(&[invitation("11/9/26, 8:00 AM", "OUTGOING", CLEO, "")])
        .connections(&[(JANE, "01 Feb 2025"), (BO, "06 Nov 2026"), (CLEO, "23 Nov 2026")])
}

/// The figures after importing these, one after the other.
fn after(exports: &[&Export]) -> serde_json::Value {
    let home = Home::new();
    for export in exports {
        home.pack(BASIC, export);
        home.ok(&["import", BASIC]);
    }
    home.figures()
}

#[test]
fn a_second_import_changes_nothing() {
    let home = home(&november());
    home.ok(&["import", BASIC]);
    let bytes = home.bytes();
    let again = home.json(&["import", BASIC]);
    assert_eq!((&again["added"], &again["already_known"]), (&json!(0), &json!(7)));
    assert_eq!(home.bytes(), bytes);
    home.ok(&["import", BASIC, BASIC]);
    assert_eq!(home.bytes(), bytes);
}

#[test]
fn a_newer_archive_adds_records_and_keeps_those_it_no_longer_has() {
    let home = home(&november());
    home.ok(&["import", BASIC]);
    let before = home.lines();
    home.pack("newer.zip", &december());
    let answer = home.json(&["import", "newer.zip"]);
    assert_eq!(answer["added"], 3);
    let lines = home.lines();
    assert!(before.iter().all(|line| lines.contains(line)));
    assert_eq!(lines.len(), before.len() + 3);
}

#[test]
fn the_order_of_the_archives_does_not_matter() {
    let (older, newer) = (november(), december());
    let expected = after(&[&older, &newer]);
    assert_eq!(after(&[&newer, &older]), expected);
    assert_eq!(after(&[&older, &newer, &older]), expected);
    let home = home(&older);
    home.pack("newer.zip", &newer);
    home.ok(&["import", "newer.zip", BASIC]);
    assert_eq!(home.figures(), expected);
}

#[test]
fn the_files_of_an_archive_give_the_same_as_the_archive() {
    let export = november();
    let whole = after(&[&export]);
    let table = |name: &str| export.files.iter().find(|(file, _)| file == name).unwrap().1.clone();
    let names = ["messages.csv", "Invitations.csv", "Connections.csv"];
    let home = Home::new();
    for name in names {
        home.write(name, &table(name));
    }
    home.ok(&["import", "messages.csv", "Invitations.csv", "Connections.csv"]);
    assert_eq!(home.figures(), whole);
    // Imported one by one, the note of an invitation looks like a message; an import of all files corrects that.
    let home = Home::new();
    for name in names {
        home.write(name, &table(name));
    }
    home.ok(&["import", "Invitations.csv"]);
    home.ok(&["import", "messages.csv", "--me", "in/robin-vale"]);
    home.ok(&["import", names[0], names[1], names[2]]);
    assert_eq!(home.figures(), whole);
}

#[test]
fn threads_in_two_archives_give_the_same_as_in_one() {
    let mails = [
        mail("jane", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hello."),
        mail("jane", "2026-11-03 10:00:00", JANE, &[ROBIN], "Hello Robin!"),
        mail("bo", "2026-11-06 12:00:00", ROBIN, &[BO], "Hello."),
        mail("bo", "2026-11-06 13:00:00", BO, &[ROBIN], "Yes."),
    ];
    let part = |mails: &[Mail]| Export::new().file("Profile.csv", profile(ROBIN)).messages(mails);
    let whole = after(&[&part(&mails)]);
    assert_eq!(after(&[&part(&mails[..2]), &part(&mails[2..])]), whole);
    assert_eq!(after(&[&part(&mails[2..]), &part(&mails[..2])]), whole);
}

#[test]
fn an_archive_with_invitations_takes_back_messages_that_were_their_notes() {
    let full = november();
    let bare = Export { files: full.files.iter().filter(|(name, _)| name != "Invitations.csv").cloned().collect() };
    let home = home(&bare);
    home.ok(&["import", BASIC]);
    assert!(home.lines().contains(&"2026-11-06T13:00:00+01:00 message Bo Li".to_owned()));
    home.pack("full.zip", &full);
    let out = home.ok(&["import", "full.zip"]).out;
    assert!(out.contains("undone: 1 earlier record"), "{out}");
    assert_eq!(home.figures(), after(&[&full]));
    assert_eq!(after(&[&full, &bare]), after(&[&full]));
    // Taking the message back is part of the import: undo and redo of the import include it.
    home.exits(1, &["redo"]);
    home.ok(&["undo"]);
    assert!(home.lines().contains(&"2026-11-06T13:00:00+01:00 message Bo Li".to_owned()));
    home.ok(&["redo"]);
    assert_eq!(home.figures(), after(&[&full]));
}

#[test]
fn an_archive_with_connections_corrects_what_was_taken_for_an_inmail() {
    let mails = [
        mail("jane", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hello.").subject("Lunch"),
        mail("bo", "2026-11-02 09:00:00", ROBIN, &[BO], "Hello."),
    ];
    let bare = Export::new().file("Profile.csv", profile(ROBIN)).messages(&mails);
    let full = bare.clone().connections(&[(JANE, "01 Feb 2025"), (BO, "01 Feb 2025")]);
    assert_eq!(after(&[&bare, &full]), after(&[&full]));
    assert_eq!(after(&[&full, &bare]), after(&[&full]));
    let home = home(&bare);
    home.ok(&["import", BASIC]);
    assert_eq!(home.json(&["summary"])["inmail"]["sent"], 1);
    home.pack("full.zip", &full);
    assert!(home.ok(&["import", "full.zip"]).out.contains("corrected: 1 earlier InMail"));
    assert_eq!(home.json(&["summary"])["inmail"]["sent"], 0);
    home.ok(&["undo"]);
    assert_eq!(home.json(&["summary"])["inmail"]["sent"], 1);
}

#[test]
fn layouts_with_and_without_profiles_give_the_same() {
    let mails = [
        mail("jane", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hello."),
        mail("bo", "2026-11-02 10:00:00", ROBIN, &[BO], "Hello."),
    ];
    let old = Export::new()
        .file("Profile.csv", profile(ROBIN))
        .file("messages.csv", messages_with("CONVERSATION ID,FROM,TO,DATE,SUBJECT,CONTENT", PLAIN, &mails));
    let new = Export::new().file("Profile.csv", profile(ROBIN)).messages(&mails);
    assert_eq!(after(&[&old, &new]), after(&[&new]));
    assert_eq!(after(&[&new, &old]), after(&[&new]));
}

#[test]
fn an_archive_of_another_member_is_refused() {
    let home = home(&november());
    home.ok(&["import", BASIC]);
    let theirs = Export::new().file("Profile.csv", profile(JANE)).messages(&[
        mail("jane", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hello Jane, long time."),
        mail("bo", "2026-11-02 09:00:00", JANE, &[BO], "Hi."),
    ]);
    home.pack("theirs.zip", &theirs);
    let error = home.refuses(2, &["import", "theirs.zip"]);
    assert_eq!(error["code"], "another_owner");
    assert!(error["message"].as_str().unwrap().contains("Jane Doe"), "{error}");
    assert_eq!(home.refuses(2, &["import", "theirs.zip", "--dry-run"])["code"], "another_owner");
    assert_eq!(home.refuses(2, &["import", "theirs.zip", BASIC])["code"], "owners_differ");
    home.ok(&["undo"]);
    home.ok(&["import", "theirs.zip"]);
}
