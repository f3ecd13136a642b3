//! Months by name, and the MONTH of an option.

use chrono::Datelike;

use crate::engine::bounds::is_year_in_range;
use crate::engine::calendar::Month;

/// The months in English.
const NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month by its name in lower case, or the first letters of it, at least three.
pub(crate) fn month_named(word: &str) -> Option<u32> {
    let start = word.strip_suffix('.').unwrap_or(word);
    let place = NAMES.iter().position(|name| start.len() >= 3 && name.starts_with(start))?;
    u32::try_from(place + 1).ok()
}

/// Parses a month: 2026-11, november, nov 2025, last or this. A name alone means the latest such month up to `this`.
pub(crate) fn parse_month(text: &str, this: Month) -> Option<Month> {
    let words = text.to_lowercase();
    let words: Vec<&str> = words.split_whitespace().collect();
    match words[..] {
        ["this"] | ["this", "month"] => Some(this),
        ["last"] | ["last", "month"] => Some(this.previous()),
        ["last", name] => Some(latest_named(month_named(name)?, this.previous())),
        [name, year] => month_of(year, month_named(name)?),
        [word] => match month_named(word) {
            Some(month) => Some(latest_named(month, this)),
            None => in_digits(word),
        },
        _ => None,
    }
}

/// The latest month of this number that is not after `last`.
fn latest_named(number: u32, last: Month) -> Month {
    let mut month = last;
    while month.first_day().month() != number {
        month = month.previous();
    }
    month
}

/// Parses a month such as 2026-11.
fn in_digits(word: &str) -> Option<Month> {
    let (year, month) = word.split_once('-').filter(|(_, month)| month.len() == 2)?;
    month_of(year, month.parse().ok()?)
}

fn month_of(year: &str, month: u32) -> Option<Month> {
    let year = if year.len() == 4 { year.parse().ok()? } else { return None };
    Month::new(year, month).filter(|_| is_year_in_range(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        parse_month(text, Month::new(2026, 11)?).map(|month| month.to_string())
    }

    #[test]
    fn a_month_is_read_in_digits_by_name_and_in_words() {
        for (text, month) in [
            ("2026-11", "2026-11"),
            ("november", "2026-11"),
            ("Nov", "2026-11"),
            // December of this year is ahead: the latest one is last year's.
            ("december", "2025-12"),
            ("sept", "2026-09"),
            ("November 2025", "2025-11"),
            ("last", "2026-10"),
            ("last month", "2026-10"),
            ("this month", "2026-11"),
            ("last november", "2025-11"),
            ("last oct", "2026-10"),
        ] {
            assert_eq!(read(text).as_deref(), Some(month), "{text}");
        }
        for text in ["", "2026-13", "2026-1", "26-11", "2026-00", "3000-01", "no", "nove 26", "-026-11", "next", "11"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
