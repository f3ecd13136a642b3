//! Completions: as the program gives them, and as real shells on a real terminal use them.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::program::{Home, skipped};

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

const BASH: [&str; 4] = ["bash", "--norc", "--noprofile", "-i"];
const ZSH: [&str; 3] = ["zsh", "-f", "-i"];
const FISH: [&str; 3] = ["fish", "--no-config", "-i"];

/// The candidates for the last of these words, without their descriptions.
fn candidates(home: &Home, words: &[&str]) -> Vec<String> {
    let args: Vec<&str> = ["--", "inquota"].iter().chain(words).copied().collect();
    let run = home.run_with(&[("INQUOTA_COMPLETE", "fish")], &args);
    assert!(run.code == 0 && run.err.is_empty(), "{words:?}: {run:?}");
    run.out.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

fn home_with_people() -> Home {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "Ravi O'Hara", "Zoë 李", "--tag", "spring", "--template", "hello"]);
    home.ok(&["people", "link", "Ravi O'Hara", "in/ravi-ohara"]);
    home.ok(&["log", "Ana Lima", "--account", "old", "--new-account"]);
    home.ok(&["accounts", "remove", "old", "--yes"]);
    home.ok(&["log", "Ana Lima", "--account", "sales", "--new-account"]);
    home
}

#[test]
fn commands_options_and_their_values_are_offered() {
    let home = home_with_people();
    let commands = candidates(&home, &[""]);
    let help = home.ok(&["--help"]).out;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // A line that goes on with a description has more spaces.
    let listed = listed.filter(|line| !line.starts_with("   "));
    let listed: Vec<&str> = listed.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(listed.len() > 20, "{listed:?}");
    for command in listed {
        assert!(commands.iter().any(|offered| offered == command), "{command}");
    }
    for (words, expected) in [
        (&["su"] as &[&str], &["summary"] as &[&str]),
        (&["log", "--inm"], &["--inmail"]),
        (&["summary", "--format", "m"], &["markdown"]),
        (&["history", "--kind", "inv"], &["invitation"]),
        (&["plan", "set", "premium-c"], &["premium-career", "premium-company-page", "premium-careers"]),
        (&["zone", "berl"], &["Europe/Berlin"]),
        (&["zone", "europe/berl"], &["Europe/Berlin"]),
        (&["log", "x", "--tag", ""], &["spring"]),
        (&["summary", "--tag", ""], &["spring"]),
        (&["summary", "--by", ""], &["tag"]),
        (&["stats", "--by", "no"], &["note"]),
        (&["stats", "--inv"], &["--invitations"]),
        (&["log", "x", "--template", "h"], &["hello"]),
        (&["--account", "s"], &["sales"]),
        (&["completions", "f"], &["fish"]),
        (&["help", "l"], &["log"]),
        (&["help", "quo"], &["quotas"]),
        (&["help", "plan", ""], &["list", "show", "compare", "set"]),
        (&["help", "--color", "never", "plan", "s"], &["show", "set"]),
        (&["help", "plan", "quo"], &[]),
        (&["help", "nonsense", ""], &[]),
        (&["man", "summ"], &["summary"]),
        (&["man", "quo"], &[]),
        (&["man", "backup", "r"], &["restore"]),
        (&["plan", "compare", "--price", "premium-c"], &["premium-career=", "premium-careers="]),
        (&["plan", "compare", "--price", "rp"], &["rps="]),
        (&["plan", "set", "sales-navigator-a"], &["sales-navigator-advanced", "sales-navigator-advanced-plus"]),
        (&["plan", "set", "premium-e"], &["premium-essentials"]),
        (&["plan", "show", "premium-e"], &["premium-essentials"]),
        (&["undo", "1"], &["1"]),
        (&["accounts", "re"], &["rename", "remove", "restore"]),
        (&["accounts", "rename", ""], &["sales"]),
        (&["accounts", "rename", "sales", ""], &[]),
        (&["accounts", "remove", "s"], &["sales"]),
        (&["accounts", "restore", ""], &["old-20261125T080000Z"]),
        (&["config", "get", "cl"], &["clock", "close"]),
        (&["config", "set", "targets.inmails"], &["targets.inmails_a_day", "targets.inmails_a_week"]),
        (&["config", "unset", "over"], &["overdue_days"]),
        (&["config", "set", "account", "s"], &["sales"]),
        (&["config", "set", "clock", ""], &["12", "24"]),
        (&["config", "set", "near", ""], &[]),
        (&["config", "set", "bars", "a"], &["auto", "ascii"]),
        (&["config", "set", "pager", ""], &["never"]),
        (&["config", "set", "working_days", "mon", "t"], &["tue", "thu"]),
        (&["completions", "bash", "--l"], &["--line"]),
        // Somebody's name has a word that begins with these letters.
        (&["log", "--f"], &["--file", "--free"]),
        (&["history", "--j"], &["--json"]),
        (&["history", "--so"], &["--sort"]),
        (&["people", "list", "ja"], &["Jane Doe"]),
        (&["people", "list", "--bl"], &["--blocked"]),
        (&["plan", "help", "s"], &["show", "set"]),
    ] {
        assert_eq!(candidates(&home, words), expected, "{words:?}");
    }
}

