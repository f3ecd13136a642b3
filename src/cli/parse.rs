//! Parses the command line. If that fails, finds at least the options that decide how to report the error.

use std::ffi::OsString;
use std::mem::ManuallyDrop;

use clap::{CommandFactory, FromArgMatches, ValueEnum};

use super::{Cli, Colour, Global};

impl Cli {
    /// Parses the arguments. The first is the program's name.
    pub(crate) fn from_args(args: &[OsString]) -> Result<Cli, clap::Error> {
        // The process ends soon, and dropping every option of every command would take a tenth of a short run.
        let mut command = ManuallyDrop::new(Cli::command());
        let mut matches = ManuallyDrop::new(command.try_get_matches_from_mut(args)?);
        Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
    }
}

impl Global {
    /// Finds `--json`, `--plain` and `--color` anywhere in arguments that cannot be parsed; the other options have their defaults.
    /// The first argument is the program's name.
    pub(crate) fn from_invalid_args(args: &[OsString]) -> Global {
        let words = args.iter().skip(1).take_while(|arg| *arg != "--");
        let words: Vec<&str> = words.map(|arg| arg.to_str().unwrap_or_default()).collect();
        let next_word = |index: usize| words.get(index + 1).copied().unwrap_or_default();
        let mut colours = words.iter().enumerate().filter_map(|(index, word)| match word.strip_prefix("--color")? {
            "" => Colour::from_str(next_word(index), false).ok(),
            rest => Colour::from_str(rest.strip_prefix('=')?, false).ok(),
        });
        let (json, plain) = (words.contains(&"--json"), words.contains(&"--plain"));
        Global { color: colours.next_back().unwrap_or_default(), json, plain, ..Global::default() }
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
