//! The part of a ledger file up to the end of a record.

use serde::{Deserialize, Serialize};

use super::identity::FileIdentity;

/// The part of a ledger file from its start to the end of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoveredPrefix {
    /// The file as it was read.
    pub identity: FileIdentity,
    /// The length of the prefix in bytes.
    pub length: u64,
    /// The position of the commit offset, which every append overwrites; `None` if another program wrote the file
    /// without one.
    pub commit_offset_at: Option<u64>,
}
