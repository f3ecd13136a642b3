//! The figures of an account at an instant, as `status` shows them.

use chrono_tz::Tz;

use super::account::Account;
use super::budget::{Budget, Resource};
use super::calendar::{Instant, Month, PlanDate, end_of, start_of};
use super::plan::{PlanInForce, Window};
use super::rates::InMailRate;
use super::stop::Stops;
use super::wallet::Grant;

pub use super::usage::WindowUsage;

/// The figures of an account at an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountStatus {
    /// The instant of the figures.
    pub as_of: Instant,
    /// The account's zone.
    pub zone: Tz,
    /// The plan in force.
    pub plan: PlanInForce,
    /// Credits held.
    pub balance: u64,
    /// InMails without a credit since the latest renewal date, or since the plan's start if that is later.
    pub uncovered: u64,
    /// The next grant (a plan's first grant included), before any cap.
    pub next_grant: Option<Grant>,
    /// The earliest expiry date among the lots, and the credits that expire on it.
    pub next_expiry: Option<(PlanDate, u64)>,
    /// Unique people messaged today.
    pub day: WindowUsage,
    /// Unique people messaged this month.
    pub month: WindowUsage,
    /// InMails of today, without those of open conversations.
    pub inmails_day: WindowUsage,
    /// Invitations of today.
    pub invitations_day: WindowUsage,
    /// Invitations of the last 168 hours.
    pub week: WindowUsage,
    /// Personal notes of this month.
    pub notes: WindowUsage,
    /// When tomorrow starts.
    pub day_resets_at: Instant,
    /// When next month starts.
    pub month_resets_at: Instant,
    /// When the next invitation slot is free, if none is free now.
    pub next_slot_at: Option<Instant>,
    /// The latest stop of each kind.
    pub stops: Stops,
    /// The InMails of the last 14 × 24 hours: sent, and answered (rules 8.2).
    pub recent_inmails: InMailRate,
}

/// The figures of an account at its present instant.
pub fn account_status(account: &Account) -> AccountStatus {
    let budget = account.budget();
    let today = budget.today();
    let zone = budget.zone();
    AccountStatus {
        as_of: budget.now(),
        zone,
        balance: budget.wallet().balance(),
        uncovered: budget.uncovered(),
        next_grant: next_grant(budget),
        next_expiry: budget.wallet().next_expiry(),
        day: budget.usage(Window::Day),
        month: budget.usage(Window::Month),
        inmails_day: budget.usage(Window::InMailsDay),
        invitations_day: budget.usage(Window::InvitationsDay),
        week: budget.usage(Window::Week),
        notes: budget.usage(Window::Notes),
        day_resets_at: end_of(today, zone).plus_seconds(1),
        month_resets_at: start_of(Month::of(today).next().first_day(), zone),
        next_slot_at: next_slot_at(budget),
        stops: *budget.stops(),
        recent_inmails: budget.recent_inmails.rate(budget.now()),
        plan: budget.plan().clone(),
    }
}

/// The plan in force at an instant; before the first plan starts, the first plan (rules 3.5).
pub fn plan_at(account: &Account, instant: Instant) -> PlanInForce {
    let schedule = account.budget().schedule();
    let started = schedule.starts().iter().filter(|start| start.at <= instant).count();
    started.checked_sub(1).and_then(|last| schedule.plans().into_iter().nth(last)).unwrap_or(schedule.first().clone())
}

/// The next grant after the present instant, within ten years.
fn next_grant(budget: &Budget) -> Option<Grant> {
    after_next_grant(budget)?.latest_grant()
}

/// How many credits the cap removes at the next grant, if nothing is sent before it.
pub fn lost_at_next_grant(account: &Account) -> Option<u64> {
    let budget = account.budget();
    Some(after_next_grant(budget)?.totals().lost_to_cap - budget.totals().lost_to_cap)
}

fn after_next_grant(budget: &Budget) -> Option<Budget> {
    let made = budget.latest_grant();
    budget.first_change(Resource::Credits, |later| later.latest_grant() != made)
}

/// When the rolling week has room again; `None` if it has room now.
fn next_slot_at(budget: &Budget) -> Option<Instant> {
    let is_full = |budget: &Budget| budget.usage(Window::Week).remaining() == Some(0);
    if !is_full(budget) {
        return None;
    }
    budget.first_change(Resource::Invitations, |later| !is_full(later)).map(|later| later.now())
}
