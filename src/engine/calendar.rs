//! Instants, dates, zones and renewal days: the only code that handles daylight saving time.
//!
//! Instants are whole seconds (rules 1.2). A *day* lasts from the start of its date to the start of the next date. The
//! start of a date is the first instant whose local date is that date or later (rules 1.6).

mod dates;
mod day;
mod offsets;
mod plan_date;
mod same_time;

use std::fmt;

use chrono::{DateTime, Datelike, FixedOffset, Months, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use dates::{days_between, next_day, plus_days};
pub use day::Day;
pub use plan_date::PlanDate;
pub use same_time::{same_time_days_before, same_time_months_after};

/// Seconds in an hour of sixty minutes.
pub const HOUR: i64 = 3600;

/// Seconds by which an instant may be ahead of now, as clock drift (rules 1.5).
const CLOCK_DRIFT: i64 = 60;

/// An instant, in whole seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The earliest instant that RFC 3339 can represent.
    pub const MIN: Instant = Instant(-62_135_596_800);
    /// The latest instant that RFC 3339 can represent.
    pub const MAX: Instant = Instant(253_402_300_799);

    /// The latest instant that a ledger may contain: the end of the year 2999, UTC.
    pub const MAX_RECORD: Instant = Instant(32_503_679_999);

    /// The instant this many seconds after 1970-01-01T00:00:00Z.
    pub const fn from_unix(seconds: i64) -> Self {
        Instant(seconds)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// This instant plus a number of seconds, which may be negative.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Instant(self.0 + seconds)
    }

    /// One second earlier.
    #[must_use]
    pub const fn just_before(self) -> Self {
        Instant(self.0 - 1)
    }

    /// Seconds from `earlier` to this instant; negative if `earlier` is later.
    pub const fn seconds_since(self, earlier: Instant) -> i64 {
        self.0 - earlier.0
    }

    /// Whether it is ahead of `now` by more than clock drift (rules 1.5).
    pub const fn is_ahead_of(self, now: Instant) -> bool {
        self.seconds_since(now) > CLOCK_DRIFT
    }

    /// The same instant in UTC.
    pub fn in_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// The same instant in a zone.
    pub fn in_zone(self, zone: Tz) -> DateTime<FixedOffset> {
        let offset = FixedOffset::east_opt(offsets::offset_at(zone, self.0));
        self.in_utc().with_timezone(&offset.unwrap_or_else(|| Utc.fix()))
    }

    /// Whether the clocks of a zone show its local time twice, since they go back.
    pub fn is_shown_twice(self, zone: Tz) -> bool {
        offsets::is_shown_twice(zone, self.0)
    }

    /// This instant plus a number of calendar months.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        self.in_utc().checked_add_months(Months::new(months)).map_or(Instant::MAX, Instant::from)
    }

    /// This instant plus ten calendar years: the horizon of forecasts (rules 1.7).
    #[must_use]
    pub fn plus_ten_years(self) -> Self {
        self.plus_months(120)
    }
}

impl<Z: TimeZone> From<DateTime<Z>> for Instant {
    /// Fractions of a second are dropped (rules 1.2).
    fn from(moment: DateTime<Z>) -> Self {
        Instant(moment.timestamp())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.in_utc().format("%Y-%m-%dT%H:%M:%SZ"))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rfc3339;
        impl de::Visitor<'_> for Rfc3339 {
            type Value = Instant;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an instant such as 2026-11-25T09:00:00Z")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Instant, E> {
                // RFC 3339 allows lower case, but a ledger never has it, so a byte has changed.
                let read = DateTime::parse_from_rfc3339(text).ok().filter(|_| !text.contains(['t', 'z']));
                read.map(Instant::from).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Rfc3339)
    }
}

/// The instant of a local time in a zone (rules 1.6).
///
/// A skipped local time is the first instant after the gap. A repeated local time is the first of the two instants.
pub fn local_instant(local: NaiveDateTime, zone: Tz) -> Instant {
    Instant(offsets::first_instant_of(zone, local.and_utc().timestamp()))
}

