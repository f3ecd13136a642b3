//! Tables: columns side by side where there is room, else one cell under the other.

use std::fmt;

use super::style::OutputStyle;
use super::wrap::{padded, widest_word, width, wrap};

/// Columns wider than this may be wrapped; narrower ones hold dates and numbers, which stay whole.
const WRAPPABLE: usize = 24;

/// The least width of a wrapped column.
const LEAST: usize = 20;

/// Keeps a head and its cell on one line.
const NO_BREAK: &str = "\u{a0}";

/// A table that is no wider than the screen.
pub(crate) struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    /// The columns that are aligned right.
    numbers: Vec<usize>,
    columns: usize,
}

impl Table {
    /// A table of columns with these heads; those in `numbers` are aligned right.
    pub(crate) fn new(heads: &[&str], numbers: &[usize], style: OutputStyle) -> Table {
        let heads = heads.iter().map(|head| (*head).to_owned()).collect();
        Table { heads, rows: Vec::new(), numbers: numbers.to_vec(), columns: style.columns }
    }

    /// Adds a row of texts that are safe to show.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Columns between two cells.
    fn gap(&self) -> usize {
        if self.heads.len() > 6 { 1 } else { 2 }
    }

    fn cells_of(&self, column: usize) -> impl Iterator<Item = &String> {
        self.rows.iter().filter_map(move |row| row.get(column)).chain(self.heads.get(column))
    }

    /// The width of each column side by side; `None` where there is no room for that.
    fn widths(&self) -> Option<Vec<usize>> {
        let natural = |column| self.cells_of(column).map(|cell| width(cell)).max().unwrap_or(0);
        let mut widths: Vec<usize> = (0..self.heads.len()).map(natural).collect();
        let gaps = self.gap() * self.heads.len().saturating_sub(1);
        let mut excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(self.columns);
        let mut wrappable: Vec<usize> = (0..widths.len()).filter(|column| widths[*column] > WRAPPABLE).collect();
        wrappable.sort_by_key(|column| std::cmp::Reverse(widths[*column]));
        for column in wrappable {
            let word = self.cells_of(column).map(|cell| widest_word(cell)).max().unwrap_or(0);
            let taken = excess.min(widths[column].saturating_sub(LEAST.max(word)));
            widths[column] -= taken;
            excess -= taken;
        }
        (excess == 0).then_some(widths)
    }

    /// A row side by side, as many lines as its longest cell has.
    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let wrapped = |(cell, width): (&String, &usize)| wrap(cell, *width).lines().map(str::to_owned).collect();
        let columns: Vec<Vec<String>> = cells.iter().zip(widths).map(wrapped).collect();
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        (0..height).map(|line| self.joined(&columns, line, widths)).collect()
    }

    fn joined(&self, columns: &[Vec<String>], line: usize, widths: &[usize]) -> String {
        let cell = |(column, lines): (usize, &Vec<String>)| {
            let text = lines.get(line).map_or("", String::as_str);
            if self.numbers.contains(&column) {
                " ".repeat(widths[column].saturating_sub(width(text))) + text
            } else {
                padded(text, widths[column])
            }
        };
        let cells: Vec<String> = columns.iter().enumerate().map(cell).collect();
        cells.join(&" ".repeat(self.gap())).trim_end().to_owned() + "\n"
    }

    /// For each row the first cell, and under it the others with their heads.
    fn stacked(&self) -> String {
        let text: String = self.rows.iter().map(|row| self.stacked_row(row)).collect();
        wrap(&text, self.columns).replace(NO_BREAK, " ")
    }

    fn stacked_row(&self, cells: &[String]) -> String {
        let named = || self.heads.iter().zip(cells).skip(1).filter(|(_, cell)| !cell.is_empty());
        let mut text = format!("{}\n", cells.first().map_or("", String::as_str));
        // Many short cells read better on one line.
        if self.heads.len() > 6 {
            let all: Vec<String> =
                named().map(|(head, cell)| format!("{head} {cell}").replace(' ', NO_BREAK)).collect();
            return text + "  " + &all.join(", ") + "\n";
        }
        let head_width = self.heads.iter().skip(1).map(|head| width(head)).max().unwrap_or(0);
        for (head, cell) in named() {
            text += &format!("  {}  {cell}\n", padded(head, head_width));
        }
        text
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(widths) = self.widths() else { return f.write_str(&self.stacked()) };
        f.write_str(&self.line(&self.heads, &widths))?;
        self.rows.iter().try_for_each(|row| f.write_str(&self.line(row, &widths)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: usize) -> String {
        let mut table =
            Table::new(&["name", "stands", "left"], &[2], OutputStyle { columns, ..OutputStyle::default() });
        table.row(vec!["李小龍".into(), "an InMail is waiting for an answer of theirs".into(), "7".into()]);
        table.row(vec!["Jane".into(), String::new(), "12".into()]);
        table.to_string()
    }

    #[test]
    fn cells_are_aligned_by_their_width() {
        let wide = "name    stands                                        left\n\
                    李小龍  an InMail is waiting for an answer of theirs     7\n\
                    Jane                                                    12\n";
        assert_eq!(table(80), wide);
    }

    #[test]
    fn long_cells_are_wrapped_between_words() {
        let narrow = "name    stands                    left\n\
                      李小龍  an InMail is waiting for     7\n\
                      \u{20}         an answer of theirs\n\
                      Jane                                12\n";
        assert_eq!(table(38), narrow);
    }

    #[test]
    fn where_there_is_no_room_cells_are_listed_one_under_the_other() {
        let narrowest = "李小龍\n\
                         \u{20} stands  an InMail is\n\
                         \u{20}         waiting for\n\
                         \u{20}         an answer of\n\
                         \u{20}         theirs\n\
                         \u{20} left    7\n\
                         Jane\n\
                         \u{20} left    12\n";
        assert_eq!(table(22), narrowest);
    }
}
