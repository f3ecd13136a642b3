//! Converts the fields of a line to a record.

use super::error::LineError;
use super::people::{known_or_named, known_or_new, read_handle, read_name};
use super::schema::{
    Blocked, Body, Edit, FactLine, Import, InteractionFields, Lifted, Line, PersonFields, Plan, Purchase, Set, Settled,
    Stopped, Void,
};
use crate::engine::bounds::{LARGEST_COUNT, LARGEST_ID, YEARS, is_date_in_range, is_in_range};
use crate::engine::contact_book::ContactBook;
use crate::engine::correction::Correction;
use crate::engine::interaction::Interaction;
use crate::engine::person::{LONGEST_NAME, PersonId};
use crate::engine::record::{
    self, Annotations, Answer, Charge, ContactChange, Details, Expiry, Fact, FollowUpAction, Record, RecordId,
    RecordKind, Target,
};

/// The value of `expires` for bought credits that never expire.
pub(super) const NEVER: &str = "never";

/// Converts a line to a record. Adds a person to the book if the record is the first with this person.
pub(super) fn record(line: Line, book: &mut ContactBook) -> Result<Record, LineError> {
    let Line { id, at, recorded, fact, .. } = line;
    if !is_in_range(at) || !is_in_range(recorded) {
        return Err(LineError::Wrong(format!("its date is outside the years {YEARS}")));
    }
    if id == 0 {
        return Err(LineError::Wrong("it has no id (`id`)".to_owned()));
    }
    if id > LARGEST_ID {
        return Err(LineError::Wrong(format!("its id is above {LARGEST_ID}")));
    }
    let (fact, details) = decode(fact, id, book)?;
    Ok(Record { id: RecordId(id), at, recorded, fact, details })
}

fn decode(line: FactLine, id: u64, book: &mut ContactBook) -> Result<(Fact, Details), LineError> {
    use RecordKind::{Accepted, Declined, InMail, Invitation, Message, Reply, Withdrawn};
    let change = |change| Fact::Contact(Box::new(change));
    match line {
        FactLine::Message(body) => body.decode(|with, _| interaction(Message, &with, book)),
        FactLine::InMail(body) => body.decode(|with, _| interaction(InMail, &with, book)),
        FactLine::Invitation(body) => body.decode(|with, _| interaction(Invitation, &with, book)),
        FactLine::Reply(body) => body.decode(|with, _| interaction(Reply, &with, book)),
        FactLine::Declined(body) => body.decode(|with, _| interaction(Declined, &with, book)),
        FactLine::Accepted(body) => body.decode(|with, _| interaction(Accepted, &with, book)),
        FactLine::Withdrawn(body) => body.decode(|with, _| interaction(Withdrawn, &with, book)),
        FactLine::FollowUp(body) => body.decode(|with, settled| follow_up(&with, settled, book)),
        FactLine::Blocked(body) => body.decode(|who, blocked| self::blocked(&who, blocked, book)),
        FactLine::Unblocked(body) => body.decode(|who, _| Ok(Fact::Unblocked { who: who.known_or_new(book)? })),
        FactLine::Purchase(body) => body.decode(|bought, _| purchase(&bought)),
        FactLine::Balance(body) => body.decode(|read, _| Ok(Fact::Balance { credits: credits(read.credits)? })),
        FactLine::Stopped(body) => body.decode(|stopped, _| self::stopped(stopped)),
        FactLine::Lifted(body) => body.decode(|Lifted { what }, _| Ok(Fact::Lifted { what })),
        FactLine::Plan(body) => body.decode(|plan, _| checked_plan(plan)),
        FactLine::Link(body) => body.decode(|link, _| {
            let who = link.known_or_named(book)?;
            let handle = link.handle.ok_or_else(|| LineError::field("handle"))?;
            Ok(change(ContactChange::Link { who, handle: read_handle(&handle)? }))
        }),
        FactLine::Rename(body) => body.decode(|rename, _| {
            let who = rename.person.known_or_named(book)?;
            Ok(change(ContactChange::Rename { who, name: read_name(&rename.name)? }))
        }),
        FactLine::Merge(body) => body.decode(|merge, _| {
            let into = merge.person.known_or_named(book)?;
            let from = known_or_named(merge.merged, merge.merged_person.as_deref(), None, book)?;
            Ok(change(ContactChange::Merge { from, into }))
        }),
        FactLine::Void(body) => body.decode(|void, _| target(void, id).map(Fact::Void)),
        FactLine::Edit(body) => body.decode(|edit, _| correction(&edit, id, book)),
        FactLine::Import(line) => import(line),
        FactLine::Joined(body) => body.decode(|_, joined| added(joined.added, id)),
        FactLine::Unknown => Ok((Fact::Unknown, Details::default())),
    }
}

