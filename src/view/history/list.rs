//! The answer to `history`: the records as a table with one line for each.

use std::iter;

use chrono::NaiveDate;

use serde::Serialize;

use super::cell_form::CellForm;
use super::row::HistoryRow;
use crate::view::format::{LocalInstant, day, json, plural};
use crate::view::terminal::{Column, Lines, OutputStyle, StreamedAnswer, Tone};

/// The columns of the table.
const COLUMNS: [Column; 6] = [
    Column::whole("date"),
    Column::whole("time"),
    Column::whole("what"),
    Column::text("about"),
    Column::kept("effect", LEAST_NAME),
    Column::number("id"),
];

/// The least number of columns of a screen for the date and the time in one line with the rest.
const LEAST_FOR_DATES: usize = 64;

/// The width to which a name is cut, before what a record did is.
const LEAST_NAME: usize = 10;

/// The indent of the second line of a record.
const INDENT: &str = "    ";

/// The number of rows to draw at a time.
const ROWS_AT_ONCE: usize = 1_000;

/// The answer to `history`.
pub(crate) struct HistoryAnswer<R> {
    /// The instant for which the records are listed.
    pub(crate) as_of: LocalInstant,
    /// The rows in order. Each is made only when it is printed.
    pub(crate) rows: R,
    /// The number of matching records, including those that are not shown.
    pub(crate) total: usize,
    pub(crate) form: HistoryForm,
}

/// The keys before the records.
#[derive(Serialize)]
struct Head {
    as_of: LocalInstant,
}

/// How the table looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HistoryForm {
    /// The number of records left out because they were taken back.
    pub(crate) hidden: usize,
    pub(crate) order: HistoryOrder,
    /// Whether each record has a second line.
    pub(crate) is_verbose: bool,
    /// The date of the present instant.
    pub(crate) today: NaiveDate,
}

/// The order of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HistoryOrder {
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
    /// By something else than when they happened.
    Other,
}

impl HistoryOrder {
    /// The records that are left out at the end: "3 older records".
    fn rest(self, number: u64) -> String {
        match self {
            HistoryOrder::Newest => plural(number, "older record", "older records"),
            HistoryOrder::Oldest => plural(number, "newer record", "newer records"),
            HistoryOrder::Other => plural(number, "more record", "more records"),
        }
    }
}

/// Where the dates are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dates {
    /// In their column, where it changes.
    AtChange,
    /// In their column, in each row.
    InEachRow,
    /// On a line of their own, where it changes.
    AsHeadings,
    /// In their column in each row, for want of space without the time of day.
    WithoutTimes,
}

impl Dates {
    fn of(order: HistoryOrder, style: OutputStyle) -> Dates {
        let is_narrow = style.wraps && style.columns < LEAST_FOR_DATES;
        match (order, is_narrow) {
            _ if style.plain => Dates::InEachRow,
            (HistoryOrder::Other, false) => Dates::InEachRow,
            (HistoryOrder::Other, true) => Dates::WithoutTimes,
            (_, false) => Dates::AtChange,
            (_, true) => Dates::AsHeadings,
        }
    }
}

/// The rows of the table, which know the date of the row before.
#[derive(Clone, Copy)]
struct Cells {
    dates: Dates,
    form: CellForm,
    date_before: Option<NaiveDate>,
}

impl Cells {
    /// The cells of a row, and whether its date is another than that of the row before.
    fn of(&mut self, row: &HistoryRow) -> ([String; 6], bool) {
        let date = row.item.at.date();
        let is_new = self.date_before.replace(date) != Some(date);
        let has_date = match self.dates {
            Dates::AtChange => is_new,
            Dates::InEachRow | Dates::WithoutTimes => true,
            Dates::AsHeadings => false,
        };
        let is_brief = matches!(self.dates, Dates::AsHeadings | Dates::WithoutTimes);
        let cells = [
            if has_date { row.date_cell(self.form.today, is_brief) } else { String::new() },
            if self.dates == Dates::WithoutTimes { String::new() } else { row.time_cell(self.form.clock) },
            row.what_cell(is_brief),
            row.about_cell(),
            row.effect_cell(self.form),
            row.item.id.to_string(),
        ];
        (cells, is_new)
    }
}

