//! A period: what was used, what came of it, and a credit statement that adds up (rules 4.14).

use std::convert::Infallible;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::account::Account;
use super::budget::Budget;
use super::calendar::{Instant, Month, end_of, next_day, start_of};
use super::rates::{Contact, InMailRate, ResponseRate, answered_between, response_rate};
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

/// What an account had counted and held at some instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaySnapshot {
    /// Everything counted so far.
    pub totals: Totals,
    /// Credits held.
    pub balance: u64,
}

impl DaySnapshot {
    /// The mark of a budget where it has come to.
    pub fn of(budget: &Budget) -> DaySnapshot {
        DaySnapshot { totals: budget.totals().clone(), balance: budget.wallet().balance() }
    }
}

/// An account's past up to an instant, which a statement is read off.
pub trait Past {
    /// Why the past cannot be told.
    type Error;

    /// The account's zone.
    fn zone(&self) -> Tz;

    /// The instant up to which the past is told.
    fn as_of(&self) -> Instant;

    /// The mark at the last instant of a date, or at the as-of instant if that is earlier. Dates are asked for in
    /// their order.
    ///
    /// # Errors
    ///
    /// When it is in doubt, as with the others.
    fn mark(&mut self, date: NaiveDate) -> Result<DaySnapshot, Self::Error>;

    /// The response rate of the people first contacted between two instants, both included.
    ///
    /// # Errors
    ///
    /// When it is in doubt.
    fn response_rate(&mut self, span: (Instant, Instant)) -> Result<ResponseRate, Self::Error>;

    /// How many of the InMails sent between two instants, both included, were answered within 30 days.
    ///
    /// # Errors
    ///
    /// When it is in doubt.
    fn answered_inmails(&mut self, span: (Instant, Instant)) -> Result<u64, Self::Error>;
}

/// The figures of a period, as of an instant.
pub fn statement(timeline: &Timeline, period: Period, as_of: Instant) -> Statement {
    let Ok(statement) = statement_of(&mut Told { fold: timeline.fold(), as_of }, period);
    statement
}

/// The figures of a period of an account's past.
///
/// # Errors
///
/// When the past cannot be told.
pub fn statement_of<P: Past>(past: &mut P, period: Period) -> Result<Statement, P::Error> {
    let (zone, as_of) = (past.zone(), past.as_of());
    let span = (start_of(period.from, zone), end_of(period.to, zone));
    let opening = past.mark(period.from.pred_opt().unwrap_or(NaiveDate::MIN))?;
    let mut before = opening.clone();
    let mut days = Vec::new();
    for date in period.dates() {
        let mark = past.mark(date)?;
        days.push(DayFigures { date, counts: mark.totals.since(&before.totals) });
        before = mark;
    }
    let counts = before.totals.since(&opening.totals);
    let inmail_rate = InMailRate { sent: counts.inmails, responded: past.answered_inmails(span)? };
    Ok(Statement {
        period,
        as_of,
        opening: opening.balance,
        closing: before.balance,
        response_rate: past.response_rate(span)?,
        inmail_rate,
        counts,
        days,
    })
}

/// The past as it is told by folding a whole ledger.
struct Told<'a> {
    fold: Fold<'a>,
    as_of: Instant,
}

impl Told<'_> {
    /// The account as of the instant.
    fn account(&mut self) -> &Account {
        self.fold.read_through(self.as_of, |_, _| {});
        self.fold.account()
    }
}

impl Past for Told<'_> {
    type Error = Infallible;

    fn zone(&self) -> Tz {
        self.fold.account().budget().zone()
    }

    fn as_of(&self) -> Instant {
        self.as_of
    }

    fn mark(&mut self, date: NaiveDate) -> Result<DaySnapshot, Infallible> {
        let end = end_of(date, self.zone()).min(self.as_of);
        self.fold.read_through(end, |_, _| {});
        Ok(DaySnapshot::of(self.fold.account().budget()))
    }

    fn response_rate(&mut self, span: (Instant, Instant)) -> Result<ResponseRate, Infallible> {
        let as_of = self.as_of;
        Ok(response_rate(self.account().people().filter_map(Contact::of), span, as_of))
    }

    fn answered_inmails(&mut self, span: (Instant, Instant)) -> Result<u64, Infallible> {
        Ok(answered_between(self.account().answered_inmails(), span))
    }
}
