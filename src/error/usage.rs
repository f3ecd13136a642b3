//! Rewrites clap's errors in the style of all other messages.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};

use super::{Failure, nearest, tried};
use crate::cli::Cli;
use crate::cli::when::{is_when, parse_month};
use crate::engine::calendar::Month;
use crate::engine::plan::built_in_plan;

/// Options that only work with another one.
const NEEDS: [(&str, &str); 5] = [
    ("--free", "--inmail"),
    ("--with-note", "--invite"),
    ("--new", "--person"),
    ("--to", "--from"),
    ("--until", "--from"),
];

/// Turns an error of clap into a failure that says what is wrong and what to do.
pub(crate) fn explain(error: &clap::Error, args: &[OsString]) -> Failure {
    let usage_error =
        UsageError { error, words: args.iter().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect() };
    let (message, hint) = match error.kind() {
        ErrorKind::UnknownArgument => usage_error.unknown_argument(),
        ErrorKind::InvalidSubcommand => usage_error.unknown_command(),
        ErrorKind::MissingRequiredArgument => usage_error.missing_argument(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => usage_error.bad_value(),
        ErrorKind::ArgumentConflict => usage_error.conflict(),
        ErrorKind::InvalidUtf8 => ("the command line is not valid UTF-8".to_owned(), usage_error.see_help()),
        _ => (usage_error.clap_message(), usage_error.see_help()),
    };
    Failure::input("usage", message, hint)
}

/// An error of clap, and the words on the command line.
struct UsageError<'a> {
    error: &'a clap::Error,
    words: Vec<String>,
}

/// What to do after `config near` or `config near 70`.
const SETTING_FORMS: &str = "to print a setting: inquota config get KEY; to change it: inquota config set KEY VALUE";

