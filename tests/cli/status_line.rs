//! `status --line`: one line for shell prompts and status bars.

use std::fs;

use serde_json::json;

use crate::program::{Home, assert_holds};

/// The line in this format.
fn line(home: &Home, format: &str) -> String {
    let text = home.ok(&["status", "--line", format]).out;
    text.strip_suffix('\n').unwrap().to_owned()
}

#[test]
fn without_a_ledger_there_is_a_line_and_nothing_is_written() {
    let home = Home::new();
    let run = home.ok(&["status", "--line"]);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("InMail 5 · day 15 · month 30 · week 100\n", ""));
    assert!(home.bytes().is_none());
}

#[test]
fn every_name_is_replaced_by_its_value() {
    let home = Home::new();
    // 12 of the day's 15 people are 80 %, near; the month has 12 of 30, the notes 1 of 5.
    for number in 1..=12 {
        home.ok(&["log", &format!("Person {number}"), "--new"]);
    }
    home.ok(&["log", "Jane Doe", "--invite", "--with-note"]);
    home.ok(&["log", "Ravi Patel", "--inmail"]);
    home.ok(&["credits", "buy", "2", "--expires", "2026-12-09"]);
    for (format, expected) in [
        ("{credits}", "6"),
        ("{grant}/{expiry}", "5 on 1 Dec/2 on 9 Dec"),
        ("{day} {day_used} {day_limit}", "3 12 15"),
        ("{month} {month_used} {month_limit}", "18 12 30"),
        ("{week} {week_used} {week_limit}", "99 1 100"),
        ("{notes} {notes_used} {notes_limit}", "4 1 5"),
        ("{plan} {state}", "free near"),
        ("{{{credits}}} {{}}", "{6} {}"),
        ("日本 {credits}", "日本 6"),
        ("", ""),
    ] {
        assert_eq!(line(&home, format), expected, "{format}");
    }
}

#[test]
fn a_missing_limit_is_an_infinity_sign_and_a_missing_date_is_none() {
    let home = Home::new();
    home.ok(&["plan", "set", "basic", "--invitations", "none"]);
    assert_eq!(line(&home, "{day} {month_limit} {week} {grant} {expiry} {state}"), "∞ ∞ ∞ none none fine");
}

#[test]
fn the_state_is_the_one_of_the_fullest_window() {
    let state = |daily: &str| {
        let home = Home::new();
        home.ok(&["plan", "set", "free", "--daily", daily]);
        home.ok(&["log", "Jane Doe"]);
        home.ok(&["log", "Ravi Patel"]);
        line(&home, "{state}")
    };
    assert_eq!([state("10"), state("2"), state("1")], ["fine", "full", "over"]);
}

#[test]
fn an_unknown_name_is_refused_with_the_known_ones_as_a_hint() {
    let home = Home::new();
    for format in ["{dya}", "{}", "{ credits}", "{credits", "credits}", "{CREDITS}"] {
        let error = home.refuses(2, &["status", "--line", format]);
        assert_eq!(error["code"], "bad_format", "{format}");
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.contains("{credits}") && hint.contains("{week_limit}") && hint.contains("{{"), "{hint}");
    }
    home.refuses(2, &["status", "--line", &"x".repeat(1001)]);
}

#[test]
fn it_is_always_one_line_without_control_characters() {
    let home = Home::new();
    let run = home.ok(&["status", "--line", "a\nb\u{1b}[31m\tc\u{7}\u{202e}\r{credits}"]);
    assert_eq!(run.out.lines().count(), 1);
    assert!(run.out.trim_end_matches('\n').chars().all(|c| !c.is_control() && c != '\u{202e}'), "{:?}", run.out);
    // It is not folded on a narrow screen.
    let run = home.run_with(&[("COLUMNS", "20")], &["status", "--line"]);
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn only_the_color_option_turns_colours_on() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1"]);
    home.ok(&["log", "Jane Doe"]);
    let forced = home.run_with(&[("CLICOLOR_FORCE", "1")], &["status", "--line"]);
    assert!(!forced.out.contains('\u{1b}'));
    let coloured = home.ok(&["status", "--line", "{day} {credits}", "--color", "always"]).out;
    assert_eq!(coloured, "\u{1b}[1m\u{1b}[31m0\u{1b}[0m \u{1b}[32m5\u{1b}[0m\n");
}

#[test]
fn a_status_bar_gets_a_json_document() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1"]);
    home.ok(&["log", "Jane Doe"]);
    let document = home.ok(&["status", "--line", "--json", "--color", "always"]).json();
    assert_holds(
        &document,
        &json!({"schema":1,"text":"InMail 5 · day 0 · month 29 · week 100","class":"full","percentage":100}),
    );
    let tooltip = document["tooltip"].as_str().unwrap();
    assert!(tooltip.starts_with("Plan free\n") && tooltip.contains("People today: 1 of 1, full"), "{tooltip}");
}

#[test]
fn an_unreadable_ledger_is_one_word_and_no_error() {
    let home = Home::new();
    for bytes in [&b"not a ledger"[..], b"", b"{\"format\":\"inquota\",\"version\":99,\"records\":[]}"] {
        home.put(bytes);
        let run = home.exits(3, &["status", "--line"]);
        assert_eq!((run.out.as_str(), run.err.as_str()), ("ledger?\n", ""));
        let document = home.exits(3, &["status", "--line", "--json"]);
        assert_holds(&document.json(), &json!({"schema":1,"text":"ledger?","class":"unreadable","percentage":null}));
        assert_eq!(document.err, "");
        assert_eq!(fs::read(home.ledger()).unwrap(), bytes);
    }
    // A path that cannot exist is no error either.
    let run = home.run(&["status", "--line", "--file", "/proc/no/such"]);
    assert!(run.err.is_empty(), "{run:?}");
}

#[test]
fn a_prompt_does_not_mention_backups_of_a_missing_ledger() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["zone", "UTC"]);
    fs::remove_file(home.ledger()).unwrap();
    assert!(home.ok(&["status"]).err.contains("backups"));
    assert_eq!(home.ok(&["status", "--line"]).err, "");
}

#[test]
fn the_line_can_be_for_another_instant() {
    assert_eq!(Home::new().ok(&["status", "--line", "{credits}", "--at", "2026-12-31"]).out, "10\n");
}

#[test]
fn unreadable_settings_are_one_word_and_no_error() {
    let home = Home::new();
    for text in ["clock = 13\n", "no toml", "account = \"../x\"\n"] {
        home.write_settings(text);
        let run = home.exits(2, &["status", "--line"]);
        assert_eq!((run.out.as_str(), run.err.as_str()), ("settings?\n", ""), "{text}");
        let document = home.exits(2, &["status", "--line", "--json"]);
        let expected = json!({"schema":1,"text":"settings?","class":"unreadable","percentage":null});
        assert_holds(&document.json(), &expected);
        assert!(document.json()["tooltip"].as_str().unwrap().contains("line 1"), "{document:?}");
        assert_eq!(document.err, "");
        // Without --line, the error is shown.
        assert!(home.exits(2, &["status"]).err.contains("config.toml"));
    }
    // An error that is not about the settings is shown with --line too.
    fs::remove_file(home.path(".config/inquota/config.toml")).unwrap();
    let run = home.run_with(&[("INQUOTA_ACCOUNT", "../x")], &["status", "--line"]);
    assert!((run.code, run.out.as_str()) == (2, "") && run.err.contains("../x"), "{run:?}");
}
