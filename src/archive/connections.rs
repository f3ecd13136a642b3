//! Connections.csv: the member's connections, and the date of each in UTC.

use chrono::NaiveDate;

use super::csv_table::{Fields, Schema};
use super::date_order::{DateColumn, UnclearOrder};
use super::dates;
use super::interner::{Interner, PartyId};
use super::limits::ExceededLimit;
use super::table_parser::TableParser;

const FIRST_NAME: usize = 0;
const LAST_NAME: usize = 1;
const ADDRESS: usize = 2;
const CONNECTED_ON: usize = 3;

/// A row.
#[derive(Clone, Copy, Debug)]
pub(super) struct ConnectionRow {
    pub(super) party: PartyId,
    pub(super) on: Option<NaiveDate>,
}

/// The rows of one Connections.csv.
#[derive(Debug, Default)]
pub(super) struct ConnectionsTable {
    pub(super) rows: Vec<ConnectionRow>,
    /// The number of rows whose date cannot be read. They are connections all the same.
    pub(super) undated: u64,
    dates: DateColumn<NaiveDate>,
}

impl TableParser for ConnectionsTable {
    const SCHEMA: Schema = Schema {
        columns: &["first name", "last name", "url", "connected on"],
        is_header: |has| has(FIRST_NAME) && has(LAST_NAME) || has(ADDRESS) && has(CONNECTED_ON),
    };

    const MISSING_COLUMN_COSTS: &'static [(&'static [usize], &'static str)] = &[
        (&[ADDRESS], "connections are found by name"),
        (&[CONNECTED_ON], "the dates of acceptance are unknown, and InMails are recognised by their subject alone"),
    ];

    fn parse_row(&mut self, fields: &Fields<'_>, interner: &mut Interner) -> Result<(), ExceededLimit> {
        let name = full_name(fields.get(FIRST_NAME), fields.get(LAST_NAME));
        let address = fields.get(ADDRESS);
        if name.is_empty() && address.is_empty() {
            // A row with only a date belongs to someone who hid or closed their profile.
            return Ok(());
        }
        let date = fields.get(CONNECTED_ON);
        let on = self.dates.add(self.rows.len(), date, dates::parse_date(date));
        self.undated += u64::from(on.is_none() && !date.is_empty());
        self.rows.push(ConnectionRow { party: interner.intern_party(&name, address), on });
        Ok(())
    }

    fn finish(&mut self) -> Result<(), UnclearOrder> {
        match self.dates.corrections() {
            Ok(corrections) => corrections.into_iter().for_each(|(row, on)| self.rows[row].on = Some(on)),
            // Only the dates with two readings are lost.
            Err(_) => {
                for row in self.dates.undecided_rows() {
                    self.rows[row].on = None;
                    self.undated += 1;
                }
            }
        }
        Ok(())
    }

    fn bad_dates(&self) -> u64 {
        // A connection without a date is a connection.
        0
    }
}

/// First and last name as LinkedIn joins them in the messages.
pub(super) fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}
