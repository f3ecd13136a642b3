//! The short help of a command: its usage, and a line for each command below it, each argument and each option.

use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, Command};

use crate::view::terminal::{OutputStyle, Tone, padded, width, wrap};

/// The most columns: longer lines are hard to read.
const WIDEST: usize = 100;

/// The least columns of a text next to its label.
const LEAST_WIDTH: usize = 12;

/// Where a text may be cut without a mark.
const JOINTS: [&str; 3] = ["; ", " (", ": "];

/// The short help.
pub(super) fn short_help(command: &Command, style: OutputStyle) -> String {
    let columns = style.columns.min(WIDEST);
    let about = command.get_about().map(|about| fitted(&about.to_string(), columns)).unwrap_or_default();
    let usage = command.clone().mut_args(|arg| if arg.is_global_set() { arg.hide(true) } else { arg }).render_usage();
    let usage = if style.colour { usage.ansi().to_string() } else { usage.to_string() };
    let name = command.get_bin_name().unwrap_or(command.get_name());
    let [commands, arguments, options] = rows(command);
    let sections = [("Commands", commands), ("Arguments", arguments), ("Options", options)];
    let sections: String = sections.iter().map(|(title, rows)| section(title, rows, columns, style)).collect();
    let more = format!("See {name} --help for more: explanations and examples.");
    let options = "Options of every command: inquota help options";
    wrap(&format!("{about}\n\n{}\n{sections}\n{more}\n{options}\n", usage.trim_end()), columns)
}

/// A row of a section.
struct Row {
    label: String,
    text: String,
    /// The values that an option takes, if they are listed.
    values: String,
}

/// The rows for the commands below this one, the arguments, and the options of its own.
fn rows(command: &Command) -> [Vec<Row>; 3] {
    let text = |help: Option<&StyledStr>| help.map(ToString::to_string).unwrap_or_default();
    let commands = command.get_subcommands().filter(|inner| !inner.is_hide_set());
    let row = |label, text, values| Row { label, text, values };
    let commands = commands.map(|inner| row(inner.get_name().to_owned(), text(inner.get_about()), String::new()));
    let is_own = |arg: &&Arg| !arg.is_hide_set() && !arg.is_global_set();
    let argument = |arg: &Arg| row(label(arg), text(arg.get_help()), values(arg));
    let options = command.get_arguments().filter(|arg| !arg.is_positional());
    [
        commands.collect(),
        command.get_positionals().filter(is_own).map(argument).collect(),
        options.filter(is_own).map(argument).collect(),
    ]
}

/// How an argument is typed.
fn label(arg: &Arg) -> String {
    match (arg.get_short(), arg.get_long()) {
        (_, None) => arg.to_string(),
        (Some(short), Some(_)) => format!("-{short}, {arg}"),
        (None, Some(_)) => format!("    {arg}"),
    }
}

/// The values that an option takes, if they are listed.
fn values(arg: &Arg) -> String {
    let values = arg.get_possible_values();
    let names: Vec<&str> = values.iter().filter(|value| !value.is_hide_set()).map(PossibleValue::get_name).collect();
    let is_listed = arg.get_action().takes_values() && !arg.is_hide_possible_values_set() && !names.is_empty();
    if is_listed { format!(": {}", names.join(", ")) } else { String::new() }
}

/// A text in lines that fit after this indent, with the indent before all but the first.
fn under_first_line(text: &str, indent: usize, columns: usize) -> String {
    let wrapped = wrap(text, columns.saturating_sub(indent).max(LEAST_WIDTH));
    let lines: Vec<&str> = wrapped.lines().map(str::trim).collect();
    lines.join(&format!("\n{}", " ".repeat(indent))) + "\n"
}

/// A section, unless it has no rows. Each row has one line, or more on a narrow screen.
fn section(title: &str, rows: &[Row], columns: usize, style: OutputStyle) -> String {
    let Some(widest) = rows.iter().map(|row| width(&row.label)).max() else { return String::new() };
    let line = |row: &Row| {
        let room = columns.saturating_sub(widest + 4);
        let text = fitted(&row.text, room);
        let values =
            Some(&row.values).filter(|values| width(&text) + width(values) <= room).map_or("", |values| values);
        let label = padded(&style.paint(Tone::Strong, &row.label), widest);
        format!("  {label}  {}", under_first_line(&format!("{text}{values}"), widest + 4, columns))
    };
    format!("\n{}\n{}", style.paint(Tone::Strong, &format!("{title}:")), rows.iter().map(line).collect::<String>())
}

/// As much of the first sentence as fits, up to where a text can be cut; if nothing fits, up to the
/// first such place.
fn fitted(text: &str, columns: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    let sentence = line.split(". ").next().unwrap_or_default().trim_end_matches('.');
    if width(sentence) <= columns {
        return sentence.to_owned();
    }
    let is_whole = |text: &str| text.matches('(').count() == text.matches(')').count();
    let cuts = JOINTS.iter().flat_map(|joint| sentence.match_indices(joint)).map(|(place, _)| &sentence[..place]);
    let cuts: Vec<&str> = cuts.filter(|cut| is_whole(cut)).collect();
    let longest = cuts.iter().filter(|cut| width(cut) <= columns).max_by_key(|cut| cut.len());
    let shortest = || cuts.iter().min_by_key(|cut| cut.len());
    longest.or_else(shortest).map_or(sentence, |cut| cut).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_under_its_first_line() {
        // 20 columns less an indent of 8 leave 12.
        assert_eq!(under_first_line("An invitation to connect", 8, 20), "An\n        invitation\n        to connect\n");
        assert_eq!(under_first_line("", 8, 20), "\n");
    }

    #[test]
    fn a_text_is_its_first_sentence_cut_to_fit() {
        for (text, columns, expected) in [
            ("The last date. Default: 60 days ahead.", 40, "The last date"),
            ("A program.\n\nMore of it.", 40, "A program"),
            ("Record only if `check` would say yes; else exit code 1", 40, "Record only if `check` would say yes"),
            ("The InMail spends no credit (Open Profile, group member)", 40, "The InMail spends no credit"),
            (
                "Ask whether you may send, what it costs, and if not, when",
                44,
                "Ask whether you may send, what it costs, and if not, when",
            ),
            ("The InMail spends no credit (Open Profile, group member)", 20, "The InMail spends no credit"),
            ("Wide", 3, "Wide"),
            ("", 3, ""),
        ] {
            assert_eq!(fitted(text, columns), expected, "{text}");
        }
    }
}
