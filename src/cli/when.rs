//! Parses WHEN: a date or a time as the member writes it.
//!
//! Existing parsers for dates in words either guess (`3/4`; whether `friday` is the last or the next one) or ignore
//! time zones. This one accepts a few forms, each with exactly one meaning.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use chrono_tz::Tz;

use crate::engine::bounds::{is_date_in_range, is_in_range, is_year_in_range};
use crate::engine::calendar::{Instant, Month, date_of, end_of, local_instant, same_time_days_before};

/// What the instant is for. This decides which time of day a bare date means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// When something happened. A bare date means noon, or now if the date is today and it is not noon yet.
    Recording,
    /// The instant of a report. A bare date means its last second, or now if the date is today.
    Reporting,
}

/// The hint that lists the accepted forms.
pub(crate) const FORMS: &str = "write it as 2026-11-24, 2026-11-24 18:30, 18:30, today, yesterday, yesterday 18:30, \
    6:30 pm, monday, 3 days ago, 2h ago, or RFC 3339";

/// Why a WHEN cannot be parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WhenError {
    /// It has none of the accepted forms.
    Unknown,
    /// It has two meanings.
    Ambiguous,
    /// It is outside the years 1970 to 2999.
    OutOfRange,
}

/// Whether a text has the form of a WHEN, whatever instant it means.
pub(crate) fn is_when(text: &str) -> bool {
    let parser = WhenParser { now: Instant::from_unix(1_800_000_000), zone: Tz::UTC };
    parser.parse(text, Purpose::Recording) != Err(WhenError::Unknown)
}

/// Parses dates and times relative to the present instant, in a time zone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WhenParser {
    /// Now.
    pub(crate) now: Instant,
    /// The zone of dates and times without an offset.
    pub(crate) zone: Tz,
}

impl WhenParser {
    /// Today.
    pub(crate) fn today(self) -> NaiveDate {
        date_of(self.now, self.zone)
    }

    /// Parses a WHEN.
    ///
    /// # Errors
    ///
    /// When it has none of the accepted forms, is ambiguous, or is out of range.
    pub(crate) fn parse(self, text: &str, purpose: Purpose) -> Result<Instant, WhenError> {
        let text = text.trim();
        let words = text.to_lowercase();
        let instant = if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
            Instant::from(moment)
        } else if words == "now" {
            self.now
        } else if let Some(span) = words.strip_suffix(" ago") {
            self.ago(span.trim())?
        } else {
            self.local(&words, purpose)?
        };
        if is_in_range(instant) { Ok(instant) } else { Err(WhenError::OutOfRange) }
    }

    /// Parses a DATE: a date, or one of the words for a day.
    ///
    /// # Errors
    ///
    /// For the reasons of [`WhenParser::parse`].
    pub(crate) fn parse_date(self, text: &str) -> Result<NaiveDate, WhenError> {
        let date = self.day(&text.trim().to_lowercase()).ok_or(WhenError::Unknown)?;
        if is_date_in_range(date) { Ok(date) } else { Err(WhenError::OutOfRange) }
    }

    /// Parses a day, a time, or both, in the parser's zone.
    fn local(self, words: &str, purpose: Purpose) -> Result<Instant, WhenError> {
        if let Some(date) = self.day(words) {
            return Ok(self.default_time_on(date, purpose));
        }
        let joined = join_meridiem(words);
        if let Some(time) = time(&joined) {
            return Ok(local_instant(self.today().and_time(time), self.zone));
        }
        let (day, clock) = joined.split_once([' ', 't']).ok_or(WhenError::Unknown)?;
        // A `t` separates a date from its time, but some weekdays contain one: prefer a space.
        let (day, clock) = joined.rsplit_once(' ').unwrap_or((day, clock));
        let date = self.day(day.trim()).ok_or(WhenError::Unknown)?;
        let time = time(clock.trim()).ok_or(WhenError::Unknown)?;
        Ok(local_instant(date.and_time(time), self.zone))
    }

    /// The instant that a bare date means.
    fn default_time_on(self, date: NaiveDate, purpose: Purpose) -> Instant {
        let is_today = date == self.today();
        match purpose {
            Purpose::Recording => {
                let noon = local_instant(date.and_time(NOON), self.zone);
                if is_today { noon.min(self.now) } else { noon }
            }
            Purpose::Reporting if is_today => self.now,
            Purpose::Reporting => end_of(date, self.zone),
        }
    }

    /// Parses a date, or a word for one.
    fn day(self, words: &str) -> Option<NaiveDate> {
        let today = self.today();
        match words {
            "today" => Some(today),
            "yesterday" => today.pred_opt(),
            "tomorrow" => today.succ_opt(),
            _ => weekday(words).map(|day| latest_before(today, day)).or_else(|| date(words)),
        }
    }

    /// The instant before now by a span such as `3 days` or `2h`.
    fn ago(self, span: &str) -> Result<Instant, WhenError> {
        let end_of_number = span.find(|c: char| !c.is_ascii_digit()).ok_or(WhenError::Unknown)?;
        let number: u32 = span[..end_of_number].parse().map_err(|_| WhenError::Unknown)?;
        let days = |days: u32| same_time_days_before(self.now, days, self.zone).ok_or(WhenError::OutOfRange);
        let seconds = |unit: i64| Ok(self.now.plus_seconds(-unit * i64::from(number)));
        match span[end_of_number..].trim() {
            "d" | "day" | "days" => days(number),
            "w" | "week" | "weeks" => days(number.checked_mul(7).ok_or(WhenError::OutOfRange)?),
            "h" | "hour" | "hours" => seconds(3600),
            "min" | "minute" | "minutes" => seconds(60),
            "s" | "second" | "seconds" => seconds(1),
            "m" => Err(WhenError::Ambiguous),
            _ => Err(WhenError::Unknown),
        }
    }
}

