//! How things stand at an instant (interface, `status --json`).

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::account::Account;
use super::budget::{Budget, Resource};
use super::calendar::{Instant, Month, end_of, start_of};
use super::plan::{Limit, PlanInForce};
use super::wallet::Grant;

/// A window with its use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// How many were used.
    pub used: u32,
    /// The limit, where there is one.
    pub limit: Option<Limit>,
}

impl Use {
    /// How many are left, never below 0; `None` without a limit.
    pub fn remaining(self) -> Option<u32> {
        self.limit.map(|limit| limit.count.saturating_sub(self.used))
    }
}

/// Everything that a member looks at first.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountStatus {
    /// The instant told of.
    pub as_of: Instant,
    /// The account's zone.
    pub zone: Tz,
    /// The plan whose numbers hold.
    pub plan: PlanInForce,
    /// Credits held.
    pub balance: u64,
    /// InMails without a credit since the latest renewal date, or the plan's start if later.
    pub uncovered: u64,
    /// The next grant, first grants of a plan included, at its full number.
    pub next_grant: Option<Grant>,
    /// The earliest expiry among the lots held, and what is left that expires with it.
    pub next_expiry: Option<(NaiveDate, u64)>,
    /// Unique people messaged today.
    pub day: Use,
    /// Unique people messaged this month.
    pub month: Use,
    /// Invitations of the last 168 hours.
    pub week: Use,
    /// Personal notes of this month.
    pub notes: Use,
    /// When tomorrow begins.
    pub day_resets_at: Instant,
    /// When next month begins.
    pub month_resets_at: Instant,
    /// When an invitation slot is free again, while there is none.
    pub next_slot_at: Option<Instant>,
}

/// How an account stands at the instant it has come to.
pub fn account_status(account: &Account) -> AccountStatus {
    let budget = account.budget();
    let plan = budget.plan().clone();
    let numbers = &plan.numbers;
    let today = budget.today();
    let zone = budget.zone();
    AccountStatus {
        as_of: budget.now(),
        zone,
        balance: budget.wallet().balance(),
        uncovered: budget.uncovered(),
        next_grant: next_grant(budget),
        next_expiry: budget.wallet().next_expiry(),
        day: Use { used: budget.day_used(), limit: numbers.daily },
        month: Use { used: budget.month_used(), limit: numbers.monthly },
        week: Use { used: budget.week_used(), limit: numbers.invitations },
        notes: Use { used: budget.notes_used(), limit: numbers.notes },
        day_resets_at: end_of(today, zone).plus_seconds(1),
        month_resets_at: start_of(Month::of(today).next().first_day(), zone),
        next_slot_at: next_slot_at(budget),
        plan,
    }
}

/// The next grant after the present instant, within ten years.
fn next_grant(budget: &Budget) -> Option<Grant> {
    let made = budget.latest_grant();
    first_change(budget, Resource::Credits, |later| later.latest_grant() != made)?.latest_grant()
}

/// How many credits the cap takes with the next grant, if nothing is sent before it.
pub fn lost_at_next_grant(account: &Account) -> Option<u64> {
    let budget = account.budget();
    let made = budget.latest_grant();
    let later = first_change(budget, Resource::Credits, |later| later.latest_grant() != made)?;
    Some(later.totals().lost_to_cap - budget.totals().lost_to_cap)
}

/// When the rolling week has room again; `None` while it has.
fn next_slot_at(budget: &Budget) -> Option<Instant> {
    let is_full =
        |budget: &Budget| budget.plan().numbers.invitations.is_some_and(|limit| budget.week_used() >= limit.count);
    if !is_full(budget) {
        return None;
    }
    first_change(budget, Resource::Invitations, |later| !is_full(later)).map(|later| later.now())
}

/// The budget at the first later instant, within ten years, at which something holds of what is left, if nothing else
/// is sent (rules 1.7).
fn first_change(budget: &Budget, of: Resource, holds: impl Fn(&Budget) -> bool) -> Option<Budget> {
    let horizon = budget.now().plus_ten_years();
    let mut later = budget.clone();
    loop {
        let at = later.next_change(of).filter(|at| *at <= horizon)?;
        later.advance_through(at);
        if holds(&later) {
            return Some(later);
        }
    }
}
