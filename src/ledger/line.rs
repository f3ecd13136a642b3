//! Converts a record to a line of JSON, and back.
//!
//! ```text
//! line ──▶ fast_parser ──────────────────────────▶ record     interactions, as this program writes them
//!   └────▶ schema (serde) ──▶ checksum ──▶ decode ──▶ record  everything else, and every error
//! record ──▶ encode ──▶ schema (serde) ──▶ line with its checksum
//! ```
//!
//! | file | what |
//! |---|---|
//! | `fast_parser` | parses the lines of interactions, quickly |
//! | `decode`, `encode` | convert between the fields of a line and a record |
//! | `schema` | the fields of each kind of record, in their order |
//! | `people` | the people in a line, by number |
//! | `limits` | the longest line and the deepest nesting |
//! | `read_detail` | [`ReadDetail`]: how much of each record is read |
//! | `error` | what can be wrong with a line |

mod decode;
mod encode;
mod error;
mod fast_parser;
mod limits;
mod people;
mod read_detail;
mod schema;
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
pub(super) use limits::{LONGEST_LINE, is_too_deep, object_length};
pub(super) use people::introduce;
pub use read_detail::ReadDetail;

/// Writes the line of a record. `book` contains its people.
pub(super) fn write(record: &Record, book: &ContactBook) -> String {
    checksum::add_to(&canonical(&encode::line(record, book)))
}

/// Reads the line of a record. Adds a person to the book if the record is the first with this person.
///
/// # Errors
///
/// When the line is wrong; the error says how.
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

/// The same record with a new checksum. Keeps the fields that this version does not know. `None` if the line cannot be
/// parsed.
pub(super) fn with_new_checksum(text: &str) -> Option<String> {
    let Unchecked { line, .. } = Unchecked::read(text).ok()?;
    let mut fields = Fields::read(text).ok()?;
    fields.remove("sum");
    let sum = if is_known(&line) { checksum::of(&canonical(&line)) } else { checksum::of(&fields.text()) };
    fields.set("sum", &sum);
    Some(fields.text())
}

/// A parsed line whose checksum has not been compared yet.
struct Unchecked {
    /// The line without its checksum.
    line: Line,
    sum: Option<String>,
    /// Whether the text is exactly as it was written.
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
        let parsed = serde_json::from_str(text).or_else(|error| match without_huge_numbers(text) {
            Some(rest) => serde_json::from_str(&rest),
            None => Err(error),
        });
        let mut line: Line = parsed.map_err(|error| LineError::json(&error))?;
        Ok(Unchecked { sum: line.sum.take(), line, is_exact })
    }

    /// Whether the checksum matches, in any order of the fields.
    fn is_as_recorded(&self, text: &str) -> bool {
        // A record without a checksum is not checked. If the name of the checksum is misspelt, the record is damaged.
        let Some(sum) = self.sum.as_deref() else { return !checksum::has_misspelt_name(text) };
        if self.is_exact {
            return true;
        }
        if !is_known(&self.line) {
            // Only the version that knows the kind can check the record. Here, a known kind with one wrong byte is
            // found.
            let is_misspelt = |kind: &str| RecordKind::all().any(|known| one_byte_apart(known.name(), kind));
            return !kind(text).is_ok_and(|kind| is_misspelt(&kind));
        }
        let canonical = canonical(&self.line);
        let fields = Fields::read(text).ok().zip(Fields::read(&canonical).ok());
        checksum::of(&canonical) == sum && !fields.is_some_and(|(found, known)| has_misspelt_field(&found, &known))
    }
}

/// The name of a line's kind. It is parsed separately, because the derived parser of an enum also accepts a number.
fn kind(text: &str) -> Result<Cow<'_, str>, LineError> {
    #[derive(Deserialize)]
    struct Kind<'a> {
        #[serde(borrow)]
        kind: Cow<'a, str>,
    }
    serde_json::from_str(text).map(|Kind { kind }| kind).map_err(|error| LineError::json(&error))
}

/// Removes the fields with numbers that are too large for a float, such as `1e400`. JSON allows such numbers, but the
/// derived parser does not. No field of this version has one.
fn without_huge_numbers(text: &str) -> Option<String> {
    let mut fields = Fields::read(text).ok()?;
    let is_huge = |value: &str| serde_json::from_str::<serde_json::Value>(value).is_err();
    let huge: Vec<String> =
        fields.iter().filter(|(_, value)| is_huge(value)).map(|(name, _)| name.to_owned()).collect();
    fields.remove_all(&huge.iter().map(String::as_str).collect::<Vec<_>>());
    (!huge.is_empty()).then(|| fields.text())
}

/// The text that the checksum covers: the fields that this version knows, as it writes them.
fn canonical(line: &Line) -> String {
    // Every record can be written as JSON.
    serde_json::to_string(line).unwrap_or_default()
}

fn is_known(line: &Line) -> bool {
    !matches!(line.fact, FactLine::Unknown)
}

/// Whether a known field is missing and there is one that differs from it in one byte. The checksum cannot show this
/// where a missing field means the same as a null one.
fn has_misspelt_field(found: &Fields, known: &Fields) -> bool {
    known.names().any(|name| {
        let nested = found.value::<Fields>(name).zip(known.value::<Fields>(name));
        found.misspelt(name).is_some() || nested.is_some_and(|(found, known)| has_misspelt_field(&found, &known))
    })
}