#[test]
fn people_are_offered_by_any_word_of_their_name_wherever_a_person_goes() {
    let home = home_with_people();
    for command in [
        &["log"] as &[&str],
        &["reply"],
        &["accepted"],
        &["check"],
        &["history"],
        &["people"],
        &["people", "link"],
        &["people", "rename"],
        &["people", "merge"],
        &["people", "merge", "x"],
        &["edit", "1", "--person"],
        &["log", "Ana Lima"],
    ] {
        for typed in ["jane", "Doe", "JANE D"] {
            let found = candidates(&home, &[command, &[typed]].concat());
            assert!(found.contains(&"Jane Doe".to_owned()), "{command:?} {typed}: {found:?}");
        }
    }
    assert_eq!(candidates(&home, &["log", "in/ra"]), ["in/ravi-ohara"]);
    assert_eq!(candidates(&home, &["log", "nobody"]), Vec::<String>::new());
}

#[test]
fn help_offers_commands_and_topics_and_man_only_commands() {
    let home = Home::new();
    let (help, man) = (candidates(&home, &["help", ""]), candidates(&home, &["man", ""]));
    for command in ["log", "plan", "help", "followups"] {
        assert!(help.contains(&command.to_owned()) && man.contains(&command.to_owned()), "{command}");
    }
    for topic in ["quotas", "dates", "files", "environment", "scripting", "assistants"] {
        assert!(help.contains(&topic.to_owned()) && !man.contains(&topic.to_owned()), "{topic}");
    }
}

/// Someone who answered, or whose follow-up is closed, needs no nudge.
#[test]
fn followups_offers_only_people_who_have_one() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "Ravi Patel", "Ana Lima", "Max Roe"]);
    home.ok(&["log", "Eve Moe", "--invite"]);
    home.ok(&["reply", "Ravi Patel"]);
    home.ok(&["followups", "close", "Max Roe"]);
    for command in ["done", "snooze", "close"] {
        assert_eq!(candidates(&home, &["followups", command, ""]), ["Jane Doe", "Ana Lima"], "{command}");
        assert_eq!(candidates(&home, &["followups", command, "li"]), ["Ana Lima"], "{command}");
    }
    // Several people can be named.
    assert_eq!(candidates(&home, &["followups", "done", "Jane Doe", "ana"]), ["Ana Lima"]);
}

/// Only what is pending can be withdrawn.
#[test]
fn withdraw_offers_only_people_with_a_pending_invitation() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "Ravi Patel", "Ana Lima", "--invite"]);
    home.ok(&["log", "Max Roe"]);
    home.ok(&["log", "Eve Moe", "--invite", "--at", "2026-05-20"]);
    home.ok(&["accepted", "Ravi Patel"]);
    assert_eq!(candidates(&home, &["withdraw", ""]), ["Jane Doe", "Ana Lima"]);
    assert_eq!(candidates(&home, &["withdraw", "li"]), ["Ana Lima"]);
    assert_eq!(candidates(&home, &["withdraw", "max"]), Vec::<String>::new());
}

