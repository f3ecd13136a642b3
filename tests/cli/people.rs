//! Who is meant by a PERSON, and the contact book.

use serde_json::json;

use crate::program::Home;

/// Whom a recording took its PERSON for, and whether they were new.
fn logged(home: &Home, person: &str) -> (String, bool) {
    let document = home.json(&["log", person]);
    let name = document["recorded"][0]["person"].as_str().unwrap().to_owned();
    (name, document["new_person"].as_bool().unwrap())
}

fn known(name: &str) -> (String, bool) {
    (name.to_owned(), false)
}

fn new(name: &str) -> (String, bool) {
    (name.to_owned(), true)
}

/// The names in the contact book.
fn names(home: &Home, args: &[&str]) -> Vec<String> {
    let people = home.json(&[&["people"], args].concat())["people"].as_array().unwrap().clone();
    people.iter().map(|person| person["name"].as_str().unwrap_or("-").to_owned()).collect()
}

#[test]
fn names_are_compared_after_normalization_case_folding_and_white_space() {
    // Rules 2.1: `é` in one code point or in two, `ß` folds to `ss`.
    for (first, second) in [
        ("Jane Doe", "jane doe"),
        ("Jane Doe", "  JANE \t Doe "),
        ("Ren\u{e9} Gross", "Rene\u{301} Gross"),
        ("Anna Stra\u{df}e", "ANNA STRASSE"),
        ("\u{391}\u{3c3}\u{3c2} Test", "\u{3b1}\u{3c3}\u{3c3} test"),
    ] {
        let home = Home::new();
        home.ok(&["log", first]);
        assert!(!logged(&home, second).1, "{first:?} {second:?}");
        assert_eq!(home.used("today"), (1, 1));
    }
}

#[test]
fn a_handle_can_be_written_in_any_shape() {
    // Rules 2.1.
    let home = Home::new();
    assert!(logged(&home, "in/jane-doe").1);
    for handle in [
        "in/jane-doe",
        "/in/jane-doe",
        "in/Jane-Doe/",
        "linkedin.com/in/jane-doe",
        "www.linkedin.com/in/jane-doe/",
        "https://www.linkedin.com/in/jane-doe",
        "http://linkedin.com/in/jane-doe/",
        "https://de.linkedin.com/in/JANE-DOE/?trk=x&utm=y",
        "https://www.linkedin.com/in/jane%2Ddoe",
        "HTTPS://WWW.LINKEDIN.COM/in/jane-doe",
    ] {
        assert!(!logged(&home, handle).1, "{handle}");
    }
    assert_eq!(home.used("today"), (1, 1));
    assert!(logged(&home, "in/jane-doe-2").1);
}

#[test]
fn a_handle_with_other_letters_is_the_same_percent_encoded_or_not() {
    let home = Home::new();
    assert!(logged(&home, "https://www.linkedin.com/in/ren%C3%A9-doe").1);
    assert!(!logged(&home, "in/ren\u{e9}-doe").1);
}

#[test]
fn the_one_person_whose_name_has_each_word_as_a_prefix_is_meant_and_echoed_in_full() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Kumar Patel"]);
    assert_eq!(logged(&home, "jane"), known("Jane Doe"));
    assert_eq!(logged(&home, "Doe J"), known("Jane Doe"));
    assert_eq!(logged(&home, "ravi pat"), known("Ravi Kumar Patel"));
    // At least one word whole: `Jan` is none of hers, nor are `Ja Do`.
    assert_eq!(logged(&home, "Jan"), new("Jan"));
    assert_eq!(logged(&home, "Ja Do"), new("Ja Do"));
    // A distinct word is needed for each word given.
    assert_eq!(logged(&home, "Doe Doe"), new("Doe Doe"));
    assert!(home.ok(&["log", "ravi"]).out.contains("Ravi Kumar Patel"));
}

#[test]
fn two_such_people_are_an_error_that_lists_them() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Jane Roe"]);
    for args in [&["log", "Jane"] as &[&str], &["reply", "jane"], &["accepted", "jane"]] {
        let message = home.refuses(2, args)["message"].as_str().unwrap().to_owned();
        assert!(message.contains("Jane Doe") && message.contains("Jane Roe"), "{message}");
    }
    assert_eq!(logged(&home, "Jane D"), known("Jane Doe"));
}

#[test]
fn an_exact_match_comes_before_a_prefix() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Jane", "--new"]);
    assert_eq!(logged(&home, "Jane"), known("Jane"));
}

#[test]
fn nobody_known_is_created_with_a_hint_when_the_name_is_very_like_a_known_one() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let run = home.ok(&["log", "Jane Deo"]);
    assert!(run.out.contains("new") && run.all().contains("Jane Doe"), "{run:?}");
    let run = home.ok(&["log", "Ravi Patel"]);
    assert!(!run.all().contains("Jane"), "{run:?}");
}

#[test]
fn new_creates_without_looking_for_a_like_one() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(home.json(&["log", "Jane", "--new"])["new_person"], true);
    let run = home.ok(&["log", "Jane Deo", "--new"]);
    assert!(!run.all().contains("Jane Doe"), "{run:?}");
    assert_eq!(home.refuses(2, &["log", "jane doe", "--new"])["code"], "person_exists");
}

