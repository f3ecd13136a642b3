//! Compares findings with a ledger: what is new, what is known, and what was logged by hand.
//!
//! A record made from an event stores the event's fingerprint, so the next import recognises the event. An event that
//! is not recognised is matched with a record logged by hand: the same person and the same kind, close in time. The
//! remaining events are added.
//!
//! If the member undid a single record, the next import does not add it again. If they undid the whole import, it does.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::findings::{Event, EventKind, Findings};
use super::person_match::{PersonMatch, match_people};
use super::record_pairs::{Candidate, pair_with_records};
use crate::engine::calendar::{Instant, date_of, start_of};
use crate::engine::interaction::Interaction;
use crate::engine::person::{Handle, PersonId};
use crate::engine::record::{Answer, Charge, Fact, ImportFingerprint, Record, RecordId, Target};
use crate::engine::timeline::Timeline;

/// The acceptance of an invitation that only the ledger has, by a person who is a connection in the archives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettledInvitation {
    /// The person in the ledger.
    pub person: PersonId,
    /// When they accepted.
    pub at: Instant,
    /// What the next import recognises it by.
    pub origin: ImportFingerprint,
}

/// What an import changes in a ledger.
#[derive(Debug, Default)]
pub struct ImportDiff {
    /// The match for each person in [`Findings::people`].
    pub people: Vec<PersonMatch>,
    /// New profiles of people in the ledger.
    pub links: Vec<(PersonId, Handle)>,
    /// The events to add, as indices into [`Findings::events`].
    pub added: Vec<usize>,
    /// The instants of those that the ledger gets with another instant: an acceptance, of which the archive has only the
    /// date.
    pub instants: HashMap<usize, Instant>,
    /// The acceptances to add of invitations that only the ledger has. [`diff`] leaves it empty.
    pub settled: Vec<SettledInvitation>,
    /// The number of events that the ledger already has.
    pub already_known: usize,
    /// Events that were logged by hand, as indices into [`Findings::events`], with their records.
    pub matched: Vec<(usize, RecordId)>,
    /// Records of earlier imports that are in fact the notes of invitations.
    pub note_records: Vec<RecordId>,
    /// Rows that no earlier import recognised as notes of invitations.
    pub new_notes: Vec<ImportFingerprint>,
    /// InMails of earlier imports that are in fact messages to connections.
    pub misread_inmails: Vec<RecordId>,
    /// The number of events in the future, which are not added.
    pub future_events: usize,
    /// Whether the ledger has a row of these archives that proves that both have the same owner.
    pub is_same_owner: bool,
}

impl ImportDiff {
    /// The number of records to add.
    pub fn record_count(&self) -> usize {
        self.added.len() + self.settled.len()
    }

    /// When an event to add happened, as the ledger gets it.
    pub fn instant(&self, index: usize, findings: &Findings) -> Instant {
        self.instants.get(&index).copied().unwrap_or(findings.events[index].at)
    }

    /// Whether the import changes nothing.
    pub fn is_empty(&self) -> bool {
        self.record_count() == 0
            && self.links.is_empty()
            && self.note_records.is_empty()
            && self.new_notes.is_empty()
            && self.misread_inmails.is_empty()
    }
}

/// Compares findings with a ledger at the instant `now`.
pub fn diff(findings: &Findings, timeline: &Timeline, now: Instant) -> ImportDiff {
    let known = imported_records(timeline);
    let (people, links) = match_people(findings, timeline, &known);
    let known_notes = known_notes(timeline);
    let note_records = note_records(findings, timeline, &known);
    let mut diff = ImportDiff { people, links, note_records, ..ImportDiff::default() };
    let notes = findings.notes.iter().map(|note| ImportFingerprint(note.value()));
    diff.new_notes = notes.filter(|note| !known_notes.contains(note)).collect();
    // A note is in a thread of two people, so a note that is known proves the owner too.
    diff.is_same_owner = diff.new_notes.len() < findings.notes.len() || !diff.note_records.is_empty();
    let mut unknown = Vec::new();
    for (index, event) in findings.events.iter().enumerate() {
        let origin = ImportFingerprint(event.fingerprint.value());
        if let Some(place) = known.get(&origin) {
            diff.already_known += 1;
            diff.is_same_owner |= event.proves_owner;
            diff.misread_inmails.extend(misread_inmail(event, *place, timeline));
        } else if known_notes.contains(&origin) {
            diff.already_known += 1;
        } else if event.at > now {
            diff.future_events += 1;
        } else {
            unknown.push(index);
        }
    }
    diff.matched = match_by_hand(&findings.events, &unknown, &diff.people, timeline);
    let matched: HashSet<usize> = diff.matched.iter().map(|(index, _)| *index).collect();
    diff.added = unknown.into_iter().filter(|index| !matched.contains(index)).collect();
    diff.instants = acceptance_instants(findings, &diff, timeline, &known, now);
    diff
}

