//! Tables. `comfy-table` draws them. This file decides how they look, and what to do if the screen is too narrow.

use std::fmt;

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, TableStyle, Width,
};

use super::style::{OutputStyle, Tone};
use super::wrap::{padded, widest_word, width, wrap};

/// Thin borders with round corners.
const BORDERS: TableStyle = TableStyle::new()
    .top_border(LineStyle::new('╭', '─', '┬', '╮'))
    .header_lines(ContentLineStyle::new('│', '│', '│'))
    .header_separator(LineStyle::new('├', '─', '┼', '┤'))
    .content_lines(ContentLineStyle::new('│', '│', '│'))
    .bottom_border(LineStyle::new('╰', '─', '┴', '╯'));

/// The widest column that is never wrapped: columns of names, dates and numbers are narrower.
const WIDEST_UNWRAPPED: usize = 24;

/// The least width of a wrapped column.
const LEAST_WIDTH: usize = 20;

/// The number of columns from which a table has narrow gaps.
const DENSE: usize = 7;

/// The number of rows to draw at a time, so that a list of a whole ledger needs little memory.
const ROWS_AT_ONCE: usize = 1_000;

/// A space at which lines are not broken.
const NO_BREAK_SPACE: &str = "\u{a0}";

/// Keeps a text, such as a date, on one line of its cell.
pub(crate) fn unbroken(text: &str) -> String {
    text.replace(' ', NO_BREAK_SPACE)
}

/// Makes the indent of a cell part of its first word, so that wrapping keeps it.
fn indented(cell: &str) -> String {
    let text = cell.trim_start_matches(' ');
    NO_BREAK_SPACE.repeat(cell.len() - text.len()) + text
}

/// A table that is no wider than the screen.
pub(crate) struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    /// The indexes of the columns that are aligned right.
    numbers: Vec<usize>,
    style: OutputStyle,
}

impl Table {
    /// A table with these heads. The columns in `numbers` are aligned right.
    pub(crate) fn new(heads: &[&str], numbers: &[usize], style: OutputStyle) -> Table {
        let heads = heads.iter().map(|head| (*head).to_owned()).collect();
        Table { heads, rows: Vec::new(), numbers: numbers.to_vec(), style }
    }

