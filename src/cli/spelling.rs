//! Spellings of commands that people try, turned into the program's own: `people list` is `people`, `plan ls` is
//! `plan list`, `plan help set` is `help plan set`, `version` is `--version`.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};

use clap::{Arg, Args, Command, CommandFactory};

use super::{Cli, Global};

/// Commands that list something when nothing follows them: `list` adds nothing.
const LISTS: [&str; 8] =
    ["accounts", "people", "followups", "follow-ups", "invitations", "credits", "history", "config"];

/// Commands with a `list` below them.
const HAVE_LIST: [&str; 2] = ["plan", "backup"];

/// Commands that show something when nothing follows them: `show` adds nothing.
const SHOWS: [&str; 6] = ["config", "credits", "status", "summary", "history", "stats"];

/// The words that may be spelt in another way.
const TRIED: [&str; 5] = ["list", "ls", "show", "help", "version"];

/// What an argument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A command, a name or another word.
    Word,
    /// An option of every command, or its value.
    Global,
    /// Any other option, or what comes after `--`.
    Other,
}

/// The arguments in the program's own spelling. The first is the program's name.
pub(crate) fn own_spelling(args: &[OsString]) -> Cow<'_, [OsString]> {
    if !args.iter().any(|arg| TRIED.iter().any(|word| arg == word)) {
        return Cow::Borrowed(args);
    }
    respelt(args).map_or(Cow::Borrowed(args), Cow::Owned)
}

/// The path of the command on a line, such as `plan set`; empty if there is none.
pub(crate) fn command_path(args: &[OsString], program: &Command) -> Vec<String> {
    let (mut at, mut path) = (program, Vec::new());
    for (arg, kind) in args.iter().zip(kinds(args)).skip(1) {
        if kind == Kind::Word
            && let Some(inner) = at.find_subcommand(arg)
        {
            path.push(inner.get_name().to_owned());
            at = inner;
        }
    }
    path
}

fn respelt(args: &[OsString]) -> Option<Vec<OsString>> {
    let kinds = kinds(args);
    let words: Vec<usize> = (1..args.len()).filter(|place| kinds[*place] == Kind::Word).collect();
    let mut respelt = args.to_vec();
    if let [only] = words.as_slice()
        && args[*only] == "version"
    {
        respelt[*only] = "--version".into();
        return Some(respelt);
    }
    // `help people list` is `help people`.
    let first = usize::from(words.first().is_some_and(|place| args[*place] == "help"));
    let (command, next) = (*words.get(first)?, *words.get(first + 1)?);
    if kinds[command..next].contains(&Kind::Other) {
        return None;
    }
    // `plan show NAME` is a command; without a name, it is `plan`.
    let is_plan = first == 0 && args[command] == "plan" && args[next] == "show" && !goes_on(&kinds[next + 1..]);
    if is_plan || adds_nothing(&args[command], &args[next]) {
        respelt.remove(next);
        return Some(respelt);
    }
    if args[next] == "ls" && is_one_of(&args[command], &HAVE_LIST) {
        respelt[next] = "list".into();
        return Some(respelt);
    }
    (args[next] == "help" && has_subcommands(&args[command])).then(|| {
        let help = respelt.remove(next);
        respelt.insert(command, help);
        respelt
    })
}

/// Whether a word after a command says what the command does anyway.
fn adds_nothing(command: &OsStr, word: &OsStr) -> bool {
    ((word == "list" || word == "ls") && is_one_of(command, &LISTS)) || (word == "show" && is_one_of(command, &SHOWS))
}

/// Whether anything but options of every command follows.
fn goes_on(kinds: &[Kind]) -> bool {
    kinds.iter().any(|kind| *kind != Kind::Global)
}

fn is_one_of(command: &OsStr, names: &[&str]) -> bool {
    names.iter().any(|name| command == *name)
}

fn has_subcommands(name: &OsStr) -> bool {
    let mut program = Cli::command();
    program.build();
    program.find_subcommand(name).is_some_and(Command::has_subcommands)
}

