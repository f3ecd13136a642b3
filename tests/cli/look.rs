//! How answers look: colours, widths, names in every script.

use unicode_width::UnicodeWidthStr;

use crate::program::{Home, skipped};

/// A home with names that are long, wide or written from right to left, and with figures near their limits.
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

/// Commands that report and commands that record.
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
            let run = home.run_with(&[("COLUMNS", &columns.to_string())], args);
            assert!(run.code <= 1, "{args:?}: {run:?}");
            for line in run.all().lines() {
                // A word wider than the screen stays whole, so that it can be copied.
                let words = line.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
                assert!(line.width() <= columns || words + 4 > columns, "{columns} {args:?}: {line}");
            }
        }
        home.ok(&["zone", "Europe/Berlin"]);
    }
}

/// Reports in which names of people, tags and templates occur.
const REPORTS: [&[&str]; 22] = [
    &["status"],
    &["check", "Donau"],
    &["check", "李小龍"],
    &["next"],
    &["followups"],
    &["followups", "--all"],
    &["summary"],
    &["summary", "--by", "tag"],
    &["stats"],
    &["stats", "--by", "template"],
    &["history"],
    &["history", "Donau"],
    &["invitations"],
    &["credits"],
    &["credits", "--watch"],
    &["forecast"],
    &["plan"],
    &["plan", "list"],
    &["plan", "compare"],
    &["people"],
    &["people", "李"],
    &["accounts"],
];

#[test]
fn no_line_is_wider_than_the_screen_however_long_a_name_is() {
    // Names that are one word of 80 and 90 columns, of emoji that join two characters, and of many words.
    let home = Home::on_premium_career();
    let names = [
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".to_owned(),
        "李小龍".repeat(15),
        format!("{} Party", "👩‍💻".repeat(25)),
        "Maximiliana Featherstonehaugh-Cholmondeley of Leicestershire and Northumberland-upon-Tyne".to_owned(),
        "Zoe\u{308} ".repeat(30).trim_end().to_owned(),
        "\u{645}\u{62d}\u{645}\u{62f} \u{627}\u{644}\u{623}\u{62d}\u{645}\u{62f}".to_owned(),
    ];
    for (name, days) in names.iter().zip(10..) {
        let at = format!("{days} days ago");
        let label = name.chars().take(40).collect::<String>();
        home.ok(&["log", name, "--new", "--tag", &label, "--template", &label, "--note", name, "--at", &at]);
        home.ok(&["log", name, "--inmail", "--at", &at]);
        home.ok(&["log", name, "--invite", "--at", &at]);
    }
    for columns in [40, 80] {
        for args in REPORTS {
            for more in [&[] as &[&str], &["--plain"], &["--color", "always"]] {
                let run = home.run_with(&[("COLUMNS", &columns.to_string())], &[args, more].concat());
                assert!(run.code <= 2, "{args:?}: {run:?}");
                for line in run.all().lines().filter(|line| !line.contains(['/', '\\'])) {
                    let shown = without_colours(line);
                    assert!(shown.width() <= columns, "{columns} {args:?} {more:?}: {shown}");
                }
            }
        }
    }
}

