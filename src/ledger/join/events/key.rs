//! What a record says, so that it can be looked for in the other copy.

use super::Events;
use crate::engine::record::Fact;
use crate::ledger::fields::Fields;
use crate::ledger::join::people::People;

/// How much of two records must be equal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Everything, people and records by what is said of them: for an order, not to tell them apart.
    InWords,
    /// Everything.
    Exactly,
    /// Everything but when it was recorded.
    Content,
    /// What happened, with whom, when.
    Event,
}

impl Events<'_> {
    /// What a record says, in words that do not depend on the numbers of its copy: those of events and people in both
    /// stand in their place.
    pub(super) fn key(&self, side: usize, place: usize, people: &People, level: Level) -> String {
        let record = self.record(side, place);
        let Ok(mut fields) = Fields::read(&self.copies[side].lines[place]) else { return String::new() };
        fields.take_all(&["id", "sum", "person"]);
        let is_whole = matches!(level, Level::Exactly | Level::InWords);
        if fields.take("step").is_some() && is_whole {
            let begins = record.details.step() == Some(record.id);
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
        // The balance that came with a plan is none of another plan's.
        if let Some(plan) = self.begins_step(side, place).filter(|_| matches!(record.fact, Fact::Balance { .. })) {
            fields.set("of", &self.key(side, plan, people, level));
        }
        // What was said of either entry holds for that entry.
        let is_apart = matches!(&record.fact, Fact::Contact(change) if people.is_apart(side, change.person().0 + 1));
        if is_apart && level != Level::InWords {
            fields.set("copy", &side);
        }
        let mut parts: Vec<String> = fields.texts().collect();
        parts.sort();
        parts.join(",")
    }

    /// The place of the record that begins the step of this one, where that is another.
    fn begins_step(&self, side: usize, place: usize) -> Option<usize> {
        let record = self.record(side, place);
        let step = record.details.step().filter(|step| *step != record.id)?;
        self.copies[side].contents.records.binary_search_by_key(&step, |record| record.id).ok()
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
}
