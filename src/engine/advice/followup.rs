//! Follow-ups: who was contacted and is silent, when a nudge is due, and what it would cost now.
//!
//! The first nudge of a [`Thread`] is due so many days after the last touch, and so is the second; after that the thread
//! is closed as unanswered.

use chrono::NaiveDate;
use serde::Serialize;

use super::habits::Habits;
use crate::engine::account::Account;
use crate::engine::calendar::{days_between, plus_days};
use crate::engine::plan::{Force, PlanNumbers, Window};
use crate::engine::thread::Thread;
use crate::engine::usage::Availability;
use crate::engine::verdict::{Cost, Verdict, verdict};

/// How many nudges a silent person gets; then the thread is closed as unanswered.
pub const MOST_NUDGES: u32 = 2;

/// Days of silence after which a thread has gone cold: it is left out unless it is asked for.
pub const COLD_DAYS: i64 = 180;

impl Thread {
    /// When the next nudge is due, in the account's zone; `None` when there is none to come.
    pub fn due(&self, habits: &Habits) -> Option<NaiveDate> {
        if self.is_closed || self.is_unanswered() {
            return None;
        }
        let days = match self.nudges {
            0 => habits.first_nudge_days,
            _ => habits.last_nudge_days.saturating_sub(habits.first_nudge_days).max(1),
        };
        Some(self.snoozed.unwrap_or_else(|| plus_days(self.last_touch_on, days)))
    }

    /// Whether it had its nudges, and no answer.
    pub fn is_unanswered(&self) -> bool {
        self.nudges >= MOST_NUDGES && !self.is_closed
    }
}

/// Every thread that is not answered, in the order in which the people were first named.
pub fn threads(account: &Account) -> impl Iterator<Item = &Thread> {
    account.people().filter_map(|(_, state)| state.thread.as_ref())
}

/// When a nudge is due, seen from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Due {
    /// Before today.
    Overdue,
    /// Today.
    Today,
    /// Within the days looked ahead.
    Coming,
}

/// A nudge that is due, or soon will be.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUp {
    /// What is not answered.
    pub thread: Thread,
    /// The date it is due.
    pub due: NaiveDate,
    /// The same, seen from today.
    pub when: Due,
    /// What a nudge by the channel last used would cost now, with its warnings.
    pub verdict: Verdict,
    /// Whether enough is left for it today, after those before it in the list; `None` for what is coming.
    pub fit: Option<Availability>,
}

/// Who is to be nudged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FollowUps {
    /// By date due, then in the order in which the people were contacted.
    pub list: Vec<FollowUp>,
    /// Those who had their nudges.
    pub unanswered: Vec<Thread>,
    /// How many are left out, being silent for more than [`COLD_DAYS`].
    pub cold: usize,
}

/// Which follow-ups are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// How the member works.
    pub habits: Habits,
    /// How many days to look ahead.
    pub soon: u32,
    /// Whether those that have gone cold are wanted too.
    pub cold: bool,
}

/// Who is to be nudged as of the account's instant.
pub fn follow_ups(account: &Account, wanted: &Wanted) -> FollowUps {
    let today = account.budget().today();
    let mut found = FollowUps::default();
    for thread in threads(account).copied() {
        let Some(due) = thread.due(&wanted.habits) else {
            found.unanswered.extend(thread.is_unanswered().then_some(thread));
            continue;
        };
        let is_cold = days_between(thread.last_touch_on, today) > COLD_DAYS;
        if is_cold && !wanted.cold && thread.snoozed.is_none() {
            found.cold += 1;
        } else if let Some(when) = seen_from(today, due, wanted.soon) {
            let verdict = verdict(account, Some(thread.person), thread.channel, 1);
            found.list.push(FollowUp { thread, due, when, verdict, fit: None });
        }
    }
    found.list.sort_by_key(|item| (item.due, item.thread.last_touch));
    fit(&mut found.list, account);
    found
}

fn seen_from(today: NaiveDate, due: NaiveDate, soon: u32) -> Option<Due> {
    match days_between(today, due) {
        i64::MIN..=-1 => Some(Due::Overdue),
        0 => Some(Due::Today),
        ahead => (ahead <= i64::from(soon)).then_some(Due::Coming),
    }
}

/// What is left of the day, the month and the credits; `None` without a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    /// People today.
    pub day: Option<u32>,
    /// People this month.
    pub month: Option<u32>,
    /// Credits.
    pub credits: u64,
}

impl Left {
    /// What is left of an account.
    pub fn of(account: &Account) -> Left {
        let budget = account.budget();
        let left = |window| budget.usage(window).remaining();
        Left { day: left(Window::Day), month: left(Window::Month), credits: budget.wallet().balance() }
    }

    /// Takes a cost off, if it fits.
    fn take(&mut self, cost: Cost) -> bool {
        let after = |left: Option<u32>, cost: u32| left.map_or(Some(None), |left| left.checked_sub(cost).map(Some));
        let credits = self.credits.checked_sub(u64::from(cost.credits));
        match (after(self.day, cost.day_slots), after(self.month, cost.month_slots), credits) {
            (Some(day), Some(month), Some(credits)) => {
                *self = Left { day, month, credits };
                true
            }
            _ => false,
        }
    }
}

/// What is left of the credits and of the limits that are enforced.
fn enforced(left: Left, numbers: &PlanNumbers) -> Left {
    let is_enforced = |window| numbers.limit(window).is_some_and(|limit| limit.force == Force::Enforced);
    Left {
        day: left.day.filter(|_| is_enforced(Window::Day)),
        month: left.month.filter(|_| is_enforced(Window::Month)),
        ..left
    }
}

/// Marks what fits in what is left today, in the order of the list.
fn fit(list: &mut [FollowUp], account: &Account) {
    let mut left = Left::of(account);
    for item in list.iter_mut().filter(|item| item.when != Due::Coming) {
        let cost = item.verdict.cost;
        let fits_what_is_enforced = enforced(left, &account.budget().plan().numbers).take(cost);
        item.fit = Some(match (left.take(cost), fits_what_is_enforced) {
            (true, _) => Availability::Available,
            (false, true) => Availability::OverAdvisory,
            (false, false) => Availability::Blocked,
        });
    }
}
