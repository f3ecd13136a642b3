//! Records that were logged by hand and are in the archive too.

use serde_json::json;

use super::{BASIC, home, november};
use crate::archives::*;
use crate::program::Home;

#[test]
fn records_logged_by_hand_are_matched_with_the_archive() {
    let home = home(&november());
    home.ok(&["log", "Jane Doe", "--at", "2026-11-02 12:30"]);
    home.ok(&["reply", "Jane Doe", "--at", "2026-11-03"]);
    home.ok(&["log", "in/ann-øst", "--inmail", "--free", "--at", "2026-11-04"]);
    home.ok(&["log", "Bo Li", "--invite", "--with-note", "--at", "2026-11-05"]);
    home.ok(&["accepted", "Bo Li", "--at", "2026-11-06 14:00"]);
    let dry = home.json(&["import", BASIC, "--dry-run"]);
    let answer = home.json(&["import", BASIC]);
    for answer in [&dry, &answer] {
        assert_eq!((&answer["matched"], &answer["added"]), (&json!(5), &json!(2)));
    }
    assert_eq!(home.lines().len(), 7);
    // What the member recorded stays: the InMail was free.
    assert_eq!(
        home.json(&["summary"])["inmail"],
        json!({"sent": 1, "charged": 0, "free": 1, "uncovered": 0, "over_limit": 0})
    );
    // The match links Jane to her profile.
    let jane: Vec<_> = home.history(&["in/jane-doe"]).iter().map(|record| record["kind"].clone()).collect();
    assert!(jane.contains(&json!("message")) && jane.contains(&json!("reply")), "{jane:?}");
    let again = home.json(&["import", BASIC]);
    assert_eq!((&again["matched"], &again["added"], &again["already_known"]), (&json!(5), &json!(0), &json!(2)));
    assert_eq!(home.lines().len(), 7);
}

#[test]
fn the_answer_names_the_record_that_was_matched() {
    let home = home(&november());
    let id = home.id(&["log", "Jane Doe", "--at", "2026-11-02 12:30"]);
    let text = home.ok(&["import", BASIC]).out;
    assert!(text.contains("matched with what you logged: 1"), "{text}");
    assert!(text.contains(&format!("message to Jane Doe (id {id})")), "{text}");
    assert_eq!(home.json(&["import", BASIC])["matches"], json!([id]));
}

#[test]
fn a_record_of_another_person_kind_or_day_is_not_matched() {
    let home = home(&november());
    home.ok(&["log", "Jane Dow", "--new", "--at", "2026-11-02 12:30"]);
    home.ok(&["log", "in/jane-doe", "--inmail", "--at", "2026-11-02 10:00"]);
    home.ok(&["log", "in/jane-doe", "--at", "2026-11-04 10:00"]);
    let answer = home.json(&["import", BASIC]);
    assert_eq!((&answer["matched"], &answer["added"]), (&json!(0), &json!(7)));
}

#[test]
fn a_record_logged_by_hand_matches_one_row_at_most() {
    let home = home(&Export::new().file("Profile.csv", profile(ROBIN)).messages(&[
        mail("jane", "2026-11-02 09:00:00", ROBIN, &[JANE], "One."),
        mail("jane", "2026-11-02 09:05:00", ROBIN, &[JANE], "Two."),
        mail("jane", "2026-11-02 09:10:00", ROBIN, &[JANE], "Three."),
    ]));
    home.ok(&["log", "Jane Doe", "--at", "2026-11-02 10:06"]);
    let answer = home.json(&["import", BASIC]);
    assert_eq!((&answer["matched"], &answer["added"]), (&json!(1), &json!(2)));
    assert_eq!(home.json(&["import", BASIC])["added"], 0);
    assert_eq!(home.lines().len(), 3);
}

#[test]
fn a_name_that_two_people_share_is_not_matched() {
    let twin = Who("Jane Doe", "jane-doe-2");
    let home = home(&Export::new().file("Profile.csv", profile(ROBIN)).messages(&[
        mail("a", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hi."),
        mail("b", "2026-11-02 09:00:00", ROBIN, &[twin], "Hi."),
    ]));
    home.ok(&["log", "Jane Doe", "--at", "2026-11-02 10:00"]);
    let answer = home.json(&["import", BASIC]);
    assert_eq!((&answer["matched"], &answer["added"]), (&json!(0), &json!(2)));
}

#[test]
fn an_imported_record_is_not_matched_with_a_later_archive() {
    let first = Export::new().file("Profile.csv", profile(ROBIN)).messages(&[mail(
        "jane",
        "2026-11-02 09:00:00",
        ROBIN,
        &[JANE],
        "One.",
    )]);
    let second = Export::new().file("Profile.csv", profile(ROBIN)).messages(&[
        mail("jane", "2026-11-02 09:00:00", ROBIN, &[JANE], "One."),
        mail("jane", "2026-11-02 09:05:00", ROBIN, &[JANE], "Two."),
    ]);
    let home: Home = home(&first);
    home.ok(&["import", BASIC]);
    home.pack("newer.zip", &second);
    let answer = home.json(&["import", "newer.zip"]);
    assert_eq!((&answer["matched"], &answer["added"], &answer["already_known"]), (&json!(0), &json!(1), &json!(1)));
}
