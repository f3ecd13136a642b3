//! Targets of the settings: in `status`, `next` and `config`.

use serde_json::{Value, json};

use crate::program::Home;

const TARGETS: &str = "[targets]\nmessages_a_day = 2\ninmails_a_day = 5\ninmails_a_week = 25\ninvitations_a_week = 3\n";

/// A home on Sales Navigator since 1 November, with these settings, on Tuesday, 24 November.
fn home(settings: &str) -> Home {
    let mut home = Home::new();
    home.write_settings(settings);
    home.at("2026-11-24T10:00:00+01:00");
    home.ok(&["plan", "set", "sales-navigator", "--from", "2026-11-01"]);
    home
}

/// Logs this many InMails to new people.
fn inmails(home: &Home, count: usize, at: &str) {
    let names: Vec<String> = (0..count).map(|number| format!("{at} to{}", letters(number))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    home.ok(&[&["log", "--inmail", "--at", at, "--new"], names.as_slice()].concat());
}

fn letters(number: usize) -> String {
    ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"][number % 10].repeat(1 + number / 10)
}

/// The lines under "Targets".
fn lines(text: &str) -> Vec<String> {
    let (_, targets) = text.split_once("\nTargets\n").unwrap_or_else(|| panic!("{text}"));
    targets.lines().map(|line| line.trim().to_owned()).collect()
}

#[test]
fn status_and_next_show_what_is_sent_and_what_a_working_day_needs() {
    let home = home(TARGETS);
    inmails(&home, 8, "monday");
    inmails(&home, 3, "today 09:00");
    home.ok(&["log", "Ana Lima", "Kim Lee", "Max Roe", "--invite"]);
    // 14 are missing after 3 today: 17 from Tuesday to Friday, 5 a day.
    let expected = [
        "0 of 2 messages today",
        "3 of 5 InMails today, 11 of 25 this week; 5 a working day from now on reach it (2 more today)",
        "3 of 3 invitations this week (reached)",
    ];
    for report in ["status", "next"] {
        let run = home.ok(&[report]);
        assert_eq!((lines(&run.out), run.err.as_str()), (expected.map(str::to_owned).to_vec(), ""), "{report}");
    }
    let targets = json!([
        {"kind":"message","week":null,
         "day":{"date":"2026-11-24","working_day":true,"sent":0,"target":2,"reached":false,"at_most":null}},
        {"kind":"inmail",
         "day":{"date":"2026-11-24","working_day":true,"sent":3,"target":5,"reached":false,"at_most":null},
         "week":{"from":"2026-11-23","to":"2026-11-29","sent":11,"target":25,"reached":false,"working_days_left":4,
                 "working_days_open":4,"a_working_day":5,"more_today":2,"at_most":null}},
        {"kind":"invitation","day":null,
         "week":{"from":"2026-11-23","to":"2026-11-29","sent":3,"target":3,"reached":true,"working_days_left":4,
                 "working_days_open":4,"a_working_day":null,"more_today":null,"at_most":null}}]);
    for report in ["status", "next"] {
        assert_eq!(home.json(&[report])["targets"], targets, "{report}");
    }
    assert_eq!(home.json(&["accounts"])["accounts"][0]["status"]["targets"], targets);
    // One taken back, and one entered late: the day goes, the week stays.
    home.ok(&["undo"]);
    home.ok(&["log", "Eva Moe", "--inmail", "--at", "monday 20:00"]);
    let week = |home: &Home| home.json(&["status"])["targets"][1]["week"]["sent"].clone();
    assert_eq!(week(&home), json!(12));
    assert_eq!(home.json(&["status"])["targets"][2]["week"]["sent"], json!(0));
}

#[test]
fn on_a_weekend_in_the_past_and_ahead_the_week_is_that_of_the_instant() {
    let home = home("[targets]\ninmails_a_day = 2\ninmails_a_week = 10\n");
    inmails(&home, 3, "today 09:00");
    for (at, expected) in [
        ("2026-11-28", "0 InMails today (a day off), 3 of 10 this week; no working day is left"),
        // A date other than today's means the end of its day, which is over then.
        ("2026-11-27", "0 of 2 InMails today, 3 of 10 this week; no working day is left"),
        ("2026-11-26", "0 of 2 InMails today, 3 of 10 this week; 7 on the working day left reach it"),
        ("2026-11-27 10:00", "0 of 2 InMails today, 3 of 10 this week; 7 more today reach it"),
        ("2026-11-26 10:00", "0 of 2 InMails today, 3 of 10 this week; 4 a working day from now on reach it"),
        // 7 from Wednesday to Friday. On the 24th at 10:00, with 3 today, 2 a day would make 6 more.
        (
            "2026-11-24 23:59:59",
            "3 of 2 InMails today (reached), 3 of 10 this week; 3 a working day from now on reach it",
        ),
        (
            "2026-11-24",
            "3 of 2 InMails today (reached), 3 of 10 this week; 3 a working day from now on reach it (no more today)",
        ),
        ("2026-11-23", "0 of 2 InMails today, 0 of 10 this week; 3 a working day from now on reach it"),
        ("2026-11-30", "0 of 2 InMails today, 0 of 10 this week; 3 a working day from now on reach it"),
        ("2026-11-30 10:00", "0 of 2 InMails today, 0 of 10 this week; 2 a working day from now on reach it"),
    ] {
        for report in ["status", "next"] {
            assert_eq!(lines(&home.ok(&[report, "--at", at]).out), [expected], "{report} {at}");
        }
    }
}

#[test]
fn a_target_beyond_what_the_limits_allow_is_said_once_and_changes_no_exit_code() {
    let mut home = Home::new();
    home.write_settings(
        "[targets]\nmessages_a_day = 20\nmessages_a_week = 40\ninmails_a_day = 6\ninmails_a_week = 25\n",
    );
    // Free: 5 credits, 15 people a day; Wednesday to Friday, 25 to 27 November, 30 people a month.
    let expected = [
        "0 of 20 messages today, 0 of 40 this week; the week's is out of reach: the limits allow 30 more to new people on the working days left",
        "0 of 6 InMails today, 0 of 25 this week; the week's is out of reach: credits and limits allow 5 more to new people on the working days left",
    ];
    for report in ["status", "next"] {
        let run = home.ok(&[report]);
        assert_eq!((lines(&run.out), run.err.as_str()), (expected.map(str::to_owned).to_vec(), ""));
    }
    assert_eq!(home.json(&["status"])["targets"][1]["week"]["at_most"], json!(5));
    // Where only the day is out of reach, it says so of the day.
    home.write_settings("[targets]\nmessages_a_day = 20\nmessages_a_week = 30\n");
    let day = "0 of 20 messages today, 0 of 30 this week; 10 a working day from now on reach it; today's is out of reach: the limits allow 15 more to new people today";
    assert_eq!(lines(&home.ok(&["status"]).out), [day]);
    // On Saturday, nothing is missing that a working day could send.
    home.at("2026-11-28T10:00:00+01:00");
    assert_eq!(
        lines(&home.ok(&["status"]).out),
        ["0 messages today (a day off), 0 of 30 this week; no working day is left"]
    );
}

#[test]
fn only_the_working_days_on_which_something_can_be_sent_count() {
    // 30 of 30 messages in November, so that Monday, the 30th, is full; 15 a day from Tuesday on.
    let mut home = Home::new();
    for day in ["2026-11-02", "2026-11-03"] {
        let names: Vec<String> = (0..15).map(|number| format!("{day} to{}", letters(number))).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        home.ok(&[&["log", "--at", day, "--new"], names.as_slice()].concat());
    }
    home.write_settings("[targets]\nmessages_a_day = 5\nmessages_a_week = 46\n");
    home.at("2026-11-30T10:00:00+01:00");
    // 46 in December need 4 days of 15 and allow 30; 24 need 6 a day.
    let shown = |home: &Home| lines(&home.ok(&["status"]).out);
    let head = "0 of 5 messages today, 0 of";
    assert_eq!(
        shown(&home),
        [format!(
            "{head} 46 this week; the week's is out of reach: the limits allow 30 more to new people on the working days left"
        )]
    );
    home.write_settings("[targets]\nmessages_a_day = 5\nmessages_a_week = 24\n");
    assert_eq!(
        shown(&home),
        [format!(
            "{head} 24 this week; 6 on each of the 4 working days left on which you can send reach it; today's is out of reach: the limits allow no more to new people today"
        )]
    );
    let week = home.json(&["status"])["targets"][0]["week"].clone();
    assert_eq!((&week["working_days_left"], &week["working_days_open"]), (&json!(5), &json!(4)));
    assert_eq!((&week["a_working_day"], &week["more_today"]), (&json!(6), &Value::Null));
    // A Monday and a Tuesday of work: only Tuesday is open.
    home.write_settings("working_days = [\"mon\", \"tue\"]\n[targets]\nmessages_a_week = 10\n");
    assert_eq!(
        shown(&home),
        ["0 of 10 messages this week; 10 on the one working day left on which you can send reach it"]
    );
}

#[test]
fn without_targets_nothing_is_shown() {
    for settings in ["", "[targets]\n"] {
        let home = home(settings);
        for report in ["status", "next"] {
            assert!(!home.ok(&[report]).out.contains("arget"), "{report}");
            assert_eq!(home.json(&[report])["targets"], json!([]), "{report}");
        }
    }
}

#[test]
fn config_shows_each_target_and_where_it_is_set() {
    let home = home(TARGETS);
    let settings = home.json(&["config"])["settings"].clone();
    let row =
        |key: &str| (settings[key]["value"].clone(), settings[key]["from"].clone(), settings[key]["line"].clone());
    assert_eq!(row("targets.inmails_a_week"), (json!(25), json!("file"), json!(4)));
    assert_eq!(row("targets.messages_a_week"), (Value::Null, json!("default"), Value::Null));
    let text = home.ok(&["config"]).out;
    let line = text.lines().find(|line| line.starts_with("targets.inmails_a_day")).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>()[1..], ["5", "settings", "file,", "line", "3"]);
    assert!(text.contains("targets.messages_a_week     none "), "{text}");
}