impl<F, L> Body<F, L> {
    /// Converts the fields to a fact and its details. `fact` converts those of this kind.
    fn decode(self, fact: impl FnOnce(F, L) -> Result<Fact, LineError>) -> Result<(Fact, Details), LineError> {
        let details = Details::from(self.annotations).in_step(self.step.map(RecordId));
        Ok((fact(self.first, self.last)?, details))
    }
}

impl PersonFields {
    /// The person; a new one is added to the book.
    fn known_or_new(&self, book: &mut ContactBook) -> Result<PersonId, LineError> {
        known_or_new(self.who, self.person.as_deref(), self.handle.as_deref(), book)
    }

    /// The person of a change in the contact book. A new one is added to the book if the line names them; by the handle
    /// only if there is no name, because the handle may be what the change links.
    fn known_or_named(&self, book: &mut ContactBook) -> Result<PersonId, LineError> {
        let handle = self.handle.as_deref().filter(|_| self.person.is_none());
        known_or_named(self.who, self.person.as_deref(), handle, book)
    }
}

fn interaction(kind: RecordKind, line: &InteractionFields, book: &mut ContactBook) -> Result<Fact, LineError> {
    let what = interaction_of(kind, line.free, line.with_note).ok_or_else(|| LineError::field("kind"))?;
    Ok(what.with(line.person.known_or_new(book)?))
}

/// What happened with a person, by the kind of the record; `None` for kinds that are not interactions.
pub(super) fn interaction_of(kind: RecordKind, free: bool, with_note: bool) -> Option<Interaction> {
    Some(match kind {
        RecordKind::Message => Interaction::Message,
        RecordKind::InMail => Interaction::InMail(if free { Charge::Free } else { Charge::Ordinary }),
        RecordKind::Invitation => Interaction::Invitation { with_note },
        RecordKind::Reply => Interaction::Response(Answer::Replied),
        RecordKind::Declined => Interaction::Response(Answer::Declined),
        RecordKind::Accepted => Interaction::Acceptance,
        RecordKind::Withdrawn => Interaction::Withdrawal,
        _ => return None,
    })
}

fn follow_up(with: &PersonFields, settled: Settled, book: &mut ContactBook) -> Result<Fact, LineError> {
    let settled = match settled {
        Settled::Done => FollowUpAction::Done,
        Settled::Closed => FollowUpAction::Closed,
        Settled::Snoozed { until } if is_date_in_range(until) => FollowUpAction::Snoozed(until),
        Settled::Snoozed { .. } => return Err(LineError::field("until")),
    };
    Ok(Fact::FollowUp { with: with.known_or_new(book)?, settled })
}

fn blocked(who: &PersonFields, Blocked { until }: Blocked, book: &mut ContactBook) -> Result<Fact, LineError> {
    if until.is_some_and(|date| !is_date_in_range(date)) {
        return Err(LineError::field("until"));
    }
    Ok(Fact::Blocked { who: who.known_or_new(book)?, until })
}

fn credits(credits: u32) -> Result<u32, LineError> {
    if credits > LARGEST_COUNT {
        return Err(LineError::Wrong(format!("it has more than {LARGEST_COUNT} credits")));
    }
    Ok(credits)
}

