//! Recovers a file after an interrupted append.
//!
//! ```text
//! an append:   1. the commit offset is set to the end of the records     everything before it is confirmed
//!              2. spaces up to the next page, if the lines do not fit into this one
//!              3. the lines, over the slack, within one page
//!              4. sync
//!
//! interrupted in 1:         the commit offset is damaged, all else is valid   ▶ set the offset again
//! interrupted in 2 or 3:    complete records, part of another one             ▶ keep the complete ones, save the part
//! power cut during 4:       complete records, sectors that did not last       ▶ keep the complete ones, save the rest
//! cut before its offset:    confirmed records are missing                     ▶ not an interrupted append: an error
//! ```
//!
//! The records of a step are written at once, and are complete only together.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::de::IgnoredAny;

use super::document::{self, CLOSING, Document};
use super::document_error::DocumentError;
use super::error::{LedgerError, WriteEffect};
use super::identity::FileIdentity;
use super::reader::read_current;
use super::{commit_offset, failpoints, file, line};
use crate::engine::contact_book::ContactBook;
use crate::engine::record::RecordId;

/// How a file was recovered before it was read. The member is informed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// The complete records were kept. The rest was saved in this file.
    Records(PathBuf),
    /// Only the closing line was missing.
    ClosingLine,
    /// Only the commit offset was damaged.
    CommitOffset,
    /// The complete records were read, but the file may not be written to and is as it was.
    Unwritten,
}

/// Fewer zeros than these are damage, and not a sector that did not last.
const SHORTEST_HOLE: usize = 8;

/// The size of the smallest part of a file that a disk writes as a whole.
const SECTOR: usize = 512;

/// Recovers the file at `path`, if an interrupted append is the cause of the damage.
pub(super) fn recover(path: &Path, bytes: &[u8], identity: &FileIdentity) -> Result<Option<Recovery>, LedgerError> {
    let Some(interrupted) = InterruptedAppend::find(bytes) else { return Ok(None) };
    file::refuse_read_only(path)?;
    let recovery = match interrupted.leftover.as_slice() {
        [] if commit_offset::is_damaged(bytes) => Recovery::CommitOffset,
        [] => Recovery::ClosingLine,
        leftover => Recovery::Records(file::save_cut(path, leftover)?),
    };
    failpoints::step("mend.kept");
    // If the recovery does not last, the next command recovers the file again.
    file::replace(path, Some(identity), &interrupted.recovered, || Ok(()))
        .or_else(|error| if error.effect() == WriteEffect::Unconfirmed { Ok(()) } else { Err(error) })?;
    Ok(Some(recovery))
}

/// The document as a recovery would leave it, if an interrupted append is the cause of the damage.
pub(super) fn recovered(bytes: &[u8]) -> Option<Vec<u8>> {
    InterruptedAppend::find(bytes).map(|interrupted| interrupted.recovered)
}

/// Whether a file that cannot be read may be the result of an append that is in progress or was interrupted.
pub(super) fn may_be_interrupted(bytes: &[u8]) -> bool {
    commit_offset::find(bytes).is_some_and(|(_, offset)| offset <= bytes.len()) || commit_offset::is_damaged(bytes)
}

/// The parts of a file whose latest append was interrupted.
struct InterruptedAppend {
    /// The repaired file.
    recovered: Vec<u8>,
    /// The part of a record that is not complete; may be empty.
    leftover: Vec<u8>,
}

impl InterruptedAppend {
    /// Splits a file into these parts, if its latest append was interrupted.
    fn find(bytes: &[u8]) -> Option<InterruptedAppend> {
        if let Some(recovered) = with_commit_offset(bytes) {
            let is_sound = read_current(&recovered).is_ok();
            return is_sound.then(|| InterruptedAppend { recovered, leftover: Vec::new() });
        }
        let is_damaged = || matches!(read_current(bytes), Err(DocumentError::CutShort(_) | DocumentError::Line(_)));
        if ends_as_a_foreign_file(bytes) || !is_damaged() {
            return None;
        }
        let (_, offset) = commit_offset::find(bytes)?;
        let confirmed = bytes.get(..offset).filter(|part| matches!(part.last(), Some(b'[' | b'}')))?;
        let (_, contents) = read_current(&[confirmed, CLOSING].concat()).ok()?;
        let last = contents.records.last().map_or(RecordId(0), |record| record.id);
        let is_first = confirmed.ends_with(b"[");
        let end = offset + complete_length(bytes, offset, is_first, contents.book, last)?;
        let complete = [&bytes[..end], CLOSING].concat();
        let Document { header, records } = document::parse(&complete).ok()?;
        let lines: Vec<Cow<'_, str>> = records.iter().map(|raw| Cow::Borrowed(raw.get())).collect();
        let leftover = leftover(&bytes[end..]).to_vec();
        Some(InterruptedAppend { recovered: document::render(&header, &lines), leftover })
    }
}

/// Sets the commit offset of a document, if it is damaged.
fn with_commit_offset(bytes: &[u8]) -> Option<Vec<u8>> {
    let (at, _) = commit_offset::find_value(bytes).filter(|_| commit_offset::is_damaged(bytes))?;
    let (end, _) = document::end_of_records(bytes)?;
    let mut recovered = bytes.to_vec();
    recovered[at..at + commit_offset::WIDTH].copy_from_slice(commit_offset::value(end).as_bytes());
    Some(recovered)
}

