//! What is typed finds a person without accents and punctuation; somebody new is told from a known person, and what is
//! no name is refused (rules 2.1).

use serde_json::Value;

use crate::log_several::with_input;
use crate::program::{Home, codes};

/// The person whom a message is recorded for, and whether they are new.
fn logged(home: &Home, person: &str) -> (String, bool) {
    let document = home.json(&["log", person]);
    let name = document["recorded"][0]["person"].as_str().unwrap().to_owned();
    (name, document["new_person"].as_bool().unwrap())
}

/// The hint of an error.
fn hint(error: &Value) -> &str {
    error["hint"].as_str().unwrap()
}

/// The only caution of a document about a name that is like a known one.
fn similar(document: &Value) -> String {
    let cautions = document["cautions"].as_array().unwrap();
    let of = |caution: &&Value| caution["code"] == "similar_name";
    let found: Vec<&Value> = cautions.iter().filter(of).collect();
    assert_eq!(found.len(), 1, "{document}");
    found[0]["message"].as_str().unwrap().to_owned()
}

#[test]
fn accents_and_punctuation_may_be_left_out() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "none", "--monthly", "none"]);
    for (name, typed) in [
        ("Zoë", "zoe"),
        ("José García", "Jose Garcia"),
        ("Łukasz Żak", "lukasz zak"),
        ("Søren Åberg", "soren aberg"),
        ("Conan O'Neill", "oneill"),
        ("Maeve O’Brien", "maeve o brien"),
        ("Jean-Luc Picard", "jeanluc"),
        ("Anne-Marie Curie", "anne marie c"),
        ("Jürgen Weiß", "jurgen weiss"),
        ("Işıl Yıldız", "isil yildiz"),
        ("İlker Şahin", "ilker sahin"),
        ("Nguyễn Văn Đức", "nguyen duc"),
        ("J.R.R. Tolkien", "jrr tolkien"),
        ("Семён Йовков", "Семен Иовков"),
        ("أحمد علي", "احمد علي"),
        ("李 小龍", "李"),
        ("Σπύρος Λούης", "ΣΠΥΡΟΣ"),
        ("김 민수", "민수"),
        ("が ぎ", "が"),
        ("Rene\u{301} Roux", "Ren\u{e9}"),
    ] {
        assert_eq!(logged(&home, name), (name.to_owned(), true), "{name}");
        assert_eq!(logged(&home, typed), (name.to_owned(), false), "{typed}");
        let document = home.json(&["check", typed]);
        assert_eq!((&document["person"], &document["reason"]), (&name.into(), &"counted_today".into()), "{typed}");
    }
    // Every command finds the same person, and names them in full.
    assert!(home.ok(&["reply", "jose garcia"]).out.contains("José García responded"));
    assert_eq!(home.history(&["lukasz"])[0]["person"], "Łukasz Żak");
    assert!(home.ok(&["followups", "done", "zoe"]).out.contains("Zoë"));
    assert!(home.ok(&["people", "link", "oneill", "in/conan"]).out.contains("Conan O'Neill is in/conan"));
    assert_eq!(home.json(&["people", "aberg"])["people"][0]["name"], "Søren Åberg");
    // Other letters are other people.
    for other in ["か", "Иван", "Ivan", "임 민수"] {
        assert!(logged(&home, other).1, "{other}");
    }
}

#[test]
fn two_people_who_differ_by_an_accent_are_an_error_that_lists_them() {
    let home = Home::new();
    home.ok(&["log", "Zoë Adams", "Zoé Brown"]);
    let message = home.refuses(2, &["log", "zoe"])["message"].as_str().unwrap().to_owned();
    assert!(message.contains("Zoë Adams") && message.contains("Zoé Brown"), "{message}");
    home.refuses(2, &["check", "zoe"]);
    home.refuses(2, &["history", "zoe"]);
    assert_eq!(logged(&home, "zoe b"), ("Zoé Brown".to_owned(), false));
    // What is written as it is precedes what differs by an accent.
    home.ok(&["log", "Zoe Clark"]);
    assert_eq!(logged(&home, "zoe"), ("Zoe Clark".to_owned(), false));
    // The whole name precedes a short form.
    home.ok(&["log", "Zoë Adams-Lee"]);
    assert_eq!(logged(&home, "zoe adams"), ("Zoë Adams".to_owned(), false));
}

