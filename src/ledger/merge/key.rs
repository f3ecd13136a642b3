//! What a record says, in a form that both copies share, to look for it in the other copy.

use super::events::Events;
use super::people::People;
use crate::engine::record::{Fact, Record};
use crate::ledger::json::Fields;

/// How much of two records must be equal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Everything, with people and records by what is said of them: to order records, not to compare them.
    Order,
    /// Everything.
    Exact,
    /// Everything except when it was recorded.
    Content,
    /// What happened, with whom, when.
    Event,
}

impl Events<'_> {
    /// What a record says. In place of the numbers of its copy stand those of events and people of both copies.
    pub(super) fn key(&self, side: usize, place: usize, people: &People, level: Level) -> String {
        let record = self.record(side, place);
        let Ok(mut fields) = Fields::read(&self.copies[side].lines[place]) else { return String::new() };
        keep_compared(&mut fields, record, level);
        self.replace_numbers(side, &mut fields, people, level);
        // The balance that came with a plan is not that of another plan.
        if let Some(plan) = self.step_start(side, place).filter(|_| matches!(record.fact, Fact::Balance { .. })) {
            fields.set("of", &self.key(side, plan, people, level));
        }
        // What was said of either entry holds for that entry.
        let is_apart = matches!(&record.fact, Fact::Contact(change) if people.is_apart(side, change.person().0 + 1));
        if is_apart && level != Level::Order {
            fields.set("copy", &side);
        }
        let mut parts: Vec<String> = fields.texts().collect();
        parts.sort();
        parts.join(",")
    }

    /// The place of the record that begins the step of this one, where that is another.
    fn step_start(&self, side: usize, place: usize) -> Option<usize> {
        let record = self.record(side, place);
        let step = record.details.step().filter(|step| *step != record.id)?;
        self.copies[side].contents.records.binary_search_by_key(&step, |record| record.id).ok()
    }

    /// Puts the numbers of both copies in place of those of one.
    fn replace_numbers(&self, side: usize, fields: &mut Fields, people: &People, level: Level) {
        for name in ["record", "whole_step"] {
            let event = fields.value(name).and_then(|id| self.event_of(side, id));
            match event {
                Some(event) if level == Level::Order => {
                    let (text, _) = &self.list[event].sort_key;
                    fields.set(name, &format!("{:08x}", crc32fast::hash(text.as_bytes())));
                }
                Some(event) => fields.set(name, &format!("event {event}")),
                None => {}
            }
        }
        for name in ["who", "merged"] {
            match fields.value(name).and_then(|number| people.find(side, number)) {
                Some(person) if level == Level::Order => fields.set(name, &people.sort_key(person)),
                Some(person) => fields.set(name, &format!("person {person}")),
                None => {}
            }
        }
        if let Some(mut set) = fields.value::<Fields>("set") {
            set.remove_all(&["person", "handle"]);
            self.replace_numbers(side, &mut set, people, level);
            fields.set("set", &set);
        }
    }
}

/// Removes the fields that a level does not compare.
fn keep_compared(fields: &mut Fields, record: &Record, level: Level) {
    let is_contact_change = matches!(record.fact, Fact::Contact(_));
    let is_full = matches!(level, Level::Exact | Level::Order);
    fields.remove_all(&["id", "sum", "person"]);
    if fields.remove("step").is_some() && is_full {
        let begins = record.details.step() == Some(record.id);
        fields.set("step", &begins);
    }
    if !is_contact_change {
        fields.remove("handle");
    }
    if is_full {
        return;
    }
    fields.remove("recorded");
    if matches!(record.fact, Fact::Void(_)) || is_contact_change {
        fields.remove("at");
    }
    if level == Level::Event {
        let happened = record.fact.person().is_some() && !is_contact_change;
        let loose: &[&str] = if happened { &["note", "tags", "template", "free", "with_note"] } else { &["note"] };
        fields.remove_all(loose);
    }
}
