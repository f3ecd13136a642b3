//! Errors in the bytes of a ledger: the line, what is wrong, and what to do about it.

use std::path::Path;

use memchr::{memchr, memchr_iter};

use super::error::LedgerError;
use super::format::VERSION;
use super::json::json_message;

/// Why a document cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DocumentError {
    /// It is not a ledger. Says what it is instead.
    Foreign(String),
    /// It has this newer version.
    Newer(u64),
    /// It is truncated in this line.
    CutShort(usize),
    /// One of its lines is wrong.
    Line(LineIssue),
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LineIssue {
    /// The line, from 1.
    pub(super) line: usize,
    /// What is wrong with it.
    pub(super) what: String,
    /// What to do about it.
    pub(super) remedy: &'static str,
}

/// The usual advice for a bad line.
pub(super) const REPAIR: &str = "fix that line in a text editor, run inquota doctor --repair (which makes a backup first), or \
    restore a backup: inquota backup list";
const RESAVE: &str = "save it as UTF-8 without a byte-order mark and with LF line ends, or run inquota doctor --repair";
const RESTORE: &str = "restore a backup: inquota backup list, then inquota backup restore NAME";
const CONFLICT: &str = "restore your own copy from before the conflict and merge the other one with inquota merge OTHER, \
    or keep the records of both sides with inquota doctor --repair";
const REPEATED: &str = "delete one of the two lines, or run inquota doctor --repair";
const TRAILING: &str = "remove the spaces, or run inquota doctor --repair";
/// The advice for a record whose checksum does not match.
pub(super) const CHANGED: &str = "if you edited it, remove its `sum` field; if not, restore it from a backup with inquota doctor \
    --repair";

/// The first bytes of merge-conflict markers.
const CONFLICT_MARKERS: [&[u8]; 4] = [b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||"];

impl LineIssue {
    /// An issue with the usual advice.
    pub(super) fn new(line: usize, what: impl Into<String>) -> LineIssue {
        LineIssue { line, what: what.into(), remedy: REPAIR }
    }
}

impl DocumentError {
    /// An error in a line, with the usual advice.
    pub(super) fn line(line: usize, what: impl Into<String>) -> DocumentError {
        DocumentError::Line(LineIssue::new(line, what))
    }

    fn with(line: usize, what: impl Into<String>, remedy: &'static str) -> DocumentError {
        DocumentError::Line(LineIssue { line, what: what.into(), remedy })
    }

    /// Converts the error to an error about the file at `path`.
    pub(super) fn of_file(self, path: &Path) -> LedgerError {
        let path = path.to_owned();
        match self {
            DocumentError::Foreign(what) => LedgerError::NotALedger { path, what },
            DocumentError::Newer(version) => LedgerError::Newer { path, version },
            DocumentError::CutShort(line) => LedgerError::CutShort { path, line },
            DocumentError::Line(LineIssue { line, what, remedy }) => LedgerError::Damaged { path, line, what, remedy },
        }
    }
}

/// The line of an offset, from 1.
pub(super) fn line_at(bytes: &[u8], offset: usize) -> usize {
    memchr_iter(b'\n', &bytes[..offset]).count() + 1
}

/// Finds out what is wrong with bytes that the JSON parser refused with `error`.
pub(super) fn diagnose(bytes: &[u8], error: &serde_json::Error) -> DocumentError {
    if let Some(found) = foreign(bytes).or_else(|| other_encoding(bytes)).or_else(|| conflict(bytes)) {
        return found;
    }
    if let Some(version) = newer_version(bytes) {
        return DocumentError::Newer(version);
    }
    if let Some(at) = memchr(0, bytes) {
        return DocumentError::with(line_at(bytes, at), "it contains zero bytes instead of text", RESTORE);
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        let at = error.valid_up_to();
        if error.error_len().is_some() {
            return DocumentError::line(line_at(bytes, at), format!("byte {} of it is not UTF-8", column(bytes, at)));
        }
    }
    if error.is_eof() {
        return DocumentError::CutShort(error.line());
    }
    if let Some(found) = repeated(bytes, error.line()) {
        return found;
    }
    DocumentError::line(error.line(), format!("{}, at character {}", json_message(error), error.column().max(1)))
}

/// Finds white space that this program does not write, in a document that is otherwise valid.
pub(super) fn stray_white_space(bytes: &[u8]) -> Option<DocumentError> {
    if let Some(at) = memchr(b'\r', bytes) {
        let what = "it ends in CR LF, as some Windows editors save lines";
        return Some(DocumentError::with(line_at(bytes, at), what, RESAVE));
    }
    let mut start = 0;
    for (number, end) in memchr_iter(b'\n', bytes).chain([bytes.len()]).enumerate() {
        let line = &bytes[start..end];
        if matches!(line.last(), Some(b' ' | b'\t')) && line.iter().any(|byte| !byte.is_ascii_whitespace()) {
            return Some(DocumentError::with(number + 1, "it ends in spaces", TRAILING));
        }
        start = (end + 1).min(bytes.len());
    }
    None
}

/// Whether a line is a marker of a merge conflict.
pub(super) fn is_conflict_marker(line: &[u8]) -> bool {
    CONFLICT_MARKERS.iter().any(|marker| line.starts_with(marker))
}

/// Recognises a file that is not a ledger at all.
fn foreign(bytes: &[u8]) -> Option<DocumentError> {
    let what = if bytes.iter().all(u8::is_ascii_whitespace) {
        "it is empty"
    } else if bytes.iter().take(4096).all(|byte| *byte == 0) {
        "it contains only zero bytes, as after a power cut; to restore a backup: inquota backup list"
    } else if !bytes.starts_with(b"\xEF\xBB\xBF") && !is_utf16(bytes) && !begins_like_ours(bytes) {
        "inquota did not write it"
    } else {
        return None;
    };
    Some(DocumentError::Foreign(what.to_owned()))
}

fn begins_like_ours(bytes: &[u8]) -> bool {
    let begins = bytes.trim_ascii_start();
    let head = &bytes[..bytes.len().min(200)];
    begins.starts_with(b"{") || is_conflict_marker(begins) || memchr::memmem::find(head, b"\"inquota\"").is_some()
}

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")
}

