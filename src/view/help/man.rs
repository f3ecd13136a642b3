//! Man pages: the definition of a command, and its examples. The page of the program also has the topics.

use std::io;

use clap::{ArgAction, Command};
use clap_mangen::Man;
use roff::{Roff, roman};

use crate::cli::TOPICS;

/// The heading of the examples in the help of a command.
const EXAMPLES: &str = "Examples:\n";

/// The man page of a command, on which clap's `build` was called.
pub(crate) fn man_page(command: &Command, is_program: bool) -> String {
    let mut bytes = Vec::new();
    // Writing to a vector cannot fail.
    let _ = write(command, is_program, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn write(command: &Command, is_program: bool, page: &mut Vec<u8>) -> io::Result<()> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let source = concat!("inquota ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).title(name.to_uppercase()).manual("inquota").source(source);
    man.render_title(page)?;
    man.render_name_section(page)?;
    let mut synopsis = Vec::new();
    man.render_synopsis_section(&mut synopsis)?;
    page.extend(with_dots(&String::from_utf8_lossy(&synopsis), command).bytes());
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(page)?;
    }
    let mut more = Roff::new();
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (examples, notes) = examples_and_notes(&help);
    section(&mut more, "EXAMPLES", &examples);
    section(&mut more, "NOTES", &notes);
    if is_program {
        for (topic, text) in TOPICS {
            section(&mut more, &topic.to_uppercase(), text);
        }
    } else {
        section(&mut more, "SEE ALSO", "inquota(1)");
    }
    more.to_writer(page)?;
    page.push(b'\n');
    Ok(())
}

/// Adds the dots that mark repeatable arguments in the help, as in `[PERSON]...`, to a synopsis.
fn with_dots(synopsis: &str, command: &Command) -> String {
    let repeatable = command.get_positionals().filter(|arg| matches!(arg.get_action(), ArgAction::Append));
    let names = repeatable.filter_map(|arg| arg.get_value_names()?.first());
    names.fold(synopsis.to_owned(), |text, name| {
        let (optional, required) = (format!("[\\fI{name}\\fR]"), format!("<\\fI{name}\\fR>"));
        text.replace(&optional, &format!("{optional}...")).replace(&required, &format!("{required}..."))
    })
}

/// Splits a help text into its examples and the rest.
fn examples_and_notes(help: &str) -> (String, String) {
    let (before, after) = help.split_once(EXAMPLES).unwrap_or((help, ""));
    let is_example = |line: &&str| line.starts_with("  ");
    let examples: String = after.lines().take_while(is_example).map(|line| format!("{line}\n")).collect();
    let rest: String = after.lines().skip_while(is_example).map(|line| format!("{line}\n\n")).collect();
    (examples, format!("{}\n\n{}", before.trim(), rest.trim()).trim().to_owned())
}

/// Adds a section, unless the text is empty. Indented lines keep their line breaks; roff fills the others.
fn section(roff: &mut Roff, title: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    roff.control("SH", [title]);
    let mut is_indented = false;
    for line in text.trim_end().lines() {
        if line.starts_with("  ") != is_indented {
            is_indented = !is_indented;
            roff.control(if is_indented { "nf" } else { "fi" }, []);
        }
        match line {
            "" => roff.control("PP", []),
            line => roff.text([roman(line)]),
        };
    }
    if is_indented {
        roff.control("fi", []);
    }
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
