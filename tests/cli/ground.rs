//! The ground rules of the interface: where the ledger is, the streams, the exit codes, the stand-ins of the environment.

use serde_json::Value;

use crate::program::Home;

/// Every command that only reports, with what it needs.
const REPORTS: [&[&str]; 12] = [
    &[],
    &["status"],
    &["check"],
    &["check", "Jane Doe"],
    &["summary"],
    &["history"],
    &["credits"],
    &["plan"],
    &["plan", "list"],
    &["zone"],
    &["people"],
    &["export"],
];

#[test]
fn the_program_alone_is_status() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(home.ok(&[]).out, home.ok(&["status"]).out);
    assert_eq!(home.json(&[]), home.json(&["status"]));
}

#[test]
fn nothing_needs_setting_up_and_a_report_writes_nothing() {
    // Rules 1.8: a report on a ledger that does not exist writes nothing, not even a folder.
    for report in REPORTS {
        let home = Home::new();
        home.ok(report);
        home.ok(&[report, &["--json"]].concat());
        assert_eq!(home.everything(), Vec::<std::path::PathBuf>::new(), "{report:?}");
    }
}

#[test]
fn a_report_leaves_a_ledger_as_it_is() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let before = home.bytes();
    for report in REPORTS {
        home.ok(report);
        assert_eq!(home.bytes(), before, "{report:?}");
    }
}

#[test]
fn the_first_command_that_records_creates_the_ledger() {
    for first in [
        &["log", "Jane Doe"] as &[&str],
        &["log", "Jane Doe", "--inmail"],
        &["log", "Jane Doe", "--invite"],
        &["reply", "Jane Doe"],
        &["accepted", "Jane Doe"],
        &["credits", "buy", "3"],
        &["credits", "set", "3"],
        &["plan", "set", "premium"],
    ] {
        let home = Home::new();
        home.ok(first);
        assert!(home.ledger().is_file(), "{first:?}");
    }
}

#[test]
fn each_report_gives_one_json_document_of_schema_1() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--note", "hello"]);
    for report in &REPORTS[..11] {
        assert_eq!(home.json(report)["schema"], 1, "{report:?}");
    }
}

#[test]
fn each_recording_gives_one_json_document_of_schema_1() {
    let home = Home::new();
    for recording in [
        &["log", "Jane Doe"] as &[&str],
        &["log", "Jane Doe", "--inmail"],
        &["log", "Ravi Patel", "--invite", "--with-note"],
        &["accepted", "Ravi Patel"],
        &["reply", "Jane Doe"],
        &["credits", "buy", "3"],
        &["credits", "set", "3"],
        &["plan", "set", "premium"],
        &["people", "link", "Jane Doe", "in/jane-doe"],
        &["people", "rename", "Ravi Patel", "Ravi P. Patel"],
        &["people", "merge", "Jane Doe", "Ravi P. Patel"],
        &["edit", "1", "--note", "x"],
        &["undo"],
        &["redo"],
        &["zone", "Europe/Paris"],
    ] {
        assert_eq!(home.json(recording)["schema"], 1, "{recording:?}");
    }
}

#[test]
fn the_option_names_the_ledger_before_the_environment_and_that_before_the_data_folder() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let (by_env, by_option) = (home.path("env.json"), home.path("option.json"));
    let run = |args: &[&str]| {
        let output = home.command(args).env("INQUOTA_FILE", &by_env).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["log", "Ravi Patel"]);
    run(&["log", "Ana Lima", "--file", by_option.to_str().unwrap()]);
    let people = |text: &str| {
        let document: Value = serde_json::from_str(text).unwrap();
        document["records"].as_array().unwrap().iter().map(|r| r["person"].to_string()).collect::<String>()
    };
    assert_eq!(people(&home.ok(&["history", "--json"]).out), "\"Jane Doe\"");
    assert_eq!(people(&run(&["history", "--json"])), "\"Ravi Patel\"");
    assert_eq!(people(&run(&["--file", by_option.to_str().unwrap(), "history", "--json"])), "\"Ana Lima\"");
}

#[test]
fn cautions_go_to_stderr_and_quiet_silences_them() {
    // A decline with no InMail waiting is recorded with a caution (interface, `reply`).
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let run = home.ok(&["reply", "Jane Doe", "--declined"]);
    assert!(!run.err.is_empty() && !run.out.contains(run.err.trim()), "{run:?}");
    for quiet in ["-q", "--quiet"] {
        let run = home.ok(&["reply", "Jane Doe", "--declined", quiet]);
        assert!(run.err.is_empty() && !run.out.is_empty(), "{run:?}");
    }
}