fn other_encoding(bytes: &[u8]) -> Option<DocumentError> {
    if is_utf16(bytes) {
        return Some(DocumentError::with(1, "the file is in UTF-16, as some Windows editors save it", RESAVE));
    }
    let what = "it begins with a byte-order mark, which a text editor added";
    bytes.starts_with(b"\xEF\xBB\xBF").then(|| DocumentError::with(1, what, RESAVE))
}

fn conflict(bytes: &[u8]) -> Option<DocumentError> {
    let mut lines = bytes.split(|byte| *byte == b'\n').enumerate();
    let (number, line) = lines.find(|(_, line)| is_conflict_marker(line))?;
    let marker = String::from_utf8_lossy(&line[..7]).into_owned();
    Some(DocumentError::with(number + 1, format!("it is a merge-conflict marker ({marker})"), CONFLICT))
}

/// Checks whether a line repeats the one before it.
fn repeated(bytes: &[u8], number: usize) -> Option<DocumentError> {
    let record = |number: usize| {
        let line = bytes.split(|byte| *byte == b'\n').nth(number)?.trim_ascii();
        let line = line.strip_suffix(b",").unwrap_or(line).trim_ascii_end();
        line.starts_with(b"{").then_some(line)
    };
    let (above, line) = (number.checked_sub(2)?, number - 1);
    let same = record(above)? == record(line)?;
    same.then(|| DocumentError::with(number, format!("it repeats line {}", number - 1), REPEATED))
}

/// The issue that a record repeats an earlier one.
pub(super) fn repeats(line: usize, of: impl std::fmt::Display) -> LineIssue {
    LineIssue { line, what: format!("it repeats the record {of}"), remedy: REPEATED }
}

fn column(bytes: &[u8], offset: usize) -> usize {
    offset - bytes[..offset].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1) + 1
}

/// The version of a document that cannot be parsed, if the opening line shows a newer one.
fn newer_version(bytes: &[u8]) -> Option<u64> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).replace(' ', "");
    head.contains("\"format\":\"inquota\"").then_some(())?;
    let digits = head.split_once("\"version\":")?.1;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok().filter(|version| *version > u64::from(VERSION))
}