/// The columns that the table has, for where the dates are.
fn columns(dates: Dates) -> [Column; 6] {
    let mut columns = COLUMNS;
    match dates {
        Dates::AsHeadings => columns[0] = Column::whole(""),
        Dates::WithoutTimes => columns[1] = Column::whole(""),
        Dates::AtChange | Dates::InEachRow => {}
    }
    columns
}

impl HistoryForm {
    /// What is not shown: "and 3 older records", "2 taken back: --all".
    fn rest(self, shown: usize, total: usize, style: OutputStyle) -> String {
        let more = match (shown, total) {
            (0, _) => "no records\n".to_owned(),
            (shown, total) if total > shown => format!("and {}\n", self.order.rest((total - shown) as u64)),
            _ => String::new(),
        };
        let hidden = match self.hidden {
            0 => String::new(),
            hidden => style.paint(Tone::Faint, &format!("{hidden} undone: --all")) + "\n",
        };
        more + &hidden
    }

    /// A part of the table, with its headings and second lines.
    fn part(self, rows: &[HistoryRow], cells: &mut Cells, lines: &Lines<6>, style: OutputStyle) -> String {
        let made: Vec<([String; 6], bool)> = rows.iter().map(|row| cells.of(row)).collect();
        let tone = |row: &HistoryRow| row.taken_back.then_some(Tone::Faint);
        let drawn: Vec<_> = made.iter().zip(rows).map(|((cells, _), row)| (cells.clone(), tone(row))).collect();
        let drawn = lines.rows(&drawn);
        if cells.dates != Dates::AsHeadings && !self.is_verbose {
            return drawn;
        }
        let mut text = String::with_capacity(drawn.len());
        for ((line, row), (_, is_new)) in drawn.lines().zip(rows).zip(made) {
            if is_new && cells.dates == Dates::AsHeadings {
                text += &(style.paint(Tone::Strong, &day(row.item.at.date())) + "\n");
            }
            text += &format!("{line}\n");
            if self.is_verbose {
                text += &format!("{INDENT}{}\n", style.paint(Tone::Faint, &row.second_line(style.clock)));
            }
        }
        text
    }
}

impl<R: ExactSizeIterator<Item = HistoryRow> + Clone> StreamedAnswer for HistoryAnswer<R> {
    fn text(self, style: OutputStyle) -> impl Iterator<Item = String> {
        let HistoryAnswer { mut rows, total, form, .. } = self;
        let shown = rows.len();
        let dates = Dates::of(form.order, style);
        let cells = |is_brief| {
            let form = CellForm { clock: style.clock, today: form.today, is_brief };
            Cells { dates, form, date_before: None }
        };
        // The rows are made again each time, so that a list of a whole ledger needs little memory.
        let made = |mut cells: Cells| rows.clone().map(move |row| cells.of(&row).0);
        let is_brief = !style.plain && !Lines::fits(columns(dates), made(cells(false)), style);
        let lines = Lines::new(columns(dates), made(cells(is_brief)), style);
        let is_plain = dates != Dates::AsHeadings && !form.is_verbose;
        let lines = if is_plain { lines } else { lines.without_borders() };
        let (head, foot) = if shown == 0 { Default::default() } else { (lines.head(), lines.foot()) };
        let mut cells = cells(is_brief);
        let parts = iter::from_fn(move || {
            let rows: Vec<HistoryRow> = rows.by_ref().take(ROWS_AT_ONCE).collect();
            (!rows.is_empty()).then(|| form.part(&rows, &mut cells, &lines, style))
        });
        iter::once(head).chain(parts).chain(iter::once(foot + &form.rest(shown, total, style)))
    }

    fn json(self) -> impl Iterator<Item = String> {
        json::list(Head { as_of: self.as_of }, "records", self.rows)
    }
}