#[test]
fn one_command_does_not_make_two_people_of_one() {
    let home = Home::new();
    for args in [["Zoë Smith", "zoe smith"], ["Jane Doe", "jane"], ["Jean-Luc", "jean luc"]] {
        let error = home.refuses(2, &["log", args[0], args[1]]);
        assert_eq!(error["code"], "named_twice", "{error}");
    }
    let document = home.json(&["log", "Ana", "Ana Lima"]);
    assert!(
        similar(&document).starts_with("Ana Lima: recorded as a new person, but very similar to Ana;"),
        "{document}"
    );
}

#[test]
fn somebody_known_by_a_handle_is_found_by_its_words_and_shown_by_it() {
    let home = Home::new();
    home.ok(&["log", "in/ada-lovelace"]);
    for typed in ["ada", "Ada Lovelace", "lovelace a", "ada-lovelace"] {
        assert_eq!(home.json(&["check", typed])["person"], "in/ada-lovelace", "{typed}");
    }
    assert!(home.ok(&["followups", "done", "ada"]).out.contains("in/ada-lovelace"));
    let row = home.ok(&["people"]).out.lines().nth(1).unwrap().to_owned();
    assert!(row.starts_with("in/ada-lovelace ") && row.ends_with(" in/ada-lovelace"), "{row}");
    // With a name, only the name and the handle as a whole find them.
    home.ok(&["people", "rename", "ada", "Countess King"]);
    assert_eq!(home.json(&["check", "ada"])["person"], "ada");
}

#[test]
fn an_error_of_people_names_the_command_that_was_meant() {
    let home = Home::new();
    home.ok(&["log", "in/ada-lovelace", "in/al-77", "Jane Doe"]);
    let rename = "inquota people rename \"in/ada-lovelace\" \"Ada Lovelace\"";
    let rename_77 = "inquota people rename \"in/al-77\" \"Grace Hopper\"";
    for (args, meant) in [
        (["link", "Ada Lovelace", "in/ada-lovelace"], rename),
        (["merge", "in/ada-lovelace", "Ada Lovelace"], rename),
        (["merge", "Ada Lovelace", "in/ada-lovelace"], rename),
        (["rename", "Ada Lovelace", "in/ada-lovelace"], rename),
        (["link", "Grace Hopper", "in/al-77"], rename_77),
        (["merge", "Grace Hopper", "in/al-77"], rename_77),
        (["merge", "in/al-77", "Grace Hopper"], rename_77),
        (["rename", "Grace Hopper", "in/al-77"], rename_77),
        (["rename", "Jane Doe", "in/jane-doe"], "inquota people link \"Jane Doe\" \"in/jane-doe\""),
        (["merge", "Jane Doe", "in/jane-doe"], "inquota people link \"Jane Doe\" \"in/jane-doe\""),
        (["rename", "Jane Doe", "in/al-77"], "inquota people merge \"Jane Doe\" \"in/al-77\""),
        (["link", "Jane Doe", "in/al-77"], "inquota people merge \"Jane Doe\" \"in/al-77\""),
        (["rename", "Jane Roe", "Jane Doe"], "inquota people rename \"Jane Doe\" \"Jane Roe\""),
    ] {
        let error = home.refuses(2, &[&["people"], &args[..]].concat());
        assert!(hint(&error).ends_with(meant), "{args:?}: {error}");
    }
    // The hint is a command that works.
    home.ok(&["people", "rename", "in/al-77", "Grace Hopper"]);
    assert_eq!(home.json(&["check", "grace"])["person"], "Grace Hopper");
}

