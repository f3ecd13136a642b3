//! The agenda: what to do today.

use super::followup::{FollowUp, FollowUpQuery, Selection, UnansweredInMail, follow_ups};
use super::habits::Habits;
use super::loss::{Loss, losses};
use super::new_connections::{NewConnections, new_connections};
use super::pace::{Pace, paces};
use super::quota_left::QuotaLeft;
use super::watch::{RefundableInMail, watched};
use crate::engine::account::Account;
use crate::engine::calendar::{date_of, days_between};
use crate::engine::timeline::Timeline;
use crate::engine::usage::Availability;

/// How many days ahead to list losses of credits.
pub const LOSS_DAYS: u32 = 31;

/// How many days ahead to list refund windows that end.
pub const LAPSE_DAYS: i64 = 14;

/// How many of the connections not written to yet to list.
pub const MOST_CONNECTIONS: usize = 5;

/// What to do today.
#[derive(Clone, Debug, PartialEq)]
pub struct Agenda {
    /// What is left today.
    pub left: QuotaLeft,
    /// The follow-ups due, latest date first: first those that what is left today covers, then the others.
    pub due: Vec<FollowUp>,
    /// The number of follow-ups due that are left out because LinkedIn has stopped their channel.
    pub stopped: usize,
    /// The people who would be due, but whom no nudge can reach, latest date first.
    pub waiting: Vec<UnansweredInMail>,
    /// The number of people left out because their nudge is long overdue.
    pub left_out: usize,
    /// The number of people left out because of a do-not-contact mark.
    pub do_not_contact: usize,
    /// The connections not written to yet.
    pub connected: NewConnections,
    /// Credits that will be lost within [`LOSS_DAYS`].
    pub losses: Vec<Loss>,
    /// InMails with a refund window that ends within [`LAPSE_DAYS`].
    pub lapsing: Vec<RefundableInMail>,
    /// The pace of each window.
    pub pace: Vec<Pace>,
}

/// What to do today, for the account of a timeline at its present instant.
pub fn agenda(timeline: &Timeline, account: &Account, habits: &Habits) -> Agenda {
    let budget = account.budget();
    let wanted = FollowUpQuery { habits: *habits, soon: 0, selection: Selection::Recent };
    let mut found = follow_ups(account, &wanted);
    let due = found.list.len();
    found.list.retain(|item| budget.stops().of_send(item.channel, budget.now()).is_none());
    let stopped = due - found.list.len();
    found.list.sort_by_key(|item| item.fit != Some(Availability::Available));
    let mut lapsing = watched(account);
    let last_day = |watched: &RefundableInMail| date_of(watched.lapses.at.just_before(), budget.zone());
    lapsing.retain(|watched| days_between(budget.today(), last_day(watched)) <= LAPSE_DAYS);
    let left = QuotaLeft::of(account);
    let mut left_after_due = left;
    for item in &found.list {
        left_after_due.spend(&item.verdict, &budget.plan().numbers);
    }
    Agenda {
        left,
        due: found.list,
        stopped,
        waiting: found.waiting,
        left_out: found.left_out,
        do_not_contact: found.do_not_contact,
        connected: new_connections(timeline, account, MOST_CONNECTIONS, &mut left_after_due),
        losses: losses(budget, habits, LOSS_DAYS),
        lapsing,
        pace: paces(account, habits),
    }
}
