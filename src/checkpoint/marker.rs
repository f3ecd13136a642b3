//! The marker: which file the ledger was after the program itself had last written to it. As long as it is that file,
//! what a checkpoint covers of it is unchanged, and need not be read.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::ledger::{CoveredPrefix, FileIdentity};

/// The most bytes that a marker may have.
const LONGEST: u64 = 4096;

/// A file whose beginning is known.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    /// The file as it is now.
    now: FileIdentity,
    /// The file as it was when the checkpoint was made.
    then: FileIdentity,
    covered: u64,
}

impl Marker {
    /// Says that the file goes on from what a checkpoint covers.
    pub(super) fn new(now: &FileIdentity, prefix: &CoveredPrefix) -> Marker {
        Marker { now: now.clone(), then: prefix.identity.clone(), covered: prefix.length }
    }

    /// The marker at a path, if there is a whole one.
    pub(super) fn read(path: &Path) -> Option<Marker> {
        let mut text = String::new();
        File::open(path).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
        let (sum, json) = text.split_at_checked(8)?;
        let is_whole = u32::from_str_radix(sum, 16).ok()? == crc32fast::hash(json.as_bytes());
        if is_whole { serde_json::from_str(json).ok() } else { None }
    }

    /// The marker as it is written, after its checksum.
    pub(super) fn bytes(&self) -> Vec<u8> {
        // Numbers can always be said in JSON.
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("{:08x}{json}", crc32fast::hash(json.as_bytes())).into_bytes()
    }
}
