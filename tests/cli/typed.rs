//! What people type: words that are no commands, other spellings, short and long help, and names chosen at a terminal.

use unicode_width::UnicodeWidthStr;

use crate::program::{Home, skipped};

#[test]
fn words_that_people_try_name_the_command_with_what_was_typed() {
    let home = Home::new();
    for (args, hint) in [
        (&["add", "Jane Doe"] as &[&str], "to record a message: inquota log \"Jane Doe\""),
        (&["sent", "Jane Doe", "--inmail"], "to record a message: inquota log \"Jane Doe\" --inmail"),
        (&["message", "Jane Doe", "--at", "2h ago"], "to record a message: inquota log \"Jane Doe\" --at \"2h ago\""),
        (&["inmail", "Jane Doe"], "to record an InMail: inquota log \"Jane Doe\" --inmail"),
        (&["invite", "in/ana-lima"], "to record an invitation: inquota log in/ana-lima --invite"),
        (&["ls"], "to list the records: inquota history; inquota people and inquota invitations are lists too"),
        (&["list", "Jane"], "to list the records: inquota history Jane;"),
        (&["rm", "12"], "to take a record back: inquota undo 12"),
        (&["delete"], "to take a record back: inquota undo ID; inquota history shows the ids"),
        (&["remaining"], "to see what is left: inquota status"),
        (&["left", "--at", "tomorrow"], "to see what is left: inquota status --at tomorrow"),
        (&["limits"], "inquota status; inquota plan shows the limits themselves"),
        (&["today"], "to see what is left today: inquota status; inquota next shows what to do"),
        (&["report", "--last-month"], "to see the figures of a month: inquota summary --last-month"),
        (&["init"], "to record your plan: inquota plan set NAME (inquota plan list has the names)"),
        (&["setup", "premium-career"], "to record your plan: inquota plan set premium-career"),
        (&["--account", "sales", "left"], "inquota --account sales status"),
        (&["block", "Jane Doe"], "to mark someone you must not contact: inquota people block \"Jane Doe\""),
        (&["buy", "5"], "to record credits that you bought: inquota credits buy 5"),
        (&["restore"], "to restore a backup: inquota backup restore NAME"),
        // Words of a name without quotes are one name.
        (&["sent", "Jane", "Doe"], "to record a message: inquota log \"Jane Doe\""),
        (&["invite", "Jane", "Doe", "--with-note"], "inquota log \"Jane Doe\" --with-note --invite"),
        // The other way round.
        (&["list", "people"], "did you mean inquota people?"),
        (&["ls", "invitations"], "did you mean inquota invitations?"),
        (&["show", "plan"], "did you mean inquota plan?"),
        (&["due"], "to see who has not answered: inquota followups"),
        (&["done", "3"], "to settle a follow-up: inquota followups done 3"),
        (&["tags"], "to see the figures by tag: inquota summary --by tag"),
        (&["blocked"], "to record that LinkedIn refused to send: inquota stopped"),
        (&["Jane Doe"], "if it is a person: inquota check \"Jane Doe\", or inquota log \"Jane Doe\""),
    ] {
        let error = home.refuses(2, args);
        assert_eq!(error["code"], "usage", "{args:?}");
        assert!(error["message"].as_str().unwrap().starts_with("inquota has no command \""), "{args:?}: {error}");
        // `refuses` adds --json, which goes with the command too.
        let actual = error["hint"].as_str().unwrap().replace(" --json", "");
        assert!(actual.contains(hint), "{args:?}: {actual}");
        assert_eq!(home.exits(2, args).out, "");
    }
    assert_eq!(home.ok(&["version"]).out, home.ok(&["--version"]).out);
    assert!(home.everything().is_empty());
}

