//! `log` of several people, of names from standard input, and without a name.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::{Value, json};

use crate::program::{Home, Run, codes, counted, skipped};

/// The people of all records, the oldest record first.
fn people(home: &Home) -> Vec<String> {
    home.history(&[]).iter().rev().map(|record| record["person"].as_str().unwrap().to_owned()).collect()
}

/// Runs the program with this standard input.
pub(crate) fn with_input(home: &Home, args: &[&str], input: &[u8]) -> Run {
    let mut child =
        home.command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The write fails if the program refuses before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output: Output = child.wait_with_output().unwrap();
    Run::from(output)
}

#[test]
fn several_people_are_recorded_in_the_order_given_with_the_cost_of_each() {
    // Jane got a message today: another costs nothing. The two others use a day slot and a month slot each; `free` has
    // 15 a day and 30 a month.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "08:00"]);
    let document = home.json(&["log", "Jane Doe", "Ravi Patel", "Ana Lima", "--tag", "spring", "--note", "x"]);
    let recorded = document["recorded"].as_array().unwrap();
    let row = |row: &Value| (row["person"].as_str().unwrap().to_owned(), counted(row), row["new_person"] == true);
    assert_eq!(
        recorded.iter().map(row).collect::<Vec<_>>(),
        [
            ("Jane Doe".to_owned(), String::new(), false),
            ("Ravi Patel".to_owned(), "day_slot month_slot".to_owned(), true),
            ("Ana Lima".to_owned(), "day_slot month_slot".to_owned(), true),
        ]
    );
    // `counted` is what at least one of them counted as; `cost` is the sum.
    assert_eq!(counted(&document), "day_slot month_slot");
    assert_eq!(document["cost"], json!({"day_slots":2,"month_slots":2,"credits":0}));
    assert_eq!(document["new_person"], true);
    assert_eq!(home.used("2026-11-25"), (3, 3));
    let records = home.history(&["--tag", "spring"]);
    assert_eq!(records.len(), 3);
    assert_eq!(records[0]["note"], "x");
    let text = home.ok(&["log", "Max Roe", "Ravi Patel"]).out;
    for line in [
        "recorded: 2 messages, Wed 25 Nov 2026, 09:00\n",
        "Max Roe (new): 1 daily and 1 monthly slot\n",
        "Ravi Patel: nothing: they already counted that day\n",
        "11 of 15 slots left today, 26 of 30 this month\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn undo_takes_back_all_and_undo_of_an_id_takes_back_one() {
    let home = Home::new();
    home.ok(&["log", "Eva Moe", "--inmail"]);
    home.ok(&["log", "Jane Doe", "Ravi Patel", "--inmail"]);
    assert_eq!(home.balance(), 2);
    home.ok(&["undo"]);
    assert_eq!(home.balance(), 4);
    home.ok(&["redo"]);
    assert_eq!(home.balance(), 2);
    let ravi = home.history(&["Ravi Patel"])[0]["id"].as_str().unwrap().to_owned();
    home.ok(&["undo", &ravi]);
    assert_eq!(home.balance(), 3);
    // Undo takes back the rest of the step.
    home.ok(&["undo"]);
    assert_eq!(home.balance(), 4);
    home.ok(&["undo"]);
    assert_eq!(home.balance(), 5);
}

#[test]
fn one_bad_name_stops_all_of_them() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Jane Roe"]);
    for (code, args) in [
        ("ambiguous_person", &["log", "Ravi Patel", "Jane"] as &[&str]),
        ("bad_person", &["log", "Ravi Patel", "  "]),
        ("named_twice", &["log", "Jane Doe", "Ravi Patel", "jane doe"]),
        ("named_twice", &["log", "Ravi Patel", "ravi  PATEL"]),
        ("person_exists", &["log", "Ravi Patel", "Jane Doe", "--new"]),
        ("in_future", &["log", "Ravi Patel", "Ana Lima", "--at", "2026-11-26"]),
    ] {
        assert_eq!(home.refuses(2, args)["code"], code, "{args:?}");
    }
    let many: Vec<String> = (0..1001).map(|number| format!("Person {number}")).collect();
    let many: Vec<&str> = std::iter::once("log").chain(many.iter().map(String::as_str)).collect();
    assert_eq!(home.refuses(2, &many)["code"], "too_long");
}

