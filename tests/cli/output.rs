//! `-o FILE`: the file's extension chooses the format, `-` is standard output, and errors name the file.

use std::fs;

use serde_json::Value;

use crate::program::{Home, Run};

fn home() -> Home {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel", "--at", "2026-11-10 10:00"]);
    home
}

/// The text of a file in the home folder.
fn contents(home: &Home, name: &str) -> String {
    fs::read_to_string(home.path(name)).unwrap()
}

#[test]
fn a_summary_takes_its_format_from_the_file_extension() {
    let home = home();
    for (name, format) in [
        ("nov.html", "html"),
        ("nov.htm", "html"),
        ("NOV.HTML", "html"),
        ("nov.md", "markdown"),
        ("nov.markdown", "markdown"),
        ("nov.csv", "csv"),
        ("nov.json", "json"),
        ("nov.txt", "table"),
        ("nov", "table"),
        ("html", "table"),
        (".html", "table"),
        ("nov.html.txt", "table"),
    ] {
        let expected = home.ok(&["summary", "--format", format]).out;
        home.ok(&["summary", "-o", name, "--color", "always"]);
        assert_eq!(contents(&home, name), expected, "{name}");
    }
}

#[test]
fn the_format_option_overrides_the_file_extension() {
    let home = home();
    home.ok(&["summary", "-o", "nov.html", "--format", "csv"]);
    assert_eq!(contents(&home, "nov.html"), home.ok(&["summary", "--format", "csv"]).out);
    // With a file, --json is the format of the answer. If the extension names no format, it is the format of the file
    // too.
    let answer = home.json(&["summary", "-o", "page.html"]);
    assert_eq!(
        (&answer["written"], &answer["bytes"]),
        (&"page.html".into(), &(contents(&home, "page.html").len().into()))
    );
    assert!(contents(&home, "page.html").starts_with("<!DOCTYPE html>"));
    home.json(&["summary", "-o", "out"]);
    serde_json::from_str::<Value>(&contents(&home, "out")).unwrap();
}

#[test]
fn an_export_takes_its_format_from_the_file_extension_too() {
    let home = home();
    for (name, format) in
        [("all.csv", "csv"), ("all.CSV", "csv"), ("all.json", "json"), ("all", "json"), ("all.txt", "json")]
    {
        home.ok(&["export", "-o", name]);
        assert_eq!(contents(&home, name), home.ok(&["export", "--format", format]).out, "{name}");
    }
    home.ok(&["export", "-o", "all.csv", "--format", "json"]);
    assert_eq!(contents(&home, "all.csv"), home.ok(&["export"]).out);
}

#[test]
fn a_dash_is_standard_output() {
    let home = home();
    for args in [
        &["summary"] as &[&str],
        &["summary", "--format", "html"],
        &["summary", "--format", "csv"],
        &["summary", "--json"],
        &["export"],
        &["export", "--format", "csv"],
    ] {
        assert_eq!(home.ok(&[args, &["-o", "-"]].concat()).out, home.ok(args).out, "{args:?}");
    }
    assert_eq!(home.ok(&["followups", "--ics", "-"]).out, home.ok(&["followups", "--ics"]).out);
    assert!(!home.path("-").exists());
    // As without -o, two formats cannot be combined; and a browser opens only files.
    home.refuses(2, &["summary", "--format", "html", "-o", "-"]);
    let error = home.refuses(2, &["summary", "--open", "-o", "-"]);
    assert!(error["message"].as_str().unwrap().contains("-o -"), "{error}");
    // A path can name a file "-".
    home.ok(&["summary", "-o", "./-"]);
    assert!(contents(&home, "-").contains("November 2026"));
}

#[test]
fn only_an_html_page_is_opened() {
    let home = home();
    for name in ["nov.csv", "nov.md", "nov.json"] {
        home.refuses(2, &["summary", "--open", "-o", name]);
        assert!(!home.path(name).exists());
    }
}

#[test]
fn an_error_names_the_file_as_it_was_given() {
    let home = home();
    for args in [&["summary"] as &[&str], &["export"]] {
        let error = home.refuses(2, &[args, &["-o", "no/such/x.html"]].concat());
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("no/such/x.html:") && !message.contains(".new"), "{message}");
    }
}

#[test]
fn a_merge_of_a_missing_file_says_that_there_is_no_such_file() {
    let error = home().refuses(2, &["merge", "nofile.json"]);
    assert_eq!((&error["code"], &error["message"]), (&"no_such_file".into(), &"there is no file nofile.json".into()));
}

/// The hints of the other errors are about the member's own ledger, which is sound: to repair it or to restore one of
/// its backups would change nothing about the copy.
#[test]
fn a_merge_of_an_unreadable_copy_says_what_to_do_about_the_copy() {
    let home = home();
    let ledger = home.ok(&["export"]).out;
    let (cut, damaged) = (&ledger[..ledger.len() - 20], ledger.replacen("\"kind\"", "\"kynd\"", 1));
    let repair = "nothing was changed; repair that copy, then merge it: inquota --file COPY doctor --repair";
    let another = "nothing was changed; name the other copy of the ledger";
    for (text, code, hint) in
        [(cut, "damaged_ledger", repair), (&damaged, "damaged_ledger", repair), ("Dear diary", "not_a_ledger", another)]
    {
        fs::write(home.path("copy.json"), text).unwrap();
        let error = home.refuses(3, &["merge", "copy.json"]);
        assert_eq!((&error["code"], &error["hint"]), (&code.into(), &hint.into()), "{error}");
    }
    fs::create_dir(home.path("folder")).unwrap();
    assert_eq!(home.refuses(3, &["merge", "folder"])["hint"], another);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_browser_the_error_lists_the_programs_that_are_missing() {
    let home = home();
    let run = home.command(&["summary", "--open", "-o", "x.html"]).env("PATH", home.path("nothing")).output().unwrap();
    let err = Run::from(run).err;
    assert!(err.contains("there is no xdg-open, wslview or gio on this machine"), "{err}");
}
