//! The events of two copies.

use std::collections::HashSet;

use super::copy::{ADDED, Copy, HERE, may_introduce};
use super::people::People;
use crate::engine::calendar::Instant;
use crate::engine::record::{Fact, Record, Target};
use crate::ledger::json::Fields;
use crate::ledger::line;

/// An event that one copy has, or both.
#[derive(Debug, Default)]
pub(super) struct Event {
    /// The texts of its records by side: of two, the one recorded first, and both where they were recorded at once.
    pub(super) texts: Vec<(usize, String)>,
    /// Whether both copies have it.
    pub(super) is_shared: bool,
    /// When it was first recorded.
    pub(super) recorded: Option<Instant>,
    /// What orders events recorded at one instant, whichever copy is named first: what it says, and whether it is of the
    /// copy that comes second.
    pub(super) sort_key: (String, bool),
    /// The events that must come before it.
    pub(super) after: Vec<usize>,
}

/// The events of two copies.
pub(super) struct Events<'a> {
    pub(super) list: Vec<Event>,
    pub(super) conflicting: usize,
    /// For each copy, the event of each of its records; `None` for one that is left out.
    pub(super) by_place: [Vec<Option<usize>>; 2],
    pub(super) copies: [&'a Copy; 2],
    /// The side that comes first where nothing else decides, whichever is named first.
    pub(super) first: usize,
}

impl<'a> Events<'a> {
    /// No events yet.
    pub(super) fn new(here: &'a Copy, there: &'a Copy) -> Events<'a> {
        let by_place = [vec![None; here.lines.len()], vec![None; there.lines.len()]];
        let first = usize::from((there.rank(), &there.lines) < (here.rank(), &here.lines));
        Events { list: Vec::new(), conflicting: 0, by_place, copies: [here, there], first }
    }

    pub(super) fn record(&self, side: usize, place: usize) -> &'a Record {
        &self.copies[side].contents.records[place]
    }

    /// The records of a copy with their events.
    pub(super) fn records_of(&self, side: usize) -> impl Iterator<Item = (&'a Record, &Event)> {
        let records = self.copies[side].contents.records.iter().zip(&self.by_place[side]);
        records.filter_map(|(record, event)| Some((record, &self.list[(*event)?])))
    }

    /// The event of a copy's record.
    pub(super) fn event_of(&self, side: usize, id: u64) -> Option<usize> {
        let records = &self.copies.get(side)?.contents.records;
        let place = records.binary_search_by_key(&id, |record| record.id.0).ok()?;
        self.by_place[side][place]
    }

    /// Adds a record that neither copy has.
    pub(super) fn add_new(&mut self, recorded: Instant, fields: &str, sort_key: (String, bool), after: Vec<usize>) {
        let text = format!(r#"{{"id":0,"at":"{recorded}","recorded":"{recorded}",{fields}}}"#);
        let texts = vec![(ADDED, text)];
        self.list.push(Event { texts, is_shared: false, recorded: Some(recorded), sort_key, after });
    }

    /// Whom events of both copies name.
    pub(super) fn people_of_shared_events(&self, people: &People) -> HashSet<usize> {
        let merged_away = |fact: &Fact| match fact {
            Fact::Contact(change) => change.gone(),
            _ => None,
        };
        let shared = self.records_of(HERE).filter(|(_, event)| event.is_shared);
        let named = shared.flat_map(|(record, _)| [may_introduce(&record.fact), merged_away(&record.fact)]).flatten();
        named.filter_map(|person| people.find(HERE, person.0 + 1)).collect()
    }

    /// How many records both copies have.
    pub(super) fn shared_count(&self) -> usize {
        self.list.iter().filter(|event| event.is_shared).count()
    }

    /// How many records only this copy has.
    pub(super) fn count_only_of(&self, side: usize) -> usize {
        self.list.iter().filter(|event| !event.is_shared && event.texts[0].0 == side).count()
    }

    /// Whether this copy did not have an event.
    pub(super) fn is_new(&self, event: usize) -> bool {
        !self.list[event].is_shared && self.list[event].texts[0].0 != HERE
    }
}

/// The record that a fact refers to.
pub(super) fn refers_to(fact: &Fact) -> Option<u64> {
    match fact {
        Fact::Void(Target::Record(id) | Target::Step(id)) | Fact::Edit { record: id, .. } => Some(id.0),
        Fact::Joined(added) => added.last().map(|id| id.0),
        _ => None,
    }
}

/// An added record with its number.
pub(super) fn with_id(text: &str, id: u64) -> String {
    let Ok(mut fields) = Fields::read(text) else { return text.to_owned() };
    fields.set("id", &id);
    line::with_new_checksum(&fields.text()).unwrap_or_else(|| text.to_owned())
}
