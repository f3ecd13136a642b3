//! Parses WHEN and DATE: dates and times as the member writes them.
//!
//! Existing parsers for dates in words either guess (`3/4`; whether `friday` is the last or the next one) or ignore
//! time zones. This one accepts a few forms, each with exactly one meaning.
//!
//! | file | contents |
//! |---|---|
//! | `days` | days: dates, and the words for a day |
//! | `clock` | times of day |
//! | `spans` | "3 days ago", "in 2 weeks" |
//! | `months` | months by name, and the MONTH of an option |
//! | `error` | why a text cannot be read |

mod clock;
mod days;
mod error;
mod months;
mod spans;

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use crate::engine::bounds::{is_date_in_range, is_in_range};
use crate::engine::calendar::{Instant, date_of, end_of, local_instant, next_day};

use clock::{DayPart, join_meridiem};
use days::{parse_day, weekday_ahead};

pub(crate) use clock::{NOON, time_of_day};
pub(crate) use days::Yearless;
pub(crate) use error::WhenError;
pub(crate) use months::{month_named, parse_month};

/// What the instant is for. This decides which time of day a bare date means, and the year of one without a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// When something happened. A bare date means noon, or now if the date is today and it is not noon yet.
    Recording,
    /// The instant of a report. A bare date means its last second, or now if the date is today.
    Reporting,
}

/// The hint that lists the forms of a WHEN.
pub(crate) const FORMS: &str = "write it as 2026-11-24, 24 Nov, 2026-11-24 18:30, 18:30, 6:30 pm, today, \
    yesterday 18:30, this morning, monday, last monday, 3 days ago, an hour ago, in 2 weeks, or RFC 3339";

/// The hint that lists the forms of a DATE.
pub(crate) const DATE_FORMS: &str = "write it as 2026-11-24, 24 Nov, Nov 24 2026, today, yesterday, tomorrow, monday, \
    last monday, 7 days ago or in 2 weeks";

/// Whether a text is a date with two readings, such as 9/3.
pub(crate) fn has_two_readings(text: &str) -> bool {
    let parser = WhenParser { now: Instant::from_unix(1_800_000_000), zone: Tz::UTC };
    matches!(parser.parse(text, Purpose::Recording), Err(WhenError::EitherDate(..)))
}

/// Whether a text is a WHEN, whatever instant it means.
pub(crate) fn is_when(text: &str) -> bool {
    let parser = WhenParser { now: Instant::from_unix(1_800_000_000), zone: Tz::UTC };
    !matches!(parser.parse(text, Purpose::Recording), Err(WhenError::Unknown | WhenError::EitherDate(..)))
}

/// Parses dates and times relative to the present instant, in a time zone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WhenParser {
    /// Now.
    pub(crate) now: Instant,
    /// The zone of dates and times without an offset.
    pub(crate) zone: Tz,
}

