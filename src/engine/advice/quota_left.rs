//! What is left today, and whether it covers a nudge.

use serde::Serialize;

use crate::engine::account::Account;
use crate::engine::plan::{Enforcement, PlanNumbers, Window};
use crate::engine::usage::Availability;
use crate::engine::verdict::{Cost, Verdict};

/// What is left of the day, the month and the credits; `None` if there is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct QuotaLeft {
    /// People today.
    pub day: Option<u32>,
    /// People this month.
    pub month: Option<u32>,
    /// Credits.
    pub credits: u64,
    /// InMails today, by the member's own limit. A nudge uses none: it is not a second InMail before an answer, and an
    /// InMail in an open conversation does not count.
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

    /// Subtracts the cost of a send if it is allowed and enough is left, and returns whether it was, by the limits of a
    /// plan. What is not allowed never fits, and leaves the rest to the others.
    pub(super) fn spend(&mut self, verdict: &Verdict, numbers: &PlanNumbers) -> Availability {
        if !verdict.allowed {
            return Availability::Blocked;
        }
        let cost = verdict.cost;
        let fits_enforced = self.enforced(numbers).take(cost);
        match (self.take(cost), fits_enforced) {
            (true, _) => Availability::Available,
            (false, true) => Availability::OverAdvisory,
            (false, false) => Availability::Blocked,
        }
    }

    /// Subtracts a cost if enough is left, and returns whether it was.
    fn take(&mut self, cost: Cost) -> bool {
        let after = |left: Option<u32>, cost: u32| left.map_or(Some(None), |left| left.checked_sub(cost).map(Some));
        let credits = self.credits.checked_sub(u64::from(cost.credits));
        match (after(self.day, cost.day_slots), after(self.month, cost.month_slots), credits) {
            (Some(day), Some(month), Some(credits)) => {
                *self = QuotaLeft { day, month, credits, ..*self };
                true
            }
            _ => false,
        }
    }

    /// What is left of the credits and of enforced limits.
    fn enforced(self, numbers: &PlanNumbers) -> QuotaLeft {
        let is_enforced = |window| numbers.limit(window).is_some_and(|limit| limit.force == Enforcement::Enforced);
        QuotaLeft {
            day: self.day.filter(|_| is_enforced(Window::Day)),
            month: self.month.filter(|_| is_enforced(Window::Month)),
            ..self
        }
    }
}
