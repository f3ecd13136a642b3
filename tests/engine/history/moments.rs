//! Random instants, many of them close to the start of a day, a month or a renewal, or to a clock change.

use chrono::{Datelike, NaiveDate, NaiveTime};
use chrono_tz::{America, Asia, Europe, Pacific, Tz, UTC};
use inquota::engine::calendar::{Instant, local_instant, start_of};
use proptest::prelude::*;

use crate::model::dates::plus_days;

const ZONES: [Tz; 8] = [
    UTC,
    Europe::Berlin,
    America::Los_Angeles,
    Pacific::Apia,
    America::St_Johns,
    Asia::Beirut,
    Pacific::Kiritimati,
    Asia::Kolkata,
];

/// Zones of the plans in these histories.
const PINNED: [Tz; 3] = [UTC, Pacific::Apia, Pacific::Kiritimati];

/// First dates of seasons in which something special happens: St John's changes its clocks at 00:01, Samoa skips a
/// date, Beirut skips a midnight, leap days, and clock changes in Berlin and Los Angeles.
const SEASONS: [(i32, u32, u32); 8] = [
    (2010, 9, 20),
    (2011, 11, 1),
    (2011, 12, 10),
    (2022, 2, 10),
    (2023, 12, 15),
    (2016, 1, 20),
    (2025, 9, 10),
    (2026, 11, 1),
];

/// The zone of each season in which that happens.
const HOMES: [Tz; 8] = [
    America::St_Johns,
    Pacific::Apia,
    Pacific::Apia,
    Asia::Beirut,
    Pacific::Kiritimati,
    Europe::Berlin,
    Europe::Berlin,
    America::Los_Angeles,
];

/// A date of each season with a clock change, a skipped date or a leap day.
const TURNS: [(i32, u32, u32); 8] = [
    (2010, 11, 7),
    (2011, 12, 30),
    (2011, 12, 31),
    (2022, 3, 27),
    (2024, 2, 29),
    (2016, 2, 29),
    (2025, 10, 26),
    (2026, 11, 1),
];

/// A season and a zone, mostly the zone of that season.
pub(crate) fn season_and_zone() -> impl Strategy<Value = (usize, Tz)> {
    let zone = prop_oneof![Just(None), prop::sample::select(ZONES.as_slice()).prop_map(Some)];
    (0..SEASONS.len(), zone).prop_map(|(season, zone)| (season, zone.unwrap_or(HOMES[season])))
}

/// An instant, relative to the season of its history.
#[derive(Clone, Debug)]
pub(crate) enum Moment {
    /// A time of day on a day of the season.
    Clock { day: u32, time: usize },
    /// Close to the start of a date in a zone.
    Start { date: DateDraft, pinned: Option<usize>, seconds: i64 },
    /// This long after an earlier instant, counted back from the last entry.
    After { back: usize, seconds: i64 },
}

/// A date of the season.
#[derive(Clone, Debug)]
pub(crate) enum DateDraft {
    Day(u32),
    /// A day of one of the months; the last day for those that the month lacks.
    OfMonth(u32, u32),
    /// The special date of the season.
    Turn,
}

const TIMES: [(u32, u32, u32); 6] = [(0, 0, 0), (9, 30, 0), (12, 0, 0), (15, 0, 1), (23, 30, 0), (23, 59, 59)];

/// Seconds from the start of a date; after half an hour, some clocks show the date before once more.
const ABOUT: [i64; 6] = [-1, 0, 0, 1, 1800, 3600];

/// Seconds between two instants: the periods in the rules, and a second more or less.
const LATER: [i64; 19] = [
    0,
    0,
    0,
    1,
    60,
    3600,
    3600,
    5 * 3600,
    DAY,
    DAY,
    3 * DAY,
    7 * DAY - 1,
    7 * DAY,
    14 * DAY - 1,
    14 * DAY,
    14 * DAY + 1,
    21 * DAY,
    30 * DAY,
    184 * DAY,
];

const DAY: i64 = 86_400;

pub(crate) fn moment() -> impl Strategy<Value = Moment> {
    prop_oneof![
        3 => (prop_oneof![9 => 0..100_u32, 1 => 100..600_u32], 0..TIMES.len())
            .prop_map(|(day, time)| Moment::Clock { day, time }),
        3 => (date(), prop::option::weighted(0.4, 0..PINNED.len()), prop::sample::select(ABOUT.as_slice()))
            .prop_map(|(date, pinned, seconds)| Moment::Start { date, pinned, seconds }),
        8 => (prop_oneof![3 => Just(0_usize), 1 => 0..30_usize], prop::sample::select(LATER.as_slice()))
            .prop_map(|(back, seconds)| Moment::After { back, seconds }),
    ]
}

pub(crate) fn date() -> impl Strategy<Value = DateDraft> {
    prop_oneof![
        2 => (0..130_u32).prop_map(DateDraft::Day),
        3 => (0..5_u32, prop::sample::select(vec![1, 1, 2, 15, 28, 29, 30, 31]))
            .prop_map(|(month, day)| DateDraft::OfMonth(month, day)),
        1 => Just(DateDraft::Turn),
    ]
}

pub(crate) fn instant(moment: &Moment, season: usize, zone: Tz, before: &[Instant]) -> Instant {
    match moment {
        Moment::Clock { day, time } => {
            let (hour, minute, second) = TIMES[*time];
            let time = NaiveTime::from_hms_opt(hour, minute, second).unwrap();
            local_instant(plus_days(first_date(season), *day).and_time(time), zone)
        }
        Moment::Start { date, pinned, seconds } => {
            let zone = pinned.map_or(zone, |pinned| PINNED[pinned]);
            start_of(date_in(date, season), zone).plus_seconds(*seconds)
        }
        Moment::After { back, seconds } => before[before.len() - 1 - back % before.len()].plus_seconds(*seconds),
    }
}

pub(crate) fn date_in(draft: &DateDraft, season: usize) -> NaiveDate {
    let first = first_date(season);
    match draft {
        DateDraft::Day(day) => plus_days(first, *day),
        DateDraft::OfMonth(months, day) => {
            let month =
                (0..*months).fold(first.with_day(1).unwrap(), |month, _| plus_days(month, 32).with_day(1).unwrap());
            (1..=*day).rev().find_map(|day| month.with_day(day)).unwrap()
        }
        DateDraft::Turn => ymd(TURNS[season]),
    }
}

fn first_date(season: usize) -> NaiveDate {
    ymd(SEASONS[season])
}

fn ymd((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}
