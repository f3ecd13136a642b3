//! Tables. `comfy-table` draws them. This file decides how they look; `fit` decides what fits on the screen.
//!
//! All tables look alike: heads are bold, zeroes are dim, negative numbers are red, and numbers are aligned right.

use std::fmt;

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, TableStyle, Width,
};

use super::fit::{Fit, Squeeze, cut, hang, least_width, shrink};
use super::style::{OutputStyle, Tone};
use super::wrap::{padded, widest_word, width, wrap};

/// Thin borders with round corners.
pub(super) const BORDERS: TableStyle = TableStyle::new()
    .top_border(LineStyle::new('╭', '─', '┬', '╮'))
    .header_lines(ContentLineStyle::new('│', '│', '│'))
    .header_separator(LineStyle::new('├', '─', '┼', '┤'))
    .content_lines(ContentLineStyle::new('│', '│', '│'))
    .bottom_border(LineStyle::new('╰', '─', '┴', '╯'));

/// The number of columns from which a table may have narrow gaps, and is stacked in two lines a row.
const DENSE: usize = 7;

/// The number of rows to draw at a time, so that a list of a whole ledger needs little memory.
const ROWS_AT_ONCE: usize = 1_000;

/// A space at which lines are not broken.
const NO_BREAK_SPACE: &str = "\u{a0}";

/// The only cell of a row that is a rule: a character that Unicode never assigns.
const RULE: &str = "\u{e008e}";

/// Keeps a text, such as a date, on one line of its cell.
pub(crate) fn unbroken(text: &str) -> String {
    text.replace(' ', NO_BREAK_SPACE)
}

/// Makes the indent of a cell part of its first word, so that wrapping keeps it.
fn indented(cell: &str) -> String {
    let text = cell.trim_start_matches(' ');
    NO_BREAK_SPACE.repeat(cell.len() - text.len()) + text
}

/// What is between the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    /// Borders.
    Borders,
    /// This many spaces.
    Gaps(usize),
}

/// A table that is no wider than the screen.
pub(crate) struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    /// The indexes of the columns that are aligned right.
    numbers: Vec<usize>,
    /// The indexes of the columns whose texts may be cut.
    names: Vec<usize>,
    /// The indexes of the columns that a narrow screen does without, the least important first.
    expendable: Vec<usize>,
    /// Whether it has no borders even if there is room.
    is_borderless: bool,
    style: OutputStyle,
}

impl Table {
    /// A table with these heads. The columns in `numbers` are aligned right.
    pub(crate) fn new(heads: &[&str], numbers: &[usize], style: OutputStyle) -> Table {
        Table {
            heads: heads.iter().map(|head| (*head).to_owned()).collect(),
            rows: Vec::new(),
            numbers: numbers.to_vec(),
            names: Vec::new(),
            expendable: Vec::new(),
            is_borderless: false,
            style,
        }
    }

    /// Lets the texts of these columns be cut where a terminal is too narrow.
    pub(crate) fn with_names(self, columns: &[usize]) -> Table {
        Table { names: columns.to_vec(), ..self }
    }

    /// Lets a terminal that is too narrow do without these columns, the first of them first.
    pub(crate) fn with_expendable(self, columns: &[usize]) -> Table {
        Table { expendable: columns.to_vec(), ..self }
    }

