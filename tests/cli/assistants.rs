//! The page about assistants: it is short, it is the topic of the help, and its lists of commands are complete.

use crate::help::commands;
use crate::program::Home;

const PAGE: &str = include_str!("../../docs/assistants.md");

/// The code spans of the paragraph that starts with these words.
fn list(start: &str) -> Vec<&'static str> {
    let paragraph = PAGE.split("\n\n").find(|paragraph| paragraph.starts_with(start)).unwrap();
    paragraph.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_page_has_fewer_than_3000_characters_and_three_sessions() {
    let length = PAGE.chars().count();
    assert!(length < 3000, "docs/assistants.md has {length} characters");
    assert_eq!(PAGE.matches("\n```console\n").count(), 3);
}

#[test]
fn the_help_says_all_that_the_page_says() {
    // The marks of Markdown and the head of the table are left out.
    let (head, line) = ("| code | what it means, and what to do |", "|---|---|");
    let page = PAGE.replace(head, "").replace(line, "").replace("```console", "").replace('`', "");
    let page: Vec<&str> = page.split_whitespace().filter(|word| !["#", "##", "|"].contains(word)).collect();
    let help = Home::new().ok(&["help", "assistants"]).out;
    let help: Vec<&str> = help.split_whitespace().collect();
    assert_eq!(help, page);
}

#[test]
fn the_man_page_has_it_too() {
    assert!(Home::new().ok(&["man"]).out.contains("\n.SH ASSISTANTS\n"));
}

#[test]
fn every_command_reads_or_records() {
    let home = Home::new();
    let (reads, records) = (list("Only read: "), list("Record: "));
    for command in commands(&home).iter().filter(|command| !command.is_empty()) {
        let listed = reads.iter().chain(&records).filter(|named| *named == command).count();
        assert_eq!(listed, 1, "inquota {command} is in {listed} lists of docs/assistants.md");
    }
    for named in reads.iter().chain(&records) {
        let words: Vec<&str> =
            named.split(' ').take_while(|word| word.chars().all(|letter| letter.is_ascii_lowercase())).collect();
        home.ok(&[&["help"], &words[..]].concat());
    }
}

#[test]
fn commands_that_only_read_leave_the_ledger_as_it_is() {
    let home = Home::new();
    home.ok(&["log", "Jane Doe"]);
    home.write("draft.txt", b"Jane, I liked your talk in Berlin. Shall we speak next week?");
    let before = home.bytes();
    for command in list("Only read: ") {
        let more: &[&str] = match command {
            "draft" => &["draft.txt"],
            "completions" => &["bash"],
            "plan show" => &["career"],
            "config get" => &["clock"],
            _ => &[],
        };
        let words: Vec<&str> = command.split(' ').chain(more.iter().copied()).collect();
        let run = home.run(&words);
        assert!(run.code <= 1 && home.bytes() == before, "{command}: {}", run.all());
    }
}