    /// Adds a row. The texts must be safe to show, and use [`OutputStyle::mark`] for colours.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells.into_iter().map(|cell| indented(&cell)).collect());
    }

    /// The spaces to the left and right of each cell.
    fn padding(&self, column: usize, has_borders: bool) -> (usize, usize) {
        match (has_borders, self.heads.len()) {
            (true, _) => (1, 1),
            (false, columns) if column + 1 == columns => (0, 0),
            (false, columns) => (0, if columns < DENSE { 2 } else { 1 }),
        }
    }

    /// The least width of a column; `None` if it is never wrapped.
    fn least_width(&self, column: usize) -> Option<usize> {
        let cells = || self.rows.iter().filter_map(|row| row.get(column)).chain(self.heads.get(column));
        let is_wide = cells().any(|cell| width(cell) > WIDEST_UNWRAPPED);
        let word = || cells().map(|cell| widest_word(cell)).max().unwrap_or(0);
        (is_wide && !self.numbers.contains(&column)).then(|| word().max(LEAST_WIDTH))
    }

    /// The width of each column if nothing is wrapped, without padding.
    fn natural_widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.heads.iter().map(|head| width(head)).collect();
        for row in &self.rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(width(cell));
            }
        }
        widths
    }

    /// The width of each column with its padding; `None` if something must be wrapped.
    fn unwrapped_widths(&self) -> Option<Vec<usize>> {
        let padded = |(column, natural)| {
            let (left, right) = self.padding(column, false);
            left + natural + right
        };
        let widths: Vec<usize> = self.natural_widths().into_iter().enumerate().map(padded).collect();
        (widths.iter().sum::<usize>() <= self.style.columns).then_some(widths)
    }

    /// Whether the screen is wide enough for the columns.
    fn fits(&self, has_borders: bool) -> bool {
        let natural = self.natural_widths();
        let least = |column| self.least_width(column).unwrap_or(natural[column]);
        let padding = |column| {
            let (left, right) = self.padding(column, has_borders);
            left + right
        };
        let borders = if has_borders { self.heads.len() + 1 } else { 0 };
        let columns = (0..self.heads.len()).map(|column| least(column).min(natural[column]) + padding(column));
        columns.sum::<usize>() + borders <= self.style.columns
    }

    fn draws_borders(&self) -> bool {
        self.style.is_terminal && !self.style.ascii && !self.style.plain && self.fits(true)
    }

    /// Whether the cells of a row are drawn side by side. Otherwise they are listed one under the other.
    pub(crate) fn is_side_by_side(&self) -> bool {
        self.style.plain || self.fits(false)
    }

    /// The whole table, with borders or with wrapped cells.
    fn whole(&self, has_borders: bool) -> comfy_table::Table {
        let mut table = comfy_table::Table::new();
        table.load_style(if has_borders { BORDERS } else { TableStyle::new() });
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(short(self.style.columns));
        table.set_header(self.heads.iter().map(|head| self.style.mark(Tone::Strong, head)));
        table.add_rows(&self.rows);
        for (place, column) in table.column_iter_mut().enumerate() {
            let (left, right) = self.padding(place, has_borders);
            column.set_padding((short(left), short(right)));
            column.set_constraint(match self.least_width(place) {
                Some(least) => ColumnConstraint::LowerBoundary(Width::Fixed(short(least + left + right))),
                None => ColumnConstraint::ContentWidth,
            });
            if self.numbers.contains(&place) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table
    }

    /// Some rows without borders, in columns of these widths.
    fn part(&self, rows: &[Vec<String>], widths: &[usize]) -> String {
        let mut table = comfy_table::Table::new();
        table.load_style(TableStyle::new()).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(short(self.style.columns)).add_rows(rows);
        for (place, column) in table.column_iter_mut().enumerate() {
            let (left, right) = self.padding(place, false);
            column.set_padding((short(left), short(right)));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(short(widths[place]))));
            if self.numbers.contains(&place) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.trim_fmt() + "\n"
    }

    /// To be read aloud: a line for each row, "first cell, head: cell; head: cell".
    fn spoken(&self) -> String {
        self.rows.iter().map(|row| self.spoken_row(row) + "\n").collect()
    }

    fn spoken_row(&self, cells: &[String]) -> String {
        let first = cells.first().map_or("", |cell| cell.trim());
        let named = self.heads.iter().zip(cells).skip(1).filter(|(_, cell)| !cell.trim().is_empty());
        let parts: Vec<String> = named.map(|(head, cell)| spoken_cell(head, cell.trim())).collect();
        match (first, parts.as_slice()) {
            (first, []) => first.to_owned(),
            ("", parts) => parts.join("; "),
            (first, parts) => format!("{first}, {}", parts.join("; ")),
        }
    }

    /// For a narrow screen: the first cell of each row, and under it the other cells with their heads.
    fn stacked(&self) -> String {
        let text: String = self.rows.iter().map(|row| self.stacked_row(row)).collect();
        wrap(&text, self.style.columns)
    }

    fn stacked_row(&self, cells: &[String]) -> String {
        let first = cells.first().map_or("", String::as_str).trim_start_matches(NO_BREAK_SPACE);
        let first = self.style.mark(Tone::Strong, first);
        let named = || self.heads.iter().zip(cells).skip(1).filter(|(_, cell)| !cell.is_empty());
        // Many short cells read better on one line.
        if self.heads.len() >= DENSE {
            let all: Vec<String> =
                named().map(|(head, cell)| unbroken(&format!("{head} {}", cell.trim_end()))).collect();
            return format!("{first}\n  {}\n", all.join(", "));
        }
        let head_width = self.heads.iter().skip(1).map(|head| width(head)).max().unwrap_or(0);
        let lines = named().map(|(head, cell)| format!("  {}  {cell}\n", padded(head, head_width)));
        format!("{first}\n{}", lines.collect::<String>())
    }
}

/// "head: cell"; a dash stands for nothing.
fn spoken_cell(head: &str, cell: &str) -> String {
    let cell = if cell == "-" { "none" } else { cell };
    if head.is_empty() { cell.to_owned() } else { format!("{head}: {cell}") }
}