/// What a text means.
enum Meaning {
    /// A day as a whole.
    Day(NaiveDate),
    Instant(Instant),
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
        let yearless = match purpose {
            Purpose::Recording => Yearless::Past,
            Purpose::Reporting => Yearless::Nearest,
        };
        let instant = match self.meaning(text, yearless)? {
            Meaning::Day(date) => self.default_time_on(date, purpose),
            Meaning::Instant(instant) => instant,
        };
        if is_in_range(instant) { Ok(instant) } else { Err(WhenError::OutOfRange) }
    }

    /// Parses a DATE: what a WHEN may be, without its time of day.
    ///
    /// # Errors
    ///
    /// For the reasons of [`WhenParser::parse`].
    pub(crate) fn parse_date(self, text: &str, yearless: Yearless) -> Result<NaiveDate, WhenError> {
        let date = match self.meaning(text, yearless)? {
            Meaning::Day(date) => date,
            Meaning::Instant(instant) => date_of(instant, self.zone),
        };
        if is_date_in_range(date) { Ok(date) } else { Err(WhenError::OutOfRange) }
    }

    /// Parses a DATE ahead: as [`WhenParser::parse_date`], but a weekday is the next one after today, and a date without
    /// a year the first one after today.
    ///
    /// # Errors
    ///
    /// For the reasons of [`WhenParser::parse`].
    pub(crate) fn parse_date_ahead(self, text: &str) -> Result<NaiveDate, WhenError> {
        self.parse_end(text, self.today())
    }

    /// Parses the end of something that begins on a day: as [`WhenParser::parse_date_ahead`], but a date without a year is
    /// the first one after that day.
    ///
    /// # Errors
    ///
    /// For the reasons of [`WhenParser::parse`].
    pub(crate) fn parse_end(self, text: &str, begins: NaiveDate) -> Result<NaiveDate, WhenError> {
        match weekday_ahead(&tidy(text.trim()), self.today()) {
            Some(date) => Ok(date),
            None => self.parse_date(text, Yearless::From(next_day(begins))),
        }
    }

    fn meaning(self, text: &str, yearless: Yearless) -> Result<Meaning, WhenError> {
        let text = text.trim();
        if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
            return Ok(Meaning::Instant(Instant::from(moment)));
        }
        let words = tidy(text);
        if words == "now" {
            Ok(Meaning::Instant(self.now))
        } else if let Some(span) = words.strip_suffix(" ago") {
            spans::before(self.now, span, self.zone).map(Meaning::Instant)
        } else if let Some(span) = words.strip_prefix("in ") {
            spans::after(self.now, span, self.zone).map(Meaning::Instant)
        } else {
            self.local(&words, yearless)
        }
    }

    /// Parses a day, a time, or both, in the parser's zone.
    fn local(self, words: &str, yearless: Yearless) -> Result<Meaning, WhenError> {
        if let Some(date) = parse_day(words, self.today(), yearless)? {
            return Ok(Meaning::Day(date));
        }
        let joined = join_meridiem(words);
        if let Some(time) = time_of_day(&joined) {
            return Ok(Meaning::Instant(local_instant(self.today().and_time(time), self.zone)));
        }
        let joined = if joined == "tonight" { "this evening" } else { &joined };
        let (day, clock) = joined.rsplit_once(' ').or_else(|| split_at_t(joined)).ok_or(WhenError::Unknown)?;
        if let Some(part) = DayPart::named(clock) {
            return self.in_part(day, part, yearless).map(Meaning::Instant);
        }
        let date = parse_day(day, self.today(), yearless)?.ok_or(WhenError::Unknown)?;
        let time = time_of_day(clock).ok_or(WhenError::Unknown)?;
        Ok(Meaning::Instant(local_instant(date.and_time(time), self.zone)))
    }

    /// The instant of "this morning" or "monday evening": the typical time of the part, or now if it is not that late
    /// in the part yet.
    fn in_part(self, day: &str, part: DayPart, yearless: Yearless) -> Result<Instant, WhenError> {
        let date = match day {
            "this" => Some(self.today()),
            "last" => self.today().pred_opt(),
            _ => parse_day(day, self.today(), yearless)?,
        };
        let date = date.ok_or(WhenError::Unknown)?;
        let [start, typical] = [part.start, part.typical].map(|time| local_instant(date.and_time(time), self.zone));
        Ok(if (start..typical).contains(&self.now) { self.now } else { typical })
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
}

/// The words in lower case with single spaces, without commas and the "at" before a time.
fn tidy(text: &str) -> String {
    let lower = text.to_lowercase().replace(", ", " ");
    lower.split_whitespace().filter(|word| *word != "at").collect::<Vec<_>>().join(" ")
}

