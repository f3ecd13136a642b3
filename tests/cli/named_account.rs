//! The name of a chosen account is shown: on stderr if the command line does not name it, and on summaries.

use std::fs;

use serde_json::Value;

use crate::program::{Home, Run};

/// Runs the program with `INQUOTA_ACCOUNT=sales`.
fn by_environment(home: &Home, args: &[&str]) -> Run {
    home.run_with(&[("INQUOTA_ACCOUNT", "sales")], args)
}

/// A home with one person in the default account, two in `sales`.
fn home() -> Home {
    let home = Home::new();
    home.write("note.txt", b"Hi Ravi, how are you?");
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel", "Ana Lima", "--account", "sales", "--new-account"]);
    home
}

/// Commands that record on an account, or answer about one.
const COMMANDS: [&[&str]; 14] = [
    &["log", "Kim Lee"],
    &["reply", "Kim Lee"],
    &["log", "Max Roe", "--invite"],
    &["accepted", "Max Roe"],
    &["invitations"],
    &["check", "Ravi Patel"],
    &["draft", "note.txt", "--to", "Ravi Patel"],
    &["status"],
    &[],
    &["next"],
    &["summary"],
    &["history"],
    &["export"],
    &["undo"],
];

#[test]
fn an_account_chosen_elsewhere_is_named_in_one_line_on_stderr() {
    let home = home();
    for args in COMMANDS {
        let run = by_environment(&home, args);
        assert_eq!(run.code, 0, "{args:?}: {run:?}");
        let notes: Vec<&str> = run.err.lines().filter(|line| line.contains("account")).collect();
        assert_eq!(notes, ["note: on the account sales, as INQUOTA_ACCOUNT says"], "{args:?}");
        let quiet = by_environment(&home, &[args, &["-q"]].concat());
        assert_eq!(quiet.err, "", "{args:?}");
    }
    // An invitation can be withdrawn only once.
    by_environment(&home, &["log", "Eva Moe", "--invite"]);
    let withdrawn = by_environment(&home, &["withdraw", "Eva Moe"]);
    assert_eq!((withdrawn.code, withdrawn.err.as_str()), (0, "note: on the account sales, as INQUOTA_ACCOUNT says\n"));
    home.write_settings("account = \"sales\"\n");
    let run = home.ok(&["check", "Ravi Patel"]);
    assert_eq!(run.err, "note: on the account sales, as the settings say\n");
}

#[test]
fn an_account_named_on_the_line_or_in_json_output_needs_no_note() {
    // Two homes, since a record entered twice would get a caution.
    let (home, other) = (home(), home());
    for args in COMMANDS {
        let run = by_environment(&home, &[args, &["--json"]].concat());
        assert!((run.code, run.err.as_str()) == (0, "") || *args == ["export"], "{args:?}: {run:?}");
        assert_eq!(other.ok(&[args, &["--account", "sales"]].concat()).err, "", "{args:?}");
    }
    // Neither the default nor a file has a name to show; a prompt has no room for it; `accounts` and `config` show it
    // anyway.
    home.write_settings("account = \"sales\"\n");
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
    assert_eq!(home.run_with(&[("INQUOTA_ACCOUNT", "default")], &["status"]).err, "");
}

#[test]
fn a_summary_names_its_account_in_every_format_for_people() {
    let home = home();
    let summary = |account: &str, more: &[&str]| home.ok(&[&["summary", "--account", account], more].concat()).out;
    let title = "November 2026, account sales, as of Wed 25 Nov 2026, 09:00";
    assert_eq!(summary("sales", &[]).lines().next(), Some(title));
    assert_eq!(summary("sales", &["--format", "markdown"]).lines().next(), Some(format!("# {title}").as_str()));
    let page = summary("sales", &["--format", "html"]);
    assert!(page.contains("<title>November 2026, account sales – inquota</title>"), "{page}");
    assert!(page.contains("<p>Account sales · as of Wed 25 Nov 2026, 09:00"), "{page}");
    // The default account is not named.
    assert_eq!(summary("default", &[]).lines().next(), Some("November 2026, as of Wed 25 Nov 2026, 09:00"));
    for format in ["markdown", "html", "table", "csv"] {
        assert!(!summary("default", &["--format", format]).to_lowercase().contains("account "), "{format}");
    }
}

#[test]
fn the_json_of_a_summary_has_the_account_or_null() {
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
fn every_account_has_its_own_page_file() {
    let home = home();
    fs::create_dir(home.path("programs")).unwrap();
    std::os::unix::fs::symlink("/bin/true", home.path("programs/xdg-open")).unwrap();
    let open = |args: &[&str]| {
        let args = [&["summary", "--open"], args].concat();
        let run = home.run_with(&[("PATH", home.path("programs").to_str().unwrap())], &args);
        assert_eq!(run.code, 0, "{run:?}");
    };
    open(&[]);
    open(&["--account", "sales"]);
    let page = |name: &str| fs::read_to_string(home.path(".cache/inquota").join(name)).unwrap();
    let (default, sales) =
        (page("summary-2026-11-01-2026-11-30.html"), page("summary-sales-2026-11-01-2026-11-30.html"));
    assert!(sales.contains("Account sales") && !default.contains("Account"));
}

#[test]
fn hints_name_the_account_and_the_file_of_the_line() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--account", "sales", "--new-account"]);
    let hint = |args: &[&str]| home.refuses(2, args)["hint"].as_str().unwrap().to_owned();
    assert_eq!(hint(&["undo", "99"]), "to see the ids: inquota history");
    let named = hint(&["--account", "sales", "undo", "99"]);
    assert_eq!(named, "to see the ids: inquota --account sales history");
    let named = hint(&["undo", "99", "--file=my ledger.json"]);
    assert_eq!(named, "to see the ids: inquota --file \"my ledger.json\" history");
    // A caution, and a command that uses no ledger.
    let run = home.ok(&["log", "Jane Doer", "--account", "sales"]);
    assert!(run.err.contains("inquota --account sales people merge "), "{}", run.err);
    assert!(hint(&["--account", "west", "status"]).contains("inquota accounts"));
}
