//! What a line says about how to answer, where it asks for help or cannot be read as a whole.

use std::ffi::OsString;

use clap::ValueEnum;

use super::{Colour, Global};

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