/// Whether another program wrote the end of the file: the closing line follows directly after a record. After an
/// interrupted append, there is still some slack before the closing line.
fn ends_as_a_foreign_file(bytes: &[u8]) -> bool {
    let before_closing = (2..=CLOSING.len()).rev().find_map(|length| bytes.strip_suffix(&CLOSING[..length]));
    before_closing.is_some_and(|before| before.last() != Some(&b' '))
}

/// The leftover of an append, without the rest of the slack and sectors that did not last.
fn leftover(tail: &[u8]) -> &[u8] {
    let tail = tail.strip_suffix(CLOSING).unwrap_or(tail);
    let end = tail.iter().rposition(|byte| !is_empty(*byte)).map_or(0, |at| at + 1);
    let tail = &tail[tail[..end].iter().take_while(|byte| matches!(byte, b' ' | 0)).count()..end];
    if b"\n]}\n".starts_with(tail) || b"]}".starts_with(tail.trim_ascii_start()) { &[] } else { tail }
}

/// The length of the complete records at the start of the bytes that were appended at `offset`; `None` if these bytes
/// have damage that an interrupted append does not explain.
fn complete_length(
    bytes: &[u8],
    offset: usize,
    is_first: bool,
    mut book: ContactBook,
    mut last: RecordId,
) -> Option<usize> {
    let appended = &bytes[offset..];
    let (mut end, mut step_start, mut at) = (0, None, 0);
    loop {
        // There are spaces before the comma of a record that was moved to the next page.
        at += appended[at..].iter().take_while(|byte| **byte == b' ').count();
        let separator = at;
        at += appended[at..].iter().take_while(|byte| matches!(byte, b',' | b'\n')).count();
        let length = memchr::memchr(b'\n', &appended[at..]).unwrap_or(appended.len() - at);
        let line = appended[at..at + length].trim_ascii_end();
        let text = line.strip_suffix(b",").unwrap_or(line);
        let record = std::str::from_utf8(text).ok().and_then(|text| line::read(text, &mut book).ok());
        let Some(record) = record.filter(|record| record.id > last) else {
            let rest = &appended[at + length..];
            // A record follows a comma, or is the first one.
            let has_place = appended.get(separator) == Some(&b',') || is_first && end == 0;
            let is_incomplete = is_incomplete(line, rest) && (has_place || b"]}".starts_with(line));
            let is_interrupted = is_incomplete || lacks_sectors(&appended[end..], offset + end);
            return is_interrupted.then(|| step_start.unwrap_or(end));
        };
        last = record.id;
        // A step is complete only when no more of it can follow.
        if record.details.step().is_some() {
            step_start.get_or_insert(end);
        }
        end = at + text.len();
        if appended.get(end) == Some(&b'\n') {
            step_start = None;
        }
        at = end;
    }
}

/// Whether a line is the start of a record, and only spaces and the closing line follow. A line break after it would
/// mean that it was complete and was damaged later.
fn is_incomplete(line: &[u8], rest: &[u8]) -> bool {
    let begins = serde_json::from_slice::<IgnoredAny>(line).is_err_and(|error| error.is_eof());
    (begins || line.is_empty() || b"]}".starts_with(line)) && (CLOSING.starts_with(rest) || rest == b"\n")
}

/// Whether sectors of an append did not last, although later ones did: up to the end of a sector there is what was
/// there before, or there are zeros. `at` is the offset of these bytes in the file.
fn lacks_sectors(appended: &[u8], at: usize) -> bool {
    let end = appended.iter().rposition(|byte| !is_empty(*byte) && !CLOSING.contains(byte)).map_or(0, |last| last + 1);
    let begins_sector = |place: usize| (at + place).is_multiple_of(SECTOR);
    let unwritten = appended[..end].iter().take_while(|byte| matches!(byte, b' ' | b'\n')).count();
    // The comma is the first byte of a record that was moved to the next page.
    // A later sector ends with the end of the record.
    let is_unwritten = at % SECTOR + unwritten >= SECTOR
        && !appended[unwritten..].starts_with(b",\n")
        && leftover(appended).ends_with(b"\"}");
    let is_hole = |run: &[u8], start: usize| {
        (start == 0 || begins_sector(start)) && (begins_sector(start + run.len()) || start + run.len() >= end)
    };
    let mut start = 0;
    let mut holes = appended.chunk_by(|one, next| (*one == 0) == (*next == 0)).filter_map(|run| {
        start += run.len();
        (run[0] == 0).then(|| is_hole(run, start - run.len()))
    });
    // A byte that turned to zero is no hole.
    let has_holes = memchr::memchr_iter(0, appended).count() >= SHORTEST_HOLE;
    is_unwritten || has_holes && holes.next().is_some_and(|first| first && holes.all(|is_hole| is_hole))
}

/// Whether a byte is part of empty space: of slack, or of a sector that did not last.
fn is_empty(byte: u8) -> bool {
    byte == 0 || byte.is_ascii_whitespace()
}
