//! Who a member is likely to write to next: people due for a nudge, then the latest ones.

use std::collections::HashMap;

use super::followup::threads;
use super::habits::Habits;
use crate::engine::calendar::{Instant, date_of, days_between};
use crate::engine::person::PersonId;
use crate::engine::record::Fact;
use crate::engine::timeline::Timeline;

/// A person to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SuggestedContact {
    /// Who.
    pub person: PersonId,
    /// When something last happened with them.
    pub latest: Instant,
    /// Days since the last touch, for those who are due for a nudge.
    pub silent_days: Option<u32>,
}

/// The people due for a nudge, the longest silent first, then all others, the latest first.
pub fn suggested_contacts(timeline: &Timeline, now: Instant, habits: &Habits) -> Vec<SuggestedContact> {
    let due = due(timeline, now, habits);
    let mut latest: HashMap<PersonId, Instant> = HashMap::new();
    for (_, record, person) in timeline.events(now) {
        if let Some(person) = person.filter(|_| !matches!(record.fact, Fact::FollowUp { .. })) {
            latest.insert(person, record.at);
        }
    }
    let suggested_contacts =
        |(person, latest)| SuggestedContact { person, latest, silent_days: due.get(&person).copied() };
    let mut people: Vec<SuggestedContact> = latest.into_iter().map(suggested_contacts).collect();
    people.sort_by(|one, other| {
        let silence = other.silent_days.cmp(&one.silent_days);
        silence.then(other.latest.cmp(&one.latest)).then(one.person.0.cmp(&other.person.0))
    });
    people
}

/// Days since the last touch, for everybody whose nudge is due by today.
fn due(timeline: &Timeline, now: Instant, habits: &Habits) -> HashMap<PersonId, u32> {
    let date = |at| date_of(at, timeline.zone());
    let is_due = threads(timeline, now).into_iter().filter(|thread| {
        let due = thread.due(habits, timeline);
        due.is_some_and(|due| due <= date(now))
    });
    let silence = |since| u32::try_from(days_between(date(since), date(now))).unwrap_or(0);
    is_due.map(|thread| (thread.person, silence(thread.last_touch))).collect()
}