impl UsageError<'_> {
    /// An option that does not exist, or an extra word.
    fn unknown_argument(&self) -> (String, String) {
        let given = self.text(ContextKind::InvalidArg);
        let path = self.command_path();
        if given.starts_with('-') && given.len() > 1 {
            let message = format!("inquota{path} has no option {given}");
            let tried = tried::hint_for_option(&given, &self.command());
            let hint = tried.or_else(|| self.suggestion(ContextKind::SuggestedArg));
            return (message, hint.unwrap_or_else(|| self.see_help()));
        }
        self.extra_word(&given)
    }

    /// More words than the command accepts: a misspelt command, or a name without quotes.
    fn extra_word(&self, given: &str) -> (String, String) {
        let (path, command) = (self.command_path(), self.command());
        let last = path.split_whitespace().last();
        let after = self.words.iter().position(|word| Some(word.as_str()) == last).map_or(0, |place| place + 1);
        let typed: Vec<&String> = self.words[after..].iter().filter(|word| !word.starts_with('-')).collect();
        let names = command.get_subcommands().map(Command::get_name);
        let tried = typed.first().and_then(|first| Some((first, self.tried_within(first)?)));
        if let Some((first, hint)) = tried {
            return (format!("inquota{path} has no command \"{first}\""), hint);
        }
        if let Some((first, name)) = typed.first().and_then(|first| Some((first, nearest(first, names)?))) {
            let message = format!("inquota{path} has no command \"{first}\"");
            return (message, format!("did you mean inquota{path} {name}?"));
        }
        if command.get_positionals().next().is_none() {
            let has_months = command.get_arguments().any(|argument| argument.get_long() == Some("month"));
            let month = Month::new(2026, 1).filter(|_| has_months).and_then(|this| parse_month(given, this));
            let hint = month.map(|_| format!("to choose a month: inquota{path} --month {}", tried::quoted(given)));
            let message = format!("inquota{path} takes no arguments, but got \"{given}\"");
            return (message, hint.unwrap_or_else(|| self.see_help()));
        }
        let message = format!("\"{given}\" is one word too many for inquota{path}");
        let hint = match typed.as_slice() {
            [_, when] if is_when(when) => format!("to say when: --at {when}"),
            [one, other] => format!("put a name of several words in quotes: \"{one} {other}\""),
            _ => "put a name of several words in quotes, as in \"Jane Doe\"".to_owned(),
        };
        (message, hint)
    }

    fn unknown_command(&self) -> (String, String) {
        let given = self.text(ContextKind::InvalidSubcommand);
        // `list people` has two commands, and the first is unknown.
        let place = self.words.iter().position(|word| *word == given).unwrap_or(self.words.len());
        let before = UsageError { error: self.error, words: self.words[..place].to_vec() };
        let (path, command) = (before.command_path(), before.command());
        let near = || {
            let near = nearest(&given, command.get_subcommands().map(Command::get_name));
            near.map(|name| format!("did you mean inquota{path} {name}?"))
        };
        let tried = if path.is_empty() { self.tried_word(&given) } else { self.tried_within(&given) };
        let listed = self.listed(&given, &path, &command);
        let setting = || (path == " config").then(|| SETTING_FORMS.to_owned());
        let known = listed.or(tried).or_else(near).or_else(setting);
        let hint = known.or_else(|| tried::hint_for_person(&given)).unwrap_or_else(|| before.see_help());
        (format!("inquota{path} has no command \"{given}\""), hint)
    }

    /// The hint for a word such as `list` before the command that it belongs to; for the name of a plan after `plan`;
    /// for a number of credits.
    fn listed(&self, given: &str, path: &str, command: &Command) -> Option<String> {
        let next = self.words.iter().skip_while(|word| *word != given).nth(1);
        let is_number = given.bytes().all(|byte| byte.is_ascii_digit());
        match (path, given, next) {
            ("", "list" | "ls" | "show" | "get" | "view", Some(next)) if command.find_subcommand(next).is_some() => {
                Some(format!("did you mean inquota {next}?"))
            }
            (" plan", name, _) if built_in_plan(name).is_some() => {
                Some(format!("to change to it: inquota plan set {name}; inquota plan show {name} describes it"))
            }
            (" credits", number, _) if is_number => {
                Some(format!("to record the balance that LinkedIn shows: inquota credits set {number}"))
            }
            _ => None,
        }
    }

    /// The hint for a word that people try as a command.
    fn tried_word(&self, given: &str) -> Option<String> {
        let place = self.words.iter().position(|word| word == given)?;
        tried::hint(given, &self.words[..place], &self.words[place + 1..])
    }

    /// The hint for a word that people try after the command of the line.
    fn tried_within(&self, given: &str) -> Option<String> {
        let path = self.command_path();
        let name = path.trim_start();
        let command = self.words.iter().position(|word| word == name)?;
        let place = command + self.words[command..].iter().position(|word| word == given)?;
        tried::hint_within(name, given, &self.words[..command], &self.words[place + 1..])
    }

    fn missing_argument(&self) -> (String, String) {
        let missing = match self.error.get(ContextKind::InvalidArg) {
            Some(ContextValue::Strings(names)) => {
                names.iter().map(|name| bare_name(name)).collect::<Vec<_>>().join(" and ")
            }
            _ => "something".to_owned(),
        };
        let path = self.command_path();
        if missing.starts_with('-') {
            let message = match self.option_that_needs(&missing) {
                Some(option) => format!("{option} only works with {missing}"),
                None => format!("{missing} is missing"),
            };
            return (message, format!("add {missing}, or see inquota help{path}"));
        }
        let hint = self.example().map(|example| format!("as in {example}"));
        let (are, them) = if missing.contains(" and ") { ("are", "them") } else { ("is", "it") };
        (format!("{missing} {are} missing: inquota{path} needs {them}"), hint.unwrap_or_else(|| self.see_help()))
    }

    /// The option on the line that only works with this one.
    fn option_that_needs(&self, needed: &str) -> Option<&'static str> {
        let is_typed = |option: &str| self.words.iter().any(|word| word.split('=').next() == Some(option));
        NEEDS.iter().find(|(option, other)| *other == needed && is_typed(option)).map(|(option, _)| *option)
    }

    fn bad_value(&self) -> (String, String) {
        let (option, given) = (self.argument_as_typed(ContextKind::InvalidArg), self.text(ContextKind::InvalidValue));
        if given.is_empty() && self.error.kind() == ErrorKind::InvalidValue {
            return (format!("{option} needs a value"), self.see_help());
        }
        let message = format!("{option} cannot be \"{given}\"");
        if let Some(ContextValue::Strings(possible)) = self.error.get(ContextKind::ValidValue) {
            let meant = nearest(&given, possible.iter().map(String::as_str)).map(|one| format!("did you mean {one}?"));
            return (message, meant.unwrap_or_else(|| format!("give one of {}", possible.join(", "))));
        }
        let wanted = std::error::Error::source(self.error).map(ToString::to_string);
        (message, wanted.unwrap_or_else(|| self.see_help()))
    }

    fn conflict(&self) -> (String, String) {
        let one = bare_name(&self.text(ContextKind::InvalidArg));
        if one.is_empty() {
            // clap names no argument when a command follows a word that is not a command.
            let mut given = self.words.iter().filter(|word| !word.starts_with('-'));
            let places = self.command_path().split_whitespace().count() + self.command().get_positionals().count();
            let given = given.clone().nth(places).or_else(|| given.next_back()).cloned().unwrap_or_default();
            return self.extra_word(&given);
        }
        let others = match self.error.get(ContextKind::PriorArg) {
            Some(ContextValue::String(other)) => vec![bare_name(other)],
            Some(ContextValue::Strings(others)) => others.iter().map(|other| bare_name(other)).collect(),
            _ => Vec::new(),
        };
        match others.as_slice() {
            [] => (self.clap_message(), self.see_help()),
            [other] if *other == one => (format!("{one} is given twice"), "give it once".to_owned()),
            others => {
                let other = others.join(", ");
                (format!("{one} cannot be used with {other}"), format!("leave out {one} or {other}"))
            }
        }
    }

    /// The first line of clap's own message.
    fn clap_message(&self) -> String {
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

    /// An argument as the member typed it: `-n` for `--number`, or `the N of inquota credits set`.
    fn argument_as_typed(&self, kind: ContextKind) -> String {
        let name = bare_name(&self.text(kind));
        let Some(long) = name.strip_prefix("--") else {
            return format!("the {name} of inquota{}", self.command_path());
        };
        let is_typed = self.words.iter().any(|word| word.starts_with(&name));
        let command = self.command();
        let argument = command.get_arguments().find(|arg| arg.get_long() == Some(long));
        let aliases = argument.and_then(clap::Arg::get_all_aliases).unwrap_or_default();
        let aliases = aliases.into_iter().map(|alias| format!("--{alias}"));
        if let Some(alias) = aliases.into_iter().find(|alias| self.words.iter().any(|word| word.starts_with(alias))) {
            return alias;
        }
        let short = argument.and_then(clap::Arg::get_short);
        short.filter(|_| !is_typed).map_or(name, |short| format!("-{short}"))
    }

    fn suggestion(&self, kind: ContextKind) -> Option<String> {
        let meant = Some(self.text(kind)).filter(|text| !text.is_empty())?;
        Some(format!("did you mean {meant}?"))
    }

    /// The path of the command on the line, each name after a space: " plan set".
    fn command_path(&self) -> String {
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
        for name in self.command_path().split_whitespace() {
            if let Some(inner) = at.find_subcommand(name) {
                at = inner.clone();
            }
        }
        at
    }

    /// The first example in the command's help.
    fn example(&self) -> Option<String> {
        let help = self.command().get_after_help()?.to_string();
        let line = help.split_once("Examples:\n")?.1.lines().next()?.trim();
        Some(line.split("   ").next().unwrap_or(line).to_owned())
    }

    fn see_help(&self) -> String {
        let path = self.command_path();
        if path.is_empty() {
            "inquota help lists the commands".to_owned()
        } else {
            format!("inquota help{path} lists the options")
        }
    }
}

/// The name of an option or a value without brackets: `--daily <N|none>` becomes `--daily`, `<PERSON>` becomes
/// PERSON.
fn bare_name(name: &str) -> String {
    let name = name.trim_end_matches("...");
    match name.split_once(' ') {
        Some((option, _)) if name.starts_with('-') => option.to_owned(),
        _ => name.trim_matches(['<', '>', '[', ']']).replace('|', " or "),
    }
}
