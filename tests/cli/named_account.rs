//! A named account is told: on stderr where the line does not name it, and on what is made of its figures.

use std::fs;

use serde_json::Value;

use crate::program::{Home, Run};

/// What a run says with the account `sales` named by the environment.
fn by_environment(home: &Home, args: &[&str]) -> Run {
    Run::from(home.command(args).env("INQUOTA_ACCOUNT", "sales").output().unwrap())
}

/// A home with one person in the default account, two in `sales`.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel", "Ana Lima", "--account", "sales"]);
    home
}

fn with_settings(home: &Home, text: &str) {
    let settings = home.path(".config/inquota/config.toml");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(settings, text).unwrap();
}

/// Commands that record on an account, or answer about one.
const COMMANDS: [&[&str]; 12] = [
    &["log", "Kim Lee"],
    &["reply", "Kim Lee"],
    &["log", "Max Roe", "--invite"],
    &["accepted", "Max Roe"],
    &["check", "Ravi Patel"],
    &["status"],
    &[],
    &["next"],
    &["summary"],
    &["history"],
    &["export"],
    &["undo"],
];

#[test]
fn an_account_that_the_line_does_not_name_is_told_in_one_line_on_stderr() {
    let home = home();
    for args in COMMANDS {
        let run = by_environment(&home, args);
        assert_eq!(run.code, 0, "{args:?}: {run:?}");
        let told: Vec<&str> = run.err.lines().filter(|line| line.contains("account")).collect();
        assert_eq!(told, ["note: on the account sales, as INQUOTA_ACCOUNT says"], "{args:?}");
        let quiet = by_environment(&home, &[args, &["-q"]].concat());
        assert_eq!(quiet.err, "", "{args:?}");
    }
    with_settings(&home, "account = \"sales\"\n");
    let run = home.ok(&["check", "Ravi Patel"]);
    assert_eq!(run.err, "note: on the account sales, as the settings say\n");
}

#[test]
fn whoever_names_the_account_on_the_line_or_reads_documents_is_not_told() {
    // What is recorded twice is minded, and so the two ways have a home each.
    let (home, other) = (home(), home());
    for args in COMMANDS {
        let run = by_environment(&home, &[args, &["--json"]].concat());
        assert!((run.code, run.err.as_str()) == (0, "") || *args == ["export"], "{args:?}: {run:?}");
        assert_eq!(other.ok(&[args, &["--account", "sales"]].concat()).err, "", "{args:?}");
    }
    // The default has no name to be told, and neither has a file; a prompt is no place for it; two commands show it.
    with_settings(&home, "account = \"sales\"\n");
    let ledger = home.ledger();
    for args in [
        &["status", "--account", "default"] as &[&str],
        &["status", "--file", ledger.to_str().unwrap()],
        &["status", "--line"],
        &["accounts"],
        &["config"],
        &["config", "path"],
    ] {
        assert_eq!(home.ok(args).err, "", "{args:?}");
    }
    let default = home.command(&["status"]).env("INQUOTA_ACCOUNT", "default").output().unwrap();
    assert_eq!(Run::from(default).err, "");
}

#[test]
fn a_recording_that_begins_an_account_says_so_once() {
    for args in [&["log", "Jane Doe"] as &[&str], &["reply", "Jane Doe"], &["accepted", "Jane Doe"]] {
        let home = Home::new();
        let line = [args, &["--account", "slaes"]].concat();
        let told = home.ok(&line).err;
        let new =
            "note: the account slaes has no ledger yet, the first record begins it; inquota accounts lists the others";
        assert_eq!(told.lines().filter(|line| *line == new).count(), 1, "{args:?}: {told}");
        assert!(!home.ok(&line).err.contains("slaes"), "{args:?}");
    }
    // A command that reads before it records says it once, too.
    let error = Home::new().exits(2, &["followups", "close", "--before", "2026-11-01", "--account", "slaes"]).err;
    assert_eq!(error.matches("slaes").count(), 1, "{error}");
}

#[test]
fn a_summary_names_its_account_in_every_form_for_people() {
    let home = home();
    let summary = |account: &str, more: &[&str]| home.ok(&[&["summary", "--account", account], more].concat()).out;
    let title = "November 2026, account sales, as of Wed 25 Nov 2026, 09:00";
    assert_eq!(summary("sales", &[]).lines().next(), Some(title));
    assert_eq!(summary("sales", &["--format", "markdown"]).lines().next(), Some(format!("# {title}").as_str()));
    let page = summary("sales", &["--format", "html"]);
    assert!(page.contains("<title>November 2026, account sales – inquota</title>"), "{page}");
    assert!(page.contains("<p>Account sales · as of Wed 25 Nov 2026, 09:00"), "{page}");
    // The default has no name, and is told as it always was.
    assert_eq!(summary("default", &[]).lines().next(), Some("November 2026, as of Wed 25 Nov 2026, 09:00"));
    for form in ["markdown", "html", "table", "csv"] {
        assert!(!summary("default", &["--format", form]).to_lowercase().contains("account "), "{form}");
    }
}

#[test]
fn a_document_of_a_summary_holds_the_account_or_null() {
    let home = home();
    let account = |args: &[&str]| home.json(&[&["summary"], args].concat())["account"].clone();
    assert_eq!(account(&["--account", "Sales"]), "sales");
    assert_eq!(account(&[]), Value::Null);
    assert_eq!(account(&["--account", "default"]), Value::Null);
    let file = home.path(".local/share/inquota/accounts/sales/ledger.json");
    assert_eq!(account(&["--file", file.to_str().unwrap()]), Value::Null);
}

#[cfg(target_os = "linux")]
#[test]
fn the_pages_of_two_accounts_are_two_files() {
    let home = home();
    fs::create_dir(home.path("programs")).unwrap();
    std::os::unix::fs::symlink("/bin/true", home.path("programs/xdg-open")).unwrap();
    let open = |args: &[&str]| {
        let args = [&["summary", "--open"], args].concat();
        let run = Run::from(home.command(&args).env("PATH", home.path("programs")).output().unwrap());
        assert_eq!(run.code, 0, "{run:?}");
    };
    open(&[]);
    open(&["--account", "sales"]);
    let page = |name: &str| fs::read_to_string(home.path(".cache/inquota").join(name)).unwrap();
    let (default, sales) =
        (page("summary-2026-11-01-2026-11-30.html"), page("summary-sales-2026-11-01-2026-11-30.html"));
    assert!(sales.contains("Account sales") && !default.contains("Account"));
}
