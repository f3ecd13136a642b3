//! The screen of `status`: its first sentence, its bars, and what is left of it without bars.

use unicode_width::UnicodeWidthStr;

use crate::program::{Home, skipped};

/// The first line of the status.
fn sentence(home: &Home) -> String {
    home.ok(&["status"]).out.lines().next().unwrap().to_owned()
}

/// A home on the plan `free` with these options, on which these people got a message today.
fn messaged(options: &[&str], people: &[&str]) -> Home {
    let home = Home::new();
    home.ok(&[&["plan", "set", "free"], options].concat());
    for person in people {
        home.ok(&["log", person, "--new"]);
    }
    home
}

#[test]
fn the_sentence_says_how_many_new_people_can_be_messaged() {
    // The plan free: 15 people a day, 30 a month, 5 credits on 1 November.
    let (none, one, two, three): (&[&str], &[&str], &[&str], &[&str]) =
        (&[], &["A A"], &["A A", "B B"], &["A A", "B B", "C C"]);
    for (options, people, expected) in [
        (&[] as &[&str], none, "You can message 15 more people today (30 this month) and send 5 InMails."),
        (&[], one, "You can message 14 more people today (29 this month) and send 5 InMails."),
        (&["--daily", "2"], one, "You can message 1 more person today (29 this month) and send 5 InMails."),
        (&["--daily", "2"], two, "You can't message new people until tomorrow, but you can send 5 InMails."),
        (
            &["--daily", "2"],
            three,
            "You can't message new people until tomorrow, but you can send 5 InMails. You are 1 over today's limit of 2.",
        ),
        // The month has less room than the day.
        (&["--monthly", "4"], two, "You can message 2 more people today (the last 2 this month) and send 5 InMails."),
        (&["--monthly", "3"], two, "You can message 1 more person today (the last one this month) and send 5 InMails."),
        // The month is used up: the 1st is a Tuesday.
        (&["--monthly", "2"], two, "You can't message new people until Tue 1 Dec, but you can send 5 InMails."),
        // Only one of the two limits, and neither.
        (&["--monthly", "none"], one, "You can message 14 more people today and send 5 InMails."),
        (&["--daily", "none"], one, "You can message 29 more people this month and send 5 InMails."),
        (
            &["--daily", "none", "--monthly", "none"],
            one,
            "You can message new people without a limit and send 5 InMails.",
        ),
        (&["--daily", "0"], none, "You can't message new people (the limit allows none), but you can send 5 InMails."),
        // Limits that only warn.
        (
            &["--daily", "2", "--advisory"],
            one,
            "You can message 1 more person today before a warning (29 this month) and send 5 InMails.",
        ),
        (
            &["--daily", "2", "--advisory"],
            two,
            "You can message 28 more people this month with a warning each (today's limit of 2 is reached) and send 5 InMails.",
        ),
        (
            &["--daily", "2", "--monthly", "2", "--advisory"],
            three,
            "You can message new people with a warning each (you are 1 over today's limit of 2) and send 5 InMails.",
        ),
        // A limit of the month that only warns takes nothing from the day.
        (
            &["--monthly", "4", "--advisory"],
            two,
            "You can message 13 more people today (2 this month before a warning) and send 5 InMails.",
        ),
    ] {
        assert_eq!(sentence(&messaged(options, people)), expected, "{options:?} {people:?}");
    }
}

#[test]
fn the_sentence_says_how_many_inmails_can_be_sent() {
    let home = Home::new();
    let begin = "You can message 15 more people today (30 this month)";
    home.ok(&["log", "--inmail", "A A"]);
    assert_eq!(sentence(&home), format!("{begin} and send 4 InMails."));
    home.ok(&["credits", "set", "1"]);
    assert_eq!(sentence(&home), format!("{begin} and send 1 InMail."));
    // Without credits until the grant of the 1st; with no messages left either.
    home.ok(&["credits", "set", "0"]);
    assert_eq!(sentence(&home), format!("{begin}, but you can't send InMails until Tue 1 Dec (no credits)."));
    home.ok(&["plan", "set", "free", "--daily", "0"]);
    assert_eq!(
        sentence(&home),
        "You can't message new people (the limit allows none), nor can you send InMails until Tue 1 Dec (no credits)."
    );
    // A plan without InMails, on which LinkedIn publishes no limit of messages.
    let home = Home::new();
    home.ok(&["plan", "set", "basic"]);
    let expected =
        "You can message new people (LinkedIn publishes no number), but you can't send InMails (no credits).";
    assert_eq!(sentence(&home), expected);
}

