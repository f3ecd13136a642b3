//! What all commands have in common: the place of the ledger, the streams, the exit codes, the environment.

use serde_json::{Value, json};

use crate::program::{Home, Run};

/// Commands that only report. With `--json`, each answers with a document of a schema.
const REPORTS: &[&[&str]] = &[
    &[],
    &["status"],
    &["check"],
    &["check", "Jane Doe"],
    &["summary"],
    &["history"],
    &["invitations"],
    &["next"],
    &["followups"],
    &["summary", "--by", "tag"],
    &["stats"],
    &["stats", "--invitations", "--by", "note"],
    &["forecast"],
    &["credits"],
    &["plan"],
    &["plan", "list"],
    &["plan", "compare"],
    &["zone"],
    &["people"],
    &["accounts"],
    &["config"],
];

/// A report whose answer is the ledger itself.
const EXPORT: &[&str] = &["export"];

fn all_reports() -> impl Iterator<Item = &'static [&'static str]> {
    REPORTS.iter().copied().chain([EXPORT])
}

#[test]
fn the_program_without_a_command_runs_status() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    assert_eq!(home.ok(&[]).out, home.ok(&["status"]).out);
    assert_eq!(home.json(&[]), home.json(&["status"]));
}

#[test]
fn a_report_needs_no_ledger_and_writes_nothing() {
    // Rules 1.8: a report on a ledger that does not exist writes nothing, not even a folder.
    for report in all_reports() {
        let home = Home::new();
        home.ok(report);
        home.ok(&[report, &["--json"]].concat());
        assert_eq!(home.everything(), Vec::<std::path::PathBuf>::new(), "{report:?}");
    }
}

#[test]
fn a_report_leaves_the_ledger_unchanged() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let before = home.bytes();
    for report in all_reports() {
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
        &["stopped"],
    ] {
        let home = Home::new();
        home.ok(first);
        assert!(home.ledger().is_file(), "{first:?}");
    }
}

#[test]
fn every_report_has_a_json_document_of_schema_1() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--note", "hello"]);
    for report in REPORTS {
        assert_eq!(home.json(report)["schema"], 1, "{report:?}");
    }
}

#[test]
fn every_command_that_records_has_a_json_document_of_schema_1() {
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
        &["stopped"],
        &["stopped", "--lifted"],
        &["people", "link", "Jane Doe", "in/jane-doe"],
        &["people", "rename", "Ravi Patel", "Ravi P. Patel"],
        &["people", "merge", "Jane Doe", "Ravi P. Patel"],
        &["people", "block", "Jane Doe"],
        &["people", "unblock", "Jane Doe"],
        &["edit", "1", "--note", "x"],
        &["undo"],
        &["redo"],
        &["zone", "Europe/Paris"],
    ] {
        assert_eq!(home.json(recording)["schema"], 1, "{recording:?}");
    }
}

#[test]
fn the_file_option_overrides_the_environment_which_overrides_the_data_folder() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let (by_env, by_option) = (home.path("env.json"), home.path("option.json"));
    let run = |args: &[&str]| {
        let run = home.run_with(&[("INQUOTA_FILE", by_env.to_str().unwrap())], args);
        assert_eq!(run.code, 0, "{args:?}");
        run
    };
    run(&["log", "Ravi Patel"]);
    run(&["log", "Ana Lima", "--file", by_option.to_str().unwrap()]);
    let people = |document: Value| {
        document["records"].as_array().unwrap().iter().map(|record| record["person"].to_string()).collect::<String>()
    };
    assert_eq!(people(home.json(&["history"])), "\"Jane Doe\"");
    assert_eq!(people(run(&["history", "--json"]).json()), "\"Ravi Patel\"");
    assert_eq!(people(run(&["--file", by_option.to_str().unwrap(), "history", "--json"]).json()), "\"Ana Lima\"");
}

