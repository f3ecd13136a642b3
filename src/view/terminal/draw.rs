//! Draws tables with `comfy-table`.

use std::fmt;

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, TableStyle, Width,
};

use super::fit::{cut, hang};
use super::ligatures::apart;
use super::style::Tone;
use super::table::{DENSE, Frame, NO_BREAK_SPACE, RULE, Table, is_rule, unbroken};
use super::wrap::{padded, width, wrap};

/// Thin borders with round corners.
pub(super) const BORDERS: TableStyle = TableStyle::new()
    .top_border(LineStyle::new('╭', '─', '┬', '╮'))
    .header_lines(ContentLineStyle::new('│', '│', '│'))
    .header_separator(LineStyle::new('├', '─', '┼', '┤'))
    .content_lines(ContentLineStyle::new('│', '│', '│'))
    .bottom_border(LineStyle::new('╰', '─', '┴', '╯'));

/// The number of rows to draw at a time, so that a list of a whole ledger needs little memory.
const ROWS_AT_ONCE: usize = 1_000;

impl Table {
    /// Some rows in columns of these widths; with borders, under the heads.
    fn part(&self, rows: &[Vec<String>], widths: &[usize], frame: Frame) -> comfy_table::Table {
        let fitted = |(column, cell): (usize, &String)| {
            let (left, right) = self.padding(column, frame);
            let room = widths[column].saturating_sub(left + right);
            match column {
                _ if self.names.contains(&column) => apart(&cut(cell, room, self.style)).into_owned(),
                0 if width(cell) > room => hang(cell, room),
                _ => apart(cell).into_owned(),
            }
        };
        let cells = |row: &Vec<String>| -> Vec<String> { row.iter().enumerate().map(fitted).collect() };
        let mut table = comfy_table::Table::new();
        table.load_style(if frame == Frame::Borders { BORDERS } else { TableStyle::new() });
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(short(self.style.columns));
        if frame == Frame::Borders {
            table.set_header(self.bold_heads());
        }
        table.add_rows(rows.iter().map(cells));
        for (place, column) in table.column_iter_mut().enumerate() {
            let (left, right) = self.padding(place, frame);
            column.set_padding((short(left), short(right)));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(short(widths[place]))));
            if self.numbers.contains(&place) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table
    }

    fn bold_heads(&self) -> Vec<String> {
        self.heads.iter().map(|head| self.style.mark(Tone::Strong, head)).collect()
    }

    /// The whole table with borders.
    fn bordered(&self, widths: &[usize]) -> String {
        let rule = widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join("┼");
        let rule = format!("├{rule}┤");
        let drawn = self.part(&self.rows, widths, Frame::Borders).trim_fmt();
        drawn.lines().map(|line| if line.contains(RULE) { &rule } else { line }.to_owned() + "\n").collect()
    }

    /// The table without borders, some rows at a time.
    fn write_plain(&self, widths: &[usize], frame: Frame, mut write: impl FnMut(&str) -> fmt::Result) -> fmt::Result {
        write(&(self.part(&[self.bold_heads()], widths, frame).trim_fmt() + "\n"))?;
        let dash = if self.style.ascii { "-" } else { "─" };
        let rule = dash.repeat(widths.iter().sum());
        for rows in self.rows.chunk_by(|row, next| !is_rule(row) && !is_rule(next)) {
            if is_rule(&rows[0]) {
                // Without bars, there are words and numbers only.
                if self.style.charts {
                    write(&format!("{rule}\n"))?;
                }
            } else {
                for rows in rows.chunks(ROWS_AT_ONCE) {
                    write(&(self.part(rows, widths, frame).trim_fmt() + "\n"))?;
                }
            }
        }
        Ok(())
    }

    /// To be read aloud: a line for each row, "first cell, head: cell; head: cell".
    fn spoken(&self) -> String {
        self.rows.iter().filter(|row| !is_rule(row)).map(|row| self.spoken_row(row) + "\n").collect()
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
        let text: String = self.rows.iter().filter(|row| !is_rule(row)).map(|row| self.stacked_row(row)).collect();
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

/// "head: cell"; a dash means none.
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
        if let Some(narrowed) = self.narrowed() {
            return narrowed.fmt(f);
        }
        let mut write = |text: &str| f.write_str(&self.style.paint_marks(text).replace(NO_BREAK_SPACE, " "));
        if self.style.plain {
            return write(&self.spoken());
        }
        match self.layout() {
            None => write(&self.stacked()),
            Some((widths, Frame::Borders)) => write(&self.bordered(&widths)),
            Some((widths, frame)) => self.write_plain(&widths, frame, write),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::style::OutputStyle;
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

    /// A table of names and numbers, with a total.
    fn statement(style: OutputStyle) -> Table {
        let mut table = Table::new(&["what", "given on", "left"], &[2], style).with_names(&[0]).with_expendable(&[1]);
        table.row(vec!["a name of a good many letters".into(), "Fri 11 Dec 2026".into(), "12".into()]);
        table.row(vec!["expired".into(), String::new(), "-5".into()]);
        table.row(vec!["bought".into(), String::new(), "0".into()]);
        table.rule();
        table.row(vec!["balance".into(), String::new(), "7".into()]);
        table
    }

    #[test]
    fn a_rule_sets_off_the_total() {
        // 29 columns for the names, 15 for the dates, 4 for the numbers, and two gaps of 2.
        let plain = "what                           given on         left\n\
                     a name of a good many letters  Fri 11 Dec 2026    12\n\
                     expired                                           -5\n\
                     bought                                             0\n\
                     ────────────────────────────────────────────────────\n\
                     balance                                            7\n";
        assert_eq!(statement(piped(80)).to_string(), plain);
        let ascii = statement(OutputStyle { ascii: true, ..piped(80) }).to_string();
        assert_eq!(ascii, plain.replace('─', "-"));
        let bordered = statement(OutputStyle { is_terminal: true, ..piped(80) }).to_string();
        let rules = bordered.lines().filter(|line| line.starts_with('├') && line.ends_with('┤'));
        assert_eq!(rules.collect::<std::collections::BTreeSet<_>>().len(), 1, "{bordered}");
        assert_eq!(bordered.lines().filter(|line| line.starts_with('├')).count(), 2, "{bordered}");
    }

    #[test]
    fn a_narrow_terminal_cuts_names_and_then_drops_columns() {
        let terminal = |columns| OutputStyle { wraps: true, ..piped(columns) };
        // 45 columns leave 45 - 15 - 4 - 4 = 22 for the names.
        let cut = statement(terminal(45)).to_string();
        assert!(cut.contains("a name of a good many…  Fri 11 Dec 2026    12\n"), "{cut}");
        // 30 columns are too narrow for the dates: 30 - 4 - 2 = 24 are left for the names.
        let table = statement(terminal(30));
        assert_eq!(table.heads_left_out(), ["given on"]);
        let dropped = "what                      left\n\
                       a name of a good many l…    12\n\
                       expired                     -5\n\
                       bought                       0\n\
                       ──────────────────────────────\n\
                       balance                      7\n";
        assert_eq!(table.to_string(), dropped);
        // A pipe gets everything.
        let piped = statement(piped(30)).to_string();
        assert!(piped.contains("a name of a good many letters") && piped.contains("Fri 11 Dec 2026"), "{piped}");
    }

    #[test]
    fn only_a_coloured_table_has_codes_for_bold_dim_and_red() {
        let coloured = statement(OutputStyle { colour: true, ..piped(80) }).to_string();
        assert!(coloured.contains("\u{1b}[1mleft\u{1b}[0m\n"), "{coloured:?}");
        assert!(coloured.contains("\u{1b}[31m-5\u{1b}[0m\n"), "{coloured:?}");
        assert!(coloured.contains("\u{1b}[2m0\u{1b}[0m\n"), "{coloured:?}");
        assert!(coloured.contains(" 12\n") && coloured.contains(" 7\n"), "{coloured:?}");
        assert!(!statement(piped(80)).to_string().contains('\u{1b}'));
    }
}
