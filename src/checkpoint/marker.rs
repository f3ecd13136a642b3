//! The marker: the identity of the ledger file after this program last appended to it. While the file has this
//! identity, the part that a checkpoint covers is unchanged and need not be read.

use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::ledger::{CoveredPrefix, FileIdentity, open_cache};

/// The largest marker, in bytes.
const LONGEST: u64 = 4096;

/// A file that begins with the part that a checkpoint covers.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    /// The file as it is now.
    now: FileIdentity,
    /// The file as it was when the checkpoint was made.
    then: FileIdentity,
    covered: u64,
}

impl Marker {
    /// A marker for a file that begins with the prefix of a checkpoint.
    pub(super) fn new(now: &FileIdentity, prefix: &CoveredPrefix) -> Marker {
        Marker { now: now.clone(), then: prefix.identity.clone(), covered: prefix.length }
    }

    /// Reads the marker at a path, if there is a valid one.
    pub(super) fn read(path: &Path) -> Option<Marker> {
        let mut text = String::new();
        open_cache(path)?.take(LONGEST).read_to_string(&mut text).ok()?;
        let (sum, json) = text.split_at_checked(8)?;
        let is_valid = u32::from_str_radix(sum, 16).ok()? == crc32fast::hash(json.as_bytes());
        if is_valid { serde_json::from_str(json).ok() } else { None }
    }

    /// The bytes of the file: the checksum, then the marker.
    pub(super) fn bytes(&self) -> Vec<u8> {
        // A marker has only numbers, which JSON can always represent.
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("{:08x}{json}", crc32fast::hash(json.as_bytes())).into_bytes()
    }
}