#[test]
fn words_that_people_try_after_a_command_name_the_command() {
    let home = Home::new();
    for (line, hint) in [
        ("people find ana -n 1", "to find people: inquota people ana -n 1"),
        ("people show ana", "to find people: inquota people ana"),
        ("people add ana", "a person is added with what you record: inquota log ana"),
        ("people rm 12", "to take a record back: inquota undo 12"),
        ("people rm ana", "undo ID; inquota history ana shows the ids"),
        ("people mv ana anna", "to rename a person: inquota people rename ana anna"),
        ("accounts add sales", "to create an account: inquota log PERSON --account sales --new-account"),
        ("accounts rm sales", "to remove an account: inquota accounts remove sales"),
        ("--color never accounts mv a b", "to rename an account: inquota --color never accounts rename a b"),
        ("accounts use sales", "to work on another account: inquota config set account sales"),
        ("config rm clock", "to remove a setting: inquota config unset clock"),
        ("credits add 5", "to record credits that you bought: inquota credits buy 5"),
        ("plan use premium", "to record your plan: inquota plan set premium"),
        ("zone set Europe/Paris", "to change the time zone: inquota zone Europe/Paris"),
        ("help add", "did you mean inquota help log?"),
        ("help init", "did you mean inquota help plan set?"),
    ] {
        let args: Vec<&str> = line.split(' ').collect();
        let error = home.refuses(2, &args);
        assert_eq!(error["code"], "usage", "{line}");
        let actual = error["hint"].as_str().unwrap().replace(" --json", "");
        assert!(actual.ends_with(hint) || actual.contains(&format!("{hint};")), "{line}: {error}");
    }
    // A word too many is the one after the words that fit, not the value of an option.
    let error = home.refuses(2, &["people", "jane", "doe", "-n", "1"]);
    assert!(error["message"].as_str().unwrap().starts_with("\"doe\" is one word too many"), "{error}");
    assert!(home.everything().is_empty());
}

#[test]
fn log_takes_no_kind_and_no_word_for_a_command_as_a_name() {
    let home = Home::new();
    for (word, hint) in [
        ("inmail", "inquota log \"Jane Doe\" --inmail"),
        ("invite", "inquota log \"Jane Doe\" --invite"),
        ("message", "inquota log \"Jane Doe\" --message"),
        ("add", "give only names"),
    ] {
        let error = home.refuses(2, &["log", word, "Jane Doe"]);
        assert_eq!(error["code"], "not_a_name", "{word}");
        assert!(error["hint"].as_str().unwrap().contains(hint), "{error}");
    }
    home.ok(&["log", "add", "--new"]);
    home.ok(&["log", "add"]);
    assert!(home.refuses(2, &["history", "inmail"])["message"].as_str().unwrap().contains("the ledger has no match"));
}

#[test]
fn list_after_a_command_that_lists_changes_nothing() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-10"]);
    home.ok(&["log", "Ravi Patel", "--invite"]);
    for command in ["people", "followups", "accounts", "invitations", "credits", "backup", "history", "config"] {
        assert_eq!(home.ok(&[command, "list"]).all(), home.ok(&[command]).all(), "{command}");
        assert_eq!(home.json(&[command, "list"]), home.json(&[command]), "{command}");
        assert_eq!(home.ok(&[command, "ls"]).all(), home.ok(&[command]).all(), "{command}");
    }
    assert_eq!(home.ok(&["plan", "ls"]).out, home.ok(&["plan", "list"]).out);
    assert_eq!(home.ok(&["plan", "show"]).out, home.ok(&["plan"]).out);
    assert!(home.ok(&["plan", "show", "premium-career"]).out.contains("Premium Career"));
    assert_eq!(home.ok(&["status", "show"]).out, home.ok(&["status"]).out);
    assert_eq!(home.ok(&["config", "show"]).out, home.ok(&["config"]).out);
    assert_eq!(home.ok(&["people", "list", "jane"]).out, home.ok(&["people", "jane"]).out);
    assert_eq!(home.ok(&["history", "list", "-n", "1"]).out, home.ok(&["history", "-n", "1"]).out);
    // Somebody whose name holds the word is found all the same.
    home.ok(&["log", "Ann Lister"]);
    assert!(home.ok(&["people", "--", "list"]).out.contains("Ann Lister"));
}

