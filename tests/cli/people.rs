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

#[test]
fn people_are_ranked_by_how_lately_they_were_in_contact() {
    let home = Home::new();
    home.ok(&["log", "Ana Lima", "--at", "2026-11-20"]);
    home.ok(&["log", "Jane Doe", "--inmail", "--at", "2026-11-18"]);
    home.ok(&["log", "Ravi Patel", "--invite", "--at", "2025-12-30"]);
    home.ok(&["reply", "Jane Doe", "--at", "2026-11-21"]);
    home.ok(&["accepted", "Kim Lee", "--at", "2026-11-19"]);
    home.ok(&["people", "block", "Bo Berg"]);
    home.ok(&["people", "link", "Kim Lee", "in/kim-lee"]);
    // A mark, a link and a withdrawal are no contacts.
    let screen = home.ok(&["people"]).out;
    let ranked: Vec<&str> = screen.lines().skip(1).take(5).filter_map(|line| line.split("  ").next()).collect();
    assert_eq!(ranked, ["Jane Doe", "Ana Lima", "Kim Lee", "Ravi Patel", "Bo Berg"], "{screen}");
    // Programs get them in the order of their names.
    assert_eq!(names(&home, &[]), ["Ana Lima", "Bo Berg", "Jane Doe", "Kim Lee", "Ravi Patel"]);
    let document = home.json(&["people"]);
    let of = |row: &serde_json::Value| (row["last_contact"].clone(), row["state"].clone());
    let rows: Vec<_> = document["people"].as_array().unwrap().iter().map(of).collect();
    let contact = |at: &str, kind: &str| json!({"at": format!("{at}T12:00:00+01:00"), "kind": kind});
    assert_eq!(
        rows,
        [
            (contact("2026-11-20", "message"), json!("waiting_for_response")),
            (json!(null), json!("do_not_contact")),
            (contact("2026-11-21", "reply"), json!("conversation_open")),
            (contact("2026-11-19", "accepted"), json!("not_written_to")),
            // Sent on 30 December, the invitation lapsed on 30 June.
            (contact("2025-12-30", "invitation"), json!("lapsed")),
        ]
    );
    assert_eq!(document["total"], 5);
    let expected = "\
name               last  contact     state                      profile
Jane Doe         21 Nov  reply       conversation open
Ana Lima         20 Nov  message     waiting for a response
Kim Lee          19 Nov  accepted    connection, not written to  in/kim-lee
Ravi Patel  30 Dec 2025  invitation  invitation lapsed
Bo Berg                              do not contact
5 people
";
    let squeezed = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let text = home.ok(&["people"]).out;
    assert_eq!(squeezed(&text), squeezed(expected), "{text}");
    // As of an earlier instant, by the contacts until then.
    let screen = home.ok(&["people", "--at", "2026-11-20 13:00"]).out;
    let ranked: Vec<&str> = screen.lines().skip(1).take(2).filter_map(|line| line.split("  ").next()).collect();
    assert_eq!(ranked, ["Ana Lima", "Kim Lee"], "{screen}");
}

#[test]
fn a_state_follows_what_happens() {
    let home = Home::new();
    let state = |args: &[&str]| {
        home.ok(args);
        let people = home.json(&["people", "Jane Doe"]);
        (people["people"][0]["state"].clone(), home.ok(&["people", "Jane Doe"]).out)
    };
    for (args, code, words) in [
        (
            &["log", "Jane Doe", "--invite", "--at", "2026-11-18"] as &[&str],
            json!("invitation_pending"),
            "invitation pending",
        ),
        (&["withdraw", "Jane Doe", "--at", "2026-11-19"], json!("withdrawn"), "invitation withdrawn"),
        (&["accepted", "Jane Doe", "--at", "2026-11-20"], json!("not_written_to"), "connection, not written to"),
        (
            &["log", "Jane Doe", "--inmail", "--at", "2026-11-21"],
            json!("waiting_for_response"),
            "waiting for a response",
        ),
        (&["followups", "close", "Jane Doe"], json!("connection"), "connection\n"),
        (&["log", "Jane Doe"], json!("waiting_for_response"), "waiting for a response"),
        (&["reply", "Jane Doe"], json!("conversation_open"), "conversation open"),
        (&["people", "block", "Jane Doe"], json!("do_not_contact"), "do not contact, conversation open"),
    ] {
        let (shown, text) = state(args);
        assert_eq!(shown, code, "{args:?}");
        assert!(text.contains(words), "{args:?} {text}");
    }
    home.ok(&["log", "Ana Lima", "--inmail"]);
    home.ok(&["reply", "Ana Lima", "--declined"]);
    assert_eq!(home.json(&["people", "Ana Lima"])["people"][0]["state"], "declined");
}

#[test]
fn a_query_takes_the_beginnings_of_words_in_any_order_and_without_accents() {
    let home = Home::new();
    for person in ["Jane Doe", "Zoë Dörfler-Jankowski", "Ravi Patel"] {
        home.ok(&["log", person]);
    }
    home.ok(&["people", "link", "Ravi Patel", "in/jan-at-acme"]);
    for (query, found) in [
        ("jan do", &["Jane Doe", "Zoë Dörfler-Jankowski"] as &[&str]),
        ("do jan", &["Jane Doe", "Zoë Dörfler-Jankowski"]),
        ("jan doe", &["Jane Doe"]),
        ("zoe", &["Zoë Dörfler-Jankowski"]),
        ("acme", &["Ravi Patel"]),
        ("in/jan", &["Ravi Patel"]),
        ("JAN", &["Jane Doe", "Ravi Patel", "Zoë Dörfler-Jankowski"]),
        // "ane" is within a word, and Jane Doe has one word with a D.
        ("ane", &[]),
        ("do do", &[]),
    ] {
        assert_eq!(names(&home, &[query]), found, "{query}");
    }
}

