//! Statements: the usage, responses and credits of a period (rules 4.14).

use chrono::NaiveDate;

use super::acceptance_rate::{AcceptanceRate, CountedInvitations};
use super::account::Account;
use super::budget::Budget;
use super::calendar::{Instant, Month, date_of, end_of, next_day, start_of};
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

    /// Whether it is a whole month.
    pub fn is_month(self) -> bool {
        self == Period::month(Month::of(self.from))
    }

    /// Every date in it.
    pub fn dates(self) -> impl Iterator<Item = NaiveDate> {
        std::iter::successors(Some(self.from), |date| Some(next_day(*date))).take_while(move |date| *date <= self.to)
    }
}

/// One day of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayFigures {
    /// Its date.
    pub date: NaiveDate,
    /// The counts of the day.
    pub counts: Totals,
}

/// The figures of a period, as of an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The dates.
    pub period: Period,
    /// The instant up to which records count.
    pub as_of: Instant,
    /// The balance just before the first instant of the period.
    pub opening: u64,
    /// The balance at its last instant, or at the as-of instant if that is earlier.
    pub closing: u64,
    /// The counts of the period.
    pub counts: Totals,
    /// Every date of the period, future ones included.
    pub days: Vec<DayFigures>,
    /// The response rate, by people.
    pub response_rate: ResponseRate,
    /// LinkedIn's own rate for InMail.
    pub inmail_rate: InMailRate,
    /// The acceptance rate of invitations.
    pub acceptance_rate: AcceptanceRate,
}

/// The totals and the balance of an account at an instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaySnapshot {
    /// The counts since the account began.
    pub totals: Totals,
    /// Credits held.
    pub balance: u64,
}

impl DaySnapshot {
    /// The snapshot of a budget at its present instant.
    pub fn of(budget: &Budget) -> DaySnapshot {
        DaySnapshot { totals: budget.totals().clone(), balance: budget.wallet().balance() }
    }
}

/// What a checkpoint stores for statements of the time it covers. Empty for a whole ledger, which needs none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastFigures {
    /// The days at the end of which something had changed, in order.
    pub snapshots: Vec<(NaiveDate, DaySnapshot)>,
    /// The first contacts.
    pub contacts: Vec<Contact>,
    /// When each InMail was sent that was answered within 30 days.
    pub answered_inmails: Vec<Instant>,
    /// The invitations that the acceptance rate counts.
    pub invitations: CountedInvitations,
}

/// The figures of a period of a whole ledger, as of an instant.
pub fn statement(timeline: &Timeline, period: Period, as_of: Instant) -> Statement {
    statement_with(timeline, &PastFigures::default(), period, as_of)
}

/// The figures of a period, as of an instant that the timeline reaches back to. `earlier` covers its folded prefix.
pub fn statement_with(timeline: &Timeline, earlier: &PastFigures, period: Period, as_of: Instant) -> Statement {
    let zone = timeline.zone();
    let span = (start_of(period.from, zone), end_of(period.to, zone));
    let mut past = Past { timeline, earlier, fold: timeline.fold(), as_of };
    let opening = past.snapshot(period.from.pred_opt().unwrap_or(NaiveDate::MIN));
    let mut before = opening.clone();
    let mut days = Vec::new();
    for date in period.dates() {
        let snapshot = past.snapshot(date);
        days.push(DayFigures { date, counts: snapshot.totals.since(&before.totals) });
        before = snapshot;
    }
    let counts = before.totals.since(&opening.totals);
    Statement {
        period,
        as_of,
        opening: opening.balance,
        closing: before.balance,
        response_rate: past.response_rate(span),
        inmail_rate: InMailRate { sent: counts.inmails, responded: past.answered_inmails(span) },
        acceptance_rate: past.acceptance_rate(span),
        counts,
        days,
    }
}

/// An account's past up to an instant. Snapshots must be requested in the order of dates.
struct Past<'a> {
    timeline: &'a Timeline,
    earlier: &'a PastFigures,
    fold: Fold<'a>,
    as_of: Instant,
}

impl Past<'_> {
    /// The snapshot at the last instant of a date, or at the as-of instant if that is earlier.
    fn snapshot(&mut self, date: NaiveDate) -> DaySnapshot {
        let zone = self.timeline.zone();
        if self.timeline.folded_prefix().is_some_and(|prefix| date < date_of(prefix.last_at, zone)) {
            let through = self.earlier.snapshots.partition_point(|(day, _)| *day <= date);
            return through.checked_sub(1).map(|last| self.earlier.snapshots[last].1.clone()).unwrap_or_default();
        }
        self.fold.fold_through(end_of(date, zone).min(self.as_of), |_, _| {});
        DaySnapshot::of(self.fold.account().budget())
    }

    /// The account as of the instant.
    fn account(&mut self) -> &Account {
        self.fold.fold_through(self.as_of, |_, _| {});
        self.fold.account()
    }

    /// The response rate of the people first contacted between two instants, both included. People of the folded prefix
    /// who have later records count with their present state.
    fn response_rate(&mut self, span: (Instant, Instant)) -> ResponseRate {
        let as_of = self.as_of;
        let stored = response_rate(self.earlier.contacts.iter().copied(), span, as_of);
        let loaded = self.timeline.folded_prefix().into_iter().flat_map(|prefix| prefix.people.values());
        let loaded = response_rate(loaded.filter_map(Contact::of), span, as_of);
        let present = self.account().people().filter_map(|(_, state)| Contact::of(state));
        stored.without(loaded).with(response_rate(present, span, as_of))
    }

    /// How many of the InMails sent between two instants, both included, were answered within 30 days.
    fn answered_inmails(&mut self, span: (Instant, Instant)) -> u64 {
        let earlier = answered_between(&self.earlier.answered_inmails, span);
        earlier + answered_between(self.account().answered_inmails(), span)
    }

    /// The acceptance rate of the invitations sent between two instants, both included.
    fn acceptance_rate(&mut self, span: (Instant, Instant)) -> AcceptanceRate {
        let (earlier, as_of) = (self.earlier.invitations.rate(span, self.as_of), self.as_of);
        earlier.with(self.account().counted_invitations().rate(span, as_of))
    }
}
