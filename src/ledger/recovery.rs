//! Recovering a file whose latest append was interrupted.
//!
//! ```text
//! an append:   1. the commit offset is set to where the records end      everything before it was confirmed
//!              2. spaces up to the next page, if the lines need a page
//!              3. the lines, over the slack, within one page
//!              4. sync
//!
//! interrupted in 1:       the commit offset is damaged, all else is sound        ▶ set the offset again
//! interrupted in 2 or 3:  confirmed records, finished ones, a piece of one       ▶ keep what is finished, save the piece
//! before its offset cut:  confirmed records are missing                          ▶ not an append: refused
//! ```
//!
//! The records of a step are written at once, and count as finished only together.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::de::IgnoredAny;

use super::document::{self, CLOSING, Document};
use super::document_error::DocumentError;
use super::error::LedgerError;
use super::identity::FileIdentity;
use super::reader::read_current;
use super::{commit_offset, failpoints, file, line};
use crate::engine::contact_book::ContactBook;
use crate::engine::record::RecordId;

/// What was recovered before a file was read; worth a line to the member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// The finished records; the piece of an unfinished one is saved there.
    Records(PathBuf),
    /// Only the closing line was missing.
    ClosingLine,
    /// Only the commit offset was damaged.
    CommitOffset,
}

/// Recovers the file at `path` from an interrupted append, if that is what is wrong with it.
pub(super) fn recover(path: &Path, bytes: &[u8], identity: &FileIdentity) -> Result<Option<Recovery>, LedgerError> {
    let Some(interrupted) = InterruptedAppend::find(bytes) else { return Ok(None) };
    file::refuse_read_only(path)?;
    let recovery = match interrupted.leftover.as_slice() {
        [] if commit_offset::is_damaged(bytes) => Recovery::CommitOffset,
        [] => Recovery::ClosingLine,
        leftover => Recovery::Records(file::save_next_to(path, "cut", leftover)?),
    };
    failpoints::step("mend.kept");
    file::replace(path, Some(identity), &interrupted.recovered)?;
    Ok(Some(recovery))
}

/// Whether an append may be under way in a file that cannot be read, or may have been interrupted.
pub(super) fn may_be_interrupted(bytes: &[u8]) -> bool {
    commit_offset::find(bytes).is_some_and(|(_, offset)| offset <= bytes.len()) || commit_offset::is_damaged(bytes)
}

/// A file whose latest append was interrupted, taken apart.
struct InterruptedAppend {
    /// The file as it should be.
    recovered: Vec<u8>,
    /// The piece of a record that is left over; empty where there is none.
    leftover: Vec<u8>,
}

impl InterruptedAppend {
    /// Takes a file apart, if its latest append was interrupted.
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
        let end = offset + finished(&bytes[offset..], is_first, contents.book, last)?;
        let sound = [&bytes[..end], CLOSING].concat();
        let Document { header, records } = document::parse(&sound).ok()?;
        let lines: Vec<Cow<'_, str>> = records.iter().map(|raw| Cow::Borrowed(raw.get())).collect();
        let leftover = left_over(&bytes[end..]).to_vec();
        Some(InterruptedAppend { recovered: document::render(&header, &lines), leftover })
    }
}

/// The document with a new commit offset, if its own is damaged.
fn with_commit_offset(bytes: &[u8]) -> Option<Vec<u8>> {
    let (at, _) = commit_offset::find_value(bytes).filter(|_| commit_offset::is_damaged(bytes))?;
    let (end, _) = document::end_of_records(bytes)?;
    let mut recovered = bytes.to_vec();
    recovered[at..at + commit_offset::WIDTH].copy_from_slice(commit_offset::value(end).as_bytes());
    Some(recovered)
}

/// Whether another program wrote the end of the file: the closing line stands directly after a record. While an append
/// is interrupted, some of the slack is still left before the closing line.
fn ends_as_a_foreign_file(bytes: &[u8]) -> bool {
    let before_closing = (2..=CLOSING.len()).rev().find_map(|length| bytes.strip_suffix(&CLOSING[..length]));
    before_closing.is_some_and(|before| before.last() != Some(&b' '))
}

/// What is left over of an append, without the rest of the slack.
fn left_over(tail: &[u8]) -> &[u8] {
    let tail = tail.strip_suffix(CLOSING).unwrap_or(tail).trim_ascii_end();
    let tail = &tail[tail.iter().take_while(|byte| **byte == b' ').count()..];
    if b"\n]}\n".starts_with(tail) || b"]}".starts_with(tail.trim_ascii_start()) { &[] } else { tail }
}

/// How many bytes of what was appended are finished records; `None` when something is wrong with it that an
/// interrupted append does not explain.
fn finished(appended: &[u8], is_first: bool, mut book: ContactBook, mut last: RecordId) -> Option<usize> {
    let (mut end, mut step_start, mut at) = (0, None, 0);
    loop {
        // Spaces stand before the comma of a record that begins a page of the file.
        at += appended[at..].iter().take_while(|byte| **byte == b' ').count();
        let separator = at;
        at += appended[at..].iter().take_while(|byte| matches!(byte, b',' | b'\n')).count();
        let length = memchr::memchr(b'\n', &appended[at..]).unwrap_or(appended.len() - at);
        let line = appended[at..at + length].trim_ascii_end();
        let text = line.strip_suffix(b",").unwrap_or(line);
        let record = std::str::from_utf8(text).ok().and_then(|text| line::read(text, &mut book).ok());
        let Some(record) = record.filter(|record| record.id > last) else {
            let rest = &appended[at + length..];
            // A record follows a comma, or is the first.
            let has_place = appended.get(separator) == Some(&b',') || is_first && end == 0;
            let is_unfinished = is_unfinished(line, rest) && (has_place || b"]}".starts_with(line));
            return is_unfinished.then(|| step_start.unwrap_or(end));
        };
        last = record.id;
        // As long as more of a step may follow, none of it is finished.
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

/// Whether a line is the beginning of a record, and only spaces and the closing line follow it. A line end after it
/// would mean that it was written completely, and damaged later.
fn is_unfinished(line: &[u8], rest: &[u8]) -> bool {
    let begins = serde_json::from_slice::<IgnoredAny>(line).is_err_and(|error| error.is_eof());
    (begins || line.is_empty() || b"]}".starts_with(line)) && (CLOSING.starts_with(rest) || rest == b"\n")
}
