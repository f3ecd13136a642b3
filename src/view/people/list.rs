//! The answer to `people`: one line for each person.

use chrono::NaiveDate;
use serde::Serialize;

use super::row::PersonRow;
use crate::view::format::plural;
use crate::view::terminal::{Column, Lines, OutputStyle, Show};

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

/// The number of rows to draw at a time.
const ROWS_AT_ONCE: usize = 1_000;

/// The answer to `people`.
#[derive(Debug, Serialize)]
pub(crate) struct PeopleAnswer {
    /// The number of people who match, including those who are not shown.
    pub(crate) total: usize,
    pub(crate) people: Vec<PersonRow>,
    /// The date of the present instant.
    #[serde(skip)]
    pub(crate) today: NaiveDate,
}

impl PeopleAnswer {
    fn rows(&self) -> impl Iterator<Item = [String; 5]> + '_ {
        self.people.iter().map(|person| person.cells(self.today))
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
        // The profile is shown only if there is room for all of it: a part of it is of no use.
        let has_profiles = Lines::fits(COLUMNS, self.rows(), style);
        let shown = |mut cells: [String; 5]| {
            if !has_profiles {
                cells[PROFILE].clear();
            }
            cells
        };
        let mut columns = COLUMNS;
        if !has_profiles || self.rows().all(|cells| cells[PROFILE].is_empty()) {
            columns[PROFILE] = Column::text("");
        }
        let lines = Lines::new(columns, self.rows().map(shown), style);
        let mut text = lines.head();
        for part in self.people.chunks(ROWS_AT_ONCE) {
            let rows: Vec<_> = part.iter().map(|person| (shown(person.cells(self.today)), None)).collect();
            text += &lines.rows(&rows);
        }
        text + &lines.foot() + &self.count()
    }
}
