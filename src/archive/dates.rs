//! Parses the dates of an export, in every format that LinkedIn and spreadsheets have used.
//!
//! Nothing is guessed. Numbers with slashes or hyphens may be month first or day first, and such a date has two readings,
//! between which [`date_order`](super::date_order) decides for the whole table. Only LinkedIn's own formats are always
//! month first. Numbers with dots are day first, because no American format has dots. An impossible date is refused.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::{America::Los_Angeles, Tz, UTC};

use crate::engine::calendar::{Instant, local_instant};

use super::month_names::{folded, month_number};

/// The zone of the export's dates that do not say UTC, regardless of where the member lives.
pub(super) const PACIFIC: Tz = Los_Angeles;

/// The years accepted. LinkedIn opened in 2003.
const YEARS: std::ops::Range<i32> = 2003..2100;

/// An instant, and how precisely it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Timestamp {
    /// The instant, or the start of the minute.
    pub(super) at: Instant,
    /// Whether the seconds were written.
    pub(super) has_seconds: bool,
}

/// The order of the numbers of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateOrder {
    MonthFirst,
    DayFirst,
}

/// What a date may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading<T> {
    Unreadable,
    /// The order does not matter, or the format shows it.
    Certain(T),
    /// In the other order, there is no such date.
    Only(DateOrder, T),
    /// Two dates are possible.
    Either {
        month_first: T,
        day_first: T,
    },
}

impl<T> Reading<T> {
    fn of(value: Option<T>) -> Self {
        value.map_or(Reading::Unreadable, Reading::Certain)
    }

    fn map<U>(self, change: impl Fn(T) -> U) -> Reading<U> {
        match self {
            Reading::Unreadable => Reading::Unreadable,
            Reading::Certain(value) => Reading::Certain(change(value)),
            Reading::Only(order, value) => Reading::Only(order, change(value)),
            Reading::Either { month_first, day_first } => {
                Reading::Either { month_first: change(month_first), day_first: change(day_first) }
            }
        }
    }

    /// The reading in a format that is always month first.
    fn month_first(self) -> Self {
        match self {
            Reading::Either { month_first, .. } => Reading::Only(DateOrder::MonthFirst, month_first),
            other => other,
        }
    }

    /// The date, if it has one reading only.
    pub(super) fn unambiguous(self) -> Option<T> {
        match self {
            Reading::Certain(value) | Reading::Only(_, value) => Some(value),
            Reading::Unreadable | Reading::Either { .. } => None,
        }
    }
}

/// Parses a date and a time in `zone`, or in UTC where the text says so.
pub(super) fn parse_timestamp(text: &str, zone: Tz) -> Reading<Timestamp> {
    let text = text.trim();
    let utc = text.strip_suffix("UTC").or_else(|| text.strip_suffix('Z'));
    let (text, zone) = utc.map_or((text, zone), |rest| (rest.trim_end(), UTC));
    let parts = split_time(text).and_then(|(date, time)| Some((date, parse_time(time)?)));
    let Some((date, (time, has_seconds))) = parts else { return Reading::Unreadable };
    let day = parse_day(date);
    let day = if utc.is_some() || is_linkedins(text) { day.month_first() } else { day };
    day.map(|day| Timestamp { at: instant(day.and_time(time), zone), has_seconds })
}

/// Parses a date. If it has a time, as in 2018, it is Pacific and is converted to the date in UTC.
pub(super) fn parse_date(text: &str) -> Reading<NaiveDate> {
    match parse_day(text.trim()) {
        Reading::Unreadable => parse_timestamp(text, PACIFIC).map(|timestamp| timestamp.at.in_utc().date_naive()),
        day => day,
    }
}

fn instant(local: NaiveDateTime, zone: Tz) -> Instant {
    if zone == UTC { Instant::from(local.and_utc()) } else { local_instant(local, zone) }
}

/// Whether a date and time is in the format of LinkedIn's Invitations.csv, `9/30/26, 2:37 PM`: no leading zeroes, two
/// digits of the year, a comma and capitals.
fn is_linkedins(text: &str) -> bool {
    let is_plain = |number: &str| !number.starts_with('0') && (1..=2).contains(&number.len());
    let Some((date, time)) = text.split_once(", ") else { return false };
    let mut numbers = date.split('/');
    let is_date = [numbers.next(), numbers.next()].into_iter().all(|number| number.is_some_and(is_plain))
        && numbers.next().is_some_and(|year| year.len() == 2)
        && numbers.next().is_none();
    is_date && time.ends_with('M') && time.split_once(':').is_some_and(|(hour, _)| is_plain(hour))
}

