//! Tables: their rows, the colours of their numbers, and which columns fit on the screen. `draw` draws them.
//!
//! All tables look alike: heads are bold, zeroes are dim, negative numbers are red, and numbers are aligned right.

use super::fit::{Fit, Squeeze, least_width, shrink};
use super::style::{OutputStyle, Tone};
use super::wrap::{widest_word, width};

/// The number of columns from which a table may have narrow gaps, and is stacked in two lines a row.
pub(super) const DENSE: usize = 7;

/// A space at which lines are not broken.
pub(super) const NO_BREAK_SPACE: &str = "\u{a0}";

/// The only cell of a row that is a rule: a character that Unicode never assigns.
pub(super) const RULE: &str = "\u{e008e}";

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
pub(super) enum Frame {
    /// Borders.
    Borders,
    /// This many spaces.
    Gaps(usize),
}

/// A table that is no wider than the screen.
pub(crate) struct Table {
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// The indexes of the columns that are aligned right.
    pub(super) numbers: Vec<usize>,
    /// The indexes of the columns whose texts may be cut.
    pub(super) names: Vec<usize>,
    /// The indexes of the columns that a narrow screen does without, the least important first.
    expendable: Vec<usize>,
    /// Whether it has no borders even if there is room.
    is_borderless: bool,
    /// The cells of other tables on the screen, for each column, so that columns with one head have one width.
    alike: Vec<Vec<String>>,
    pub(super) style: OutputStyle,
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
            alike: vec![Vec::new(); heads.len()],
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
    pub(super) fn padding(&self, column: usize, frame: Frame) -> (usize, usize) {
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

    /// The cells that decide how wide a column is: its own, and those of the same column of other tables.
    fn measured(&self, column: usize) -> impl Iterator<Item = &str> {
        self.cells(column).chain(self.alike[column].iter().map(String::as_str))
    }

    /// How wide each column is and may become, without padding.
    fn fits(&self) -> Vec<Fit> {
        let fit = |column: usize| {
            let head = &self.heads[column];
            let widest = self.measured(column).map(width).max().unwrap_or(0);
            let natural = widest.max(width(head));
            // A pipe gets whole names.
            let is_name = self.names.contains(&column);
            let is_whole = self.numbers.contains(&column) || (is_name && !self.style.wraps);
            let texts =
                if is_whole { natural } else { least_width(self.measured(column).chain([head.as_str()]), natural) };
            let heads = widest.max(widest_word(head)).min(texts);
            Fit { natural, texts, heads, is_name: is_name && self.style.wraps }
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
    pub(super) fn layout(&self) -> Option<(Vec<usize>, Frame)> {
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
        self.style.is_terminal && !self.style.ascii && self.style.charts && !self.style.plain && !self.is_borderless
    }

    /// The tables of one screen. Columns with one head have one width, and the tables have borders only if all of them
    /// have room for these.
    pub(crate) fn alike<const N: usize>(mut tables: [Table; N]) -> [Table; N] {
        for one in 0..N {
            let same = |head: &String| {
                let others = (0..N).filter(|other| *other != one).map(|other| &tables[other]);
                others.flat_map(|other| other.cells_under(head)).map(str::to_owned).collect()
            };
            tables[one].alike = tables[one].heads.iter().map(same).collect();
        }
        let has_borders = |table: &Table| matches!(table.layout(), Some((_, Frame::Borders)));
        if !tables.iter().filter(|table| !table.rows.is_empty()).all(has_borders) {
            for table in &mut tables {
                table.is_borderless = true;
            }
        }
        tables
    }

    /// The cells under a head; none if no column has it.
    fn cells_under(&self, head: &str) -> impl Iterator<Item = &str> {
        let column = self.heads.iter().position(|one| one == head);
        column.into_iter().flat_map(|column| self.cells(column))
    }

    /// Whether it has no rows.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table without the columns that a narrow screen does without; `None` if nothing has to go, or if what is left
    /// does not fit either.
    pub(super) fn narrowed(&self) -> Option<Table> {
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
            alike: kept.iter().map(|column| self.alike[*column].clone()).collect(),
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
}

pub(super) fn is_rule(row: &[String]) -> bool {
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
