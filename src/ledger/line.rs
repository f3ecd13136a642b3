//! One record as one line of JSON, there and back.

mod set;
mod write;

pub(super) use write::write;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use self::set::Set;
use super::kind::KINDS;
use crate::engine::book::Book;
use crate::engine::calendar::Instant;
use crate::engine::correction::{Correction, What};
use crate::engine::person::{Handle, PersonId, tidy_name};
use crate::engine::plan::PlanRecord;
use crate::engine::record::{
    Answer, Charge, ContactChange, Details, Expiry, Fact, Import, Origin, Record, RecordId, Target,
};

/// The most credits that one record may carry.
pub const MOST_CREDITS: u32 = 1_000_000;

/// Bought credits that last for ever.
const NEVER: &str = "never";

/// Whether an instant lies in the years that a ledger may hold: 1970 to 2999, UTC.
pub fn is_in_range(at: Instant) -> bool {
    (Instant::from_unix(0)..=Instant::MAX_RECORD).contains(&at)
}

/// A record as it stands in the file. What a kind does not need is absent.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Line<'a> {
    id: u64,
    at: Option<Instant>,
    recorded: Option<Instant>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<u32>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    person: Option<Cow<'a, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    handle: Option<Cow<'a, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    merged: Option<u32>,
    #[serde(skip_serializing_if = "is_false")]
    free: bool,
    #[serde(skip_serializing_if = "is_false")]
    with_note: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    credits: Option<u32>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    expires: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<PlanRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    whole_step: Option<u64>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    set: Option<Set<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    origin: Option<Cow<'a, str>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// Reads the line of a record, and enters in the book whoever it names first.
///
/// # Errors
///
/// Says what is wrong with the line, for the member to put right.
pub(super) fn read(text: &str, book: &mut Book) -> Result<Record, String> {
    let line: Line<'_> = match serde_json::from_str(text) {
        Ok(line) => line,
        Err(error) => unknown_kind(text).ok_or_else(|| complaint(&error))?,
    };
    let at = line.at.ok_or("it does not say when it happened (`at`)")?;
    let recorded = line.recorded.ok_or("it does not say when it was recorded (`recorded`)")?;
    if !is_in_range(at) || !is_in_range(recorded) {
        return Err("its date lies outside the years 1970 to 2999".to_owned());
    }
    if line.id == 0 {
        return Err("it has no number (`id`)".to_owned());
    }
    let (id, step) = (RecordId(line.id), line.step.map(RecordId));
    let fact = line.fact(book)?;
    let origin = line.origin.as_deref().map(read_origin).transpose()?;
    let details = Details { note: line.note, tags: line.tags, template: line.template, origin };
    Ok(Record { id, at, recorded, step, fact, details })
}

/// A line of a kind that this version does not know, whose other fields may have any form.
fn unknown_kind(text: &str) -> Option<Line<'static>> {
    let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).ok()?;
    let kind = fields.get("kind")?.as_str()?;
    let instant = |key| fields.get(key).and_then(|value| Instant::deserialize(value).ok());
    (!KINDS.contains(&kind)).then(|| Line {
        id: fields.get("id").and_then(serde_json::Value::as_u64).unwrap_or(0),
        at: instant("at"),
        recorded: instant("recorded"),
        kind: Cow::Owned(kind.to_owned()),
        step: fields.get("step").and_then(serde_json::Value::as_u64),
        ..Line::default()
    })
}

/// What a reader's complaint means, without places inside the line.
fn complaint(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.find(" at line ").unwrap_or(text.len());
    text[..end].to_owned()
}

/// What happened with a person, by its kind's name.
fn what(kind: &str, free: bool, with_note: bool) -> Option<What> {
    Some(match kind {
        "message" => What::Message,
        "inmail" => What::InMail(if free { Charge::Free } else { Charge::Ordinary }),
        "invitation" => What::Invitation { with_note },
        "reply" => What::Response(Answer::Replied),
        "declined" => What::Response(Answer::Declined),
        "accepted" => What::Acceptance,
        _ => return None,
    })
}

