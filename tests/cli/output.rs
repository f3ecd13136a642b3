//! `-o FILE`: the form by the file's ending, `-` for standard output, and errors that name the file asked for.

use std::fs;

use serde_json::Value;

use crate::program::{Home, Run};

fn home() -> Home {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "Ravi Patel", "--at", "2026-11-10 10:00"]);
    home
}

fn written(home: &Home, name: &str) -> String {
    fs::read_to_string(home.path(name)).unwrap()
}

#[test]
fn a_summary_takes_its_form_from_the_ending_of_the_file() {
    let home = home();
    for (name, form) in [
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
        let expected = home.ok(&["summary", "--format", form]).out;
        home.ok(&["summary", "-o", name, "--color", "always"]);
        assert_eq!(written(&home, name), expected, "{name}");
    }
}

#[test]
fn what_is_asked_for_by_name_goes_before_the_ending() {
    let home = home();
    home.ok(&["summary", "-o", "nov.html", "--format", "csv"]);
    assert_eq!(written(&home, "nov.html"), home.ok(&["summary", "--format", "csv"]).out);
    // With a file, --json is about what is said of writing it; where the ending says nothing, it is the form as well.
    let said = home.json(&["summary", "-o", "page.html"]);
    assert_eq!((&said["written"], &said["bytes"]), (&"page.html".into(), &(written(&home, "page.html").len().into())));
    assert!(written(&home, "page.html").starts_with("<!DOCTYPE html>"));
    home.json(&["summary", "-o", "out"]);
    serde_json::from_str::<Value>(&written(&home, "out")).unwrap();
}

#[test]
fn an_export_takes_its_form_from_the_ending_too() {
    let home = home();
    for (name, form) in
        [("all.csv", "csv"), ("all.CSV", "csv"), ("all.json", "json"), ("all", "json"), ("all.txt", "json")]
    {
        home.ok(&["export", "-o", name]);
        assert_eq!(written(&home, name), home.ok(&["export", "--format", form]).out, "{name}");
    }
    home.ok(&["export", "-o", "all.csv", "--format", "json"]);
    assert_eq!(written(&home, "all.csv"), home.ok(&["export"]).out);
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
    // As without -o, two forms at once are one too many; and a browser opens files only.
    home.refuses(2, &["summary", "--format", "html", "-o", "-"]);
    let error = home.refuses(2, &["summary", "--open", "-o", "-"]);
    assert!(error["message"].as_str().unwrap().contains("-o -"), "{error}");
    // A file of that name has a path.
    home.ok(&["summary", "-o", "./-"]);
    assert!(written(&home, "-").contains("November 2026"));
}

#[test]
fn what_is_not_a_page_is_not_opened() {
    let home = home();
    for name in ["nov.csv", "nov.md", "nov.json"] {
        home.refuses(2, &["summary", "--open", "-o", name]);
        assert!(!home.path(name).exists());
    }
}

#[test]
fn an_error_names_the_file_that_was_asked_for() {
    let home = home();
    for args in [&["summary"] as &[&str], &["export"]] {
        let error = home.refuses(2, &[args, &["-o", "no/such/x.html"]].concat());
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("no/such/x.html:") && !message.contains(".new"), "{message}");
    }
}

#[test]
fn a_copy_that_is_not_there_is_told_in_plain_words() {
    let error = home().refuses(2, &["merge", "nofile.json"]);
    assert_eq!((&error["code"], &error["message"]), (&"no_such_file".into(), &"there is no file nofile.json".into()));
}

#[cfg(target_os = "linux")]
#[test]
fn programs_that_are_missing_are_listed_as_one_lists_things() {
    let home = home();
    let run = home.command(&["summary", "--open", "-o", "x.html"]).env("PATH", home.path("nothing")).output().unwrap();
    let told = Run::from(run).err;
    assert!(told.contains("there is no xdg-open, wslview or gio on this machine"), "{told}");
}
