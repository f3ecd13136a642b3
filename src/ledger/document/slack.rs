//! The end of a document: the slack after its records, where new records are written, and the closing line.

use crate::ledger::commit_offset;
use crate::ledger::prefix::CoveredPrefix;

/// The closing line, with the line break before it.
pub(in crate::ledger) const CLOSING: &[u8] = b"\n]}\n";

/// The page size: the unit in which the system copies a file to a reader.
pub(in crate::ledger) const PAGE: usize = 4 << 10;

/// The slack of a document: where new records can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ledger) struct Slack {
    /// The position of the commit offset in the opening line.
    pub(in crate::ledger) commit_offset_at: usize,
    /// The end of the records.
    pub(in crate::ledger) end: usize,
    /// The number of bytes that can be written after `end`.
    pub(in crate::ledger) room: usize,
    /// Whether the document has no records yet.
    pub(in crate::ledger) is_first: bool,
}

impl Slack {
    /// The slack after the records that `prefix` covers; `None` if another program wrote the file.
    pub(in crate::ledger) fn after(prefix: &CoveredPrefix) -> Option<Slack> {
        let place = |at: u64| usize::try_from(at).ok();
        let room = prefix.identity.length().checked_sub(prefix.length + CLOSING.len() as u64)?;
        Some(Slack {
            commit_offset_at: place(prefix.commit_offset_at?)?,
            end: place(prefix.length)?,
            room: place(room)?,
            is_first: false,
        })
    }

    /// The number of spaces to leave so that the next `bytes` bytes are within one page of the file; `None` if they do
    /// not fit into a page or into the slack.
    pub(in crate::ledger) fn spaces_before(&self, bytes: usize) -> Option<usize> {
        let last = self.end + bytes.saturating_sub(1);
        let spaces = if self.end / PAGE == last / PAGE { 0 } else { self.end.next_multiple_of(PAGE) - self.end };
        (bytes <= PAGE && spaces + bytes <= self.room).then_some(spaces)
    }
}

/// The slack of a valid document; `None` if another program wrote the document.
pub(in crate::ledger) fn slack(bytes: &[u8]) -> Option<Slack> {
    let (end, closing) = end_of_records(bytes)?;
    let (commit_offset_at, _) = commit_offset::find(bytes)?;
    Some(Slack { commit_offset_at, end, room: closing - end, is_first: bytes[end - 1] == b'[' })
}

/// The end of the records, and the start of the closing line.
pub(in crate::ledger) fn end_of_records(bytes: &[u8]) -> Option<(usize, usize)> {
    let closing = bytes.len().checked_sub(CLOSING.len()).filter(|at| bytes[*at..] == *CLOSING)?;
    let mut end = bytes[..closing].iter().rposition(|byte| *byte != b' ')? + 1;
    if bytes[end - 1] == b'\n' {
        end -= 1;
    }
    matches!(bytes[..end].last()?, b'[' | b'}').then_some((end, closing))
}