/// Converts a width to the type that `comfy-table` uses.
fn short(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut write = |text: &str| f.write_str(&self.style.paint_marks(text).replace(NO_BREAK_SPACE, " "));
        if self.style.plain {
            return write(&self.spoken());
        }
        if !self.is_side_by_side() {
            return write(&self.stacked());
        }
        let has_borders = self.draws_borders();
        match self.unwrapped_widths().filter(|_| !has_borders) {
            None => write(&(self.whole(has_borders).trim_fmt() + "\n")),
            Some(widths) => {
                let heads = self.heads.iter().map(|head| self.style.mark(Tone::Strong, head)).collect();
                write(&self.part(&[heads], &widths))?;
                self.rows.chunks(ROWS_AT_ONCE).try_for_each(|rows| write(&self.part(rows, &widths)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(style: OutputStyle) -> String {
        let mut table = Table::new(&["name", "state", "left"], &[2], style);
        table.row(vec!["李小龍".into(), "an InMail is waiting for an answer of theirs".into(), "7".into()]);
        table.row(vec!["Jane 👩‍💻".into(), String::new(), style.mark(Tone::Bad, "12")]);
        table.to_string()
    }

    fn piped(columns: usize) -> OutputStyle {
        OutputStyle { columns, ..OutputStyle::default() }
    }

    #[test]
    fn a_terminal_gets_thin_borders() {
        let drawn = "╭─────────┬──────────────────────────────────────────────┬──────╮\n\
                     │ name    │ state                                        │ left │\n\
                     ├─────────┼──────────────────────────────────────────────┼──────┤\n\
                     │ 李小龍  │ an InMail is waiting for an answer of theirs │    7 │\n\
                     │ Jane 👩‍💻 │                                              │   12 │\n\
                     ╰─────────┴──────────────────────────────────────────────┴──────╯\n";
        assert_eq!(table(OutputStyle { is_terminal: true, ..piped(80) }), drawn);
    }

    #[test]
    fn a_pipe_and_plain_ascii_get_no_borders() {
        let plain = "name     state                                         left\n\
                     李小龍   an InMail is waiting for an answer of theirs     7\n\
                     Jane 👩‍💻                                                  12\n";
        assert_eq!(table(piped(80)), plain);
        assert_eq!(table(OutputStyle { is_terminal: true, ascii: true, ..piped(80) }), plain);
    }

    #[test]
    fn long_cells_are_wrapped_between_words() {
        let wrapped = "name     state                     left\n\
                       李小龍   an InMail is waiting for     7\n\
                       \u{20}        an answer of theirs\n\
                       Jane 👩‍💻                              12\n";
        assert_eq!(table(piped(39)), wrapped);
        let bordered = table(OutputStyle { is_terminal: true, ..piped(45) });
        assert!(bordered.contains("│ 李小龍  │ an InMail is waiting for │    7 │\n"), "{bordered}");
    }

    #[test]
    fn on_a_narrow_screen_cells_are_listed_one_under_the_other() {
        let stacked = "李小龍\n\
                       \u{20} state  an InMail is\n\
                       \u{20}        waiting for\n\
                       \u{20}        an answer of\n\
                       \u{20}        theirs\n\
                       \u{20} left   7\n\
                       Jane 👩‍💻\n\
                       \u{20} left   12\n";
        assert_eq!(table(piped(22)), stacked);
    }

    #[test]
    fn a_table_that_is_read_aloud_has_a_line_for_each_row() {
        let spoken = "李小龍, state: an InMail is waiting for an answer of theirs; left: 7\nJane 👩‍💻, left: 12\n";
        assert_eq!(table(OutputStyle { plain: true, is_terminal: true, ..piped(30) }), spoken);
        let mut sums = Table::new(&["", "Nov 2026", ""], &[1], OutputStyle { plain: true, ..piped(80) });
        sums.row(vec!["Sent".to_owned()]);
        sums.row(vec!["  free".to_owned(), "-".to_owned(), "x".to_owned()]);
        sums.row(vec![String::new(), "3".to_owned(), String::new()]);
        assert_eq!(sums.to_string(), "Sent\nfree, Nov 2026: none; x\nNov 2026: 3\n");
    }

    #[test]
    fn colours_take_no_columns() {
        let coloured = table(OutputStyle { colour: true, ..piped(80) });
        assert!(coloured.starts_with("\u{1b}[1mname\u{1b}[0m     \u{1b}[1mstate\u{1b}[0m"), "{coloured:?}");
        assert!(coloured.ends_with("  \u{1b}[1m\u{1b}[31m12\u{1b}[0m\n"), "{coloured:?}");
    }

    #[test]
    fn addresses_and_dates_are_not_broken() {
        let mut table = Table::new(&["address", "date"], &[], piped(60));
        let address = "https://www.example.org/a/rather/long/path";
        table.row(vec![format!("see {address} for more"), unbroken("Fri 11 Dec 2026") + ", in a while, or later"]);
        let text = table.to_string();
        assert!(text.contains(address) && text.contains("Fri 11 Dec 2026"), "{text}");
        assert!(text.lines().all(|line| width(line) <= 60), "{text}");
    }
}
