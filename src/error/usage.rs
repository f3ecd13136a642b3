//! What is wrong with a command line, in the words of the rest of the program.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};

use super::{Failure, nearest};
use crate::cli::Cli;

/// Says what the parser found wrong, and what to do.
pub(crate) fn explain(error: &clap::Error, args: &[OsString]) -> Failure {
    let complaint =
        Complaint { error, words: args.iter().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect() };
    let (message, hint) = match error.kind() {
        ErrorKind::UnknownArgument => complaint.unknown(),
        ErrorKind::InvalidSubcommand => complaint.no_command(),
        ErrorKind::MissingRequiredArgument => complaint.missing(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => complaint.bad_value(),
        ErrorKind::ArgumentConflict => complaint.conflict(),
        ErrorKind::InvalidUtf8 => ("what was typed is not text in UTF-8".to_owned(), complaint.see_help()),
        _ => (complaint.as_told(), complaint.see_help()),
    };
    Failure::input("usage", message, hint)
}

/// A complaint of the parser, and the words that it is about.
struct Complaint<'a> {
    error: &'a clap::Error,
    words: Vec<String>,
}

impl Complaint<'_> {
    /// An option that there is none of, or a word too many.
    fn unknown(&self) -> (String, String) {
        let given = self.text(ContextKind::InvalidArg);
        let path = self.path();
        if given.starts_with('-') && given.len() > 1 {
            let message = format!("inquota{path} has no option {given}");
            return (message, self.meant(ContextKind::SuggestedArg).unwrap_or_else(|| self.see_help()));
        }
        self.too_much(&given)
    }

    /// A word more than the command takes: a command misspelt, a name without quotes, or one word too many.
    fn too_much(&self, given: &str) -> (String, String) {
        let (path, command) = (self.path(), self.command());
        let last = path.split_whitespace().last();
        let after = self.words.iter().position(|word| Some(word.as_str()) == last).map_or(0, |place| place + 1);
        let typed: Vec<&String> = self.words[after..].iter().filter(|word| !word.starts_with('-')).collect();
        let names = command.get_subcommands().map(Command::get_name);
        if let Some((first, name)) = typed.first().and_then(|first| Some((first, nearest(first, names)?))) {
            let message = format!("inquota{path} has no command \"{first}\"");
            return (message, format!("did you mean inquota{path} {name}?"));
        }
        if command.get_positionals().next().is_none() {
            return (format!("inquota{path} has no place for \"{given}\""), self.see_help());
        }
        let message = format!("\"{given}\" is one word too many for inquota{path}");
        let hint = match typed.as_slice() {
            [one, other] => format!("a name of several words goes in quotes: \"{one} {other}\""),
            _ => "a name of several words goes in quotes, as in \"Jane Doe\"".to_owned(),
        };
        (message, hint)
    }

    fn no_command(&self) -> (String, String) {
        let given = self.text(ContextKind::InvalidSubcommand);
        let command = self.command();
        let near = nearest(&given, command.get_subcommands().map(Command::get_name));
        let hint = near.map(|name| format!("did you mean inquota{} {name}?", self.path()));
        (format!("inquota{} has no command \"{given}\"", self.path()), hint.unwrap_or_else(|| self.see_help()))
    }

    fn missing(&self) -> (String, String) {
        let missing = match self.error.get(ContextKind::InvalidArg) {
            Some(ContextValue::Strings(names)) => {
                names.iter().map(|name| plain(name)).collect::<Vec<_>>().join(" and ")
            }
            _ => "something".to_owned(),
        };
        let path = self.path();
        if missing.starts_with('-') {
            return (
                format!("{missing} is missing beside what was typed"),
                format!("add {missing}, or see inquota help{path}"),
            );
        }
        let hint = self.example().map(|example| format!("as in {example}"));
        (format!("{missing} is missing: inquota{path} needs it"), hint.unwrap_or_else(|| self.see_help()))
    }

    fn bad_value(&self) -> (String, String) {
        let (option, given) = (self.told(ContextKind::InvalidArg), self.text(ContextKind::InvalidValue));
        if given.is_empty() && self.error.kind() == ErrorKind::InvalidValue {
            return (format!("{option} has no value"), self.see_help());
        }
        let message = format!("{option} cannot be \"{given}\"");
        if let Some(ContextValue::Strings(possible)) = self.error.get(ContextKind::ValidValue) {
            let meant = nearest(&given, possible.iter().map(String::as_str)).map(|one| format!("did you mean {one}?"));
            return (message, meant.unwrap_or_else(|| format!("one of {} is wanted", possible.join(", "))));
        }
        let wanted = std::error::Error::source(self.error).map(ToString::to_string);
        (message, wanted.unwrap_or_else(|| self.see_help()))
    }

    fn conflict(&self) -> (String, String) {
        let one = plain(&self.text(ContextKind::InvalidArg));
        if one.is_empty() {
            // A command behind something that is none.
            let given = self.words.iter().rfind(|word| !word.starts_with('-')).cloned().unwrap_or_default();
            return self.too_much(&given);
        }
        let others = match self.error.get(ContextKind::PriorArg) {
            Some(ContextValue::String(other)) => vec![plain(other)],
            Some(ContextValue::Strings(others)) => others.iter().map(|other| plain(other)).collect(),
            _ => Vec::new(),
        };
        match others.as_slice() {
            [] => (self.as_told(), self.see_help()),
            [other] if *other == one => (format!("{one} is given twice"), "give it once".to_owned()),
            others => {
                let other = others.join(", ");
                (format!("{one} does not go with {other}"), format!("leave {one} out, or {other}"))
            }
        }
    }

    /// What the parser says itself, on one line.
    fn as_told(&self) -> String {
        let text = self.error.to_string();
        let text = text.strip_prefix("error: ").unwrap_or(&text);
        text.split("\n\n").next().unwrap_or(text).trim().to_owned()
    }

    fn text(&self, kind: ContextKind) -> String {
        match self.error.get(kind) {
            Some(ContextValue::String(text)) => text.clone(),
            Some(ContextValue::Strings(texts)) => texts.join(", "),
            _ => String::new(),
        }
    }

    /// An argument as it was typed: `-n` where that stands for `--number`, `the N of inquota credits set`.
    fn told(&self, kind: ContextKind) -> String {
        let name = plain(&self.text(kind));
        let Some(long) = name.strip_prefix("--") else { return format!("the {name} of inquota{}", self.path()) };
        let is_typed = self.words.iter().any(|word| word.starts_with(&name));
        let command = self.command();
        let short = command.get_arguments().find(|arg| arg.get_long() == Some(long)).and_then(clap::Arg::get_short);
        short.filter(|_| !is_typed).map_or(name, |short| format!("-{short}"))
    }

    fn meant(&self, kind: ContextKind) -> Option<String> {
        let meant = Some(self.text(kind)).filter(|text| !text.is_empty())?;
        Some(format!("did you mean {meant}?"))
    }

    /// The path of the command in use, each name after a space: " plan set".
    fn path(&self) -> String {
        let mut program = Cli::command();
        program.build();
        let (mut at, mut path) = (&program, String::new());
        for word in &self.words {
            if let Some(inner) = at.find_subcommand(word) {
                path += &format!(" {word}");
                at = inner;
            }
        }
        path
    }

    fn command(&self) -> Command {
        let mut at = Cli::command();
        at.build();
        for name in self.path().split_whitespace() {
            if let Some(inner) = at.find_subcommand(name) {
                at = inner.clone();
            }
        }
        at
    }

    /// The first example of the command's help.
    fn example(&self) -> Option<String> {
        let help = self.command().get_after_help()?.to_string();
        let line = help.split_once("Examples:\n")?.1.lines().next()?.trim();
        Some(line.split("   ").next().unwrap_or(line).to_owned())
    }

    fn see_help(&self) -> String {
        let path = self.path();
        if path.is_empty() {
            "inquota help lists the commands".to_owned()
        } else {
            format!("inquota help{path} has the options")
        }
    }
}

/// The name of an option or a value without the marks around it: `--daily <N|none>` is `--daily`, `<PERSON>` is
/// PERSON.
fn plain(name: &str) -> String {
    let name = name.trim_end_matches("...");
    match name.split_once(' ') {
        Some((option, _)) if name.starts_with('-') => option.to_owned(),
        _ => name.trim_matches(['<', '>', '[', ']']).to_owned(),
    }
}
