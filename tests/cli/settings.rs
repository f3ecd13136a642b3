//! The settings file: what it sets, where each value comes from, and errors in it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::program::Home;

const FILE: &str = ".config/inquota/config.toml";

fn with_settings(text: &str) -> Home {
    let home = Home::new();
    home.write_settings(text);
    home
}

/// A setting in `config --json`: its value, where that comes from, and the line.
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
        ("bars", json!("auto")),
        ("near", json!(80)),
        ("close", json!(95)),
        ("alike_few", json!(3)),
        ("alike_many", json!(10)),
        ("alike_most", json!(20)),
        ("burst_sends", json!(10)),
        ("burst_minutes", json!(10)),
    ] {
        assert_eq!(setting(&document, key), (value, "default".to_owned(), Value::Null), "{key}");
    }
    assert_eq!((&document["schema"], &document["exists"]), (&json!(1), &json!(false)));
    assert!(home.everything().is_empty());
    let text = home.ok(&["config"]).out;
    assert!(text.contains("working_days") && text.contains("does not exist"), "{text}");
}

#[test]
fn every_value_names_the_line_variable_or_option_that_it_comes_from() {
    let home = with_settings("# mine\naccount = \"sales\"\n\nnear = 70\nclose = 90\nworking_days = [\"sun\"]\n");
    let document = home.json(&["config"]);
    assert_eq!(setting(&document, "near"), (json!(70), "file".to_owned(), json!(4)));
    assert_eq!(setting(&document, "account"), (json!("sales"), "file".to_owned(), json!(2)));
    assert_eq!(setting(&document, "working_days").0, json!(["sun"]));
    assert_eq!(setting(&document, "clock"), (json!(24), "default".to_owned(), Value::Null));
    let by_environment = home.run_with(&[("INQUOTA_ACCOUNT", "lite")], &["config", "--json"]).json();
    assert_eq!(by_environment["settings"]["account"]["name"], "INQUOTA_ACCOUNT");
    assert_eq!(setting(&by_environment, "account"), (json!("lite"), "environment".to_owned(), Value::Null));
    let by_option = home.json(&["config", "--account", "other"]);
    assert_eq!(by_option["settings"]["account"]["name"], "--account");
    let text = home.ok(&["config"]).out;
    let row = text.lines().find(|line| line.starts_with("near")).unwrap();
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["near", "70", "settings", "file,", "line", "4"]);
}

#[test]
fn the_environment_can_name_the_settings_file() {
    let home = with_settings("near = 70\n");
    let other = home.path("other.toml");
    fs::write(&other, "near = 60\n").unwrap();
    let run = |file: &Path, args: &[&str]| home.run_with(&[("INQUOTA_CONFIG", file.to_str().unwrap())], args);
    assert_eq!(setting(&run(&other, &["config", "--json"]).json(), "near").0, json!(60));
    // A file that the environment names must exist; it may be empty.
    let missing = run(&home.path("missing.toml"), &["config", "--json"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("missing.toml"), "{missing:?}");
    let empty = home.path("empty.toml");
    fs::write(&empty, "").unwrap();
    let document = run(&empty, &["config", "--json"]).json();
    assert_eq!(setting(&document, "near"), (json!(80), "default".to_owned(), Value::Null));
    assert_eq!(run(&other, &["config", "path"]).out.trim_end(), other.to_str().unwrap());
}

#[test]
fn a_wrong_setting_stops_every_command_with_its_file_and_line() {
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
        let err = home.exits(2, &["status"]).err;
        assert!(!err.contains(['\u{1b}', '\u{202e}']), "{err}");
        // The commands that help to correct it still work.
        home.ok(&["config", "path"]);
        home.ok(&["config", "example"]);
        home.ok(&["--help"]);
    }
}

#[test]
fn a_settings_file_that_is_a_folder_too_large_or_not_utf_8_is_refused() {
    let home = Home::new();
    fs::create_dir_all(home.path(FILE)).unwrap();
    home.refuses(2, &["status"]);
    let home = with_settings(&"# \n".repeat(30_000));
    assert!(home.refuses(2, &["status"])["message"].as_str().unwrap().contains("64 KiB"));
    let home = Home::new();
    home.write(FILE, b"near = \"\xff\"");
    home.refuses(2, &["status"]);
    let home = with_settings("\u{feff}near = 70\r\nclose = 90\r\n");
    assert_eq!(setting(&home.json(&["config"]), "close").2, json!(2));
}

#[test]
fn times_can_be_shown_on_a_12_hour_clock() {
    let home = with_settings("clock = 12\n");
    let run = home.ok(&["log", "Jane Doe", "--at", "yesterday 6:30 pm"]);
    assert!(run.out.contains("Tue 24 Nov 2026, 6:30 pm\n"), "{}", run.out);
    assert_eq!(home.history(&[])[0]["at"], "2026-11-24T18:30:00+01:00");
    for report in ["status", "history", "check"] {
        let text = home.ok(&[report]).out;
        assert!(!text.contains("18:30") && !text.contains("09:00"), "{text}");
    }
}

#[test]
fn the_columns_of_the_history_are_aligned_with_either_clock() {
    for clock in ["clock = 24\n", "clock = 12\n"] {
        let home = with_settings(clock);
        home.ok(&["log", "Jane Doe"]);
        home.ok(&["reply", "Jane Doe", "--at", "2026-11-24 23:05"]);
        let history = home.ok(&["history"]).out;
        let column = |what: &str| history.lines().find_map(|line| line.find(what)).unwrap();
        let what = column("what");
        assert_eq!((column("message"), column("reply")), (what, what), "{history}");
    }
}

#[test]
fn the_example_is_a_valid_settings_file() {
    let home = Home::new();
    let example = home.ok(&["config", "example"]).out;
    home.write_settings(&example);
    assert_eq!(home.json(&["config"])["exists"], true);
    // Without its comment sign, a line takes effect.
    home.write_settings(&example.replace("#week_start = \"monday\"", "week_start = \"sunday\""));
    assert_eq!(setting(&home.json(&["config"]), "week_start").0, json!("sunday"));
}