/// Splits "2026-11-24t18:30" at the `t` after the date.
fn split_at_t(text: &str) -> Option<(&str, &str)> {
    let (day, rest) = text.split_at_checked(10)?;
    Some((day, rest.strip_prefix('t')?))
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
            ("an hour ago", "2026-11-25T08:00:00+01:00"),
            ("half an hour ago", "2026-11-25T08:30:00+01:00"),
            ("a week ago", "2026-11-18T09:00:00+01:00"),
            ("two days ago", "2026-11-23T09:00:00+01:00"),
            ("in 3 days", "2026-11-28T09:00:00+01:00"),
            ("yesterday at 6pm", "2026-11-24T18:00:00+01:00"),
            ("last monday 9:00", "2026-11-23T09:00:00+01:00"),
            ("3 Sep 18:30", "2026-09-03T18:30:00+02:00"),
            ("Sep 3, 6:30 pm", "2026-09-03T18:30:00+02:00"),
            // It is nine: the morning has come to its typical time.
            ("this morning", "2026-11-25T09:00:00+01:00"),
            ("yesterday evening", "2026-11-24T20:00:00+01:00"),
            ("last night", "2026-11-24T20:00:00+01:00"),
            ("monday afternoon", "2026-11-23T15:00:00+01:00"),
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
            "24.11.2026",
            "13/4",
            "2026-11",
            "sep 31",
            "sep",
            "3 september 26",
            "this monday",
            "last week",
            "in days",
            "a ago",
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
        assert_eq!(recording("3m ago"), Err(WhenError::MinutesOrMonths));
        for text in ["1969-12-31", "3000-01-01", "0001-01-01T00:00:00Z", "400000 weeks ago"] {
            assert_eq!(recording(text), Err(WhenError::OutOfRange), "{text}");
        }
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_takes_every_form_of_a_when() {
        let parsed = |text: &str| parser().parse_date(text, Yearless::Past);
        for (text, expected) in [
            ("yesterday", "2026-11-24"),
            ("last monday", "2026-11-23"),
            ("7 days ago", "2026-11-18"),
            ("10h ago", "2026-11-24"),
            ("an hour ago", "2026-11-25"),
            ("this morning", "2026-11-25"),
            ("18:30", "2026-11-25"),
            ("yesterday 18:30", "2026-11-24"),
            // It is the next day in Berlin.
            ("2026-11-24T23:30:00Z", "2026-11-25"),
            ("September 3rd", "2026-09-03"),
            ("3-Sep-2025", "2025-09-03"),
            ("in 2 weeks", "2026-12-09"),
        ] {
            assert_eq!(parsed(text), Ok(date(expected)), "{text}");
        }
        assert_eq!(parsed("3000-01-01"), Err(WhenError::OutOfRange));
    }

    #[test]
    fn a_date_without_a_year_looks_back_ahead_or_to_both_sides() {
        let parsed = |text, yearless| parser().parse_date(text, yearless).unwrap().to_string();
        let ahead = Yearless::From(date("2026-11-26"));
        for (text, past, nearest, first) in [
            ("1 mar", "2026-03-01", "2027-03-01", "2027-03-01"),
            ("nov 25", "2026-11-25", "2026-11-25", "2027-11-25"),
            ("nov 26", "2025-11-26", "2026-11-26", "2026-11-26"),
            ("3 sep", "2026-09-03", "2026-09-03", "2027-09-03"),
            // 2028 is the next leap year, 2024 was the last one.
            ("29 feb", "2024-02-29", "2028-02-29", "2028-02-29"),
        ] {
            let read = [Yearless::Past, Yearless::Nearest, ahead].map(|yearless| parsed(text, yearless));
            assert_eq!(read, [past, nearest, first], "{text}");
        }
        assert_eq!(recording("26 Nov"), Ok(at("2025-11-26T12:00:00+01:00")));
        assert_eq!(reporting("31 Dec"), Ok(at("2026-12-31T23:59:59+01:00")));
    }

    #[test]
    fn a_date_ahead_may_be_a_weekday_or_without_a_year() {
        // Today is Wednesday, the 25th: the next Thursday is the 26th, the next Wednesday the 2nd of December.
        let ahead = |text| parser().parse_date_ahead(text).map(|date| date.to_string());
        assert_eq!(ahead("thu"), Ok("2026-11-26".to_owned()));
        assert_eq!(ahead("Wednesday"), Ok("2026-12-02".to_owned()));
        assert_eq!(ahead("tuesday"), Ok("2026-12-01".to_owned()));
        assert_eq!(ahead("2026-12-24"), Ok("2026-12-24".to_owned()));
        assert_eq!(ahead("3 sep"), Ok("2027-09-03".to_owned()));
    }

    #[test]
    fn a_date_with_two_readings_is_refused_with_both() {
        for (text, one, other) in [
            ("9/3", "2026-09-03", "2026-03-09"),
            ("9/3 18:30", "2026-09-03", "2026-03-09"),
            ("03/04/2026", "2026-03-04", "2026-04-03"),
            ("9.3.26", "2026-09-03", "2026-03-09"),
            // Today is Wednesday, 25 November.
            ("next friday", "2026-11-27", "2026-12-04"),
        ] {
            assert_eq!(recording(text), Err(WhenError::EitherDate(date(one), date(other))), "{text}");
        }
        // The first Tuesday after today is also that of next week.
        assert_eq!(parser().parse_date("next tuesday", Yearless::Nearest), Ok(date("2026-12-01")));
    }

    #[test]
    fn a_part_of_today_is_never_later_than_now_while_it_lasts() {
        let early = WhenParser { now: at("2026-11-25T07:10:00+01:00"), zone: Berlin };
        assert_eq!(early.parse("this morning", Purpose::Recording), Ok(early.now));
        // The evening is still ahead.
        assert_eq!(early.parse("this evening", Purpose::Recording), Ok(at("2026-11-25T20:00:00+01:00")));
        assert_eq!(early.parse("tonight", Purpose::Recording), Ok(at("2026-11-25T20:00:00+01:00")));
    }
}