/// A sheet of this many people, the first of whom got the latest message.
fn many(count: usize) -> Home {
    let home = Home::new();
    let row = |number: usize| {
        let (day, minute) = (24 - number / 1440, 1439 - number % 1440);
        format!("Person Number{number},2026-11-{day:02} {:02}:{:02}\n", minute / 60, minute % 60)
    };
    let rows: String = (0..count).map(row).collect();
    home.write("sheet.csv", format!("Name,Sent\n{rows}").as_bytes());
    home.ok(&["import", "sheet.csv", "--map", "person=Name,date=Sent"]);
    home
}

#[test]
fn a_terminal_shows_the_latest_50_of_thousands() {
    let home = many(2000);
    let Some(screen) = home.on_terminal("people", 80, &[]) else { return crate::program::skipped("no `script` here") };
    let people = |screen: &str| screen.lines().filter(|line| line.contains("Person Number")).count();
    assert_eq!(people(&screen), 50, "{screen}");
    assert!(screen.contains("Number0 ") && screen.contains("and 1950 more people: --all"), "{screen}");
    let three = home.on_terminal("people -n 3", 80, &[]).unwrap();
    assert!(people(&three) == 3 && three.contains("and 1997 more people: --all"), "{three}");
    assert_eq!(people(&home.on_terminal("people --all", 80, &[]).unwrap()), 2000);
    // A pipe and a program get everybody, unless they ask for fewer.
    let out = home.ok(&["people"]).out;
    assert!(people(&out) == 2000 && out.ends_with("2000 people\n"));
    assert_eq!(home.json(&["people"])["people"].as_array().unwrap().len(), 2000);
    let few = home.json(&["people", "-n", "2"]);
    assert_eq!((few["people"].as_array().unwrap().len(), &few["total"]), (2, &json!(2000)));
    let found: Vec<&str> = few["people"].as_array().unwrap().iter().filter_map(|row| row["name"].as_str()).collect();
    assert!(found.contains(&"Person Number0") && found.contains(&"Person Number1"), "{found:?}");
    home.refuses(2, &["people", "-n", "0"]);
    home.refuses(2, &["people", "-n", "3", "--all"]);
}

#[test]
fn states_that_do_not_fit_are_brief_and_whole() {
    let home = Home::new();
    let long = "Wolfeschlegelsteinhausenbergerdorff the Very Long Named Person of Somewhere";
    for person in [long, "Jane Doe"] {
        home.ok(&["log", person]);
        home.ok(&["log", person, "--invite"]);
    }
    let out = home.fits(80, &["people"]);
    assert_eq!(out.matches("  waiting, invited\n").count(), 2, "{out}");
    assert!(home.fits(120, &["people"]).contains("  waiting for a response, invitation pending\n"));
}

#[test]
fn each_person_has_one_line_that_is_cut_to_the_screen() {
    let home = Home::new();
    let long = "Maximiliana Featherstonehaugh-Cholmondeley of Leicestershire";
    home.ok(&["log", long]);
    home.ok(&["people", "link", long, "in/maximiliana-featherstonehaugh"]);
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["reply", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel", "--invite"]);
    for columns in [40, 80] {
        let out = home.fits(columns, &["people"]);
        assert_eq!(out.lines().count(), 5, "{out}");
        assert!(out.contains("Maxim") && out.contains('…') && out.contains("Jane Doe"), "{out}");
        // A profile that has no room is left out.
        assert!(!out.contains("in/"), "{out}");
    }
    let narrow = home.fits(40, &["people"]);
    assert!(narrow.contains(" reply ") && narrow.contains(" open\n") && narrow.contains(" waiting\n"), "{narrow}");
    assert!(home.fits(200, &["people"]).contains("in/maximiliana-featherstonehaugh"));
}

#[test]
fn a_list_of_nobody_says_what_to_do() {
    let home = Home::new();
    let empty = "nobody yet\nto record someone you wrote to: inquota log \"NAME\"\nto import your history: inquota import FILE\n";
    for args in [&["people"] as &[&str], &["people", "list"], &["people", "doe"], &["people", "--blocked"]] {
        assert_eq!(home.ok(args).out, empty, "{args:?}");
    }
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(home.ok(&["people", "lima"]).out, "nobody matches lima\nto list everybody: inquota people\n");
    assert_eq!(home.ok(&["people", "--blocked"]).out, "nobody is marked as do not contact\n");
    assert_eq!(home.ok(&["people", "--not-written"]).out, "no connection that you never wrote to\n");
}

#[test]
fn two_long_states_are_whole_on_a_narrow_screen() {
    let home = Home::new();
    home.ok(&["log", "Maximiliana Featherstonehaugh", "--inmail"]);
    home.ok(&["log", "Maximiliana Featherstonehaugh", "--invite"]);
    home.ok(&["people", "block", "Maximiliana Featherstonehaugh"]);
    let screen = home.fits(40, &["people"]);
    // 40 columns less the states (25), the date (6) and two gaps leave 7 for the name: what the contact was is left out.
    assert!(screen.contains("Maximi… 25 Nov blocked, waiting, invited\n"), "{screen}");
    // With one state, there is room for it: 8, 6, 10 and 7, and three gaps, leave 13 for a name.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite"]);
    assert!(home.fits(40, &["people"]).contains("Jane Doe 25 Nov invitation invited\n"));
}
