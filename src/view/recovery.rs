//! A ledger that was repaired before it was read.

use crate::ledger::Recovery;
use crate::view::format::safe;

/// The note that says what was repaired.
pub(crate) fn recovery(recovery: &Recovery) -> String {
    match recovery {
        Recovery::Records(kept) => format!(
            "note: the last recording had not come to its end; everything before it is whole, and what was cut off is kept in {}",
            safe(&kept.display().to_string())
        ),
        Recovery::Unwritten => {
            "note: the last recording had not come to its end; everything before it is whole; the ledger is read-only, so it was left as it is"
                .to_owned()
        }
        Recovery::ClosingLine => {
            "note: the ledger had lost its closing line, and nothing else; it was put back".to_owned()
        }
        Recovery::CommitOffset => {
            "note: in line 1 of the ledger, `whole` was not as it was written, and nothing else; it was put right"
                .to_owned()
        }
    }
}
