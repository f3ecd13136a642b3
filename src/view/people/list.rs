//! The answer to `people`: one line for each person.

use chrono::NaiveDate;
use serde::Serialize;

use super::row::PersonRow;
use crate::view::format::{LocalInstant, plural, safe};
use crate::view::terminal::{Column, Lines, OutputStyle, Show, width};

/// The columns of the table.
const COLUMNS: [Column; 5] = [
    Column::text("name"),
    Column::number("last"),
    Column::whole("contact"),
    Column::kept("state", LEAST_NAME),
    Column::text("profile"),
];

/// The column of the profile.
const PROFILE: usize = 4;

/// The columns of the name, of what the last contact was, and of the states.
const NAME: usize = 0;
const CONTACT: usize = 2;
const STATE: usize = 3;

/// The width to which a name is cut, before the states are.
const LEAST_NAME: usize = 6;

/// The number of characters of a name that a screen has room for, or leaves out another column.
const SHORT_NAME: usize = 12;

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
    #[serde(skip)]
    pub(crate) wanted: WantedPeople,
}

/// Whom the member asked for, for the text that nobody is listed.
#[derive(Debug)]
pub(crate) enum WantedPeople {
    /// Everybody, and the ledger has nobody.
    Anybody,
    /// Those whose names have words that begin like these.
    Named(String),
    /// Those who are marked as do not contact.
    Blocked,
    /// Connections who were never written to.
    NotWritten,
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

    /// Whether the screen has no room for what the last contact was, next to the states and a short part of the names.
    fn is_without_contact(&self, is_brief: bool, style: OutputStyle) -> bool {
        let with_short_names = self.rows(is_brief).map(|cells| {
            let name: String = cells[NAME].chars().take(SHORT_NAME).collect();
            [name, cells[1].clone(), cells[CONTACT].clone(), cells[STATE].clone(), String::new()]
        });
        !style.plain && !Lines::fits(without(COLUMNS, PROFILE), with_short_names, style)
    }

    /// That nobody is listed, and what to do.
    fn nobody(&self) -> String {
        match &self.wanted {
            WantedPeople::Anybody => "nobody yet\nto record someone you wrote to: inquota log \"NAME\"\n\
                                      to import your history: inquota import FILE\n"
                .to_owned(),
            WantedPeople::Named(query) => {
                format!("nobody matches {}\nto list everybody: inquota people\n", safe(query))
            }
            WantedPeople::Blocked => "nobody is marked as do not contact\n".to_owned(),
            WantedPeople::NotWritten => "no connection that you never wrote to\n".to_owned(),
        }
    }

    /// "12 people", or "and 1950 more people: --all".
    fn count(&self) -> String {
        match self.total - self.people.len() {
            0 => format!("{}\n", plural(self.total as u64, "person", "people")),
            more => format!("and {}: --all\n", plural(more as u64, "more person", "more people")),
        }
    }
}

/// The columns with one that is not shown.
fn without(mut columns: [Column; 5], gone: usize) -> [Column; 5] {
    columns[gone] = Column::text("");
    columns
}

impl Show for PeopleAnswer {
    fn text(&self, style: OutputStyle) -> String {
        if self.people.is_empty() {
            return self.nobody();
        }
        let is_brief = self.is_brief(style);
        // The profile is shown only if there is room for all of it: a part of it is of no use.
        let has_profiles = Lines::fits(COLUMNS, self.rows(is_brief), style)
            && self.rows(is_brief).any(|cells| !cells[PROFILE].is_empty());
        let gone: Vec<usize> = [(PROFILE, !has_profiles), (CONTACT, self.is_without_contact(is_brief, style))]
            .into_iter()
            .filter_map(|(column, is_gone)| is_gone.then_some(column))
            .collect();
        let rows = || {
            self.rows(is_brief).map(|mut cells| {
                for column in &gone {
                    cells[*column].clear();
                }
                cells
            })
        };
        let columns = gone.iter().fold(COLUMNS, |columns, column| without(columns, *column));
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
