//! Which records of two copies tell the same event.

mod key;

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet, VecDeque};

use super::partners::{introduced, named};
use super::people::made_number;
use super::{Copy, People};
use crate::engine::calendar::Instant;
use crate::engine::record::{Fact, Record, Target};
use crate::ledger::fields::Fields;
use crate::ledger::line;
use key::Level;

/// The side of what neither copy has, and joining makes.
pub(super) const MADE: usize = 2;

/// Something that one copy tells, or both.
#[derive(Debug, Default)]
pub(super) struct Event {
    /// The records' texts that say it, by side: of two, those recorded first.
    pub(super) told: Vec<(usize, String)>,
    /// Whether both copies have it.
    pub(super) is_shared: bool,
    /// When it was recorded, first.
    pub(super) recorded: Option<Instant>,
    /// What it says, whoever's numbers are used, and whether it is told by the copy that comes first: an order that
    /// does not depend on which copy is named first.
    pub(super) says: (String, bool),
    /// The events that must come before it.
    pub(super) after: Vec<usize>,
}

/// All of them.
pub(super) struct Events<'a> {
    pub(super) list: Vec<Event>,
    pub(super) conflicting: usize,
    /// For each copy, the event of each of its records; `None` for one that is left out.
    pub(super) of: [Vec<Option<usize>>; 2],
    copies: [&'a Copy; 2],
    /// The side that comes first where nothing else decides, whichever is named first.
    first: usize,
}

