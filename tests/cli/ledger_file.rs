//! The ledger file: an unusable one is refused and left unchanged.

use std::fs;

use serde_json::Value;

use crate::program::Home;

/// Commands that only read, and commands that record.
const COMMANDS: [&[&str]; 8] = [
    &["status"],
    &["history"],
    &["export"],
    &["log", "Jane Doe"],
    &["credits", "buy", "3"],
    &["plan", "set", "premium"],
    &["undo"],
    &["zone", "Europe/Paris"],
];

/// Every command must refuse these bytes as a ledger, with exit code 3, and change nothing.
fn assert_refused(bytes: &[u8], what: &str) {
    let home = Home::new();
    home.put(bytes);
    let before = home.everything();
    for command in COMMANDS {
        let error = home.refuses(3, command);
        for part in ["code", "message", "hint"] {
            assert!(!error[part].as_str().unwrap().is_empty(), "{what}: {error}");
        }
    }
    let run = home.exits(3, &["status"]);
    assert!(run.out.is_empty() && run.err.contains("ledger.json"), "{what}: {run:?}");
    let after: Vec<_> =
        home.everything().into_iter().filter(|path| path.extension() != Some("lock".as_ref())).collect();
    assert_eq!(after, before, "{what}");
}

/// The bytes of a ledger with three records.
fn ledger() -> Vec<u8> {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--note", "hello"]);
    home.ok(&["log", "Ravi Patel", "--inmail"]);
    home.ok(&["plan", "set", "premium"]);
    home.bytes().unwrap()
}

#[test]
fn a_file_that_is_not_a_ledger_is_refused() {
    for (bytes, what) in [
        (b"" as &[u8], "empty"),
        (b"\n", "a line"),
        (b" ", "a blank"),
        (b"hello", "not JSON"),
        (b"{}", "another object"),
        (b"[]", "a list"),
        (b"null", "nothing"),
        (b"{\"format\":\"other\",\"version\":1,\"records\":[]}", "another program's"),
        (b"\xff\xfe\x00\x00", "bytes"),
        (b"\0\0\0\0\0\0\0\0", "zeroes"),
        ("[".repeat(100_000).as_bytes(), "deeply nested"),
    ] {
        assert_refused(bytes, what);
    }
}

#[test]
fn a_newer_ledger_is_refused() {
    let text = String::from_utf8(ledger()).unwrap();
    for version in ["2", "99", "18446744073709551615"] {
        assert_refused(text.replacen("\"version\":1", &format!("\"version\":{version}"), 1).as_bytes(), version);
    }
}

#[test]
fn a_ledger_cut_off_within_its_confirmed_records_is_refused() {
    // Every record but the last was confirmed before the next was written, so a loss in it is damage.
    let bytes = ledger();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let lines: Vec<usize> = text.match_indices('\n').map(|(place, _)| place).collect();
    for end in [1, 10, lines[0] - 5, lines[0], lines[0] + 20, lines[1] - 1] {
        assert_refused(&bytes[..end], &format!("cut at {end}"));
    }
}

#[test]
fn a_ledger_with_a_damaged_line_is_refused() {
    let text = String::from_utf8(ledger()).unwrap();
    for (from, to) in [
        ("\"kind\":\"message\"", "\"kind\":\"message"),
        ("\"kind\":\"message\"", "\"kind\":7"),
        ("\"id\":1,", ""),
        ("\"id\":1,", "\"id\":-1,"),
        ("\"id\":2,", "\"id\":1,"),
        ("\"at\":\"2026-11-25T08:00:00Z\"", "\"at\":\"yesterday\""),
        ("\"zone\":\"Europe/Berlin\"", "\"zone\":\"Mars/Olympus\""),
        ("\"created\":\"2026-11-25T08:00:00Z\"", "\"created\":null"),
    ] {
        assert!(text.contains(from), "{from} is not in {text}");
        assert_refused(text.replacen(from, to, 1).as_bytes(), to);
    }
}

