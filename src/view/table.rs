//! Tables for the terminal.

use std::{fmt, mem};

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width};
use unicode_width::UnicodeWidthStr;

use super::screen::Look;

/// A table no wider than the screen.
pub(super) struct Table(comfy_table::Table);

impl Table {
    /// A table of columns with these heads; those named in `numbers` lean right.
    pub(super) fn new(heads: &[&str], numbers: &[usize], look: Look) -> Table {
        let mut table = comfy_table::Table::new();
        table.load_style(NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(look.columns).unwrap_or(80));
        if !heads.is_empty() {
            table.set_header(heads.iter().copied());
        }
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, if heads.len() > 6 { 1 } else { GAP }));
            if numbers.contains(&index) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        Table(table)
    }

    /// Adds a row of texts that are safe to show.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.0.add_row(cells);
    }

    /// Makes the columns exactly as wide as this, with the space behind them.
    fn set_widths(&mut self, widths: &[usize]) {
        for (column, width) in self.0.column_iter_mut().zip(widths) {
            let width = Width::Fixed(u16::try_from(*width).unwrap_or(u16::MAX));
            column.set_padding((0, GAP)).set_constraint(ColumnConstraint::Absolute(width));
        }
    }
}

/// The space between few columns.
const GAP: u16 = 2;

/// How many rows are laid out at once.
const PART: usize = 1000;

/// A table of few columns and any number of rows, a part at a time: the columns are as wide in all of them. The
/// texts are safe to show. Without rows, there is no table.
pub(super) fn in_parts<const N: usize>(
    heads: [&'static str; N],
    mut rows: impl ExactSizeIterator<Item = [String; N]> + Clone,
    look: Look,
) -> impl Iterator<Item = String> {
    let widths = (rows.len() > PART).then(|| fitted(widest(heads, rows.clone()), look.columns));
    let mut is_first = true;
    std::iter::from_fn(move || {
        let mut part = rows.by_ref().take(PART).peekable();
        part.peek()?;
        let mut table = Table::new(if mem::take(&mut is_first) { &heads } else { &[] }, &[], look);
        part.for_each(|cells| table.row(cells.into()));
        if let Some(widths) = &widths {
            table.set_widths(widths);
        }
        Some(table.to_string())
    })
}

/// The width of the widest text of each column.
fn widest<const N: usize>(heads: [&str; N], rows: impl Iterator<Item = [String; N]>) -> [usize; N] {
    rows.fold(heads.map(UnicodeWidthStr::width), |mut widths, cells| {
        widths.iter_mut().zip(&cells).for_each(|(width, cell)| *width = cell.width().max(*width));
        widths
    })
}

/// Widths that fit on a screen, the space behind each column included: the narrow columns keep theirs, the others
/// share what is left.
fn fitted<const N: usize>(widths: [usize; N], columns: usize) -> [usize; N] {
    let wanted = widths.map(|width| width + usize::from(GAP));
    let (mut fitted, mut left, mut open) = (wanted, columns, N);
    let mut order: Vec<usize> = (0..N).collect();
    order.sort_by_key(|column| wanted[*column]);
    for column in order {
        fitted[column] = wanted[column].min(left / open);
        (left, open) = (left - fitted[column], open - 1);
    }
    fitted
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.0.to_string().lines() {
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_keeps_its_width_and_wide_columns_share_the_rest() {
        assert_eq!(fitted([4, 7, 13, 6], 80), [6, 9, 15, 8]);
        // 40 columns: 8 are wanted by the last and 9 by the second, and the 23 left are halved.
        assert_eq!(fitted([30, 7, 30, 6], 40), [11, 9, 12, 8]);
    }

    #[test]
    fn parts_of_a_table_have_the_same_columns() {
        let look = Look { columns: 80, colour: false };
        let row =
            |number: usize| [format!("Person {number}"), if number == 1500 { "wide ".repeat(4) } else { "x".into() }];
        let text: String = in_parts(["name", "word"], (0..2500).map(row), look).collect();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 1 + 2500);
        assert_eq!(lines[0], "name         word");
        // "Person 2499" is the widest name.
        assert!(lines[1..].iter().all(|line| line.starts_with("Person ") && line[11..13] == *"  "), "{text}");
        assert_eq!(in_parts(["name", "word"], (0..0).map(row), look).count(), 0);
    }
}