#[test]
fn a_check_creates_nobody() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["check", "Ravi Patel"]);
    assert_eq!(names(&home, &[]), ["Jane Doe"]);
    assert_eq!(home.json(&["check", "jane"])["person"], "Jane Doe");
}

#[test]
fn people_lists_and_searches() {
    let home = Home::new();
    for person in ["Jane Doe", "Ravi Patel", "Ana Lima"] {
        home.ok(&["log", person]);
    }
    home.ok(&["people", "link", "Ravi Patel", "in/rp-77"]);
    assert_eq!(names(&home, &[]).len(), 3);
    assert_eq!(names(&home, &["lima"]), ["Ana Lima"]);
    assert_eq!(names(&home, &["rp-77"]), ["Ravi Patel"]);
    assert_eq!(names(&home, &["nonsense"]), Vec::<String>::new());
}

#[test]
fn a_link_makes_name_and_handle_one_person() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["people", "link", "Jane Doe", "https://www.linkedin.com/in/jane-doe/"]);
    assert_eq!(logged(&home, "in/jane-doe"), known("Jane Doe"));
    assert_eq!(home.used("today"), (1, 1));
}

#[test]
fn two_people_with_one_name_and_two_handles_are_two_people() {
    // Rules 2.1.
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["people", "link", "Jane Doe", "in/jane-1"]);
    home.ok(&["log", "in/jane-2"]);
    home.ok(&["people", "rename", "in/jane-2", "Jane Doe"]);
    assert_eq!(home.used("today"), (2, 2));
    assert_eq!(names(&home, &[]), ["Jane Doe", "Jane Doe"]);
    // The name alone could be either; the handle decides.
    let message = home.refuses(2, &["log", "Jane Doe"])["message"].as_str().unwrap().to_owned();
    assert!(message.contains("jane-1") && message.contains("jane-2"), "{message}");
    home.ok(&["reply", "in/jane-1"]);
    assert_eq!(home.json(&["check", "in/jane-1"])["reason"], "conversation_open");
    assert_eq!(home.json(&["check", "in/jane-2"])["reason"], "counted_today");
}

#[test]
fn a_rename_keeps_what_was_and_the_old_name_is_nobodys() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["people", "rename", "Jane Doe", "Jane Roe"]);
    assert_eq!(home.json(&["check", "Jane Roe"])["reason"], "counted_today");
    assert_eq!(home.json(&["history"])["records"].as_array().unwrap().last().unwrap()["person"], "Jane Roe");
    assert_eq!(home.json(&["log", "Jane Doe"])["new_person"], true);
    assert_eq!(home.used("today"), (2, 2));
}

#[test]
fn a_merge_makes_one_person_of_two() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-10"]);
    home.ok(&["log", "J. Doe"]);
    home.ok(&["reply", "J. Doe"]);
    assert_eq!(home.used("today"), (1, 2));
    home.ok(&["people", "merge", "Jane Doe", "J. Doe"]);
    // One slot of the month; and who answered is Jane now.
    assert_eq!(home.used("today"), (1, 1));
    assert_eq!(home.json(&["check", "Jane Doe"])["reason"], "conversation_open");
    assert_eq!(names(&home, &[]), ["Jane Doe"]);
}

#[test]
fn the_contact_book_is_changed_for_known_people_only() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel"]);
    for args in [
        &["link", "Nobody Here", "in/nobody"] as &[&str],
        &["link", "Jane Doe", "  "],
        &["link", "Jane Doe", "https://example.com/in/jane"],
        &["link", "Jane Doe"],
        &["rename", "Nobody Here", "Somebody"],
        &["rename", "Jane Doe", " "],
        &["rename", "Jane Doe", "Ravi Patel"],
        &["merge", "Jane Doe", "Nobody Here"],
        &["merge", "Jane Doe", "jane doe"],
    ] {
        home.refuses(2, &[&["people"], args].concat());
    }
}

#[test]
fn history_and_reply_take_a_short_name_too() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(home.json(&["reply", "jane"])["recorded"][0]["person"], "Jane Doe");
    assert_eq!(home.json(&["history", "doe"])["records"].as_array().unwrap().len(), 2);
    assert_eq!(home.json(&["people", "doe"])["people"][0]["name"], json!("Jane Doe"));
}

#[test]
fn the_hint_goes_to_stderr_and_quiet_silences_it() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let run = home.ok(&["log", "Jane Deo"]);
    assert!(run.err.contains("Jane Doe") && !run.out.contains("Jane Doe"), "{run:?}");
    assert_eq!(home.ok(&["log", "Jane Dose", "-q"]).err, "");
}

#[test]
fn both_handles_lead_to_who_was_merged() {
    let home = Home::new();
    home.ok(&["log", "in/jane-1"]);
    home.ok(&["log", "in/jane-2"]);
    home.ok(&["people", "merge", "in/jane-1", "in/jane-2"]);
    for handle in ["in/jane-1", "in/jane-2"] {
        assert_eq!(home.json(&["check", handle])["reason"], "counted_today", "{handle}");
    }
    assert_eq!(home.used("today"), (1, 1));
}
