//! What is ahead for the credits and the plan, for a calendar: grants, losses, and changes of plan (rules 1.7).

use std::collections::BTreeMap;

use super::forecast::{CreditChange, next_credit_change};
use crate::engine::budget::Budget;
use crate::engine::calendar::{Instant, PlanDate, end_of, plus_days};
use crate::engine::plan::{PlanInForce, PlanRecord};
use crate::engine::timeline::Timeline;

/// What is ahead, soonest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Upcoming {
    /// Grants and losses, if nothing is sent.
    pub credits: Vec<CreditChange>,
    /// The plan records ahead.
    pub plans: Vec<PlanAhead>,
}

/// A plan record that takes effect later.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanAhead {
    /// When it takes effect.
    pub on: PlanDate,
    /// The record.
    pub record: PlanRecord,
    /// The plan just before it; `None` if it is the first.
    pub before: Option<PlanInForce>,
    /// The plan from then on.
    pub after: PlanInForce,
}

/// What is ahead at an instant. Grants and losses are those of so many days. After these days, only what is certain
/// already: present credits that expire, and plan records with the credits that lapse.
pub fn upcoming(timeline: &Timeline, as_of: Instant, days: u32) -> Upcoming {
    let mut budget = timeline.account_at(as_of).budget().clone();
    let held = HeldCredits::of(&budget, as_of);
    let (zone, farthest) = (budget.zone(), as_of.plus_ten_years());
    let horizon = end_of(plus_days(budget.today(), days), zone).min(farthest);
    let plans = plans_ahead(timeline, as_of);
    let mut credits: Vec<CreditChange> =
        std::iter::from_fn(|| next_credit_change(&mut budget, horizon)).filter(CreditChange::has_moved).collect();
    budget.advance_through(horizon);
    let last_plan = plans.last().map(|plan| plan.on.at);
    let last_expiry = held.expiring.keys().next_back().copied();
    let last = last_plan.into_iter().chain(last_expiry).max().unwrap_or(horizon).min(farthest);
    let certain = std::iter::from_fn(|| next_certain_change(&mut budget, &held, last));
    credits.extend(certain.filter(CreditChange::has_moved));
    Upcoming { credits, plans }
}

/// The credits that are held at an instant and expire.
struct HeldCredits {
    as_of: Instant,
    /// How many there are, by when they expire.
    expiring: BTreeMap<Instant, u64>,
    /// The credits that had lapsed until then.
    lapsed: u64,
}

impl HeldCredits {
    fn of(budget: &Budget, as_of: Instant) -> HeldCredits {
        let mut expiring = BTreeMap::new();
        for lot in budget.wallet().lots() {
            if let Some(date) = lot.expires {
                *expiring.entry(date.at).or_default() += u64::from(lot.left);
            }
        }
        HeldCredits { as_of, expiring, lapsed: budget.totals().lapsed }
    }

    /// How many of them a later budget still has when they expire, at an instant: none once a change of plan has taken
    /// all of them. The lots of a plan that starts later on the same day carry its date too, but are no part of them.
    fn expiring_at(&self, at: Instant, later: &Budget) -> u64 {
        let Some(held) = self.expiring.get(&at).filter(|_| later.totals().lapsed == self.lapsed) else { return 0 };
        let of_then = later.wallet().lots().take_while(|lot| lot.expires.is_some_and(|date| date.at <= at));
        let left = of_then.filter(|lot| lot.given.at <= self.as_of).map(|lot| u64::from(lot.left)).sum();
        (*held).min(left)
    }
}

/// The next change, reduced to what is certain already: without grants and what they cause.
fn next_certain_change(budget: &mut Budget, held: &HeldCredits, until: Instant) -> Option<CreditChange> {
    let expiring = budget.wallet().next_expiry_at().map_or(0, |at| held.expiring_at(at, budget));
    let change = next_credit_change(budget, until)?;
    Some(CreditChange { granted: 0, lost_to_cap: 0, expired: change.expired.min(expiring), ..change })
}

/// The plan records that take effect after an instant. Of several at one instant, the last one counts.
fn plans_ahead(timeline: &Timeline, as_of: Instant) -> Vec<PlanAhead> {
    let schedule = timeline.schedule();
    let (starts, plans) = (schedule.starts(), schedule.plans());
    let together = starts.iter().zip(&plans).collect::<Vec<_>>();
    let mut before: Option<&PlanInForce> = None;
    let mut ahead = Vec::new();
    for group in together.chunk_by(|(one, _), (other, _)| one.at == other.at) {
        let Some((start, plan)) = group.last() else { continue };
        if start.at > as_of {
            ahead.push(PlanAhead {
                on: start.on(),
                record: start.record.clone(),
                before: before.cloned(),
                after: (*plan).clone(),
            });
        }
        before = Some(*plan);
    }
    ahead
}
