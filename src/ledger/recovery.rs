//! What an append that was cut off has left, put right.
//!
//! The opening line says where the records ended before the latest append began. A file that has everything up
//! to there, and behind it the beginning of a record and nothing else, holds all that was confirmed before. One
//! that is shorter was cut by something else, and is refused; so is one in which something else is wrong.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::de::IgnoredAny;

use super::document::{self, CLOSING, Document};
use super::error::LedgerError;
use super::explain::Fault;
use super::identity::FileIdentity;
use super::{commit_offset, crash, file, line, read_contents};
use crate::engine::contact_book::ContactBook;
use crate::engine::record::RecordId;

/// What was recovered before the file was read; worth a line to the member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// An append was cut off; the piece of it is kept there.
    Kept(PathBuf),
    /// Only the closing line was missing.
    Closing,
    /// Only the number in the opening line was not as it was written.
    Number,
}

/// A file whose latest append was interrupted, taken apart.
struct InterruptedAppend {
    /// The file as it should be.
    recovered: Vec<u8>,
    /// The piece of a record that is left over; empty when only the closing line was missing.
    leftover: Vec<u8>,
}

impl InterruptedAppend {
    /// Takes a file apart, if an append to it was interrupted.
    fn find(bytes: &[u8]) -> Option<InterruptedAppend> {
        if let Some(recovered) = commit_offset::put_right(bytes) {
            let is_sound = read_contents(&recovered).is_ok();
            return is_sound.then(|| InterruptedAppend { recovered, leftover: Vec::new() });
        }
        if !may_be_cut_off(bytes) || !matches!(read_contents(bytes), Err(Fault::Ends(_) | Fault::Line(_))) {
            return None;
        }
        let (_, offset) = commit_offset::find(bytes)?;
        let confirmed = bytes.get(..offset).filter(|part| matches!(part.last(), Some(b'[' | b'}')))?;
        let candidate = [confirmed, CLOSING].concat();
        let (_, contents) = read_contents(&candidate).ok()?;
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

/// Whether the file ends as one may whose latest append was cut off: before its closing line, which was there before,
/// some of the slack is left that was to be written over. Where none is, somebody else wrote the end.
fn may_be_cut_off(bytes: &[u8]) -> bool {
    let ends = (2..=CLOSING.len()).rev().find_map(|length| bytes.strip_suffix(&CLOSING[..length]));
    ends.is_none_or(|before| before.last() == Some(&b' '))
}

/// What is left over of an append, without the slack that it was to be written over.
fn left_over(tail: &[u8]) -> &[u8] {
    let tail = tail.strip_suffix(CLOSING).unwrap_or(tail).trim_ascii_end();
    let tail = &tail[tail.iter().take_while(|byte| **byte == b' ').count()..];
    if b"\n]}\n".starts_with(tail) || b"]}".starts_with(tail.trim_ascii_start()) { &[] } else { tail }
}

/// How much of what was appended is finished records; `None` when something else than an end that came too
/// early is wrong with it.
fn finished(appended: &[u8], is_first: bool, mut book: ContactBook, mut last: RecordId) -> Option<usize> {
    let (mut end, mut step_began, mut at) = (0, None, 0);
    loop {
        // Spaces stay before the comma of a record that begins a page of the file.
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
            return is_unfinished.then(|| step_began.unwrap_or(end));
        };
        last = record.id;
        // A step counts as a whole: as long as more of it may follow, none of it is finished.
        if record.details.step().is_some() {
            step_began.get_or_insert(end);
        }
        end = at + text.len();
        if appended.get(end) == Some(&b'\n') {
            step_began = None;
        }
        at = end;
    }
}

/// Whether a line is the beginning of a record, and nothing but spaces and the closing line come after it. The end
/// of a line after it would say that it was written to its end, and damaged later.
fn is_unfinished(line: &[u8], rest: &[u8]) -> bool {
    let begins = serde_json::from_slice::<IgnoredAny>(line).is_err_and(|error| error.is_eof());
    (begins || line.is_empty() || b"]}".starts_with(line)) && (CLOSING.starts_with(rest) || rest == b"\n")
}

/// Recovers the file at `path` from an interrupted append. What is left over of the append is kept in a file first.
pub(super) fn recover(path: &Path, bytes: &[u8], identity: &FileIdentity) -> Result<Option<Recovery>, LedgerError> {
    let Some(interrupted) = InterruptedAppend::find(bytes) else { return Ok(None) };
    file::refuse_read_only(path)?;
    let recovery = match interrupted.leftover.as_slice() {
        [] if commit_offset::is_unreadable(bytes) => Recovery::Number,
        [] => Recovery::Closing,
        leftover => Recovery::Kept(file::keep_beside(path, "cut", leftover)?),
    };
    crash::step("mend.kept");
    file::replace(path, Some(identity), &interrupted.recovered)?;
    Ok(Some(recovery))
}
