//! The records that count, with their corrections, in the order in which they happen (rules 1.2, 1.3).

use chrono_tz::Tz;
use inquota::engine::calendar::Instant;
use inquota::engine::correction::Correction;
use inquota::engine::interaction::Interaction;
use inquota::engine::person::PersonId;
use inquota::engine::record::{ContactChange, Fact, Record, Target};
use inquota::engine::wording::Wording;

use super::starts::{Start, plan_starts};

/// A ledger as the model reads it.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) zone: Tz,
    /// The events in order.
    pub(crate) events: Vec<Event>,
    /// The merges that count, each with its place in the order recorded.
    pub(crate) merges: Vec<(usize, PersonId, PersonId)>,
    /// The starts of plans in order, including the initial plan's unless another replaces it.
    pub(crate) starts: Vec<Start>,
}

/// A record that counts, except plans and changes of people.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) at: Instant,
    pub(crate) place: usize,
    pub(crate) fact: Fact,
    /// The person it is about, after the merges recorded before it.
    pub(crate) then: Option<PersonId>,
    /// The fingerprint of the text.
    pub(crate) wording: Option<Wording>,
}

impl Event {
    /// The fact about the person as known when it was recorded.
    pub(crate) fn as_recorded(&self) -> Fact {
        self.then.map_or_else(|| self.fact.clone(), |then| self.fact.clone().with_person(then))
    }
}

impl Reading {
    pub(crate) fn new(records: &[Record], created: Instant, zone: Tz) -> Reading {
        let active = corrected(records);
        let placed = merges(&active);
        let merges = pairs(&placed);
        let starts = plan_starts(&active, created, zone);
        let mut events: Vec<Event> = active
            .into_iter()
            .filter(|(_, record)| happens(&record.fact))
            .map(|(place, record)| {
                let then = record.fact.person().map(|person| resolve_before(person, place, &placed));
                let wording = record.details.wording;
                Event { at: record.at, place, fact: merged(record.fact, &merges), then, wording }
            })
            .collect();
        events.sort_by_key(|event| (event.at, event.place));
        Reading { zone, events, merges: placed, starts }
    }

    /// The same ledger without the events after an instant, but with future plans (rules 1.7).
    pub(crate) fn without_events_after(&self, instant: Instant) -> Reading {
        let events = self.events.iter().filter(|event| event.at <= instant).cloned().collect();
        Reading { zone: self.zone, events, merges: self.merges.clone(), starts: self.starts.clone() }
    }
}

/// The person who remains after these merges, in the order recorded.
pub(crate) fn resolve(person: PersonId, merges: &[(PersonId, PersonId)]) -> PersonId {
    merges.iter().fold(person, |now, (from, into)| if now == *from { *into } else { now })
}

/// The person that somebody was part of, before the record at a place.
pub(crate) fn resolve_before(person: PersonId, place: usize, merges: &[(usize, PersonId, PersonId)]) -> PersonId {
    let before: Vec<_> = merges.iter().copied().filter(|(merged_at, ..)| *merged_at < place).collect();
    resolve(person, &pairs(&before))
}

fn pairs(merges: &[(usize, PersonId, PersonId)]) -> Vec<(PersonId, PersonId)> {
    merges.iter().map(|(_, from, into)| (*from, *into)).collect()
}

/// The merges that count, in the order recorded, each with its place.
fn merges(active: &[(usize, Record)]) -> Vec<(usize, PersonId, PersonId)> {
    let mut merges: Vec<(usize, PersonId, PersonId)> = Vec::new();
    for (place, record) in active {
        let Fact::Contact(change) = &record.fact else { continue };
        if let ContactChange::Merge { from, into } = **change {
            let before = pairs(&merges);
            merges.push((*place, resolve(from, &before), resolve(into, &before)));
        }
    }
    merges
}

/// The merges of a ledger, for questions about a person by an old id.
pub(crate) fn merges_of(records: &[Record]) -> Vec<(PersonId, PersonId)> {
    pairs(&merges(&corrected(records)))
}

fn merged(fact: Fact, merges: &[(PersonId, PersonId)]) -> Fact {
    match fact.person() {
        Some(person) => fact.with_person(resolve(person, merges)),
        None => fact,
    }
}

fn happens(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Message { .. }
            | Fact::InMail { .. }
            | Fact::Invitation { .. }
            | Fact::Response { .. }
            | Fact::Acceptance { .. }
            | Fact::Withdrawal { .. }
            | Fact::Stopped { .. }
            | Fact::Lifted { .. }
            | Fact::Blocked { .. }
            | Fact::Unblocked { .. }
            | Fact::Purchase { .. }
            | Fact::Balance { .. }
    )
}

/// The records that count, with their edits applied, each with its place in the order recorded.
fn corrected(records: &[Record]) -> Vec<(usize, Record)> {
    let counting: Vec<usize> = (0..records.len()).filter(|place| counts(records, *place)).collect();
    let mut active: Vec<(usize, Record)> = counting.iter().map(|place| (*place, records[*place].clone())).collect();
    for place in counting {
        if let Fact::Edit { record, correction } = &records[place].fact {
            active.iter_mut().filter(|(_, other)| other.id == *record).for_each(|(_, it)| correct(it, correction));
        }
    }
    active
}

/// A record counts unless a later void of it counts.
fn counts(records: &[Record], place: usize) -> bool {
    (place + 1..records.len()).all(|later| !takes_back(&records[later], &records[place]) || !counts(records, later))
}

fn takes_back(void: &Record, record: &Record) -> bool {
    match void.fact {
        Fact::Void(Target::Record(id)) => record.id == id,
        Fact::Void(Target::Step(id)) => record.details.step() == Some(id),
        _ => false,
    }
}

fn correct(record: &mut Record, correction: &Correction) {
    record.at = correction.at.unwrap_or(record.at);
    if let (Some(person), Some(what)) = (record.fact.person(), correction.what) {
        record.fact = fact_of(what, person);
    }
    if let Some(person) = correction.person {
        record.fact = record.fact.clone().with_person(person);
    }
    if let Fact::Purchase { credits, .. } | Fact::Balance { credits } = &mut record.fact {
        *credits = correction.credits.unwrap_or(*credits);
    }
    if let Fact::Stopped { until, .. } | Fact::Blocked { until, .. } = &mut record.fact {
        *until = correction.until.unwrap_or(*until);
    }
    if let Some(wording) = correction.wording {
        record.details.change(|annotations| annotations.wording = wording);
    }
}

fn fact_of(what: Interaction, person: PersonId) -> Fact {
    match what {
        Interaction::Message => Fact::Message { to: person },
        Interaction::InMail(charge) => Fact::InMail { to: person, charge },
        Interaction::Invitation { with_note } => Fact::Invitation { to: person, with_note },
        Interaction::Response(answer) => Fact::Response { from: person, answer },
        Interaction::Acceptance => Fact::Acceptance { by: person },
        Interaction::Withdrawal => Fact::Withdrawal { of: person },
    }
}
