//! Finds the records of the two copies that are the same event.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet, VecDeque};

use super::copy::{Copy, HERE, THERE, refers_to};
use super::events::{Event, Events};
use super::key::ComparedParts;
use super::people::{People, added_number};
use crate::engine::record::Fact;

impl<'a> Events<'a> {
    /// Matches the records of two copies.
    pub(super) fn matched(here: &'a Copy, there: &'a Copy, people: &People) -> Events<'a> {
        let mut events = Events::new(here, there);
        for place in 0..here.lines.len() {
            events.add(HERE, place, people);
        }
        // A record that refers to another one can only match if that one does, so the others come first.
        let (ours, theirs) = (here.levels(), there.levels());
        for (level, theirs) in theirs.iter().enumerate() {
            events.match_places(ours.get(level).map_or(&[], Vec::as_slice), theirs, people);
        }
        events.add_redos(people);
        events.count_conflicting_edits();
        events
    }

    fn match_places(&mut self, ours: &[usize], theirs: &[usize], people: &People) {
        if theirs.is_empty() {
            return;
        }
        let mut exact = self.unmatched(HERE, ours, people, ComparedParts::Exact);
        let (mut undos, mut left) = (Vec::new(), Vec::new());
        for place in theirs.iter().copied() {
            let key = self.key(THERE, place, people, ComparedParts::Exact);
            match exact.get_mut(&key).and_then(VecDeque::pop_front) {
                Some(ours) => self.pair(ours, place),
                None if matches!(self.record(THERE, place).fact, Fact::Void(_)) => undos.push(place),
                None => left.push(place),
            }
        }
        drop(exact);
        self.match_undos(ours, &undos, people);
        let mut similar =
            if left.is_empty() { HashMap::new() } else { self.unmatched(HERE, ours, people, ComparedParts::Event) };
        for place in left {
            let key = self.key(THERE, place, people, ComparedParts::Event);
            match similar.get_mut(&key).and_then(VecDeque::pop_front) {
                Some(ours) if self.has_same_content(ours, place, people) => self.pair(ours, place),
                Some(ours) => self.add_conflicting(ours, place, people),
                None if self.is_superfluous_marker(place) => {}
                None => self.add(THERE, place, people),
            }
        }
    }

    fn has_same_content(&self, ours: usize, theirs: usize, people: &People) -> bool {
        self.key(HERE, ours, people, ComparedParts::Content) == self.key(THERE, theirs, people, ComparedParts::Content)
    }

    /// The records of a copy among these that have no match yet, by key.
    pub(super) fn unmatched(
        &self,
        side: usize,
        places: &[usize],
        people: &People,
        parts: ComparedParts,
    ) -> HashMap<String, VecDeque<usize>> {
        let mut found: HashMap<String, VecDeque<usize>> = HashMap::new();
        for place in places.iter().copied() {
            let is_alone = self.by_place[side][place].is_none_or(|event| !self.list[event].is_shared);
            if is_alone {
                found.entry(self.key(side, place, people, parts)).or_default().push_back(place);
            }
        }
        found
    }

    /// Adds an event for a record that has no match yet.
    pub(super) fn add(&mut self, side: usize, place: usize, people: &People) {
        let record = self.record(side, place);
        let refers = refers_to(&record.fact);
        let step = record.details.step().filter(|step| *step != record.id);
        let after = refers.into_iter().chain(step.map(|step| step.0));
        let after = after.filter_map(|id| self.event_of(side, id)).collect();
        let sort_key = (self.key(side, place, people, ComparedParts::Order), side != self.first);
        self.by_place[side][place] = Some(self.list.len());
        let texts = vec![(side, Cow::Borrowed(self.copies[side].lines[place].as_str()))];
        self.list.push(Event { texts, is_shared: false, recorded: Some(record.recorded), sort_key, after });
    }

    /// Makes two records the same event. Keeps the text of the one that was recorded first.
    pub(super) fn pair(&mut self, ours: usize, theirs: usize) {
        let Some(event) = self.by_place[HERE][ours] else { return };
        self.by_place[THERE][theirs] = Some(event);
        let (mine, other) = (self.record(HERE, ours).recorded, self.record(THERE, theirs).recorded);
        let text = Cow::Borrowed(self.copies[THERE].lines[theirs].as_str());
        let event = &mut self.list[event];
        (event.recorded, event.is_shared) = (Some(mine.min(other)), true);
        match mine.cmp(&other) {
            Ordering::Less => {}
            Ordering::Greater => event.texts = vec![(THERE, text)],
            Ordering::Equal => event.texts.push((THERE, text)),
        }
    }

    /// Adds a record of the other copy that describes an event differently, and a record that undoes the later of the
    /// two.
    fn add_conflicting(&mut self, ours: usize, theirs: usize, people: &People) {
        self.conflicting += 1;
        self.add(THERE, theirs, people);
        let rank = |side: usize, place: usize| {
            (self.record(side, place).recorded, self.key(side, place, people, ComparedParts::Order))
        };
        let is_ours_first = rank(HERE, ours) <= rank(THERE, theirs);
        let (side, place) = if is_ours_first { (THERE, theirs) } else { (HERE, ours) };
        let Some(later) = self.by_place[side][place] else { return };
        let recorded = self.record(HERE, ours).recorded.max(self.record(THERE, theirs).recorded);
        let (text, is_second) = &self.list[later].sort_key;
        let sort_key = (format!("void {text}"), *is_second);
        self.add_new(recorded, &format!(r#""kind":"void","record":{later}"#), sort_key, vec![later]);
    }

    /// Adds records that merge the two separate entries of a person. The entry that was recorded first stays.
    pub(super) fn merge_entries(&mut self, numbers: &[(u32, u32)]) {
        let introductions = self.copies.map(Copy::introductions);
        for (ours, theirs) in numbers {
            let event = |side: usize, number: u32| {
                let place = introductions[side].get(number.checked_sub(1)? as usize)?;
                self.by_place[side][*place]
            };
            let (Some(here), Some(there)) = (event(HERE, *ours), event(THERE, *theirs)) else { continue };
            let rank = |event: usize| (self.list[event].recorded, self.list[event].sort_key.clone());
            let added = [added_number(HERE, *ours), added_number(THERE, *theirs)];
            let (into, from) = if rank(here) <= rank(there) { (added[0], added[1]) } else { (added[1], added[0]) };
            let Some(recorded) = self.list[here].recorded.max(self.list[there].recorded) else { continue };
            let fields = format!(r#""kind":"merge","who":{into},"merged":{from}"#);
            let (text, is_second) = rank(here).max(rank(there)).1;
            self.add_new(recorded, &fields, (format!("merge {text}"), is_second), vec![here, there]);
        }
    }

    /// Counts the records that both copies edit differently.
    fn count_conflicting_edits(&mut self) {
        self.conflicting += self.edited(HERE).intersection(&self.edited(THERE)).count();
    }

    /// The events that this side edits and the other side does not edit in the same way.
    fn edited(&self, side: usize) -> HashSet<usize> {
        let own = self.records_of(side).filter(|(_, event)| !event.is_shared);
        let edited = own.filter_map(|(record, _)| match &record.fact {
            Fact::Edit { record, .. } => self.event_of(side, record.0),
            _ => None,
        });
        edited.collect()
    }

    /// Whether a record of the other copy is the marker of an earlier merge, which is not needed here. A marker that
    /// was undone there is kept.
    fn is_superfluous_marker(&self, place: usize) -> bool {
        let record = self.record(THERE, place);
        matches!(record.fact, Fact::Joined(_)) && !self.copies[THERE].voided.contains(&record.id)
    }
}
