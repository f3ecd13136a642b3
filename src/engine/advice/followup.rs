//! Follow-ups: who has not answered, when a nudge is due, by which channel, and what it would cost now.
//!
//! A nudge of a [`Thread`] is due a number of days after the latest contact, set for the first and the last nudge, and
//! on a working day. After the last nudge the thread counts as unanswered.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use super::habits::Habits;
use super::quota_left::QuotaLeft;
use crate::engine::account::Account;
use crate::engine::calendar::{Instant, days_between, plus_days};
use crate::engine::person_state::PersonState;
use crate::engine::thread::Thread;
use crate::engine::usage::Availability;
use crate::engine::verdict::{SendKind, Verdict, Verdicts};

/// The number of nudges after which a thread counts as unanswered.
pub const MOST_NUDGES: u32 = 2;

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
        let date = self.snoozed.unwrap_or_else(|| plus_days(self.last_touch_on, days));
        Some(habits.first_working_day(date))
    }

    /// Whether it had all its nudges without an answer.
    pub fn is_unanswered(&self) -> bool {
        self.nudges >= MOST_NUDGES && !self.is_closed
    }

    /// Whether its next nudge is overdue by more days than the member's limit.
    pub fn is_long_overdue(&self, today: NaiveDate, habits: &Habits) -> bool {
        self.due(habits).is_some_and(|due| days_between(due, today) > i64::from(habits.overdue_days))
    }
}

/// Every thread with someone whom the member may contact, in the order in which the people were first entered.
pub fn open_threads(account: &Account) -> impl Iterator<Item = &Thread> {
    threads(account).filter(|thread| account.do_not_contact(thread.person).is_none())
}

/// Every thread, in the order in which the people were first entered.
pub fn threads(account: &Account) -> impl Iterator<Item = &Thread> {
    account.people().filter_map(|(_, state)| state.thread.as_ref())
}

/// The channel of the next nudge: the one last used, but a message instead of an InMail while an earlier one is
/// unanswered. `None` if a message is not possible either.
pub fn nudge_channel(thread: &Thread, person: &PersonState, now: Instant) -> Option<SendKind> {
    let is_inmail = matches!(thread.channel, SendKind::InMail(_));
    let is_refused = is_inmail && !person.open && !person.unanswered_inmails.is_empty();
    if is_refused { is_connection(person, now).then_some(SendKind::Message) } else { Some(thread.channel) }
}

/// Whether messages reach them: they accepted an invitation, or got a message before and no invitation since.
fn is_connection(person: &PersonState, now: Instant) -> bool {
    let connection = &person.connection;
    connection.is_known || (person.messaged_on.is_some() && connection.pending(now).is_none())
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
    /// The channel of the nudge.
    pub channel: SendKind,
    /// The verdict on the nudge now.
    pub verdict: Verdict,
    /// Whether enough is left for it today after earlier ones in the list; `None` if it is not due yet.
    pub fit: Option<Availability>,
}

/// A thread that would be due, but a second InMail before an answer is against LinkedIn's rule, and the person is not a
/// connection.
#[derive(Clone, Debug, PartialEq)]
pub struct UnansweredInMail {
    /// The thread.
    pub thread: Thread,
    /// The date on which a nudge would be due.
    pub due: NaiveDate,
    /// The same, relative to today.
    pub when: Due,
    /// The verdict on an invitation now; `None` if one is pending.
    pub invitation: Option<Verdict>,
}

/// The people to nudge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FollowUps {
    /// The nudges due, latest date first, then those to come, earliest date first.
    pub list: Vec<FollowUp>,
    /// The people whom no nudge can reach, in the same order.
    pub waiting: Vec<UnansweredInMail>,
    /// Threads that had all their nudges.
    pub unanswered: Vec<Thread>,
    /// The number of threads left out because they are long overdue.
    pub left_out: usize,
    /// The number of people left out because of a do-not-contact mark (rules 2.5).
    pub do_not_contact: usize,
}

/// Which of the nudges due to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Those that are not long overdue.
    Recent,
    /// Only those that are long overdue.
    LongOverdue,
    /// All of them.
    All,
}

/// Which follow-ups to list.
#[derive(Clone, Copy, Debug)]
pub struct FollowUpQuery {
    /// How the member works.
    pub habits: Habits,
    /// How many days to look ahead.
    pub soon: u32,
    /// Which to list.
    pub selection: Selection,
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
        let is_long_overdue = thread.is_long_overdue(today, &wanted.habits);
        let is_marked = account.do_not_contact(thread.person).is_some();
        match wanted.selection {
            Selection::Recent if is_long_overdue => found.left_out += usize::from(!is_marked),
            Selection::LongOverdue if !is_long_overdue => {}
            _ => {
                let when = relative_to(today, due, wanted.soon);
                if is_marked {
                    found.do_not_contact += usize::from(when.is_some());
                } else if let Some(when) = when {
                    found.add(thread, (due, when), account, &mut verdicts);
                }
            }
        }
    }
    found.list.sort_by_key(|item| order(today, item.due, &item.thread));
    found.waiting.sort_by_key(|item| order(today, item.due, &item.thread));
    assign_fit(&mut found.list, account);
    found
}

impl FollowUps {
    /// Adds a thread with its date, as a nudge if one can reach the person.
    fn add(&mut self, thread: Thread, (due, when): (NaiveDate, Due), account: &Account, verdicts: &mut Verdicts<'_>) {
        let (person, now) = (account.person(Some(thread.person)), account.budget().now());
        if let Some(channel) = nudge_channel(&thread, person, now) {
            let verdict = verdicts.of(thread.person, channel);
            self.list.push(FollowUp { thread, due, when, channel, verdict, fit: None });
        } else {
            let invitation = SendKind::Invitation { with_note: false };
            let invitation = person.connection.pending(now).is_none().then(|| verdicts.of(thread.person, invitation));
            self.waiting.push(UnansweredInMail { thread, due, when, invitation });
        }
    }
}

/// What is due before what is to come, each nearest to today first, and the latest contact first within a day.
fn order(today: NaiveDate, due: NaiveDate, thread: &Thread) -> (bool, i64, Reverse<Instant>, u32) {
    let days = days_between(today, due);
    (days > 0, days.abs(), Reverse(thread.last_touch), thread.person.0)
}

fn relative_to(today: NaiveDate, due: NaiveDate, soon: u32) -> Option<Due> {
    match days_between(today, due) {
        i64::MIN..=-1 => Some(Due::Overdue),
        0 => Some(Due::Today),
        ahead => (ahead <= i64::from(soon)).then_some(Due::Coming),
    }
}

/// Assigns what is left today to the nudges, in the order of the list.
fn assign_fit(list: &mut [FollowUp], account: &Account) {
    let (mut left, numbers) = (QuotaLeft::of(account), &account.budget().plan().numbers);
    for item in list.iter_mut().filter(|item| item.when != Due::Coming) {
        item.fit = Some(left.spend(&item.verdict, numbers));
    }
}
