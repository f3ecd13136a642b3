//! `config get`, `config set`, `config unset` and `config edit`.

use std::fs;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::program::{Home, skipped};

const FILE: &str = ".config/inquota/config.toml";

fn file(home: &Home) -> String {
    fs::read_to_string(home.path(FILE)).unwrap()
}

/// Runs `config` with these arguments, which must be refused; the settings file must stay as it is.
fn refused(home: &Home, args: &[&str]) -> Value {
    let before = fs::read(home.path(FILE)).ok();
    let error = home.refuses(2, &[&["config"], args].concat());
    assert_eq!(fs::read(home.path(FILE)).ok(), before, "{args:?}");
    error
}

#[test]
fn get_prints_the_value_in_force_and_nothing_else() {
    let home = Home::new();
    home.write_settings("near = 70\nworking_days = [\"sun\", \"mon\"]\n\n[targets]\ninmails_a_week = 25\n");
    for (key, value) in [
        ("near", "70\n"),
        ("close", "95\n"),
        ("clock", "24\n"),
        ("week_start", "monday\n"),
        ("working_days", "mon,sun\n"),
        ("account", "default\n"),
        ("targets.inmails_a_week", "25\n"),
        ("targets", "inmails_a_week = 25\n"),
    ] {
        let run = home.ok(&["config", "get", key]);
        assert_eq!((run.out.as_str(), run.err.as_str()), (value, ""), "{key}");
    }
    // A target without a value.
    let none = home.exits(1, &["config", "get", "targets.messages_a_day"]);
    assert_eq!((none.out.as_str(), none.err.as_str()), ("", ""));
    assert_eq!(home.document(1, &["config", "get", "targets.messages_a_day"])["value"], Value::Null);
    // The environment and options are in force too.
    let account = home.run_with(&[("INQUOTA_ACCOUNT", "sales")], &["config", "get", "account"]);
    assert_eq!(account.out, "sales\n");
    let document = home.json(&["config", "get", "near"]);
    assert_eq!(document, json!({"schema":1,"key":"near","value":70,"from":"file","name":null,"line":1}));
    assert_eq!(home.json(&["config", "get", "clock"])["from"], "default");
    assert_eq!(home.json(&["config", "get", "targets"])["value"], json!({"inmails_a_week":25}));
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest() {
    let home = Home::new();
    for (key, meant) in [
        ("naer", "did you mean near?"),
        ("targets.messages", "did you mean targets.messages_a_day?"),
        ("messages_a_day", "did you mean targets.messages_a_day?"),
        ("target.inmails_a_day", "did you mean targets.inmails_a_day?"),
        ("week-start", "did you mean week_start?"),
        ("nonsense_zz", "to list every setting: inquota config"),
        ("plans.team", "your own plans are in plans.json in the settings folder; to see every plan: inquota plan list"),
    ] {
        for args in [&["get", key] as &[&str], &["set", key, "5"], &["unset", key]] {
            let error = refused(&home, args);
            assert_eq!((&error["code"], &error["hint"]), (&json!("unknown_setting"), &json!(meant)), "{args:?}");
        }
    }
    let hint = refused(&home, &["init"])["hint"].as_str().unwrap().to_owned();
    assert!(hint.starts_with("to print a file to start from: inquota config example"), "{hint}");
    // A section is no setting.
    let error = refused(&home, &["set", "targets", "5"]);
    let hint = "name one of its settings, as in targets.messages_a_day";
    assert_eq!((&error["code"], &error["hint"]), (&json!("unknown_setting"), &json!(hint)));
    assert!(home.everything().is_empty());
}

#[test]
fn set_keeps_comments_order_and_format() {
    let home = Home::new();
    home.write_settings(
        "# mine\nclose = 90   # not so late\n\n# the clock\nclock=12\n[targets]\n# few\nmessages_a_day = 5\n",
    );
    let run = home.ok(&["config", "set", "close", "99"]);
    assert!(run.out.starts_with("close is set to 99; it was 90\nin "), "{}", run.out);
    home.ok(&["config", "set", "near", "70"]);
    home.ok(&["config", "set", "week_start", "sunday"]);
    home.ok(&["config", "set", "targets.inmails_a_week", "25"]);
    home.ok(&["config", "set", "targets.messages_a_day", "6"]);
    assert_eq!(
        file(&home),
        "# mine\nclose = 99   # not so late\n\n# the clock\nclock=12\nnear = 70\nweek_start = \"sunday\"\n[targets]\n# few\n\
         messages_a_day = 6\ninmails_a_week = 25\n"
    );
    home.ok(&["config", "unset", "close"]);
    home.ok(&["config", "unset", "targets.messages_a_day"]);
    assert_eq!(
        file(&home),
        "# mine\n\n# the clock\nclock=12\nnear = 70\nweek_start = \"sunday\"\n[targets]\n# few\ninmails_a_week = 25\n"
    );
    let document = home.json(&["config", "set", "clock", "24"]);
    assert_eq!((&document["key"], &document["value"], &document["before"]), (&json!("clock"), &json!(24), &json!(12)));
}

#[test]
fn set_makes_the_file_and_its_folder_and_unset_says_what_holds_again() {
    let home = Home::new();
    let run = home.ok(&["config", "set", "clock", "12"]);
    assert!(run.out.starts_with("clock is set to 12; the default is 24\nin "), "{}", run.out);
    assert_eq!(file(&home), "clock = 12\n");
    assert_eq!(home.ok(&["config", "get", "clock"]).out, "12\n");
    let again = home.ok(&["config", "set", "clock", "12"]);
    assert!(again.out.starts_with("clock is set to 12; as before\n"), "{}", again.out);
    let unset = home.ok(&["config", "unset", "clock"]);
    assert!(unset.out.starts_with("clock is unset: its default is 24\n"), "{}", unset.out);
    assert_eq!(file(&home), "");
    let nothing = home.exits(1, &["config", "unset", "clock"]);
    assert!(nothing.out.is_empty() && nothing.err.starts_with("clock is not set in "), "{nothing:?}");
    // In JSON, the answer is a document, whatever the exit code: the value by the file is the default, as before.
    let nothing = home.exits(1, &["config", "unset", "clock", "--json"]);
    let document: Value = serde_json::from_str(&nothing.out).unwrap();
    assert_eq!((&document["value"], &document["before"]), (&json!(24), &json!(24)));
    assert!(nothing.err.is_empty(), "{nothing:?}");
    // A text without letters is shown all the same.
    let empty = home.ok(&["config", "set", "pager", ""]).out;
    assert!(empty.starts_with("pager is set to \"\"; the default is less\n"), "{empty}");
    // Nothing but the settings was written.
    assert!(!home.path(".local").exists());
}

#[test]
fn values_need_no_quotes_and_lists_no_brackets() {
    let home = Home::new();
    for (args, line) in [
        (&["working_days", "mon,tue"] as &[&str], "working_days = [\"mon\", \"tue\"]\n"),
        (&["working_days", "sat", "sun"], "working_days = [\"sat\", \"sun\"]\n"),
        (&["working_days", "[\"fri\"]"], "working_days = [\"fri\"]\n"),
    ] {
        home.ok(&[&["config", "set"], args].concat());
        assert_eq!(file(&home), line);
    }
    // What `get` prints, `set` takes.
    let printed = home.ok(&["config", "set", "working_days", "mon,wed"]);
    assert!(printed.out.contains("mon, wed; it was fri"), "{}", printed.out);
    let value = home.ok(&["config", "get", "working_days"]).out;
    home.ok(&["config", "set", "working_days", value.trim()]);
    assert_eq!(file(&home), "working_days = [\"mon\", \"wed\"]\n");
}

#[test]
fn every_setting_can_be_set_and_unset() {
    let home = Home::new();
    for line in home.ok(&["config", "example"]).out.lines() {
        let Some((name, value)) = line.trim_start_matches('#').split_once(" = ") else { continue };
        let target = ["messages", "inmails", "invitations"].iter().any(|what| name.starts_with(what));
        let name = if target { format!("targets.{name}") } else { name.to_owned() };
        home.ok(&["config", "set", &name, value]);
        home.ok(&["config", "unset", &name]);
    }
    home.ok(&["config", "set", "pager", "less -FRX"]);
    assert_eq!(home.ok(&["config", "get", "pager"]).out, "less -FRX\n");
    home.ok(&["config", "set", "bars", "none"]);
    assert_eq!(home.ok(&["config", "get", "bars"]).out, "none\n");
}

#[test]
fn a_wrong_value_is_refused_as_in_the_file() {
    let home = Home::new();
    home.write_settings("close = 90\n");
    for (args, message) in [
        (&["near", "0"] as &[&str], "`near` must be a whole number of per cent from 1 to 100, but is 0"),
        (&["near", "-5"], "`near` must be a whole number of per cent from 1 to 100, but is -5"),
        (&["near", "eighty"], "but is \"eighty\""),
        (&["near", "70", "80"], "but is \"70 80\""),
        (&["near", "70\nclock = 12"], "`near` must be"),
        (&["near", "95"], "`near` (95) must be lower than `close` (90)"),
        (&["clock", "13"], "`clock` must be 12 or 24, but is 13"),
        (&["account", "a/b"], "\"a/b\" is not a name for an account"),
        (&["week_start", "someday"], "`week_start` must be a day"),
        (&["working_days", "mon,foo"], "but is \"foo\""),
        (&["targets.inmails_a_day", "10001"], "`inmails_a_day` must be a whole number from 1 to 10000, but is 10001"),
    ] {
        let error = refused(&home, &[&["set"], args].concat());
        let said = error["message"].as_str().unwrap();
        assert_eq!(error["code"], "bad_setting", "{args:?}");
        assert!(said.contains(message) && !said.contains("line"), "{args:?}: {said}");
    }
    // With another limit in force, removing this one would contradict it.
    home.write_settings("near = 96\nclose = 98\n");
    assert_eq!(refused(&home, &["unset", "close"])["code"], "bad_setting");
    for args in [&["set", "near"] as &[&str], &["set"], &["get"], &["unset"]] {
        assert_eq!(refused(&home, args)["code"], "usage", "{args:?}");
    }
}

#[test]
fn a_faulty_file_is_left_alone_unless_the_change_mends_it() {
    let home = Home::new();
    home.write_settings("clock = 24\nnear = 0\n");
    let error = refused(&home, &["set", "clock", "12"]);
    assert_eq!(error["code"], "bad_settings");
    assert!(error["message"].as_str().unwrap().contains("config.toml, line 2: `near`"), "{error}");
    let run = home.ok(&["config", "set", "near", "80"]);
    assert!(run.out.starts_with("near is set to 80; the file had an error before\n"), "{}", run.out);
    assert_eq!(file(&home), "clock = 24\nnear = 80\n");
    home.write_settings("clock = 24\nclose = 0\n");
    home.ok(&["config", "unset", "close"]);
    assert_eq!(file(&home), "clock = 24\n");
    home.write_settings("no toml\n");
    assert_eq!(refused(&home, &["set", "clock", "12"])["code"], "bad_settings");
    home.write(FILE, b"near = \"\xff\"");
    assert_eq!(refused(&home, &["set", "clock", "12"])["code"], "bad_settings");
}

#[test]
fn the_environment_names_the_file_to_change_and_may_override_it() {
    let home = Home::new();
    let other = home.path("folder/other.toml");
    let run = home.run_with(&[("INQUOTA_CONFIG", other.to_str().unwrap())], &["config", "set", "clock", "12"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(fs::read_to_string(&other).unwrap(), "clock = 12\n");
    assert!(!home.path(FILE).exists());
    let run = home.run_with(&[("INQUOTA_ACCOUNT", "lite")], &["config", "set", "account", "sales"]);
    let notes = "note: there is no account sales yet; --new-account creates it\n\
                 note: INQUOTA_ACCOUNT is set, and overrides this\n";
    assert_eq!((run.code, run.err.as_str()), (0, notes));
    home.ok(&["log", "Jane Doe", "--new-account", "-q"]);
    assert_eq!(home.ok(&["config", "set", "account", "Sales"]).err, "");
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let home = Home::new();
    home.write_settings("\u{feff}near = 70\r\nclose = 90\r\n");
    home.ok(&["config", "set", "clock", "12"]);
    assert_eq!(file(&home), "\u{feff}near = 70\r\nclose = 90\r\nclock = 12\r\n");
    home.ok(&["config", "unset", "near"]);
    assert_eq!(file(&home), "\u{feff}close = 90\r\nclock = 12\r\n");
}

#[test]
fn the_example_can_be_changed_where_its_settings_are() {
    let home = Home::new();
    let example = home.ok(&["config", "example"]).out;
    home.write_settings(&example);
    home.ok(&["config", "set", "clock", "12"]);
    home.ok(&["config", "set", "targets.inmails_a_day", "7"]);
    let expected = example
        .replace("#clock = 24\n", "#clock = 24\nclock = 12\n")
        .replace("#[targets]\n", "[targets]\n")
        .replace("#inmails_a_day = 5\n", "#inmails_a_day = 5\ninmails_a_day = 7\n");
    assert_eq!(file(&home), expected);
    assert_eq!(home.ok(&["config", "get", "targets.inmails_a_day"]).out, "7\n");
}

#[cfg(unix)]
#[test]
fn the_file_keeps_its_permissions_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let home = Home::new();
    home.write("dotfiles/inquota.toml", b"near = 70\n").write(".config/inquota/x", b"");
    symlink("../../dotfiles/inquota.toml", home.path(FILE)).unwrap();
    fs::set_permissions(home.path("dotfiles/inquota.toml"), fs::Permissions::from_mode(0o640)).unwrap();
    home.ok(&["config", "set", "near", "71"]);
    assert!(fs::symlink_metadata(home.path(FILE)).unwrap().is_symlink());
    let real = home.path("dotfiles/inquota.toml");
    assert_eq!(fs::read_to_string(&real).unwrap(), "near = 71\n");
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    fs::set_permissions(&real, fs::Permissions::from_mode(0o440)).unwrap();
    let error = refused(&home, &["set", "near", "72"]);
    assert_eq!(error["code"], "bad_settings");
    assert!(error["message"].as_str().unwrap().contains("read-only"), "{error}");
    // A new file is for its owner alone, and nothing else is left in the folders.
    let home = Home::new();
    home.ok(&["config", "set", "near", "71"]);
    assert_eq!(fs::metadata(home.path(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(home.path(".config/inquota")).unwrap().count(), 1);
}

/// An editor would not get further than inquota, so the hint names none.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_gets_a_remedy_that_works() {
    let home = Home::new();
    home.write_settings("");
    fs::remove_file(home.path(FILE)).unwrap();
    std::os::unix::fs::symlink("config.toml", home.path(FILE)).unwrap();
    for args in [&["get", "near"] as &[&str], &["set", "near", "70"]] {
        let error = home.refuses(2, &[&["config"], args].concat());
        assert!(error["message"].as_str().unwrap().contains("it could not be read"), "{error}");
        assert_eq!(error["hint"], "check who can read it, or move the file away", "{args:?}");
    }
}

/// Each of the programs that change the file at a time takes effect.
#[test]
fn changes_at_the_same_time_do_not_lose_each_other() {
    let home = Home::new();
    home.write_settings("clock = 12\n");
    // Any of these may be 15, whatever the others are: `alike_few` is 3, `alike_most` 20.
    let keys = [
        "overdue_days",
        "alike_many",
        "burst_sends",
        "burst_minutes",
        "targets.messages_a_day",
        "targets.messages_a_week",
        "targets.inmails_a_day",
        "targets.inmails_a_week",
        "targets.invitations_a_day",
        "targets.invitations_a_week",
    ];
    let children: Vec<_> = keys
        .iter()
        .map(|key| home.command(&["config", "set", key, "15"]).stdout(Stdio::null()).spawn().unwrap())
        .collect();
    for (key, mut child) in keys.iter().zip(children) {
        assert!(child.wait().unwrap().success(), "{key}");
    }
    for key in keys {
        assert_eq!(home.ok(&["config", "get", key]).out, "15\n", "{key} in {}", file(&home));
    }
    assert!(file(&home).starts_with("clock = 12\n"), "{}", file(&home));
}

/// Runs `config edit` on a terminal with this shell script as the editor, and types these keys; gives the screen.
#[cfg(target_os = "linux")]
fn edit(home: &Home, editor: &str, keys: &[&str]) -> Option<String> {
    use std::os::unix::fs::PermissionsExt as _;
    home.write("editor", format!("#!/bin/sh\n{editor}\n").as_bytes());
    fs::set_permissions(home.path("editor"), fs::Permissions::from_mode(0o755)).unwrap();
    let program = home.command(&[]).get_program().to_str().unwrap().to_owned();
    // The first command of the line is the program: it does nothing here, so that the second can have a variable.
    let line = format!("config path; EDITOR='{}' {program} config edit; echo code $?", home.path("editor").display());
    home.on_terminal(&line, 100, keys)
}

#[cfg(target_os = "linux")]
#[test]
fn edit_saves_what_is_valid() {
    let home = Home::new();
    // A new file begins with the example.
    let Some(screen) = edit(&home, "sed -i 's/#clock = 24/clock = 12/' \"$1\"", &[]) else {
        return skipped("there is no `script` on this machine");
    };
    assert!(screen.contains("saved: ") && screen.contains("code 0"), "{screen}");
    assert!(file(&home).contains("\nclock = 12\n") && file(&home).starts_with("# The settings of inquota"));
    let screen = edit(&home, "true", &[]).unwrap();
    assert!(screen.contains("nothing was changed in ") && screen.contains("code 0"), "{screen}");
    let before = file(&home);
    let screen = edit(&home, "echo 'near = 7' >> \"$1\"; exit 1", &[]).unwrap();
    assert!(screen.contains("ended with an error") && screen.contains("code 2"), "{screen}");
    let screen = edit(&home, "rm \"$1\"", &[]).unwrap();
    assert!(screen.contains("left no file") && screen.contains("config set") && screen.contains("code 2"), "{screen}");
    assert_eq!(file(&home), before);
}

#[cfg(target_os = "linux")]
#[test]
fn edit_does_not_save_what_is_faulty() {
    let home = Home::new();
    home.write_settings("near = 70\n");
    // The second time, the editor mends its own mistake.
    let editor = "if grep -q clokc \"$1\"; then sed -i s/clokc/clock/ \"$1\"; else echo 'clokc = 12' >> \"$1\"; fi";
    let Some(screen) = edit(&home, editor, &["y\r"]) else {
        return skipped("there is no `script` on this machine");
    };
    assert!(
        screen.contains("config.toml, line 2: there is no setting `clokc`")
            && screen.contains("nothing is saved until this is fixed")
            && screen.contains("Continue editing?"),
        "{screen}"
    );
    assert!(screen.contains("saved: ") && screen.contains("code 0"), "{screen}");
    assert_eq!(file(&home), "near = 70\nclock = 12\n");
    let screen = edit(&home, "echo 'near = 0' > \"$1\"", &["n\r"]).unwrap();
    assert!(screen.contains("code 2") && screen.contains("config.toml.rejected"), "{screen}");
    assert_eq!(file(&home), "near = 70\nclock = 12\n");
    let kept = fs::read_to_string(home.path(".config/inquota/config.toml.rejected")).unwrap();
    assert_eq!(kept, "near = 0\n");
}

/// Without a terminal, no editor can be opened.
#[test]
fn edit_needs_an_editor_and_a_terminal() {
    let home = Home::new();
    assert_eq!(home.refuses(2, &["config", "edit"])["code"], "no_editor");
    let run = home.run_with(&[("EDITOR", "true")], &["config", "edit"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is no terminal") && run.err.contains("inquota config set"), "{run:?}");
    assert!(home.everything().is_empty());
}