fn purchase(line: &Purchase) -> Result<Fact, LineError> {
    let expiry = match line.expires.as_deref() {
        None => Expiry::PlanLife,
        Some(NEVER) => Expiry::Never,
        Some(date) => {
            let date = date.parse().ok().filter(|date| is_date_in_range(*date));
            Expiry::On(date.ok_or_else(|| format!("`expires` is not a date of the years {YEARS}"))?)
        }
    };
    Ok(Fact::Purchase { credits: credits(line.credits)?, expiry })
}

fn stopped(Stopped { what, until }: Stopped) -> Result<Fact, LineError> {
    match until {
        Some(date) if !is_date_in_range(date) => Err(LineError::field("until")),
        _ => Ok(Fact::Stopped { what, until }),
    }
}

fn checked_plan(Plan { plan }: Plan) -> Result<Fact, LineError> {
    let wrong = if !plan.from.is_none_or(is_date_in_range) {
        format!("the plan starts outside the years {YEARS}")
    } else if plan.name.chars().count() > LONGEST_NAME {
        format!("the plan's name has more than {LONGEST_NAME} characters")
    } else if plan.largest_number() > LARGEST_COUNT {
        format!("a number of the plan is above {LARGEST_COUNT}")
    } else {
        return Ok(Fact::Plan(plan));
    };
    Err(LineError::Wrong(wrong))
}

fn target(void: Void, id: u64) -> Result<Target, LineError> {
    let (target, undone) = match (void.record, void.whole_step) {
        (Some(record), None) => (Target::Record(RecordId(record)), record),
        (None, Some(step)) => (Target::Step(RecordId(step)), step),
        _ => return Err(LineError::field("record")),
    };
    if undone < id { Ok(target) } else { Err(LineError::Wrong("it undoes a record that comes later".into())) }
}

fn added(added: Vec<u64>, id: u64) -> Result<Fact, LineError> {
    if added.iter().any(|added| *added >= id) {
        return Err(LineError::Wrong("it has added a record that comes later".to_owned()));
    }
    Ok(Fact::Joined(added.into_iter().map(RecordId).collect()))
}

fn import(line: Import) -> Result<(Fact, Details), LineError> {
    let Import { step, handle, name, note, tags, template, records, notes, origin } = line;
    let name = name.as_deref().map(read_name).transpose()?;
    let handle = handle.as_deref().map(read_handle).transpose()?;
    let details =
        Details::from(Annotations { note, tags, template, origin, wording: None }).in_step(step.map(RecordId));
    Ok((Fact::Import(Box::new(record::Import { name, handle, records, notes })), details))
}

fn correction(edit: &Edit, id: u64, book: &mut ContactBook) -> Result<Fact, LineError> {
    if edit.record >= id {
        return Err(LineError::field("record"));
    }
    let Set { at, credits, .. } = edit.set;
    if at.is_some_and(|at| !is_in_range(at)) || credits.is_some_and(|credits| credits > LARGEST_COUNT) {
        return Err(LineError::Wrong("it puts a number out of range".to_owned()));
    }
    let set = &edit.set;
    if set.until.flatten().is_some_and(|date| !is_date_in_range(date)) {
        return Err(LineError::field("until"));
    }
    let correction = Correction {
        at,
        what: set.kind.as_deref().map(|kind| corrected(kind, set)).transpose()?,
        person: set.who.map(|who| known_or_new(who, set.person.as_deref(), set.handle.as_deref(), book)).transpose()?,
        credits,
        note: set.note.clone(),
        tags: set.tags.clone(),
        template: set.template.clone(),
        wording: set.wording,
        until: set.until,
    };
    Ok(Fact::Edit { record: RecordId(edit.record), correction: Box::new(correction) })
}

/// What happened according to an edit.
fn corrected(kind: &str, set: &Set) -> Result<Interaction, LineError> {
    let kind = RecordKind::from_name(kind.as_bytes());
    let what = kind.and_then(|kind| interaction_of(kind, set.free, set.with_note));
    what.ok_or_else(|| LineError::Wrong("it names an impossible kind".to_owned()))
}
