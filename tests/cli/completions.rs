//! Completions, pressed in real shells on a real terminal, and asked of the program itself.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::program::{Home, skipped};

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

/// What the program answers to the words of a line, the last of which is completed: values, without what they mean.
fn candidates(home: &Home, words: &[&str]) -> Vec<String> {
    let args: Vec<&str> = ["--", "inquota"].iter().chain(words).copied().collect();
    let output = home.command(&args).env("INQUOTA_COMPLETE", "fish").output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{words:?}: {output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

fn home_with_people() -> Home {
    let home = Home::new();
    home.ok(&["log", "Jane Doe", "Ravi O'Hara", "Zoë 李", "--tag", "spring", "--template", "hello"]);
    home.ok(&["people", "link", "Ravi O'Hara", "in/ravi-ohara"]);
    home.ok(&["log", "Ana Lima", "--account", "sales"]);
    home
}

#[test]
fn commands_options_and_their_values_are_known() {
    let home = home_with_people();
    let commands = candidates(&home, &[""]);
    let help = home.ok(&["--help"]).out;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    for command in listed.filter_map(|line| line.split_whitespace().next()) {
        assert!(commands.iter().any(|known| known == command), "{command}");
    }
    for (words, expected) in [
        (&["su"] as &[&str], &["summary"] as &[&str]),
        (&["log", "--inm"], &["--inmail"]),
        (&["summary", "--format", "m"], &["markdown"]),
        (&["history", "--kind", "inv"], &["invitation"]),
        (&["plan", "set", "premium-c"], &["premium-career"]),
        (&["zone", "berl"], &["Europe/Berlin"]),
        (&["zone", "europe/berl"], &["Europe/Berlin"]),
        (&["log", "x", "--tag", ""], &["spring"]),
        (&["log", "x", "--template", "h"], &["hello"]),
        (&["--account", "s"], &["sales"]),
        (&["completions", "f"], &["fish"]),
        (&["undo", "1"], &["1"]),
    ] {
        assert_eq!(candidates(&home, words), expected, "{words:?}");
    }
}

#[test]
fn people_are_found_by_any_word_of_their_name_wherever_one_is_named() {
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
fn the_ledger_that_the_line_names_is_asked() {
    let home = home_with_people();
    assert_eq!(candidates(&home, &["--account", "sales", "log", "a"]), ["Ana Lima"]);
    assert_eq!(candidates(&home, &["log", "--account=sales", "a"]), ["Ana Lima"]);
    let file = home.path("other.json");
    home.ok(&["--file", file.to_str().unwrap(), "log", "Max Roe"]);
    assert_eq!(candidates(&home, &["--file", file.to_str().unwrap(), "reply", ""]), ["Max Roe"]);
    // What cannot be read has no candidates, and is left as it is.
    home.put(b"no ledger");
    assert_eq!(candidates(&home, &["log", ""]), Vec::<String>::new());
    fs::create_dir_all(home.path(".config/inquota")).unwrap();
    fs::write(home.path(".config/inquota/config.toml"), "nonsense").unwrap();
    assert_eq!(candidates(&home, &["log", ""]), Vec::<String>::new());
}

#[test]
fn nothing_that_steers_a_terminal_is_offered() {
    let home = Home::new();
    home.ok(&["log", "Eve \u{1b}[31m", "Jane Doe"]);
    assert_eq!(candidates(&home, &["log", ""]), ["Jane Doe"]);
}

#[test]
fn every_shell_gets_a_line_to_set_up_with_and_a_script_behind_it() {
    let home = Home::new();
    for shell in SHELLS {
        let line = home.ok(&["completions", shell]).out;
        assert!(line.starts_with("# put this line into ") && line.lines().count() == 2, "{line}");
        assert!(line.contains("INQUOTA_COMPLETE"), "{line}");
        let script = home.command(&[]).env("INQUOTA_COMPLETE", shell).output().unwrap();
        assert!(String::from_utf8(script.stdout).unwrap().contains("inquota"), "{shell}");
    }
    home.refuses(2, &["completions", "tcsh"]);
    home.refuses(2, &["completions"]);
    assert!(home.everything().is_empty());
}

/// A large ledger, quick: 100,000 records of 20,000 people.
#[test]
fn a_large_ledger_answers_quickly() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    let mut text = String::from(
        "{\"format\":\"inquota\",\"version\":1,\"account\":{\"created\":\"2025-01-01T08:00:00Z\",\"zone\":\"Europe/Berlin\"},\"records\":[\n",
    );
    for id in 1..=100_000_u32 {
        let who = (id - 1) % 20_000 + 1;
        let comma = if id == 100_000 { "" } else { "," };
        text += &format!(
            "{{\"id\":{id},\"at\":\"2025-02-01T08:00:00Z\",\"recorded\":\"2025-02-01T08:00:00Z\",\"kind\":\"message\",\"who\":{who},\"person\":\"Person Number{who}\"}}{comma}\n"
        );
    }
    home.put((text + "]}\n").as_bytes());
    let start = Instant::now();
    assert_eq!(candidates(&home, &["log", "number19999"]), ["Person Number19999"]);
    // A build for tests on a busy machine; as it is shipped, it takes some 100 milliseconds.
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}

/// Types lines to a shell on a terminal made by `script`, one after another; what the terminal showed. `None` where
/// the shell or `script` is missing.
fn typed(home: &Home, shell: &[&str], lines: &[&str]) -> Option<String> {
    Command::new(shell[0]).arg("--version").output().ok()?;
    let inner = home.command(&[]);
    let folder = home.path("bin");
    fs::create_dir_all(&folder).unwrap();
    let link = folder.join("inquota");
    if !link.exists() {
        std::os::unix::fs::symlink(inner.get_program(), &link).unwrap();
    }
    let mut command = Command::new("script");
    command.args(["-qec", &shell.join(" "), "/dev/null"]).env_clear().current_dir(home.path("."));
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", folder.display()));
    command.env("TERM", "dumb").env("SHELL", "/bin/sh").env("LC_ALL", "C.UTF-8").env("COLUMNS", "200");
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.ok()?;
    let mut input = child.stdin.take().unwrap();
    sleep(Duration::from_millis(1500));
    for line in lines {
        // A key at a time: a shell takes a tab that is pasted for a character.
        for key in line.split_inclusive('\t') {
            input.write_all(key.as_bytes()).unwrap();
            sleep(Duration::from_millis(700));
        }
        input.write_all(b"\r").unwrap();
        sleep(Duration::from_millis(400));
    }
    input.write_all(b"exit\r").unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Lines with a tab, and what the program must have been told by them.
/// Without the tab each would be about somebody new, whose name is what stands there.
const PRESSED: [(&str, &str); 8] = [
    ("inquota check ja\t", "a message to Jane Doe"),
    ("inquota check do\t", "a message to Jane Doe"),
    ("inquota check \"Jan\t", "a message to Jane Doe"),
    ("inquota check 'jan\t", "a message to Jane Doe"),
    ("inquota log --new Jane\\ D\t", "there is a Jane Doe already"),
    ("inquota check rav\t --inmail", "an InMail to Ravi O'Hara"),
    ("inquota check 李\t", "a message to Zoë 李"),
    ("inquota summ\t --mon\t 2026-10", "October 2026"),
];

fn completes(shell: &[&str], first: &[&str]) {
    let home = home_with_people();
    let mut lines = first.to_vec();
    lines.extend(PRESSED.iter().map(|(line, _)| *line));
    let Some(screen) = typed(&home, shell, &lines) else {
        return skipped(&format!("{} or `script` is not on this machine", shell[0]));
    };
    for (_, told) in PRESSED {
        let times = PRESSED.iter().filter(|(_, other)| *other == told).count();
        assert_eq!(screen.matches(told).count(), times, "{told:?} in {shell:?}:\n{screen}");
    }
    assert_eq!(screen.matches("error:").count(), 1, "{screen}");
}

#[test]
fn bash_completes_names_quoted_and_not() {
    completes(&["bash", "--norc", "--noprofile", "-i"], &["eval \"$(inquota completions bash)\""]);
}

#[test]
fn zsh_completes_names_quoted_and_not() {
    completes(&["zsh", "-f", "-i"], &["autoload -Uz compinit; compinit -u", "eval \"$(inquota completions zsh)\""]);
}

#[test]
fn fish_completes_names_quoted_and_not() {
    completes(&["fish", "--no-config", "-i"], &["inquota completions fish | source"]);
}
