//! Counts of days: each day's figures in tables, and the charts.

use crate::engine::statement::{DayFigures, Statement};
use crate::engine::totals::Totals;

/// A count of some successive days of a statement.
pub(super) type DailyCount = fn(&Statement, &[DayFigures]) -> u64;

/// A count of each day: its name in CSV, its head in tables, and the count.
pub(super) const COLUMNS: [(&str, &str, DailyCount); 6] = [
    ("reached", "people reached", people_reached),
    ("day_slots", "day slots", day_slots),
    ("messages", "messages", |_, days| sum(days, |counts| counts.messages)),
    ("inmail", "InMails", inmails),
    ("invitations", "invitations", invitations),
    ("responses", "responses", responses),
];

/// The different people who got a message.
pub(super) fn people_reached(statement: &Statement, days: &[DayFigures]) -> u64 {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return 0 };
    statement.reached(first.date, last.date)
}

/// The slots of the days that were used.
pub(super) fn day_slots(_: &Statement, days: &[DayFigures]) -> u64 {
    sum(days, |counts| counts.day_slots)
}

pub(super) fn inmails(_: &Statement, days: &[DayFigures]) -> u64 {
    sum(days, |counts| counts.inmails)
}

pub(super) fn invitations(_: &Statement, days: &[DayFigures]) -> u64 {
    sum(days, |counts| counts.invitations)
}

pub(super) fn responses(_: &Statement, days: &[DayFigures]) -> u64 {
    sum(days, |counts| counts.responses)
}

fn sum(days: &[DayFigures], count: fn(&Totals) -> u64) -> u64 {
    days.iter().map(|day| count(&day.counts)).sum()
}
