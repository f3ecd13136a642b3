//! Parses the command line. If that fails, finds at least the options that decide how to report the error.

use std::ffi::OsString;
use std::mem::ManuallyDrop;

use clap::{CommandFactory, FromArgMatches, Subcommand, ValueEnum};

use super::spelling::global_option;
use super::{Cli, Colour, CommandLine, Global};

/// No commands at all.
#[derive(Debug, Subcommand)]
pub(crate) enum NoCommand {}

impl Cli {
    /// Parses the arguments. The first is the program's name.
    pub(crate) fn from_args(args: &[OsString]) -> Result<Cli, clap::Error> {
        // The process ends soon, and dropping every option of every command would take a tenth of a short run.
        let mut command = ManuallyDrop::new(program_for(args));
        let mut matches = ManuallyDrop::new(command.try_get_matches_from_mut(args)?);
        Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
    }
}

/// The program, with no other command than the one that the first word after the options names.
///
/// clap copies the options that go with every command into each command, which takes a fifth of a short run.
fn program_for(args: &[OsString]) -> clap::Command {
    let mut program = Cli::command();
    let word = first_word(args, &program);
    let Some(named) = word.and_then(|word| program.find_subcommand_mut(word)) else { return program };
    let named = std::mem::take(named);
    // Dropping the others would take time.
    std::mem::forget(program);
    CommandLine::<NoCommand>::command().subcommand(named)
}

/// The first argument that is neither an option nor its value; `None` if an option of one command comes before it.
fn first_word<'a>(args: &'a [OsString], program: &clap::Command) -> Option<&'a OsString> {
    let mut words = args.iter().skip(1);
    loop {
        let word = words.next()?;
        let text = word.to_string_lossy();
        let Some(option) = global_option(program, &text) else { return (!text.starts_with('-')).then_some(word) };
        if option.get_action().takes_values() && !text.contains('=') {
            words.next()?;
        }
    }
}

impl Global {
    /// Finds the options that decide how to report the error, anywhere in arguments that cannot be parsed; the others have
    /// their defaults.
    /// The first argument is the program's name.
    pub(crate) fn from_invalid_args(args: &[OsString]) -> Global {
        let words = args.iter().skip(1).take_while(|arg| *arg != "--");
        let words: Vec<&str> = words.map(|arg| arg.to_str().unwrap_or_default()).collect();
        let next_word = |index: usize| words.get(index + 1).copied().unwrap_or_default();
        let mut colours = words.iter().enumerate().filter_map(|(index, word)| match word.strip_prefix("--color")? {
            "" => Colour::from_str(next_word(index), false).ok(),
            rest => Colour::from_str(rest.strip_prefix('=')?, false).ok(),
        });
        Global {
            color: colours.next_back().unwrap_or_default(),
            json: words.contains(&"--json"),
            plain: words.contains(&"--plain"),
            no_pager: words.contains(&"--no-pager"),
            ..Global::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> (Colour, bool) {
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let global = Global::from_invalid_args(&args);
        (global.color, global.json)
    }

    #[test]
    fn only_the_command_that_comes_first_is_built() {
        let commands = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            program_for(&args).get_subcommands().map(|command| command.get_name().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(commands("inquota check jane"), ["check"]);
        assert_eq!(commands("inquota log status"), ["log"]);
        for options in ["--json", "--file log", "--file=log --json", "--color never -q --account log"] {
            assert_eq!(commands(&format!("inquota {options} check jane")), ["check"], "{options}");
        }
        // Without a command, clap needs them all: to name the nearest one, or to list them.
        for line in [
            "inquota",
            "inquota chekc",
            "inquota --help",
            "inquota --fil log check",
            "inquota --json",
            "inquota -- check",
        ] {
            assert_eq!(commands(line).len(), Cli::command().get_subcommands().count(), "{line}");
        }
    }

    #[test]
    fn options_are_found_anywhere_and_invalid_colours_are_ignored() {
        for (line, colour) in [
            ("inquota --color never --help", Colour::Never),
            ("inquota log --help --color=always", Colour::Always),
            ("inquota --color always bogus --color never", Colour::Never),
            ("inquota --color sometimes bogus", Colour::Auto),
            ("inquota bogus --color", Colour::Auto),
            ("inquota bogus -- --color never", Colour::Auto),
            ("inquota --colors=never bogus", Colour::Auto),
        ] {
            assert_eq!(parsed(line), (colour, false), "{line}");
        }
        assert_eq!(parsed("inquota --json bogus --color never"), (Colour::Never, true));
        assert_eq!(parsed("inquota bogus -- --json"), (Colour::Auto, false));
    }
}