impl Line<'_> {
    fn fact(&self, book: &mut Book) -> Result<Fact, String> {
        if let Some(what) = what(&self.kind, self.free, self.with_note) {
            let who = person(self.who, self.person.as_deref(), self.handle.as_deref(), book)?;
            return Ok(what.with(who));
        }
        match &*self.kind {
            "purchase" => Ok(Fact::Purchase { credits: self.credits()?, expiry: self.expiry()? }),
            "balance" => Ok(Fact::Balance { credits: self.credits()? }),
            "plan" => self.plan.clone().map(|plan| Fact::Plan(Box::new(plan))).ok_or_else(|| missing("plan")),
            "link" | "rename" | "merge" => self.contact_change(book).map(Fact::Contact),
            "void" => self.target().map(Fact::Void),
            "edit" => self.edit(book),
            "import" => self.import().map(Fact::Import),
            "" => Err(missing("kind")),
            _ => Ok(Fact::Unknown),
        }
    }

    fn credits(&self) -> Result<u32, String> {
        match self.credits {
            Some(credits) if credits <= MOST_CREDITS => Ok(credits),
            Some(_) => Err(format!("it has more than {MOST_CREDITS} credits")),
            None => Err(missing("credits")),
        }
    }

    fn expiry(&self) -> Result<Expiry, String> {
        match self.expires.as_deref() {
            None => Ok(Expiry::PlanLife),
            Some(NEVER) => Ok(Expiry::Never),
            Some(date) => date.parse().map(Expiry::On).map_err(|_| "`expires` is not a date".to_owned()),
        }
    }

    fn contact_change(&self, book: &Book) -> Result<ContactChange, String> {
        let who = known(self.who, book)?;
        match &*self.kind {
            "link" => {
                let handle = self.handle.as_deref().ok_or_else(|| missing("handle"))?;
                Ok(ContactChange::Link { who, handle: read_handle(handle)? })
            }
            "rename" => {
                let name = self.name.as_deref().ok_or_else(|| missing("name"))?;
                Ok(ContactChange::Rename { who, name: tidy_name(name).map_err(|error| error.to_string())? })
            }
            _ => Ok(ContactChange::Merge { from: known(self.merged, book)?, into: who }),
        }
    }

    fn import(&self) -> Result<Box<Import>, String> {
        let name = self.name.as_deref().map(tidy_name).transpose().map_err(|error| error.to_string())?;
        let handle = self.handle.as_deref().map(read_handle).transpose()?;
        let records = self.records.ok_or_else(|| missing("records"))?;
        let notes = self.notes.iter().map(|note| read_origin(note)).collect::<Result<_, _>>()?;
        Ok(Box::new(Import { name, handle, records, notes }))
    }

    fn target(&self) -> Result<Target, String> {
        let target = match (self.record, self.whole_step) {
            (Some(record), None) => Target::Record(RecordId(record)),
            (None, Some(step)) => Target::Step(RecordId(step)),
            _ => return Err(missing("record")),
        };
        let (Target::Record(id) | Target::Step(id)) = target;
        if id.0 < self.id { Ok(target) } else { Err("it takes back something that comes later".to_owned()) }
    }

    fn edit(&self, book: &mut Book) -> Result<Fact, String> {
        let record = self.record.filter(|record| *record < self.id).ok_or_else(|| missing("record"))?;
        let set = self.set.as_ref().ok_or_else(|| missing("set"))?;
        if set.at.is_some_and(|at| !is_in_range(at)) || set.credits.is_some_and(|credits| credits > MOST_CREDITS) {
            return Err("it puts a number out of range".to_owned());
        }
        let what = match &set.kind {
            Some(kind) => Some(what(kind, set.free, set.with_note).ok_or("it names a kind that cannot be")?),
            None => None,
        };
        let person = match set.who {
            Some(_) => Some(person(set.who, set.person.as_deref(), set.handle.as_deref(), book)?),
            None => None,
        };
        let correction = Correction {
            at: set.at,
            person,
            what,
            credits: set.credits,
            note: set.note.clone(),
            tags: set.tags.clone(),
            template: set.template.clone(),
        };
        Ok(Fact::Edit { record: RecordId(record), correction: Box::new(correction) })
    }
}

fn missing(field: &str) -> String {
    format!("`{field}` is missing or wrong")
}

/// An origin as it stands in the file: 32 hexadecimal digits.
fn origin_text(Origin(value): Origin) -> String {
    format!("{value:032x}")
}

fn read_origin(text: &str) -> Result<Origin, String> {
    u128::from_str_radix(text, 16).map(Origin).map_err(|_| missing("origin"))
}

fn read_handle(text: &str) -> Result<Handle, String> {
    Handle::new(text).map_err(|error| error.to_string())
}

/// The person behind a number that must be known by now. Numbers count from 1 in the file.
fn known(who: Option<u32>, book: &Book) -> Result<PersonId, String> {
    let id = who.and_then(|who| who.checked_sub(1)).map(PersonId);
    id.filter(|id| id.index() < book.len()).ok_or_else(|| "it names a person before they are known (`who`)".to_owned())
}

/// The person behind a number, entered in the book when the number is the next one.
fn person(who: Option<u32>, name: Option<&str>, handle: Option<&str>, book: &mut Book) -> Result<PersonId, String> {
    let id = who.and_then(|who| who.checked_sub(1)).map(PersonId).ok_or_else(|| missing("who"))?;
    if id.index() != book.len() {
        return known(who, book);
    }
    let name = name.map(tidy_name).transpose().map_err(|error| error.to_string())?;
    let handle = handle.map(read_handle).transpose()?;
    if name.is_none() && handle.is_none() {
        return Err(missing("person"));
    }
    Ok(book.declare(name, handle))
}
