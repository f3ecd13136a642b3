//! Statements: the usage, responses and credits of a period (rules 4.14).

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use super::acceptance_rate::{AcceptanceRate, CountedInvitations};
use super::account::Account;
use super::budget::Budget;
use super::calendar::{Instant, Month, date_of, days_between, end_of, next_day, start_of};
use super::message_days::{MessageDay, MessageDays};
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

    /// The first and the last month, if it is of whole months.
    pub fn whole_months(self) -> Option<(Month, Month)> {
        let (first, last) = (Month::of(self.from), Month::of(self.to));
        (self.from == first.first_day() && self.to == last.last_day()).then_some((first, last))
    }

    /// The period to compare it with, which ends just before it: as many whole months, or else as many days.
    #[must_use]
    pub fn before(self) -> Period {
        let from = if let Some((first, last)) = self.whole_months() {
            let months = std::iter::successors(Some(first), |month| Some(month.next()));
            let months = months.take_while(|month| *month <= last).count();
            (0..months).fold(first, |month, _| month.previous()).first_day()
        } else {
            let days = days_between(self.from, self.to).unsigned_abs() + 1;
            self.from.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
        };
        Period { from, to: self.from.pred_opt().unwrap_or(from) }
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
    /// The days on which people got messages.
    pub message_days: MessageDays,
    /// The response rate, by people.
    pub response_rate: ResponseRate,
    /// LinkedIn's own rate for InMail.
    pub inmail_rate: InMailRate,
    /// The acceptance rate of invitations.
    pub acceptance_rate: AcceptanceRate,
}

impl Statement {
    /// How many different people got a message between two dates of the period, both included.
    pub fn reached(&self, from: NaiveDate, to: NaiveDate) -> u64 {
        self.message_days.people(from, to)
    }
}

/// The totals and the balance of an account at an instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaySnapshot {
    /// The counts since the account started.
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
    /// The days on which people got messages, in order.
    pub message_days: Vec<MessageDay>,
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
        message_days: past.message_days(period),
        acceptance_rate: past.acceptance_rate(span),
        counts,
        days,
    }
}

/// The counts of a period alone, which takes less than its statement.
pub fn counts_with(timeline: &Timeline, earlier: &PastFigures, period: Period, as_of: Instant) -> Totals {
    let mut past = Past { timeline, earlier, fold: timeline.fold(), as_of };
    let opening = past.snapshot(period.from.pred_opt().unwrap_or(NaiveDate::MIN));
    past.snapshot(period.to).totals.since(&opening.totals)
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
        let prefix = self.timeline.folded_prefix();
        let loaded = prefix.into_iter().flat_map(|prefix| prefix.people.iter());
        let loaded = loaded.filter_map(|(_, state)| Contact::of(state));
        let stored = without(&self.earlier.contacts, loaded);
        let present = self.account().people().filter_map(|(_, state)| Contact::of(state));
        let contacts: Vec<Contact> = stored.chain(present).collect();
        response_rate(contacts.into_iter(), span, self.as_of)
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

    /// The days of a period on which people got messages.
    fn message_days(&mut self, Period { from, to }: Period) -> MessageDays {
        let earlier = self.earlier.message_days.iter().filter(|day| (from..=to).contains(&day.date));
        let days = earlier.copied().collect::<Vec<MessageDay>>();
        MessageDays::new([&days, self.account().message_days().between(from, to)].concat())
    }
}

/// The contacts without those of some people, whom they include.
fn without(contacts: &[Contact], some: impl Iterator<Item = Contact>) -> impl Iterator<Item = Contact> {
    let mut left_out: HashMap<Contact, u64> = HashMap::new();
    some.for_each(|contact| *left_out.entry(contact).or_default() += 1);
    contacts.iter().copied().filter(move |contact| match left_out.get_mut(contact) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(from: (i32, u32, u32), to: (i32, u32, u32)) -> String {
        let date = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let Period { from, to } = Period { from: date(from), to: date(to) }.before();
        format!("{from} {to}")
    }

    #[test]
    fn whole_months_are_compared_with_as_many_whole_months() {
        assert_eq!(before((2026, 9, 1), (2026, 9, 30)), "2026-08-01 2026-08-31");
        assert_eq!(before((2026, 3, 1), (2026, 3, 31)), "2026-02-01 2026-02-28");
        assert_eq!(before((2028, 3, 1), (2028, 3, 31)), "2028-02-01 2028-02-29");
        assert_eq!(before((2028, 2, 1), (2028, 2, 29)), "2028-01-01 2028-01-31");
        assert_eq!(before((2026, 7, 1), (2026, 9, 30)), "2026-04-01 2026-06-30");
        assert_eq!(before((2026, 11, 1), (2027, 2, 28)), "2026-07-01 2026-10-31");
        assert_eq!(before((2026, 1, 1), (2026, 12, 31)), "2025-01-01 2025-12-31");
    }

    #[test]
    fn other_periods_are_compared_with_as_many_days() {
        // 28 February is not the end of February 2028. 59 days from 1 January: 3 November to 31 December.
        assert_eq!(before((2028, 1, 1), (2028, 2, 28)), "2027-11-03 2027-12-31");
        assert_eq!(before((2026, 9, 2), (2026, 9, 30)), "2026-08-04 2026-09-01");
        assert_eq!(before((2026, 11, 25), (2026, 11, 25)), "2026-11-24 2026-11-24");
    }

    #[test]
    fn contacts_of_loaded_people_are_left_out_once_each() {
        let contact = |first| Contact { first: Instant::from_unix(first), answered: None };
        let all = [1, 2, 2, 3].map(contact);
        let left: Vec<Contact> = without(&all, [2, 3].map(contact).into_iter()).collect();
        assert_eq!(left, [1, 2].map(contact));
    }
}
