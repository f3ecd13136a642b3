//! A record as a line.

use std::borrow::Cow;

use super::facts::origin_text;
use super::set::Set;
use super::{CLOSED, DONE, Line, NEVER, SNOOZED};
use crate::engine::contact_book::ContactBook;
use crate::engine::correction::{Correction, What};
use crate::engine::person::PersonId;
use crate::engine::record::{Charge, ContactChange, Expiry, Fact, FollowUpAction, Record, Target};
use crate::ledger::kind::kind_of;
use crate::ledger::seal;

/// Writes the line of a record; `book` has everybody that it names.
pub(in crate::ledger) fn write(record: &Record, book: &ContactBook) -> String {
    let mut line = Line {
        id: record.id.0,
        at: Some(record.at),
        recorded: Some(record.recorded),
        kind: Cow::Borrowed(kind_of(&record.fact)),
        step: record.details.step().map(|step| step.0),
        note: record.details.note.clone(),
        tags: record.details.tags.clone(),
        template: record.details.template.clone(),
        origin: record.details.origin.map(|origin| Cow::Owned(origin_text(origin))),
        ..Line::default()
    };
    if let Some(id) = record.fact.person() {
        let person = book.person(id);
        line.who = Some(id.0 + 1);
        line.person = person.name.as_deref().map(Cow::Borrowed);
        line.handle = person.handles.last().map(|handle| Cow::Borrowed(handle.as_str()));
    }
    line.put(&record.fact, book);
    seal::put_on(&line.canonical())
}

impl<'a> Line<'a> {
    fn put(&mut self, fact: &'a Fact, book: &'a ContactBook) {
        match fact {
            Fact::InMail { charge, .. } => self.free = *charge == Charge::Free,
            Fact::Invitation { with_note, .. } => self.with_note = *with_note,
            Fact::FollowUp { settled, .. } => {
                let (word, until) = match settled {
                    FollowUpAction::Done => (DONE, None),
                    FollowUpAction::Snoozed(date) => (SNOOZED, Some(date.to_string())),
                    FollowUpAction::Closed => (CLOSED, None),
                };
                self.settled = Some(Cow::Borrowed(word));
                self.until = until.map(Cow::Owned);
            }
            Fact::Purchase { credits, expiry } => {
                self.credits = Some(*credits);
                self.expires = match expiry {
                    Expiry::PlanLife => None,
                    Expiry::Never => Some(Cow::Borrowed(NEVER)),
                    Expiry::On(date) => Some(Cow::Owned(date.to_string())),
                };
            }
            Fact::Balance { credits } => self.credits = Some(*credits),
            Fact::Plan(plan) => self.plan = Some((**plan).clone()),
            Fact::Contact(change) => match &**change {
                ContactChange::Link { handle, .. } => self.handle = Some(Cow::Borrowed(handle.as_str())),
                ContactChange::Rename { name, .. } => self.name = Some(Cow::Borrowed(name)),
                ContactChange::Merge { from, .. } => self.merged = Some(from.0 + 1),
            },
            Fact::Void(Target::Record(id)) => self.record = Some(id.0),
            Fact::Void(Target::Step(id)) => self.whole_step = Some(id.0),
            Fact::Joined(added) => self.added = Some(added.iter().map(|id| id.0).collect()),
            Fact::Import(import) => {
                self.name = import.name.as_deref().map(Cow::Borrowed);
                self.handle = import.handle.as_ref().map(|handle| Cow::Borrowed(handle.as_str()));
                self.records = Some(import.records);
                self.notes = import.notes.iter().copied().map(origin_text).collect();
            }
            Fact::Edit { record, correction } => {
                self.record = Some(record.0);
                self.set = Some(Set::of(correction, book));
            }
            _ => {}
        }
    }
}

impl<'a> Set<'a> {
    fn of(correction: &'a Correction, book: &'a ContactBook) -> Set<'a> {
        let person = correction.person.map(|id| book.person(id));
        let fact = correction.what.map(|what| what.with(PersonId(0)));
        Set {
            at: correction.at,
            kind: fact.as_ref().map(|fact| Cow::Borrowed(kind_of(fact))),
            who: correction.person.map(|id| id.0 + 1),
            person: person.and_then(|person| person.name.as_deref()).map(Cow::Borrowed),
            handle: person.and_then(|person| person.handles.last()).map(|handle| Cow::Borrowed(handle.as_str())),
            free: correction.what == Some(What::InMail(Charge::Free)),
            with_note: correction.what == Some(What::Invitation { with_note: true }),
            credits: correction.credits,
            note: correction.note.clone(),
            tags: correction.tags.clone(),
            template: correction.template.clone(),
        }
    }
}