#[test]
fn colours_are_shown_on_demand_only() {
    // Standard output is no terminal here, so that `auto` means never.
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    for report in &REPORTS[..11] {
        let plain = home.ok(report).out;
        assert!(!plain.contains('\u{1b}'), "{report:?}");
        assert_eq!(home.ok(&[*report, &["--color", "never"]].concat()).out, plain, "{report:?}");
        assert_eq!(home.ok(&[*report, &["--color", "auto"]].concat()).out, plain, "{report:?}");
        let json = home.ok(&[*report, &["--color", "always", "--json"]].concat()).out;
        assert!(!json.contains('\u{1b}'), "{report:?}");
    }
    assert!(home.ok(&["status", "--color", "always"]).out.contains('\u{1b}'));
    let output = home.command(&["status"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!output.stdout.contains(&0x1b));
    home.ends(2, &["status", "--color", "sometimes"]);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "0"]);
    for (code, args) in [
        (0, &["status"] as &[&str]),
        (0, &["log", "Jane Doe"]),
        (0, &["export"]),
        (0, &["summary", "--json"]),
        (0, &["plan", "list"]),
        (0, &["--help"]),
        // Messages to new people are not allowed: the answer is no, heard or not.
        (1, &["check"]),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = home.command(args).stdout(writer).stderr(std::process::Stdio::piped()).spawn().unwrap();
        let output = output.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panic"), "{args:?}");
    }
    assert_eq!(home.json(&["history", "Jane Doe"])["records"].as_array().unwrap().len(), 1);
}

#[test]
fn the_stand_ins_of_the_environment_must_be_an_instant_and_a_zone() {
    let mut home = Home::new();
    for now in ["yesterday", "2026-11-25", "2026-11-25T09:00:00", "x"] {
        home.at(now);
        home.ends(2, &["status"]);
        home.refuses(2, &["log", "Jane Doe"]);
    }
    let mut home = Home::new();
    home.in_zone("Mars/Olympus");
    home.ends(2, &["status"]);
    home.refuses(2, &["log", "Jane Doe"]);
}

#[test]
fn instants_are_whole_seconds_cut_off() {
    // Rules 1.2.
    let mut home = Home::new();
    home.at("2026-11-25T09:00:00.999+01:00");
    assert_eq!(home.json(&["status"])["as_of"], "2026-11-25T09:00:00+01:00");
    let at = &home.json(&["log", "Jane Doe", "--at", "2026-11-24T08:59:59.999+01:00"])["recorded"][0]["at"];
    assert_eq!(*at, "2026-11-24T08:59:59+01:00");
}

#[test]
fn an_error_with_json_is_a_document_on_stderr() {
    let home = Home::new();
    home.put(b"[]");
    for (code, args) in [
        (2, &["log", "  ", "--json"] as &[&str]),
        (2, &["--json", "nonsense"]),
        (2, &["log", "--json"]),
        (2, &["plan", "set", "nonsense", "--json"]),
        (2, &["check", "--json", "-n", "0"]),
        (3, &["status", "--json"]),
    ] {
        let run = home.ends(code, args);
        assert!(run.out.is_empty(), "{args:?}: {}", run.out);
        let document: Value = serde_json::from_str(&run.err).unwrap();
        assert_eq!(document.as_object().unwrap().len(), 1, "{document}");
        for key in ["code", "message", "hint"] {
            let text = document["error"][key].as_str().unwrap_or_else(|| panic!("no {key} in {document}"));
            assert!(!text.is_empty(), "{document}");
        }
    }
}

#[test]
fn help_and_version_are_answers() {
    let home = Home::new();
    for args in [&["--help"] as &[&str], &["help"], &["log", "--help"], &["help", "plan", "set"], &["--version"]] {
        let run = home.ok(args);
        assert!(!run.out.is_empty() && run.err.is_empty(), "{args:?}");
    }
}

#[test]
fn the_help_of_a_command_says_which_assumption_it_touches() {
    // The rules' preface: which lot an InMail spends (4.5) and how long a refund lives (4.7) are assumptions.
    let home = Home::new();
    for command in ["log", "reply"] {
        assert!(home.ok(&[command, "--help"]).out.contains("Assumption: a credit"), "{command}");
    }
}

#[test]
fn the_stand_ins_and_the_variables_are_documented_in_the_help() {
    let help = Home::new().ok(&["--help"]).out;
    for name in ["INQUOTA_NOW", "INQUOTA_ZONE", "INQUOTA_FILE"] {
        assert!(help.contains(name), "{name}");
    }
}
