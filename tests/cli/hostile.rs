//! Bad input is refused, and hostile text is escaped in every output.

use crate::program::{Home, Run};

/// Control characters, escape sequences, and marks that change the direction of text.
const HOSTILE: &str = "Eve\u{1b}[31m\u{1b}]0;x\u{7} \u{9b}2J\u{8}\u{7f}\u{0085}\u{202e}Doe";

fn assert_clean(run: &Run, what: &str) {
    for text in [&run.out, &run.err] {
        let raw = text.chars().find(|c| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c));
        assert_eq!(raw, None, "{what}: {text:?}");
    }
}

/// Every report that could show a name, a note, a tag or a template.
fn reports() -> Vec<Vec<&'static str>> {
    let plain: [&[&str]; 25] = [
        &["status"],
        &["history"],
        &["history", HOSTILE],
        &["people"],
        &["people", "Eve"],
        &["summary"],
        &["summary", "--format", "markdown"],
        &["summary", "--format", "csv"],
        &["export"],
        &["export", "--format", "csv"],
        &["check", HOSTILE],
        &["check", HOSTILE, "--inmail"],
        &["credits"],
        &["plan", "list"],
        &["next", "--at", "2026-12-20"],
        &["followups", "--at", "2026-12-20"],
        &["credits", "--watch"],
        &["stats", "--by", "tag"],
        &["stats", "--by", "template"],
        &["stats", "--invitations", "--by", "tag"],
        &["summary", "--tag", HOSTILE],
        &["summary", "--by", "tag"],
        &["summary", "--by", "tag", "--format", "markdown"],
        &["summary", "--by", "tag", "--format", "csv"],
        &["summary", "--by", "tag", "--format", "html"],
    ];
    let with_json = |args: &&[&'static str]| [*args, &["--json"]].concat();
    plain
        .iter()
        .map(|args| args.to_vec())
        .chain(plain.iter().filter(|args| !args.contains(&"--format")).map(with_json))
        .collect()
}

#[test]
fn reports_escape_control_characters() {
    let home = Home::new();
    let details = ["--note", HOSTILE, "--tag", HOSTILE, "--template", HOSTILE];
    for args in [
        &["log", HOSTILE] as &[&str],
        &["log", HOSTILE, "--json"],
        &["log", HOSTILE, "--inmail"],
        &["log", HOSTILE, "--invite"],
        &["accepted", HOSTILE],
        &["reply", HOSTILE, "--declined"],
        &["reply", HOSTILE],
        &["log", "Eve Roe", "--new"],
        &["people", "rename", "Eve Roe", "Eve\u{1b}[1mRoe Two"],
        &["people", "link", HOSTILE, "in/eve"],
    ] {
        let args = if args[0] == "log" { [args, &details].concat() } else { args.to_vec() };
        assert_clean(&home.ok(&args), &format!("{args:?}"));
    }
    for report in reports() {
        let run = home.run(&report);
        assert!(run.code <= 1, "{report:?} shows nothing: {run:?}");
        assert_clean(&run, &format!("{report:?}"));
    }
    for args in [
        &["undo"] as &[&str],
        &["redo"],
        &["undo", "--json"],
        &["redo", "--json"],
        &["edit", "1", "--note", HOSTILE],
        &["log", "Somebody New", HOSTILE],
        &["log", "Somebody New", HOSTILE, "--json"],
    ] {
        assert_clean(&home.run(args), &format!("{args:?}"));
    }
}

#[test]
fn errors_escape_control_characters() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    for args in [
        &[HOSTILE] as &[&str],
        &["log", HOSTILE, HOSTILE],
        &["log", "Jane Doe", "Jane Doe", HOSTILE],
        &["log", "Jane", HOSTILE, "--guard", HOSTILE],
        &["reply", "Jane Doe", HOSTILE],
        &["log", "Jane Doe", "--at", HOSTILE],
        &["log", "Jane Doe", "--\u{1b}[31m"],
        &["status", "--at", HOSTILE],
        &["plan", "set", HOSTILE],
        &["plan", "set", "free", "--daily", HOSTILE],
        &["plan", "set", "free", "--from", HOSTILE],
        &["zone", HOSTILE],
        &["undo", HOSTILE],
        &["edit", HOSTILE, "--note", "x"],
        &["credits", "buy", HOSTILE],
        &["summary", "--month", HOSTILE],
        &["summary", "--format", HOSTILE],
        &["summary", "--tag", HOSTILE],
        &["summary", "--by", HOSTILE],
        &["history", "--kind", HOSTILE],
        &["people", "link", HOSTILE, HOSTILE],
        &["people", "link", "Jane Doe", HOSTILE],
        &["people", "merge", HOSTILE, "Jane Doe"],
        &["log", "https://example.com/\u{1b}[31m"],
        &["export", "-o", "no\u{1b}[31m/such/folder"],
        &["--color", HOSTILE],
        &["--file", "/proc/\u{1b}[31m/x", "log", "Jane Doe"],
    ] {
        for args in [args.to_vec(), [args, &["--json"]].concat()] {
            let run = home.run(&args);
            assert!((2..=3).contains(&run.code), "{args:?} ended with {}", run.code);
            assert_clean(&run, &format!("{args:?}"));
        }
    }
}

