//! The stamp: which file the ledger was after the program itself had last written to it, or had compared all of it
//! with what the checkpoint covers.

use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::ledger::{CoveredPrefix, FileIdentity};

/// The most bytes that a stamp may have.
const LONGEST: u64 = 4096;

/// A file, and what of it is known.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    identity: FileIdentity,
    covered: u64,
    digest: u32,
}

impl Stamp {
    pub(super) fn new(identity: &FileIdentity, extent: &CoveredPrefix) -> Stamp {
        Stamp { identity: identity.clone(), covered: extent.length, digest: extent.digest }
    }

    /// Whether this file begins with what a checkpoint covers.
    pub(super) fn vouches_for(&self, identity: &FileIdentity, extent: &CoveredPrefix) -> bool {
        *self == Stamp::new(identity, extent)
    }

    /// The stamp as it is kept, behind its checksum.
    pub(super) fn bytes(&self) -> Vec<u8> {
        // Numbers can always be said in JSON.
        let text = serde_json::to_string(self).unwrap_or_default();
        format!("{:08x}{text}", crc32fast::hash(text.as_bytes())).into_bytes()
    }
}

/// The stamp at a path, if there is a whole one.
pub(super) fn read(path: &Path) -> Option<Stamp> {
    let mut kept = String::new();
    std::fs::File::open(path).ok()?.take(LONGEST).read_to_string(&mut kept).ok()?;
    let (sum, text) = kept.split_at_checked(8)?;
    let is_whole = u32::from_str_radix(sum, 16).ok()? == crc32fast::hash(text.as_bytes());
    if is_whole { serde_json::from_str(text).ok() } else { None }
}
