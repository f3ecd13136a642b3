//! The events of both copies.

use std::borrow::Cow;
use std::collections::HashSet;

use super::copy::{ADDED, Copy, HERE, may_introduce};
use super::people::People;
use crate::engine::calendar::Instant;
use crate::engine::record::{Fact, Record};
use crate::ledger::json::Fields;
use crate::ledger::line;

/// An event in one copy or in both.
#[derive(Debug, Default)]
pub(super) struct Event<'a> {
    /// The texts of its records, each with its side. Of two records, only the one that was recorded first, or both if
    /// they were recorded at the same time.
    pub(super) texts: Vec<(usize, Cow<'a, str>)>,
    /// Whether both copies have it.
    pub(super) is_shared: bool,
    /// When it was first recorded.
    pub(super) recorded: Option<Instant>,
    /// Orders events that were recorded at the same time, whichever copy is given first: the content, and whether the
    /// event is from the second copy.
    pub(super) sort_key: (String, bool),
    /// The events that must come before this one.
    pub(super) after: Vec<usize>,
}

/// The events of both copies.
pub(super) struct Events<'a> {
    pub(super) list: Vec<Event<'a>>,
    pub(super) conflicting: usize,
    /// For each copy, the event of each of its records; `None` for a record that is left out.
    pub(super) by_place: [Vec<Option<usize>>; 2],
    pub(super) copies: [&'a Copy; 2],
    /// The side that comes first if nothing else decides, whichever copy is given first.
    pub(super) first: usize,
}

impl<'a> Events<'a> {
    /// Starts without events.
    pub(super) fn new(here: &'a Copy, there: &'a Copy) -> Events<'a> {
        let by_place = [vec![None; here.lines.len()], vec![None; there.lines.len()]];
        let first = usize::from((there.sort_key(), &there.lines) < (here.sort_key(), &here.lines));
        Events { list: Vec::new(), conflicting: 0, by_place, copies: [here, there], first }
    }

    pub(super) fn record(&self, side: usize, place: usize) -> &'a Record {
        &self.copies[side].contents.records[place]
    }

    /// The records of a copy with their events.
    pub(super) fn records_of(&self, side: usize) -> impl Iterator<Item = (&'a Record, &Event<'a>)> {
        let records = self.copies[side].contents.records.iter().zip(&self.by_place[side]);
        records.filter_map(|(record, event)| Some((record, &self.list[(*event)?])))
    }

    /// The event of a copy's record.
    pub(super) fn event_of(&self, side: usize, id: u64) -> Option<usize> {
        let place = self.copies.get(side)?.place_of(id)?;
        self.by_place[side][place]
    }

    /// Adds a record that is in neither copy.
    pub(super) fn add_new(&mut self, recorded: Instant, fields: &str, sort_key: (String, bool), after: Vec<usize>) {
        let text = format!(r#"{{"id":0,"at":"{recorded}","recorded":"{recorded}",{fields}}}"#);
        let texts = vec![(ADDED, Cow::Owned(text))];
        self.list.push(Event { texts, is_shared: false, recorded: Some(recorded), sort_key, after });
    }

    /// The people in the events that both copies have.
    pub(super) fn people_of_shared_events(&self, people: &People) -> HashSet<usize> {
        let merged_away = |fact: &Fact| match fact {
            Fact::Contact(change) => change.gone(),
            _ => None,
        };
        let shared = self.records_of(HERE).filter(|(_, event)| event.is_shared);
        let named = shared.flat_map(|(record, _)| [may_introduce(&record.fact), merged_away(&record.fact)]).flatten();
        named.filter_map(|person| people.find(HERE, person.0 + 1)).collect()
    }

    /// The number of events that both copies have.
    pub(super) fn shared_count(&self) -> usize {
        self.list.iter().filter(|event| event.is_shared).count()
    }

    /// The number of events that only this side has.
    pub(super) fn count_only_of(&self, side: usize) -> usize {
        self.list.iter().filter(|event| !event.is_shared && event.texts[0].0 == side).count()
    }

    /// Whether an event is new in this copy.
    pub(super) fn is_new(&self, event: usize) -> bool {
        !self.list[event].is_shared && self.list[event].texts[0].0 != HERE
    }
}

/// Sets the id of a record that the merge adds.
pub(super) fn with_id(text: &str, id: u64) -> String {
    let Ok(mut fields) = Fields::read(text) else { return text.to_owned() };
    fields.set("id", &id);
    line::with_new_checksum(&fields.text()).unwrap_or_else(|| text.to_owned())
}