#[test]
fn errors_escape_control_characters_from_the_environment() {
    for (name, value) in [("INQUOTA_NOW", HOSTILE), ("INQUOTA_ZONE", HOSTILE), ("INQUOTA_FILE", "/proc/\u{1b}[31m/x")] {
        let home = Home::new();
        let run = Run::from(home.command(&["log", "Jane Doe"]).env(name, value).output().unwrap());
        assert!((2..=3).contains(&run.code), "{name}");
        assert_clean(&run, name);
    }
}

#[test]
fn a_note_is_kept_exactly() {
    let home = Home::new();
    home.ok(&["log", "Jane\u{1b}Doe", "--note", "a\u{1b}b"]);
    let note = home.history(&[])[0]["note"].clone();
    assert_eq!(note, "a\u{1b}b");
}

#[test]
fn a_note_of_several_lines_cannot_look_like_records() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--note", "one\n     9  09:00  message to Nobody"]);
    let text = home.ok(&["history", "--verbose"]).out;
    assert!(text.contains("one\\n") && !text.lines().any(|line| line.trim_start().starts_with('9')), "{text}");
}

#[test]
fn blank_names_are_refused() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    for name in ["", " ", "\t", "\n", "\u{a0}", "\u{3000} \u{2003}"] {
        for command in [&["log"] as &[&str], &["reply"], &["accepted"], &["check"], &["history"]] {
            home.refuses(2, &[command, &[name]].concat());
        }
        home.refuses(2, &["people", "rename", "Jane Doe", name]);
    }
}

#[test]
fn names_of_10000_characters_are_refused() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    for name in ["x".repeat(10_000), "\u{e9}".repeat(10_000), "ab ".repeat(3_334), format!("in/{}", "x".repeat(10_000))]
    {
        for command in [&["log"] as &[&str], &["reply"], &["check"]] {
            home.refuses(2, &[command, &[&name]].concat());
        }
        home.refuses(2, &["people", "rename", "Jane Doe", &name]);
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_unicode_are_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let home = Home::new();
    let bytes = OsStr::from_bytes(b"Jane\xff\xfeDoe");
    for command in [&["log"] as &[&str], &["check"], &["people"], &["undo"], &[]] {
        let run = Run::from(home.command(command).arg(bytes).output().unwrap());
        assert_eq!(run.code, 2, "{command:?}: {run:?}");
        assert!(home.bytes().is_none());
    }
}

#[test]
fn huge_numbers_are_accepted_or_refused_without_a_panic() {
    let home = Home::new();
    for number in ["4294967295", "4294967296", "18446744073709551616", "-9223372036854775808", "1e9"] {
        for args in [
            &["credits", "buy"] as &[&str],
            &["credits", "set"],
            &["check", "-n"],
            &["check", "--inmail", "-n"],
            &["plan", "set", "free", "--daily"],
            &["plan", "set", "premium-career", "--inmail-life"],
            &["plan", "set", "premium-career", "--refund-days"],
            &["plan", "set", "premium-career", "--inmail-credits"],
            &["history", "-n"],
        ] {
            let run = home.run(&[args, &[number]].concat());
            assert!((0..=2).contains(&run.code), "{args:?} {number}: {run:?}");
            assert!(!run.err.contains("panicked"), "{args:?} {number}: {run:?}");
        }
    }
    home.ok(&["status"]);
    home.ok(&["summary"]);
}

#[test]
fn extreme_dates_are_accepted_or_refused_without_a_panic() {
    for at in ["1970-01-01", "2999-12-31T23:59:59Z", "9999-12-31", "-0001-01-01"] {
        let home = Home::new();
        home.ok(&["log", "Jane Doe"]);
        home.ok(&["plan", "set", "premium-career"]);
        for args in [
            &["status"] as &[&str],
            &["summary"],
            &["history"],
            &["check", "--inmail"],
            &["log", "Jane Doe"],
            &["plan", "set", "free"],
        ] {
            let run = home.run(&[args, &["--at", at]].concat());
            assert!((0..=2).contains(&run.code) && !run.err.contains("panicked"), "{args:?} {at}: {run:?}");
        }
    }
}