#[test]
fn the_sentence_obeys_a_limit_of_ones_own_on_inmails() {
    let begin = "You can message 15 more people today (30 this month)";
    for (options, sent, expected) in [
        (&["--inmails-daily", "2"] as &[&str], 0, " and send 2 InMails today (of 5 credits)."),
        (&["--inmails-daily", "9"], 0, " and send 5 InMails."),
        (
            &["--inmails-daily", "2"],
            2,
            ", but you can't send InMails until tomorrow (your limit for today is reached).",
        ),
        (&["--inmails-daily", "2", "--advisory"], 0, " and send 5 InMails (2 today before a warning)."),
        (
            &["--inmails-daily", "2", "--advisory"],
            2,
            " and send 3 InMails with a warning each (today's InMail limit of 2 is reached).",
        ),
    ] {
        let home = messaged(options, &[]);
        for person in ["A A", "B B"].into_iter().take(sent) {
            home.ok(&["log", person, "--inmail"]);
        }
        assert_eq!(sentence(&home), format!("{begin}{expected}"), "{options:?} {sent}");
    }
}

#[test]
fn the_sentence_says_what_linkedin_stopped() {
    let home = Home::new();
    home.ok(&["stopped"]);
    assert_eq!(
        sentence(&home),
        "You can't message anyone until tomorrow (stopped by LinkedIn), but you can send 5 InMails."
    );
    // 5 December is a Saturday, 1 February 2027 a Monday; invitations are stopped for 168 hours, to Wednesday 09:00.
    home.ok(&["stopped", "--inmail", "--until", "2026-12-05"]);
    home.ok(&["stopped", "--until", "2027-02-01"]);
    home.ok(&["stopped", "--invite"]);
    assert_eq!(
        sentence(&home),
        "You can't message anyone until Mon 1 Feb 2027 (stopped by LinkedIn), nor can you send InMails until \
         Sat 5 Dec (stopped by LinkedIn). You can't invite anyone until Wed 2 Dec 09:00 (stopped by LinkedIn)."
    );
}

#[test]
fn the_sentence_mentions_invitations_only_if_none_can_be_sent() {
    let home = messaged(&["--invitations", "1"], &[]);
    assert!(!sentence(&home).contains("invite"));
    home.ok(&["log", "A A", "--invite"]);
    assert!(sentence(&home).ends_with(". You can't invite anyone until Wed 2 Dec 09:00."), "{}", sentence(&home));
}

#[test]
fn the_sentence_of_another_instant_names_it() {
    let home = Home::new();
    let status = |at: &str| home.ok(&["status", "--at", at]).out.lines().next().unwrap().to_owned();
    // At the end of the year: the grants of November, December, and nothing spent: 10.
    assert_eq!(
        status("2026-12-31 12:00"),
        "As of Thu 31 Dec 2026, 12:00, you can message 15 more people today (30 this month) and send 10 InMails."
    );
    // Before the plan began, an InMail costs no credit.
    assert_eq!(
        status("2026-10-20 12:00"),
        "As of Tue 20 Oct 2026, 12:00, you can message 15 more people today (30 this month) and send InMails, which \
         cost no credit before plan free starts on Sun 1 Nov 2026."
    );
}

#[test]
fn the_sentence_agrees_with_check() {
    for options in [&[] as &[&str], &["--daily", "1"], &["--monthly", "1", "--advisory"], &["--inmails-daily", "1"]] {
        let home = messaged(options, &["A A"]);
        home.ok(&["log", "B B", "--inmail"]);
        let sentence = sentence(&home);
        assert_eq!(home.run(&["check"]).code == 0, sentence.starts_with("You can message"), "{sentence}");
        let sends = sentence.contains("can send") || sentence.contains("and send");
        assert_eq!(home.run(&["check", "--inmail"]).code == 0, sends, "{sentence}");
    }
}