#[test]
fn help_after_a_command_is_the_help_of_what_follows() {
    let home = Home::new();
    for (typed, own) in [
        ("plan help set", "help plan set"),
        ("people help merge", "help people merge"),
        ("credits help buy", "help credits buy"),
        ("followups help snooze", "help followups snooze"),
        ("backup help restore", "help backup restore"),
        ("config help path", "help config path"),
        ("plan help", "help plan"),
        ("people help", "help people"),
    ] {
        let words = |line: &'static str| line.split(' ').collect::<Vec<_>>();
        assert_eq!(home.ok(&words(typed)).out, home.ok(&words(own)).out, "{typed}");
    }
    assert!(home.refuses(2, &["plan", "help", "nonsense"])["message"].as_str().unwrap().contains("plan nonsense"));
}

#[test]
fn since_until_and_limit_mean_from_to_and_n() {
    let home = Home::new();
    for (person, at) in [("Jane Doe", "2026-11-02"), ("Ravi Patel", "2026-11-12"), ("Ana Lima", "2026-11-22")] {
        home.ok(&["log", person, "--at", at]);
        home.ok(&["log", person, "--invite", "--at", at]);
    }
    let same = |typed: &[&str], own: &[&str]| assert_eq!(home.json(typed), home.json(own), "{typed:?}");
    same(
        &["history", "--since", "2026-11-10", "--until", "2026-11-15"],
        &["history", "--from", "2026-11-10", "--to", "2026-11-15"],
    );
    same(&["history", "--limit", "2"], &["history", "-n", "2"]);
    same(&["invitations", "--limit", "1"], &["invitations", "-n", "1"]);
    same(
        &["summary", "--since", "2026-11-10", "--until", "2026-11-15"],
        &["summary", "--from", "2026-11-10", "--to", "2026-11-15"],
    );
    same(&["stats", "--from", "2026-11-10"], &["stats", "--since", "2026-11-10"]);
    same(&["forecast", "--to", "2026-12-10"], &["forecast", "--until", "2026-12-10"]);
    same(&["check", "--limit", "3"], &["check", "-n", "3"]);
    same(&["people", "--limit", "2"], &["people", "-n", "2"]);
    // An error names the option as it was typed.
    for args in [["history", "--limit"], ["summary", "--since"]] {
        assert_eq!(home.refuses(2, &args)["message"], format!("{} needs a value", args[1]));
    }
    home.ok(&["plan", "set", "premium-career", "--since", "2026-11-20"]);
    assert_eq!(home.plan("2026-11-25").1, "2026-11-20");
    let help = home.ok(&["--help"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("--since, --until and --limit mean --from, --to and -n"));
}

#[test]
fn a_message_may_be_named_as_the_kind() {
    let home = Home::new();
    assert_eq!(home.json(&["log", "Jane Doe", "--message"])["recorded"][0]["kind"], "message");
    assert_eq!(home.json(&["check", "Jane Doe", "--message"])["kind"], "message");
    assert_eq!(home.json(&["stopped", "--message"])["recorded"][0]["kind"], "stopped");
    for other in ["--inmail", "--invite"] {
        let error = home.refuses(2, &["log", "Ravi Patel", "--message", other]);
        assert!(error["message"].as_str().unwrap().contains("cannot be used with"), "{error}");
    }
    home.refuses(2, &["log", "Ravi Patel", "--message", "--free"]);
    home.refuses(2, &["log", "Ravi Patel", "--message", "--with-note"]);
}

#[test]
fn the_short_help_has_one_line_for_each_option_and_the_long_one_explains() {
    let home = Home::new();
    for command in [
        "",
        "log",
        "reply",
        "check",
        "draft",
        "summary",
        "history",
        "import",
        "plan",
        "plan set",
        "people",
        "edit",
        "next",
        "followups close",
    ] {
        let words = |end| command.split_whitespace().chain([end]).collect::<Vec<_>>();
        let (short, long) = (home.fits(80, &words("-h")), home.ok(&words("--help")).out);
        let sections =
            short.lines().skip_while(|line| !line.ends_with(':')).take_while(|line| !line.starts_with("See "));
        for line in sections.filter(|line| !line.is_empty() && !line.ends_with(':')) {
            // A continued line would begin below the texts.
            assert!(line.starts_with("  ") && !line.starts_with("         "), "{command}: {line}");
        }
        assert!(short.contains("Usage: inquota") && short.contains("  -h, --help"), "{command}: {short}");
        assert!(short.contains(&format!("See {}--help for more", format!("inquota {command} ").replace("  ", " "))));
        assert!(!short.contains("Examples:") && long.contains("Examples:"), "{command}");
        assert!(short.lines().count() < long.lines().count(), "{command}");
        let own: Vec<&str> = command.split_whitespace().collect();
        assert_eq!(home.ok(&[&["help"], own.as_slice()].concat()).out, long, "{command}");
    }
    // The help of `log` fits a screen of 24 lines.
    assert!(home.fits(80, &["log", "-h"]).lines().count() <= 24);
    for line in home.fits(40, &["log", "-h"]).lines() {
        assert!(line.width() <= 40, "{line}");
    }
}

#[test]
fn the_options_of_every_command_are_listed_once() {
    let home = Home::new();
    let options = home.ok(&["help", "options"]).out;
    for option in ["--file", "--account", "--json", "--at", "--color", "--ascii", "--quiet", "--no-pager"] {
        assert!(options.contains(option), "{option}: {options}");
        assert!(home.ok(&["--help"]).out.contains(&format!("{option} ")), "{option}");
        assert!(home.ok(&["man", "log"]).out.replace('\\', "").contains(option), "{option}");
        for help in [&["history", "--help"] as &[&str], &["history", "-h"], &["help", "history"]] {
            let help = home.ok(help).out;
            assert!(!help.contains(&format!("{option} ")), "{option}: {help}");
            assert!(help.contains("inquota help options"), "{help}");
        }
    }
    assert!(options.contains("--since, --until or --limit"), "{options}");
    assert!(home.refuses(2, &["help", "option"])["hint"].as_str().unwrap().contains("help options"));
}

#[test]
fn without_a_terminal_a_missing_person_is_an_error() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--invite"]);
    for (command, hint) in [
        ("reply", "as in inquota reply \"Jane Doe\""),
        ("accepted", "as in inquota accepted \"Ana Lima\""),
        ("withdraw", "as in inquota withdraw \"Ana Lima\""),
    ] {
        let error = home.refuses(2, &[command]);
        assert_eq!(error["code"], "usage");
        assert_eq!(error["message"], format!("PERSON is missing: inquota {command} needs it"));
        assert_eq!(error["hint"], hint);
    }
}

