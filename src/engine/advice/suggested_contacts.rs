//! The people to whom the member is likely to write next: those due for a nudge, then the latest contacts.

use std::collections::HashMap;

use super::followup::{nudge_channel, open_threads};
use super::habits::Habits;
use crate::engine::account::Account;
use crate::engine::calendar::{Instant, days_between};
use crate::engine::person::PersonId;
use crate::engine::record::Fact;
use crate::engine::thread::Thread;
use crate::engine::timeline::Timeline;

/// A suggested person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SuggestedContact {
    /// The person.
    pub person: PersonId,
    /// The latest event with them.
    pub latest: Instant,
    /// Days since the latest contact, if a nudge is due.
    pub silent_days: Option<u32>,
}

/// The people due for a nudge, latest contact first, then all others, latest event first. Leaves out those who are
/// marked as not to be contacted (rules 2.5).
pub fn suggested_contacts(timeline: &Timeline, now: Instant, habits: &Habits) -> Vec<SuggestedContact> {
    let account = timeline.account_at(now);
    let due = due(&account, habits);
    let mut latest: HashMap<PersonId, Instant> = HashMap::new();
    for (_, record, person) in timeline.events(now) {
        let is_event = !matches!(record.fact, Fact::FollowUp { .. } | Fact::Blocked { .. } | Fact::Unblocked { .. });
        if let Some(person) = person.filter(|_| is_event) {
            latest.insert(person, record.at);
        }
    }
    let contact = |(person, latest)| SuggestedContact { person, latest, silent_days: due.get(&person).copied() };
    let may_contact = |(person, _): &(PersonId, Instant)| account.do_not_contact(*person).is_none();
    let mut people: Vec<SuggestedContact> = latest.into_iter().filter(may_contact).map(contact).collect();
    people.sort_by(|one, other| {
        let is_due = other.silent_days.is_some().cmp(&one.silent_days.is_some());
        is_due
            .then(one.silent_days.cmp(&other.silent_days))
            .then(other.latest.cmp(&one.latest))
            .then(one.person.0.cmp(&other.person.0))
    });
    people
}

/// Days since the latest contact, for everyone whom a nudge can reach that is due by today and not long overdue.
fn due(account: &Account, habits: &Habits) -> HashMap<PersonId, u32> {
    let today = account.budget().today();
    let is_due = |thread: &&Thread| {
        thread.due(habits).is_some_and(|due| due <= today)
            && !thread.is_long_overdue(today, habits)
            && nudge_channel(thread, account.person(Some(thread.person)), account.budget().now()).is_some()
    };
    let silence = |since| u32::try_from(days_between(since, today)).unwrap_or(0);
    open_threads(account).filter(is_due).map(|thread| (thread.person, silence(thread.last_touch_on))).collect()
}