impl<'a> Events<'a> {
    /// Matches the records of two copies.
    pub(super) fn matched(here: &'a Copy, there: &'a Copy, people: &People) -> Events<'a> {
        let of = [vec![None; here.lines.len()], vec![None; there.lines.len()]];
        let first = usize::from((there.rank(), &there.lines) < (here.rank(), &here.lines));
        let mut events = Events { list: Vec::new(), conflicting: 0, of, copies: [here, there], first };
        for place in 0..here.lines.len() {
            events.add(0, place, people);
        }
        // First what stands for itself, then what refers to it.
        for refers in [false, true] {
            let places: Vec<usize> = (0..there.lines.len())
                .filter(|place| refers_to(&there.contents.records[*place].fact).is_some() == refers)
                .collect();
            events.match_places(&places, people);
        }
        events.count_edits();
        events
    }

    fn match_places(&mut self, places: &[usize], people: &People) {
        let mut exactly = self.unmatched(people, Level::Exactly);
        let mut left = Vec::new();
        for place in places {
            let key = self.key(1, *place, people, Level::Exactly);
            match exactly.get_mut(&key).and_then(VecDeque::pop_front) {
                Some(ours) => self.pair(ours, *place),
                None => left.push(*place),
            }
        }
        let mut roughly = self.unmatched(people, Level::Event);
        for place in left {
            let key = self.key(1, place, people, Level::Event);
            match roughly.get_mut(&key).and_then(VecDeque::pop_front) {
                Some(ours)
                    if self.key(0, ours, people, Level::Content) == self.key(1, place, people, Level::Content) =>
                {
                    self.pair(ours, place);
                }
                Some(ours) => self.contend(ours, place, people),
                None if self.is_idle_marker(place) => {}
                None => self.add(1, place, people),
            }
        }
    }

    /// Our records that have no counterpart yet, by key.
    fn unmatched(&self, people: &People, level: Level) -> HashMap<String, VecDeque<usize>> {
        let mut found: HashMap<String, VecDeque<usize>> = HashMap::new();
        for place in 0..self.copies[0].lines.len() {
            let is_alone = self.of[0][place].is_some_and(|event| !self.list[event].is_shared);
            if is_alone {
                found.entry(self.key(0, place, people, level)).or_default().push_back(place);
            }
        }
        found
    }

    fn add(&mut self, side: usize, place: usize, people: &People) {
        let record = self.record(side, place);
        let recorded = Some(record.recorded);
        let refers = refers_to(&record.fact);
        let step = record.details.step().filter(|step| *step != record.id);
        let after = refers.into_iter().chain(step.map(|step| step.0));
        let after = after.filter_map(|id| self.event_of(side, id)).collect();
        let says = (self.key(side, place, people, Level::InWords), side != self.first);
        self.of[side][place] = Some(self.list.len());
        let told = vec![(side, self.copies[side].lines[place].clone())];
        self.list.push(Event { told, is_shared: false, recorded, says, after });
    }

    fn pair(&mut self, ours: usize, theirs: usize) {
        let Some(event) = self.of[0][ours] else { return };
        let recorded = self.record(1, theirs).recorded;
        self.of[1][theirs] = Some(event);
        let (mine, text) = (self.record(0, ours).recorded, self.copies[1].lines[theirs].clone());
        let event = &mut self.list[event];
        (event.recorded, event.is_shared) = (Some(mine.min(recorded)), true);
        match mine.cmp(&recorded) {
            Ordering::Less => {}
            Ordering::Greater => event.told = vec![(1, text)],
            Ordering::Equal => event.told.push((1, text)),
        }
    }

    /// Two records tell one event differently: the later one is kept, taken back.
    fn contend(&mut self, ours: usize, theirs: usize, people: &People) {
        self.conflicting += 1;
        self.add(1, theirs, people);
        let rank = |side: usize, place: usize| {
            (self.record(side, place).recorded, self.key(side, place, people, Level::InWords))
        };
        let (side, place) = if rank(0, ours) <= rank(1, theirs) { (1, theirs) } else { (0, ours) };
        let Some(loser) = self.of[side][place] else { return };
        let recorded = self.record(0, ours).recorded.max(self.record(1, theirs).recorded);
        let (loser_says, is_second) = &self.list[loser].says;
        let says = (format!("void {loser_says}"), *is_second);
        self.make(recorded, &format!(r#""kind":"void","record":{loser}"#), says, vec![loser]);
    }

    /// Whom events of both copies name.
    pub(super) fn shared_people(&self, people: &People) -> HashSet<usize> {
        let records = self.copies[0].contents.records.iter().zip(&self.of[0]);
        let shared = records.filter(|(_, event)| event.is_some_and(|event| self.list[event].is_shared));
        let gone = |fact: &Fact| match fact {
            Fact::Contact(change) => change.gone(),
            _ => None,
        };
        let named = shared.flat_map(|(record, _)| [named(&record.fact), gone(&record.fact)]).flatten();
        named.filter_map(|person| people.which(0, person.0 + 1)).collect()
    }

    /// Makes a record that merges somebody's entries of both copies: who was recorded first stays.
    pub(super) fn merge_entries(&mut self, numbers: &[(u32, u32)]) {
        let introduced = [introduced(self.copies[0]), introduced(self.copies[1])];
        for (ours, theirs) in numbers {
            let event = |side: usize, number: u32| {
                let place = introduced[side].get(number.checked_sub(1)? as usize)?;
                self.of[side][*place]
            };
            let (Some(here), Some(there)) = (event(0, *ours), event(1, *theirs)) else { continue };
            let rank = |event: usize| (self.list[event].recorded, self.list[event].says.clone());
            let made = [made_number(0, *ours), made_number(1, *theirs)];
            let (into, from) = if rank(here) <= rank(there) { (made[0], made[1]) } else { (made[1], made[0]) };
            let Some(recorded) = self.list[here].recorded.max(self.list[there].recorded) else { continue };
            let fields = format!(r#""kind":"merge","who":{into},"merged":{from}"#);
            let says = rank(here).max(rank(there)).1;
            self.make(recorded, &fields, (format!("merge {}", says.0), says.1), vec![here, there]);
        }
    }

    /// A record that neither copy has.
    fn make(&mut self, recorded: Instant, fields: &str, says: (String, bool), after: Vec<usize>) {
        let text = format!(r#"{{"id":0,"at":"{recorded}","recorded":"{recorded}",{fields}}}"#);
        let told = vec![(MADE, text)];
        self.list.push(Event { told, is_shared: false, recorded: Some(recorded), says, after });
    }

    /// Both copies correct one record, each in its own way.
    fn count_edits(&mut self) {
        self.conflicting += self.edited(0).intersection(&self.edited(1)).count();
    }

    /// The events that a copy corrects in its own way.
    fn edited(&self, side: usize) -> HashSet<usize> {
        let records = self.copies[side].contents.records.iter().zip(&self.of[side]);
        let own = records.filter(|(_, event)| event.is_some_and(|event| !self.list[event].is_shared));
        let edited = own.filter_map(|(record, _)| match &record.fact {
            Fact::Edit { record, .. } => self.event_of(side, record.0),
            _ => None,
        });
        edited.collect()
    }

    /// A note of an earlier joining, which concerns the other copy alone; unless that joining was undone there.
    fn is_idle_marker(&self, place: usize) -> bool {
        let record = self.record(1, place);
        let is_voided = |other: &Record| other.fact == Fact::Void(Target::Record(record.id));
        matches!(record.fact, Fact::Joined(_)) && !self.copies[1].contents.records.iter().any(is_voided)
    }

    fn record(&self, side: usize, place: usize) -> &'a Record {
        &self.copies[side].contents.records[place]
    }

    /// The event of a copy's record.
    pub(super) fn event_of(&self, side: usize, id: u64) -> Option<usize> {
        let records = &self.copies.get(side)?.contents.records;
        let place = records.binary_search_by_key(&id, |record| record.id.0).ok()?;
        self.of[side][place]
    }

    /// Records that both copies have.
    pub(super) fn same(&self) -> usize {
        self.list.iter().filter(|event| event.is_shared).count()
    }

    /// Records that only one copy has.
    pub(super) fn only(&self, side: usize) -> usize {
        self.list.iter().filter(|event| !event.is_shared && event.told[0].0 == side).count()
    }

    /// Whether this copy did not have it.
    pub(super) fn is_new(&self, event: usize) -> bool {
        !self.list[event].is_shared && self.list[event].told[0].0 != 0
    }
}

fn refers_to(fact: &Fact) -> Option<u64> {
    match fact {
        Fact::Void(Target::Record(id) | Target::Step(id)) | Fact::Edit { record: id, .. } => Some(id.0),
        Fact::Joined(added) => added.last().map(|id| id.0),
        _ => None,
    }
}

/// A made record with its number.
pub(super) fn numbered(text: &str, id: u64) -> String {
    let Ok(mut fields) = Fields::read(text) else { return text.to_owned() };
    fields.set("id", &id);
    line::sealed_anew(&fields.text()).unwrap_or_else(|| text.to_owned())
}