#[test]
fn cautions_go_to_stderr_and_quiet_silences_them() {
    // A decline with no InMail waiting is recorded with a caution.
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
fn a_pipe_gets_colours_only_on_request() {
    // Standard output is not a terminal here, so `auto` means never.
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    for report in REPORTS {
        let plain = home.ok(report).out;
        assert!(!plain.contains('\u{1b}'), "{report:?}");
        assert_eq!(home.ok(&[*report, &["--color", "never"]].concat()).out, plain, "{report:?}");
        assert_eq!(home.ok(&[*report, &["--color", "auto"]].concat()).out, plain, "{report:?}");
        let json = home.ok(&[*report, &["--color", "always", "--json"]].concat()).out;
        assert!(!json.contains('\u{1b}'), "{report:?}");
    }
    assert!(home.ok(&["status", "--color", "always"]).out.contains('\u{1b}'));
    assert!(!home.run_with(&[("NO_COLOR", "1")], &["status"]).out.contains('\u{1b}'));
    home.exits(2, &["status", "--color", "sometimes"]);
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "0"]);
    // With a limit of 0 a day, no message to someone new is allowed.
    for (code, args) in [
        (0, &["status"] as &[&str]),
        (0, &["log", "Jane Doe"]),
        (0, &["export"]),
        (0, &["summary", "--json"]),
        (0, &["plan", "list"]),
        (0, &["--help"]),
        // The answer is no, whether anybody reads it or not.
        (1, &["check"]),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = home.command(args).stdout(writer).stderr(std::process::Stdio::piped()).spawn().unwrap();
        let output = output.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panic"), "{args:?}");
    }
    assert_eq!(home.history(&["Jane Doe"]).len(), 1);
}

#[test]
fn a_clock_or_zone_in_the_environment_must_be_valid() {
    let mut home = Home::new();
    for now in ["yesterday", "2026-11-25", "2026-11-25T09:00:00", "x"] {
        home.at(now);
        home.exits(2, &["status"]);
        home.refuses(2, &["log", "Jane Doe"]);
    }
    let mut home = Home::new();
    home.in_zone("Mars/Olympus");
    home.exits(2, &["status"]);
    home.refuses(2, &["log", "Jane Doe"]);
}

#[test]
fn instants_are_cut_to_whole_seconds() {
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
        let run = home.exits(code, args);
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
fn help_and_version_go_to_standard_output() {
    let home = Home::new();
    for args in [&["--help"] as &[&str], &["help"], &["log", "--help"], &["help", "plan", "set"], &["--version"]] {
        let run = home.ok(args);
        assert!(!run.out.is_empty() && run.err.is_empty(), "{args:?}");
    }
}

#[test]
fn the_version_is_a_document_with_json() {
    let home = Home::new();
    let version = env!("CARGO_PKG_VERSION");
    for args in [&["version"] as &[&str], &["--version"], &["-V"]] {
        assert_eq!(home.ok(args).out, format!("inquota {version}\n"), "{args:?}");
        let document = home.ok(&[args, &["--json"]].concat()).out;
        let document: Value = serde_json::from_str(&document).unwrap();
        assert_eq!(document, json!({"schema": 1, "name": "inquota", "version": version}), "{args:?}");
    }
}

#[test]
fn the_help_of_a_command_names_the_assumptions_that_affect_it() {
    // Which lot an InMail spends (rules 4.5) and how long a refund lives (rules 4.7) are assumptions.
    let home = Home::new();
    for command in ["log", "reply"] {
        assert!(home.ok(&[command, "--help"]).out.contains("Assumption: a credit"), "{command}");
    }
}

#[test]
fn the_help_documents_the_environment_variables() {
    let home = Home::new();
    assert!(home.ok(&["--help"]).out.contains("environment"));
    let help = home.ok(&["help", "environment"]).out;
    for name in ["INQUOTA_NOW", "INQUOTA_ZONE", "INQUOTA_FILE"] {
        assert!(help.contains(name), "{name}");
    }
}

/// Folders in a relative `HOME` would be others in each working directory: what is recorded in one would be missing in
/// the next.
#[cfg(target_os = "linux")]
#[test]
fn a_relative_home_folder_is_no_place_for_a_ledger() {
    let home = Home::new();
    for args in [&["log", "Jane Doe", "--json"] as &[&str], &["status", "--json"]] {
        let run = Run::from(home.command(args).env("HOME", "somewhere").output().unwrap());
        assert_eq!((run.code, run.err.contains("no_ledger_path")), (2, true), "{}", run.err);
        assert!(!home.path("somewhere").exists());
    }
}
