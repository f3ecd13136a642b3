//! The findings laid beside a ledger: what is new, what is known, what was logged by hand.
//!
//! An event is known by its fingerprint, which the record that it became keeps. An event that is not is matched
//! with a record logged by hand: the same person and the same kind, near in time. What is left comes in.
//!
//! A record that the member took back by itself stays away; an import that was taken back whole may come again.

use std::collections::{HashMap, HashSet};

use super::acquaintance::{Acquaintance, acquaint};
use super::findings::{Event, Findings, Happened};
use crate::engine::calendar::{HOUR, Instant};
use crate::engine::correction::What;
use crate::engine::person::{Handle, PersonId};
use crate::engine::record::{Answer, Charge, Fact, ImportFingerprint, Record, RecordId, Target};
use crate::engine::timeline::Timeline;

/// How far apart the time logged by hand and the archive's may be: a day, when only the day was given.
const NEAR: i64 = 24 * HOUR;

/// The same for acceptances, of which the archive knows the date alone, in UTC.
const NEAR_DATE: i64 = 48 * HOUR;

/// What of the findings enters a ledger.
#[derive(Debug, Default)]
pub struct Entry {
    /// Who each of the people found is.
    pub people: Vec<Acquaintance>,
    /// People of the ledger whose profile became known.
    pub links: Vec<(PersonId, Handle)>,
    /// Events that come in: places in [`Findings::events`].
    pub added: Vec<usize>,
    /// How many events are in the ledger already.
    pub already_known: usize,
    /// Events that were logged by hand, and the records that they are.
    pub matched: Vec<(usize, RecordId)>,
    /// Records of earlier imports that turn out to be the notes of invitations.
    pub notes: Vec<RecordId>,
    /// Notes of invitations that the ledger does not know for what they are.
    pub new_notes: Vec<ImportFingerprint>,
    /// InMails of earlier imports that turn out to be messages to connections.
    pub messages: Vec<RecordId>,
    /// Events that lie in the future, and stay out.
    pub ahead: usize,
}

impl Entry {
    /// Whether the ledger has it all.
    pub fn changes_nothing(&self) -> bool {
        self.added.is_empty()
            && self.links.is_empty()
            && self.notes.is_empty()
            && self.new_notes.is_empty()
            && self.messages.is_empty()
    }
}

/// Lays findings beside a ledger, at the present instant.
pub fn enter(findings: &Findings, timeline: &Timeline, now: Instant) -> Entry {
    let known = known_origins(timeline);
    let (people, links) = acquaint(findings, timeline, &known);
    let known_notes = known_notes(timeline);
    let mut entry = Entry { people, links, notes: notes(findings, timeline, &known), ..Entry::default() };
    let found_notes = findings.notes.iter().map(|note| ImportFingerprint(note.value()));
    entry.new_notes = found_notes.filter(|note| !known_notes.contains(note)).collect();
    let mut open = Vec::new();
    for (place, event) in findings.events.iter().enumerate() {
        let origin = ImportFingerprint(event.fingerprint.value());
        if let Some(record) = known.get(&origin) {
            entry.already_known += 1;
            entry.messages.extend(taken_for_inmail(event, *record, timeline));
        } else if known_notes.contains(&origin) {
            entry.already_known += 1;
        } else if event.at > now {
            entry.ahead += 1;
        } else {
            open.push(place);
        }
    }
    entry.matched = matches(&findings.events, &open, &entry.people, timeline);
    let matched: HashSet<usize> = entry.matched.iter().map(|(place, _)| *place).collect();
    entry.added = open.into_iter().filter(|place| !matched.contains(place)).collect();
    entry
}

/// The places of the records that imported events became, unless their whole import was taken back.
fn known_origins(timeline: &Timeline) -> HashMap<ImportFingerprint, usize> {
    let single: HashSet<RecordId> = timeline
        .records()
        .iter()
        .enumerate()
        .filter_map(|(place, record)| match record.fact {
            Fact::Void(Target::Record(id)) if timeline.is_active(place) => Some(id),
            _ => None,
        })
        .collect();
    let stays = |place: usize, record: &Record| timeline.is_active(place) || single.contains(&record.id);
    let records = timeline.records().iter().enumerate().filter(|(place, record)| stays(*place, record));
    records.filter_map(|(place, record)| Some((record.details.origin?, place))).collect()
}