#[test]
fn a_folder_a_device_and_an_impossible_path_are_refused() {
    let home = Home::new();
    fs::create_dir(home.path("folder")).unwrap();
    fs::write(home.path("file"), "x").unwrap();
    for path in ["folder", "file/ledger.json", "/dev/null", "/dev/full", "/proc/none/ledger.json"] {
        for command in [&["log", "Jane Doe"] as &[&str], &["credits", "set", "1"]] {
            let error = home.refuses(3, &[&["--file", path], command].concat());
            assert!(!error["hint"].as_str().unwrap().is_empty());
        }
    }
    for path in ["folder", "/dev/null"] {
        home.refuses(3, &["--file", path, "status"]);
    }
    assert_eq!(fs::read_to_string(home.path("file")).unwrap(), "x");
}

#[test]
fn a_blank_path_is_refused() {
    let home = Home::new();
    home.exits(2, &["--file", "", "log", "Jane Doe"]);
    assert!(home.everything().is_empty());
}

#[test]
fn the_ledger_can_be_read_with_any_json_tool() {
    let document: Value = serde_json::from_slice(&ledger()).unwrap();
    assert_eq!(document["version"], 1);
    assert_eq!(document["records"].as_array().unwrap().len(), 3);
}

#[test]
fn unknown_fields_and_kinds_survive_a_rewrite() {
    // A change of zone rewrites the file; a recording appends to it.
    let text = String::from_utf8(ledger()).unwrap();
    let text = text.replacen("\"note\":\"hello\"", "\"note\":\"hello\",\"mood\":{\"a\":[1,2.50]}", 1);
    let text = text.replacen("\"zone\":\"Europe/Berlin\"", "\"zone\":\"Europe/Berlin\",\"colour\":\"blue\"", 1);
    let text = text.replacen("\"kind\":\"inmail\"", "\"kind\":\"telepathy\",\"power\":9", 1);
    let home = Home::new();
    home.put(text.as_bytes());
    home.ok(&["status"]);
    home.ok(&["log", "Ana Lima"]);
    home.ok(&["zone", "Europe/Paris"]);
    home.ok(&["log", "Max Roe"]);
    let after: Value = serde_json::from_slice(&home.bytes().unwrap()).unwrap();
    assert_eq!(after["records"][0]["mood"].to_string(), "{\"a\":[1,2.50]}".replace("2.50", "2.5"));
    assert_eq!(
        (after["records"][1]["kind"].as_str(), after["records"][1]["power"].as_i64()),
        (Some("telepathy"), Some(9))
    );
    assert!(String::from_utf8(home.bytes().unwrap()).unwrap().contains("\"colour\":\"blue\""));
    assert_eq!(after["records"].as_array().unwrap().len(), 5);
}

#[test]
fn a_ledger_formatted_by_another_tool_can_be_read_and_recorded_to() {
    let document: Value = serde_json::from_slice(&ledger()).unwrap();
    let home = Home::new();
    home.put(serde_json::to_string_pretty(&document).unwrap().as_bytes());
    home.ok(&["log", "Ana Lima"]);
    assert_eq!(home.used("today"), (2, 2));
    assert_eq!(home.history(&[]).len(), 4);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_to_the_ledger_is_followed_and_stays_a_link() {
    let home = Home::new();
    fs::create_dir_all(home.ledger().parent().unwrap()).unwrap();
    fs::create_dir(home.path("real")).unwrap();
    std::os::unix::fs::symlink(home.path("real/ledger.json"), home.ledger()).unwrap();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["zone", "Europe/Paris"]);
    home.ok(&["log", "Ravi Patel"]);
    assert!(fs::symlink_metadata(home.ledger()).unwrap().is_symlink());
    assert!(fs::metadata(home.path("real/ledger.json")).unwrap().is_file());
    assert_eq!(home.used("today"), (2, 2));
}

#[test]
fn commands_that_record_at_the_same_time_wait_for_each_other() {
    let home = Home::new();
    let people: Vec<String> = (0..12).map(|number| format!("Person Number{number}")).collect();
    let log =
        |person: &String| home.command(&["log", person, "--new"]).stdout(std::process::Stdio::null()).spawn().unwrap();
    let running: Vec<_> = people.iter().map(log).collect();
    for mut child in running {
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    assert_eq!(home.used("today"), (12, 12));
    let records = home.history(&[]);
    let ids: std::collections::HashSet<_> = records.iter().map(|record| record["id"].to_string()).collect();
    assert_eq!(ids.len(), 12);
}
