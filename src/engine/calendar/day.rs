//! Days, from their first second to their last.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Instant, date_of, end_of, start_of};

/// A day in a zone: its date, and its first and last seconds. It is computed once for all records of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// Its first second.
    pub first: Instant,
    /// Its last second.
    pub last: Instant,
}

impl Day {
    /// The day that contains the instant.
    pub fn of(instant: Instant, zone: Tz) -> Day {
        let date = date_of(instant, zone);
        Day { date, first: start_of(date, zone), last: end_of(date, zone) }
    }

    /// The day of a date; `None` for a date that the zone skipped. Such a date has no seconds: anything that starts on
    /// it belongs to the next date (rules 1.6).
    pub fn on(date: NaiveDate, zone: Tz) -> Option<Day> {
        let day = Day { date, first: start_of(date, zone), last: end_of(date, zone) };
        (day.first <= day.last).then_some(day)
    }

    /// Whether it contains the instant.
    pub fn contains(self, instant: Instant) -> bool {
        (self.first..=self.last).contains(&instant)
    }
}
