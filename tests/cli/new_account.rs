//! An account that does not exist is refused or asked about, unless `--new-account` begins it.

use serde_json::json;

use crate::program::{Home, skipped};

/// A home with the accounts `default` and `work`.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel", "--account", "work", "--new-account"]);
    home
}

const RECORDING: [&[&str]; 12] = [
    &["log", "Ana Lima"],
    &["reply", "Ana Lima"],
    &["accepted", "Ana Lima"],
    &["stopped"],
    &["credits", "buy", "5"],
    &["credits", "set", "5"],
    &["plan", "set", "premium-career"],
    &["zone", "Asia/Tokyo"],
    &["people", "block", "Ana Lima"],
    &["import", "copy.json"],
    &["merge", "copy.json"],
    &["log", "Ana Lima", "--guard"],
];

const READING: [&[&str]; 14] = [
    &[],
    &["status"],
    &["check"],
    &["summary"],
    &["history"],
    &["credits"],
    &["plan"],
    &["zone"],
    &["people"],
    &["next"],
    &["export"],
    &["undo"],
    &["doctor"],
    &["backup"],
];

#[test]
fn a_mistyped_account_is_refused_with_the_nearest_name_and_nothing_is_made() {
    let home = home();
    home.ok(&["export", "-o", "copy.json"]);
    let before = home.everything();
    for args in RECORDING {
        let error = home.refuses(2, &[args, &["--account", "wrok"]].concat());
        let hint = "did you mean work? --new-account creates it";
        assert_eq!(
            (&error["code"], &error["message"], &error["hint"]),
            (&json!("unknown_account"), &json!("there is no account wrok"), &json!(hint)),
            "{args:?}"
        );
    }
    for args in READING {
        let error = home.refuses(2, &[args, &["--account", "wrok"]].concat());
        assert_eq!(error["code"], "unknown_account", "{args:?}");
        assert!(error["hint"].as_str().unwrap().starts_with("did you mean work? "), "{args:?}: {error}");
    }
    assert_eq!(home.everything(), before);
    // Nothing is near this name.
    let error = home.refuses(2, &["log", "Ana Lima", "--account", "elsewhere"]);
    assert_eq!(error["hint"], "to list the accounts: inquota accounts; --new-account creates it");
    // What the environment and the settings name is refused too, and `status --line` says so.
    for args in [&["log", "Ana Lima"] as &[&str], &["status"], &["status", "--line"]] {
        let run = home.run_with(&[("INQUOTA_ACCOUNT", "wrok")], args);
        assert!(
            run.code == 2 && run.err.contains("there is no account wrok, which INQUOTA_ACCOUNT names"),
            "{args:?}: {run:?}"
        );
    }
    home.write_settings("account = \"wrok\"\n");
    let err = home.exits(2, &["status"]).err;
    assert_eq!(err.lines().next(), Some("error: there is no account wrok, which config.toml names in line 1"));
    // What helps to find the mistake works.
    home.ok(&["accounts"]);
    home.ok(&["config"]);
    assert_eq!(home.ok(&["config", "get", "account"]).out, "wrok\n");
}

#[test]
fn new_account_begins_one_and_says_so_once() {
    for args in [&["log", "Jane Doe"] as &[&str], &["reply", "Jane Doe"], &["plan", "set", "premium-career"]] {
        let home = Home::new();
        let line = [args, &["--account", "sales", "--new-account"]].concat();
        let err = home.ok(&line).err;
        let new = "note: the account sales is new; your first record creates it";
        assert_eq!(err.lines().filter(|line| *line == new).count(), 1, "{args:?}: {err}");
        // From now on it exists, with the option or without it.
        assert!(!home.ok(&line).err.contains("is new"), "{args:?}");
        home.ok(&["status", "--account", "sales"]);
    }
    // A report shows the account as it would begin, and makes nothing.
    let home = Home::new();
    assert!(home.ok(&["status", "--account", "sales", "--new-account"]).err.contains("sales is new"));
    home.ok(&["log", "Jane Doe", "--guard", "--account", "sales", "--new-account", "--inmail", "--at", "2026-11-24"]);
    assert!(home.path(".local/share/inquota/accounts/sales/ledger.json").exists());
}

#[test]
fn the_default_account_and_files_need_no_option() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel", "--account", "default"]);
    home.ok(&["log", "Ravi Patel", "--file", "other.json"]);
    home.ok(&["status", "--file", "third.json"]);
    assert_eq!(home.run_with(&[("INQUOTA_FILE", "fourth.json")], &["log", "Jane Doe"]).code, 0);
}

/// A ledger that went away is no typing mistake: its backups are there.
#[test]
fn an_account_with_backups_but_no_ledger_is_known() {
    let mut home = home();
    home.at("2026-11-26T09:00:00+01:00").ok(&["log", "Max Roe", "--account", "work"]);
    std::fs::remove_file(home.path(".local/share/inquota/accounts/work/ledger.json")).unwrap();
    let backups = home.json(&["backup", "--account", "work"]);
    let name = backups["backups"][0]["name"].as_str().unwrap().to_owned();
    assert!(home.ok(&["status", "--account", "work"]).err.contains("inquota --account work backup list"));
    home.ok(&["backup", "restore", &name, "--account", "work"]);
    assert_eq!(home.history(&["--account", "work"]).len(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_a_recording_command_asks() {
    let home = home();
    let log = "log 'Ana Lima' --account wrok; echo code $?";
    // Enter takes the first line: the account that was meant.
    let Some(screen) = home.on_terminal(log, 80, &["\r"]) else {
        return skipped("there is no `script` on this machine");
    };
    assert!(screen.contains("There is no account wrok. Did you mean work?"), "{screen}");
    for line in ["use work", "create wrok", "cancel"] {
        assert!(screen.contains(line), "{line}: {screen}");
    }
    assert!(screen.contains("code 0"), "{screen}");
    assert_eq!(home.history(&["--account", "work"]).len(), 2);
    assert!(!home.path(".local/share/inquota/accounts/wrok").exists());
    // The third line cancels.
    let screen = home.on_terminal(log, 80, &["\u{1b}[B\u{1b}[B\r"]).unwrap();
    assert!(screen.contains("nothing was recorded") && screen.contains("code 1"), "{screen}");
    assert!(!home.path(".local/share/inquota/accounts/wrok").exists());
    // So does escape.
    let screen = home.on_terminal(log, 80, &["\u{1b}"]).unwrap();
    assert!(screen.contains("nothing was recorded") && screen.contains("code 1"), "{screen}");
    // The second line creates it.
    let screen = home.on_terminal(log, 80, &["\u{1b}[B\r"]).unwrap();
    assert!(screen.contains("code 0"), "{screen}");
    assert_eq!(home.history(&["--account", "wrok"]).len(), 1);
    // A report does not ask.
    let screen = home.on_terminal("status --account wrk; echo code $?", 80, &[]).unwrap();
    assert!(screen.contains("there is no account wrk") && screen.contains("code 2"), "{screen}");
}
