//! The bounds of what a ledger may contain. They apply to arguments and to files alike. The bounds of names and handles
//! are in [`person`](super::person).

use chrono::{Datelike, NaiveDate};

use super::calendar::Instant;

/// The first and the last year of an instant or a date.
const FIRST_YEAR: i32 = 1970;
const LAST_YEAR: i32 = 2999;

/// The range of years, for messages.
pub const YEARS: &str = "1970 to 2999";

/// The most credits in one record, and the largest count in a plan.
pub const LARGEST_COUNT: u32 = 1_000_000;

/// The longest life of a credit and the longest refund window, in days: a hundred years.
pub const LONGEST_LIFE: u32 = 36_500;

/// The largest record id: the largest integer that every JSON parser reads exactly.
pub const LARGEST_ID: u64 = (1 << 53) - 1;

/// Whether the year of an instant, in UTC, is in range.
pub fn is_in_range(at: Instant) -> bool {
    (Instant::from_unix(0)..=Instant::MAX_RECORD).contains(&at)
}

/// Whether the year of a date is in range.
pub fn is_date_in_range(date: NaiveDate) -> bool {
    is_year_in_range(date.year())
}

/// Whether a year is in range.
pub fn is_year_in_range(year: i32) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_dates_and_messages_have_the_same_bounds() {
        assert_eq!(YEARS, format!("{FIRST_YEAR} to {LAST_YEAR}"));
        for seconds in [0, Instant::MAX_RECORD.unix()] {
            let at = Instant::from_unix(seconds);
            assert!(is_in_range(at) && is_date_in_range(at.in_utc().date_naive()));
        }
        for seconds in [-1, Instant::MAX_RECORD.unix() + 1] {
            let at = Instant::from_unix(seconds);
            assert!(!is_in_range(at) && !is_date_in_range(at.in_utc().date_naive()));
        }
    }
}
