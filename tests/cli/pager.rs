//! The pager: which answers it shows, which program it is, and what happens when it is missing or ends early.

use std::fs;

use crate::program::{Home, skipped};

/// A pager that keeps what it gets in `seen`, with its arguments and `LESS`, and says so on the terminal.
const PAGER: &str = "#!/bin/sh\nprintf '%s|%s' \"$*\" \"$LESS\" > asked\ncat > seen\necho paged\n";

/// A home with 40 messages and the pager `my pager`, which is not run by a shell: its name has a space.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "none", "--monthly", "none"]);
    let people: Vec<String> = (10..50).map(|number| format!("Person Number{number}")).collect();
    let args: Vec<&str> = ["log", "--new"].into_iter().chain(people.iter().map(String::as_str)).collect();
    home.ok(&args);
    home.write("my pager", PAGER.as_bytes());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(home.path("my pager"), fs::Permissions::from_mode(0o755)).unwrap();
    }
    home
}

const OWN: (&str, &str) = ("INQUOTA_PAGER", "'./my pager' --flag \"two words\"");

/// What the pager got, and what the terminal showed; `None` for what it got if it was not started.
fn shown(
    home: &Home,
    environment: &[(&str, &str)],
    command: &str,
    size: (u32, u32),
) -> Option<(Option<String>, String)> {
    let (seen, asked) = (home.path("seen"), home.path("asked"));
    let _ = (fs::remove_file(&seen), fs::remove_file(&asked));
    let screen = home.on_terminal_with(environment, &format!("{command}; echo code=$?"), size, &[])?;
    assert_eq!(seen.exists(), asked.exists());
    Some((fs::read_to_string(seen).ok(), screen.replace('\r', "")))
}

/// Whether the pager was started for a command on a terminal of 80 columns and 24 rows.
fn is_paged(home: &Home, environment: &[(&str, &str)], command: &str) -> bool {
    let (seen, screen) = shown(home, environment, command, (80, 24)).unwrap();
    assert!(screen.contains("code=0"), "{command}: {screen}");
    assert_eq!(seen.is_some(), screen.contains("paged\n"), "{command}: {screen}");
    seen.is_some()
}

#[test]
fn a_report_longer_than_the_terminal_goes_to_the_pager_whole() {
    let home = home();
    let Some((seen, screen)) = shown(&home, &[OWN], "history", (80, 24)) else {
        return skipped("there is no `script` on this machine");
    };
    let seen = seen.unwrap();
    assert!(seen.contains("Person Number10") && seen.contains("Person Number49"), "{seen}");
    assert_eq!(screen, "paged\ncode=0\n");
    // The words are split as a shell does, less gets options, and those of the member stay.
    assert_eq!(fs::read_to_string(home.path("asked")).unwrap(), "--flag two words|FRX");
    shown(&home, &[OWN, ("LESS", "S")], "history", (80, 24)).unwrap();
    assert_eq!(fs::read_to_string(home.path("asked")).unwrap(), "--flag two words|S");
    // Colours are kept.
    let (seen, _) = shown(&home, &[OWN], "summary --color always", (80, 5)).unwrap();
    assert!(seen.unwrap().contains('\u{1b}'));
    // What fits with the prompt below it is not paged.
    let rows = home.run_with(&[("COLUMNS", "80")], &["status"]).out.lines().count().try_into().unwrap();
    assert!(shown(&home, &[OWN], "status", (80, rows)).unwrap().0.is_some());
    assert!(shown(&home, &[OWN], "status", (80, rows + 2)).unwrap().0.is_none());
}

#[test]
fn a_draft_from_the_editor_and_its_text_are_one_answer() {
    let home = home();
    let text: String = (0..40).map(|line| format!("Line {line} of what I wrote.\n")).collect();
    home.write("mine", text.as_bytes());
    home.write("tmp/x", b"");
    let tmp = home.path("tmp").display().to_string();
    let environment = [OWN, ("EDITOR", "cp mine"), ("TMPDIR", tmp.as_str())];
    let Some((seen, screen)) = shown(&home, &environment, "draft", (80, 24)) else {
        return skipped("there is no `script` on this machine");
    };
    let seen = seen.unwrap();
    assert!(seen.contains("message: ") && seen.contains("\nLine 39 of what I wrote.\n"), "{seen}");
    assert_eq!(screen.matches("paged\n").count(), 1, "{screen}");
}

#[test]
fn reports_and_help_are_paged_and_nothing_else() {
    let home = home();
    if shown(&home, &[], "status", (80, 50)).is_none() {
        return skipped("there is no `script` on this machine");
    }
    for command in ["people", "summary", "help quotas", "log --help", "--help", "-h", "man log", "config"] {
        assert!(is_paged(&home, &[OWN], command), "{command}");
    }
    for command in [
        "history --json",
        "history --no-pager",
        "--no-pager history",
        "log --help --no-pager",
        "status --line",
        "history | cat",
        "export",
        "completions bash",
        "undo",
        "redo",
    ] {
        assert!(!is_paged(&home, &[OWN], command), "{command}");
    }
    // 40 lines of what was recorded.
    let names = (50..90).map(|number| format!("'Person Number{number}'")).collect::<Vec<_>>().join(" ");
    assert!(!is_paged(&home, &[OWN], &format!("log --new {names}")));
    // Not in a pipe, even where colours are forced.
    home.run_with(&[OWN, ("CLICOLOR_FORCE", "1")], &["history"]);
    assert!(!home.path("seen").exists());
}

