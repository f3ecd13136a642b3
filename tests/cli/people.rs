//! Which person a PERSON argument means, and the contact book.

use serde_json::json;

use crate::program::Home;

/// Records a message; gives the person it was recorded for, and whether they were new.
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
fn names_are_compared_without_case_extra_spaces_and_unicode_forms() {
    // Rules 2.1: `é` as one code point or as two; `ß` folds to `ss`.
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
fn a_handle_can_be_written_in_any_form() {
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
fn a_handle_with_other_letters_may_be_percent_encoded() {
    let home = Home::new();
    assert!(logged(&home, "https://www.linkedin.com/in/ren%C3%A9-doe").1);
    assert!(!logged(&home, "in/ren\u{e9}-doe").1);
}

#[test]
fn a_short_name_means_the_only_person_that_it_fits() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Kumar Patel"]);
    assert_eq!(logged(&home, "jane"), known("Jane Doe"));
    assert_eq!(logged(&home, "Doe J"), known("Jane Doe"));
    assert_eq!(logged(&home, "ravi pat"), known("Ravi Kumar Patel"));
    // At least one word must be complete: neither `Jan` nor `Ja Do` has a word of Jane Doe.
    assert_eq!(logged(&home, "Jan"), new("Jan"));
    assert_eq!(logged(&home, "Ja Do"), new("Ja Do"));
    // Every word given needs a word of its own in the name.
    assert_eq!(logged(&home, "Doe Doe"), new("Doe Doe"));
    assert!(home.ok(&["log", "ravi"]).out.contains("Ravi Kumar Patel"));
}

#[test]
fn a_short_name_that_fits_two_people_is_refused_with_both_names() {
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
fn an_exact_match_takes_precedence_over_a_short_name() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Jane", "--new"]);
    assert_eq!(logged(&home, "Jane"), known("Jane"));
}

#[test]
fn a_new_name_very_like_a_known_one_is_recorded_with_a_hint() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let run = home.ok(&["log", "Jane Deo"]);
    assert!(run.out.contains("new") && run.all().contains("Jane Doe"), "{run:?}");
    let run = home.ok(&["log", "Ravi Patel"]);
    assert!(!run.all().contains("Jane"), "{run:?}");
}

#[test]
fn new_records_a_new_person_without_a_hint() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(home.json(&["log", "Jane", "--new"])["new_person"], true);
    let run = home.ok(&["log", "Jane Deo", "--new"]);
    assert!(!run.all().contains("Jane Doe"), "{run:?}");
    assert_eq!(home.refuses(2, &["log", "jane doe", "--new"])["code"], "person_exists");
}

#[test]
fn a_check_adds_nobody() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["check", "Ravi Patel"]);
    assert_eq!(names(&home, &[]), ["Jane Doe"]);
    assert_eq!(home.json(&["check", "jane"])["person"], "Jane Doe");
}

#[test]
fn people_lists_everybody_and_searches_names_and_handles() {
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
fn a_link_makes_a_name_and_a_handle_one_person() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["people", "link", "Jane Doe", "https://www.linkedin.com/in/jane-doe/"]);
    assert_eq!(logged(&home, "in/jane-doe"), known("Jane Doe"));
    assert_eq!(home.used("today"), (1, 1));
}

#[test]
fn people_with_the_same_name_and_different_handles_are_two_people() {
    // Rules 2.1.
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["people", "link", "Jane Doe", "in/jane-1"]);
    home.ok(&["log", "in/jane-2"]);
    home.ok(&["people", "rename", "in/jane-2", "Jane Doe"]);
    assert_eq!(home.used("today"), (2, 2));
    assert_eq!(names(&home, &[]), ["Jane Doe", "Jane Doe"]);
    // The name alone could mean either; the handle decides.
    let message = home.refuses(2, &["log", "Jane Doe"])["message"].as_str().unwrap().to_owned();
    assert!(message.contains("jane-1") && message.contains("jane-2"), "{message}");
    home.ok(&["reply", "in/jane-1"]);
    assert_eq!(home.json(&["check", "in/jane-1"])["reason"], "conversation_open");
    assert_eq!(home.json(&["check", "in/jane-2"])["reason"], "counted_today");
}

#[test]
fn a_rename_keeps_the_records_and_frees_the_old_name() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["people", "rename", "Jane Doe", "Jane Roe"]);
    assert_eq!(home.json(&["check", "Jane Roe"])["reason"], "counted_today");
    assert_eq!(home.history(&[]).last().unwrap()["person"], "Jane Roe");
    assert_eq!(home.json(&["log", "Jane Doe"])["new_person"], true);
    assert_eq!(home.used("today"), (2, 2));
}

#[test]
fn a_merge_makes_one_person_of_two() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-10"]);
    // Without --new, J. Doe is short for Jane Doe (rules 2.1).
    home.ok(&["log", "J. Doe", "--new"]);
    home.ok(&["reply", "J. Doe"]);
    assert_eq!(home.used("today"), (1, 2));
    home.ok(&["people", "merge", "Jane Doe", "J. Doe"]);
    // One month slot; and the answer is Jane's now.
    assert_eq!(home.used("today"), (1, 1));
    assert_eq!(home.json(&["check", "Jane Doe"])["reason"], "conversation_open");
    assert_eq!(names(&home, &[]), ["Jane Doe"]);
}

#[test]
fn only_known_people_can_be_linked_renamed_or_merged() {
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
fn reply_history_and_people_take_a_short_name_too() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(home.json(&["reply", "jane"])["recorded"][0]["person"], "Jane Doe");
    assert_eq!(home.history(&["doe"]).len(), 2);
    assert_eq!(home.json(&["people", "doe"])["people"][0]["name"], json!("Jane Doe"));
}

#[test]
fn the_hint_about_a_like_name_goes_to_stderr_and_quiet_silences_it() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let run = home.ok(&["log", "Jane Deo"]);
    assert!(run.err.contains("Jane Doe") && !run.out.contains("Jane Doe"), "{run:?}");
    assert_eq!(home.ok(&["log", "Jane Dose", "-q"]).err, "");
}

#[test]
fn both_handles_of_merged_people_mean_the_same_person() {
    let home = Home::new();
    home.ok(&["log", "in/jane-1"]);
    home.ok(&["log", "in/jane-2"]);
    home.ok(&["people", "merge", "in/jane-1", "in/jane-2"]);
    for handle in ["in/jane-1", "in/jane-2"] {
        assert_eq!(home.json(&["check", handle])["reason"], "counted_today", "{handle}");
    }
    assert_eq!(home.used("today"), (1, 1));
}
