//! How far the records of a ledger file reach, and a digest of everything up to there.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::commit_offset;
use super::identity::FileIdentity;

/// The beginning of a ledger file up to the end of a record, with a digest of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoveredPrefix {
    /// The file as it was read.
    pub identity: FileIdentity,
    /// The length of the prefix in bytes.
    pub length: u64,
    /// Where the commit offset stands, which every append overwrites; `None` in a file without one, which another
    /// program wrote.
    pub commit_offset_at: Option<u64>,
    /// The digest of the covered bytes, without the commit offset.
    pub digest: u32,
}

impl CoveredPrefix {
    /// Whether both cover the same bytes, whatever follows them.
    pub fn covers_same(&self, other: &CoveredPrefix) -> bool {
        (self.length, self.digest, self.commit_offset_at) == (other.length, other.digest, other.commit_offset_at)
    }

    /// This prefix extended by the text that follows it.
    pub(super) fn extended_by(&self, text: &str, identity: FileIdentity) -> CoveredPrefix {
        let mut hasher = crc32fast::Hasher::new_with_initial(self.digest);
        hasher.update(text.as_bytes());
        CoveredPrefix {
            identity,
            length: self.length + text.len() as u64,
            commit_offset_at: self.commit_offset_at,
            digest: hasher.finalize(),
        }
    }
}

/// Digests a ledger file from its beginning, without the commit offset in the opening line.
#[derive(Clone, Debug, Default)]
pub(super) struct PrefixDigest {
    hasher: crc32fast::Hasher,
    /// Where the commit offset stands; an empty range where there is none.
    offset: Range<u64>,
    read: u64,
}

impl PrefixDigest {
    pub(super) fn new(commit_offset_at: Option<u64>) -> PrefixDigest {
        let offset = commit_offset_at.map_or(0..0, |at| at..at + commit_offset::WIDTH as u64);
        PrefixDigest { hasher: crc32fast::Hasher::new(), offset, read: 0 }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        let within =
            |place: u64| usize::try_from(place.saturating_sub(self.read)).unwrap_or(usize::MAX).min(bytes.len());
        self.hasher.update(&bytes[..within(self.offset.start)]);
        self.hasher.update(&bytes[within(self.offset.end)..]);
        self.read += bytes.len() as u64;
    }

    /// How many bytes were digested, the commit offset included.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    pub(super) fn finish(&self) -> u32 {
        self.hasher.clone().finalize()
    }

    /// The digest with this text appended.
    pub(super) fn with(&self, text: &str) -> u32 {
        let mut digest = self.clone();
        digest.update(text.as_bytes());
        digest.finish()
    }
}
