//! The dates of an export, in every way in which LinkedIn and spreadsheets have written them.
//!
//! Nothing is guessed: numbers between slashes are month, day, year as LinkedIn writes them, between dots day,
//! month, year as no American does, and a date that cannot be is no date.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::{America::Los_Angeles, Tz, UTC};

use crate::engine::calendar::{Instant, local_instant};

/// The zone whose wall clock the export shows where it does not say UTC, whoever the member is.
pub(super) const PACIFIC: Tz = Los_Angeles;

/// LinkedIn opened in 2003: an earlier year is a slip.
const YEARS: std::ops::Range<i32> = 2003..2100;

/// An instant as precisely as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Moment {
    /// The instant, or the start of the minute.
    pub(super) at: Instant,
    /// Whether the seconds were written.
    pub(super) to_the_second: bool,
}

/// Reads a date with a time on the clocks of `zone`, or of UTC where the text says so.
pub(super) fn moment(text: &str, zone: Tz) -> Option<Moment> {
    let text = text.trim();
    let utc = text.strip_suffix("UTC").or_else(|| text.strip_suffix('Z'));
    let (text, zone) = utc.map_or((text, zone), |rest| (rest.trim_end(), UTC));
    let (local, to_the_second) = date_and_time(text)?;
    Some(Moment { at: instant(local, zone), to_the_second })
}

/// Reads a date. One that comes with a time, as in 2018, is Pacific and becomes the date in UTC.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    day(text).or_else(|| moment(text, PACIFIC).map(|moment| moment.at.in_utc().date_naive()))
}

fn instant(local: NaiveDateTime, zone: Tz) -> Instant {
    if zone == UTC { Instant::from(local.and_utc()) } else { local_instant(local, zone) }
}

fn date_and_time(text: &str) -> Option<(NaiveDateTime, bool)> {
    let (date, time) = text.split_once([' ', 'T', ','])?;
    let (time, to_the_second) = clock(time.trim_start_matches([',', ' ']))?;
    Some((day(date)?.and_time(time), to_the_second))
}

/// Three pieces of a date, whatever stands between them.
fn day(text: &str) -> Option<NaiveDate> {
    let between = text.find(|c: char| !c.is_alphanumeric()).and_then(|place| text[place..].chars().next())?;
    let mut pieces = text.split(between).map(str::trim).filter(|piece| !piece.is_empty());
    let (one, two, three) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if pieces.next().is_some() {
        return None;
    }
    let (year, month, day) = match between {
        '-' | '/' if one.len() == 4 => (one, number(two)?, three),
        '/' => (three, number(one)?, two),
        '.' => (three, number(two)?, one),
        '-' | ' ' => (three, month(two)?, one),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(full_year(year)?, month, number(day)?)
}

fn full_year(text: &str) -> Option<i32> {
    let written = i32::try_from(number(text)?).ok()?;
    let year = if text.len() == 2 { 2000 + written } else { written };
    YEARS.contains(&year).then_some(year)
}

fn month(name: &str) -> Option<u32> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let short = name.get(..3)?;
    let known = NAMES.iter().position(|known| short.eq_ignore_ascii_case(known))?;
    u32::try_from(known + 1).ok()
}

/// A time of day, and whether its seconds were written.
fn clock(text: &str) -> Option<(NaiveTime, bool)> {
    let (digits, half) = half_of_day(text.trim());
    let mut pieces = digits.split(':');
    let (hour, minute) = (number(pieces.next()?)?, number(pieces.next()?)?);
    let seconds = pieces.next();
    if pieces.next().is_some() {
        return None;
    }
    let hour = match half {
        Some(after) if (1..=12).contains(&hour) => hour % 12 + after,
        Some(_) => return None,
        None => hour,
    };
    let second = seconds.map_or(Some(0), |text| number(text.split('.').next()?))?;
    NaiveTime::from_hms_opt(hour, minute, second).map(|time| (time, seconds.is_some()))
}