/// A line without the escape codes of colours.
fn without_colours(line: &str) -> String {
    let mut pieces = line.split('\u{1b}');
    let first = pieces.next().unwrap_or_default().to_owned();
    first + &pieces.map(|piece| piece.split_once('m').map_or("", |(_, rest)| rest)).collect::<String>()
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
fn errors_fit_the_screen_too() {
    let home = home();
    for args in
        [&["log", ""] as &[&str], &["plan", "set", "nosuch"], &["check", "--inmail", "--invite"], &["undo", "99"]]
    {
        let run = home.run_with(&[("COLUMNS", "40")], args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(!run.err.is_empty() && run.err.lines().all(|line| line.width() <= 40), "{args:?}: {}", run.err);
    }
}

#[test]
fn no_word_is_broken_on_a_narrow_screen() {
    let home = home();
    let words = |columns: &str, args: &[&str]| {
        let run = home.run_with(&[("COLUMNS", columns)], args);
        // A rule is as wide as its table.
        let words = run.out.split_whitespace().filter(|word| !word.starts_with('─'));
        let mut words: Vec<String> = words.map(str::to_owned).collect();
        words.sort();
        words.dedup();
        words
    };
    for args in [&["plan"] as &[&str], &["credits"]] {
        let wide = words("300", args);
        for columns in ["40", "80"] {
            let narrow = words(columns, args);
            let broken: Vec<&String> = narrow.iter().filter(|word| !wide.contains(word)).collect();
            assert!(broken.is_empty(), "{args:?} at {columns}: {broken:?}");
        }
    }
}

#[test]
fn wide_letters_do_not_shift_the_columns() {
    let table = home().ok(&["people"]).out;
    let column = |name: &str, what: &str| {
        let line = table.lines().find(|line| line.contains(name)).unwrap();
        line[..line.find(what).unwrap_or_else(|| panic!("{line}"))].width()
    };
    let date = column("Jane Doe", "25 Nov");
    assert_eq!((column("李小龍", "25 Nov"), column("Party", "25 Nov"), column("לוי", "25 Nov")), (date, date, date));
}

#[test]
fn names_in_a_pipe_have_no_direction_marks() {
    let out = home().ok(&["people"]).out;
    assert!(out.contains("דנה לוי") && !out.contains(['\u{2068}', '\u{2069}']), "{out}");
}

#[test]
fn colours_follow_the_option_then_no_color_then_force_color() {
    let home = home();
    let coloured =
        |args: &[&str], environment: &[(&str, &str)]| home.run_with(environment, args).out.contains('\u{1b}');
    let plain: &[&str] = &["status"];
    assert!(!coloured(plain, &[]), "a pipe");
    assert!(coloured(plain, &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(plain, &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(plain, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), "NO_COLOR overrides CLICOLOR_FORCE");
    assert!(coloured(plain, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]), "an empty NO_COLOR is ignored");
    assert!(coloured(plain, &[("FORCE_COLOR", "1")]) && coloured(plain, &[("FORCE_COLOR", "true")]));
    assert!(!coloured(plain, &[("FORCE_COLOR", "0")]) && !coloured(plain, &[("FORCE_COLOR", "")]));
    assert!(coloured(plain, &[("FORCE_COLOR", "3"), ("TERM", "dumb")]), "FORCE_COLOR overrides the terminal");
    assert!(!coloured(plain, &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]), "NO_COLOR overrides FORCE_COLOR");
    assert!(!coloured(&["status", "--color", "never"], &[("FORCE_COLOR", "1")]));
    assert!(coloured(&["status", "--color", "always"], &[("NO_COLOR", "1")]), "the option overrides the environment");
    assert!(!coloured(&["status", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["status", "--json", "--color", "always"], &[]), "JSON has no colours");
}

#[test]
fn every_level_has_its_word_and_colour() {
    // Of 20 people a day: 15 are fine, 16 (80 %) near, 19 (95 %) close, 20 full, 21 over.
    for (used, word, colour) in
        [(15, "fine", "32"), (16, "near", "33"), (19, "close", "31"), (20, "full", "31"), (21, "over", "31")]
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
        let shown =
            ["fine", "near", "close", "full", "over"].into_iter().find(|word| row.contains(word)).unwrap_or_default();
        assert_eq!(shown, word, "{row}");
        // No colour is bright: bright colours cannot be read on a light background.
        assert!(!out.contains("\u{1b}[9"), "{out:?}");
    }
}

#[test]
fn help_and_usage_errors_obey_the_color_option_at_any_place_on_the_line() {
    let home = Home::new();
    // The environment asks for the opposite of the option.
    let text =
        |args: &[&str], forced: bool| home.run_with(&[("CLICOLOR_FORCE", if forced { "1" } else { "0" })], args).all();
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
        assert!(!text(args, true).contains('\u{1b}'), "{args:?}");
        let always: Vec<String> = args.iter().map(|word| word.replace("never", "always")).collect();
        let always: Vec<&str> = always.iter().map(String::as_str).collect();
        assert!(text(&always, false).contains('\u{1b}') || args.contains(&"--version"), "{always:?}");
    }
    // A wrong value of the option is a usage error, coloured like any other; after `--` there are no options.
    assert!(text(&["--color", "sometimes"], true).contains('\u{1b}'));
    assert!(text(&["undo", "1", "2", "--", "--color", "never"], true).contains('\u{1b}'));
    assert!(!text(&["bogus", "--json", "--color", "always"], false).contains('\u{1b}'));
}

#[test]
fn help_topics_fit_40_columns_with_all_their_words() {
    let home = Home::new();
    let topic = |name: &str, columns: &str| home.run_with(&[("COLUMNS", columns)], &["help", name]).out;
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    for name in ["quotas", "dates", "files", "scripting", "assistants"] {
        for columns in [40, 50, 80] {
            let text = topic(name, &columns.to_string());
            assert!(text.lines().all(|line| line.width() <= columns), "{text}");
            assert_eq!(words(&text), words(&topic(name, "140")), "{name}");
        }
    }
    // A table that is too wide puts its columns below each other in all rows, unless the first column is narrow.
    let narrow = topic("files", "40");
    assert!(narrow.contains("\n  Linux\n    ~/.config/inquota\n  macOS\n    ~/Library/Application\n"), "{narrow}");
    let narrow = topic("scripting", "40");
    assert!(
        narrow.contains("\n  1   the answer is no: check, draft,\n      log --guard, nothing to undo\n"),
        "{narrow}"
    );
}
