//! Date arithmetic, which needs no zone.

use chrono::{Days, NaiveDate};

/// The next date.
pub fn next_day(date: NaiveDate) -> NaiveDate {
    plus_days(date, 1)
}

/// The date this many days later.
pub fn plus_days(date: NaiveDate, days: u32) -> NaiveDate {
    date.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
}

/// Whole days from `earlier` to `later`.
pub fn days_between(earlier: NaiveDate, later: NaiveDate) -> i64 {
    later.signed_duration_since(earlier).num_days()
}