/// Takes AM or PM off: what is left, and the hours that it adds.
fn half_of_day(text: &str) -> (&str, Option<u32>) {
    let Some((digits, half)) = text.len().checked_sub(2).and_then(|place| text.split_at_checked(place)) else {
        return (text, None);
    };
    let hours = match half {
        _ if half.eq_ignore_ascii_case("AM") => 0,
        _ if half.eq_ignore_ascii_case("PM") => 12,
        _ => return (text, None),
    };
    // `trim_end` takes the narrow no-break space too, which newer Unicode data put before AM and PM.
    (digits.trim_end(), Some(hours))
}

/// A number of one to four digits.
fn number(text: &str) -> Option<u32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> String {
        moment(text, UTC).map_or("none".into(), |moment| moment.at.to_string())
    }

    fn pacific(text: &str) -> String {
        moment(text, PACIFIC).map_or("none".into(), |moment| moment.at.to_string())
    }

    fn on(text: &str) -> String {
        date(text).map_or("none".into(), |date| date.to_string())
    }

    #[test]
    fn messages_are_dated_in_utc() {
        for text in ["2024-10-26 11:43:11 UTC", "2024-10-26 11:43:11", "2024-10-26T11:43:11Z", "2024-10-26 11:43:11.9"]
        {
            assert_eq!(utc(text), "2024-10-26T11:43:11Z", "{text}");
        }
        // The word UTC decides whatever zone was expected.
        assert_eq!(pacific("2024-10-26 11:43:11 UTC"), "2024-10-26T11:43:11Z");
    }

    #[test]
    fn a_spreadsheet_keeps_the_minute_only() {
        for text in ["5/13/2023 22:11", "5/13/23 22:11", "5/13/2023 10:11 PM", "13.05.2023 22:11"] {
            let read = moment(text, UTC).unwrap();
            assert_eq!((read.at.to_string().as_str(), read.to_the_second), ("2023-05-13T22:11:00Z", false), "{text}");
        }
        assert!(moment("2023-05-13 22:11:00", UTC).unwrap().to_the_second);
    }

    #[test]
    fn sent_at_is_pacific_wall_time() {
        // Winter, eight hours behind UTC; summer, seven.
        assert_eq!(pacific("1/29/26, 2:37 PM"), "2026-01-29T22:37:00Z");
        assert_eq!(pacific("7/4/26, 11:05 PM"), "2026-07-05T06:05:00Z");
        assert_eq!(pacific("7/4/26, 12:05 AM"), "2026-07-04T07:05:00Z");
        assert_eq!(pacific("7/4/26, 12:05 PM"), "2026-07-04T19:05:00Z");
        assert_eq!(pacific("1/29/26, 2:37\u{202f}PM"), "2026-01-29T22:37:00Z");
    }

    #[test]
    fn the_hours_of_the_clock_changes() {
        // 8 March 2026: 02:00 becomes 03:00 at 10:00 UTC; 02:30 does not exist and is the first instant after.
        assert_eq!(pacific("3/8/26, 2:30 AM"), "2026-03-08T10:00:00Z");
        // 1 November 2026: 01:30 comes twice; the first is still summer time.
        assert_eq!(pacific("11/1/26, 1:30 AM"), "2026-11-01T08:30:00Z");
    }

    #[test]
    fn receipts_say_utc_and_pad() {
        assert_eq!(pacific("12/03/25 03:04 AM UTC"), "2025-12-03T03:04:00Z");
        assert_eq!(pacific("01/08/26 11:11 PM UTC"), "2026-01-08T23:11:00Z");
        assert_eq!(utc("2022/07/27 01:50:25 UTC"), "2022-07-27T01:50:25Z");
    }

    #[test]
    fn connected_on_in_every_writing() {
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
    fn what_cannot_be_is_no_date() {
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
            assert_eq!(moment(text, UTC), None, "{text}");
        }
        for text in ["31 Feb 2026", "Jan 2026", "02 Foo 2026", "02 Jän 2026", "0 Jan 2026", "2.1"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