/// Only a mark that holds can be lifted.
#[test]
fn unblock_offers_only_people_with_a_mark() {
    let mut home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.ok(&["people", "block", "Ana Lima"]);
    home.ok(&["people", "block", "Max Roe", "--until", "2026-11-27"]);
    home.ok(&["people", "block", "Eve Moe"]);
    home.ok(&["people", "unblock", "Eve Moe"]);
    assert_eq!(candidates(&home, &["people", "unblock", ""]), ["Ana Lima", "Max Roe"]);
    assert_eq!(candidates(&home, &["people", "unblock", "ja"]), Vec::<String>::new());
    home.at("2026-11-27T09:00:00+01:00");
    assert_eq!(candidates(&home, &["people", "unblock", ""]), ["Ana Lima"]);
    // Anybody can be marked.
    assert_eq!(candidates(&home, &["people", "block", "ja"]), ["Jane Doe"]);
}

/// Before `--`, the name would be an option.
#[test]
fn a_name_that_begins_with_a_dash_is_offered_after_two_dashes() {
    let home = Home::new();
    home.ok(&["log", "--", "-Dash Roe", "Jane Doe"]);
    assert_eq!(candidates(&home, &["check", "--", "-d"]), ["-Dash Roe"]);
    assert_eq!(candidates(&home, &["check", "--", ""]), ["Jane Doe", "-Dash Roe"]);
    assert_eq!(candidates(&home, &["check", "--", "roe"]), ["-Dash Roe"]);
    assert_eq!(candidates(&home, &["edit", "1", "--person=-d"]), ["--person=-Dash Roe"]);
    assert_eq!(candidates(&home, &["check", ""]), ["Jane Doe"]);
    assert!(!candidates(&home, &["check", "-"]).contains(&"-Dash Roe".to_owned()));
}

/// "Jane" can become Janet; "Jane " cannot.
#[test]
fn a_space_ends_a_word() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "Janet Roe"]);
    assert_eq!(candidates(&home, &["check", "jane"]), ["Janet Roe", "Jane Doe"]);
    assert_eq!(candidates(&home, &["check", "jane "]), ["Jane Doe"]);
}

/// Rules 2.1: completions find people as commands do.
#[test]
fn people_are_completed_without_accents_and_punctuation() {
    let home = Home::new();
    home.ok(&["log", "Zoë Adams", "Łukasz Żak", "Conan O'Neill", "in/ada-lovelace", "Zoltan Roe"]);
    for (typed, expected) in [
        ("zoe", &["Zoë Adams"] as &[&str]),
        ("luk", &["Łukasz Żak"]),
        ("zak l", &["Łukasz Żak"]),
        ("onei", &["Conan O'Neill"]),
        ("o nei", &["Conan O'Neill"]),
        ("love", &["in/ada-lovelace"]),
        ("in/ada", &["in/ada-lovelace"]),
        // What is written as it is comes before what differs by an accent.
        ("zo", &["Zoltan Roe", "Zoë Adams"]),
        ("zoet", &[]),
    ] {
        assert_eq!(candidates(&home, &["check", typed]), expected, "{typed}");
    }
    assert_eq!(candidates(&home, &["followups", "done", "zoe"]), ["Zoë Adams"]);
    // Bash puts what the candidates share in place of the word.
    home.ok(&["log", "Zoë Adler"]);
    let answer = home.run_with(&[("INQUOTA_COMPLETE", "bash")], &["--", "inquota check zoe", "zoe"]).out;
    assert_eq!(answer, "Zoë\\ Adler\nZoë\\ Adams\n");
}

#[test]
fn candidates_come_from_the_ledger_that_the_line_names() {
    let home = home_with_people();
    assert_eq!(candidates(&home, &["--account", "sales", "log", "a"]), ["Ana Lima"]);
    assert_eq!(candidates(&home, &["log", "--account=sales", "a"]), ["Ana Lima"]);
    let file = home.path("other.json");
    home.ok(&["--file", file.to_str().unwrap(), "log", "Max Roe"]);
    assert_eq!(candidates(&home, &["--file", file.to_str().unwrap(), "reply", ""]), ["Max Roe"]);
    // A ledger or settings that cannot be read give no candidates and no error.
    home.put(b"no ledger");
    assert_eq!(candidates(&home, &["log", ""]), Vec::<String>::new());
    assert_eq!(home.bytes().unwrap(), b"no ledger");
    home.write_settings("nonsense");
    assert_eq!(candidates(&home, &["log", ""]), Vec::<String>::new());
}