#[test]
fn somebody_new_who_is_like_a_known_person_gets_a_hint() {
    for (known, new, merge) in [
        ("ana", "Ana Lima", "\"Ana Lima\" \"ana\""),
        ("Jane Doe", "Jane Doe (Acme)", "\"Jane Doe (Acme)\" \"Jane Doe\""),
        ("Jane Doe", "Jnae", "\"Jane Doe\" \"Jnae\""),
        ("Jane Doe", "Jane Deo", "\"Jane Doe\" \"Jane Deo\""),
        ("José García", "Jose Garcai", "\"José García\" \"Jose Garcai\""),
        ("Ana Lima", "in/ana-lima", "\"Ana Lima\" \"in/ana-lima\""),
        ("in/ana", "Ana Lima", "\"Ana Lima\" \"in/ana\""),
    ] {
        for command in ["log", "reply", "accepted"] {
            let home = Home::new();
            home.ok(&["log", known]);
            let document = home.json(&[command, new]);
            assert_eq!(document["new_person"], true, "{new}");
            let message = similar(&document);
            assert!(
                message.starts_with(&format!("recorded as a new person, but very similar to {known};")),
                "{message}"
            );
            assert!(message.ends_with(&format!("inquota people merge {merge}")), "{message}");
            home.ok(&["undo"]);
            let run = home.ok(&[command, new]);
            assert!(run.out.contains("(new)") && run.err.contains(&message), "{run:?}");
        }
    }
    let home = Home::new();
    home.ok(&["log", "Jane", "Jane Roe"]);
    // The nearest is named: Jane Roe has one word fewer, Jane two.
    assert!(similar(&home.json(&["log", "Jane Roe (Acme)"])).contains("similar to Jane Roe;"));
    for new in ["Ravi Patel", "in/jane-2", "Max Moe"] {
        home.ok(&["log", "in/jane-1", "-q"]);
        let document = home.json(&["log", new, "--new"]);
        assert_eq!(codes(&document), Vec::<String>::new(), "{new}");
    }
}

#[test]
fn a_reply_of_somebody_never_written_to_says_so() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel", "--inmail"]);
    home.ok(&["log", "Ana Lima", "--invite"]);
    for person in ["Jane Doe", "Ravi Patel", "Ana Lima"] {
        assert_eq!(codes(&home.json(&["reply", person])), Vec::<String>::new(), "{person}");
    }
    assert_eq!(codes(&home.json(&["reply", "Max Moe"])), ["never_written_to"]);
    // Known by then, but nothing was sent before.
    assert_eq!(codes(&home.json(&["reply", "Max Moe"])), ["never_written_to"]);
    assert_eq!(codes(&home.json(&["reply", "Jane Doe", "--at", "yesterday"])), ["never_written_to"]);
    assert!(home.ok(&["reply", "Eva Roe"]).err.contains("they wrote first"));
    home.ok(&["log", "Eva Roe"]);
    assert_eq!(codes(&home.json(&["reply", "Eva Roe"])), Vec::<String>::new());
}

#[test]
fn what_is_plainly_no_name_is_refused() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    for (text, meant) in [
        ("yesterday", "--at yesterday"),
        ("Today", "--at Today"),
        ("18:30", "--at 18:30"),
        ("2026-11-24", "--at 2026-11-24"),
        ("3 days ago", "--at \"3 days ago\""),
        ("2h", "--at \"2h ago\""),
        ("last week", "--at DATE"),
        ("24.11.2026", "--at DATE"),
        ("1", "-n N"),
        ("#2", "-n N"),
        ("bob.jones@example.com", "\"Bob Jones\""),
        ("Bob <bob@example.com>", "\"Bob\""),
        ("friday", "--at friday"),
        ("May", "--at DATE"),
        ("status", "inquota status"),
    ] {
        for args in [
            &["log", text] as &[&str],
            &["log", "Bob Jones", text],
            &["log", text, "--inmail", "--guard"],
            &["reply", text],
            &["accepted", text],
            &["check", text],
            &["history", text],
            &["edit", "1", "--person", text],
            &["people", "link", text, "in/x"],
        ] {
            let error = home.refuses(2, args);
            assert_eq!(error["code"], "not_a_name", "{args:?}: {error}");
            assert!(hint(&error).contains(meant), "{args:?}: {error}");
        }
    }
    for args in [
        &["log", "Bob", "Jones", "yesterday"] as &[&str],
        &["log", "Bob", "3", "days", "ago"],
        &["log", "Bob Jones", "yesterday", "18:30"],
        &["log", "Bob Jones", "last", "week"],
        &["log", "reply", "jane"],
        &["people", "rename", "Jane Doe", "yesterday"],
    ] {
        assert_eq!(home.refuses(2, args)["code"], "not_a_name", "{args:?}");
    }
    assert_eq!(hint(&home.refuses(2, &["log", "Bob", "3", "days", "ago"])), "if you meant when: --at \"3 days ago\"");
    assert_eq!(home.refuses(2, &["log", "Bob", "Jones"])["code"], "unquoted_name");
}

