//! Whom a member is likely to write to next: those who are due for a reminder, and those of late.

use std::collections::HashMap;

use super::calendar::{Instant, date_of, days_between};
use super::habits::Habits;
use super::person::PersonId;
use super::record::{Answer, Fact};
use super::timeline::Timeline;

/// Somebody to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtHand {
    /// Who.
    pub person: PersonId,
    /// When something last happened with them.
    pub latest: Instant,
    /// Days of silence, for those who are due for a reminder.
    pub silent_days: Option<u32>,
}

/// How one person's story stands.
#[derive(Clone, Copy, Debug)]
struct Story {
    first_contact: Option<Instant>,
    latest_contact: Option<Instant>,
    contacts: u32,
    answered: bool,
    latest: Instant,
}

/// The people due for a reminder, the longest silent first, and behind them the others, the latest first. A first
/// reminder is due some days after the first contact, a last one some days after that; then no more is.
pub fn at_hand(timeline: &Timeline, now: Instant, habits: &Habits) -> Vec<AtHand> {
    let mut people: Vec<AtHand> = stories(timeline, now)
        .into_iter()
        .map(|(person, story)| AtHand { person, latest: story.latest, silent_days: due(&story, timeline, now, habits) })
        .collect();
    people.sort_by(|one, other| {
        let silence = other.silent_days.cmp(&one.silent_days);
        silence.then(other.latest.cmp(&one.latest)).then(one.person.0.cmp(&other.person.0))
    });
    people
}

fn stories(timeline: &Timeline, now: Instant) -> HashMap<PersonId, Story> {
    let mut stories: HashMap<PersonId, Story> = HashMap::new();
    let mut records: Vec<usize> = (0..timeline.records().len()).filter(|place| timeline.stands(*place)).collect();
    records.sort_by_key(|place| (timeline.records()[*place].at, *place));
    for record in records.into_iter().map(|place| &timeline.records()[place]).filter(|record| record.at <= now) {
        let Some(person) = timeline.person_of(&record.fact) else { continue };
        let begun =
            Story { first_contact: None, latest_contact: None, contacts: 0, answered: false, latest: record.at };
        let story = stories.entry(person).or_insert(begun);
        match record.fact {
            Fact::Message { .. } | Fact::InMail { .. } => {
                story.first_contact.get_or_insert(record.at);
                story.latest_contact = Some(record.at);
                story.contacts += 1;
            }
            Fact::Response { answer: Answer::Replied | Answer::Declined, .. } => story.answered = true,
            Fact::Invitation { .. } | Fact::Acceptance { .. } => {}
            _ => continue,
        }
        story.latest = record.at;
    }
    stories
}

/// Days of silence, if a reminder is due.
fn due(story: &Story, timeline: &Timeline, now: Instant, habits: &Habits) -> Option<u32> {
    let days_since = |at: Instant| {
        let days = days_between(date_of(at, timeline.zone()), date_of(now, timeline.zone()));
        u32::try_from(days).unwrap_or(0)
    };
    let (first, latest) = (days_since(story.first_contact?), days_since(story.latest_contact?));
    let is_due = match story.contacts {
        1 => latest >= habits.first_nudge_days,
        2 => first >= habits.last_nudge_days && latest > 0,
        _ => false,
    };
    (is_due && !story.answered).then_some(latest)
}