/// A home with Ravi, who got a message 15 days ago, Ana, invited 20 days ago, Bo, invited 5 days ago, and Jane, who
/// answered yesterday.
fn home_with_people_waiting() -> Home {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "--at", "2026-11-20"]);
    home.ok(&["reply", "Jane Doe", "--at", "yesterday"]);
    home.ok(&["log", "Ravi Patel", "--at", "2026-11-10"]);
    home.ok(&["log", "Ana Lima", "--invite", "--at", "2026-11-05 09:00"]);
    home.ok(&["log", "Bo Ek", "--invite", "--at", "2026-11-20 09:00"]);
    home
}

#[test]
fn people_of_one_name_are_offered_with_their_profiles() {
    let home = Home::new();
    for handle in ["in/ana-1", "in/ana-2"] {
        home.ok(&["log", handle]);
        home.ok(&["people", "rename", handle, "Ana Smith"]);
    }
    home.ok(&["log", "Jane Doe"]);
    let Some(screen) = home.on_terminal("reply", 80, &["\u{1b}"]) else {
        return skipped("there is no `script` on this machine");
    };
    for line in ["Ana Smith (in/ana-1)  (", "Ana Smith (in/ana-2)  (", "Jane Doe  ("] {
        assert!(screen.contains(line), "{line}: {screen}");
    }
}

