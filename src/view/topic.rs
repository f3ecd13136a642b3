//! Topics of the help, folded to the width of the screen.

use unicode_width::UnicodeWidthStr;

use super::fold::folded;
use super::screen::{Look, Tone};

/// The most columns that read well.
const WIDEST: usize = 80;

/// A first column that ends here leaves room enough for what stands beside it.
const NARROW: usize = 8;

/// A topic: the first line is its title, a line set in is an example or a row of a table, every other a paragraph.
pub(crate) fn topic(text: &str, look: Look) -> String {
    let columns = look.columns.min(WIDEST);
    let lines: Vec<&str> = text.lines().collect();
    let is_row = |line: &str| line.starts_with("  ");
    let parts = lines.chunk_by(|one, other| is_row(one) && is_row(other)).enumerate();
    parts
        .map(|(place, lines)| match lines {
            [title] if place == 0 => look.paint(Tone::Strong, title) + "\n",
            rows if is_row(rows[0]) => table(rows, columns),
            lines => lines.iter().map(|line| paragraph(line, columns)).collect(),
        })
        .collect()
}

/// Rows of a first column and what is said of it; where they are too wide to stand beside each other, that stands
/// below, in every row.
fn table(rows: &[&str], columns: usize) -> String {
    let fits = rows.iter().all(|row| row.width() <= columns);
    let is_narrow = |row: &&str| halves(row).is_none_or(|(_, remark)| row.len() - remark.len() <= NARROW);
    let stacks = !fits && !rows.iter().all(is_narrow);
    let row = |row: &&str| match halves(row).filter(|_| stacks) {
        Some((what, remark)) => format!("  {what}\n    {remark}\n"),
        None => format!("{row}\n"),
    };
    folded(&rows.iter().map(row).collect::<String>(), columns)
}

/// What stands in the first column of a row, and what is said of it.
fn halves(row: &str) -> Option<(&str, &str)> {
    row.trim_start().split_once("  ").map(|(what, remark)| (what, remark.trim_start()))
}

fn paragraph(text: &str, columns: usize) -> String {
    let (mut folded, mut used) = (String::new(), 0);
    for word in text.split_whitespace() {
        if used > 0 && used + 1 + word.width() > columns {
            folded.push('\n');
            used = 0;
        } else if used > 0 {
            folded.push(' ');
            used += 1;
        }
        folded += word;
        used += word.width();
    }
    folded + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn narrow(text: &str) -> String {
        topic(text, Look { columns: 20, ..Look::default() })
    }

    #[test]
    fn paragraphs_fold_and_tables_stack() {
        let text =
            "Title\n\nSome words that are too many.\n  inquota status   how it stands\n  inquota   now\n\n  a   b\n";
        let folded = "Title\n\nSome words that are\ntoo many.\n  inquota status\n    how it stands\n  inquota\n    now\n\n  a   b\n";
        assert_eq!(narrow(text), folded);
    }

    #[test]
    fn rows_with_a_narrow_first_column_and_examples_fold_in_their_place() {
        let text = "Title\n\n  0   done, or the answer\n  1   no\n\n  inquota log Jane --guard\n";
        assert_eq!(
            narrow(text),
            "Title\n\n  0   done, or the\n      answer\n  1   no\n\n  inquota log Jane\n    --guard\n"
        );
    }
}
