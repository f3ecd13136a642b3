//! The agenda: what to do today.

use super::followup::{FollowUp, FollowUpQuery, QuotaLeft, follow_ups};
use super::habits::Habits;
use super::loss::{Loss, losses};
use super::pace::{Pace, paces};
use super::watch::{RefundableInMail, watched};
use crate::engine::account::Account;
use crate::engine::calendar::{date_of, days_between};
use crate::engine::usage::Availability;

/// How many days ahead to list losses of credits.
pub const LOSS_DAYS: u32 = 31;

/// How many days ahead to list refund windows that end.
pub const LAPSE_DAYS: i64 = 14;

/// What to do today.
#[derive(Clone, Debug, PartialEq)]
pub struct Agenda {
    /// What is left today.
    pub left: QuotaLeft,
    /// The follow-ups due, by date: first those that what is left today covers, then the others.
    pub due: Vec<FollowUp>,
    /// Credits that will be lost within [`LOSS_DAYS`].
    pub losses: Vec<Loss>,
    /// InMails with a refund window that ends within [`LAPSE_DAYS`].
    pub lapsing: Vec<RefundableInMail>,
    /// The pace of each window.
    pub pace: Vec<Pace>,
}

/// What to do today, for an account at its present instant.
pub fn agenda(account: &Account, habits: &Habits) -> Agenda {
    let budget = account.budget();
    let mut due = follow_ups(account, &FollowUpQuery { habits: *habits, soon: 0, cold: false }).list;
    due.sort_by_key(|item| item.fit != Some(Availability::Available));
    let mut lapsing = watched(account);
    let last_day = |watched: &RefundableInMail| date_of(watched.lapses.at.just_before(), budget.zone());
    lapsing.retain(|watched| days_between(budget.today(), last_day(watched)) <= LAPSE_DAYS);
    Agenda {
        left: QuotaLeft::of(account),
        due,
        losses: losses(budget, habits, LOSS_DAYS),
        lapsing,
        pace: paces(account, habits),
    }
}
