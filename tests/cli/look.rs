//! How answers look: colours and who asked for them, widths, names of every script.

use unicode_width::UnicodeWidthStr;

use crate::program::{Home, Run, skipped};

/// A home with names that are long, wide, and written from right to left, and figures near their limits.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "5", "--monthly", "none", "--credits", "7"]);
    for person in
        ["李小龍", "דנה לוי", "🎉 Party Person", "Maximiliana Featherstonehaugh-Cholmondeley of Leicestershire"]
    {
        home.ok(&[
            "log",
            person,
            "--new",
            "--tag",
            "#spring",
            "--note",
            "met at a conference, spoke at length about nothing",
        ]);
    }
    home.ok(&["log", "Jane Doe", "--inmail"]);
    home.ok(&["log", "Ravi Patel", "--invite", "--with-note"]);
    home.ok(&["people", "link", "李小龍", "in/bruce"]);
    home.ok(&["reply", "Jane Doe"]);
    home.ok(&["plan", "set", "premium", "--from", "2026-12-15"]);
    home
}

/// Every command that answers, with what it says on stderr.
const COMMANDS: [&[&str]; 27] = [
    &["status"],
    &["summary"],
    &["summary", "--from", "2026-01-01"],
    &["history"],
    &["history", "--kind", "plan"],
    &["credits"],
    &["plan"],
    &["plan", "list"],
    &["people"],
    &["people", "jane"],
    &["zone"],
    &["check", "Ana Lima"],
    &["check", "Ana Lima", "--inmail"],
    &["check", "-n", "40"],
    &["check", "Ravi Patel", "--invite"],
    &["log", "Somebody Else"],
    &["log", "Ravi Patel", "--invite"],
    &["reply", "Somebody Else", "--declined"],
    &["accepted", "Ravi Patel"],
    &["credits", "buy", "3"],
    &["credits", "set", "9"],
    &["people", "rename", "Somebody Else", "Somebody Else Altogether"],
    &["edit", "2", "--note", "another"],
    &["plan", "set", "premium-career", "--renews-on", "12"],
    &["undo"],
    &["redo"],
    &["zone", "Asia/Tokyo"],
];

#[test]
fn no_line_is_wider_than_the_screen() {
    let home = home();
    for columns in [40, 60, 80, 140] {
        for args in COMMANDS {
            let run = Run::from(home.command(args).env("COLUMNS", columns.to_string()).output().unwrap());
            assert!(run.code <= 1, "{args:?}: {run:?}");
            for line in run.all().lines() {
                // A word that is wider by itself stays whole, to be copied.
                let words = line.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
                assert!(line.width() <= columns || words + 4 > columns, "{columns} {args:?}: {line}");
            }
        }
        home.ok(&["zone", "Europe/Berlin"]);
    }
}

#[test]
fn on_a_terminal_tables_have_light_borders_where_there_is_room() {
    let home = home();
    let drawn = |args: &str, columns| {
        // Remove line ends of the terminal, and the isolates around right-to-left names.
        home.on_terminal(args, columns, &[]).map(|screen| screen.replace(['\r', '\u{2068}', '\u{2069}'], ""))
    };
    for command in ["people", "credits", "summary", "plan", "accounts"] {
        let Some(wide) = drawn(command, 120) else { return skipped("there is no `script` on this machine") };
        let edges: Vec<&str> = wide.lines().filter(|line| line.starts_with(['╭', '│', '├', '╰'])).collect();
        assert!(edges.len() > 4 && edges[0].ends_with('╮'), "{command}: {wide}");
        assert!(edges.iter().all(|line| line.width() == edges[0].width()), "{command}: {wide}");
        let narrow = drawn(command, 40).unwrap();
        assert!(!narrow.contains('│') || narrow.lines().all(|line| line.width() <= 40), "{command}: {narrow}");
        assert!(!home.ok(&[command]).out.contains('│'), "{command}: a pipe");
    }
}

#[test]
fn errors_and_usage_are_folded_too() {
    let home = home();
    for args in
        [&["log", ""] as &[&str], &["plan", "set", "nosuch"], &["check", "--inmail", "--invite"], &["undo", "99"]]
    {
        let run = Run::from(home.command(args).env("COLUMNS", "40").output().unwrap());
        assert!(run.err.lines().all(|line| line.width() <= 40), "{args:?}: {}", run.err);
    }
}

#[test]
fn no_word_is_broken_at_any_width() {
    let home = home();
    let words = |columns: &str, args: &[&str]| {
        let run = Run::from(home.command(args).env("COLUMNS", columns).output().unwrap());
        let mut words: Vec<String> = run.out.split_whitespace().map(str::to_owned).collect();
        words.sort();
        words.dedup();
        words
    };
    for args in [&["people"] as &[&str], &["plan"], &["history"], &["credits"]] {
        let wide = words("300", args);
        for columns in ["40", "80"] {
            let narrow = words(columns, args);
            let broken: Vec<&String> = narrow.iter().filter(|word| !wide.contains(word)).collect();
            assert!(broken.is_empty(), "{args:?} at {columns}: {broken:?}");
        }
    }
}

