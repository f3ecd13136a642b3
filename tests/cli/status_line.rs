//! `status --line`: one line for prompts and bars.

use std::fs;

use serde_json::json;

use crate::program::{Home, Run, assert_holds};

fn line(home: &Home, form: &str) -> String {
    let text = home.ok(&["status", "--line", form]).out;
    text.strip_suffix('\n').unwrap().to_owned()
}

#[test]
fn a_new_ledger_has_a_line_and_none_is_written() {
    let home = Home::new();
    let run = home.ok(&["status", "--line"]);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("InMail 5 · day 15 · month 30 · week 100\n", ""));
    assert!(home.bytes().is_none());
}

#[test]
fn every_name_stands_for_its_value() {
    let home = Home::new();
    // 12 of 15 people is 80 %, near; of the month 12 of 30 and of the notes 1 of 5.
    for number in 1..=12 {
        home.ok(&["log", &format!("Person {number}"), "--new"]);
    }
    home.ok(&["log", "Jane Doe", "--invite", "--with-note"]);
    home.ok(&["log", "Ravi Patel", "--inmail"]);
    home.ok(&["credits", "buy", "2", "--expires", "2026-12-09"]);
    for (form, expected) in [
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
        assert_eq!(line(&home, form), expected, "{form}");
    }
}

#[test]
fn no_limit_and_nothing_to_come_have_signs_of_their_own() {
    let home = Home::new();
    home.ok(&["plan", "set", "basic", "--invitations", "none"]);
    assert_eq!(line(&home, "{day} {month_limit} {week} {grant} {expiry} {state}"), "∞ ∞ ∞ none none fine");
}

#[test]
fn the_state_is_that_of_the_fullest_window() {
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
fn an_unknown_name_is_wrong_usage_that_tells_the_known_ones() {
    let home = Home::new();
    for form in ["{dya}", "{}", "{ credits}", "{credits", "credits}", "{CREDITS}"] {
        let error = home.refuses(2, &["status", "--line", form]);
        assert_eq!(error["code"], "bad_format", "{form}");
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.contains("{credits}") && hint.contains("{week_limit}") && hint.contains("{{"), "{hint}");
    }
    home.refuses(2, &["status", "--line", &"x".repeat(1001)]);
}

#[test]
fn it_is_always_one_line_without_anything_that_steers() {
    let home = Home::new();
    let run = home.ok(&["status", "--line", "a\nb\u{1b}[31m\tc\u{7}\u{202e}\r{credits}"]);
    assert_eq!(run.out.lines().count(), 1);
    assert!(run.out.trim_end_matches('\n').chars().all(|c| !c.is_control() && c != '\u{202e}'), "{:?}", run.out);
    // However narrow the screen, it is not folded.
    let run = Run::from(home.command(&["status", "--line"]).env("COLUMNS", "20").output().unwrap());
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn colours_are_for_those_who_ask_by_name() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "1"]);
    home.ok(&["log", "Jane Doe"]);
    let forced = home.command(&["status", "--line"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(!Run::from(forced).out.contains('\u{1b}'));
    let asked = home.ok(&["status", "--line", "{day} {credits}", "--color", "always"]).out;
    assert_eq!(asked, "\u{1b}[1m\u{1b}[31m0\u{1b}[0m \u{1b}[32m5\u{1b}[0m\n");
}

#[test]
fn status_bars_get_a_document() {
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
fn a_ledger_that_cannot_be_read_is_a_mark_and_nothing_more() {
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
    // A path that leads nowhere is one too.
    let run = home.command(&["status", "--line", "--file", "/proc/no/such"]).output().unwrap();
    assert!(Run::from(run).err.is_empty());
}

#[test]
fn backups_without_a_ledger_are_not_talked_of_in_a_prompt() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["zone", "UTC"]);
    fs::remove_file(home.ledger()).unwrap();
    assert!(home.ok(&["status"]).err.contains("backups"));
    assert_eq!(home.ok(&["status", "--line"]).err, "");
}

#[test]
fn another_instant_can_be_asked_for() {
    assert_eq!(Home::new().ok(&["status", "--line", "{credits}", "--at", "2026-12-31"]).out, "10\n");
}

#[test]
fn settings_that_cannot_be_read_are_a_mark_and_nothing_more() {
    let home = Home::new();
    let settings = home.path(".config/inquota/config.toml");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    for text in ["clock = 13\n", "no toml", "account = \"../x\"\n"] {
        fs::write(&settings, text).unwrap();
        let run = home.exits(2, &["status", "--line"]);
        assert_eq!((run.out.as_str(), run.err.as_str()), ("settings?\n", ""), "{text}");
        let document = home.exits(2, &["status", "--line", "--json"]);
        let expected = json!({"schema":1,"text":"settings?","class":"unreadable","percentage":null});
        assert_holds(&document.json(), &expected);
        assert!(document.json()["tooltip"].as_str().unwrap().contains("line 1"), "{document:?}");
        assert_eq!(document.err, "");
        // Without --line the error is told as ever.
        assert!(home.exits(2, &["status"]).err.contains("config.toml"));
    }
    // Other errors are no matter of the settings.
    fs::remove_file(&settings).unwrap();
    let run = Run::from(home.command(&["status", "--line"]).env("INQUOTA_ACCOUNT", "../x").output().unwrap());
    assert!((run.code, run.out.as_str()) == (2, "") && run.err.contains("../x"), "{run:?}");
}
