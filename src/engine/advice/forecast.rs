//! Forecast: the balance on each day ahead at the present rate of spending, if no response gives a credit back.

use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

use super::habits::Habits;
use super::lapse::Lapse;
use super::loss::{date_of_change, working_days};
use crate::engine::budget::Budget;
use crate::engine::calendar::{Day, Instant, PlanDate, date_of, next_day, start_of};
use crate::engine::plan::PlanStart;
use crate::engine::timeline::Timeline;

/// The number of days that determine the present rate, today included.
const DAYS: u64 = 28;

/// The minimum, for a member who started recently.
const FEWEST_DAYS: u64 = 7;

/// The present rate of spending credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SpendingRate {
    /// The first date counted; the last is today.
    pub since: NaiveDate,
    /// Credits spent since then.
    pub spent: u64,
    /// Working days since then, today included.
    pub working_days: u64,
}

impl SpendingRate {
    /// Credits spent in this many working days at this rate, rounded down.
    fn through(self, working_days: u64) -> u64 {
        (self.spent * working_days).checked_div(self.working_days).unwrap_or(0)
    }

    /// Credits per working day; `None` without working days.
    #[expect(clippy::cast_precision_loss, reason = "counts of a few weeks are exact in a float")]
    pub fn per_working_day(self) -> Option<f64> {
        (self.working_days > 0).then(|| (self.spent as f64 / self.working_days as f64 * 100.0).round() / 100.0)
    }
}

/// What the calendar and the plans do to the credits at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreditChange {
    /// When.
    pub on: PlanDate,
    /// Credits granted.
    pub granted: u64,
    /// Credits that expire.
    pub expired: u64,
    /// Credits lost to the cap.
    pub lost_to_cap: u64,
    /// Credits that lapse with a change of plan.
    pub lapsed: u64,
    /// The balance after it; for the last change of a day, at the end of that day.
    pub balance: u64,
}

impl CreditChange {
    /// Whether credits came or went.
    pub(super) fn has_moved(&self) -> bool {
        self.granted + self.expired + self.lost_to_cap + self.lapsed > 0
    }
}

/// A day ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DayAhead {
    /// Its date, in the account's zone.
    pub date: NaiveDate,
    /// Credits granted on it.
    pub granted: u64,
    /// Credits spent.
    pub spent: u64,
    /// Credits that expire.
    pub expired: u64,
    /// Credits lost to the cap.
    pub lost_to_cap: u64,
    /// Credits that lapse with a change of plan.
    pub lapsed: u64,
    /// InMails for which no credit is left.
    #[serde(rename = "without_credit")]
    pub short: u64,
    /// The balance at its end.
    pub balance: u64,
}

impl DayAhead {
    /// Credits lost without being spent.
    pub fn lost(&self) -> u64 {
        self.expired + self.lost_to_cap + self.lapsed
    }
}

/// The forecast of the balance.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The present rate.
    pub rate: SpendingRate,
    /// The balance now.
    pub opening: u64,
    /// The rest of today, without more spending, and every day after it.
    pub days: Vec<DayAhead>,
    /// The first lapse in them.
    pub lapse: Option<Lapse>,
    /// The grants and the losses of these days.
    pub changes: Vec<CreditChange>,
}

/// Forecasts the balance from an instant through a date.
pub fn forecast(timeline: &Timeline, until: NaiveDate, as_of: Instant, habits: &Habits) -> Forecast {
    let rate = rate(timeline, as_of, habits);
    let mut budget = timeline.account_at(as_of).budget().clone();
    let (opening, today) = (budget.wallet().balance(), date_of(as_of, timeline.zone()));
    let dates = std::iter::successors(Some(today), |date| Some(next_day(*date))).take_while(|date| *date <= until);
    let (mut worked, mut changes) = (0, Vec::new());
    let days = dates.filter_map(|date| Day::on(date, timeline.zone())).map(|day| {
        let works = day.date > today && habits.working_days.contains(day.date.weekday());
        let spends = if works { rate.through(worked + 1) - rate.through(worked) } else { 0 };
        worked += u64::from(works);
        ahead(&mut budget, day, spends, &mut changes)
    });
    let days: Vec<DayAhead> = days.collect();
    let lapse = days.iter().find(|day| day.lapsed > 0).and_then(|day| lapse_on(timeline, day, as_of));
    Forecast { rate, opening, days, lapse, changes }
}