#[test]
fn reply_accepted_and_withdraw_offer_whom_they_may_concern() {
    let home = home_with_people_waiting();
    let Some(screen) = home.on_terminal("reply", 80, &["\r"]) else {
        return skipped("there is no `script` on this machine");
    };
    let place = |screen: &str, what: &str| screen.find(what).unwrap_or_else(|| panic!("no {what} in {screen}"));
    // Ravi waits for an answer. The others follow, the latest event first.
    assert!(screen.contains("Who responded?"), "{screen}");
    assert!(
        place(&screen, "Ravi Patel  (no answer for 15 days)") < place(&screen, "Jane Doe  (Tue 24 Nov"),
        "{screen}"
    );
    assert!(screen.contains("Ravi Patel responded") || screen.contains("recorded: reply"), "{screen}");
    assert_eq!(home.history(&["-n", "1"])[0]["person"], "Ravi Patel");
    assert_eq!(home.history(&["-n", "1"])[0]["kind"], "reply");
    // The latest invitation comes first where somebody accepted, the oldest where one was withdrawn.
    let screen = home.on_terminal("accepted", 80, &["\u{1b}"]).unwrap();
    assert!(screen.contains("Who accepted?") && screen.contains("nothing was recorded"), "{screen}");
    assert!(place(&screen, "Bo Ek  (invited 5 days ago)") < place(&screen, "Ana Lima  (invited 20 days ago)"));
    assert!(place(&screen, "Ana Lima") < place(&screen, "Jane Doe"), "{screen}");
    let screen = home.on_terminal("withdraw", 80, &["\r"]).unwrap();
    assert!(screen.contains("Whose invitation did you withdraw?") && !screen.contains("Jane Doe"), "{screen}");
    assert!(place(&screen, "Ana Lima  (invited 20 days ago)") < place(&screen, "Bo Ek  (invited 5 days ago)"));
    assert_eq!(home.history(&["--kind", "withdrawn"])[0]["person"], "Ana Lima");
    home.on_terminal("accepted", 80, &["\r"]).unwrap();
    assert_eq!(home.history(&["--kind", "accepted"])[0]["person"], "Bo Ek");
    let screen = home.on_terminal("withdraw", 80, &[]).unwrap();
    assert!(screen.contains("no invitation is pending"), "{screen}");
}

#[test]
fn words_and_options_after_a_command_name_what_is_meant() {
    let home = Home::new();
    for (args, hint) in [
        (
            &["plan", "premium"] as &[&str],
            "to change to it: inquota plan set premium; inquota plan show premium describes it",
        ),
        (&["plan", "current"], "to see your plan: inquota plan"),
        (&["credits", "5"], "to record the balance that LinkedIn shows: inquota credits set 5"),
        (&["summary", "october"], "to choose a month: inquota summary --month october"),
        (&["summary", "2026-10"], "to choose a month: inquota summary --month 2026-10"),
        (&["backup", "now"], "to write a copy: inquota export -o FILE; inquota makes a backup by itself"),
        (&["log", "Jane", "--on", "yesterday"], "did you mean --at?"),
        (&["log", "Jane", "--comment", "x"], "did you mean --note?"),
        (&["log", "Jane", "--dry-run"], "inquota check says what it would cost, and records nothing"),
        (&["summary", "--html"], "did you mean --format html, or -o FILE.html?"),
        (&["history", "--today"], "did you mean --from today?"),
        (&["history", "--reverse"], "did you mean --sort oldest?"),
    ] {
        let hinted = home.refuses(2, args)["hint"].as_str().unwrap().replace(" --json", "");
        assert!(hinted.starts_with(hint), "{args:?}: {hinted}");
    }
    assert_eq!(
        home.refuses(2, &["followups", "done"])["message"],
        "N or PERSON is missing: inquota followups done needs it"
    );
}
