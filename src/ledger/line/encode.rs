//! Converts a record to the fields of its line.

use super::decode::NEVER;
use super::schema::{
    Balance, Blocked, Body, Edit, FactLine, Import, InteractionFields, Joined, Lifted, Line, Merge, Nothing,
    PersonFields, Plan, Purchase, Rename, Set, Settled, Stopped, Void,
};
use crate::engine::contact_book::ContactBook;
use crate::engine::correction::Correction;
use crate::engine::interaction::Interaction;
use crate::engine::person::PersonId;
use crate::engine::record::{
    self, Answer, Charge, ContactChange, Details, Expiry, Fact, FollowUpAction, Record, Target,
};

/// Converts a record to a line without a checksum. `book` contains its people.
pub(super) fn line(record: &Record, book: &ContactBook) -> Line {
    let Record { id, at, recorded, fact, details } = record;
    Line { id: id.0, at: *at, recorded: *recorded, fact: encode(fact, details, book), sum: None }
}

fn encode(fact: &Fact, details: &Details, book: &ContactBook) -> FactLine {
    let with = |id: PersonId| InteractionFields { person: person(id, book), free: false, with_note: false };
    let body = |id: PersonId| body(with(id), details);
    match fact {
        Fact::Message { to } => FactLine::Message(body(*to)),
        Fact::InMail { to, charge } => {
            let free = *charge == Charge::Free;
            FactLine::InMail(self::body(InteractionFields { free, ..with(*to) }, details))
        }
        Fact::Invitation { to, with_note } => {
            FactLine::Invitation(self::body(InteractionFields { with_note: *with_note, ..with(*to) }, details))
        }
        Fact::Response { from, answer: Answer::Replied } => FactLine::Reply(body(*from)),
        Fact::Response { from, answer: Answer::Declined } => FactLine::Declined(body(*from)),
        Fact::Acceptance { by } => FactLine::Accepted(body(*by)),
        Fact::Withdrawal { of } => FactLine::Withdrawn(body(*of)),
        Fact::FollowUp { with, settled } => {
            FactLine::FollowUp(body_around(person(*with, book), details, (*settled).into()))
        }
        Fact::Blocked { who, until } => {
            FactLine::Blocked(body_around(person(*who, book), details, Blocked { until: *until }))
        }
        Fact::Unblocked { who } => FactLine::Unblocked(self::body(person(*who, book), details)),
        Fact::Purchase { credits, expiry } => {
            FactLine::Purchase(self::body(Purchase { credits: *credits, expires: expires(*expiry) }, details))
        }
        Fact::Balance { credits } => FactLine::Balance(self::body(Balance { credits: *credits }, details)),
        Fact::Stopped { what, until } => FactLine::Stopped(self::body(Stopped { what: *what, until: *until }, details)),
        Fact::Lifted { what } => FactLine::Lifted(self::body(Lifted { what: *what }, details)),
        Fact::Plan(plan) => FactLine::Plan(self::body(Plan { plan: plan.clone() }, details)),
        Fact::Contact(change) => contact_change(change, details, book),
        Fact::Void(target) => FactLine::Void(self::body((*target).into(), details)),
        Fact::Edit { record, correction } => {
            FactLine::Edit(self::body(Edit { record: record.0, set: set(correction, book) }, details))
        }
        Fact::Import(import) => FactLine::Import(self::import(import, details)),
        Fact::Joined(added) => {
            let added = added.iter().map(|id| id.0).collect();
            FactLine::Joined(body_around(Nothing {}, details, Joined { added }))
        }
        Fact::Unknown => FactLine::Unknown,
    }
}

/// The fields of a kind without fields after the annotations.
fn body<F>(first: F, details: &Details) -> Body<F> {
    body_around(first, details, Nothing {})
}

/// The fields of a kind with fields before and after the annotations.
fn body_around<F, L>(first: F, details: &Details, last: L) -> Body<F, L> {
    let annotations = (**details).clone();
    Body { step: details.step().map(|step| step.0), first, annotations, last }
}

fn person(id: PersonId, book: &ContactBook) -> PersonFields {
    let person = book.person(id);
    PersonFields {
        who: id.0 + 1,
        person: person.name.clone(),
        handle: person.handles.last().map(|handle| handle.as_str().to_owned()),
    }
}

impl From<FollowUpAction> for Settled {
    fn from(action: FollowUpAction) -> Settled {
        match action {
            FollowUpAction::Done => Settled::Done,
            FollowUpAction::Snoozed(until) => Settled::Snoozed { until },
            FollowUpAction::Closed => Settled::Closed,
        }
    }
}

fn expires(expiry: Expiry) -> Option<String> {
    match expiry {
        Expiry::PlanLife => None,
        Expiry::Never => Some(NEVER.to_owned()),
        Expiry::On(date) => Some(date.to_string()),
    }
}

fn contact_change(change: &ContactChange, details: &Details, book: &ContactBook) -> FactLine {
    let person = person(change.person(), book);
    match change {
        ContactChange::Link { handle, .. } => {
            FactLine::Link(body(PersonFields { handle: Some(handle.as_str().to_owned()), ..person }, details))
        }
        ContactChange::Rename { name, .. } => FactLine::Rename(body(Rename { person, name: name.clone() }, details)),
        ContactChange::Merge { from, .. } => {
            FactLine::Merge(body(Merge { person, merged: from.0 + 1, merged_person: None }, details))
        }
    }
}

impl From<Target> for Void {
    fn from(target: Target) -> Void {
        match target {
            Target::Record(id) => Void { record: Some(id.0), whole_step: None },
            Target::Step(id) => Void { record: None, whole_step: Some(id.0) },
        }
    }
}

fn import(import: &record::Import, details: &Details) -> Import {
    let annotations = (**details).clone();
    Import {
        step: details.step().map(|step| step.0),
        handle: import.handle.as_ref().map(|handle| handle.as_str().to_owned()),
        name: import.name.clone(),
        note: annotations.note,
        tags: annotations.tags,
        template: annotations.template,
        records: import.records,
        notes: import.notes.clone(),
        origin: annotations.origin,
    }
}

fn set(correction: &Correction, book: &ContactBook) -> Set {
    let who = correction.person.map(|id| self::person(id, book));
    let (who, person, handle) = who.map_or((None, None, None), |who| (Some(who.who), who.person, who.handle));
    Set {
        at: correction.at,
        kind: correction.what.map(|what| what.with(PersonId(0)).kind_name().to_owned()),
        who,
        person,
        handle,
        free: correction.what == Some(Interaction::InMail(Charge::Free)),
        with_note: correction.what == Some(Interaction::Invitation { with_note: true }),
        credits: correction.credits,
        note: correction.note.clone(),
        tags: correction.tags.clone(),
        template: correction.template.clone(),
        wording: correction.wording,
        until: correction.until,
    }
}