/// The instants of the acceptances to add, where they are not those of the archive. Each has the archive's date in the
/// account's zone, and is not before its invitation, which the member may have logged by hand with a later time.
fn acceptance_instants(
    findings: &Findings,
    diff: &ImportDiff,
    timeline: &Timeline,
    known: &HashMap<ImportFingerprint, usize>,
    now: Instant,
) -> HashMap<usize, Instant> {
    let imported = findings
        .events
        .iter()
        .filter_map(|event| Some((event, *known.get(&ImportFingerprint(event.fingerprint.value()))?)));
    let by_hand =
        diff.matched.iter().filter_map(|(index, id)| Some((&findings.events[*index], timeline.place_of(*id)?)));
    let invited: HashMap<_, Instant> = imported
        .chain(by_hand)
        .filter(|(event, _)| matches!(event.kind, EventKind::Invitation { .. }))
        .map(|(event, place)| (event.fingerprint, timeline.records()[place].at))
        .collect();
    let other_instant = |index: &usize| {
        let event = &findings.events[*index];
        let dated = event.at.max(connected_at(date_of(event.at, Tz::UTC), timeline.zone()).min(now));
        let at = invited.get(&event.thread).map_or(dated, |sent| dated.max(*sent));
        (event.kind == EventKind::Accepted && at != event.at).then_some((*index, at))
    };
    diff.added.iter().filter_map(other_instant).collect()
}

/// The first instant that has this date both in UTC, in which the archive gives it, and in the account's zone, in which
/// the member reads it.
pub(super) fn connected_at(on: NaiveDate, zone: Tz) -> Instant {
    start_of(on, Tz::UTC).max(start_of(on, zone))
}

/// The places of imported records in the timeline, except those whose whole import was undone.
pub(crate) fn imported_records(timeline: &Timeline) -> HashMap<ImportFingerprint, usize> {
    let undone_alone: HashSet<RecordId> = timeline
        .records()
        .iter()
        .enumerate()
        .filter_map(|(place, record)| match record.fact {
            Fact::Void(Target::Record(id)) if timeline.is_active(place) => Some(id),
            _ => None,
        })
        .collect();
    let is_known = |place: usize, record: &Record| timeline.is_active(place) || undone_alone.contains(&record.id);
    let records = timeline.records().iter().enumerate().filter(|(place, record)| is_known(*place, record));
    records.filter_map(|(place, record)| Some((record.details.origin?, place))).collect()
}

/// The rows that an active import recognised as notes of invitations.
fn known_notes(timeline: &Timeline) -> HashSet<ImportFingerprint> {
    let records = timeline.records().iter().enumerate().filter(|(place, _)| timeline.is_active(*place));
    let imports = records.filter_map(|(_, record)| match &record.fact {
        Fact::Import(import) => Some(import),
        _ => None,
    });
    imports.flat_map(|import| import.notes.iter().copied()).collect()
}

/// The active record of this event, if an earlier import without connections mistook it for an InMail. A record that
/// the member edited stays as it is.
fn misread_inmail(event: &Event, place: usize, timeline: &Timeline) -> Option<RecordId> {
    let record = &timeline.records()[place];
    let is_inmail = matches!(record.fact, Fact::InMail { charge: Charge::Ordinary, .. });
    let is_misread = is_inmail && event.kind == EventKind::Message;
    (is_misread && timeline.is_active(place) && !timeline.is_edited(record.id)).then_some(record.id)
}

/// Active records that an earlier import without invitations mistook for messages.
fn note_records(findings: &Findings, timeline: &Timeline, known: &HashMap<ImportFingerprint, usize>) -> Vec<RecordId> {
    let places = findings.notes.iter().filter_map(|note| known.get(&ImportFingerprint(note.value())));
    let active = places.filter(|place| timeline.is_active(**place));
    active.map(|place| timeline.records()[*place].id).collect()
}

/// Converts an event with this person to a fact.
pub fn fact(event: &Event, person: PersonId) -> Fact {
    interaction_of(event.kind).with(person)
}

fn interaction_of(kind: EventKind) -> Interaction {
    match kind {
        EventKind::Invitation { with_note } => Interaction::Invitation { with_note },
        EventKind::Accepted => Interaction::Acceptance,
        EventKind::Reply => Interaction::Response(Answer::Replied),
        EventKind::Message => Interaction::Message,
        EventKind::InMail => Interaction::InMail(Charge::Ordinary),
    }
}

/// Pairs unknown events with records logged by hand, or imported from a sheet that was kept by hand.
fn match_by_hand(
    events: &[Event],
    unknown: &[usize],
    people: &[PersonMatch],
    timeline: &Timeline,
) -> Vec<(usize, RecordId)> {
    let candidates = unknown.iter().filter_map(|&index| {
        let event = &events[index];
        let PersonMatch::Known(person) = people[event.person] else { return None };
        Some(Candidate { index, person, what: interaction_of(event.kind), at: event.at })
    });
    let is_by_hand = |record: &Record| record.details.origin.is_none_or(ImportFingerprint::is_of_sheet);
    pair_with_records(candidates, is_by_hand, timeline)
}