#[test]
fn a_name_with_control_characters_is_not_offered() {
    let home = Home::new();
    home.ok(&["log", "Eve \u{1b}[31m", "Jane Doe"]);
    assert_eq!(candidates(&home, &["log", ""]), ["Jane Doe"]);
}

#[test]
fn every_shell_gets_a_script_and_a_set_up_line() {
    let home = Home::new();
    for shell in SHELLS {
        let script = home.ok(&["completions", shell]).out;
        assert!(script.contains(&format!("INQUOTA_COMPLETE={shell}")) || shell == "powershell", "{script}");
        assert!(script.ends_with('\n') && script.is_ascii(), "{script}");
        let line = home.ok(&["completions", shell, "--line"]).out;
        assert!(line.starts_with("# add this line to ") && line.lines().count() == 2, "{line}");
        assert!(line.lines().last().unwrap().contains(&format!("inquota completions {shell}")), "{line}");
        // The line of earlier versions asks in this way.
        assert_eq!(home.run_with(&[("INQUOTA_COMPLETE", shell)], &[]).out, script, "{shell}");
    }
    assert!(home.ok(&["completions", "zsh"]).out.starts_with("#compdef inquota\n"));
    assert_eq!(home.ok(&["completions", "BASH"]).out, home.ok(&["completions", "bash"]).out);
    assert_eq!(home.ok(&["completions", "PowerShell"]).out, home.ok(&["completions", "powershell"]).out);
    home.refuses(2, &["completions", "tcsh"]);
    home.refuses(2, &["completions"]);
    home.refuses(2, &["completions", "--line"]);
    assert!(home.everything().is_empty());
}

/// The bash of macOS is 3.2. It knows none of these, and reads nothing from a `source` of a process substitution.
#[test]
fn the_script_for_bash_uses_nothing_newer_than_bash_3_2() {
    let home = Home::new();
    let script = home.ok(&["completions", "bash"]).out;
    let newer = [
        "mapfile",
        "readarray",
        "declare -A",
        "local -A",
        "local -n",
        "source <(",
        "${!",
        ",,}",
        "^^}",
        "|&",
        "&>>",
        "coproc",
    ];
    for newer in newer {
        assert!(!script.contains(newer), "{newer}");
    }
    // `compopt` may be missing, and `-o nosort` unknown.
    for line in script.lines().filter(|line| !line.trim().starts_with('#')) {
        assert!(!line.contains("compopt") || line.ends_with("2>/dev/null"), "{line}");
        assert!(!line.contains("nosort") || line.contains("2>/dev/null || complete -F _inquota inquota"), "{line}");
    }
    assert!(home.ok(&["completions", "bash", "--line"]).out.ends_with("\neval \"$(inquota completions bash)\"\n"));
}

/// Writes a ledger of 100,000 records about this many people, whose names end in their numbers.
fn write_large_ledger(home: &Home, people: u32, name: &str) {
    let mut text = String::from(
        "{\"format\":\"inquota\",\"version\":1,\"account\":{\"created\":\"2025-01-01T08:00:00Z\",\"zone\":\"Europe/Berlin\"},\"records\":[\n",
    );
    for id in 1..=100_000_u32 {
        let who = (id - 1) % people + 1;
        let comma = if id == 100_000 { "" } else { "," };
        text += &format!(
            "{{\"id\":{id},\"at\":\"2025-02-01T08:00:00Z\",\"recorded\":\"2025-02-01T08:00:00Z\",\"kind\":\"message\",\"who\":{who},\"person\":\"{name}{who}\"}}{comma}\n"
        );
    }
    home.put((text + "]}\n").as_bytes());
}