#[test]
fn the_guard_checks_each_person_after_those_before() {
    // There is room for two more people today. Jane, already counted, needs none.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "3"]);
    home.ok(&["log", "Jane Doe"]);
    let before = home.bytes();
    let refused = home.document(1, &["log", "Ravi Patel", "Jane Doe", "Ana Lima", "Max Roe", "--guard"]);
    assert_eq!((&refused["person"], &refused["reason"]), (&json!("Max Roe"), &json!("daily_limit")));
    assert_eq!(refused["recorded"], json!([]));
    let text = home.exits(1, &["log", "Ravi Patel", "Jane Doe", "Ana Lima", "Max Roe", "--guard"]).out;
    assert!(text.contains("check said yes to 3 people before Max Roe"), "{text}");
    assert_eq!(home.bytes(), before);
    home.ok(&["log", "Ravi Patel", "Jane Doe", "Ana Lima", "--guard"]);
    // Without the guard all are recorded, and a caution names the person who is over the limit.
    let document = home.json(&["log", "Max Roe", "Jane Doe"]);
    assert_eq!(
        (counted(&document), codes(&document)),
        ("day_slot month_slot over_limit".into(), vec!["over_limit".into()])
    );
    assert!(document["cautions"][0]["message"].as_str().unwrap().starts_with("Max Roe: over "), "{document}");
}

#[test]
fn credits_are_spent_in_the_order_given() {
    // 5 credits: there is none for the sixth InMail.
    let home = Home::new();
    let document = home.json(&["log", "A A", "B B", "C C", "D D", "E E", "F F", "--inmail"]);
    let costs: Vec<String> = document["recorded"].as_array().unwrap().iter().map(counted).collect();
    assert_eq!(costs, ["credit", "credit", "credit", "credit", "credit", "uncovered"]);
    assert_eq!((counted(&document).as_str(), &document["cost"]["credits"]), ("credit uncovered", &json!(5)));
}

#[test]
fn a_name_without_quotes_is_not_taken_for_two_people() {
    let home = Home::new();
    for args in [
        &["log", "Jane", "Doe"] as &[&str],
        &["log", "Jane", "van", "Doe", "--new"],
        &["log", "Ana Lima", "Jane", "Doe"],
    ] {
        let error = home.refuses(2, args);
        assert_eq!(error["code"], "unquoted_name", "{args:?}");
        assert!(error["hint"].as_str().unwrap().contains("quotes: \"Jane"), "{error}");
    }
    home.ok(&["log", "Jane Doe", "Ravi Patel"]);
    // Refused: each word is short for the same person. Recorded: each is short for another. Refused: one is nobody's
    // name.
    assert_eq!(home.refuses(2, &["log", "Jane", "Doe"])["code"], "unquoted_name");
    home.ok(&["log", "jane", "ravi"]);
    assert_eq!(home.refuses(2, &["log", "jane", "ravi", "prince"])["code"], "unquoted_name");
    // A single word is a person next to full names and on a line of its own.
    home.ok(&["log", "Ana Lima", "Prince"]);
    assert_eq!(with_input(&home, &["log", "-"], b"Madonna\nCher\n").code, 0);
    let all = people(&home);
    assert_eq!(all[all.len() - 4..], ["Ana Lima", "Prince", "Madonna", "Cher"]);
}

#[test]
fn names_come_from_standard_input() {
    let home = Home::new();
    let run = with_input(
        &home,
        &["log", "-", "--invite", "--json"],
        "\u{feff}# friends\r\nJane Doe\r\n\r\n  in/ravi-patel \n李小龙".as_bytes(),
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.json()["recorded"].as_array().unwrap().len(), 3);
    assert_eq!(people(&home), ["Jane Doe", "in/ravi-patel", "李小龙"]);
    // The dash is replaced by the names it reads.
    assert_eq!(with_input(&home, &["log", "Ana Lima", "-", "Max Roe"], b"Eva Moe").code, 0);
    assert_eq!(people(&home)[3..], ["Ana Lima", "Eva Moe", "Max Roe"]);
}

#[test]
fn bad_standard_input_is_refused_as_a_whole() {
    let home = Home::new();
    let long = vec![b'a'; 300];
    let endless = b"Jane Doe\n".repeat(200_000);
    for input in [b"" as &[u8], b"\n#\n", b"Jane Doe\n\xff\n", &long, b"Jane Doe\nJane Doe\n", &endless] {
        let run = with_input(&home, &["log", "-"], input);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.starts_with("error: ") && run.out.is_empty(), "{}", run.err);
    }
    let run = with_input(&home, &["log", "-"], b"\x1b[31mJane\x07 Doe\n");
    assert!(!run.all().contains(['\u{1b}', '\u{7}']), "{}", run.all());
    assert!(people(&home).len() <= 1);
}