const NOON: NaiveTime = match NaiveTime::from_hms_opt(12, 0, 0) {
    Some(noon) => noon,
    None => NaiveTime::MIN,
};

/// Parses a date such as 2026-11-24, with every digit.
fn date(text: &str) -> Option<NaiveDate> {
    let digits = text.len() == 10 && text.bytes().filter(u8::is_ascii_digit).count() == 8;
    digits.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

/// Removes the space before `am` or `pm`: "6:30 pm" becomes "6:30pm".
fn join_meridiem(words: &str) -> String {
    let split = ["am", "pm"].iter().find_map(|half| Some((words.strip_suffix(half)?.trim_end(), half)));
    split.map_or_else(|| words.to_owned(), |(rest, half)| format!("{rest}{half}"))
}

/// Parses a time of day such as 18:30, 18:30:15, 6:30pm or 6pm.
fn time(text: &str) -> Option<NaiveTime> {
    match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(clock), _) => time_in_12_hours(clock, 0),
        (_, Some(clock)) => time_in_12_hours(clock, 12),
        _ => time_in_24_hours(text),
    }
}

/// Parses a time in the half of the day that starts at hour `start`, 0 or 12. Twelve is the first hour of either half.
fn time_in_12_hours(clock: &str, start: u32) -> Option<NaiveTime> {
    let whole = if clock.contains(':') { clock.to_owned() } else { format!("{clock}:00") };
    let time = time_in_24_hours(&whole)?;
    (1..=12).contains(&time.hour()).then(|| time.with_hour(time.hour() % 12 + start)).flatten()
}

fn time_in_24_hours(text: &str) -> Option<NaiveTime> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') && !text.ends_with(":60");
    let read = |format| NaiveTime::parse_from_str(text, format).ok();
    is_plain.then(|| read("%H:%M").or_else(|| read("%H:%M:%S"))).flatten()
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

/// The latest date before today on this weekday.
fn latest_before(today: NaiveDate, day: Weekday) -> NaiveDate {
    let days_back = (today.weekday().num_days_from_monday() + 7 - day.num_days_from_monday()) % 7;
    let days_back = if days_back == 0 { 7 } else { days_back };
    today.checked_sub_days(chrono::Days::new(u64::from(days_back))).unwrap_or(today)
}

