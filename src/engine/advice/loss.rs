//! Credits that will be lost if nothing is sent: by expiry, to the cap, or with a change of plan.

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

use super::habits::Habits;
use super::lapse::next_lapse;
use crate::engine::account::Account;
use crate::engine::budget::{Budget, Resource};
use crate::engine::calendar::{Day, Instant, PlanDate, date_of, next_day, plus_days, start_of};
use crate::engine::status::lost_at_next_grant;
use crate::engine::stop::StoppedKind;

/// Credits that will be lost at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// When they are lost.
    pub on: PlanDate,
    /// Credits that expire.
    pub expiring: u64,
    /// Credits lost to the cap at a grant.
    pub over_cap: u64,
    /// Credits that lapse with a change of plan.
    pub lapsing: u64,
    /// How many credits to spend per working day, today included, to lose neither these nor any before them; `None` if
    /// no working day is left. Days on which LinkedIn sends no InMails do not count.
    pub per_working_day: Option<u64>,
}

impl Loss {
    /// All of them.
    pub fn credits(&self) -> u64 {
        self.expiring + self.over_cap + self.lapsing
    }
}

/// The losses within this many days if nothing is sent, soonest first (rules 1.7).
pub fn losses(budget: &Budget, habits: &Habits, days: u32) -> Vec<Loss> {
    let zone = budget.inmail_zone();
    let horizon = start_of(plus_days(date_of(budget.now(), zone), days), zone);
    let mut ahead = budget.ahead_until(Resource::Credits, horizon);
    let (mut before, mut expiry) = (budget.totals().clone(), budget.wallet().next_expiry());
    let stop = budget.stops().in_force(StoppedKind::InMail, budget.now());
    let first_sends = stop.map_or(budget.now(), |stop| stop.until);
    let (mut found, mut sum) = (Vec::new(), 0);
    while let Some(later) = ahead.next_change() {
        let (on, lost) = (date_of_change(expiry, later), later.totals().since(&before));
        (before, expiry) = (later.totals().clone(), later.wallet().next_expiry());
        let (expiring, over_cap, lapsing) = (lost.expired, lost.lost_to_cap, lost.lapsed);
        sum += expiring + over_cap + lapsing;
        if expiring + over_cap + lapsing > 0 {
            let left = working_days(first_sends, on.at, habits, budget.zone());
            let per_working_day = (left > 0).then(|| sum.div_ceil(left));
            found.push(Loss { on, expiring, over_cap, lapsing, per_working_day });
        }
    }
    found
}

/// The date of a change of the credits: of the expiry that was due, else of the grant or the plan's start.
pub(super) fn date_of_change(expiry_due: Option<(PlanDate, u64)>, after: &Budget) -> PlanDate {
    let expiry = expiry_due.map(|(date, _)| date).filter(|date| date.at == after.now());
    expiry.or_else(|| after.plan_date_now()).unwrap_or_else(|| after.inmail_now())
}

/// The number of working days from the day of one instant to the day just before another.
pub fn working_days(from: Instant, before: Instant, habits: &Habits, zone: Tz) -> u64 {
    let last = date_of(before.just_before(), zone);
    let days = std::iter::successors(Some(date_of(from, zone)), |date| Some(next_day(*date)));
    let days = days.take_while(|date| *date <= last && *date < NaiveDate::MAX);
    let works = |date: &NaiveDate| habits.working_days.contains(date.weekday()) && Day::on(*date, zone).is_some();
    days.filter(works).count() as u64
}

/// What the cap will remove of the credits that `status` shows, if nothing is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CapAhead {
    /// At the next grant.
    pub at_next_grant: u64,
    /// Before the next expiry, out of the credits that would expire then.
    pub before_expiry: u64,
}

/// What the cap will remove at the next grant, and before the next expiry or lapse.
pub fn cap_ahead(account: &Account) -> CapAhead {
    let budget = account.budget();
    let mut ahead = CapAhead { at_next_grant: lost_at_next_grant(account).unwrap_or(0), before_expiry: 0 };
    let (Some(expiry), Some((_, left))) = (budget.wallet().next_expiry_at(), budget.wallet().next_expiry()) else {
        return ahead;
    };
    let mut later = budget.clone();
    let lapse = next_lapse(budget).map_or(expiry, |lapse| lapse.on.at.min(expiry));
    later.advance_through(lapse.just_before());
    // The cap removes credits in spending order: those that expire soonest first (rules 4.5).
    ahead.before_expiry = left.min(later.totals().lost_to_cap - budget.totals().lost_to_cap);
    ahead
}
