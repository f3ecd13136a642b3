//! `accounts rename`, `accounts remove` and `accounts restore`.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::program::{Home, skipped};

const DATA: &str = ".local/share/inquota";

/// A home with an account `sales` that has a ledger of two records and a backup with one.
fn home() -> Home {
    let mut home = Home::new();
    home.at("2026-11-24T09:00:00+01:00");
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel", "--account", "sales", "--new-account"]);
    home.at("2026-11-25T09:00:00+01:00");
    home.ok(&["log", "Ana Lima", "--account", "sales"]);
    home
}

fn folder(home: &Home, name: &str) -> PathBuf {
    home.path(DATA).join(name)
}

/// The names of the accounts, and of those that were removed.
fn names(home: &Home) -> (Vec<String>, Vec<String>) {
    let document = home.json(&["accounts"]);
    let of = |list: &str, key: &str| {
        document[list].as_array().unwrap().iter().map(|row| row[key].as_str().unwrap().to_owned()).collect()
    };
    (of("accounts", "name"), of("removed", "kept_as"))
}

#[test]
fn an_account_is_renamed_with_everything_that_belongs_to_it() {
    let home = home();
    let before = fs::read(folder(&home, "accounts/sales/ledger.json")).unwrap();
    let run = home.ok(&["accounts", "rename", "sales", "Work"]);
    assert!(run.out.starts_with("renamed: the account sales is now work\nits ledger: "), "{}", run.out);
    assert_eq!(names(&home).0, ["default", "work"]);
    assert!(!folder(&home, "accounts/sales").exists());
    assert_eq!(fs::read(folder(&home, "accounts/work/ledger.json")).unwrap(), before);
    assert_eq!(home.history(&["--account", "work"]).len(), 2);
    let backups = home.json(&["backup", "--account", "work"]);
    assert_eq!(backups["backups"].as_array().unwrap().len(), 1);
    home.ok(&["log", "Max Roe", "--account", "work"]);
    home.ok(&["doctor", "--account", "work"]);
    assert_eq!(home.refuses(2, &["status", "--account", "sales"])["code"], "unknown_account");
    let document = home.json(&["accounts", "rename", "work", "sales"]);
    assert_eq!(
        (&document["renamed"], &document["to"], &document["in_settings"]),
        (&json!("work"), &json!("sales"), &json!(false))
    );
}

#[test]
fn the_settings_follow_a_renamed_and_forget_a_removed_account() {
    let home = home();
    home.write_settings("# mine\naccount = \"sales\" # the seat\n");
    assert!(home.ok(&["accounts", "rename", "sales", "work"]).out.contains("the settings name it by its new name\n"));
    let settings = || fs::read_to_string(home.path(".config/inquota/config.toml")).unwrap();
    assert_eq!(settings(), "# mine\naccount = \"work\" # the seat\n");
    assert!(home.ok(&["accounts", "remove", "work", "--yes"]).out.contains("the settings name no account any more\n"));
    assert_eq!(settings(), "# mine\n");
    home.ok(&["status"]);
    // The environment cannot be changed.
    home.ok(&["accounts", "restore", "work"]);
    let run = home.run_with(&[("INQUOTA_ACCOUNT", "work")], &["accounts", "rename", "work", "sales"]);
    assert_eq!((run.code, run.err.as_str()), (0, "note: INQUOTA_ACCOUNT still names work\n"));
}

#[test]
fn a_removed_account_is_kept_and_can_be_restored() {
    let home = home();
    let before = fs::read(folder(&home, "accounts/sales/ledger.json")).unwrap();
    let run = home.ok(&["accounts", "remove", "sales", "--yes"]);
    assert!(run.out.starts_with("removed: the account sales, 2 records\nnothing is deleted: "), "{}", run.out);
    assert!(run.out.ends_with("to undo this: inquota accounts restore sales\n"), "{}", run.out);
    assert_eq!(names(&home), (vec!["default".to_owned()], vec!["sales-20261125T080000Z".to_owned()]));
    assert_eq!(fs::read(folder(&home, "removed/sales-20261125T080000Z/ledger.json")).unwrap(), before);
    assert!(
        home.ok(&["accounts"])
            .out
            .contains("removed: sales on Wed 25 Nov 2026; to restore it: inquota accounts restore sales-")
    );
    let error = home.refuses(2, &["log", "Max Roe", "--account", "sales"]);
    assert_eq!(error["code"], "unknown_account");
    assert!(
        error["hint"].as_str().unwrap().starts_with("it was removed; to restore it: inquota accounts restore sales")
    );
    let run = home.ok(&["accounts", "restore", "sales"]);
    assert!(run.out.starts_with("restored: the account sales, 2 records\n"), "{}", run.out);
    assert_eq!(fs::read(folder(&home, "accounts/sales/ledger.json")).unwrap(), before);
    assert_eq!(home.json(&["backup", "--account", "sales"])["backups"].as_array().unwrap().len(), 1);
    assert_eq!(names(&home), (vec!["default".to_owned(), "sales".to_owned()], vec![]));
    let document = home.json(&["accounts", "remove", "sales", "--yes"]);
    assert_eq!((&document["records"], &document["kept_as"]), (&json!(2), &json!("sales-20261125T080000Z")));
}

