//! The error of a checkpoint that cannot be used.

/// The checkpoint cannot be used: it is damaged, of another version, of another ledger, or too old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stale;
