//! What is left today, and whether it covers a nudge.

use serde::Serialize;

use crate::engine::account::Account;
use crate::engine::plan::{Enforcement, PlanNumbers, Window};
use crate::engine::usage::Availability;
use crate::engine::verdict::Verdict;

/// What is left of the day, the month and the credits; `None` if there is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct QuotaLeft {
    /// People today.
    pub day: Option<u32>,
    /// People this month.
    pub month: Option<u32>,
    /// Credits.
    pub credits: u64,
    /// InMails today, by the member's own limit.
    pub inmails_day: Option<u32>,
}

impl QuotaLeft {
    /// What is left in an account.
    pub fn of(account: &Account) -> QuotaLeft {
        let budget = account.budget();
        let left = |window| budget.usage(window).remaining();
        QuotaLeft {
            day: left(Window::Day),
            month: left(Window::Month),
            credits: budget.wallet().balance(),
            inmails_day: left(Window::InMailsDay),
        }
    }

    /// Subtracts a nudge if enough is left, and returns whether it was, by the limits of a plan.
    pub(super) fn spend(&mut self, nudge: &Verdict, numbers: &PlanNumbers) -> Availability {
        let fits_enforced = self.enforced(numbers).take(nudge);
        match (self.take(nudge), fits_enforced) {
            (true, _) => Availability::Available,
            (false, true) => Availability::OverAdvisory,
            (false, false) => Availability::Blocked,
        }
    }

    /// Subtracts a nudge if enough is left, and returns whether it was.
    fn take(&mut self, nudge: &Verdict) -> bool {
        let after = self.after(nudge);
        *self = after.unwrap_or(*self);
        after.is_some()
    }

    /// What is left after a nudge; `None` if too little is left for it.
    fn after(self, nudge: &Verdict) -> Option<QuotaLeft> {
        let (cost, inmails) = (nudge.cost, u32::from(nudge.windows.contains(&Window::InMailsDay)));
        let after = |left: Option<u32>, cost: u32| left.map_or(Some(None), |left| left.checked_sub(cost).map(Some));
        Some(QuotaLeft {
            day: after(self.day, cost.day_slots)?,
            month: after(self.month, cost.month_slots)?,
            credits: self.credits.checked_sub(u64::from(cost.credits))?,
            inmails_day: after(self.inmails_day, inmails)?,
        })
    }

    /// What is left of the credits and of enforced limits.
    fn enforced(self, numbers: &PlanNumbers) -> QuotaLeft {
        let is_enforced = |window| numbers.limit(window).is_some_and(|limit| limit.force == Enforcement::Enforced);
        QuotaLeft {
            day: self.day.filter(|_| is_enforced(Window::Day)),
            month: self.month.filter(|_| is_enforced(Window::Month)),
            inmails_day: self.inmails_day.filter(|_| is_enforced(Window::InMailsDay)),
            credits: self.credits,
        }
    }
}
