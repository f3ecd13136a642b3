//! Connections.csv: who is connected, and since which day (in UTC).

use chrono::NaiveDate;

use super::dates;
use super::register::{PartyId, Register};
use super::source::Kind;
use super::table::{Fields, Shape};

const FIRST_NAME: usize = 0;
const LAST_NAME: usize = 1;
const ADDRESS: usize = 2;
const CONNECTED_ON: usize = 3;

/// A connection as its row tells it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Connection {
    pub(super) party: PartyId,
    pub(super) on: Option<NaiveDate>,
}

/// The rows of one Connections.csv.
#[derive(Debug, Default)]
pub(super) struct Connections {
    pub(super) rows: Vec<Connection>,
    bad_dates: u64,
}

impl Kind for Connections {
    const SHAPE: Shape = Shape {
        columns: &["first name", "last name", "url", "connected on"],
        confirmed_by: |has| has(FIRST_NAME) && has(LAST_NAME) || has(ADDRESS) && has(CONNECTED_ON),
    };

    const COSTS: &'static [(&'static [usize], &'static str)] = &[
        (&[ADDRESS], "connections are found by name"),
        (&[CONNECTED_ON], "when an invitation was accepted is not known, and InMails are told by their subject alone"),
    ];

    fn row(&mut self, fields: &Fields<'_>, register: &mut Register) {
        let name = full_name(fields.get(FIRST_NAME), fields.get(LAST_NAME));
        let address = fields.get(ADDRESS);
        if name.is_empty() && address.is_empty() {
            // Only a date: somebody who hid or closed the profile.
            return;
        }
        let written = fields.get(CONNECTED_ON);
        let on = dates::date(written);
        if on.is_none() && !written.is_empty() {
            self.bad_dates += 1;
            return;
        }
        self.rows.push(Connection { party: register.party(&name, address), on });
    }

    fn bad_dates(&self) -> u64 {
        self.bad_dates
    }
}

/// First and last name as LinkedIn joins them in the messages.
pub(super) fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}
