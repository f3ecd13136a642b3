//! The lines of a man page: sections of text, and the form that `mandoc -T lint` accepts.

use roff::{Roff, roman};

/// How the crate that renders a page writes an apostrophe: a straight one, wherever the page is printed.
const DEFINITIONS: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

/// The most bytes of a line of text.
const WIDEST: usize = 72;

/// How a line of a text appears on a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Folded with its neighbours' width, but a line of its own.
    Text,
    /// An item of a list: folded, and indented.
    Item,
    /// Printed as it is.
    Kept,
}

impl Form {
    fn of(line: &str) -> Form {
        match line.strip_prefix("  ") {
            Some(rest) if rest.starts_with("- ") => Form::Item,
            Some(_) => Form::Kept,
            None => Form::Text,
        }
    }
}

/// Adds a section, unless the text is empty. Indented lines keep their form, items become a list, and each other line
/// starts on a line of its own.
pub(super) fn section(roff: &mut Roff, title: &str, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    roff.control("SH", [title]);
    let (mut before, mut is_after_gap) = (None, false);
    for line in text.trim_end().lines().skip_while(|line| line.is_empty()) {
        if line.is_empty() {
            is_after_gap = true;
            continue;
        }
        let form = Form::of(line);
        begin_line(roff, before, form, is_after_gap);
        roff.text([roman(line.strip_prefix("  - ").unwrap_or(line))]);
        (before, is_after_gap) = (Some(form), false);
    }
    if before == Some(Form::Kept) {
        roff.control("fi", []);
    }
}

/// What roff needs before a line, given the form of the line before it.
fn begin_line(roff: &mut Roff, before: Option<Form>, form: Form, is_after_gap: bool) {
    if before == Some(Form::Kept) && form != Form::Kept {
        roff.control("fi", []);
    }
    match (before, form) {
        (_, Form::Item) => drop(roff.control("IP", ["-", "2"])),
        (Some(Form::Item), _) => drop(roff.control("PP", [])),
        (Some(_), _) if is_after_gap => drop(roff.control("PP", [])),
        (Some(Form::Text), Form::Text) => drop(roff.control("br", [])),
        _ => {}
    }
    if before != Some(Form::Kept) && form == Form::Kept {
        roff.control("nf", []);
    }
}

/// Joins rendered parts of a page into one: the definitions are there once, no line ends in a space, no line break is
/// superfluous, and lines of running text are short.
pub(super) fn tidy(parts: &str) -> String {
    let is_definition = |line: &&str| line.starts_with(".ie ") || line.starts_with(".el ");
    let lines = parts.lines().filter(|line| !is_definition(line)).map(str::trim_end);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let mut page = DEFINITIONS.to_owned();
    let mut is_filled = true;
    for (place, line) in lines.iter().enumerate() {
        let neighbour = |at: Option<usize>| at.and_then(|at| lines.get(at)).copied().unwrap_or_default();
        let (before, after) = (neighbour(place.checked_sub(1)), neighbour(Some(place + 1)));
        let is_superfluous_break = *line == ".br" && ([".sp", ".br"].contains(&before) || after == ".sp");
        if is_superfluous_break {
            continue;
        }
        is_filled = match *line {
            ".nf" => false,
            ".fi" => true,
            _ => is_filled,
        };
        if is_filled && before != ".TP" && !line.starts_with('.') {
            page += &short_lines(line);
        } else {
            page += line;
        }
        page.push('\n');
    }
    in_ascii(&page)
}

/// A page with roff's names for the characters that are not ASCII, which groff reads by default.
fn in_ascii(page: &str) -> String {
    let ascii = |c: char| if c.is_ascii() { c.to_string() } else { format!("\\[u{:04X}]", u32::from(c)) };
    page.chars().map(ascii).collect()
}

/// A line of running text as short lines, none of which starts like a request.
fn short_lines(line: &str) -> String {
    let (mut text, mut used) = (String::new(), 0);
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let is_request = word.starts_with(['.', '\'']);
        if used > 0 && used + 1 + word.len() > WIDEST && !is_request {
            text.push('\n');
            used = 0;
        } else if used > 0 {
            text.push(' ');
            used += 1;
        }
        text += word;
        used += word.len();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_has_paragraphs_between_texts_and_keeps_indented_lines() {
        let mut roff = Roff::new();
        section(&mut roff, "FILES", "One.\n\n\nTwo:\n  a   b\n\n  c\n");
        section(&mut roff, "NOTHING", " \n");
        assert_eq!(roff.to_roff(), ".SH FILES\nOne.\n.PP\nTwo:\n.nf\n  a   b\n.PP\n  c\n.fi\n");
    }

    #[test]
    fn a_section_that_begins_with_an_indented_line_keeps_its_columns() {
        let mut roff = Roff::new();
        section(&mut roff, "CODES", "  0   done\n  1   no\nThe end.\n");
        assert_eq!(roff.to_roff(), ".SH CODES\n.nf\n  0   done\n  1   no\n.fi\nThe end.\n");
    }

    /// The help shows such lines below each other, so the page does too; items are folded, whatever the width.
    #[test]
    fn lines_without_a_gap_stay_apart_and_items_become_a_list() {
        let mut roff = Roff::new();
        section(&mut roff, "RULES", "One.\nTwo.\n\n  - a\n  - b\n\nThree.\n");
        assert_eq!(roff.to_roff(), ".SH RULES\nOne.\n.br\nTwo.\n.IP - 2\na\n.IP - 2\nb\n.PP\nThree.\n");
    }

    #[test]
    fn parts_are_joined_without_empty_requests_and_long_lines() {
        let long = "word ".repeat(30);
        let page = tidy(&format!(".TH A\n{long}\n{DEFINITIONS}.SH B \n\n.TP\n{long}\n.br\n.sp\n.br\n.br\n"));
        let lines: Vec<&str> = page.lines().collect();
        assert_eq!(lines[..3].join("\n"), format!("{DEFINITIONS}.TH A"));
        assert!(lines[3..6].iter().all(|line| line.len() <= WIDEST && line.ends_with("word")));
        assert_eq!(lines[6..8], [".SH B", ".TP"]);
        assert_eq!(lines[8], long.trim_end());
        assert_eq!(lines[9..], [".sp"]);
    }
}