/// The lapse of a day, with the last plan that starts on it.
fn lapse_on(timeline: &Timeline, day: &DayAhead, as_of: Instant) -> Option<Lapse> {
    let starts = timeline.schedule().starts().iter().rev();
    let is_of_day = |start: &&PlanStart| start.at > as_of && date_of(start.at, timeline.zone()) == day.date;
    let start = starts.into_iter().find(is_of_day)?;
    Some(Lapse { on: start.on(), credits: day.lapsed, plan: start.record.name.clone() })
}

/// Advances the budget through a day on which up to this many credits are spent.
fn ahead(budget: &mut Budget, day: Day, spends: u64, changes: &mut Vec<CreditChange>) -> DayAhead {
    let (before, known) = (budget.totals().clone(), changes.len());
    advance(budget, day.first, changes);
    let spent = budget.wallet.take(spends);
    budget.totals.charged += spent;
    advance(budget, day.last, changes);
    if let Some(last) = changes[known..].last_mut() {
        last.balance = budget.wallet().balance();
    }
    let counts = budget.totals().since(&before);
    DayAhead {
        date: day.date,
        granted: counts.granted,
        spent,
        expired: counts.expired,
        lost_to_cap: counts.lost_to_cap,
        lapsed: counts.lapsed,
        short: spends - spent,
        balance: budget.wallet().balance(),
    }
}

/// Advances the budget through an instant, change by change.
fn advance(budget: &mut Budget, until: Instant, changes: &mut Vec<CreditChange>) {
    changes.extend(std::iter::from_fn(|| next_credit_change(budget, until)).filter(CreditChange::has_moved));
    budget.advance_through(until);
}

/// Advances the budget through its next event up to an instant, which may leave the credits as they are; `None` after
/// the last one.
pub(super) fn next_credit_change(budget: &mut Budget, until: Instant) -> Option<CreditChange> {
    let at = Some(budget.next_event_at()).filter(|at| *at <= until)?;
    let (before, expiry) = (budget.totals().clone(), budget.wallet().next_expiry());
    budget.advance_through(at);
    let counts = budget.totals().since(&before);
    Some(CreditChange {
        on: date_of_change(expiry, budget),
        granted: counts.granted,
        expired: counts.expired,
        lost_to_cap: counts.lost_to_cap,
        lapsed: counts.lapsed,
        balance: budget.wallet().balance(),
    })
}

/// The spending of the last 28 days, or since the first send if that is later, but of at least a week.
fn rate(timeline: &Timeline, as_of: Instant, habits: &Habits) -> SpendingRate {
    let zone = timeline.zone();
    let today = date_of(as_of, zone);
    let back = |days: u64| today.checked_sub_days(Days::new(days - 1)).unwrap_or(today);
    let first = timeline.events(as_of).find(|(_, record, _)| record.fact.sent().is_some());
    let first = first.map_or(today, |(_, record, _)| date_of(record.at, zone));
    let since = first.clamp(back(DAYS), back(FEWEST_DAYS));
    let mut fold = timeline.fold();
    fold.fold_through(start_of(since, zone).just_before(), |_, _| {});
    let before = fold.account().budget().totals().charged;
    fold.fold_through(as_of, |_, _| {});
    let spent = fold.account().budget().totals().charged - before;
    let tomorrow = start_of(next_day(today), zone);
    SpendingRate { since, spent, working_days: working_days(start_of(since, zone), tomorrow, habits, zone) }
}
