//! One record as one line of JSON, there and back.

mod complaint;
mod facts;
mod quick;
mod set;
#[cfg(test)]
mod tests;
mod write;

pub(super) use complaint::Complaint;

pub(super) use quick::{introduce, parse};
pub(super) use write::write;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use self::set::Set;
use super::explain::complaint;
use super::fields::Fields;
use super::kind::KINDS;
use super::seal;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::ContactBook;
use crate::engine::plan::PlanRecord;
use crate::engine::record::{Annotations, Details, Record, RecordId};

/// The most credits that one record may carry.
pub const MOST_CREDITS: u32 = 1_000_000;

/// The largest number that a record may have: JSON programs read it exactly.
pub(super) const LARGEST_ID: u64 = (1 << 53) - 1;

/// The most bytes that a record may have, and the deepest that it may be nested.
const LONGEST: usize = 1 << 20;
const DEEPEST: usize = 32;

/// Bought credits that last for ever.
const NEVER: &str = "never";

/// How a follow-up was settled.
const DONE: &str = "done";
const SNOOZED: &str = "snoozed";
const CLOSED: &str = "closed";

/// Whether an instant lies in the years that a ledger may hold: 1970 to 2999, UTC.
pub fn is_in_range(at: Instant) -> bool {
    (Instant::from_unix(0)..=Instant::MAX_RECORD).contains(&at)
}

/// A record as it stands in the file. What a kind does not need is absent.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
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
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<Vec<u64>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    settled: Option<Cow<'a, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    until: Option<Cow<'a, str>>,
    /// The seal of all that.
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    sum: Option<Cow<'a, str>>,
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
pub(super) fn read(text: &str, book: &mut ContactBook) -> Result<Record, Complaint> {
    if let Some(record) = quick::read(text, book) {
        return Ok(record);
    }
    let line = read_line(text)?;
    if !line.is_as_sealed(text) {
        return Err(Complaint::Unsealed);
    }
    record(line, book).map_err(Complaint::Wrong)
}

/// The same record sealed as it stands, fields that this version does not know included; `None` when it cannot
/// be read.
pub(super) fn sealed_anew(text: &str) -> Option<String> {
    let line = Line { sum: None, ..read_line(text).ok()? };
    let mut fields = Fields::read(text).ok()?;
    fields.take("sum");
    let seal = if line.is_known() { seal::of(&line.canonical()) } else { seal::of(&fields.text()) };
    fields.set("sum", &seal);
    Some(fields.text())
}

fn read_line(text: &str) -> Result<Line<'_>, Complaint> {
    if text.len() > LONGEST {
        return Err(Complaint::Wrong(format!("it is longer than {LONGEST} bytes")));
    }
    if is_too_deep(text) {
        return Err(Complaint::Wrong(format!("it is nested more than {DEEPEST} levels deep")));
    }
    match serde_json::from_str(text) {
        Ok(line) => Ok(line),
        Err(error) => unknown_kind(text).ok_or_else(|| Complaint::Wrong(complaint(&error))),
    }
}

/// Whether a JSON text is nested deeper than anything that is written here.
pub(super) fn is_too_deep(text: &str) -> bool {
    depth(text) > DEEPEST
}

/// How deep a JSON text is nested; counted exactly only where it could matter.
fn depth(text: &str) -> usize {
    if memchr::memchr2_iter(b'{', b'[', text.as_bytes()).nth(DEEPEST).is_none() {
        return 0;
    }
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn record(line: Line<'_>, book: &mut ContactBook) -> Result<Record, String> {
    let at = line.at.ok_or("it does not say when it happened (`at`)")?;
    let recorded = line.recorded.ok_or("it does not say when it was recorded (`recorded`)")?;
    if !is_in_range(at) || !is_in_range(recorded) {
        return Err("its date lies outside the years 1970 to 2999".to_owned());
    }
    if line.id == 0 {
        return Err("it has no number (`id`)".to_owned());
    }
    if line.id > LARGEST_ID {
        return Err(format!("its number lies above {LARGEST_ID}"));
    }
    let (id, step) = (RecordId(line.id), line.step.map(RecordId));
    let fact = line.fact(book)?;
    let origin = line.origin.as_deref().map(facts::read_origin).transpose()?;
    let beside = Annotations { note: line.note, tags: line.tags, template: line.template, origin };
    Ok(Record { id, at, recorded, fact, details: Details::from(beside).in_step(step) })
}

/// A line of a kind that this version does not know, whose other fields may have any form.
fn unknown_kind(text: &str) -> Option<Line<'static>> {
    let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).ok()?;
    let kind = fields.get("kind")?.as_str()?;
    let instant = |key| fields.get(key).and_then(|value| Instant::deserialize(value).ok());
    (!KINDS.contains(&kind)).then(|| Line {
        sum: fields.get("sum").and_then(|sum| sum.as_str()).map(|sum| Cow::Owned(sum.to_owned())),
        id: fields.get("id").and_then(serde_json::Value::as_u64).unwrap_or(0),
        at: instant("at"),
        recorded: instant("recorded"),
        kind: Cow::Owned(kind.to_owned()),
        step: fields.get("step").and_then(serde_json::Value::as_u64),
        ..Line::default()
    })
}

/// Whether two words differ in one letter, as by a byte that changed.
pub(super) fn one_letter_apart(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count() == 1
}

/// Whether there is a field that is one of ours but for a letter, where that one is not: left out, one within another
/// says the same as when it was null.
fn is_misspelt(found: &Fields, ours: &Fields) -> bool {
    ours.names().any(|name| {
        let within = found.value::<Fields>(name).zip(ours.value::<Fields>(name));
        found.misspelt(name).is_some() || within.is_some_and(|(found, ours)| is_misspelt(&found, &ours))
    })
}

impl Line<'_> {
    /// What the seal covers: the fields that this version knows, as it writes them.
    fn canonical(&self) -> String {
        // A record has nothing that JSON cannot say.
        serde_json::to_string(self).unwrap_or_default()
    }

    fn is_known(&self) -> bool {
        KINDS.contains(&&*self.kind)
    }

    /// Whether the line says what it said when it was recorded, wherever its fields stand now.
    fn is_as_sealed(&self, text: &str) -> bool {
        // A record without a seal is read as it stands; one whose seal has lost its name is damaged.
        let Some(sum) = self.sum.as_deref() else { return !seal::is_misnamed(text) };
        if seal::is_untouched(text) {
            return true;
        }
        if !self.is_known() {
            // The version that knows the kind can tell; one wrong letter in a kind of ours can be told here.
            return !KINDS.iter().any(|kind| one_letter_apart(kind, &self.kind));
        }
        let canonical = Line { sum: None, ..self.clone() }.canonical();
        let fields = Fields::read(text).ok().zip(Fields::read(&canonical).ok());
        seal::of(&canonical) == sum && !fields.is_some_and(|(found, ours)| is_misspelt(&found, &ours))
    }
}