#[test]
fn without_a_terminal_a_missing_name_is_an_error() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let error = home.refuses(2, &["log"]);
    assert!(error["message"].as_str().unwrap().contains("inquota log needs a person"), "{error}");
    assert!(error["hint"].as_str().unwrap().contains("log \"Jane Doe\""), "{error}");
    home.refuses(2, &["log", "--inmail"]);
}

/// Types keys into `inquota log` on a terminal made by `script`; gives the screen, or `None` if there is no `script`.
fn on_a_terminal(home: &Home, keys: &[&str]) -> Option<String> {
    home.on_terminal("log", 80, keys)
}

#[test]
fn a_terminal_offers_people_who_are_due_and_recent_ones() {
    // Ravi got a message 15 days ago and did not answer: he is due and comes first. Ana got one yesterday; Jane
    // answered.
    let home = Home::new();
    home.ok(&["log", "Ravi Patel", "--at", "2026-11-10"]);
    home.ok(&["log", "Jane Doe", "--at", "2026-11-11"]);
    home.ok(&["reply", "Jane Doe", "--at", "2026-11-12"]);
    home.ok(&["log", "Ana Lima", "--at", "yesterday"]);
    let Some(screen) = on_a_terminal(&home, &["\r"]) else {
        skipped("there is no `script` on this machine");
        return;
    };
    let place = |what: &str| screen.find(what).unwrap_or_else(|| panic!("no {what} in {screen}"));
    assert!(place("Ravi Patel  (due: silent for 15 days)") < place("Ana Lima  (Tue 24 Nov 2026)"), "{screen}");
    assert!(place("Ana Lima") < place("Jane Doe") && place("Jane Doe") < place("someone else"), "{screen}");
    assert!(screen.contains("recorded: message to Ravi Patel"), "{screen}");
    assert_eq!(people(&home).last().unwrap(), "Ravi Patel");
    // Letters narrow the list; escape records nothing.
    assert!(on_a_terminal(&home, &["jane", "\r"]).unwrap().contains("recorded: message to Jane Doe"));
    let before = home.bytes();
    assert!(on_a_terminal(&home, &["\u{1b}"]).unwrap().contains("nothing was recorded"));
    assert_eq!(home.bytes(), before);
}

#[test]
fn a_terminal_asks_for_a_name_if_the_ledger_is_empty() {
    let home = Home::new();
    let Some(screen) = on_a_terminal(&home, &["Jane Doe\r"]) else {
        skipped("there is no `script` on this machine");
        return;
    };
    assert!(screen.contains("recorded: message to Jane Doe (new)"), "{screen}");
}

/// A name that nobody in the list has is recorded at once.
#[test]
fn a_terminal_records_a_new_name_that_is_typed() {
    let home = Home::new();
    home.ok(&["log", "Ravi Patel", "Jane Doe"]);
    let Some(screen) = on_a_terminal(&home, &["Max Roe", "\r"]) else {
        skipped("there is no `script` on this machine");
        return;
    };
    assert!(screen.contains("someone else: Max Roe"), "{screen}");
    assert!(screen.contains("recorded: message to Max Roe (new)"), "{screen}");
    // The last item of the list, without a name, asks for one.
    let screen = on_a_terminal(&home, &["\u{1b}[A", "\r", "Eva Moe\r"]).unwrap();
    assert!(screen.contains("recorded: message to Eva Moe (new)"), "{screen}");
    assert!(on_a_terminal(&home, &["-", "\r"]).unwrap().contains("- is not a name"));
}

#[test]
fn the_question_on_a_terminal_names_what_was_sent() {
    let home = Home::new();
    home.ok(&["log", "Ravi Patel"]);
    for (command, question) in [
        ("log", "Whom did you write to?"),
        ("log --inmail", "To whom did you send an InMail?"),
        ("log --invite", "Whom did you invite?"),
    ] {
        let Some(screen) = home.on_terminal(command, 80, &["\u{1b}"]) else {
            skipped("there is no `script` on this machine");
            return;
        };
        assert!(screen.contains(question), "{command}: {screen}");
    }
}

/// Only the text after the last clearing of the screen is left of the question.
#[test]
fn a_cancelled_question_leaves_nothing_on_the_screen() {
    let home = Home::new();
    home.ok(&["log", "Ravi Patel", "Jane Doe"]);
    let before = home.bytes();
    for keys in [&["\u{3}"] as &[&str], &["\u{1b}[A", "\r", "\u{3}"]] {
        let Some(screen) = on_a_terminal(&home, keys) else {
            skipped("there is no `script` on this machine");
            return;
        };
        let left = screen.rsplit("\u{1b}8\u{1b}[J").next().unwrap();
        assert_eq!(left.trim(), "nothing was recorded", "{screen:?}");
    }
    assert_eq!(home.bytes(), before);
}