    /// Adds a row. The texts must be safe to show, and use [`OutputStyle::mark`] for colours.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        let cells = cells.into_iter().enumerate();
        self.rows.push(cells.map(|(column, cell)| indented(&self.toned(column, cell))).collect());
    }

    /// Adds a rule, which sets off a total from the rows before it.
    pub(crate) fn rule(&mut self) {
        self.rows.push(vec![RULE.to_owned()]);
    }

    /// A number in the colour that all tables give it.
    fn toned(&self, column: usize, cell: String) -> String {
        match tone(&cell) {
            Some(tone) if self.numbers.contains(&column) => self.style.mark(tone, &cell),
            _ => cell,
        }
    }

    /// The spaces to the left and right of each cell.
    fn padding(&self, column: usize, frame: Frame) -> (usize, usize) {
        match frame {
            Frame::Borders => (1, 1),
            Frame::Gaps(_) if column + 1 == self.heads.len() => (0, 0),
            Frame::Gaps(gap) => (0, gap),
        }
    }

    /// The cells of a column, without its head.
    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter().filter(|row| !is_rule(row));
        rows.filter_map(move |row| row.get(column)).map(String::as_str)
    }

    /// How wide each column is and may become, without padding.
    fn fits(&self) -> Vec<Fit> {
        let fit = |column: usize| {
            let head = &self.heads[column];
            let widest = self.cells(column).map(width).max().unwrap_or(0);
            let natural = widest.max(width(head));
            let is_number = self.numbers.contains(&column);
            let texts =
                if is_number { natural } else { least_width(self.cells(column).chain([head.as_str()]), natural) };
            let heads = widest.max(widest_word(head)).min(texts);
            Fit { natural, texts, heads, is_name: self.names.contains(&column) }
        };
        (0..self.heads.len()).map(fit).collect()
    }

    /// The width of each column with its padding; `None` if they do not fit on the screen.
    fn widths(&self, fits: &[Fit], frame: Frame, squeeze: Squeeze) -> Option<Vec<usize>> {
        let both = |(left, right)| left + right;
        let padding: Vec<usize> = (0..fits.len()).map(|column| both(self.padding(column, frame))).collect();
        let borders = if frame == Frame::Borders { fits.len() + 1 } else { 0 };
        let room = self.style.columns.checked_sub(padding.iter().sum::<usize>() + borders)?;
        let widths = shrink(fits, room, squeeze)?;
        Some(widths.iter().zip(padding).map(|(width, padding)| width + padding).collect())
    }

    /// The width of each column, and what is between them; `None` if the columns do not fit on the screen. Narrow gaps
    /// are for many columns, and names are cut only if nothing else helps.
    fn layout(&self) -> Option<(Vec<usize>, Frame)> {
        let fits = self.fits();
        let borders = self.may_have_borders().then_some((Frame::Borders, Squeeze::WrapTexts));
        let gaps = [2, 1].into_iter().filter(|gap| *gap == 2 || self.heads.len() >= DENSE);
        let plain = |squeeze| gaps.clone().map(move |gap| (Frame::Gaps(gap), squeeze));
        let plain = plain(Squeeze::WrapTexts).chain(plain(Squeeze::WrapHeads)).chain(plain(Squeeze::CutNames));
        let plain = plain.filter(|(_, squeeze)| self.style.wraps || *squeeze < Squeeze::CutNames);
        let mut frames = borders.into_iter().chain(plain);
        frames.find_map(|(frame, squeeze)| Some((self.widths(&fits, frame, squeeze)?, frame)))
    }

    fn may_have_borders(&self) -> bool {
        self.style.is_terminal && !self.style.ascii && !self.style.plain && !self.is_borderless
    }

    /// The tables of one screen. They have borders only if all of them have room for these.
    pub(crate) fn alike<const N: usize>(mut tables: [Table; N]) -> [Table; N] {
        let has_borders = |table: &Table| matches!(table.layout(), Some((_, Frame::Borders)));
        if !tables.iter().filter(|table| !table.rows.is_empty()).all(has_borders) {
            tables.iter_mut().for_each(|table| table.is_borderless = true);
        }
        tables
    }

    /// Whether it has no rows.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table without the columns that a narrow screen does without; `None` if nothing has to go, or if what is left
    /// does not fit either.
    fn narrowed(&self) -> Option<Table> {
        if !self.style.wraps || self.style.plain || self.layout().is_some() {
            return None;
        }
        let narrower = (1..=self.expendable.len()).map(|count| self.without(&self.expendable[..count]));
        narrower.into_iter().find(|table| table.layout().is_some())
    }

    /// The table without some columns.
    fn without(&self, gone: &[usize]) -> Table {
        let kept: Vec<usize> = (0..self.heads.len()).filter(|column| !gone.contains(column)).collect();
        let places = |columns: &[usize]| -> Vec<usize> {
            kept.iter().enumerate().filter(|(_, column)| columns.contains(column)).map(|(place, _)| place).collect()
        };
        let pick = |row: &Vec<String>| match row {
            row if is_rule(row) => row.clone(),
            row => kept.iter().map(|column| row.get(*column).cloned().unwrap_or_default()).collect(),
        };
        Table {
            heads: pick(&self.heads),
            rows: self.rows.iter().map(pick).collect(),
            numbers: places(&self.numbers),
            names: places(&self.names),
            expendable: Vec::new(),
            is_borderless: self.is_borderless,
            style: self.style,
        }
    }

    /// The heads of the columns that the screen is too narrow for.
    pub(crate) fn heads_left_out(&self) -> Vec<&str> {
        match self.narrowed() {
            Some(table) => self.heads.iter().filter(|head| !table.heads.contains(head)).map(String::as_str).collect(),
            None => Vec::new(),
        }
    }

    /// Some rows in columns of these widths; with borders, under the heads.
    fn part(&self, rows: &[Vec<String>], widths: &[usize], frame: Frame) -> comfy_table::Table {
        let fitted = |(column, cell): (usize, &String)| {
            let (left, right) = self.padding(column, frame);
            let room = widths[column].saturating_sub(left + right);
            match column {
                _ if self.names.contains(&column) => cut(cell, room, self.style),
                0 if width(cell) > room => hang(cell, room),
                _ => cell.clone(),
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
                write(&format!("{rule}\n"))?;
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

fn is_rule(row: &[String]) -> bool {
    matches!(row, [cell] if cell == RULE)
}

/// The colour of a number: dim if it is nothing, red if it is negative.
fn tone(cell: &str) -> Option<Tone> {
    match cell.trim().trim_end_matches('*') {
        "0" | "-" | "n/a" | "n/a (0 of 0)" => Some(Tone::Faint),
        cell if cell.starts_with('-') && cell[1..].starts_with(|c: char| c.is_ascii_digit()) => Some(Tone::Loss),
        _ => None,
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