/// Rows that an import which stands knew for the notes of invitations.
fn known_notes(timeline: &Timeline) -> HashSet<ImportFingerprint> {
    let records = timeline.records().iter().enumerate().filter(|(place, _)| timeline.is_active(*place));
    let imports = records.filter_map(|(_, record)| match &record.fact {
        Fact::Import(import) => Some(import),
        _ => None,
    });
    imports.flat_map(|import| import.notes.iter().copied()).collect()
}

/// A standing record that an earlier import, without the connections, took for an InMail. The member's own edits
/// stay as they are.
fn taken_for_inmail(event: &Event, place: usize, timeline: &Timeline) -> Option<RecordId> {
    let record = &timeline.records()[place];
    let is_inmail = matches!(record.fact, Fact::InMail { charge: Charge::Ordinary, .. });
    let wrong = is_inmail && event.what == Happened::Message;
    (wrong && timeline.is_active(place) && !timeline.is_edited(record.id)).then_some(record.id)
}

/// Active records that an earlier import, without the invitations, took for messages.
fn notes(findings: &Findings, timeline: &Timeline, known: &HashMap<ImportFingerprint, usize>) -> Vec<RecordId> {
    let places = findings.notes.iter().filter_map(|note| known.get(&ImportFingerprint(note.value())));
    let standing = places.filter(|place| timeline.is_active(**place));
    standing.map(|place| timeline.records()[*place].id).collect()
}

/// The record that an event becomes, of this person.
pub fn fact(event: &Event, person: PersonId) -> Fact {
    what(event.what).with(person)
}

fn what(happened: Happened) -> What {
    match happened {
        Happened::Invitation { with_note } => What::Invitation { with_note },
        Happened::Accepted => What::Acceptance,
        Happened::Reply => What::Response(Answer::Replied),
        Happened::Message => What::Message,
        Happened::InMail => What::InMail(Charge::Ordinary),
    }
}

/// The kinds that a record by hand and an event are compared by.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Message,
    InMail,
    Invitation,
    Response,
    Acceptance,
}

impl Kind {
    fn of(what: What) -> Kind {
        match what {
            What::Message => Kind::Message,
            What::InMail(_) => Kind::InMail,
            What::Invitation { .. } => Kind::Invitation,
            What::Response(_) => Kind::Response,
            What::Acceptance => Kind::Acceptance,
        }
    }

    fn near(self) -> i64 {
        if self == Kind::Acceptance { NEAR_DATE } else { NEAR }
    }
}

/// Pairs events with records logged by hand, the nearest pairs first, each once.
fn matches(events: &[Event], open: &[usize], people: &[Acquaintance], timeline: &Timeline) -> Vec<(usize, RecordId)> {
    let by_hand = logged_by_hand(timeline);
    let mut pairs: Vec<(i64, usize, usize)> = Vec::new();
    for &place in open {
        let event = &events[place];
        let kind = Kind::of(what(event.what));
        let Acquaintance::Known(person) = people[event.person] else { continue };
        for &record in by_hand.get(&(person, kind)).into_iter().flatten() {
            let apart = timeline.records()[record].at.seconds_since(event.at).abs();
            if apart <= kind.near() {
                pairs.push((apart, place, record));
            }
        }
    }
    pairs.sort_unstable();
    let (mut events_taken, mut records_taken) = (HashSet::new(), HashSet::new());
    let mut matched = Vec::new();
    for (_, place, record) in pairs {
        if !events_taken.contains(&place) && records_taken.insert(record) {
            events_taken.insert(place);
            matched.push((place, timeline.records()[record].id));
        }
    }
    matched.sort_unstable_by_key(|(place, _)| *place);
    matched
}

/// The places of standing records that no import brought, by person and kind.
fn logged_by_hand(timeline: &Timeline) -> HashMap<(PersonId, Kind), Vec<usize>> {
    let mut by_hand: HashMap<(PersonId, Kind), Vec<usize>> = HashMap::new();
    for (place, record) in timeline.records().iter().enumerate() {
        if !timeline.is_active(place) || record.details.origin.is_some() {
            continue;
        }
        if let (Some(what), Some(person)) = (What::of(&record.fact), timeline.person_of(&record.fact)) {
            by_hand.entry((person, Kind::of(what))).or_default().push(place);
        }
    }
    by_hand
}
