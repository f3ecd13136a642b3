//! JSON: the page of its keys as help, the instant of every report, and the recipes of the page about scripting.

use std::path::Path;

use crate::help::commands;
use crate::program::{Home, skipped};

#[test]
fn help_json_lists_the_keys_of_every_document_or_of_one_command() {
    let home = Home::new();
    let page = home.ok(&["help", "json"]).out;
    for key in ["messages.day", "window", "lots[].left", "recorded[].counted", "fits_ever", "opened_with"] {
        assert!(page.contains(key), "{key}");
    }
    for mark in ["`", "](", "|"] {
        assert!(!page.contains(mark), "{mark} is shown");
    }
    let check = home.ok(&["help", "json", "check"]).out;
    assert!(check.starts_with("check\n") && check.contains("available_at") && check.contains("\ncost\n"), "{check}");
    assert!(!check.contains("lots[].left"), "{check}");
    // The path of a subcommand, an alias, a shape.
    assert!(home.ok(&["help", "json", "plan", "set"]).out.starts_with("plan set\n"));
    assert!(home.ok(&["help", "json", "follow-ups"]).out.starts_with("followups\n"));
    assert!(home.ok(&["help", "json", "window"]).out.contains("remaining"));
}

#[test]
fn help_json_fits_the_screen() {
    let home = Home::new();
    for columns in ["80", "60"] {
        let out = home.command(&["help", "json"]).env("COLUMNS", columns).output().unwrap().stdout;
        for line in String::from_utf8(out).unwrap().lines() {
            assert!(line.chars().count() <= columns.parse().unwrap(), "{line}");
        }
    }
}

#[test]
fn help_json_names_what_is_no_command_and_what_has_no_document() {
    let home = Home::new();
    assert_eq!(home.refuses(2, &["help", "json", "stats", "nonsense"])["code"], "usage");
    let error = home.refuses(2, &["help", "json", "completions"]);
    assert!(error["message"].as_str().unwrap().contains("prints no JSON document"), "{error}");
    let error = home.refuses(2, &["help", "json", "credts"]);
    assert_eq!(error["hint"], "did you mean inquota help json credits?");
}

/// The commands whose answer is no document, even with `--json`.
const WITHOUT_DOCUMENT: [&str; 5] = ["", "help", "man", "completions", "config example"];

#[test]
fn every_command_has_its_document_on_the_page() {
    let home = Home::new();
    for path in commands(&home).into_iter().filter(|path| !WITHOUT_DOCUMENT.contains(&path.as_str())) {
        let words: Vec<&str> = ["help", "json"].into_iter().chain(path.split(' ')).collect();
        let shown = home.ok(&words).out;
        let titles: Vec<&str> = shown.lines().filter(|line| !line.starts_with(' ')).collect();
        let is_own =
            |title: &&str| title.split(", ").any(|form| form == path || form.starts_with(&format!("{path} -")));
        assert!(titles.iter().any(is_own), "docs/json.md has no document of {path}");
    }
}

/// Every report, but `plan list` and `plan show`, which take no `--at`.
const REPORTS: [&[&str]; 21] = [
    &["status"],
    &["status", "--line"],
    &["summary"],
    &["summary", "--by", "tag"],
    &["history"],
    &["credits"],
    &["credits", "--watch"],
    &["forecast"],
    &["followups"],
    &["next"],
    &["people"],
    &["stats"],
    &["stats", "--invitations"],
    &["invitations"],
    &["plan"],
    &["plan", "compare"],
    &["accounts"],
    &["check"],
    &["check", "Jane Doe", "--inmail"],
    &["draft", "draft.txt"],
    &["draft", "draft.txt", "--to", "Jane Doe"],
];

#[test]
fn every_report_says_for_which_instant_it_is() {
    let home = Home::new();
    home.write("draft.txt", b"Shall we speak next week about your talk in Berlin?");
    home.ok(&["log", "Jane Doe", "--at", "2026-11-20 10:00"]);
    let as_of = |args: &[&str]| {
        // Some answer no, with exit code 1.
        let out = home.run(&[args, &["--json"]].concat()).out;
        serde_json::from_str::<serde_json::Value>(&out).unwrap_or_else(|error| panic!("{args:?}: {error}"))["as_of"]
            .clone()
    };
    for report in REPORTS {
        assert_eq!(as_of(report), "2026-11-25T09:00:00+01:00", "{report:?}");
        // A day means its last second. Berlin is at +01:00 in November and at +02:00 in October.
        assert_eq!(as_of(&[report, &["--at", "2026-11-21"]].concat()), "2026-11-21T23:59:59+01:00", "{report:?}");
        assert_eq!(as_of(&[report, &["--at", "2026-10-20 08:00"]].concat()), "2026-10-20T08:00:00+02:00", "{report:?}");
    }
    // These take no --at.
    for report in
        [&["plan", "list"][..], &["plan", "show", "career"], &["zone"], &["backup"], &["backup", "list"], &["doctor"]]
    {
        assert_eq!(as_of(report), "2026-11-25T09:00:00+01:00", "{report:?}");
    }
}

#[test]
fn accounts_are_listed_for_the_instant_in_the_zone_of_the_one_in_use() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ana Lima", "--account", "east", "--new-account"]);
    home.ok(&["zone", "Asia/Tokyo", "--account", "east"]);
    assert_eq!(home.json(&["accounts"])["as_of"], "2026-11-25T09:00:00+01:00");
    // 09:00 in Berlin is 17:00 in Tokyo.
    assert_eq!(home.json(&["accounts", "--account", "east"])["as_of"], "2026-11-25T17:00:00+09:00");
    assert_eq!(home.refuses(2, &["accounts", "--at", "soon"])["code"], "bad_when");
}

#[test]
fn the_recipes_of_the_page_about_scripting_work() {
    if !Path::new("/usr/bin/jq").exists() {
        return skipped("there is no `jq` on this machine");
    }
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-10"]);
    home.ok(&["log", "Ana Lima", "--inmail"]);
    home.ok(&["log", "Ravi Patel", "--invite", "--at", "2026-10-01"]);
    let page = include_str!("../../docs/scripting.md");
    let recipes = page.lines().filter(|line| line.starts_with("inquota ") && line.contains("| jq "));
    let answers: Vec<String> = recipes.map(|recipe| run(&home, recipe)).collect();
    let version = concat!(env!("CARGO_PKG_VERSION"), "\n");
    // Free: 15 people a day, and one message of another day. 5 credits a month, of which one is spent.
    assert_eq!(answers, ["15\n", "null\n", "Ana Lima\n", "Ravi Patel\n", "Jane Doe\n", "default 4\n", version]);
}

/// Runs a recipe in a shell, and returns what it prints.
fn run(home: &Home, recipe: &str) -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_inquota")).parent().unwrap();
    let mut shell = home.other_program("sh");
    let output =
        shell.args(["-c", recipe]).env("PATH", format!("{}:/usr/bin:/bin", folder.display())).output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{recipe}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
