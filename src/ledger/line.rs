//! One record as one line of JSON, there and back.
//!
//! ```text
//! line ──▶ fast_parser ──────────────────────────▶ record     things sent and received, as this program writes them
//!   └────▶ schema (serde) ──▶ checksum ──▶ decode ──▶ record  everything else, and whatever is wrong
//! record ──▶ encode ──▶ schema (serde) ──▶ line with its checksum
//! ```

mod decode;
mod encode;
mod error;
mod fast_parser;
mod limits;
mod people;
mod schema;
mod scope;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde::Deserialize;

use super::checksum;
use super::json::Fields;
use super::spelling::one_byte_apart;
use crate::engine::contact_book::ContactBook;
use crate::engine::record::{Record, RecordKind};
use limits::DEEPEST;
use schema::{FactLine, Line};

pub(super) use error::LineError;
pub(super) use fast_parser::parse;
pub(super) use limits::{LONGEST_LINE, is_too_deep};
pub(super) use people::introduce;
pub use scope::Scope;

/// Writes the line of a record; `book` has everybody that it names.
pub(super) fn write(record: &Record, book: &ContactBook) -> String {
    checksum::add_to(&canonical(&encode::line(record, book)))
}

/// Reads the line of a record, and enters in the book whoever it names first.
///
/// # Errors
///
/// Says what is wrong with the line, for the member to put right.
pub(super) fn read(text: &str, book: &mut ContactBook) -> Result<Record, LineError> {
    if let Some(record) = fast_parser::read(text, book) {
        return Ok(record);
    }
    let unchecked = Unchecked::read(text)?;
    if !unchecked.is_as_recorded(text) {
        return Err(LineError::Checksum);
    }
    decode::record(unchecked.line, book)
}

/// The same record with a checksum of it as it stands, fields that this version does not know included; `None` when it
/// cannot be read.
pub(super) fn with_new_checksum(text: &str) -> Option<String> {
    let Unchecked { line, .. } = Unchecked::read(text).ok()?;
    let mut fields = Fields::read(text).ok()?;
    fields.remove("sum");
    let sum = if is_known(&line) { checksum::of(&canonical(&line)) } else { checksum::of(&fields.text()) };
    fields.set("sum", &sum);
    Some(fields.text())
}

/// A line that has been parsed, and whose checksum need not be right.
struct Unchecked {
    /// The line without its checksum.
    line: Line,
    sum: Option<String>,
    /// Whether the text stands exactly as it was written.
    is_exact: bool,
}

impl Unchecked {
    fn read(text: &str) -> Result<Unchecked, LineError> {
        if text.len() > LONGEST_LINE {
            return Err(LineError::Wrong(format!("it is longer than {LONGEST_LINE} bytes")));
        }
        if is_too_deep(text) {
            return Err(LineError::Wrong(format!("it is nested more than {DEEPEST} levels deep")));
        }
        let is_exact = checksum::matches(text);
        if !is_exact && kind(text)?.is_empty() {
            return Err(LineError::field("kind"));
        }
        let parsed = serde_json::from_str(text).or_else(|error| match without_strange_numbers(text) {
            Some(rest) => serde_json::from_str(&rest),
            None => Err(error),
        });
        let mut line: Line = parsed.map_err(|error| LineError::json(&error))?;
        Ok(Unchecked { sum: line.sum.take(), line, is_exact })
    }

    /// Whether the line says what it said when it was recorded, wherever its fields stand now.
    fn is_as_recorded(&self, text: &str) -> bool {
        // A record without a checksum is read as it stands; one whose checksum has lost its name is damaged.
        let Some(sum) = self.sum.as_deref() else { return !checksum::has_misspelt_name(text) };
        if self.is_exact {
            return true;
        }
        if !is_known(&self.line) {
            // The version that knows the kind can tell; one wrong byte in a kind of ours is found here.
            let is_ours = |kind: &str| RecordKind::all().any(|known| one_byte_apart(known.name(), kind));
            return !kind(text).is_ok_and(|kind| is_ours(&kind));
        }
        let canonical = canonical(&self.line);
        let fields = Fields::read(text).ok().zip(Fields::read(&canonical).ok());
        checksum::of(&canonical) == sum && !fields.is_some_and(|(found, ours)| is_misspelt(&found, &ours))
    }
}

/// The name of a line's kind, read by itself: the derived reader of an enum would take a number for one, too.
fn kind(text: &str) -> Result<Cow<'_, str>, LineError> {
    #[derive(Deserialize)]
    struct Kind<'a> {
        #[serde(borrow)]
        kind: Cow<'a, str>,
    }
    serde_json::from_str(text).map(|Kind { kind }| kind).map_err(|error| LineError::json(&error))
}

/// A line without the fields that hold numbers larger than can be computed with, as `1e400`. They are none of this
/// version; JSON allows them, and the derived reader does not.
fn without_strange_numbers(text: &str) -> Option<String> {
    let mut fields = Fields::read(text).ok()?;
    let is_strange = |value: &str| serde_json::from_str::<serde_json::Value>(value).is_err();
    let strange: Vec<String> =
        fields.iter().filter(|(_, value)| is_strange(value)).map(|(name, _)| name.to_owned()).collect();
    fields.remove_all(&strange.iter().map(String::as_str).collect::<Vec<_>>());
    (!strange.is_empty()).then(|| fields.text())
}

/// What the checksum covers: the fields that this version knows, as it writes them.
fn canonical(line: &Line) -> String {
    // A record has nothing that JSON cannot say.
    serde_json::to_string(line).unwrap_or_default()
}

fn is_known(line: &Line) -> bool {
    !matches!(line.fact, FactLine::Unknown)
}

/// Whether there is a field that is one of ours except for one byte, where that one is missing: a nested field that is
/// missing says the same as one that is null.
fn is_misspelt(found: &Fields, ours: &Fields) -> bool {
    ours.names().any(|name| {
        let within = found.value::<Fields>(name).zip(ours.value::<Fields>(name));
        found.misspelt(name).is_some() || within.is_some_and(|(found, ours)| is_misspelt(&found, &ours))
    })
}
