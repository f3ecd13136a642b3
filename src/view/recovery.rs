//! A ledger that was repaired before it was read.

use crate::ledger::Recovery;
use crate::view::format::safe;

/// The note that says what was repaired.
pub(crate) fn recovery(recovery: &Recovery) -> String {
    match recovery {
        Recovery::Records(kept) => format!(
            "note: the last write was interrupted; everything before it is intact, and what was cut off is kept in {}",
            safe(&kept.display().to_string())
        ),
        Recovery::Unwritten => {
            "note: the last write was interrupted; everything before it is intact; the ledger is read-only, so nothing was repaired"
                .to_owned()
        }
        Recovery::ClosingLine => {
            "note: only the closing line of the ledger was missing; it was restored".to_owned()
        }
        Recovery::CommitOffset => {
            "note: only `whole` in line 1 of the ledger was damaged; it was repaired"
                .to_owned()
        }
    }
}
