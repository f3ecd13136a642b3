//! The settings file: what it sets, where each value came from, and what is said of a wrong one.

use std::fs;

use serde_json::{Value, json};

use crate::program::Home;

const FILE: &str = ".config/inquota/config.toml";

fn with_settings(text: &str) -> Home {
    let home = Home::new();
    put(&home, text);
    home
}

fn put(home: &Home, text: &str) {
    let path = home.path(FILE);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The value of a setting and where it came from, of `config --json`.
fn setting(document: &Value, key: &str) -> (Value, String, Value) {
    let row = &document["settings"][key];
    (row["value"].clone(), row["from"].as_str().unwrap().to_owned(), row["line"].clone())
}

#[test]
fn without_a_file_every_value_is_the_default_and_nothing_is_written() {
    let home = Home::new();
    let document = home.json(&["config"]);
    for (key, value) in [
        ("account", json!("default")),
        ("first_nudge_days", json!(7)),
        ("last_nudge_days", json!(14)),
        ("working_days", json!(["mon", "tue", "wed", "thu", "fri"])),
        ("week_start", json!("monday")),
        ("clock", json!(24)),
        ("near", json!(80)),
        ("close", json!(95)),
    ] {
        assert_eq!(setting(&document, key), (value, "default".to_owned(), Value::Null), "{key}");
    }
    assert_eq!((&document["schema"], &document["exists"]), (&json!(1), &json!(false)));
    assert!(home.everything().is_empty());
    let text = home.ok(&["config"]).out;
    assert!(text.contains("working_days") && text.contains("not there"), "{text}");
}

#[test]
fn each_value_says_the_line_variable_or_option_that_it_came_from() {
    let home = with_settings("# mine\naccount = \"sales\"\n\nnear = 70\nclose = 90\nworking_days = [\"sun\"]\n");
    let document = home.json(&["config"]);
    assert_eq!(setting(&document, "near"), (json!(70), "file".to_owned(), json!(4)));
    assert_eq!(setting(&document, "account"), (json!("sales"), "file".to_owned(), json!(2)));
    assert_eq!(setting(&document, "working_days").0, json!(["sun"]));
    assert_eq!(setting(&document, "clock"), (json!(24), "default".to_owned(), Value::Null));
    let output = home.command(&["config", "--json"]).env("INQUOTA_ACCOUNT", "lite").output().unwrap();
    let by_environment: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(by_environment["settings"]["account"]["name"], "INQUOTA_ACCOUNT");
    assert_eq!(setting(&by_environment, "account"), (json!("lite"), "environment".to_owned(), Value::Null));
    let by_option = home.json(&["config", "--account", "other"]);
    assert_eq!(by_option["settings"]["account"]["name"], "--account");
    let text = home.ok(&["config"]).out;
    let row = text.lines().find(|line| line.starts_with("near")).unwrap();
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["near", "70", "settings", "file,", "line", "4"]);
}

#[test]
fn the_environment_may_name_the_file() {
    let home = with_settings("near = 70\n");
    let other = home.path("other.toml");
    fs::write(&other, "near = 60\n").unwrap();
    let run =
        |file: &std::path::Path| home.command(&["config", "--json"]).env("INQUOTA_CONFIG", file).output().unwrap();
    let document: Value = serde_json::from_slice(&run(&other).stdout).unwrap();
    assert_eq!(setting(&document, "near").0, json!(60));
    // One that is named must be there; an empty one is.
    let missing = run(&home.path("missing.toml"));
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("missing.toml"));
    let empty = home.path("empty.toml");
    fs::write(&empty, "").unwrap();
    let document: Value = serde_json::from_slice(&run(&empty).stdout).unwrap();
    assert_eq!(setting(&document, "near"), (json!(80), "default".to_owned(), Value::Null));
    let output = home.command(&["config", "path"]).env("INQUOTA_CONFIG", &other).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim_end(), other.to_str().unwrap());
}

#[test]
fn a_wrong_setting_stops_every_command_with_file_and_line_and_changes_nothing() {
    for (text, line, what) in [
        ("naer = 80\n", 1, "near"),
        ("clock = 24\nclose = \"x\"\n", 2, "close"),
        ("week_start = friday\n", 1, "quotes"),
        ("[section]\n", 1, "section"),
        ("\u{1b}[31m = 1\n", 1, "TOML"),
        ("\"a\u{202e}b\" = 1\n", 1, "there is no setting"),
        ("near = 99\n", 1, "lower"),
        ("account = \"a/b\"\n", 1, "a/b"),
    ] {
        let home = with_settings(text);
        for args in [&["log", "Jane Doe"] as &[&str], &["status"], &["config"]] {
            let error = home.refuses(2, args);
            let message = error["message"].as_str().unwrap();
            assert_eq!(error["code"], "bad_settings");
            assert!(message.contains(&format!("config.toml, line {line}: ")), "{message}");
            assert!(message.contains(what), "{message}");
            assert!(!error["hint"].as_str().unwrap().is_empty());
        }
        let said = home.exits(2, &["status"]).err;
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said}");
        // What is needed to put it right works.
        home.ok(&["config", "path"]);
        home.ok(&["config", "example"]);
        home.ok(&["--help"]);
    }
}

#[test]
fn a_file_that_is_none_or_is_too_large_is_refused() {
    let home = Home::new();
    fs::create_dir_all(home.path(FILE)).unwrap();
    home.refuses(2, &["status"]);
    let home = with_settings(&"# \n".repeat(30_000));
    assert!(home.refuses(2, &["status"])["message"].as_str().unwrap().contains("64 KiB"));
    let home = Home::new();
    put(&home, "");
    fs::write(home.path(FILE), b"near = \"\xff\"").unwrap();
    home.refuses(2, &["status"]);
    let home = with_settings("\u{feff}near = 70\r\nclose = 90\r\n");
    assert_eq!(setting(&home.json(&["config"]), "close").2, json!(2));
}

#[test]
fn the_clock_may_have_twelve_hours() {
    let home = with_settings("clock = 12\n");
    let run = home.ok(&["log", "Jane Doe", "--at", "yesterday 6:30 pm"]);
    assert!(run.out.contains("Tue 24 Nov 2026, 6:30 pm\n"), "{}", run.out);
    assert_eq!(home.json(&["history"])["records"][0]["at"], "2026-11-24T18:30:00+01:00");
    for report in ["status", "history", "check"] {
        let text = home.ok(&[report]).out;
        assert!(!text.contains("18:30") && !text.contains("09:00"), "{text}");
    }
}

#[test]
fn what_came_of_a_record_stands_under_it_by_either_clock() {
    for clock in ["clock = 24\n", "clock = 12\n"] {
        let home = with_settings(clock);
        home.ok(&["log", "Jane Doe", "--note", "met in Bonn"]);
        let history = home.ok(&["history"]).out;
        let column = |what: &str| history.lines().find_map(|line| line.find(what)).unwrap();
        let subject = column("message to Jane");
        assert_eq!((column("one of the day's"), column("met in Bonn")), (subject, subject), "{history}");
    }
}

#[test]
fn the_example_is_a_settings_file() {
    let home = Home::new();
    let example = home.ok(&["config", "example"]).out;
    put(&home, &example);
    assert_eq!(home.json(&["config"])["exists"], true);
    // With a mark taken away, a line sets.
    put(&home, &example.replace("#week_start = \"monday\"", "week_start = \"sunday\""));
    assert_eq!(setting(&home.json(&["config"]), "week_start").0, json!("sunday"));
}