#[test]
fn a_ledger_of_20_000_people_answers_quickly() {
    let home = Home::new();
    write_large_ledger(&home, 20_000, "Person Number");
    let start = Instant::now();
    assert_eq!(candidates(&home, &["log", "number19999"]), ["Person Number19999"]);
    // The limit allows for a test build on a busy machine; a release build takes about 100 milliseconds.
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}

/// Bash inserts the common beginning of the escaped names. That of `Anne\ Roe` and `Anne\'x` is `Anne\`, half an
/// escape, so an empty candidate keeps Bash from inserting it.
#[test]
fn bash_gets_an_empty_candidate_where_it_would_insert_half_an_escape() {
    let home = Home::new();
    home.ok(&["log", "Anne Roe", "Anne'x", "Max Roe", "Max Moe", "--new"]);
    let answer = |line: &str, word: &str| home.run_with(&[("INQUOTA_COMPLETE", "bash")], &["--", line, word]).out;
    assert_eq!(answer("inquota check an", "an"), "Anne\\'x\nAnne\\ Roe\n\n");
    assert_eq!(answer("inquota check \"an", "an"), "Anne'x\nAnne Roe\n");
    assert_eq!(answer("inquota check ma", "ma"), "Max\\ Moe\nMax\\ Roe\n");
    assert_eq!(answer("inquota check roe", "roe"), "Max\\ Roe\nAnne\\ Roe\n\n");
    assert_eq!(answer("inquota --account=de", "de"), "default\n");
    assert_eq!(answer("inquota summary --format=h", "h"), "html\n");
}

/// A shell inserts the common beginning of the candidates. It must be a beginning of all matches, listed or not.
#[test]
fn a_shortened_list_of_candidates_shares_no_more_than_all_matches_do() {
    let home = Home::new();
    write_large_ledger(&home, 100_000, "Person ");
    let shared = |words: &[&str]| {
        let found = candidates(&home, words);
        let length =
            (0..).take_while(|n| found.iter().all(|one| one.get(..*n) == found[0].get(..*n) && one.len() >= *n));
        (found.len(), found[0][..length.last().unwrap()].to_owned())
    };
    assert_eq!(shared(&["check", "Per"]), (200, "Person ".to_owned()));
    // 2, 20 to 29, and so on up to 20000 to 29999: 11,111 people match.
    assert_eq!(shared(&["check", "Person 2"]), (200, "Person 2".to_owned()));
    // 54321 alone: the only number of six digits is 100000.
    assert_eq!(shared(&["check", "Person 54321"]), (1, "Person 54321".to_owned()));
    // Of the latest 4,000 records, 96001 to 99999 match. 30 are offered, and all that match share only the 9.
    assert_eq!(shared(&["undo", "9"]), (30, "9".to_owned()));
}

