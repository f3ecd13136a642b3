//! How far the records of a ledger file reach.

use serde::{Deserialize, Serialize};

use super::identity::FileIdentity;

/// The beginning of a ledger file up to the end of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoveredPrefix {
    /// The file as it was read.
    pub identity: FileIdentity,
    /// The length of the prefix in bytes.
    pub length: u64,
    /// Where the commit offset stands, which every append overwrites; `None` in a file without one, which another
    /// program wrote.
    pub commit_offset_at: Option<u64>,
}
