//! Reads a whole document in memory. This reader accepts any layout and any version, and reports what is wrong.
//! [`stream`](super::stream) is faster, but reads only documents that this program wrote.

use serde_json::value::RawValue;

use super::contents::Contents;
use super::document::{self, Document, Header};
use super::document_error::{self, CHANGED, DocumentError, LineIssue};
use super::line::{self, LineError};
use super::migrations;
use crate::engine::record::Record;

/// A document that was read.
#[derive(Debug)]
pub(super) struct ReadDocument {
    /// Its bytes, in the current version.
    pub(super) bytes: Vec<u8>,
    pub(super) header: Header,
    pub(super) contents: Contents,
}

/// Reads a document of the current version or an older one. An error also returns the bytes.
pub(super) fn read(bytes: Vec<u8>) -> Result<ReadDocument, (DocumentError, Vec<u8>)> {
    let bytes = migrations::migrate(&bytes, migrations::MIGRATIONS).unwrap_or(bytes);
    match read_current(&bytes) {
        Ok((header, contents)) => Ok(ReadDocument { bytes, header, contents }),
        Err(error) => Err((error, bytes)),
    }
}

/// Reads a document of the current version.
pub(super) fn read_current(bytes: &[u8]) -> Result<(Header, Contents), DocumentError> {
    let Document { header, records } = document::parse(bytes)?;
    let mut contents = Contents::new(header.created, header.zone);
    contents.records.reserve(records.len());
    for raw in records {
        let record = read_record(bytes, raw, &mut contents)?;
        contents.records.push(record);
    }
    match document_error::stray_white_space(bytes) {
        Some(error) => Err(error),
        None => Ok((header, contents)),
    }
}

/// Reads the next record. Adds the person whom it introduces to the book.
fn read_record(bytes: &[u8], raw: &RawValue, contents: &mut Contents) -> Result<Record, DocumentError> {
    let line = || document::line_of(bytes, raw.get());
    let record = line::read(raw.get(), &mut contents.book).map_err(|error| {
        let issue = LineIssue::new(line(), error.to_string());
        DocumentError::Line(if error == LineError::Checksum { LineIssue { remedy: CHANGED, ..issue } } else { issue })
    })?;
    if record.id >= contents.next_id() {
        return Ok(record);
    }
    let issue = match contents.records.binary_search_by_key(&record.id, |known| known.id) {
        Ok(place) if contents.records[place] == record => document_error::repeats(line(), record.id),
        Ok(_) => LineIssue::new(line(), format!("its id {} is already in use", record.id)),
        Err(_) => LineIssue::new(line(), format!("its id {} is lower than the one before", record.id)),
    };
    Err(DocumentError::Line(issue))
}
