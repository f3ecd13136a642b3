//! What a line says; and, where it asks for help or cannot be read as a whole, what it says about how to answer.

use std::ffi::OsString;
use std::mem::ManuallyDrop;

use clap::{CommandFactory, FromArgMatches, ValueEnum};

use super::{Cli, Colour, Global};

impl Cli {
    /// Reads a line, the program's name first.
    pub(crate) fn read(args: &[OsString]) -> Result<Cli, clap::Error> {
        // The system takes all of it back at once: to give back each flag of each command is a tenth of a short run.
        let mut command = ManuallyDrop::new(Cli::command());
        let mut matches = ManuallyDrop::new(command.try_get_matches_from_mut(args)?);
        Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
    }
}

impl Global {
    /// Whether the answer is to be for a program, and in colours: wherever that stands on the line, the program's
    /// name first. Everything else is left at its default.
    pub(crate) fn as_far_as_told(args: &[OsString]) -> Global {
        let words = args.iter().skip(1).take_while(|arg| *arg != "--");
        let words: Vec<&str> = words.map(|arg| arg.to_str().unwrap_or_default()).collect();
        let behind = |place: usize| words.get(place + 1).copied().unwrap_or_default();
        let mut colours = words.iter().enumerate().filter_map(|(place, word)| match word.strip_prefix("--color")? {
            "" => Colour::from_str(behind(place), false).ok(),
            rest => Colour::from_str(rest.strip_prefix('=')?, false).ok(),
        });
        Global { color: colours.next_back().unwrap_or_default(), json: words.contains(&"--json"), ..Global::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> (Colour, bool) {
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let told = Global::as_far_as_told(&args);
        (told.color, told.json)
    }

    #[test]
    fn colours_are_found_wherever_they_stand_and_what_is_none_is_passed_over() {
        for (line, colour) in [
            ("inquota --color never --help", Colour::Never),
            ("inquota log --help --color=always", Colour::Always),
            ("inquota --color always bogus --color never", Colour::Never),
            ("inquota --color sometimes bogus", Colour::Auto),
            ("inquota bogus --color", Colour::Auto),
            ("inquota bogus -- --color never", Colour::Auto),
            ("inquota --colors=never bogus", Colour::Auto),
        ] {
            assert_eq!(told(line), (colour, false), "{line}");
        }
        assert_eq!(told("inquota --json bogus --color never"), (Colour::Never, true));
        assert_eq!(told("inquota bogus -- --json"), (Colour::Auto, false));
    }
}