#[test]
fn a_date_behind_a_name_is_no_part_of_it() {
    let home = Home::new();
    home.ok(&["log", "Bob Jones", "--invite"]);
    for command in ["reply", "accepted", "withdraw", "check", "history"] {
        let error = home.refuses(2, &[command, "Bob Jones", "yesterday"]);
        assert_eq!(hint(&error), "if you meant when: --at yesterday", "{command}");
    }
    for (name, when) in [
        ("Bob Jones yesterday", "--at yesterday"),
        ("Bob Jones 2026-10-01", "--at 2026-10-01"),
        ("bob 3 days ago", "--at \"3 days ago\""),
    ] {
        let error = home.refuses(2, &["log", name]);
        assert!(hint(&error).contains(when), "{name}: {error}");
    }
    assert!(home.json(&["log", "Ann Today", "--new"])["new_person"].as_bool().unwrap());
    // Dates that --at refuses, too.
    for text in ["9/3", "2026-10"] {
        assert!(hint(&home.refuses(2, &["check", text])).starts_with("if you meant when: --at DATE"), "{text}");
    }
}

#[test]
fn a_name_that_is_also_a_date_or_a_command_stays_possible() {
    let home = Home::new();
    for name in ["May", "June", "April", "Friday", "status"] {
        let error = home.refuses(2, &["log", name]);
        assert!(hint(&error).ends_with(&format!("; if somebody is called {name}, add --new")), "{error}");
        assert!(home.json(&["log", name, "--new"])["new_person"].as_bool().unwrap());
        // Known from then on.
        assert_eq!(logged(&home, &name.to_lowercase()), (name.to_owned(), false));
        assert_eq!(home.json(&["check", name])["reason"], "counted_today");
        assert_eq!(home.json(&["reply", name])["new_person"], false);
    }
    for name in ["Mai", "Jan", "April Day", "June May", "Sun Li"] {
        assert!(logged(&home, name).1, "{name}");
    }
    home.ok(&["log", "Sunday Okon"]);
    assert_eq!(logged(&home, "sunday"), ("Sunday Okon".to_owned(), false));
    // Nobody is called so.
    for text in ["yesterday", "18:30", "3", "bob@example.com"] {
        assert_eq!(home.refuses(2, &["log", text, "--new"])["code"], "not_a_name", "{text}");
    }
}

#[test]
fn somebody_recorded_as_a_date_before_can_be_put_right() {
    let home = Home::new();
    let account = r#"{"created":"2026-11-01T08:00:00Z","zone":"Europe/Berlin"}"#;
    let record = r#"{"id":1,"at":"2026-11-24T08:00:00Z","recorded":"2026-11-24T08:00:00Z","kind":"message","who":1,"person":"yesterday"}"#;
    home.put(
        format!("{{\"format\":\"inquota\",\"version\":1,\"account\":{account},\"records\":[\n{record}\n]}}\n")
            .as_bytes(),
    );
    assert_eq!(home.history(&["yesterday"]).len(), 1);
    home.ok(&["people", "rename", "yesterday", "Bob Jones"]);
    assert_eq!(home.json(&["check", "bob"])["person"], "Bob Jones");
}

#[test]
fn nobody_on_a_line_of_standard_input_is_a_date() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let before = home.bytes();
    let run = with_input(&home, &["log", "-", "--json"], b"Bob Jones\nyesterday\n");
    assert!(run.code == 2 && run.err.contains("not_a_name"), "{run:?}");
    assert_eq!(home.bytes(), before);
}
