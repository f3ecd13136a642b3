//! Why a checkpoint is not used.

/// A checkpoint that cannot be believed: damaged, of another version, or of another ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stale;
