//! The dates of a sheet. They are read in the account's zone.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use crate::cli::DateOrder;
use crate::cli::when::{NOON, month_named, time_of_day};
use crate::engine::bounds::is_in_range;
use crate::engine::calendar::{Instant, date_of, local_instant};

/// A date as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WrittenDate {
    /// With an offset.
    Exact(Instant),
    Local(NaiveDate, Option<NaiveTime>),
    /// Two numbers of which either may be the month.
    Numeric(NumericDate, Option<NaiveTime>),
}

/// A date such as 9/3/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumericDate {
    first: u32,
    second: u32,
    year: i32,
}

impl NumericDate {
    /// The date with this order.
    pub(super) fn read(self, order: DateOrder) -> Option<NaiveDate> {
        let (month, day) = match order {
            DateOrder::DayFirst => (self.second, self.first),
            DateOrder::MonthFirst => (self.first, self.second),
        };
        NaiveDate::from_ymd_opt(self.year, month, day)
    }

    /// The only order that makes a date of it.
    pub(super) fn only_order(self) -> Option<DateOrder> {
        match (self.read(DateOrder::DayFirst), self.read(DateOrder::MonthFirst)) {
            (Some(_), None) => Some(DateOrder::DayFirst),
            (None, Some(_)) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// Both dates that it may be, if they differ.
    pub(super) fn readings(self) -> Option<(NaiveDate, NaiveDate)> {
        let both = self.read(DateOrder::DayFirst).zip(self.read(DateOrder::MonthFirst));
        both.filter(|(one, other)| one != other)
    }
}

/// Reads a date, with or without a time.
pub(super) fn parse(text: &str) -> Option<WrittenDate> {
    if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
        return Some(WrittenDate::Exact(Instant::from(exact)));
    }
    let words = text.to_lowercase().replace(',', " ").replace(" am", "am").replace(" pm", "pm");
    let (words, is_utc) = words.trim().strip_suffix("utc").map_or((words.as_str(), false), |rest| (rest, true));
    let mut words: Vec<&str> = words.split_whitespace().collect();
    if let [joined] = words[..]
        && let Some((date, time)) = joined.split_once('t').filter(|(date, _)| date.len() == 10)
    {
        words = vec![date, time];
    }
    let time = words.last().and_then(|last| clock(last));
    if time.is_some() {
        words.pop();
    }
    let date = date(&words)?;
    match (date, time) {
        (WrittenDate::Local(date, _), Some(time)) if is_utc => {
            Some(WrittenDate::Exact(Instant::from(NaiveDateTime::new(date, time).and_utc())))
        }
        _ if is_utc => None,
        (WrittenDate::Local(date, _), time) => Some(WrittenDate::Local(date, time)),
        (WrittenDate::Numeric(date, _), time) => Some(WrittenDate::Numeric(date, time)),
        (exact @ WrittenDate::Exact(_), _) => Some(exact),
    }
}

/// A time of day; fractions of a second are left out.
fn clock(word: &str) -> Option<NaiveTime> {
    time_of_day(word.split_once('.').map_or(word, |(whole, _)| whole))
        .filter(|_| word.contains(':') || word.ends_with('m'))
}

fn date(words: &[&str]) -> Option<WrittenDate> {
    let local = |year: i32, month: u32, day: u32| {
        NaiveDate::from_ymd_opt(year, month, day).map(|date| WrittenDate::Local(date, None))
    };
    match words {
        [weekday, rest @ ..] if rest.len() == 3 && weekday.trim_end_matches('.').chars().all(char::is_alphabetic) => {
            date(rest)
        }
        [first, second, year] => match (month_named(first), month_named(second)) {
            (Some(month), None) => local(full_year(year)?, month, number(second)?),
            (None, Some(month)) => local(full_year(year)?, month, number(first)?),
            _ => None,
        },
        [word] => {
            let separator = word.chars().find(|c| !c.is_alphanumeric())?;
            let parts: Vec<&str> = word.split(separator).collect();
            let [first, second, third] = parts[..] else { return None };
            if first.len() == 4 && third.len() <= 2 {
                return local(full_year(first)?, number(second)?, number(third)?);
            }
            if let Some(month) = month_named(second) {
                return local(full_year(third)?, month, number(first)?);
            }
            let (first, second) = (number(first)?, number(second)?);
            match separator {
                // No layout with dots has the month first.
                '.' => local(full_year(third)?, second, first),
                '-' if third.len() != 4 => None,
                '/' | '-' => {
                    let date = NumericDate { first, second, year: full_year(third)? };
                    (date.only_order().is_some() || date.read(DateOrder::DayFirst).is_some())
                        .then_some(WrittenDate::Numeric(date, None))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

/// The number of a day or a month; a day may end in "th" or a dot.
fn number(text: &str) -> Option<u32> {
    let ends = ["st", "nd", "rd", "th", "."];
    let digits = ends.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let is_short = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_short { digits.parse().ok() } else { None }
}

/// When something happened: at the time written, else at noon of that day, or now if that is today and noon is ahead.
///
/// # Errors
///
/// The reason, if there is no such date or it lies in the future.
pub(super) fn instant(written: WrittenDate, order: DateOrder, zone: Tz, now: Instant) -> Result<Instant, &'static str> {
    let (date, time) = match written {
        WrittenDate::Exact(instant) => return checked(instant, now),
        WrittenDate::Local(date, time) => (date, time),
        WrittenDate::Numeric(date, time) => (date.read(order).ok_or("there is no such date in this order")?, time),
    };
    let instant = local_instant(date.and_time(time.unwrap_or(NOON)), zone);
    let is_today_at_noon = time.is_none() && date == date_of(now, zone);
    checked(if is_today_at_noon { instant.min(now) } else { instant }, now)
}

fn checked(instant: Instant, now: Instant) -> Result<Instant, &'static str> {
    if !is_in_range(instant) {
        return Err("the date is outside the years 1970 to 2999");
    }
    if instant.is_ahead_of(now) { Err("the date is in the future") } else { Ok(instant.min(now)) }
}