#[test]
fn a_wrong_target_is_refused_with_its_line() {
    for (text, line, what) in [
        ("[targets]\ninmails_a_day = 0\n", 2, "`inmails_a_day` must be a whole number from 1 to 10000, but is 0"),
        ("clock = 24\n[targets]\nmessages_a_week = 1.5\n", 3, "but is 1.5"),
        ("[targets]\ninmail_a_day = 5\n", 2, "did you mean `inmails_a_day`?"),
        ("inmails_a_day = 5\n", 1, "`inmails_a_day` belongs below a line [targets]"),
    ] {
        let home = Home::new();
        home.write_settings(text);
        let error = home.refuses(2, &["status"]);
        let message = error["message"].as_str().unwrap();
        assert_eq!(error["code"], "bad_settings");
        assert!(message.contains(&format!("config.toml, line {line}: ")) && message.contains(what), "{message}");
    }
}

#[test]
fn the_help_says_what_counts_in_which_week_and_what_a_working_day_is() {
    let home = Home::new();
    for args in [&["help", "config"] as &[&str], &["config", "--help"], &["help", "files"], &["man", "config"]] {
        let out = home.ok(args).out;
        let words = out.replace("\\-", "-").split_whitespace().collect::<Vec<_>>().join(" ");
        for sentence in [
            "[targets] in the settings sets how many messages, InMails and invitations you want to send each working day or each week",
            "Everything you send counts: messages to people who have answered, free InMails, and invitations that you withdraw later.",
            "The week starts on week_start (Monday), in the account",
            "Working days are those in working_days (Monday to Friday)",
        ] {
            assert!(words.contains(sentence), "{args:?}: {sentence}: {out}");
        }
    }
}
