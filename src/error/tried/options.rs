//! Options that people try, and what they type here instead.

use clap::Command;

/// An option that people try, an option of the command that it stands for, and what to type.
type TriedOption = (&'static str, &'static str, &'static str);

const OPTIONS: [TriedOption; 32] = [
    ("--when", "at", "--at"),
    ("--on", "at", "--at"),
    ("--date", "at", "--at"),
    ("--time", "at", "--at"),
    ("--comment", "note", "--note"),
    ("-m", "note", "--note"),
    ("--label", "tag", "--tag"),
    ("-t", "tag", "--tag"),
    ("--connect", "invite", "--invite"),
    ("--connection", "invite", "--invite"),
    ("--in-mail", "inmail", "--inmail"),
    ("-i", "inmail", "--inmail or --invite"),
    ("--personal-note", "with-note", "--with-note"),
    ("--html", "format", "--format html, or -o FILE.html"),
    ("--markdown", "format", "--format markdown"),
    ("--md", "format", "--format markdown"),
    ("--csv", "format", "--format csv"),
    ("--pdf", "open", "--open, and print the page as PDF"),
    ("--browser", "open", "--open"),
    ("--previous", "last-month", "--last-month"),
    ("--week", "from", "--from \"7 days ago\""),
    ("--today", "from", "--from today"),
    ("--yesterday", "from", "--from yesterday"),
    ("--year", "from", "--from 2026-01-01"),
    ("--reverse", "sort", "--sort oldest"),
    ("--oldest", "sort", "--sort oldest"),
    ("--search", "grep", "--grep"),
    ("--type", "kind", "--kind"),
    ("--count", "number", "-n"),
    ("--top", "number", "-n"),
    ("--output", "out", "-o"),
    ("--save", "out", "-o"),
];

/// The hint for an option that the command does not have; `None` if the option says nothing.
pub(in super::super) fn hint_for_option(typed: &str, command: &Command) -> Option<String> {
    let name = typed.split('=').next().unwrap_or(typed);
    let has = |long: &str| command.get_arguments().any(|argument| argument.get_long() == Some(long));
    if name == "--dry-run" && has("guard") {
        return Some("inquota check says what it would cost, and records nothing".to_owned());
    }
    let (_, _, meant) = OPTIONS.iter().find(|(option, long, _)| *option == name && has(long))?;
    Some(format!("did you mean {meant}?"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn no_tried_option_exists_and_each_stands_for_one_that_does() {
        let mut program = Cli::command();
        program.build();
        let mut commands: Vec<&Command> = vec![&program];
        while let Some(command) = commands.pop() {
            commands.extend(command.get_subcommands());
            for (option, long, _) in OPTIONS {
                let has = |name: &str| {
                    command.get_arguments().any(|argument| {
                        argument.get_long() == Some(name.trim_start_matches('-'))
                            || argument.get_all_aliases().is_some_and(|all| all.contains(&name.trim_start_matches('-')))
                    })
                };
                assert!(!(option.starts_with("--") && has(option) && has(long)), "{} {option}", command.get_name());
            }
        }
    }
}