/// Parses a month such as 2026-11.
pub(crate) fn parse_month(text: &str) -> Option<Month> {
    let text = text.trim();
    let (year, month) = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)?;
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    let month = Month::new(year, month)?;
    is_year_in_range(year).then_some(month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Berlin;

    fn at(text: &str) -> Instant {
        DateTime::parse_from_rfc3339(text).unwrap().into()
    }

    /// Wednesday, 25 November 2026, 09:00 in Berlin.
    fn parser() -> WhenParser {
        WhenParser { now: at("2026-11-25T09:00:00+01:00"), zone: Berlin }
    }

    fn recording(text: &str) -> Result<Instant, WhenError> {
        parser().parse(text, Purpose::Recording)
    }

    fn reporting(text: &str) -> Result<Instant, WhenError> {
        parser().parse(text, Purpose::Reporting)
    }

    #[test]
    fn a_form_with_a_time_means_the_same_for_either_purpose() {
        for (text, expected) in [
            ("2026-11-24T18:30:00+01:00", "2026-11-24T18:30:00+01:00"),
            ("2026-11-24T17:30:00.9Z", "2026-11-24T18:30:00+01:00"),
            ("2026-11-24 18:30", "2026-11-24T18:30:00+01:00"),
            ("2026-11-24T18:30", "2026-11-24T18:30:00+01:00"),
            ("2026-11-24 18:30:15", "2026-11-24T18:30:15+01:00"),
            ("08:15", "2026-11-25T08:15:00+01:00"),
            ("Yesterday 18:30", "2026-11-24T18:30:00+01:00"),
            ("6:30 am", "2026-11-25T06:30:00+01:00"),
            ("12:00 am", "2026-11-25T00:00:00+01:00"),
            ("yesterday 6:30 PM", "2026-11-24T18:30:00+01:00"),
            ("2026-11-24 6:30pm", "2026-11-24T18:30:00+01:00"),
            ("monday 12pm", "2026-11-23T12:00:00+01:00"),
            ("monday 07:00", "2026-11-23T07:00:00+01:00"),
            ("tuesday 07:00", "2026-11-24T07:00:00+01:00"),
            ("3 days ago", "2026-11-22T09:00:00+01:00"),
            ("2 weeks ago", "2026-11-11T09:00:00+01:00"),
            ("2h ago", "2026-11-25T07:00:00+01:00"),
            ("90 min ago", "2026-11-25T07:30:00+01:00"),
            ("now", "2026-11-25T09:00:00+01:00"),
        ] {
            assert_eq!(recording(text), Ok(at(expected)), "{text}");
            assert_eq!(reporting(text), Ok(at(expected)), "{text}");
        }
    }

    #[test]
    fn a_bare_date_means_noon_when_recording_and_its_end_when_reporting() {
        assert_eq!(recording("yesterday"), Ok(at("2026-11-24T12:00:00+01:00")));
        assert_eq!(reporting("yesterday"), Ok(at("2026-11-24T23:59:59+01:00")));
        assert_eq!(recording("2026-11-01"), Ok(at("2026-11-01T12:00:00+01:00")));
        assert_eq!(reporting("2026-12-31"), Ok(at("2026-12-31T23:59:59+01:00")));
        // A Wednesday: the latest before today is a week ago.
        assert_eq!(recording("wednesday"), Ok(at("2026-11-18T12:00:00+01:00")));
    }

    #[test]
    fn today_means_noon_or_now_whichever_is_earlier() {
        assert_eq!(recording("today"), Ok(parser().now));
        assert_eq!(recording("2026-11-25"), Ok(parser().now));
        assert_eq!(reporting("today"), Ok(parser().now));
        let evening = WhenParser { now: at("2026-11-25T20:00:00+01:00"), ..parser() };
        assert_eq!(evening.parse("today", Purpose::Recording), Ok(at("2026-11-25T12:00:00+01:00")));
    }

    #[test]
    fn clock_changes_are_taken_into_account() {
        // 09:00 three days before 27 October 2026 was in summer time; "2h ago" is always 7,200 seconds.
        let morning = WhenParser { now: at("2026-10-27T09:00:00+01:00"), zone: Berlin };
        assert_eq!(morning.parse("3 days ago", Purpose::Recording), Ok(at("2026-10-24T09:00:00+02:00")));
        let night = WhenParser { now: at("2026-10-25T03:30:00+01:00"), zone: Berlin };
        assert_eq!(night.parse("2h ago", Purpose::Recording), Ok(at("2026-10-25T02:30:00+02:00")));
        // 02:30 on 29 March 2026 does not exist: the first instant after the gap.
        assert_eq!(night.parse("2026-03-29 02:30", Purpose::Recording), Ok(at("2026-03-29T03:00:00+02:00")));
    }

    #[test]
    fn unknown_and_ambiguous_forms_are_rejected() {
        for text in [
            "",
            "soon",
            "3/4",
            "24.11.2026",
            "2026-11",
            "2026-13-01",
            "2026-02-30",
            "26-11-24",
            "18.30",
            "25:00",
            "next week",
            "days ago",
            "-3 days ago",
            "3 months ago",
            "99999999999 days ago",
            "18",
            "2026-1-2",
            "18:30:60",
            "18:30 pm",
            "0:30 am",
            "pm",
            "yesterday pm",
            "spam",
            "yesterday noon",
        ] {
            assert_eq!(recording(text), Err(WhenError::Unknown), "{text}");
        }
        assert_eq!(recording("3m ago"), Err(WhenError::Ambiguous));
        for text in ["1969-12-31", "3000-01-01", "0001-01-01T00:00:00Z", "400000 weeks ago"] {
            assert_eq!(recording(text), Err(WhenError::OutOfRange), "{text}");
        }
    }

    #[test]
    fn dates_and_months_are_parsed() {
        assert_eq!(parser().parse_date("yesterday"), Ok(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()));
        assert_eq!(parser().parse_date("18:30"), Err(WhenError::Unknown));
        assert_eq!(parse_month("2026-11").map(|month| month.to_string()), Some("2026-11".to_owned()));
        for text in ["2026-13", "2026-1", "26-11", "november", "2026-00", "3000-01"] {
            assert_eq!(parse_month(text), None, "{text}");
        }
    }
}
