//! The bounds of what a ledger may hold. What is typed and what is read from a file are held to the same ones; those of
//! names and handles are in [`person`](super::person).

use chrono::{Datelike, NaiveDate};

use super::calendar::Instant;

/// The first and the last year that an instant or a date may lie in.
const FIRST_YEAR: i32 = 1970;
const LAST_YEAR: i32 = 2999;

/// These years, for messages.
pub const YEARS: &str = "1970 to 2999";

/// The most credits that one record may carry, and the largest number of a plan.
pub const MOST_CREDITS: u32 = 1_000_000;

/// The most days that a credit may last, or be given back within: a hundred years.
pub const LONGEST_LIFE: u32 = 36_500;

/// The largest number that a record may have: JSON programs read it exactly.
pub const LARGEST_ID: u64 = (1 << 53) - 1;

/// Whether an instant lies in the years that a ledger may hold, in UTC.
pub fn is_in_range(at: Instant) -> bool {
    (Instant::from_unix(0)..=Instant::MAX_RECORD).contains(&at)
}

/// Whether a date lies in these years.
pub fn is_date_in_range(date: NaiveDate) -> bool {
    is_year_in_range(date.year())
}

/// Whether it is one of these years.
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
