//! Words that people try as commands, alone or after another command, and what they type here instead.

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

const fn entry(
    words: &'static [&'static str],
    purpose: &'static str,
    (command, carried): (&'static str, Carried),
) -> Tried {
    Tried { words, purpose, command, option: "", carried, more: "" }
}

const WORDS: [Tried; 25] = [
    entry(
        &["add", "sent", "send", "message", "messages", "record", "new"],
        "to record a message",
        ("log", Carried::All("PERSON")),
    ),
    Tried {
        option: "--inmail",
        ..entry(&["inmail", "inmails"], "to record an InMail", ("log", Carried::All("PERSON")))
    },
    Tried {
        option: "--invite",
        ..entry(
            &["invite", "invited", "invitation", "connect"],
            "to record an invitation",
            ("log", Carried::All("PERSON")),
        )
    },
    Tried {
        more: "; inquota people and inquota invitations are lists too",
        ..entry(&["ls", "list"], "to list the records", ("history", Carried::All("")))
    },
    entry(&["rm", "delete", "remove", "del"], "to take a record back", ("undo", Carried::Id)),
    entry(
        &["remaining", "left", "show", "balance", "quota", "quotas", "usage"],
        "to see what is left",
        ("status", Carried::Options),
    ),
    Tried {
        more: "; inquota plan shows the limits themselves",
        ..entry(&["limits", "limit"], "to see what is left of each limit", ("status", Carried::Options))
    },
    Tried {
        more: "; inquota next shows what to do",
        ..entry(&["today", "day"], "to see what is left today", ("status", Carried::Options))
    },
    entry(&["todo", "agenda"], "to see what to do today", ("next", Carried::Options)),
    entry(&["report", "month", "monthly"], "to see the figures of a month", ("summary", Carried::Options)),
    Tried {
        more: " (inquota plan list has the names); nothing else needs setting up",
        ..entry(&["init", "setup", "start"], "to record your plan", ("plan set", Carried::All("NAME")))
    },
    entry(&["version"], "to see the version", ("--version", Carried::Options)),
    entry(&["accept", "accepts", "connected"], "to record that someone accepted", ("accepted", Carried::All("PERSON"))),
    entry(&["replied", "answer", "answered", "response"], "to record a response", ("reply", Carried::All("PERSON"))),
    Tried {
        option: "--declined",
        ..entry(&["decline", "declined"], "to record that someone declined", ("reply", Carried::All("PERSON")))
    },
    entry(&["search", "find", "contacts", "contact"], "to find people", ("people", Carried::All(""))),
    entry(&["settings", "configure"], "to see the settings", ("config", Carried::Options)),
    entry(&["block"], "to mark someone you must not contact", ("people block", Carried::All("PERSON"))),
    entry(&["unblock"], "to lift the mark", ("people unblock", Carried::All("PERSON"))),
    entry(&["rename"], "to rename a person", ("people rename", Carried::All("OLD NEW"))),
    entry(&["buy", "bought", "purchase"], "to record credits that you bought", ("credits buy", Carried::All("N"))),
    entry(&["nudge", "nudges", "remind", "reminders"], "to see whom to nudge", ("followups", Carried::Options)),
    entry(&["snooze"], "to snooze a follow-up", ("followups snooze", Carried::All("PERSON"))),
    entry(&["pending"], "to see the pending invitations", ("invitations", Carried::Options)),
    entry(&["restore"], "to restore a backup", ("backup restore", Carried::All("NAME"))),
];

/// Words that people try after a command, with that command.
const WITHIN: [(&str, Tried); 14] = [
    ("people", entry(&["find", "search", "show", "get"], "to find people", ("people", Carried::All("QUERY")))),
    (
        "people",
        entry(&["add", "new", "create"], "a person is added with what you record", ("log", Carried::All("PERSON"))),
    ),
    (
        "people",
        Tried {
            more: "; inquota people block marks someone you must not contact",
            ..entry(&["rm", "remove", "delete", "del"], "to take a record back", ("undo", Carried::Id))
        },
    ),
    ("people", entry(&["mv"], "to rename a person", ("people rename", Carried::All("OLD NEW")))),
    (
        "accounts",
        Tried {
            option: "--new-account",
            ..entry(&["add", "new", "create"], "to create an account", ("log PERSON --account", Carried::All("NAME")))
        },
    ),
    ("accounts", entry(&["rm", "delete", "del"], "to remove an account", ("accounts remove", Carried::All("NAME")))),
    ("accounts", entry(&["mv", "move"], "to rename an account", ("accounts rename", Carried::All("OLD NEW")))),
    (
        "accounts",
        entry(
            &["use", "switch", "select", "set"],
            "to work on another account",
            ("config set account", Carried::All("NAME")),
        ),
    ),
    (
        "config",
        entry(&["rm", "remove", "delete", "reset"], "to remove a setting", ("config unset", Carried::All("KEY"))),
    ),
    (
        "config",
        entry(&["init", "defaults", "template"], "to print a file to start from", ("config example", Carried::Options)),
    ),
    ("credits", entry(&["add", "bought"], "to record credits that you bought", ("credits buy", Carried::All("N")))),
    ("plan", entry(&["use", "switch", "change"], "to record your plan", ("plan set", Carried::All("NAME")))),
    ("zone", entry(&["set"], "to change the time zone", ("zone", Carried::All("NAME")))),
    ("followups", entry(&["clear", "finish"], "to settle a follow-up", ("followups done", Carried::All("PERSON")))),
];

/// The hint for a word that is no command, with the words before it and after it on the line; `None` if the word says
/// nothing.
pub(super) fn hint(word: &str, before: &[String], after: &[String]) -> Option<String> {
    Some(WORDS.iter().find(|tried| tried.words.contains(&word))?.hint(before, after))
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
            (Carried::All(_), [_, ..]) if is_short => (all(), self.more.to_owned()),
            (Carried::All(instead), _) => (placeholder(instead), self.more.to_owned()),
            (Carried::Options, [first, ..]) if is_short && first.starts_with('-') => (all(), self.more.to_owned()),
            (Carried::Options, _) => (Vec::new(), self.more.to_owned()),
        }
    }
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
