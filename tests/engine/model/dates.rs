//! The model's own calendar: a list of the starts of all dates, found by trying the local time of each zone (rules
//! 1.6).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use chrono::{DateTime, Datelike, Days, NaiveDate};
use chrono_tz::Tz;
use inquota::engine::calendar::Instant;

const QUARTER_HOUR: i64 = 900;
const FIRST_YEAR: i32 = 2009;
const LAST_YEAR: i32 = 2046;

/// The dates of one zone, each with its start.
#[derive(Clone, Debug)]
pub(crate) struct Dates {
    starts: Rc<Vec<i64>>,
}

impl Dates {
    pub(crate) fn of(zone: Tz) -> Dates {
        thread_local! {
            static KNOWN: RefCell<HashMap<Tz, Dates>> = RefCell::default();
        }
        KNOWN.with_borrow_mut(|known| known.entry(zone).or_insert_with(|| Dates::look_up(zone)).clone())
    }

    fn look_up(zone: Tz) -> Dates {
        let mut starts: Vec<i64> = Vec::new();
        let mut date = first_date();
        while date.year() <= LAST_YEAR {
            // No zone is more than 15 hours from UTC.
            let earliest = date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp() - 16 * 3600;
            starts.push(first_instant_showing(date, zone, starts.last().map_or(earliest, |last| earliest.max(*last))));
            date = date.succ_opt().unwrap();
        }
        Dates { starts: Rc::new(starts) }
    }

    /// The first instant whose local date is `date` or later.
    pub(crate) fn start(&self, date: NaiveDate) -> Instant {
        let index = usize::try_from((date - first_date()).num_days()).unwrap();
        Instant::from_unix(self.starts[index])
    }

    /// The last second before the next date starts.
    pub(crate) fn end(&self, date: NaiveDate) -> Instant {
        self.start(day_after(date)).plus_seconds(-1)
    }

    /// The latest date that has started.
    pub(crate) fn date(&self, instant: Instant) -> NaiveDate {
        let started = self.starts.partition_point(|start| *start <= instant.unix());
        plus_days(first_date(), u32::try_from(started - 1).unwrap())
    }

    /// All the dates that start at an instant: none at most instants, two where a zone skipped a date.
    pub(crate) fn starting_at(&self, instant: Instant) -> Vec<NaiveDate> {
        let first = self.starts.partition_point(|start| *start < instant.unix());
        let starting = self.starts[first..].iter().take_while(|start| **start == instant.unix());
        let places = starting.enumerate().map(|(further, _)| u32::try_from(first + further).unwrap());
        places.map(|place| plus_days(first_date(), place)).collect()
    }

    /// When the next date starts.
    pub(crate) fn next_start(&self, after: Instant) -> Instant {
        let next = self.starts.partition_point(|start| *start <= after.unix());
        Instant::from_unix(self.starts[next])
    }
}

/// Tries every quarter of an hour: all clock changes and offsets of these years are on one.
fn first_instant_showing(date: NaiveDate, zone: Tz, from: i64) -> i64 {
    let shows = |unix: i64| DateTime::from_timestamp(unix, 0).unwrap().with_timezone(&zone).date_naive();
    let mut unix = from;
    while shows(unix) < date {
        unix += QUARTER_HOUR;
    }
    unix
}

fn first_date() -> NaiveDate {
    NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap()
}

pub(crate) fn plus_days(date: NaiveDate, days: u32) -> NaiveDate {
    date.checked_add_days(Days::new(u64::from(days))).unwrap()
}

pub(crate) fn day_after(date: NaiveDate) -> NaiveDate {
    plus_days(date, 1)
}

pub(crate) fn first_of_month(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap()
}

pub(crate) fn first_of_next_month(date: NaiveDate) -> NaiveDate {
    let mut day = day_after(date);
    while day.day() != 1 {
        day = day_after(day);
    }
    day
}

/// Whether a date is a renewal day; the last day of a month is also the days that the month lacks (rules 4.2).
pub(crate) fn is_renewal_day(date: NaiveDate, renewal_day: u32) -> bool {
    date.day() == renewal_day || (date.day() < renewal_day && day_after(date).day() == 1)
}

/// The latest date, up to this one, that is a renewal day.
pub(crate) fn latest_renewal_day(renewal_day: u32, by: NaiveDate) -> NaiveDate {
    by.iter_days().rev().find(|date| is_renewal_day(*date, renewal_day)).unwrap()
}