/// What each argument is.
fn kinds(args: &[OsString]) -> Vec<Kind> {
    let globals = Global::augment_args(Command::new(""));
    let (mut kinds, mut takes_value, mut is_over) = (Vec::new(), false, false);
    for arg in args {
        let text = arg.to_string_lossy();
        let kind = match global_option(&globals, &text) {
            _ if is_over => Kind::Other,
            _ if std::mem::take(&mut takes_value) => Kind::Global,
            Some(option) => {
                takes_value = option.get_action().takes_values() && !text.contains('=');
                Kind::Global
            }
            None if text.starts_with('-') && text.len() > 1 => {
                is_over = text == "--";
                Kind::Other
            }
            None => Kind::Word,
        };
        kinds.push(kind);
    }
    kinds
}

/// The option of every command that this argument is.
pub(super) fn global_option<'a>(globals: &'a Command, arg: &str) -> Option<&'a Arg> {
    let name = arg.split_once('=').map_or(arg, |(name, _)| name);
    let is_it = |option: &&Arg| {
        let is_long = option.get_long().is_some_and(|long| name.strip_prefix("--") == Some(long));
        is_long || option.get_short().is_some_and(|short| name.strip_prefix('-') == Some(short.to_string().as_str()))
    };
    globals.get_arguments().find(is_it)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    fn spelt(line: &str) -> String {
        own_spelling(&args(line)).join(OsStr::new(" ")).into_string().unwrap()
    }

    #[test]
    fn list_and_show_are_left_out_where_they_add_nothing() {
        for (typed, own) in [
            ("inquota people list", "inquota people"),
            ("inquota people list --blocked", "inquota people --blocked"),
            ("inquota --json people -q list doe", "inquota --json people -q doe"),
            ("inquota --account list history --at=list list", "inquota --account list history --at=list"),
            ("inquota follow-ups list", "inquota follow-ups"),
            ("inquota config show", "inquota config"),
            ("inquota status show --json", "inquota status --json"),
            ("inquota help people list", "inquota help people"),
            ("inquota people ls -n 2", "inquota people -n 2"),
            ("inquota plan ls", "inquota plan list"),
            ("inquota plan show --json", "inquota plan --json"),
            ("inquota backup ls --json", "inquota backup list --json"),
        ] {
            assert_eq!(spelt(typed), own);
        }
        for line in [
            "inquota plan list",
            "inquota backup list",
            "inquota list",
            "inquota log list",
            "inquota history --tag list",
            "inquota people -- list",
            "inquota people show",
            "inquota plan show premium-career",
            "inquota plan show --help",
            "inquota help plan show",
            "inquota --account list history",
            "inquota people doe list",
        ] {
            assert_eq!(spelt(line), line);
        }
    }

    #[test]
    fn help_after_a_command_comes_first_if_the_command_has_others_below_it() {
        for (typed, own) in [
            ("inquota plan help set", "inquota help plan set"),
            ("inquota people help", "inquota help people"),
            ("inquota --color never credits help buy", "inquota --color never help credits buy"),
        ] {
            assert_eq!(spelt(typed), own);
        }
        for line in ["inquota log help", "inquota help help", "inquota people -- help", "inquota people --blocked help"]
        {
            assert_eq!(spelt(line), line);
        }
    }

    #[test]
    fn version_alone_is_an_option() {
        assert_eq!(spelt("inquota version"), "inquota --version");
        assert_eq!(spelt("inquota -q version --json"), "inquota -q --version --json");
        assert_eq!(spelt("inquota log version"), "inquota log version");
    }

    #[test]
    fn the_path_of_the_command_leaves_out_values_of_options() {
        let mut program = Cli::command();
        program.build();
        for (line, path) in [
            ("inquota", ""),
            ("inquota --help", ""),
            ("inquota --account plan log --help", "log"),
            ("inquota --at=plan plan --json set x --help", "plan set"),
            ("inquota followups --after 5 done -h", "followups done"),
            ("inquota log -- reply", "log"),
            ("inquota follow-ups -h", "followups"),
        ] {
            assert_eq!(command_path(&args(line), &program).join(" "), path, "{line}");
        }
    }
}