/// Types lines into a shell on a terminal made by `script`; gives what the terminal shows, or `None` if the shell or
/// `script` is missing, or the system has no terminals to give.
fn typed(home: &Home, shell: &[&str], lines: &[&str]) -> Option<String> {
    Command::new(shell[0]).arg("--version").output().ok()?;
    let probe = home.other_program("script").args(["-qec", "true", "/dev/null"]).output().ok()?;
    if !probe.status.success() {
        return None;
    }
    let folder = home.path("bin");
    fs::create_dir_all(&folder).unwrap();
    let link = folder.join("inquota");
    if !link.exists() {
        #[cfg(unix)]
        std::os::unix::fs::symlink(home.command(&[]).get_program(), &link).unwrap();
    }
    let mut command = home.other_program("script");
    command.args(["-qec", &shell.join(" "), "/dev/null"]);
    command.env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", folder.display()));
    command.env("TERM", "dumb").env("SHELL", "/bin/sh").env("LC_ALL", "C.UTF-8").env("COLUMNS", "200");
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.ok()?;
    let mut input = child.stdin.take().unwrap();
    sleep(Duration::from_millis(1500));
    for line in lines {
        // Key by key: a shell takes a pasted tab for a plain character.
        for key in line.split_inclusive('\t') {
            input.write_all(key.as_bytes()).unwrap();
            sleep(Duration::from_millis(700));
        }
        input.write_all(b"\r").unwrap();
        sleep(Duration::from_millis(400));
    }
    // Ctrl-C first: an open quote would swallow the next line.
    input.write_all(b"\x03").unwrap();
    sleep(Duration::from_millis(400));
    input.write_all(b"exit\r").unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Lines with tabs, and what the program's answer then contains. Without completion, each line would be about someone
/// new by the name that was typed.
const PRESSED: [(&str, &str); 10] = [
    ("inquota check ja\t", "a message to Jane Doe"),
    ("inquota check do\t", "a message to Jane Doe"),
    ("inquota check \"Jan\t", "a message to Jane Doe"),
    ("inquota check 'jan\t", "a message to Jane Doe"),
    ("inquota log --new Jane\\ D\t", "there is a Jane Doe already"),
    ("inquota check rav\t --inmail", "an InMail to Ravi O'Hara"),
    ("inquota check 李\t", "a message to Zoë 李"),
    ("inquota summ\t --mon\t 2026-10", "October 2026"),
    ("inquota check --account=sal\t Li\t", "a message to Ana Lima"),
    ("inquota check --at 18:30 Jan\t --invite", "an invitation to Jane Doe"),
];

/// Words that several people match. The tab must leave the word, since the names share no longer beginning: each line
/// is about someone new by just that name, or could be about each of them. In the last two, the names share more than was
/// typed.
const UNCHANGED: [(&str, &str); 6] = [
    ("inquota check Smi\t", "a message to Smi costs"),
    ("inquota check \"smi\t\"", "a message to smi costs"),
    ("inquota check Mill\t", "a message to Mill costs"),
    ("inquota check O\\'B\t", "error: O'B may be Conan O'Brien"),
    ("inquota check 'Con\tHar\t", "a message to Conan O'Hara costs"),
    ("inquota check con\tBri\t", "a message to Conan O'Brien costs"),
];

/// Presses the tab key this many times after each word: the word must stay, and the screen must list the people who
/// match.
fn leaves_words_unchanged(shell: &[&str], first: &[&str], times: usize) {
    let home = Home::new();
    home.ok(&["log", "Jane Smith", "John Smith", "Jo Smith-Lee", "Bob Miller", "Ann Miller"]);
    home.ok(&["log", "Conan O'Brien", "Conan O'Hara", "Dave O'Brien", "Abe O'Brien"]);
    home.ok(&["plan", "set", "free", "--daily", "none", "--monthly", "none"]);
    let pressed = UNCHANGED.map(|(line, _)| match line.matches('\t').count() {
        1 => line.replace('\t', &"\t".repeat(times)),
        _ => line.to_owned(),
    });
    let lines: Vec<&str> = first.iter().copied().chain(pressed.iter().map(String::as_str)).collect();
    let Some(screen) = typed(&home, shell, &lines) else {
        return skipped(&format!("{} or `script` is not on this machine", shell[0]));
    };
    for (line, answer) in UNCHANGED {
        assert_eq!(screen.matches(answer).count(), 1, "{line:?}, {answer:?} in {shell:?}:\n{screen}");
    }
    // Fish lists nobody on a dumb terminal.
    let listed = if shell == FISH { &[] as &[&str] } else { &["John", "Jo", "Bob", "Ann", "Dave", "Abe"] };
    for listed in listed {
        assert!(screen.contains(listed), "{listed} in {shell:?}:\n{screen}");
    }
}

fn completes(shell: &[&str], first: &[&str]) {
    let home = home_with_people();
    let mut lines = first.to_vec();
    lines.extend(PRESSED.iter().map(|(line, _)| *line));
    let Some(screen) = typed(&home, shell, &lines) else {
        return skipped(&format!("{} or `script` is not on this machine", shell[0]));
    };
    for (_, answer) in PRESSED {
        let times = PRESSED.iter().filter(|(_, other)| *other == answer).count();
        assert_eq!(screen.matches(answer).count(), times, "{answer:?} in {shell:?}:\n{screen}");
    }
    // `log --new` of a known name is the one error.
    assert_eq!(screen.matches("error:").count(), 1, "{screen}");
}

#[test]
fn bash_completes_names_with_and_without_quotes() {
    completes(&BASH, &["eval \"$(inquota completions bash)\""]);
}

#[test]
fn bash_leaves_a_word_that_several_names_share() {
    leaves_words_unchanged(&BASH, &["eval \"$(inquota completions bash)\""], 2);
}

#[test]
fn zsh_completes_names_with_and_without_quotes() {
    completes(&ZSH, &["autoload -Uz compinit; compinit -u", "eval \"$(inquota completions zsh)\""]);
}

#[test]
fn zsh_leaves_a_word_that_several_names_share() {
    leaves_words_unchanged(&ZSH, &["autoload -Uz compinit; compinit -u", "eval \"$(inquota completions zsh)\""], 1);
}

#[test]
fn fish_completes_names_with_and_without_quotes() {
    completes(&FISH, &["inquota completions fish | source"]);
}

#[test]
fn fish_leaves_a_word_that_several_names_share() {
    leaves_words_unchanged(&FISH, &["inquota completions fish | source"], 1);
}

/// The file is sourced, by the member or by the package bash-completion.
#[test]
fn bash_completes_with_the_file() {
    completes(&BASH, &["inquota completions bash > inquota.bash", "source inquota.bash"]);
}

#[test]
fn bash_completes_with_the_file_in_the_folder_of_bash_completion() {
    let loader = "/usr/share/bash-completion/bash_completion";
    if !std::path::Path::new(loader).exists() {
        return skipped("bash-completion is not on this machine");
    }
    let folder = "~/.local/share/bash-completion/completions";
    let write = format!("mkdir -p {folder}; inquota completions bash > {folder}/inquota");
    completes(&BASH, &[&write, &format!("source {loader}")]);
}

#[test]
fn zsh_completes_with_the_file_in_its_search_path() {
    let write = "mkdir zfunc; inquota completions zsh > zfunc/_inquota";
    completes(&ZSH, &[write, "fpath=($PWD/zfunc $fpath); autoload -Uz compinit; compinit -u"]);
}

/// Without compinit, the script loads it.
#[test]
fn zsh_completes_with_the_line_alone() {
    completes(&ZSH, &["inquota completions zsh --line > line.zsh", "source ./line.zsh"]);
}

#[test]
fn fish_completes_with_the_file_in_its_folder() {
    let folder = "~/.config/fish/completions";
    let write = format!("mkdir -p {folder}; inquota completions fish > {folder}/inquota.fish");
    completes(&["fish", "-i"], &[&write]);
}

/// Elvish draws more than a plain terminal shows, so its completer is called as a function.
#[test]
fn elvish_gets_the_candidates_of_the_script() {
    let lines = [
        "inquota completions elvish --line > rc.elv",
        "eval (slurp < rc.elv)",
        "echo '<'($edit:completion:arg-completer[inquota] inquota check rav)'>'",
        "echo '<'($edit:completion:arg-completer[inquota] inquota log x --tag sp)'>'",
    ];
    let Some(screen) = typed(&home_with_people(), &["elvish", "-norc"], &lines) else {
        return skipped("elvish or `script` is not on this machine");
    };
    assert!(screen.contains("<Ravi O'Hara>") && screen.contains("<spring>"), "{screen}");
}

/// PowerShell has a function that returns what the tab key would offer.
#[expect(clippy::disallowed_methods, reason = "PowerShell may be in any folder of the path")]
#[test]
fn powershell_gets_the_candidates_of_the_script() {
    let home = home_with_people();
    let line = "inquota check rav";
    let script = format!(
        "inquota completions powershell | Out-String | Invoke-Expression; \
         (TabExpansion2 -inputScript '{line}' -cursorColumn {}).CompletionMatches.CompletionText",
        line.len()
    );
    let program = home.command(&[]).get_program().to_owned();
    let folder = std::path::Path::new(&program).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([folder.to_owned()].into_iter().chain(std::env::split_paths(&path))).unwrap();
    let mut command = home.other_program("pwsh");
    let Ok(output) = command.env("PATH", path).args(["-NoProfile", "-Command", &script]).output() else {
        return skipped("there is no PowerShell on this machine");
    };
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "'Ravi O''Hara'", "{output:?}");
}
