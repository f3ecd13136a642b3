//! Archives upon archives: never twice, never less.

use serde_json::json;

use super::{BASIC, CLEO, home, november};
use crate::archives::*;
use crate::program::Home;

/// The export of a month later: Bo's thread is gone, and there is more.
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
fn twice_is_once() {
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
fn a_newer_archive_adds_what_is_new_and_keeps_what_it_forgot() {
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
fn no_order_matters() {
    let (one, other) = (november(), december());
    let forth = after(&[&one, &other]);
    assert_eq!(after(&[&other, &one]), forth);
    assert_eq!(after(&[&one, &other, &one]), forth);
    let home = home(&one);
    home.pack("newer.zip", &other);
    home.ok(&["import", "newer.zip", BASIC]);
    assert_eq!(home.figures(), forth);
}

#[test]
fn parts_are_the_whole() {
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
    // One by one the note of an invitation cannot be told from a message; all together put it right.
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
fn threads_in_two_archives_are_the_whole() {
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
fn an_archive_with_the_invitations_takes_their_notes_back() {
    let full = november();
    let bare = Export { files: full.files.iter().filter(|(name, _)| name != "Invitations.csv").cloned().collect() };
    let home = home(&bare);
    home.ok(&["import", BASIC]);
    assert!(home.lines().contains(&"2026-11-06T13:00:00+01:00 message Bo Li".to_owned()));
    home.pack("full.zip", &full);
    let told = home.ok(&["import", "full.zip"]).out;
    assert!(told.contains("taken back: 1 earlier record"), "{told}");
    assert_eq!(home.figures(), after(&[&full]));
    assert_eq!(after(&[&full, &bare]), after(&[&full]));
    // What was taken back is part of the import, and goes and comes with it.
    home.exits(1, &["redo"]);
    home.ok(&["undo"]);
    assert!(home.lines().contains(&"2026-11-06T13:00:00+01:00 message Bo Li".to_owned()));
    home.ok(&["redo"]);
    assert_eq!(home.figures(), after(&[&full]));
}

#[test]
fn an_archive_with_the_connections_knows_better_what_is_an_inmail() {
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
fn layouts_without_profiles_and_with_them_are_one() {
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
fn somebody_elses_archive_is_refused() {
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
