//! The page of commands: it has every command, and names only options that exist.

use super::page::code_spans;
use crate::program::Home;

const COMMANDS: &str = include_str!("../../../docs/commands.md");

/// The rows of the table of commands.
fn rows() -> impl Iterator<Item = &'static str> {
    COMMANDS.lines().filter(|line| line.starts_with("| `"))
}

/// The commands that a row is about, each as its words: `plan set NAME` is `plan` and `set`.
fn commands(row: &str) -> Vec<Vec<&str>> {
    let first_cell = row.split(" | ").next().unwrap();
    let is_name = |word: &&str| word.chars().all(|letter| letter.is_ascii_lowercase());
    code_spans(first_cell).map(|code| code.split(' ').take_while(is_name).collect()).collect()
}

/// The options that a text names.
fn options(text: &str) -> impl Iterator<Item = &str> {
    code_spans(text).filter_map(|code| code.split(' ').next()).filter(|word| word.starts_with('-'))
}

/// Whether a help text has an option.
fn has_option(help: &str, option: &str) -> bool {
    help.split(|letter: char| letter != '-' && !letter.is_ascii_alphanumeric()).any(|word| word == option)
}

#[test]
fn every_command_is_in_the_table() {
    let help = Home::new().ok(&["--help"]).out;
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let listed: Vec<&str> = rows().flat_map(commands).map(|words| words[0]).collect();
    for name in names {
        assert!(listed.contains(&name), "{name} has no row in docs/commands.md");
    }
}

#[test]
fn every_option_of_the_table_exists() {
    let home = Home::new();
    let mut checked = 0;
    for row in rows() {
        let helps = commands(row).into_iter().map(|words| home.ok(&[&words[..], &["--help"]].concat()).out);
        let help: String = helps.collect();
        for option in options(row) {
            assert!(has_option(&help, option), "{option} does not exist: {row}");
            checked += 1;
        }
    }
    assert!(checked >= 25, "{checked}");
}

#[test]
fn every_option_of_all_commands_exists() {
    let help = Home::new().ok(&["--help"]).out;
    let paragraph = COMMANDS.split("\n\n").find(|paragraph| paragraph.starts_with("Every command takes ")).unwrap();
    assert!(options(paragraph).count() >= 7, "{paragraph}");
    for option in options(paragraph) {
        assert!(has_option(&help, option), "{option} does not exist");
    }
}
