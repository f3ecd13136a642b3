//! What an append that was cut off has left, put right.
//!
//! The opening line says how long the file was before the latest append began. A file that lost its closing
//! line but is that long holds everything that was confirmed before; one that is shorter was cut by something
//! else, and is refused.

use std::path::{Path, PathBuf};

use super::document::{self, CLOSING, Fault};
use super::error::LedgerError;
use super::{file, line, read_contents};
use crate::engine::book::Book;

/// What was done to the file before it was read; worth a line to the member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Where the piece that was cut off is kept; `None` when only the closing line was missing.
    pub kept_in: Option<PathBuf>,
}

/// Mends the file and its bytes, if an append to it was cut off. The lock is held.
pub(super) fn mend(path: &Path, bytes: &mut Vec<u8>) -> Result<Option<Repair>, LedgerError> {
    if bytes.ends_with(CLOSING) || !matches!(read_contents(bytes), Err(Fault::Ends(_) | Fault::Line(..))) {
        return Ok(None);
    }
    let Some(keep) = whole_part(bytes) else { return Ok(None) };
    let cut = &bytes[keep..];
    let is_unfinished_record = !CLOSING.starts_with(cut);
    let kept_in = if is_unfinished_record { Some(file::keep_beside(path, "cut", cut)?) } else { None };
    file::overwrite(path, &[(keep as u64, CLOSING)], Some(keep as u64))?;
    bytes.truncate(keep);
    bytes.extend_from_slice(CLOSING);
    Ok(Some(Repair { kept_in }))
}

/// How many bytes of a file that lost its closing line hold whole records; `None` when it is not an append
/// that was cut off.
fn whole_part(bytes: &[u8]) -> Option<usize> {
    let (_, whole) = document::whole(bytes)?;
    let confirmed = whole.checked_sub(CLOSING.len()).filter(|end| *end <= bytes.len())?;
    let mut candidate = bytes[..confirmed].to_vec();
    candidate.extend_from_slice(CLOSING);
    let (_, contents) = read_contents(&candidate).ok()?;
    Some(confirmed + finished_record(&bytes[confirmed..], contents.book))
}

/// How much of a piece behind the confirmed part is one finished record that was not part of a larger step.
fn finished_record(piece: &[u8], mut book: Book) -> usize {
    let text_of = |bytes| std::str::from_utf8(bytes).ok();
    let start = piece.iter().take_while(|byte| matches!(byte, b',' | b'\n')).count();
    let end = piece[start..].iter().position(|byte| *byte == b'\n').map_or(piece.len(), |length| start + length);
    if !CLOSING.starts_with(&piece[end..]) {
        return 0;
    }
    let record = text_of(&piece[start..end]).and_then(|text| line::read(text, &mut book).ok());
    if record.is_some_and(|record| record.step.is_none()) { end } else { 0 }
}