#[test]
fn the_variable_then_the_setting_then_pager_choose_and_may_turn_it_off() {
    let home = home();
    if shown(&home, &[], "status", (80, 50)).is_none() {
        return skipped("there is no `script` on this machine");
    }
    let paged = |environment: &[(&str, &str)]| is_paged(&home, environment, "history");
    assert!(paged(&[("PAGER", "'./my pager'")]));
    assert!(paged(&[OWN, ("PAGER", "nonsense")]));
    for off in ["", "cat", "never", " cat "] {
        assert!(!paged(&[("INQUOTA_PAGER", off), ("PAGER", "'./my pager'")]), "{off:?}");
        assert!(!paged(&[("PAGER", off)]), "{off:?}");
    }
    assert!(!paged(&[OWN, ("TERM", "dumb")]));
    home.write_settings("pager = \"'./my pager' --set\"\n");
    assert!(paged(&[("PAGER", "nonsense")]));
    assert_eq!(home.json(&["config"])["settings"]["pager"]["value"], "'./my pager' --set");
    assert_eq!(home.json(&["config"])["settings"]["pager"]["line"], 1);
    assert!(!paged(&[("INQUOTA_PAGER", "cat")]));
    home.write_settings("pager = \"never\"\n");
    assert!(!paged(&[("PAGER", "'./my pager'")]) && paged(&[OWN]));
    // Help works with wrong settings too.
    home.write_settings("pager = 1\n");
    assert!(is_paged(&home, &[OWN], "help quotas"));
    let error = home.refuses(2, &["history"]);
    assert!(error["message"].as_str().unwrap().contains("line 1: `pager` must be a command in quotes"), "{error}");
}

#[test]
fn config_shows_the_pager_in_use() {
    let home = Home::new();
    let pager = |environment: &[(&str, &str)]| {
        let row = home.run_with(environment, &["config", "--json"]).json()["settings"]["pager"].clone();
        let text = |key: &str| row[key].as_str().unwrap_or("-").to_owned();
        [text("value"), text("from"), text("name")].join(" ")
    };
    assert_eq!(pager(&[]), "less default -");
    assert_eq!(pager(&[("PAGER", "more")]), "more environment PAGER");
    assert_eq!(pager(&[("PAGER", "more"), ("INQUOTA_PAGER", "")]), "never environment INQUOTA_PAGER");
}

#[test]
fn a_pager_that_cannot_be_started_leaves_the_answer_on_the_terminal() {
    let home = home();
    let whole = |pager: &str, command: &str| {
        let (_, screen) = shown(&home, &[("INQUOTA_PAGER", pager)], command, (80, 24))?;
        assert!(screen.contains("Person Number10") && screen.contains("Person Number49"), "{screen}");
        assert!(screen.ends_with("code=0\n"), "{screen}");
        Some(screen)
    };
    let Some(screen) = whole("no-such-pager -x", "history") else {
        return skipped("there is no `script` on this machine");
    };
    assert!(screen.starts_with("warning: the pager no-such-pager -x cannot be started"), "{screen}");
    assert!(!whole("no-such-pager", "history -q").unwrap().contains("warning"));
    assert!(whole("'less", "history").unwrap().contains("a quote is not closed"));
    // No shell runs it.
    assert!(whole("cat; echo hacked", "history").unwrap().contains("warning: the pager cat; echo hacked"));
    // A machine without less is no reason for a warning.
    let history = format!("--version; PATH=/nowhere {} history", env!("CARGO_BIN_EXE_inquota"));
    let (_, screen) = shown(&home, &[], &history, (80, 24)).unwrap();
    assert!(screen.contains("Person Number49") && !screen.contains("warning"), "{screen}");
}

#[test]
fn leaving_the_pager_early_changes_nothing_about_the_exit_code() {
    let home = home();
    for (command, code) in [("history", 0), ("check -n 1000000 --inmail", 1), ("help quotas", 0)] {
        for pager in ["true", "false", "head -n 1"] {
            let Some((_, screen)) = shown(&home, &[("INQUOTA_PAGER", pager)], command, (80, 2)) else {
                return skipped("there is no `script` on this machine");
            };
            assert!(screen.ends_with(&format!("code={code}\n")), "{command} in {pager}: {screen}");
            assert!(!screen.contains("error") && !screen.contains("Person Number10"), "{screen}");
        }
    }
}

#[test]
fn less_is_the_pager_where_none_is_named() {
    let home = home();
    let run = |keys: &[&str]| home.on_terminal_with(&[("LC_ALL", "C.UTF-8")], "history; echo code=$?", (80, 24), keys);
    if std::process::Command::new("less").arg("--version").output().is_err() {
        return skipped("there is no `less` on this machine");
    }
    let Some(screen) = run(&["q"]) else { return skipped("there is no `script` on this machine") };
    // One screen, then it was left.
    assert!(screen.contains("Person Number49") && !screen.contains("Person Number10"), "{screen}");
    assert!(screen.contains("code=0"), "{screen}");
    // Control-C is for less: the program goes on until less ends. The shell of the test ends with it.
    let screen = run(&["\u{3}", "G", "q"]).unwrap();
    assert!(screen.contains("Person Number10"), "{screen}");
}
