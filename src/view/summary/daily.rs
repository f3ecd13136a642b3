//! Counts of days: each day's figures in tables, and the charts.

use chrono::Datelike;

use crate::engine::statement::{DayFigures, Statement};
use crate::engine::totals::Totals;
use crate::view::format::short_day;

/// A period of more days than this is counted by month in words.
const LONGEST_BY_DAY: usize = 62;

/// A count of some successive days of a statement.
pub(super) type DailyCount = fn(&Statement, &[DayFigures]) -> u64;

/// A count of each day: its name in CSV, its head in tables, and the count.
pub(super) const COLUMNS: [(&str, &str, DailyCount); 6] = [
    ("reached", "people reached", people_reached),
    ("day_slots", "slots of the day", day_slots),
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

/// A count in words: "responses: 1 on Tue 3 Nov; 2 on Wed 4 Nov", by month in a long period.
pub(super) fn counts_in_words(label: &str, count: DailyCount, statement: &Statement) -> String {
    let is_long = statement.days.len() > LONGEST_BY_DAY;
    let together = |one: &DayFigures, other: &DayFigures| {
        is_long && (one.date.year(), one.date.month()) == (other.date.year(), other.date.month())
    };
    let groups = statement.days.chunk_by(together);
    let counted = groups.filter_map(|days| Some((days.first()?.date, count(statement, days))));
    let counted: Vec<String> = counted
        .filter(|(_, number)| *number > 0)
        .map(|(date, number)| {
            let on = if is_long { format!("in {}", date.format("%B %Y")) } else { format!("on {}", short_day(date)) };
            format!("{number} {on}")
        })
        .collect();
    let counted = if counted.is_empty() { "none".to_owned() } else { counted.join("; ") };
    format!("{label}: {counted}\n")
}

fn sum(days: &[DayFigures], count: fn(&Totals) -> u64) -> u64 {
    days.iter().map(|day| count(&day.counts)).sum()
}
