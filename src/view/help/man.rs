//! Man pages: the definition of a command, its examples, and the exit codes. The page of the program also has the
//! topics.

mod layout;

use clap::Command;
use clap_mangen::Man;
use roff::{Inline, Roff, bold, italic, roman};

use super::page::plain;
use crate::cli::{EXIT_CODES, TOPICS};
use layout::{section, tidy};

/// The date of the texts: that of the version.
const DATE: &str = "2026-11-28";

/// The heading of the examples in the help of a command.
const EXAMPLES: &str = "Examples:\n";

/// The variables that most commands use; the page of the program has all.
const COMMON_VARIABLES: &str = "
  INQUOTA_FILE      the ledger, without --file
  INQUOTA_ACCOUNT   the account, without --account
  INQUOTA_CONFIG    the settings file
";

/// The files on Linux that most commands use; the page of the program has all.
const COMMON_FILES: &str = "
  ~/.local/share/inquota/ledger.json   the ledger, on Linux
  ~/.config/inquota/config.toml        the settings, on Linux
";

/// The man page of a command, on which clap's `build` was called.
pub(crate) fn man_page(command: &Command, is_program: bool) -> String {
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (examples, notes) = examples_and_notes(&help);
    let mut end = Roff::new();
    section(&mut end, "EXIT STATUS", EXIT_CODES);
    if is_program {
        for (topic, text) in TOPICS {
            section(&mut end, &topic.to_uppercase(), body(&plain(text)));
        }
    } else {
        section(&mut end, "ENVIRONMENT", COMMON_VARIABLES);
        section(&mut end, "FILES", COMMON_FILES);
    }
    section(&mut end, "EXAMPLES", &examples);
    section(&mut end, "NOTES", &notes);
    if !is_program {
        section(&mut end, "SEE ALSO", "inquota(1), which has all files and variables, and the counting rules.");
    }
    tidy(&[start(command).to_roff(), options(command), end.to_roff()].concat())
}

/// The head of a page: title, name, synopsis and description.
fn start(command: &Command) -> Roff {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let description = command.get_long_about().map_or_else(|| about.clone(), ToString::to_string);
    let mut start = Roff::new();
    let version = concat!("inquota ", env!("CARGO_PKG_VERSION"));
    start.control("TH", [name.to_uppercase().as_str(), "1", DATE, version, "User Commands"]);
    start.control("SH", ["NAME"]);
    start.text([roman(format!("{name} - {}", about.lines().next().unwrap_or_default()))]);
    start.control("SH", ["SYNOPSIS"]);
    for (place, usage) in usages(command).iter().enumerate() {
        if place > 0 {
            start.control("br", []);
        }
        start.text(styled(usage));
    }
    section(&mut start, "DESCRIPTION", &description);
    start
}

/// The ways to call a command, without its options by name.
fn usages(command: &Command) -> Vec<String> {
    let usage = command.clone().render_usage().to_string();
    let lines = usage.trim_start_matches("Usage:").lines().map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// A usage with the words to be typed in bold, and placeholders in italics.
fn styled(usage: &str) -> Vec<Inline> {
    let words = usage.split(' ').enumerate();
    words
        .flat_map(|(place, word)| {
            let is_typed = word.starts_with(|first: char| first.is_ascii_lowercase());
            let word = if is_typed { bold(word) } else { italic(word) };
            [roman(if place == 0 { "" } else { " " }), word]
        })
        .collect()
}

/// The options and subcommands of a command.
fn options(command: &Command) -> String {
    let (man, mut bytes) = (Man::new(command.clone()), Vec::new());
    // Writing to a vector cannot fail.
    let _ = man.render_options_section(&mut bytes);
    if command.has_subcommands() {
        let _ = man.render_subcommands_section(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A topic without its title: the section of the page is named after it.
fn body(topic: &str) -> &str {
    topic.split_once("\n\n").map_or(topic, |(_, body)| body)
}

/// Splits a help text into its examples and the rest.
fn examples_and_notes(help: &str) -> (String, String) {
    let (before, after) = help.split_once(EXAMPLES).unwrap_or((help, ""));
    let is_example = |line: &&str| line.starts_with("  ");
    let examples: String = after.lines().take_while(is_example).map(|line| format!("{line}\n")).collect();
    let rest: String = after.lines().skip_while(is_example).map(|line| format!("{line}\n\n")).collect();
    (examples, format!("{}\n\n{}", before.trim(), rest.trim()).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_split_from_the_rest() {
        let (examples, notes) =
            examples_and_notes("First.\n\nExamples:\n  inquota\n  inquota log x\n\nAssumption: so.");
        assert_eq!(examples, "  inquota\n  inquota log x\n");
        assert_eq!(notes, "First.\n\nAssumption: so.");
        assert_eq!(examples_and_notes("Only this."), (String::new(), "Only this.".to_owned()));
    }
}
