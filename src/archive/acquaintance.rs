//! Who the people of the archives are in a ledger.

use std::collections::HashMap;

use super::findings::{Event, Findings, Person};
use crate::engine::contact_book::ContactBook;
use crate::engine::person::{Handle, LONGEST_NAME, PersonId, name_key, tidy_name};
use crate::engine::record::ImportFingerprint;
use crate::engine::timeline::Timeline;

/// Somebody of the archives, in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acquaintance {
    /// A person of the ledger.
    Known(PersonId),
    /// Somebody new.
    New {
        /// The name.
        name: Option<String>,
        /// The profile.
        handle: Option<Handle>,
    },
}

/// What LinkedIn calls people who hide or have left.
const HIDDEN: &str = "LinkedIn Member";

/// Finds each person: by profile, else by an event that the ledger has, else by a name that only one has on
/// either side. Profiles that thereby become known are told too.
pub(super) fn acquaint(
    findings: &Findings,
    timeline: &Timeline,
    known: &HashMap<ImportFingerprint, usize>,
) -> (Vec<Acquaintance>, Vec<(PersonId, Handle)>) {
    let by_event = by_event(findings, timeline, known);
    let search = Search::new(findings, timeline.book());
    let mut links = Vec::new();
    let mut people = Vec::with_capacity(findings.people.len());
    for (place, person) in findings.people.iter().enumerate() {
        let found =
            search.by_handle(person).or_else(|| by_event.get(&place).copied()).or_else(|| search.by_name(person));
        let acquaintance = match found {
            Some(id) => {
                let has = |handle: &Handle| timeline.book().person(id).handles.contains(handle);
                links.extend(person.handle.clone().filter(|handle| !has(handle)).map(|handle| (id, handle)));
                Acquaintance::Known(id)
            }
            None => Acquaintance::New { name: called(person), handle: person.handle.clone() },
        };
        people.push(acquaintance);
    }
    (people, links)
}

/// Whom the ledger knows by an event that could be nobody else's.
fn by_event(
    findings: &Findings,
    timeline: &Timeline,
    known: &HashMap<ImportFingerprint, usize>,
) -> HashMap<usize, PersonId> {
    // Whoever is known in a thread only may be somebody else in the next row.
    let tells = |event: &&Event| event.alone && findings.people[event.person].only_within.is_none();
    let events = findings.events.iter().filter(tells);
    let known = events.filter_map(|event| {
        let place = *known.get(&ImportFingerprint(event.fingerprint.value()))?;
        Some((event.person, timeline.person_of(&timeline.records()[place].fact)?))
    });
    known.collect()
}

/// What to call a person: those of whom only a thread is known get a mark of that thread.
fn called(person: &Person) -> Option<String> {
    let name = person.name.as_deref().and_then(readable);
    match (person.only_within, name) {
        (Some(thread), name) => {
            let name = name.unwrap_or_else(|| HIDDEN.to_owned());
            Some(format!("{name} ({:.8})", thread.to_string()))
        }
        (None, name) => name,
    }
}

/// A name as a ledger may hold it; `None` for none.
fn readable(name: &str) -> Option<String> {
    let room = LONGEST_NAME - 11;
    let short: String = name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(room).collect();
    tidy_name(&short).ok()
}

struct Search<'a> {
    book: &'a ContactBook,
    handles: HashMap<&'a Handle, PersonId>,
    /// People of the ledger by name.
    names: HashMap<String, Vec<PersonId>>,
    /// How many people of the archives have a name.
    namesakes: HashMap<String, usize>,
}

impl<'a> Search<'a> {
    fn new(findings: &Findings, book: &'a ContactBook) -> Search<'a> {
        let mut names: HashMap<String, Vec<PersonId>> = HashMap::new();
        for (id, person) in book.known() {
            if let Some(name) = &person.name {
                names.entry(name_key(name)).or_default().push(id);
            }
        }
        let mut namesakes = HashMap::new();
        for name in findings.people.iter().filter_map(called) {
            *namesakes.entry(name_key(&name)).or_default() += 1;
        }
        Search { book, handles: book.by_handle(), names, namesakes }
    }

    fn by_handle(&self, person: &Person) -> Option<PersonId> {
        let mut handles = person.handle.iter().chain(&person.former_handles);
        handles.find_map(|handle| self.handles.get(handle)).copied()
    }

    /// The one of this name, unless a profile tells the two apart.
    fn by_name(&self, person: &Person) -> Option<PersonId> {
        let key = name_key(&called(person)?);
        let [id] = self.names.get(&key)?.as_slice() else { return None };
        let told_apart = person.handle.is_some() && !self.book.person(*id).handles.is_empty();
        (self.namesakes.get(&key) == Some(&1) && !told_apart).then_some(*id)
    }
}