/// The first instant whose local date is `date` or later (rules 1.6).
pub fn start_of(date: NaiveDate, zone: Tz) -> Instant {
    local_instant(date.and_time(chrono::NaiveTime::MIN), zone)
}

/// The last whole second of `date`.
pub fn end_of(date: NaiveDate, zone: Tz) -> Instant {
    start_of(next_day(date), zone).just_before()
}

/// The date whose day contains the instant.
pub fn date_of(instant: Instant, zone: Tz) -> NaiveDate {
    let shown = instant.in_zone(zone).date_naive();
    // Clocks set back across midnight show the previous date again, but the new day has already started.
    let next = next_day(shown);
    if start_of(next, zone) <= instant { next } else { shown }
}

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    year: i32,
    month: u32,
}

impl Month {
    /// The month of a date.
    pub fn of(date: NaiveDate) -> Self {
        Month { year: date.year(), month: date.month() }
    }

    /// The month of this year and number (1 to 12); `None` if there is none.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, 1).map(Month::of)
    }

    /// The 1st.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or(NaiveDate::MAX)
    }

    /// The last day.
    pub fn last_day(self) -> NaiveDate {
        self.next().first_day().pred_opt().unwrap_or(NaiveDate::MAX)
    }

    /// The next month.
    #[must_use]
    pub fn next(self) -> Self {
        if self.month == 12 {
            Month { year: self.year + 1, month: 1 }
        } else {
            Month { year: self.year, month: self.month + 1 }
        }
    }

    /// The previous month.
    #[must_use]
    pub fn previous(self) -> Self {
        if self.month == 1 {
            Month { year: self.year - 1, month: 12 }
        } else {
            Month { year: self.year, month: self.month - 1 }
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// The day of the month on which a plan renews, 1 to 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct RenewalDay(u32);

impl RenewalDay {
    /// The 1st, on which calendar plans renew.
    pub const FIRST: RenewalDay = RenewalDay(1);

    /// A renewal day; `None` unless it is from 1 to 31.
    pub fn new(day: u32) -> Option<Self> {
        (1..=31).contains(&day).then_some(RenewalDay(day))
    }

    /// The renewal day of a plan that started on `date`.
    pub fn of(date: NaiveDate) -> Self {
        RenewalDay(date.day())
    }

    /// The day's number, 1 to 31.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The renewal date in a month; in a month that is too short, its last day (rules 4.2).
    pub fn in_month(self, month: Month) -> NaiveDate {
        let last = month.last_day();
        last.with_day(self.0).unwrap_or(last)
    }

    /// The first renewal date after `date`.
    pub fn next_after(self, date: NaiveDate) -> NaiveDate {
        let month = Month::of(date);
        let here = self.in_month(month);
        if here > date { here } else { self.in_month(month.next()) }
    }

    /// The latest renewal date on or before `date`.
    pub fn latest_by(self, date: NaiveDate) -> NaiveDate {
        let month = Month::of(date);
        let here = self.in_month(month);
        if here <= date { here } else { self.in_month(month.previous()) }
    }
}

impl TryFrom<u32> for RenewalDay {
    type Error = &'static str;

    fn try_from(day: u32) -> Result<Self, Self::Error> {
        RenewalDay::new(day).ok_or("a renewal day is 1 to 31")
    }
}

impl From<RenewalDay> for u32 {
    fn from(day: RenewalDay) -> u32 {
        day.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{America, Asia, Europe, Pacific, UTC};

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn at(text: &str) -> Instant {
        DateTime::parse_from_rfc3339(text).unwrap().into()
    }

    #[test]
    fn a_day_starts_at_local_midnight() {
        assert_eq!(start_of(date(2026, 11, 25), Europe::Berlin), at("2026-11-24T23:00:00Z"));
        assert_eq!(end_of(date(2026, 11, 25), Europe::Berlin), at("2026-11-25T22:59:59Z"));
    }

    #[test]
    fn a_day_without_midnight_starts_after_the_gap() {
        // Beirut moved its clocks forward from 00:00 to 01:00 on 27 March 2022: the day began at 01:00 summer time.
        assert_eq!(start_of(date(2022, 3, 27), Asia::Beirut), at("2022-03-26T22:00:00Z"));
    }

    #[test]
    fn a_skipped_date_starts_when_the_next_date_does() {
        // Samoa went from 29 December 2011, 24:00 at -10 to 31 December, 00:00 at +14: 10:00 UTC on the 30th.
        let jump = at("2011-12-30T10:00:00Z");
        assert_eq!(start_of(date(2011, 12, 30), Pacific::Apia), jump);
        assert_eq!(start_of(date(2011, 12, 31), Pacific::Apia), jump);
        assert_eq!(date_of(jump, Pacific::Apia), date(2011, 12, 31));
        assert_eq!(date_of(jump.just_before(), Pacific::Apia), date(2011, 12, 29));
    }

    #[test]
    fn a_repeated_midnight_starts_the_day_once() {
        // Newfoundland set its clocks back at 00:01 on 7 November 2010, to 23:01 on the 6th: the 7th had begun
        // at 00:00 (02:30 UTC), and 23:30 shown again half an hour later is still the 7th.
        let begin = at("2010-11-07T02:30:00Z");
        assert_eq!(start_of(date(2010, 11, 7), America::St_Johns), begin);
        assert_eq!(date_of(begin, America::St_Johns), date(2010, 11, 7));
        assert_eq!(date_of(begin.just_before(), America::St_Johns), date(2010, 11, 6));
        assert_eq!(date_of(at("2010-11-07T03:00:00Z"), America::St_Johns), date(2010, 11, 7));
    }

    #[test]
    fn skipped_and_repeated_local_times() {
        // Berlin, 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC. 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC.
        let gap = date(2026, 3, 29).and_hms_opt(2, 30, 0).unwrap();
        assert_eq!(local_instant(gap, Europe::Berlin), at("2026-03-29T01:00:00Z"));
        let twice = date(2026, 10, 25).and_hms_opt(2, 30, 0).unwrap();
        assert_eq!(local_instant(twice, Europe::Berlin), at("2026-10-25T00:30:00Z"));
    }

    #[test]
    fn three_days_ago_keeps_the_local_time() {
        // 26 October 2026, 09:00 in winter time; three days before, 09:00 in summer time is 07:00 UTC.
        let earlier = same_time_days_before(at("2026-10-26T08:00:00Z"), 3, Europe::Berlin);
        assert_eq!(earlier, Some(at("2026-10-23T07:00:00Z")));
    }

    #[test]
    fn renewal_day_31_is_the_last_day_of_shorter_months() {
        let day = RenewalDay::new(31).unwrap();
        assert_eq!(day.next_after(date(2027, 1, 31)), date(2027, 2, 28));
        assert_eq!(day.next_after(date(2027, 2, 28)), date(2027, 3, 31));
        assert_eq!(day.next_after(date(2028, 1, 31)), date(2028, 2, 29));
        assert_eq!(day.latest_by(date(2026, 11, 25)), date(2026, 10, 31));
        assert_eq!(day.latest_by(date(2026, 11, 30)), date(2026, 11, 30));
        assert_eq!(RenewalDay::new(0), None);
        assert_eq!(RenewalDay::new(32), None);
    }

    #[test]
    fn months_cross_the_end_of_the_year() {
        let december = Month::of(date(2026, 12, 9));
        assert_eq!(december.next().first_day(), date(2027, 1, 1));
        assert_eq!(december.next().previous(), december);
        assert_eq!(december.to_string(), "2026-12");
        assert_eq!(Month::new(2026, 13), None);
    }

    #[test]
    fn fractions_of_a_second_are_dropped() {
        assert_eq!(at("2026-11-25T09:00:00.999Z"), at("2026-11-25T09:00:00Z"));
        assert_eq!(start_of(date(1970, 1, 1), UTC).unix(), 0);
    }
}
