//! The people about whom the member is likely to record something next: who is due or waiting, then the latest
//! contacts.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::followup::{nudge_channel, open_threads, threads};
use super::habits::Habits;
use crate::engine::account::Account;
use crate::engine::calendar::{HOUR, Instant, days_between};
use crate::engine::person::PersonId;
use crate::engine::record::Fact;
use crate::engine::thread::Thread;
use crate::engine::timeline::Timeline;

/// What the member is about to record of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Something sent to them: those due for a nudge come first.
    Send,
    /// Their response: those who have not answered come first.
    Reply,
    /// That they accepted: those whose invitation is pending come first.
    Acceptance,
    /// That their invitation was withdrawn: only those whose invitation is pending, the oldest first.
    Withdrawal,
}

/// A suggested person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SuggestedContact {
    /// The person.
    pub person: PersonId,
    /// The latest event with them.
    pub latest: Instant,
    /// Of those who come first: the days since the latest contact, or since the invitation.
    pub waiting_days: Option<u32>,
}

/// The people whom the purpose puts first, latest contact first, then all others, latest event first. Leaves out people
/// with a do-not-contact mark (rules 2.5), if the purpose is to send.
pub fn suggested_contacts(
    timeline: &Timeline,
    now: Instant,
    habits: &Habits,
    purpose: Purpose,
) -> Vec<SuggestedContact> {
    let account = timeline.account_at(now);
    let first = first(&account, habits, purpose);
    let mut latest: HashMap<PersonId, Instant> = HashMap::new();
    for (_, record, person) in timeline.events(now) {
        let is_event = !matches!(record.fact, Fact::FollowUp { .. } | Fact::Blocked { .. } | Fact::Unblocked { .. });
        if let Some(person) = person.filter(|_| is_event) {
            latest.insert(person, record.at);
        }
    }
    let contact = |(person, latest)| SuggestedContact { person, latest, waiting_days: first.get(&person).copied() };
    let is_offered = |contact: &SuggestedContact| match purpose {
        Purpose::Send => account.do_not_contact(contact.person).is_none(),
        Purpose::Reply | Purpose::Acceptance => true,
        Purpose::Withdrawal => contact.waiting_days.is_some(),
    };
    let mut people: Vec<SuggestedContact> = latest.into_iter().map(contact).filter(is_offered).collect();
    people.sort_by_key(|one| (one.waiting_days.is_none(), one.waiting_days, Reverse(one.latest), one.person.0));
    if purpose == Purpose::Withdrawal {
        people.reverse();
    }
    people
}

/// The people who come first, each with the days that the member has waited for them.
fn first(account: &Account, habits: &Habits, purpose: Purpose) -> HashMap<PersonId, u32> {
    let today = account.budget().today();
    let silence = |thread: &Thread| (thread.person, whole(days_between(thread.last_touch_on, today)));
    match purpose {
        Purpose::Send => open_threads(account).filter(|thread| is_due(thread, account, habits)).map(silence).collect(),
        Purpose::Reply => threads(account).map(silence).collect(),
        Purpose::Acceptance | Purpose::Withdrawal => pending_days(account).collect(),
    }
}

/// Whether a nudge that can reach the person is due by today and not long overdue.
fn is_due(thread: &Thread, account: &Account, habits: &Habits) -> bool {
    let today = account.budget().today();
    thread.due(habits).is_some_and(|due| due <= today)
        && !thread.is_long_overdue(today, habits)
        && nudge_channel(thread, account.person(Some(thread.person)), account.budget().now()).is_some()
}

/// The people whose invitation is pending, with the whole 24 hours since it was sent.
fn pending_days(account: &Account) -> impl Iterator<Item = (PersonId, u32)> {
    let now = account.budget().now();
    account.people().filter_map(move |(person, state)| {
        let sent = state.connection.pending(now)?.sent;
        Some((person, whole(now.seconds_since(sent) / (24 * HOUR))))
    })
}

fn whole(days: i64) -> u32 {
    u32::try_from(days).unwrap_or(0)
}