#[test]
fn wide_letters_leave_the_columns_where_they_are() {
    let table = home().ok(&["people"]).out;
    let column = |name: &str, what: &str| {
        let line = table.lines().find(|line| line.contains(name)).unwrap();
        line[..line.find(what).unwrap_or_else(|| panic!("{line}"))].width()
    };
    let date = column("Jane Doe", "Wed 25 Nov");
    assert_eq!(
        (column("李小龍", "Wed 25 Nov"), column("Party", "Wed 25 Nov"), column("לוי", "Wed 25 Nov")),
        (date, date, date)
    );
}

#[test]
fn nothing_is_added_to_a_name_where_no_terminal_reads() {
    let out = home().ok(&["people"]).out;
    assert!(out.contains("דנה לוי") && !out.contains(['\u{2068}', '\u{2069}']), "{out}");
}

#[test]
fn who_asks_for_colours_gets_them_and_who_declines_does_not() {
    let home = home();
    let coloured = |args: &[&str], environment: &[(&str, &str)]| {
        let run = Run::from(home.command(args).envs(environment.iter().copied()).output().unwrap());
        run.out.contains('\u{1b}')
    };
    let plain: &[&str] = &["status"];
    assert!(!coloured(plain, &[]), "a pipe");
    assert!(coloured(plain, &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(plain, &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(plain, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), "no goes before yes");
    assert!(coloured(plain, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]), "an empty no is none");
    assert!(coloured(&["status", "--color", "always"], &[("NO_COLOR", "1")]), "what is typed goes before all");
    assert!(!coloured(&["status", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["status", "--json", "--color", "always"], &[]), "a document has none");
}

#[test]
fn a_level_has_a_word_and_a_colour_of_its_own() {
    // Of 20 people a day: 15 are fine, 16 (80 %) near, 19 (95 %) close, 20 full, 21 over.
    for (used, word, colour) in
        [(15, "", "32"), (16, "near", "33"), (19, "close", "31"), (20, "full", "31"), (21, "over", "31")]
    {
        let home = Home::new();
        home.ok(&["plan", "set", "free", "--daily", "20"]);
        for number in 0..used {
            home.ok(&["log", &format!("Person {number}"), "--new", "-q"]);
        }
        let out = home.ok(&["status", "--color", "always"]).out;
        let row = out.lines().find(|line| line.starts_with("People today")).unwrap();
        assert!(row.contains(&format!("\u{1b}[{colour}m█")), "{used}: {row:?}");
        let plain = home.ok(&["status"]).out;
        let row = plain.lines().find(|line| line.starts_with("People today")).unwrap();
        let said = ["near", "close", "full", "over"].into_iter().find(|word| row.contains(word)).unwrap_or_default();
        assert_eq!(said, word, "{row}");
        // None is of the bright set, which light backgrounds swallow.
        assert!(!out.contains("\u{1b}[9"), "{out:?}");
    }
}

#[test]
fn help_and_usage_errors_obey_the_colours_asked_for_wherever_that_stands() {
    let home = Home::new();
    // Colours are on of themselves here, and off in a pipe.
    let said = |args: &[&str], forced: bool| {
        let environment = [("CLICOLOR_FORCE", if forced { "1" } else { "0" })];
        Run::from(home.command(args).envs(environment).output().unwrap()).all()
    };
    for args in [
        &["--color", "never", "--help"] as &[&str],
        &["--help", "--color", "never"],
        &["log", "--color=never", "--help"],
        &["log", "--help", "--color=never"],
        &["--color", "never", "bogus"],
        &["bogus", "--color", "never"],
        &["log", "--bogus", "--color=never"],
        &["--color", "never", "help", "log"],
        &["--color", "never", "--version"],
    ] {
        assert!(!said(args, true).contains('\u{1b}'), "{args:?}");
        let always: Vec<String> = args.iter().map(|word| word.replace("never", "always")).collect();
        let always: Vec<&str> = always.iter().map(String::as_str).collect();
        assert!(said(&always, false).contains('\u{1b}') || args.contains(&"--version"), "{always:?}");
    }
    // What is no way to colour is a usage error, coloured as anything else; behind -- there are no options.
    assert!(said(&["--color", "sometimes"], true).contains('\u{1b}'));
    assert!(said(&["undo", "1", "2", "--", "--color", "never"], true).contains('\u{1b}'));
    assert!(!said(&["bogus", "--json", "--color", "always"], false).contains('\u{1b}'));
}

#[test]
fn topics_fit_forty_columns_with_every_word_of_them() {
    let home = Home::new();
    let topic = |name: &str, columns: &str| {
        Run::from(home.command(&["help", name]).env("COLUMNS", columns).output().unwrap()).out
    };
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    for name in ["quotas", "dates", "files", "scripting"] {
        for columns in [40, 50, 80] {
            let text = topic(name, &columns.to_string());
            assert!(text.lines().all(|line| line.width() <= columns), "{text}");
            assert_eq!(words(&text), words(&topic(name, "140")), "{name}");
        }
    }
    // A table that is too wide stacks, in all of its rows; one whose first column is narrow does not.
    let narrow = topic("files", "40");
    assert!(narrow.contains("\n  Linux\n    ~/.config/inquota\n  macOS\n    ~/Library/Application\n"), "{narrow}");
    let narrow = topic("scripting", "40");
    assert!(narrow.contains("\n  1   the answer is no: check, log\n      --guard, nothing to undo\n"), "{narrow}");
}
