//! A period: what was used, what came of it, and a credit statement that adds up (rules 4.14).

use chrono::NaiveDate;

use super::calendar::{Instant, Month, end_of, next_day, start_of};
use super::rates::{InMailRate, ResponseRate, inmail_rate, response_rate};
use super::timeline::{Fold, Timeline};
use super::totals::Totals;

/// A span of dates, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first date.
    pub from: NaiveDate,
    /// The last date, not before the first.
    pub to: NaiveDate,
}

impl Period {
    /// A whole month.
    pub fn month(month: Month) -> Period {
        Period { from: month.first_day(), to: month.last_day() }
    }

    /// Whether it is a month, whole.
    pub fn is_month(self) -> bool {
        self == Period::month(Month::of(self.from))
    }

    /// Every date of it.
    pub fn dates(self) -> impl Iterator<Item = NaiveDate> {
        std::iter::successors(Some(self.from), |date| Some(next_day(*date))).take_while(move |date| *date <= self.to)
    }
}

/// One day of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayFigures {
    /// Its date.
    pub date: NaiveDate,
    /// What was counted on it.
    pub counts: Totals,
}

/// The figures of a period, as of an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The dates.
    pub period: Period,
    /// The instant up to which records are reckoned in.
    pub as_of: Instant,
    /// The balance just before the first instant of the period.
    pub opening: u64,
    /// The balance at its last instant, or at the as-of instant if that is earlier.
    pub closing: u64,
    /// What was counted in it.
    pub counts: Totals,
    /// Date by date, those ahead included.
    pub days: Vec<DayFigures>,
    /// The response rate, by people.
    pub response_rate: ResponseRate,
    /// LinkedIn's own rate for InMail.
    pub inmail_rate: InMailRate,
}

/// The figures of a period, as of an instant.
pub fn statement(timeline: &Timeline, period: Period, as_of: Instant) -> Statement {
    let zone = timeline.zone();
    let (first, last) = (start_of(period.from, zone), end_of(period.to, zone));
    let mut fold = timeline.fold();
    fold.read_through(first.just_before().min(as_of), |_, _| {});
    let opening = fold.account().budget().wallet().balance();
    let before = fold.account().budget().totals().clone();
    let days = period.dates().map(|date| read_day(&mut fold, date, as_of)).collect();
    let budget = fold.account().budget();
    let (closing, counts) = (budget.wallet().balance(), budget.totals().since(&before));
    fold.read_through(as_of, |_, _| {});
    let account = fold.account();
    Statement {
        period,
        as_of,
        opening,
        closing,
        response_rate: response_rate(account, first, last, as_of),
        inmail_rate: inmail_rate(account, counts.inmails, first, last),
        counts,
        days,
    }
}

/// Reads one day, as far as it is not ahead of the as-of instant.
fn read_day(fold: &mut Fold<'_>, date: NaiveDate, as_of: Instant) -> DayFigures {
    let zone = fold.account().budget().zone();
    let before = fold.account().budget().totals().clone();
    fold.read_through(end_of(date, zone).min(as_of), |_, _| {});
    DayFigures { date, counts: fold.account().budget().totals().since(&before) }
}
