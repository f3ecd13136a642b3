//! Words and options that people try, and what they type here instead.

mod options;
mod words;

use words::{WITHIN, WORDS};

pub(super) use options::hint_for_option;

/// What a word is called here.
struct Tried {
    words: &'static [&'static str],
    /// What it is for: the hint begins with it.
    purpose: &'static str,
    /// The command.
    command: &'static str,
    /// The option that belongs to the word.
    option: &'static str,
    carried: Carried,
    /// What else there is.
    more: &'static str,
}

/// What of the rest of the line goes with the command.
#[derive(Clone, Copy)]
enum Carried {
    /// All of it, or this in its place.
    All(&'static str),
    /// All of it if it begins with an option.
    Options,
    /// The id of a record.
    Id,
}

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

impl Tried {
    /// The hint, with the words before it and after it on the line.
    fn hint(&self, before: &[String], after: &[String]) -> String {
        let (rest, more) = self.rest(after);
        let option =
            Some(self.option).filter(|option| !option.is_empty() && !after.iter().any(|typed| typed == option));
        let before = before.iter().map(|word| quoted(word));
        let command = self.command.split(' ').map(str::to_owned);
        let words: Vec<String> = before.chain(command).chain(rest).chain(option.map(str::to_owned)).collect();
        format!("{}: inquota {}{more}", self.purpose, words.join(" "))
    }

    /// What of the rest of the line goes with the command, and what else to say.
    fn rest(&self, typed: &[String]) -> (Vec<String>, String) {
        let is_short = typed.len() <= MOST.0 && typed.iter().map(|word| word.chars().count()).sum::<usize>() <= MOST.1;
        let all = || -> Vec<String> { typed.iter().map(|word| quoted(word)).collect() };
        let placeholder =
            |text: &str| -> Vec<String> { Some(text.to_owned()).filter(|text| !text.is_empty()).into_iter().collect() };
        match (self.carried, typed) {
            (Carried::Id, [id, ..]) if is_short && is_id(id) => (all(), self.more.to_owned()),
            (Carried::Id, [person, ..]) if is_short && !person.starts_with('-') => {
                (placeholder("ID"), format!("; inquota history {} shows the ids", quoted(person)))
            }
            (Carried::Id, _) => (placeholder("ID"), "; inquota history shows the ids".to_owned()),
            (Carried::All(instead), [first, ..]) if is_short && first.starts_with('-') => {
                (placeholder(instead).into_iter().chain(all()).collect(), self.more.to_owned())
            }
            (Carried::All("PERSON"), [_, ..]) if is_short => (with_one_name(typed), self.more.to_owned()),
            (Carried::All(_), [_, ..]) if is_short => (all(), self.more.to_owned()),
            (Carried::All(instead), _) => (placeholder(instead), self.more.to_owned()),
            (Carried::Options, [first, ..]) if is_short && first.starts_with('-') => (all(), self.more.to_owned()),
            (Carried::Options, _) => (Vec::new(), self.more.to_owned()),
        }
    }
}

/// The words as one types them; the first ones together if they are the parts of a name.
fn with_one_name(typed: &[String]) -> Vec<String> {
    let is_part = |word: &&String| !word.starts_with('-') && !word.contains([' ', '/', '@', '.']) && !is_id(word);
    let parts = typed.iter().take_while(is_part).count();
    let name = Some(typed[..parts].join(" ")).filter(|_| parts > 0);
    name.into_iter().chain(typed[parts..].iter().cloned()).map(|word| quoted(&word)).collect()
}

/// Whether people try this word as a command.
pub(crate) fn is_tried(word: &str) -> bool {
    WORDS.iter().any(|tried| tried.words.contains(&word))
}

/// The most words and characters to carry over.
const MOST: (usize, usize) = (12, 200);

fn is_id(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A word as one types it in a shell: in quotes if it needs them.
pub(crate) fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=@%+,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else if word.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", word.replace('\'', "'\\''"))
    } else {
        format!("\"{word}\"")
    }
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
