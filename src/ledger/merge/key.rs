//! Keys: the content of a record in a form that both copies share, to find the record in the other copy.

use super::events::Events;
use super::people::People;
use crate::engine::record::{Fact, Record};
use crate::ledger::json::Fields;

/// The parts of two records that must be equal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ComparedParts {
    /// Everything, with people and records by their content instead of their number. Only for ordering records.
    Order,
    /// Everything.
    Exact,
    /// Everything except when they were recorded.
    Content,
    /// What happened, when, and with whom.
    Event,
}

impl Events<'_> {
    /// The key of a record. The numbers of its copy are replaced by those of the events and people of both copies.
    pub(super) fn key(&self, side: usize, place: usize, people: &People, compared: ComparedParts) -> String {
        let record = self.record(side, place);
        let Ok(mut fields) = Fields::read(&self.copies[side].lines[place]) else { return String::new() };
        keep_compared(&mut fields, record, compared);
        self.replace_numbers(side, &mut fields, people, compared);
        // A balance that was recorded with a plan differs from that of another plan.
        if let Some(plan) = self.step_plan(side, place).filter(|_| matches!(record.fact, Fact::Balance { .. })) {
            fields.set("of", &self.key(side, plan, people, compared));
        }
        // If the person has two separate entries, a change of one is not a change of the other.
        let is_separate =
            matches!(&record.fact, Fact::Contact(change) if people.is_separate(side, change.person().0 + 1));
        if is_separate && compared != ComparedParts::Order {
            fields.set("copy", &side);
        }
        let mut parts: Vec<String> = fields.texts().collect();
        parts.sort();
        parts.join(",")
    }

    /// The place of the plan record that begins this record's step, if another record does.
    fn step_plan(&self, side: usize, place: usize) -> Option<usize> {
        let record = self.record(side, place);
        let step = record.details.step().filter(|step| *step != record.id)?;
        let place = self.copies[side].contents.records.binary_search_by_key(&step, |record| record.id).ok()?;
        matches!(self.record(side, place).fact, Fact::Plan(_)).then_some(place)
    }

    /// Replaces the numbers of one copy by those of both copies.
    fn replace_numbers(&self, side: usize, fields: &mut Fields, people: &People, compared: ComparedParts) {
        for name in ["record", "whole_step"] {
            let event = fields.value(name).and_then(|id| self.event_of(side, id));
            match event {
                Some(event) if compared == ComparedParts::Order => {
                    let (text, _) = &self.list[event].sort_key;
                    fields.set(name, &format!("{:08x}", crc32fast::hash(text.as_bytes())));
                }
                Some(event) => fields.set(name, &format!("event {event}")),
                None => {}
            }
        }
        for name in ["who", "merged"] {
            match fields.value(name).and_then(|number| people.find(side, number)) {
                Some(person) if compared == ComparedParts::Order => fields.set(name, &people.sort_key(person)),
                Some(person) => fields.set(name, &format!("person {person}")),
                None => {}
            }
        }
        if let Some(mut set) = fields.value::<Fields>("set") {
            set.remove_all(&["person", "handle"]);
            self.replace_numbers(side, &mut set, people, compared);
            fields.set("set", &set);
        }
    }
}

/// Removes the fields that are not compared.
fn keep_compared(fields: &mut Fields, record: &Record, compared: ComparedParts) {
    let is_contact_change = matches!(record.fact, Fact::Contact(_));
    let is_full = matches!(compared, ComparedParts::Exact | ComparedParts::Order);
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
    if compared == ComparedParts::Event {
        let happened = record.fact.person().is_some() && !is_contact_change;
        let loose: &[&str] =
            if happened { &["note", "tags", "template", "wording", "free", "with_note"] } else { &["note"] };
        fields.remove_all(loose);
    }
}
