//! Which records of two copies tell the same event.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet, VecDeque};

use super::{Copy, People};
use crate::engine::calendar::Instant;
use crate::engine::record::{Fact, Record, Target};
use crate::ledger::fields::Fields;
use crate::ledger::line;

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
        let step = record.step.filter(|step| *step != record.id);
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
        let text = format!(r#"{{"id":0,"at":"{recorded}","recorded":"{recorded}","kind":"void","record":{loser}}}"#);
        let (loser_says, is_second) = &self.list[loser].says;
        let says = (format!("void {loser_says}"), *is_second);
        let told = vec![(MADE, text)];
        self.list.push(Event { told, is_shared: false, recorded: Some(recorded), says, after: vec![loser] });
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

    /// What a record says, in words that do not depend on the numbers of its copy: those of events and people in both
    /// stand in their place.
    fn key(&self, side: usize, place: usize, people: &People, level: Level) -> String {
        let record = self.record(side, place);
        let Ok(mut fields) = Fields::read(&self.copies[side].lines[place]) else { return String::new() };
        fields.take_all(&["id", "sum", "person"]);
        let is_whole = matches!(level, Level::Exactly | Level::InWords);
        if fields.take("step").is_some() && is_whole {
            let begins = record.step == Some(record.id);
            fields.set("step", &begins);
        }
        if !matches!(record.fact, Fact::Contact(_)) {
            fields.take("handle");
        }
        if !is_whole {
            fields.take("recorded");
        }
        if level == Level::Event {
            let happened = record.fact.person().is_some() && !matches!(record.fact, Fact::Contact(_));
            let loose: &[&str] = if happened { &["note", "tags", "template", "free", "with_note"] } else { &["note"] };
            fields.take_all(loose);
        }
        if !is_whole && matches!(record.fact, Fact::Void(_) | Fact::Contact(_)) {
            fields.take("at");
        }
        self.neutralize(side, &mut fields, people, level);
        let mut parts: Vec<String> = fields.texts().collect();
        parts.sort();
        parts.join(",")
    }

    /// Numbers become those of both copies.
    fn neutralize(&self, side: usize, fields: &mut Fields, people: &People, level: Level) {
        for name in ["record", "whole_step"] {
            let event = fields.value(name).and_then(|id| self.event_of(side, id));
            match event {
                Some(event) if level == Level::InWords => {
                    let (says, _) = &self.list[event].says;
                    fields.set(name, &format!("{:08x}", crc32fast::hash(says.as_bytes())));
                }
                Some(event) => fields.set(name, &format!("event {event}")),
                None => {}
            }
        }
        for name in ["who", "merged"] {
            match fields.value(name).and_then(|number| people.which(side, number)) {
                Some(person) if level == Level::InWords => fields.set(name, &people.says(person)),
                Some(person) => fields.set(name, &format!("person {person}")),
                None => {}
            }
        }
        if let Some(mut set) = fields.value::<Fields>("set") {
            set.take("person");
            set.take("handle");
            self.neutralize(side, &mut set, people, level);
            fields.set("set", &set);
        }
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

/// How much of two records must be equal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    /// Everything, people and records by what is said of them: for an order, not to tell them apart.
    InWords,
    /// Everything.
    Exactly,
    /// Everything but when it was recorded.
    Content,
    /// What happened, with whom, when.
    Event,
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
