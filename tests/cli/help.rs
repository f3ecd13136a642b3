//! Help: every example works, every topic exists, and the man pages say the same.

use std::fs;
use std::process::Stdio;

use crate::archives::*;
use crate::import::BASIC;
use crate::program::{Home, skipped};

/// The commands in a help text.
fn listed(help: &str) -> Vec<String> {
    let rows = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    rows.filter(|row| row.starts_with("  ") && !row.starts_with("   "))
        .filter_map(|row| row.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// The path of every command and subcommand, such as "plan set".
pub(crate) fn commands(home: &Home) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    while let Some(path) = open.pop() {
        let words: Vec<&str> = ["help"].into_iter().chain(path.split_whitespace()).collect();
        let help = home.ok(&words).out;
        let inner = listed(&help).into_iter().map(|name| format!("{path} {name}").trim().to_owned());
        open.extend(inner);
        found.push(path);
    }
    assert!(found.len() > 30, "{found:?}");
    found
}

/// The examples in a help text, without their explanations.
fn examples(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1).take_while(|line| line.starts_with("  "));
    lines.map(|line| line.trim().split("   ").next().unwrap().to_owned()).collect()
}

/// A home in which every example works: with Jane, Ravi, Ana and J. Doe, twelve records and a purchase, an invitation,
/// a backup of 24 November, 08:00 UTC, an archive, a copy of the ledger, and a list of names.
fn home_for(example: &str) -> Home {
    let mut home = Home::new();
    home.at("2026-11-20T09:00:00+01:00");
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["log", "J. Doe", "F F", "--new"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--tag", "spring"]);
    home.ok(&["log", "in/ana-lima", "--invite"]);
    home.ok(&["people", "rename", "in/ana-lima", "Ana Lima"]);
    home.at("2026-11-24T09:00:00+01:00");
    home.ok(&["people", "link", if example.contains("people link") { "F F" } else { "Jane Doe" }, "in/jane-doe"]);
    if example.contains("people link") {
        home.ok(&["undo"]);
    } else {
        home.ok(&["log", "A A", "--inmail"]);
    }
    home.ok(&["log", "B B"]);
    home.ok(&["log", "C C", "D D", "E E", "--inmail"]);
    home.ok(&["credits", "buy", "10"]);
    let ledger = fs::read(home.ledger()).unwrap();
    home.write("ledger-conflict.json", &ledger).write("laptop/ledger.json", &ledger);
    home.write("draft.txt", b"I saw your talk in Berlin and liked it a lot. Shall we speak about it next week?");
    home.write("note.txt", b"Hi Jane, do you have ten minutes this week?\n");
    home.write("names.txt", b"Max Roe\nEva Moe\n").write(".config/fish/completions/other.fish", b"");
    home.write(".zfunc/_other", b"");
    let mails = [mail("jane", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hello.")];
    let (invited, connected) = ([invitation("11/5/26, 6:30 PM", "OUTGOING", BO, "")], [(JANE, "01 Feb 2025")]);
    home.write("messages.csv", &messages_with(B10, PLAIN, &mails));
    home.write("Invitations.csv", &invitations(&invited)).write("Connections.csv", &connections(&connected));
    home.write("sheet.csv", b"Name,Sent,Type\nMax Roe,2026-11-02,message\n");
    let archive = Export::new().file("Profile.csv", profile(ROBIN)).messages(&mails);
    home.pack(&format!("Downloads/{BASIC}"), &archive.invitations(&invited).connections(&connected));
    home.at("2026-11-25T09:00:00+01:00");
    match example {
        // An export can only be imported where there is no ledger.
        "inquota import backup.json" => {
            home.ok(&["export", "-o", "backup.json"]);
            fs::remove_file(home.ledger()).unwrap();
        }
        "inquota withdraw - < names.txt" => drop(home.ok(&["log", "Max Roe", "Eva Moe", "--invite"])),
        "inquota stopped --invite --lifted" => drop(home.ok(&["stopped", "--invite"])),
        "inquota redo" | "inquota redo --json" => drop(home.ok(&["undo"])),
        "inquota followups close --overdue" => drop(home.ok(&["log", "G G", "--at", "2026-07-01"])),
        _ if example.contains("accounts re") => {
            home.ok(&["log", "Mia Chen", "--account", "sales", "--new-account"]);
            if example.contains("restore") {
                home.at("2026-11-24T09:00:00+01:00").ok(&["accounts", "remove", "sales", "--yes"]);
                home.at("2026-11-25T09:00:00+01:00");
            }
        }
        _ if example.contains("config") => {
            home.write_settings("clock = 12\n\n[targets]\nmessages_a_day = 5\n");
        }
        _ if example.contains("people unblock") => {
            home.ok(&["people", "block", "Jane Doe", "--at", "2026-11-22"]);
        }
        _ => {}
    }
    home
}

#[test]
fn every_command_has_examples_that_work() {
    let home = Home::new();
    let mut ran = 0;
    for path in commands(&home) {
        let words: Vec<&str> = ["help"].into_iter().chain(path.split_whitespace()).collect();
        let help = home.ok(&words).out;
        let examples = examples(&help);
        assert!(examples.len() >= 2, "inquota {path} has {} examples", examples.len());
        for example in examples {
            run(&path, &example);
            ran += 1;
        }
    }
    assert!(ran > 80, "{ran} examples");
}

#[test]
fn examples_fit_a_terminal_of_eighty_columns() {
    let home = Home::new();
    let mut lines = 0;
    for path in commands(&home) {
        let words: Vec<&str> = path.split_whitespace().chain(["--help"]).collect();
        for line in
            home.ok(&words).out.lines().skip_while(|line| *line != "Examples:").take_while(|line| !line.is_empty())
        {
            assert!(line.chars().count() <= 80, "{line}");
            lines += 1;
        }
    }
    assert!(lines > 80, "{lines} lines of examples");
}

/// Runs an example in a shell, in a home of its own.
fn run(path: &str, example: &str) {
    if example.contains("man -l") && !std::path::Path::new("/usr/bin/man").exists() {
        return skipped("there is no `man` on this machine");
    }
    let home = home_for(example);
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_inquota")).parent().unwrap();
    // No test starts a browser.
    let programs = home.path("programs");
    fs::create_dir_all(&programs).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/bin/true", programs.join("xdg-open")).unwrap();
    // The editor needs a terminal.
    let needs_terminal = example.contains("config edit");
    let mut shell = home.other_program(if needs_terminal { "script" } else { "sh" });
    let args = if needs_terminal { vec!["-qec", example, "/dev/null"] } else { vec!["-c", example] };
    shell.args(args);
    shell.env("EDITOR", "true").env("SHELL", "/bin/sh");
    shell.env("PATH", format!("{}:{}:/usr/bin:/bin", programs.display(), folder.display()));
    let Ok(output) = shell.stdin(Stdio::null()).output() else {
        return skipped("there is no `script` on this machine");
    };
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "help {path}: {example}\n{err}");
    assert!(!err.contains("error"), "help {path}: {example}\n{err}");
}

#[test]
fn help_explains_topics_and_commands_and_suggests_the_nearest_name() {
    let home = Home::new();
    for (topic, word) in [
        ("quotas", "Assumption"),
        ("dates", "exactly that long before now"),
        ("files", "config.toml"),
        ("scripting", "Exit codes"),
        ("assistants", "Only read: status, check"),
    ] {
        let text = home.ok(&["help", topic]).out;
        assert!(text.contains(word), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        home.fits(40, &["help", topic]);
    }
    assert_eq!(home.ok(&["help"]).out, home.ok(&["--help"]).out);
    assert_eq!(home.ok(&["help", "log"]).out, home.ok(&["log", "--help"]).out);
    assert_eq!(home.ok(&["help", "plan", "set"]).out, home.ok(&["plan", "set", "--help"]).out);
    for args in [&["help", "--help"] as &[&str], &["help", "help"]] {
        assert!(home.ok(args).out.contains("quotas"), "{args:?}");
    }
    for (words, hint) in [
        (&["help", "quota"] as &[&str], "help quotas"),
        (&["help", "lgo"], "help log"),
        // One letter from the command, two from "dates".
        (&["help", "satus"], "help status"),
        (&["help", "plan", "sett"], "help plan set"),
        (&["help", "nonsense"], "to list the commands: inquota help"),
    ] {
        assert!(home.refuses(2, words)["hint"].as_str().unwrap().contains(hint), "{words:?}");
    }
    assert!(home.everything().is_empty());
}

#[test]
fn help_names_every_assumption_where_it_matters() {
    // Rules 4.5: which lot is spent, lost to the cap or taken away by `credits set`. Rules 4.7: how long a refund
    // lives.
    let home = Home::new();
    for command in ["log", "check", "credits", "credits set", "plan set", "quotas"] {
        let words: Vec<&str> = ["help"].into_iter().chain(command.split(' ')).collect();
        let help = home.ok(&words).out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains("Assumption:") && help.contains("lots that never expire"), "{command}");
    }
    for command in ["reply", "quotas"] {
        let help = home.ok(&["help", command]).out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains("Assumption: a credit that comes back lasts as long"), "{command}");
    }
}

#[test]
fn the_program_and_every_command_have_a_man_page() {
    let home = Home::new();
    let mut pages: Vec<String> =
        commands(&home).iter().map(|path| format!("inquota {path}").trim().replace(' ', "-") + ".1").collect();
    pages.sort();
    let err = home.ok(&["man", "--dir", "man1"]).err;
    assert!(err.contains(&format!("{} pages", pages.len())), "{err}");
    let mut written: Vec<String> = fs::read_dir(home.path("man1"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    written.sort();
    assert_eq!(written, pages);
    for (args, file) in [(&["man"] as &[&str], "inquota.1"), (&["man", "plan", "set"], "inquota-plan-set.1")] {
        assert_eq!(home.ok(args).out.as_bytes(), fs::read(home.path("man1").join(file)).unwrap());
    }
    assert!(home.ok(&["man"]).out.contains("QUOTAS"));
    // The options are not listed by name, and an argument that may be repeated says so, as in the help.
    let synopsis = |command: &str| {
        let page = home.ok(&["man", command]).out;
        page.lines().skip_while(|line| !line.starts_with(".SH SYNOPSIS")).nth(1).unwrap().to_owned()
    };
    assert_eq!(synopsis("log"), r"\fBinquota\fR \fBlog\fR \fI[OPTIONS]\fR \fI[PERSON]...\fR");
    assert_eq!(synopsis("import"), r"\fBinquota\fR \fBimport\fR \fI[OPTIONS]\fR \fI<FILE>...\fR");
    assert_eq!(synopsis("check"), r"\fBinquota\fR \fBcheck\fR \fI[OPTIONS]\fR \fI[PERSON]\fR");
    home.refuses(2, &["man", "nonsense"]);
    home.refuses(2, &["man", "log", "--dir", "x"]);
    home.write("file", b"");
    assert_eq!(home.refuses(2, &["man", "--dir", "file/x"])["code"], "bad_output");
}

#[test]
fn groff_formats_every_man_page_without_a_warning() {
    let home = Home::new();
    home.ok(&["man", "--dir", "man1"]);
    let pages: Vec<_> = fs::read_dir(home.path("man1")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(pages.len() > 30, "{pages:?}");
    for path in pages {
        let Ok(output) = std::process::Command::new("groff").args(["-ww", "-man", "-Tutf8"]).arg(&path).output() else {
            return skipped("there is no `groff` on this machine");
        };
        assert!(output.status.success() && output.stderr.is_empty(), "{}: {output:?}", path.display());
        let text = fs::read_to_string(&path).unwrap();
        let is_program = path.file_name().unwrap() == "inquota.1";
        let more: &[&str] = if is_program { &[] } else { &["\"SEE ALSO\""] };
        let headings = ["NAME", "SYNOPSIS", "DESCRIPTION", "\"EXIT STATUS\"", "ENVIRONMENT", "FILES", "EXAMPLES"];
        for heading in headings.iter().chain(more) {
            assert!(text.contains(&format!("\n.SH {heading}\n")), "{}: no {heading}", path.display());
        }
    }
}

#[test]
fn mandoc_finds_nothing_to_remark_in_any_man_page() {
    let home = Home::new();
    home.ok(&["man", "--dir", "man1"]);
    for entry in fs::read_dir(home.path("man1")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(output) = std::process::Command::new("mandoc").args(["-T", "lint", "-W", "all"]).arg(&path).output()
        else {
            return skipped("there is no `mandoc` on this machine");
        };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}
