//! Follow-ups: who has not answered, when a nudge is due, and what it would cost now.
//!
//! A nudge of a [`Thread`] is due a number of days after the latest contact, set for the first and the last nudge.
//! After the last nudge the thread counts as unanswered.

use chrono::NaiveDate;
use serde::Serialize;

use super::habits::Habits;
use crate::engine::account::Account;
use crate::engine::calendar::{days_between, plus_days};
use crate::engine::plan::{Enforcement, PlanNumbers, Window};
use crate::engine::thread::Thread;
use crate::engine::usage::Availability;
use crate::engine::verdict::{Cost, Verdict, Verdicts};

/// The number of nudges after which a thread counts as unanswered.
pub const MOST_NUDGES: u32 = 2;

/// Days of silence after which a thread is cold. Cold threads are left out unless requested.
pub const COLD_DAYS: i64 = 180;

impl Thread {
    /// The date of the next nudge, in the account's zone; `None` if there will be none.
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

    /// Whether it had all its nudges without an answer.
    pub fn is_unanswered(&self) -> bool {
        self.nudges >= MOST_NUDGES && !self.is_closed
    }
}

/// Every thread, in the order in which the people were first entered.
pub fn threads(account: &Account) -> impl Iterator<Item = &Thread> {
    account.people().filter_map(|(_, state)| state.thread.as_ref())
}

/// When a nudge is due, relative to today.
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

/// A nudge that is due, or will be soon.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUp {
    /// The thread.
    pub thread: Thread,
    /// The date it is due.
    pub due: NaiveDate,
    /// The same, relative to today.
    pub when: Due,
    /// The verdict on a nudge now, by the channel last used.
    pub verdict: Verdict,
    /// Whether enough is left for it today after earlier ones in the list; `None` if it is not due yet.
    pub fit: Option<Availability>,
}

/// The people to nudge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FollowUps {
    /// The nudges by date due, then by latest contact.
    pub list: Vec<FollowUp>,
    /// Threads that had all their nudges.
    pub unanswered: Vec<Thread>,
    /// The number of threads left out because they are cold.
    pub cold: usize,
}

/// Which follow-ups to list.
#[derive(Clone, Copy, Debug)]
pub struct FollowUpQuery {
    /// How the member works.
    pub habits: Habits,
    /// How many days to look ahead.
    pub soon: u32,
    /// Whether to list cold ones too.
    pub cold: bool,
}

/// The people to nudge, as of the account's present instant.
pub fn follow_ups(account: &Account, wanted: &FollowUpQuery) -> FollowUps {
    let today = account.budget().today();
    let (mut found, mut verdicts) = (FollowUps::default(), Verdicts::new(account));
    for thread in threads(account).copied() {
        let Some(due) = thread.due(&wanted.habits) else {
            found.unanswered.extend(thread.is_unanswered().then_some(thread));
            continue;
        };
        let is_cold = days_between(thread.last_touch_on, today) > COLD_DAYS;
        if is_cold && !wanted.cold && thread.snoozed.is_none() {
            found.cold += 1;
        } else if let Some(when) = relative_to(today, due, wanted.soon) {
            let verdict = verdicts.of(thread.person, thread.channel);
            found.list.push(FollowUp { thread, due, when, verdict, fit: None });
        }
    }
    found.list.sort_by_key(|item| (item.due, item.thread.last_touch));
    assign_fit(&mut found.list, account);
    found
}

fn relative_to(today: NaiveDate, due: NaiveDate, soon: u32) -> Option<Due> {
    match days_between(today, due) {
        i64::MIN..=-1 => Some(Due::Overdue),
        0 => Some(Due::Today),
        ahead => (ahead <= i64::from(soon)).then_some(Due::Coming),
    }
}

/// What is left of the day, the month and the credits; `None` if there is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct QuotaLeft {
    /// People today.
    pub day: Option<u32>,
    /// People this month.
    pub month: Option<u32>,
    /// Credits.
    pub credits: u64,
}

impl QuotaLeft {
    /// What is left in an account.
    pub fn of(account: &Account) -> QuotaLeft {
        let budget = account.budget();
        let left = |window| budget.usage(window).remaining();
        QuotaLeft { day: left(Window::Day), month: left(Window::Month), credits: budget.wallet().balance() }
    }

    /// Subtracts a cost if enough is left, and returns whether it was.
    fn take(&mut self, cost: Cost) -> bool {
        let after = |left: Option<u32>, cost: u32| left.map_or(Some(None), |left| left.checked_sub(cost).map(Some));
        let credits = self.credits.checked_sub(u64::from(cost.credits));
        match (after(self.day, cost.day_slots), after(self.month, cost.month_slots), credits) {
            (Some(day), Some(month), Some(credits)) => {
                *self = QuotaLeft { day, month, credits };
                true
            }
            _ => false,
        }
    }
}

/// What is left of the credits and of enforced limits.
fn enforced(left: QuotaLeft, numbers: &PlanNumbers) -> QuotaLeft {
    let is_enforced = |window| numbers.limit(window).is_some_and(|limit| limit.force == Enforcement::Enforced);
    QuotaLeft {
        day: left.day.filter(|_| is_enforced(Window::Day)),
        month: left.month.filter(|_| is_enforced(Window::Month)),
        ..left
    }
}

/// Assigns what is left today to the nudges, in the order of the list.
fn assign_fit(list: &mut [FollowUp], account: &Account) {
    let mut left = QuotaLeft::of(account);
    for item in list.iter_mut().filter(|item| item.when != Due::Coming) {
        let cost = item.verdict.cost;
        let fits_enforced = enforced(left, &account.budget().plan().numbers).take(cost);
        item.fit = Some(match (left.take(cost), fits_enforced) {
            (true, _) => Availability::Available,
            (false, true) => Availability::OverAdvisory,
            (false, false) => Availability::Blocked,
        });
    }
}
