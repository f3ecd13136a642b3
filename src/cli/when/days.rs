//! Days: dates in digits and with the name of a month, and the words for a day.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::error::WhenError;
use super::months::month_named;

/// The year of a date that is given without one, such as "3 Sep".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Yearless {
    /// The latest such date up to today: for what has happened.
    Past,
    /// The first such date on or after this one: for what lies ahead.
    From(NaiveDate),
    /// The one nearest to today.
    Nearest,
}

impl Yearless {
    /// The date that this makes of the dates of every year.
    fn choose(self, today: NaiveDate, in_year: impl Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
        // 29 February is at most eight years away.
        let around = |date: NaiveDate| (date.year() - 8..=date.year() + 8).filter_map(&in_year);
        match self {
            Yearless::Past => around(today).take_while(|date| *date <= today).last(),
            Yearless::From(first) => around(first).find(|date| *date >= first),
            Yearless::Nearest => around(today).min_by_key(|date| date.signed_duration_since(today).num_days().abs()),
        }
    }
}

/// Parses a day, in lower case with single spaces. `None` if it is none.
///
/// # Errors
///
/// When it could mean two days.
pub(super) fn parse_day(words: &str, today: NaiveDate, yearless: Yearless) -> Result<Option<NaiveDate>, WhenError> {
    let date = match words {
        "today" => Some(today),
        "yesterday" => today.pred_opt(),
        "tomorrow" => today.succ_opt(),
        _ => {
            if let Some(next) = words.strip_prefix("next ").and_then(weekday) {
                return next_weekday(today, next).map(Some);
            }
            let day = weekday(words.strip_prefix("last ").unwrap_or(words));
            let named = || with_month_name(words, today, yearless);
            day.map(|day| latest_before(today, day)).or_else(|| in_digits(words)).or_else(named)
        }
    };
    match date {
        Some(date) => Ok(Some(date)),
        None => refuse_two_readings(words, today, yearless).map(|()| None),
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text {
        "mon" | "monday" => Weekday::Mon,
        "tue" | "tuesday" => Weekday::Tue,
        "wed" | "wednesday" => Weekday::Wed,
        "thu" | "thursday" => Weekday::Thu,
        "fri" | "friday" => Weekday::Fri,
        "sat" | "saturday" => Weekday::Sat,
        "sun" | "sunday" => Weekday::Sun,
        _ => return None,
    })
}

/// The first date after today on the weekday of this name; `None` if the text names none.
pub(super) fn weekday_ahead(words: &str, today: NaiveDate) -> Option<NaiveDate> {
    today.checked_add_days(Days::new(days_ahead(today, weekday(words)?)))
}

/// How many days after today the next such weekday is: 1 to 7.
fn days_ahead(today: NaiveDate, day: Weekday) -> u64 {
    match days_from(today.weekday(), day) {
        0 => 7,
        days => days,
    }
}

/// The latest date before today on this weekday.
fn latest_before(today: NaiveDate, day: Weekday) -> NaiveDate {
    let days_back = days_from(day, today.weekday());
    today.checked_sub_days(Days::new(if days_back == 0 { 7 } else { days_back })).unwrap_or(today)
}

/// How many days after a weekday the next `to` is.
fn days_from(from: Weekday, to: Weekday) -> u64 {
    u64::from((to.num_days_from_monday() + 7 - from.num_days_from_monday()) % 7)
}

/// The date of "next friday": the first one after today, or the one of the week after this one.
///
/// # Errors
///
/// When these are two dates.
fn next_weekday(today: NaiveDate, day: Weekday) -> Result<NaiveDate, WhenError> {
    let later = |days: u64| today.checked_add_days(Days::new(days)).unwrap_or(today);
    let coming = later(days_ahead(today, day));
    let to_monday = 7 - u64::from(today.weekday().num_days_from_monday());
    let of_next_week = later(to_monday + u64::from(day.num_days_from_monday()));
    if coming == of_next_week { Ok(coming) } else { Err(WhenError::EitherDate(coming, of_next_week)) }
}

/// Parses a date such as 2026-11-24, with every digit.
fn in_digits(text: &str) -> Option<NaiveDate> {
    let digits = text.len() == 10 && text.bytes().filter(u8::is_ascii_digit).count() == 8;
    digits.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

/// Parses a date such as "3 sep", "sep 3rd" or "3-sep-2026".
fn with_month_name(words: &str, today: NaiveDate, yearless: Yearless) -> Option<NaiveDate> {
    let mut parts = words.split([' ', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let (month, day) = match (month_named(first), month_named(second)) {
        (Some(month), None) => (month, day_number(second)?),
        (None, Some(month)) => (month, day_number(first)?),
        _ => return None,
    };
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, day);
    match year {
        Some(year) => in_year(digits(year, 4..=4)?.try_into().ok()?),
        None => yearless.choose(today, in_year),
    }
}

/// Parses the day of a month: 3, 03, 3. or 3rd.
fn day_number(text: &str) -> Option<u32> {
    let number = ["st", "nd", "rd", "th", "."].iter().find_map(|end| text.strip_suffix(end));
    digits(number.unwrap_or(text), 1..=2)
}

fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let is_number = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// Refuses a date such as 9/3, which is in March or in September.
fn refuse_two_readings(words: &str, today: NaiveDate, yearless: Yearless) -> Result<(), WhenError> {
    match (numeric(words, today, yearless, false), numeric(words, today, yearless, true)) {
        (Some(one), Some(other)) if one != other => Err(WhenError::EitherDate(one, other)),
        _ => Ok(()),
    }
}

/// The date that 9/3, 9/3/2026 or 9.3.26 is, with the month or the day first.
fn numeric(words: &str, today: NaiveDate, yearless: Yearless, day_first: bool) -> Option<NaiveDate> {
    let mut parts = words.trim_end_matches('.').split(['/', '.', '-']);
    let (one, other) = (digits(parts.next()?, 1..=2)?, digits(parts.next()?, 1..=2)?);
    let (month, day) = if day_first { (other, one) } else { (one, other) };
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, day);
    match (parts.next(), parts.next()) {
        (None, _) => yearless.choose(today, in_year),
        (Some(year), None) if year.len() == 2 => in_year(2000 + i32::try_from(digits(year, 2..=2)?).ok()?),
        (Some(year), None) => in_year(digits(year, 4..=4)?.try_into().ok()?),
        _ => None,
    }
}
