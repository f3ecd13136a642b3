//! Splits a document into its header and its records, which are not parsed yet.

use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::header::{Header, read_header};
use crate::ledger::document_error::{DocumentError, diagnose, line_at};
use crate::ledger::format::FORMAT;
use crate::ledger::json::Fields;

/// A ledger document. The records are not parsed yet.
#[derive(Debug)]
pub(in crate::ledger) struct Document<'a> {
    pub(in crate::ledger) header: Header,
    pub(in crate::ledger) records: Vec<&'a RawValue>,
}

/// Parses a document of the current version.
pub(in crate::ledger) fn parse(bytes: &[u8]) -> Result<Document<'_>, DocumentError> {
    let Raw { fields, records } = match serde_json::from_slice(bytes) {
        Ok(raw) => raw,
        Err(error) => return Err(diagnose(bytes, &error)),
    };
    let header = read_header(fields)?;
    let records = records.ok_or_else(|| DocumentError::line(1, "it has no list of `records`"))?;
    Ok(Document { header, records })
}

/// Parses a document of any version into its version, its fields and its records.
pub(in crate::ledger) fn parse_any(bytes: &[u8]) -> Option<(u64, Fields, Vec<&RawValue>)> {
    let Raw { fields, records } = serde_json::from_slice(bytes).ok()?;
    (fields.value::<String>("format")? == FORMAT).then_some(())?;
    Some((fields.value("version")?, fields, records?))
}

/// The records of a document whose opening line may be wrong; `None` if it is not valid JSON or has no records.
pub(in crate::ledger) fn records(bytes: &[u8]) -> Option<Vec<&RawValue>> {
    serde_json::from_slice::<Raw<'_>>(bytes).ok()?.records
}

/// The line on which a piece of the document begins, from 1.
pub(in crate::ledger) fn line_of(bytes: &[u8], piece: &str) -> usize {
    line_at(bytes, offset_of(bytes, piece))
}

/// Numbers the lines of pieces that are given in their order. Counts each line once.
pub(in crate::ledger) struct LineNumbers<'a> {
    bytes: &'a [u8],
    offset: usize,
    line: usize,
}

impl LineNumbers<'_> {
    /// Begins at the first line.
    pub(in crate::ledger) fn of(bytes: &[u8]) -> LineNumbers<'_> {
        LineNumbers { bytes, offset: 0, line: 1 }
    }

    /// The line on which the next piece of the document begins.
    pub(in crate::ledger) fn next(&mut self, piece: &str) -> usize {
        let offset = offset_of(self.bytes, piece).max(self.offset);
        self.line += line_at(&self.bytes[self.offset..], offset - self.offset) - 1;
        self.offset = offset;
        self.line
    }
}

fn offset_of(bytes: &[u8], piece: &str) -> usize {
    (piece.as_ptr() as usize).saturating_sub(bytes.as_ptr() as usize).min(bytes.len())
}

/// The fields of a document, and the texts of its records.
struct Raw<'a> {
    fields: Fields,
    records: Option<Vec<&'a RawValue>>,
}

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Parts;
        impl<'de> Visitor<'de> for Parts {
            type Value = Raw<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a ledger")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw<'de>, A::Error> {
                let mut raw = Raw { fields: Fields::default(), records: None };
                while let Some(name) = map.next_key::<String>()? {
                    if name != "records" {
                        if raw.fields.get(&name).is_some() {
                            return Err(A::Error::custom(format_args!("`{name}` is given twice")));
                        }
                        raw.fields.set(&name, &map.next_value::<Box<RawValue>>()?);
                    } else if raw.records.replace(map.next_value()?).is_some() {
                        return Err(A::Error::custom("there are two lists of records"));
                    }
                }
                Ok(raw)
            }
        }
        deserializer.deserialize_map(Parts)
    }
}
