//! Words and options that people try, and what they type here instead.

mod instead;
mod options;
mod words;

use instead::Tried;
use words::{WITHIN, WORDS};

pub(crate) use instead::quoted;
pub(super) use options::hint_for_option;

/// The hint for a word that is no command, with the words before it and after it on the line; `None` if the word says
/// nothing.
pub(super) fn hint(word: &str, before: &[String], after: &[String]) -> Option<String> {
    Some(WORDS.iter().find(|tried| tried.words.contains(&word))?.hint(before, after))
}

/// The hint for a word that may be the name of a person.
pub(super) fn hint_for_person(word: &str) -> Option<String> {
    let is_name = word.contains(' ') || word.starts_with("in/") || word.chars().next().is_some_and(char::is_uppercase);
    is_name.then(|| format!("if it is a person: inquota check {0}, or inquota log {0}", quoted(word)))
}

/// The hint for a word after a command that has no such command below it.
pub(super) fn hint_within(command: &str, word: &str, before: &[String], after: &[String]) -> Option<String> {
    let is_it = |(name, tried): &&(&str, Tried)| *name == command && tried.words.contains(&word);
    Some(WITHIN.iter().find(is_it)?.1.hint(before, after))
}

/// The command that people mean by a word, such as `plan set`.
pub(crate) fn meant_command(word: &str) -> Option<&'static str> {
    let tried = WORDS.iter().find(|tried| tried.words.contains(&word))?;
    Some(tried.command).filter(|command| !command.starts_with('-'))
}

/// Whether people try this word as a command.
pub(crate) fn is_tried(word: &str) -> bool {
    WORDS.iter().any(|tried| tried.words.contains(&word))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    fn hint_for(line: &[&str]) -> String {
        let words: Vec<String> = line.iter().map(|word| (*word).to_owned()).collect();
        hint(&words[0], &[], &words[1..]).unwrap()
    }

    #[test]
    fn what_was_typed_goes_with_the_command() {
        for (line, expected) in [
            (&["inmail", "Jane Doe"] as &[&str], "to record an InMail: inquota log \"Jane Doe\" --inmail"),
            (&["inmail", "Jane Doe", "--inmail"], "to record an InMail: inquota log \"Jane Doe\" --inmail"),
            (&["inmail"], "to record an InMail: inquota log PERSON --inmail"),
            (&["invite", "--with-note"], "to record an invitation: inquota log PERSON --with-note --invite"),
            (&["add", "O'Hara $x"], "to record a message: inquota log 'O'\\''Hara $x'"),
            (&["sent", "Jane", "Doe", "--note", "x y"], "to record a message: inquota log \"Jane Doe\" --note \"x y\""),
            (&["invite", "in/jane", "in/ravi"], "to record an invitation: inquota log in/jane in/ravi --invite"),
            (&["rm", "12"], "to take a record back: inquota undo 12"),
            (&["rm"], "to take a record back: inquota undo ID; inquota history shows the ids"),
            (&["rm", "Jane Doe"], "to take a record back: inquota undo ID; inquota history \"Jane Doe\" shows the ids"),
            (&["left", "--at", "tomorrow"], "to see what is left: inquota status --at tomorrow"),
            (&["left", "inmails"], "to see what is left: inquota status"),
            (&["report", "november"], "to see the figures of a month: inquota summary"),
        ] {
            assert_eq!(hint_for(line), expected);
        }
        let words = ["--account".to_owned(), "sales".to_owned()];
        assert!(hint("left", &words, &[]).unwrap().ends_with("inquota --account sales status"));
        let long = vec!["x".repeat(201)];
        assert_eq!(hint("add", &[], &long).unwrap(), "to record a message: inquota log PERSON");
        assert_eq!(hint("nonsense", &[], &[]), None);
    }

    #[test]
    fn no_word_is_a_command_and_every_hint_names_one() {
        let program = Cli::command();
        for tried in &WORDS {
            for word in tried.words {
                assert!(program.find_subcommand(word).is_none(), "{word}");
                assert_eq!(WORDS.iter().filter(|other| other.words.contains(word)).count(), 1, "{word}");
            }
            let command = tried.command.split(' ').next().unwrap();
            assert!(command.starts_with("--") || program.find_subcommand(command).is_some(), "{command}");
        }
    }

    #[test]
    fn no_word_after_a_command_is_a_command_below_it() {
        let program = Cli::command();
        for (command, tried) in &WITHIN {
            let outer = program.find_subcommand(command).unwrap();
            for word in tried.words {
                assert!(outer.find_subcommand(word).is_none(), "{command} {word}");
                let is_it = |other: &&(&str, Tried)| other.0 == *command && other.1.words.contains(word);
                assert_eq!(WITHIN.iter().filter(is_it).count(), 1, "{command} {word}");
            }
            let meant = tried.command.split(' ').next().unwrap();
            assert!(program.find_subcommand(meant).is_some(), "{meant}");
        }
    }
}
