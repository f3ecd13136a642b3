//! The answer to `people`: one line for each person.

use chrono::NaiveDate;
use serde::Serialize;

use super::row::PersonRow;
use crate::view::format::{LocalInstant, plural};
use crate::view::terminal::{Column, Lines, OutputStyle, Show, width};

/// The columns of the table.
const COLUMNS: [Column; 5] = [
    Column::text("name"),
    Column::number("last"),
    Column::whole("contact"),
    Column::text("state"),
    Column::text("profile"),
];

/// The column of the profile.
const PROFILE: usize = 4;

/// The columns of the name and of the states.
const NAME: usize = 0;
const STATE: usize = 3;

/// The width to which a long name may be cut so that the states are in words.
const NAME_WIDTH: usize = 24;

/// The number of rows to draw at a time.
const ROWS_AT_ONCE: usize = 1_000;

/// The answer to `people`.
#[derive(Debug, Serialize)]
pub(crate) struct PeopleAnswer {
    pub(crate) as_of: LocalInstant,
    /// The number of people who match, including those who are not shown.
    pub(crate) total: usize,
    pub(crate) people: Vec<PersonRow>,
    /// The date of the present instant.
    #[serde(skip)]
    pub(crate) today: NaiveDate,
}

impl PeopleAnswer {
    fn rows(&self, is_brief: bool) -> impl Iterator<Item = [String; 5]> + '_ {
        self.people.iter().map(move |person| person.cells(self.today, is_brief))
    }

    /// Whether the screen has no room for all states in words.
    fn is_brief(&self, style: OutputStyle) -> bool {
        if !style.wraps || style.plain {
            return false;
        }
        let mut widths = COLUMNS.map(|column| width(column.head()));
        for cells in self.rows(false) {
            for (widest, cell) in widths.iter_mut().zip(&cells) {
                *widest = (*widest).max(width(cell));
            }
        }
        widths[NAME] = widths[NAME].min(NAME_WIDTH);
        widths[..=STATE].iter().sum::<usize>() + 2 * STATE > style.columns
    }

    /// "12 people", or "and 1950 more people: --all".
    fn count(&self) -> String {
        match self.total - self.people.len() {
            0 => format!("{}\n", plural(self.total as u64, "person", "people")),
            more => format!("and {}: --all\n", plural(more as u64, "more person", "more people")),
        }
    }
}

impl Show for PeopleAnswer {
    fn text(&self, style: OutputStyle) -> String {
        if self.people.is_empty() {
            return "nobody\n".to_owned();
        }
        let is_brief = self.is_brief(style);
        // The profile is shown only if there is room for all of it: a part of it is of no use.
        let has_profiles = Lines::fits(COLUMNS, self.rows(is_brief), style)
            && self.rows(is_brief).any(|cells| !cells[PROFILE].is_empty());
        let rows = || {
            self.rows(is_brief).map(|mut cells| {
                cells[PROFILE].truncate(if has_profiles { usize::MAX } else { 0 });
                cells
            })
        };
        let mut columns = COLUMNS;
        columns[PROFILE] = if has_profiles { columns[PROFILE] } else { Column::text("") };
        let lines = Lines::new(columns, rows(), style);
        let (mut text, mut rows) = (lines.head(), rows().map(|cells| (cells, None)));
        loop {
            let part: Vec<_> = rows.by_ref().take(ROWS_AT_ONCE).collect();
            if part.is_empty() {
                break;
            }
            text += &lines.rows(&part);
        }
        text + &lines.foot() + &self.count()
    }
}
