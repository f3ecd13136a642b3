//! Accounts: each has a ledger of its own and is chosen by option, environment or settings.

use serde_json::Value;

use crate::program::Home;

/// The rows of `accounts --json`: name, whether it is chosen, whether it has a ledger, the credits left.
fn rows(document: &Value) -> Vec<(String, bool, bool, Option<u64>)> {
    let rows = document["accounts"].as_array().unwrap();
    let row = |row: &Value| {
        let balance = row["status"]["inmail"]["balance"].as_u64();
        let name = row["name"].as_str().unwrap().to_owned();
        (name, row["chosen"].as_bool().unwrap(), row["exists"].as_bool().unwrap(), balance)
    };
    rows.iter().map(row).collect()
}

#[test]
fn each_account_has_its_own_credits() {
    // `free` starts with 5 credits, `sales-navigator` with 50 (rules 7); an InMail spends one of its own account.
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--inmail"]);
    home.ok(&["plan", "set", "sales-navigator", "--account", "sales", "--new-account"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--account", "sales"]);
    home.ok(&["log", "Ana Lima", "--inmail", "--account", "SALES"]);
    assert_eq!(home.balance(), 4);
    assert_eq!(home.json(&["credits", "--account", "sales"])["balance"], 48);
    assert_eq!(home.history(&["--account", "default"]).len(), 1);
    let expected = [("default".to_owned(), true, true, Some(4)), ("sales".to_owned(), false, true, Some(48))];
    assert_eq!(rows(&home.json(&["accounts"])), expected);
    let text = home.ok(&["accounts"]).out;
    assert!(text.contains("sales-navigator") && text.contains("48"), "{text}");
    // Undo in one takes nothing from the other.
    home.ok(&["undo", "--account", "sales"]);
    assert_eq!(home.balance(), 4);
    assert_eq!(home.json(&["credits", "--account", "sales"])["balance"], 49);
}

#[test]
fn the_option_overrides_the_environment_which_overrides_the_settings() {
    let home = Home::new();
    for (person, account) in [("Of Option", "one"), ("Of Environment", "two"), ("Of Settings", "three")] {
        home.ok(&["log", person, "--account", account, "--new-account"]);
    }
    home.ok(&["log", "Of Default"]);
    home.write_settings("account = \"three\"");
    let person = |args: &[&str], environment: &[(&str, &str)]| {
        let document = home.run_with(environment, &[&["history", "--json"], args].concat()).json();
        document["records"][0]["person"].as_str().unwrap().to_owned()
    };
    assert_eq!(person(&[], &[]), "Of Settings");
    assert_eq!(person(&[], &[("INQUOTA_ACCOUNT", "two")]), "Of Environment");
    assert_eq!(person(&["--account", "one"], &[("INQUOTA_ACCOUNT", "two")]), "Of Option");
    assert_eq!(person(&["--account", "default"], &[]), "Of Default");
    // A file in the environment overrides the settings too, and an option overrides that file.
    let file = home.ledger();
    let file = file.to_str().unwrap();
    assert_eq!(person(&[], &[("INQUOTA_FILE", file)]), "Of Default");
    assert_eq!(person(&["--account", "one"], &[("INQUOTA_FILE", file)]), "Of Option");
    assert_eq!(person(&["--file", file], &[("INQUOTA_ACCOUNT", "two")]), "Of Default");
}

#[test]
fn a_file_and_an_account_cannot_be_given_together() {
    let home = Home::new();
    for args in [
        &["--file", "x.json", "--account", "sales", "status"] as &[&str],
        &["--file", "x", "log", "A", "--account", "b"],
    ] {
        assert_eq!(home.refuses(2, args)["code"], "usage");
    }
    let both = [("INQUOTA_FILE", "x.json"), ("INQUOTA_ACCOUNT", "sales")];
    assert_eq!(home.run_with(&both, &["status"]).code, 2);
    assert!(home.everything().is_empty());
}

#[test]
fn a_name_that_is_no_plain_file_name_is_refused() {
    let home = Home::new();
    for name in ["../x", "/etc", "a/b", "a\\b", ".", "..", "", " ", "con", "a b", "é", "a\u{1b}", &"a".repeat(41)] {
        let error = home.refuses(2, &["log", "Jane Doe", "--account", name]);
        assert_eq!(error["code"], "bad_account", "{name}");
        assert!(!error["hint"].as_str().unwrap().is_empty());
    }
    assert!(home.everything().is_empty());
}

#[test]
fn backup_doctor_and_merge_work_on_the_chosen_account() {
    let mut home = Home::new();
    home.at("2026-11-24T09:00:00+01:00");
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel", "--account", "sales", "--new-account"]);
    // The first write of a day makes a backup.
    home.at("2026-11-25T09:00:00+01:00");
    home.ok(&["log", "Jane Roe"]);
    home.ok(&["log", "Ana Lima", "--account", "sales"]);
    let backups = |account: &str| home.json(&["backup", "--account", account]);
    for account in ["default", "sales"] {
        assert_eq!(backups(account)["backups"].as_array().unwrap().len(), 1, "{account}");
        home.ok(&["doctor", "--account", account]);
    }
    assert_ne!(backups("default")["folder"], backups("sales")["folder"]);
    let name = backups("sales")["backups"][0]["name"].as_str().unwrap().to_owned();
    home.ok(&["backup", "restore", &name, "--account", "sales"]);
    let people = |account: &str| {
        let document = home.json(&["people", "--account", account]);
        document["people"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (people("default"), people("sales")),
        (vec!["Jane Doe".into(), "Jane Roe".into()], vec!["Ravi Patel".into()])
    );
    let file = home.ledger();
    home.ok(&["merge", file.to_str().unwrap(), "--account", "sales"]);
    assert_eq!(people("sales").len(), 3);
    assert_eq!(people("default").len(), 2);
}

#[test]
fn a_damaged_account_does_not_hide_the_others() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--account", "sales", "--new-account"]);
    home.put(b"not a ledger");
    let document = home.json(&["accounts"]);
    assert_eq!(document["accounts"][0]["error"]["code"], "not_a_ledger");
    assert_eq!(document["accounts"][0]["status"], Value::Null);
    assert_eq!(document["accounts"][1]["status"]["messages"]["day"]["used"], 1);
    assert!(home.ok(&["accounts"]).out.contains("default: "));
}