/// Splits a text into the date and the time, which starts with the digits before the first colon.
fn split_time(text: &str) -> Option<(&str, &str)> {
    let before_colon = &text[..text.find(':')?];
    let (date, time) = text.split_at(before_colon.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    let date = date.strip_suffix('T').filter(|date| date.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(date);
    Some((date.trim_end_matches(|c: char| c == ',' || c.is_whitespace()), time))
}

/// Parses a date without a time.
fn parse_day(text: &str) -> Reading<NaiveDate> {
    if text.contains(char::is_alphabetic) { Reading::of(parse_named(text)) } else { parse_numbers(text) }
}

/// Parses a date in which the month has a name: `02 Jan 2026`, `2 de enero de 2026`, `January 2, 2026`, `2026-Jan-02`.
fn parse_named(text: &str) -> Option<NaiveDate> {
    const PARTICLES: [&str; 4] = ["de", "del", "den", "le"];
    let text = folded(text);
    let words = text.split(|c: char| !c.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty() && !PARTICLES.contains(word));
    let (first, second, third) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let (year, month, day) = match (month_number(first), month_number(second)) {
        (Some(month), None) => (third, month, second),
        (None, Some(month)) if first.len() == 4 => (first, month, third),
        (None, Some(month)) => (third, month, first),
        _ => return None,
    };
    let day = day.strip_suffix("er").or_else(|| day.strip_suffix('º')).unwrap_or(day);
    date(full_year(year)?, month, parse_number(day)?)
}

/// Parses a date in which the month is a number, with one kind of separator.
fn parse_numbers(text: &str) -> Reading<NaiveDate> {
    let Some((separator, numbers)) = split_numbers(text) else { return Reading::Unreadable };
    let [first, second, third] = numbers;
    let of = |year: &str, month: &str, day: &str| date(full_year(year)?, parse_number(month)?, parse_number(day)?);
    match separator {
        _ if first.len() == 4 => Reading::of(of(first, second, third)),
        '.' => Reading::of(of(third, second, first)),
        _ => match (of(third, first, second), of(third, second, first)) {
            (Some(month_first), Some(day_first)) if month_first == day_first => Reading::Certain(day_first),
            (Some(month_first), Some(day_first)) => Reading::Either { month_first, day_first },
            (Some(date), None) => Reading::Only(DateOrder::MonthFirst, date),
            (None, Some(date)) => Reading::Only(DateOrder::DayFirst, date),
            (None, None) => Reading::Unreadable,
        },
    }
}

/// Splits a date at its separators: two slashes, two hyphens, or two dots, after which there may be white space.
fn split_numbers(text: &str) -> Option<(char, [&str; 3])> {
    let separator = text.chars().find(|c| ['/', '-', '.'].contains(c))?;
    let mut parts = text.split(separator).map(str::trim);
    let numbers = [parts.next()?, parts.next()?, parts.next()?];
    // Some languages write a dot after the year too.
    let is_whole = parts.next().is_none_or(|rest| separator == '.' && rest.is_empty()) && parts.next().is_none();
    is_whole.then_some((separator, numbers))
}

fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn full_year(text: &str) -> Option<i32> {
    let number = i32::try_from(parse_number(text)?).ok()?;
    let year = if text.len() == 2 { 2000 + number } else { number };
    YEARS.contains(&year).then_some(year)
}

/// Parses a time of day. Also returns whether it has seconds.
fn parse_time(text: &str) -> Option<(NaiveTime, bool)> {
    let (digits, meridiem) = split_meridiem(text)?;
    let mut parts = digits.split(':');
    let (hour, minute) = (parse_number(parts.next()?)?, parse_number(parts.next()?)?);
    let seconds = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let hour = match meridiem {
        Some(offset) if (1..=12).contains(&hour) => hour % 12 + offset,
        Some(_) => return None,
        None => hour,
    };
    let second = seconds.map_or(Some(0), |text| parse_number(text.split('.').next()?))?;
    NaiveTime::from_hms_opt(hour, minute, second).map(|time| (time, seconds.is_some()))
}

/// Splits off AM or PM, in any case and with or without dots and spaces. Also returns the hours to add for it.
fn split_meridiem(text: &str) -> Option<(&str, Option<u32>)> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let rest: String = text[digits.len()..].chars().filter(|&c| !c.is_whitespace() && c != '.').collect();
    match rest.to_ascii_lowercase().as_str() {
        "" => Some((digits, None)),
        "am" => Some((digits, Some(0))),
        "pm" => Some((digits, Some(12))),
        _ => None,
    }
}

/// Parses a number of one to four digits.
fn parse_number(text: &str) -> Option<u32> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<T: ToString>(reading: Reading<T>) -> String {
        reading.unambiguous().map_or("none".into(), |value| value.to_string())
    }

    fn utc(text: &str) -> String {
        shown(parse_timestamp(text, UTC).map(|timestamp| timestamp.at))
    }

    fn pacific(text: &str) -> String {
        shown(parse_timestamp(text, PACIFIC).map(|timestamp| timestamp.at))
    }

    fn on(text: &str) -> String {
        shown(parse_date(text))
    }

    #[test]
    fn messages_are_dated_in_utc() {
        for text in ["2024-10-26 11:43:11 UTC", "2024-10-26 11:43:11", "2024-10-26T11:43:11Z", "2024-10-26 11:43:11.9"]
        {
            assert_eq!(utc(text), "2024-10-26T11:43:11Z", "{text}");
        }
        // `UTC` in the text overrides the given zone.
        assert_eq!(pacific("2024-10-26 11:43:11 UTC"), "2024-10-26T11:43:11Z");
    }

    #[test]
    fn a_spreadsheet_keeps_only_the_minute() {
        for text in ["5/13/2023 22:11", "5/13/23 22:11", "5/13/2023 10:11 PM", "13.05.2023 22:11"] {
            let read = parse_timestamp(text, UTC).unambiguous().unwrap();
            assert_eq!((read.at.to_string().as_str(), read.has_seconds), ("2023-05-13T22:11:00Z", false), "{text}");
        }
        assert!(parse_timestamp("2023-05-13 22:11:00", UTC).unambiguous().unwrap().has_seconds);
    }

    #[test]
    fn sent_at_is_pacific_wall_time() {
        // Eight hours behind UTC in winter, seven in summer.
        assert_eq!(pacific("1/29/26, 2:37 PM"), "2026-01-29T22:37:00Z");
        assert_eq!(pacific("7/4/26, 11:05 PM"), "2026-07-05T06:05:00Z");
        assert_eq!(pacific("7/4/26, 12:05 AM"), "2026-07-04T07:05:00Z");
        assert_eq!(pacific("7/4/26, 12:05 PM"), "2026-07-04T19:05:00Z");
        assert_eq!(pacific("1/29/26, 2:37\u{202f}PM"), "2026-01-29T22:37:00Z");
    }

    #[test]
    fn times_at_clock_changes_are_resolved() {
        // 8 March 2026: 02:00 becomes 03:00 at 10:00 UTC; 02:30 does not exist and means the first instant after the
        // gap.
        assert_eq!(pacific("3/8/26, 2:30 AM"), "2026-03-08T10:00:00Z");
        // 1 November 2026: 01:30 occurs twice; the first is still summer time.
        assert_eq!(pacific("11/1/26, 1:30 AM"), "2026-11-01T08:30:00Z");
    }

    #[test]
    fn receipts_have_padded_dates_in_utc() {
        assert_eq!(pacific("12/03/25 03:04 AM UTC"), "2025-12-03T03:04:00Z");
        assert_eq!(pacific("01/08/26 11:11 PM UTC"), "2026-01-08T23:11:00Z");
        assert_eq!(utc("2022/07/27 01:50:25 UTC"), "2022-07-27T01:50:25Z");
    }

    #[test]
    fn connected_on_is_read_in_every_format() {
        for text in ["02 Jan 2026", "2-Jan-26", "02-Jan-26", "02 Jan 26", "2026-01-02", "2026/1/2", "02.01.2026"] {
            assert_eq!(on(text), "2026-01-02", "{text}");
        }
        // As spreadsheets and members write it in other languages.
        for text in [
            "02. Jan 26",
            "2. Jan. 2026",
            "2. 1. 2026",
            "02.01.26.",
            "2 janv. 2026",
            "le 2 janvier 2026",
            "2 de enero de 2026",
            "02/ene/2026",
            "2-ene.-26",
            "2 stycznia 2026",
            "2 Ocak 2026",
            "den 2. januar 2026",
            "January 2, 2026",
            "2026-Jan-02",
            "2026. 1. 2.",
        ] {
            assert_eq!(on(text), "2026-01-02", "{text}");
        }
        assert_eq!(on("1er janv. 2026"), "2026-01-01");
        assert_eq!(on("1º de janeiro de 2026"), "2026-01-01");
        assert_eq!(on("12 Mar 19"), "2019-03-12");
        assert_eq!(on("4-Apr-21"), "2021-04-04");
    }

    #[test]
    fn connected_on_with_a_time_is_the_date_in_utc() {
        // 21 July 2015, 17:30 in summer time is 00:30 UTC of the 22nd.
        assert_eq!(on("7/21/15, 5:30 PM"), "2015-07-22");
        assert_eq!(on("7/21/15, 9:08 AM"), "2015-07-21");
    }

    #[test]
    fn a_date_of_two_numbers_up_to_twelve_has_two_readings() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let either = Reading::Either { month_first: day("2026-03-10"), day_first: day("2026-10-03") };
        for text in ["03/10/2026", "3/10/26", "03-10-2026", "3 / 10 / 2026"] {
            assert_eq!(parse_date(text), either, "{text}");
        }
        assert_eq!(parse_date("25/10/2026"), Reading::Only(DateOrder::DayFirst, day("2026-10-25")));
        assert_eq!(parse_date("10/25/2026"), Reading::Only(DateOrder::MonthFirst, day("2026-10-25")));
        assert_eq!(parse_date("10/10/2026"), Reading::Certain(day("2026-10-10")));
        // 14:37 in Los Angeles is 22:37 UTC in winter and 21:37 UTC in summer.
        for text in ["03/10/2026 14:37", "03/10/2026, 14:37", "03/10/2026 2:37 PM", "03/10/2026 02:37:00 p. m."] {
            let Reading::Either { month_first, day_first } = parse_timestamp(text, PACIFIC) else { panic!("{text}") };
            assert_eq!(month_first.at.to_string(), "2026-03-10T21:37:00Z", "{text}");
            assert_eq!(day_first.at.to_string(), "2026-10-03T21:37:00Z", "{text}");
        }
    }

    #[test]
    fn linkedins_own_format_is_month_first() {
        for text in ["3/10/26, 2:37 PM", "3/10/26, 2:37\u{202f}PM"] {
            let reading = parse_timestamp(text, PACIFIC).map(|timestamp| timestamp.at.to_string());
            assert_eq!(reading, Reading::Only(DateOrder::MonthFirst, "2026-03-10T21:37:00Z".into()), "{text}");
        }
        for text in ["3/10/26 2:37 PM", "03/10/26, 2:37 PM", "3/10/2026, 2:37 PM", "3/10/26, 2:37 pm", "3/10/26, 14:37"]
        {
            let reading = parse_timestamp(text, PACIFIC);
            assert!(matches!(reading, Reading::Either { .. }), "{text}: {reading:?}");
        }
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "",
            " ",
            "yesterday",
            "2024-13-01 00:00:00 UTC",
            "2023-02-29 10:00:00 UTC",
            "13/25/26, 2:37 PM",
            "1/29/26, 13:37 PM",
            "1/29/26, 0:37 AM",
            "2024-10-26 24:00:00",
            "2024-10-26 10:61:00",
            "2024-10-26",
            "1999-01-01 00:00:00",
            "-1/2/26, 1:00 AM",
            "1/2/+26, 1:00 AM",
            "-1-2-26 10:00",
            "1 2 2026 10:00",
            "1/2-2026 10:00",
            "1/29/26, 2:37 XM",
            "UTC",
            "PM",
            "ü:ü PM",
            "2024-10-26 1:2:3:4",
            "99999-01-01 10:00",
            "1/2/3/26 1:00",
            "2024-10-26 é",
        ] {
            assert_eq!(parse_timestamp(text, UTC), Reading::Unreadable, "{text}");
        }
        for text in [
            "31 Feb 2026",
            "Jan 2026",
            "02 Foo 2026",
            "2 jui 2026",
            "0 Jan 2026",
            "2.1",
            "2 Jan 3 Feb 2026",
            "2 26 Jan",
        ] {
            assert_eq!(parse_date(text), Reading::Unreadable, "{text}");
        }
    }
}