#[test]
fn a_narrow_terminal_shortens_the_list_between_words() {
    // 36 of the 40 columns are left after the mark: the name fits, but the reason after it does not.
    let home = Home::new();
    home.ok(&["log", "Bartholomew Featherstonehaugh-Smythe", "Maximilian Featherstone", "--at", "2026-11-10"]);
    let Some(screen) = home.on_terminal("log", 40, &["\r"]) else {
        skipped("there is no `script` on this machine");
        return;
    };
    assert!(screen.contains("Bartholomew Featherstonehaugh-Smythe\r"), "{screen:?}");
    assert!(screen.contains("Maximilian Featherstone  (due)\r"), "{screen:?}");
    assert!(!screen.contains("silent"), "{screen:?}");
}

#[test]
fn a_person_named_twice_is_reported_with_both_places() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let run = with_input(&home, &["log", "-"], b"# friends\nJane Doe\n\nRavi Patel\njane doe\n");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("Jane Doe is named twice: on the lines 2 and 5 of standard input"), "{}", run.err);
    let run = with_input(&home, &["log", "Ana Lima", "-"], b"Max Roe\nANA LIMA\n");
    assert!(
        run.err.contains("ANA LIMA is named twice: as \"Ana Lima\" and on line 2 of standard input"),
        "{}",
        run.err
    );
    let error = home.refuses(2, &["log", "Jane Doe", "Ravi Patel", "jane"]);
    assert_eq!(error["message"], "Jane Doe is named twice: as \"Jane Doe\" and as \"jane\"");
}

/// Only `log` and `withdraw` read standard input, and only once.
#[test]
fn a_dash_is_not_a_name() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Jo Smith-Lee"]);
    for args in [
        &["reply", "-"] as &[&str],
        &["reply", " - "],
        &["accepted", "-"],
        &["check", "-"],
        &["history", "-"],
        &["followups", "done", "-"],
        &["followups", "snooze", "-", "3"],
        &["followups", "close", "-"],
        &["people", "link", "-", "in/jane-doe"],
        &["people", "rename", "-", "Jane Roe"],
        &["people", "rename", "Jane Doe", "-"],
        &["people", "merge", "-", "Jane Doe"],
        &["people", "merge", "Jane Doe", "-"],
        &["edit", "1", "--person", "-"],
    ] {
        let error = home.refuses(2, args);
        assert_eq!(error["code"], "bad_person", "{args:?}");
        assert!(error["hint"].as_str().unwrap().contains("inquota log -"), "{args:?}: {error}");
    }
    let run = with_input(&home, &["log", "-", "-"], b"Max Roe\n");
    assert_eq!((run.code, people(&home).len()), (2, 2), "{}", run.err);
    assert_eq!(with_input(&home, &["log", "-"], b"Max Roe\n-\n").code, 2);
    // A search may contain a dash.
    assert!(home.ok(&["people", "-"]).out.contains("Jo Smith-Lee"));
}

#[test]
fn a_list_of_names_in_one_argument_is_recorded_with_a_caution() {
    let home = Home::new();
    let document = home.json(&["log", "Jane Doe, Ravi Patel"]);
    assert_eq!(codes(&document), ["several_names"]);
    assert_eq!(people(&home), ["Jane Doe, Ravi Patel"]);
    // The second time the person is known, and there is no caution.
    assert_eq!(codes(&home.json(&["log", "Jane Doe, Ravi Patel"])), Vec::<String>::new());
    assert_eq!(codes(&home.json(&["reply", "Ana Lima, Max Roe"])), ["several_names", "never_written_to"]);
    assert_eq!(codes(&home.json(&["accepted", "Ana Lima; Eva Moe"])), ["several_names"]);
    assert_eq!(codes(&home.json(&["edit", "1", "--person", "Sam Poe, Tim Coe"])), ["several_names"]);
    for one in ["Roe, Richard", "Mary Major, PhD", "Mark Minor, Ph. D."] {
        assert_eq!(codes(&home.json(&["log", one])), Vec::<String>::new(), "{one}");
    }
    let run = home.ok(&["log", "John Stiles, Tom Noakes"]);
    assert!(run.err.contains("warning: recorded John Stiles, Tom Noakes as one person"), "{}", run.err);
}
