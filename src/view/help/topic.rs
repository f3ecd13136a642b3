//! A topic of the help, wrapped to the width of the screen.

use unicode_width::UnicodeWidthStr;

use super::page::plain;
use crate::view::terminal::{OutputStyle, Tone, wrap};

/// The most columns of a topic: longer lines are hard to read.
pub(super) const WIDEST: usize = 80;

/// Up to this width, a first column leaves enough room for the second.
const NARROW: usize = 8;

/// Lays out a topic. The first line is its title, an indented line is an example or a row of a table, and any other
/// line is a paragraph.
pub(crate) fn topic(text: &str, style: OutputStyle) -> String {
    let (text, columns) = (plain(text), style.columns.min(WIDEST));
    let lines: Vec<&str> = text.lines().collect();
    let is_row = |line: &str| line.starts_with("  ");
    let parts = lines.chunk_by(|one, other| is_row(one) && is_row(other)).enumerate();
    parts
        .map(|(place, lines)| match lines {
            [title] if place == 0 => style.paint(Tone::Strong, title) + "\n",
            rows if is_row(rows[0]) => table(rows, columns),
            lines => lines.iter().map(|line| paragraph(line, columns)).collect(),
        })
        .collect()
}

/// Rows of two columns. If a row is too wide, every row gets its second column below its first, unless all first
/// columns are narrow: then the second column is wrapped.
fn table(rows: &[&str], columns: usize) -> String {
    let fits = rows.iter().all(|row| row.width() <= columns);
    let is_narrow = |row: &&str| halves(row).is_none_or(|(_, remark)| row.len() - remark.len() <= NARROW);
    let stacks = !fits && !rows.iter().all(is_narrow);
    let row = |row: &&str| match halves(row).filter(|_| stacks) {
        Some((what, remark)) => format!("  {what}\n    {remark}\n"),
        None => format!("{row}\n"),
    };
    wrap(&rows.iter().map(row).collect::<String>(), columns)
}

/// The two columns of a row.
fn halves(row: &str) -> Option<(&str, &str)> {
    row.trim_start().split_once("  ").map(|(what, remark)| (what, remark.trim_start()))
}

/// A paragraph, wrapped to this many columns.
pub(super) fn paragraph(text: &str, columns: usize) -> String {
    let (mut lines, mut used) = (String::new(), 0);
    for word in text.split_whitespace() {
        if used > 0 && used + 1 + word.width() > columns {
            lines.push('\n');
            used = 0;
        } else if used > 0 {
            lines.push(' ');
            used += 1;
        }
        lines += word;
        used += word.width();
    }
    lines + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn narrow(text: &str) -> String {
        topic(text, OutputStyle { columns: 20, ..OutputStyle::default() })
    }

    #[test]
    fn paragraphs_are_wrapped_and_wide_tables_stacked() {
        let text =
            "Title\n\nSome words that are too many.\n  inquota status   how it stands\n  inquota   now\n\n  a   b\n";
        let wrapped = "Title\n\nSome words that are\ntoo many.\n  inquota status\n    how it stands\n  inquota\n    now\n\n  a   b\n";
        assert_eq!(narrow(text), wrapped);
    }

    #[test]
    fn examples_and_rows_with_a_narrow_first_column_are_wrapped_in_place() {
        let text = "Title\n\n  0   done, or the answer\n  1   no\n\n  inquota log Jane --guard\n";
        assert_eq!(
            narrow(text),
            "Title\n\n  0   done, or the\n      answer\n  1   no\n\n  inquota log Jane\n    --guard\n"
        );
    }
}
