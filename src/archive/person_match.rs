//! Finds the people of the archives in a ledger.

use std::collections::HashMap;

use super::findings::{Event, Findings, Person};
use super::interner::HIDDEN_MEMBER;
use crate::engine::contact_book::ContactBook;
use crate::engine::person::{Handle, LONGEST_NAME, PersonId, name_key, tidy_name};
use crate::engine::record::ImportFingerprint;
use crate::engine::timeline::Timeline;

/// The person in the ledger for a person in the archives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonMatch {
    /// Someone in the ledger.
    Known(PersonId),
    /// Someone new.
    New {
        /// The name.
        name: Option<String>,
        /// The profile.
        handle: Option<Handle>,
    },
}

/// Finds each person by profile, by an event that the ledger has, or by a name that is unique on both sides. Also
/// returns new profiles of people in the ledger.
pub(super) fn match_people(
    findings: &Findings,
    timeline: &Timeline,
    imported: &HashMap<ImportFingerprint, usize>,
) -> (Vec<PersonMatch>, Vec<(PersonId, Handle)>) {
    let by_event = by_event(findings, timeline, imported);
    let search = LedgerSearch::new(findings, timeline.book());
    let mut links = Vec::new();
    let mut people = Vec::with_capacity(findings.people.len());
    for (index, person) in findings.people.iter().enumerate() {
        let found =
            search.by_handle(person).or_else(|| by_event.get(&index).copied()).or_else(|| search.by_name(person));
        people.push(match found {
            Some(id) => {
                let is_known = |handle: &Handle| timeline.book().person(id).handles.contains(handle);
                links.extend(person.handle.clone().filter(|handle| !is_known(handle)).map(|handle| (id, handle)));
                PersonMatch::Known(id)
            }
            None => PersonMatch::New { name: name_in_ledger(person), handle: person.handle.clone() },
        });
    }
    (people, links)
}

/// Finds people by unique events. Maps the index of a person in the archives to the person in the ledger.
fn by_event(
    findings: &Findings,
    timeline: &Timeline,
    imported: &HashMap<ImportFingerprint, usize>,
) -> HashMap<usize, PersonId> {
    // A person who can be identified only within a thread may be someone else in another row.
    let identifies = |event: &&Event| event.is_unique && findings.people[event.person].only_within.is_none();
    let events = findings.events.iter().filter(identifies);
    let known = events.filter_map(|event| {
        let place = *imported.get(&ImportFingerprint(event.fingerprint.value()))?;
        Some((event.person, timeline.person_of(&timeline.records()[place].fact)?))
    });
    known.collect()
}

/// The name that a person gets in the ledger. For a person known only within a thread, part of its fingerprint is
/// added.
fn name_in_ledger(person: &Person) -> Option<String> {
    let name = person.name.as_deref().and_then(shortened);
    match (person.only_within, name) {
        (Some(thread), name) => {
            let name = name.unwrap_or_else(|| HIDDEN_MEMBER.to_owned());
            Some(format!("{name} ({:.8})", thread.to_string()))
        }
        (None, name) => name,
    }
}

/// Shortens a name to fit into a ledger, with room for part of a fingerprint.
fn shortened(name: &str) -> Option<String> {
    let room = LONGEST_NAME - 11;
    let short: String = name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(room).collect();
    tidy_name(&short).ok()
}

struct LedgerSearch<'a> {
    book: &'a ContactBook,
    handles: HashMap<&'a Handle, PersonId>,
    /// The people of the ledger by name.
    names: HashMap<String, Vec<PersonId>>,
    /// The number of people in the archives by name.
    name_counts: HashMap<String, usize>,
}

impl<'a> LedgerSearch<'a> {
    fn new(findings: &Findings, book: &'a ContactBook) -> LedgerSearch<'a> {
        let mut names: HashMap<String, Vec<PersonId>> = HashMap::new();
        for (id, person) in book.known() {
            if let Some(name) = &person.name {
                names.entry(name_key(name)).or_default().push(id);
            }
        }
        let mut name_counts = HashMap::new();
        for name in findings.people.iter().filter_map(name_in_ledger) {
            *name_counts.entry(name_key(&name)).or_default() += 1;
        }
        LedgerSearch { book, handles: book.by_handle(), names, name_counts }
    }

    fn by_handle(&self, person: &Person) -> Option<PersonId> {
        let mut handles = person.handle.iter().chain(&person.former_handles);
        handles.find_map(|handle| self.handles.get(handle)).copied()
    }

    /// The only person with this name. `None` if both have profiles: if these matched, `by_handle` would have found
    /// them.
    fn by_name(&self, person: &Person) -> Option<PersonId> {
        let key = name_key(&name_in_ledger(person)?);
        let [id] = self.names.get(&key)?.as_slice() else { return None };
        let profiles_differ = person.handle.is_some() && !self.book.person(*id).handles.is_empty();
        (self.name_counts.get(&key) == Some(&1) && !profiles_differ).then_some(*id)
    }
}
