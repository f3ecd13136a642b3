//! Man pages: the definition of a command as a page, with its examples, and the topics on the program's own.

use std::io;

use clap::{ArgAction, Command};
use clap_mangen::Man;
use roff::{Roff, roman};

use crate::cli::TOPICS;

/// What comes before the examples of a command.
const EXAMPLES: &str = "Examples:\n";

/// The page of a built command.
pub(crate) fn man_page(command: &Command, is_program: bool) -> String {
    let mut bytes = Vec::new();
    // Memory takes every byte.
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
    page.extend(several_marked(&String::from_utf8_lossy(&synopsis), command).bytes());
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(page)?;
    }
    let mut more = Roff::new();
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (examples, notes) = parts(&help);
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

/// A synopsis where what may be given several times is marked so, as in the help: `[PERSON]...`.
fn several_marked(synopsis: &str, command: &Command) -> String {
    let several = command.get_positionals().filter(|arg| matches!(arg.get_action(), ArgAction::Append));
    let names = several.filter_map(|arg| arg.get_value_names()?.first());
    names.fold(synopsis.to_owned(), |text, name| {
        let (free, required) = (format!("[\\fI{name}\\fR]"), format!("<\\fI{name}\\fR>"));
        text.replace(&free, &format!("{free}...")).replace(&required, &format!("{required}..."))
    })
}

/// The examples of a help text, and what else it says.
fn parts(help: &str) -> (String, String) {
    let (before, after) = help.split_once(EXAMPLES).unwrap_or((help, ""));
    let is_example = |line: &&str| line.starts_with("  ");
    let examples: String = after.lines().take_while(is_example).map(|line| format!("{line}\n")).collect();
    let rest: String = after.lines().skip_while(is_example).map(|line| format!("{line}\n\n")).collect();
    (examples, format!("{}\n\n{}", before.trim(), rest.trim()).trim().to_owned())
}

/// A section whose lines stay as they are where they are set in, or short; nothing for no text.
fn section(roff: &mut Roff, title: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    roff.control("SH", [title]);
    let mut is_set_in = false;
    for line in text.trim_end().lines() {
        if line.starts_with("  ") != is_set_in {
            is_set_in = !is_set_in;
            roff.control(if is_set_in { "nf" } else { "fi" }, []);
        }
        match line {
            "" => roff.control("PP", []),
            line => roff.text([roman(line)]),
        };
    }
    if is_set_in {
        roff.control("fi", []);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_parted_from_what_else_is_said() {
        let (examples, notes) = parts("First.\n\nExamples:\n  inquota\n  inquota log x\n\nAssumption: so.");
        assert_eq!(examples, "  inquota\n  inquota log x\n");
        assert_eq!(notes, "First.\n\nAssumption: so.");
        assert_eq!(parts("Only this."), (String::new(), "Only this.".to_owned()));
    }
}