/// The number of cells of the bar in a line.
fn cells(line: &str) -> usize {
    line.chars().filter(|c| "█░".contains(*c)).count()
}

/// The lines with bars.
fn bars(home: &Home, columns: usize) -> Vec<String> {
    let screen = home.run_with(&[("COLUMNS", &columns.to_string())], &[]).out;
    screen.lines().filter(|line| cells(line) > 0).map(str::to_owned).collect()
}

#[test]
fn every_resource_has_a_bar_as_long_as_fits() {
    let full = messaged(&["--daily", "2", "--invitations", "1000000"], &["A A", "B B", "C C"]);
    for home in [&Home::new(), &full] {
        for columns in [80, 140] {
            let bars = bars(home, columns);
            assert_eq!(bars.len(), 5, "{bars:?}");
            assert!(bars.iter().all(|line| cells(line) >= 10 && cells(line) == cells(&bars[0])), "{bars:?}");
            assert!(bars.iter().all(|line| line.width() <= columns), "{bars:?}");
            assert!(bars.iter().any(|line| line.width() + 16 > columns), "there is room for longer bars: {bars:?}");
        }
        assert!(bars(home, 40).iter().all(|line| line.width() <= 40 && cells(line) >= 10));
    }
}

#[test]
fn every_line_has_what_is_used_left_its_level_and_its_source() {
    // 2 of 15 people; 1 of 5 credits; 5 notes of 5 in five invitations of 100.
    let home = Home::new();
    for person in ["A A", "B B"] {
        home.ok(&["log", person, "--new"]);
    }
    home.ok(&["log", "C C", "--inmail"]);
    for person in ["D D", "E E", "F F", "G G", "H H"] {
        home.ok(&["log", person, "--invite", "--with-note"]);
    }
    let screen = home.ok(&["status"]).out;
    let words = |label: &str| {
        let line = screen.lines().find(|line| cells(line) > 0 && line.starts_with(label)).unwrap();
        line[label.len()..].replace(['█', '░'], "").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(words("People today"), "2 of 15 13 fine tomorrow guide");
    assert_eq!(words("People this month"), "2 of 30 28 fine Tue 1 Dec guide");
    assert_eq!(words("InMail credits"), "1 of 5 4 fine Tue 1 Dec guide");
    assert_eq!(words("Invitations, 7 days"), "5 of 100 95 fine rolling reported");
    assert_eq!(words("Notes this month"), "5 of 5 0 full Tue 1 Dec LinkedIn");
    for explained in ["guide: ", "LinkedIn: ", "reported: "] {
        assert!(screen.lines().any(|line| line.starts_with(explained)), "{explained} in {screen}");
    }
    let warning = "past these limits you only get a warning: Invitations, 7 days; Notes this month\n";
    assert!(screen.ends_with(warning), "{screen}");
}

#[test]
fn the_account_is_named_where_there_are_several() {
    let home = Home::new();
    home.ok(&["log", "A A"]);
    assert!(!home.ok(&[]).out.contains("Account"));
    home.ok(&["plan", "set", "sales-navigator", "--account", "sales", "--new-account"]);
    assert!(home.ok(&[]).out.contains("\nAccount default\n"));
    assert!(home.ok(&["--account", "sales"]).out.contains("\nAccount sales\n"));
    home.ok(&["log", "B B", "--file", "other.json"]);
    assert!(!home.ok(&["--file", "other.json"]).out.contains("Account"));
}

#[test]
fn the_setting_bars_changes_the_bars_or_leaves_them_out() {
    let home = Home::new();
    home.ok(&["log", "A A"]);
    let screen = |bars: &str, args: &[&str], environment: &[(&str, &str)]| {
        home.write_settings(&format!("bars = \"{bars}\"\n"));
        home.run_with(environment, args).out
    };
    assert_eq!(screen("auto", &["status"], &[]), screen("unicode", &["status"], &[]));
    assert!(screen("auto", &["status"], &[("TERM", "dumb")]).is_ascii());
    assert!(screen("unicode", &["status"], &[("TERM", "dumb")]).contains('█'));
    assert_eq!(screen("ascii", &["status"], &[]), home.ok(&["status", "--ascii"]).out);
    for report in ["status", "summary", "forecast"] {
        let without = screen("none", &[report], &[]);
        assert!(without.is_ascii() && !without.contains(['#', '|']), "{without}");
        // An option overrides a setting.
        assert_eq!(home.ok(&[report, "--ascii"]).out, screen("ascii", &[report], &[]));
    }
    let status = screen("none", &["status"], &[]);
    assert!(status.contains("People today          1 of 15   14 fine  tomorrow   guide\n"), "{status}");
    assert!(screen("none", &["summary"], &[]).contains("people reached: 1 on Wed 25 Nov\n"));
}

/// What draws, colours or marks.
const DRAWING: &str = "\u{1b}█▓▒░▁▂▃▄▅▆▇·│─╭╮╰╯├┤┬┴┼+|∞→✓•*~";

#[test]
fn plain_text_has_no_drawing_in_any_report() {
    let home = Home::on_premium_career();
    home.ok(&["log", "Jane Doe", "--tag", "spring", "--template", "short", "--at", "2026-11-04"]);
    home.ok(&["log", "Ravi Patel", "--inmail", "--at", "2026-11-05"]);
    home.ok(&["log", "Ana Lima", "--invite", "--with-note"]);
    home.ok(&["reply", "Jane Doe"]);
    home.ok(&["plan", "set", "free", "--account", "other", "--new-account"]);
    for report in [
        &["status"] as &[&str],
        &["status", "--line"],
        &["summary"],
        &["summary", "--from", "2026-06-01", "--by", "tag"],
        &["forecast"],
        &["followups"],
        &["next"],
        &["stats"],
        &["stats", "--by", "template"],
        &["invitations"],
        &["history"],
        &["people"],
        &["credits"],
        &["credits", "--watch"],
        &["plan"],
        &["plan", "list"],
        &["plan", "compare"],
        &["accounts"],
        &["backup"],
        &["zone"],
    ] {
        let args = [report, &["--plain"]].concat();
        let forced = home.run_with(&[("FORCE_COLOR", "1")], &[&args[..], &["--color", "always"]].concat());
        let plain = home.ok(&args).out;
        assert_eq!(plain, forced.out, "{report:?}");
        let drawn: Vec<char> = plain.chars().filter(|c| DRAWING.contains(*c)).collect();
        let signs = plain.contains("+5") || report[0] == "summary";
        assert!(drawn.iter().all(|c| signs && *c == '+'), "{report:?}: {drawn:?}\n{plain}");
        assert!(!plain.contains("##"), "{report:?}\n{plain}");
        // Gaps between columns are read as nothing.
        let has_gap = plain.lines().any(|line| line.trim_start().contains("    "));
        assert!(report[0] == "history" || !has_gap, "{report:?}\n{plain}");
    }
    let error = home.run_with(&[("FORCE_COLOR", "1")], &["--plain", "bogus"]);
    assert!(error.code == 2 && !error.all().contains('\u{1b}'), "{error:?}");
}

#[test]
fn plain_text_has_the_same_figures_in_words() {
    let home = Home::new();
    home.ok(&["log", "A A"]);
    home.ok(&["log", "B B", "--at", "2026-11-03"]);
    let plain = |args: &[&str]| home.ok(&[args, &["--plain"]].concat()).out;
    let status = plain(&["status"]);
    assert!(status.starts_with("You can message 14 more people today (28 this month) and send 5 InMails.\n"));
    let line = "People today: 1 of 15 used; 14 left, fine; resets tomorrow; source: guide\n";
    assert!(status.contains(line), "{status}");
    let line = "Notes this month: 0 of 5 used; 5 left, fine; resets Tue 1 Dec; source: LinkedIn, and only warns\n";
    assert!(status.contains(line), "{status}");
    let summary = plain(&["summary"]);
    assert!(summary.contains("messages, Nov 2026: 2; Oct 2026: 0\n"), "{summary}");
    assert!(summary.contains("people reached: 1 on Tue 3 Nov; 1 on Wed 25 Nov\nslots of the day: "), "{summary}");
    let summary = plain(&["summary", "--from", "2026-09-01", "--to", "2026-11-30"]);
    assert!(summary.contains("people reached: 2 in November 2026\n"), "{summary}");
    // 5 credits now, and 5 on 1 December and 1 January.
    let forecast = plain(&["forecast"]);
    let line = "from Wed 25 Nov 2026 to Sun 24 Jan 2027: lowest 5 on Wed 25 Nov 2026, highest 15 on Fri 1 Jan 2027\n";
    assert!(forecast.contains(line), "{forecast}");
    assert_eq!(plain(&["status", "--line"]), "InMail 5, day 14, month 28, week 100\n");
    let plans = plain(&["plan", "list"]);
    assert!(
        plans.contains("\n  people a day: 15\n") && plans.contains("\n  notes a month: 5, only warns\n"),
        "{plans}"
    );
    let people = plain(&["people"]);
    assert!(people.contains("A A, last: 25 Nov, message, waiting for a response\n"), "{people}");
}

#[test]
fn a_dumb_terminal_gets_neither_colours_nor_codes_and_asks_line_by_line() {
    let home = Home::new();
    home.ok(&["log", "Ravi Patel", "--at", "2026-11-10"]);
    home.ok(&["log", "Ana Lima", "--at", "yesterday"]);
    let Some(screen) = home.on_dumb_terminal("status", &[]) else {
        return skipped("there is no `script` on this machine");
    };
    assert!(screen.contains("You can message") && !screen.contains('\u{1b}') && screen.is_ascii(), "{screen:?}");
    // Ravi is due, so he is the first of the list; 9 is not in it.
    let screen = home.on_dumb_terminal("log", &["9\n", "1\n"]).unwrap();
    assert!(!screen.contains('\u{1b}'), "{screen:?}");
    assert!(
        screen.contains("  1  Ravi Patel  (due: silent for 15 days)") && screen.contains("  2  Ana Lima"),
        "{screen}"
    );
    assert!(screen.contains("there is no 9 in the list"), "{screen}");
    assert!(screen.contains("recorded: message to Ravi Patel"), "{screen}");
    let screen = home.on_dumb_terminal("log", &["Max Roe\n"]).unwrap();
    assert!(screen.contains("recorded: message to Max Roe (new)"), "{screen}");
    let before = home.bytes();
    assert!(home.on_dumb_terminal("log", &["\n"]).unwrap().contains("nothing was recorded"));
    assert_eq!(home.bytes(), before);
    // A screen reader is asked in the same way.
    let screen = home.on_terminal("log --plain", 80, &["\n"]).unwrap();
    assert!(screen.contains("A number from the list, or a name") && !screen.contains('\u{1b}'), "{screen:?}");
}

#[test]
fn what_each_line_says_aloud_is_not_said_again() {
    let home = Home::new();
    let aloud = home.ok(&["status", "--plain"]).out;
    assert!(aloud.contains("source: reported, and only warns\n"), "{aloud}");
    assert!(!aloud.contains("only get a warning"), "{aloud}");
}

#[test]
fn what_linkedin_has_stopped_is_not_called_fine() {
    // Invitations are stopped for 168 hours from 09:00 on 25 November: until 09:00 on 2 December. That goes for those of
    // the day and the week, and for notes, and not for messages and InMails.
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--invitations-daily", "20"]);
    home.ok(&["stopped", "--invite"]);
    let screen = home.ok(&["status"]).out;
    for (label, word) in [
        ("People today ", "15 fine "),
        ("InMail credits ", " 5 fine "),
        ("Invitations today ", "20 stopped "),
        ("Invitations, 7 days ", "100 stopped "),
        ("Notes this month ", " 5 stopped "),
    ] {
        let line = screen.lines().find(|line| line.starts_with(label)).unwrap();
        assert!(line.contains(word), "{line}");
        assert_eq!(line.contains("Wed 2 Dec"), word.contains("stopped"), "{line}");
    }
    let plain = home.ok(&["status", "--plain"]).out;
    assert!(plain.contains("Invitations today: 0 of 20 used; 20 left, stopped; again from Wed 2 Dec 09:00"), "{plain}");
    // Once it is lifted, the limits count again.
    home.ok(&["stopped", "--invite", "--lifted"]);
    let lifted = home.ok(&["status"]).out;
    assert!(lifted.contains("  20 fine  ") && lifted.contains(" 100 fine  "), "{lifted}");
}
