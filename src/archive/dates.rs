//! Parses the dates of an export, in every format that LinkedIn and spreadsheets have used.
//!
//! Nothing is guessed. Numbers with slashes are month, day and year, as LinkedIn writes them. Numbers with dots are
//! day, month and year, because no American format has dots. An impossible date is refused.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::{America::Los_Angeles, Tz, UTC};

use crate::engine::calendar::{Instant, local_instant};

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

/// Parses a date and a time in `zone`, or in UTC where the text says so.
pub(super) fn parse_timestamp(text: &str, zone: Tz) -> Option<Timestamp> {
    let text = text.trim();
    let utc = text.strip_suffix("UTC").or_else(|| text.strip_suffix('Z'));
    let (text, zone) = utc.map_or((text, zone), |rest| (rest.trim_end(), UTC));
    let (local, has_seconds) = parse_date_and_time(text)?;
    Some(Timestamp { at: instant(local, zone), has_seconds })
}

/// Parses a date. If it has a time, as in 2018, it is Pacific and is converted to the date in UTC.
pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    parse_day(text).or_else(|| parse_timestamp(text, PACIFIC).map(|timestamp| timestamp.at.in_utc().date_naive()))
}

fn instant(local: NaiveDateTime, zone: Tz) -> Instant {
    if zone == UTC { Instant::from(local.and_utc()) } else { local_instant(local, zone) }
}

fn parse_date_and_time(text: &str) -> Option<(NaiveDateTime, bool)> {
    let (date, time) = text.split_once([' ', 'T', ','])?;
    let (time, has_seconds) = parse_time(time.trim_start_matches([',', ' ']))?;
    Some((parse_day(date)?.and_time(time), has_seconds))
}

/// Parses a date without a time, with any separator.
fn parse_day(text: &str) -> Option<NaiveDate> {
    let separator = text.find(|c: char| !c.is_alphanumeric()).and_then(|start| text[start..].chars().next())?;
    let mut parts = text.split(separator).map(str::trim).filter(|part| !part.is_empty());
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = match separator {
        '-' | '/' if first.len() == 4 => (first, parse_number(second)?, third),
        '/' => (third, parse_number(first)?, second),
        '.' => (third, parse_number(second)?, first),
        '-' | ' ' => (third, parse_month(second)?, first),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(full_year(year)?, month, parse_number(day)?)
}

fn full_year(text: &str) -> Option<i32> {
    let number = i32::try_from(parse_number(text)?).ok()?;
    let year = if text.len() == 2 { 2000 + number } else { number };
    YEARS.contains(&year).then_some(year)
}

fn parse_month(name: &str) -> Option<u32> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let short = name.get(..3)?;
    let index = NAMES.iter().position(|name| short.eq_ignore_ascii_case(name))?;
    u32::try_from(index + 1).ok()
}

/// Parses a time of day. Also returns whether it has seconds.
fn parse_time(text: &str) -> Option<(NaiveTime, bool)> {
    let (digits, meridiem) = split_meridiem(text.trim());
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

/// Splits off AM or PM. Also returns the hours to add for it.
fn split_meridiem(text: &str) -> (&str, Option<u32>) {
    let Some((digits, meridiem)) = text.len().checked_sub(2).and_then(|end| text.split_at_checked(end)) else {
        return (text, None);
    };
    let hours = match meridiem {
        _ if meridiem.eq_ignore_ascii_case("AM") => 0,
        _ if meridiem.eq_ignore_ascii_case("PM") => 12,
        _ => return (text, None),
    };
    // `trim_end` also removes the narrow no-break space that newer Unicode data has before AM and PM.
    (digits.trim_end(), Some(hours))
}

/// Parses a number of one to four digits.
fn parse_number(text: &str) -> Option<u32> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> String {
        parse_timestamp(text, UTC).map_or("none".into(), |timestamp| timestamp.at.to_string())
    }

    fn pacific(text: &str) -> String {
        parse_timestamp(text, PACIFIC).map_or("none".into(), |timestamp| timestamp.at.to_string())
    }

    fn on(text: &str) -> String {
        parse_date(text).map_or("none".into(), |date| date.to_string())
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
            let read = parse_timestamp(text, UTC).unwrap();
            assert_eq!((read.at.to_string().as_str(), read.has_seconds), ("2023-05-13T22:11:00Z", false), "{text}");
        }
        assert!(parse_timestamp("2023-05-13 22:11:00", UTC).unwrap().has_seconds);
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
        for text in ["02 Jan 2026", "2-Jan-26", "02-Jan-26", "02 Jan 26", "2026-01-02", "1/2/2026", "02.01.2026"] {
            assert_eq!(on(text), "2026-01-02", "{text}");
        }
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
            "01-02-2026 10:00",
            "UTC",
            "PM",
            "ü:ü PM",
            "2024-10-26 1:2:3:4",
            "99999-01-01 10:00",
            "1/2/3/26 1:00",
            "2024-10-26 é",
        ] {
            assert_eq!(parse_timestamp(text, UTC), None, "{text}");
        }
        for text in ["31 Feb 2026", "Jan 2026", "02 Foo 2026", "02 Jän 2026", "0 Jan 2026", "2.1"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