/// The name is free again; each of the removed accounts stays, and the latest is restored first.
#[test]
fn a_name_can_be_used_again_after_its_account_was_removed() {
    let home = home();
    home.ok(&["accounts", "remove", "sales", "--yes"]);
    home.ok(&["log", "Max Roe", "--account", "sales", "--new-account"]);
    let error = home.refuses(2, &["accounts", "restore", "sales"]);
    assert_eq!(
        (&error["code"], &error["message"]),
        (&json!("account_exists"), &json!("there is an account sales already"))
    );
    home.ok(&["accounts", "remove", "sales", "--yes"]);
    assert_eq!(names(&home).1, ["sales-20261125T080000Z-2", "sales-20261125T080000Z"]);
    home.ok(&["accounts", "restore", "sales"]);
    assert_eq!(home.history(&["--account", "sales"])[0]["person"], "Max Roe");
    home.ok(&["accounts", "rename", "sales", "other"]);
    home.ok(&["accounts", "restore", "sales-20261125t080000z"]);
    assert_eq!(home.history(&["--account", "sales"]).len(), 2);
    let error = home.refuses(2, &["accounts", "restore", "sales"]);
    assert_eq!((&error["code"], &error["hint"]), (&json!("unknown_account"), &json!("no account was removed")));
}

#[test]
fn what_cannot_be_renamed_or_removed_is_refused() {
    let home = home();
    home.ok(&["log", "Max Roe", "--account", "work", "--new-account"]);
    let before = home.everything();
    for (args, code, hint) in [
        (&["rename", "slaes", "x"] as &[&str], "unknown_account", "did you mean sales?"),
        (&["remove", "slaes", "--yes"], "unknown_account", "did you mean sales?"),
        (&["rename", "default", "x"], "bad_account", "it is the one used when none is named"),
        (&["remove", "default", "--yes"], "bad_account", "it is the one used when none is named"),
        (&["rename", "sales", "work"], "account_exists", "give another name"),
        (&["rename", "sales", "default"], "account_exists", "give another name"),
        (&["rename", "sales", "SALES"], "usage", "give another name"),
        (&["rename", "sales", "../x"], "bad_account", "use up to 40"),
        (&["restore", "sales"], "unknown_account", "no account was removed"),
        (&["remove", "sales"], "not_confirmed", "add --yes"),
    ] {
        let error = home.refuses(2, &[&["accounts"], args].concat());
        assert_eq!(error["code"], code, "{args:?}");
        assert!(error["hint"].as_str().unwrap().starts_with(hint), "{args:?}: {error}");
    }
    assert_eq!(home.everything(), before);
}

#[cfg(target_os = "linux")]
#[test]
fn removing_asks_on_a_terminal() {
    let home = home();
    let Some(screen) = home.on_terminal("accounts remove sales; echo code $?", 80, &["\r"]) else {
        return skipped("there is no `script` on this machine");
    };
    assert!(screen.contains("Remove the account sales (2 records)? It can be restored."), "{screen}");
    assert!(screen.contains("nothing was removed") && screen.contains("code 1"), "{screen}");
    assert_eq!(names(&home).0, ["default", "sales"]);
    let screen = home.on_terminal("accounts remove sales; echo code $?", 80, &["y\r"]).unwrap();
    assert!(screen.contains("removed: the account sales") && screen.contains("code 0"), "{screen}");
    assert_eq!(names(&home).0, ["default"]);
}

/// A damaged ledger can be put aside as well.
#[test]
fn a_damaged_account_can_be_removed_and_restored() {
    let home = home();
    let file = folder(&home, "accounts/sales/ledger.json");
    fs::write(&file, b"not a ledger").unwrap();
    assert!(home.ok(&["accounts", "remove", "sales", "--yes"]).out.starts_with("removed: the account sales\n"));
    home.ok(&["accounts", "restore", "sales"]);
    assert_eq!(fs::read(&file).unwrap(), b"not a ledger");
}

/// The checkpoint belongs to the old path. A ledger of 100 KiB has one.
#[test]
fn the_checkpoint_of_the_old_path_goes() {
    let home = home();
    let mut text = String::from(
        "{\"format\":\"inquota\",\"version\":1,\"account\":{\"created\":\"2025-01-01T08:00:00Z\",\"zone\":\"Europe/Berlin\"},\"records\":[\n",
    );
    for id in 1..=1_000 {
        let comma = if id == 1_000 { "" } else { "," };
        text += &format!(
            "{{\"id\":{id},\"at\":\"2025-02-01T08:00:00Z\",\"recorded\":\"2025-02-01T08:00:00Z\",\"kind\":\"message\",\"who\":{id},\"person\":\"Person {id}\"}}{comma}\n"
        );
    }
    fs::write(folder(&home, "accounts/sales/ledger.json"), text + "]}\n").unwrap();
    home.ok(&["log", "Max Roe", "--account", "sales"]);
    home.ok(&["status", "--account", "sales"]);
    let cached = || fs::read_dir(home.path(".cache/inquota")).map_or(0, Iterator::count);
    let before = cached();
    assert!(before > 0);
    home.ok(&["accounts", "rename", "sales", "work"]);
    assert!(cached() < before);
    assert_eq!(home.history(&["--account", "work"]).len(), 1_001);
}

/// A process that waits for the lock of an account that is renamed or removed writes nothing and begins nothing.
#[test]
fn a_record_and_a_removal_at_the_same_time_lose_nothing() {
    for round in 0..5 {
        let home = home();
        let name = format!("Person {round}");
        let mut log = home.command(&["log", &name, "--account", "sales"]);
        let log = log.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
        home.ok(&["accounts", "remove", "sales", "--yes"]);
        let is_logged = log.wait_with_output().unwrap().status.success();
        assert!(!folder(&home, "accounts/sales/ledger.json").exists());
        home.ok(&["accounts", "restore", "sales"]);
        let people: Vec<Value> =
            home.history(&["--account", "sales"]).iter().map(|row| row["person"].clone()).collect();
        assert_eq!(people.len(), if is_logged { 3 } else { 2 }, "{people:?}");
    }
}
