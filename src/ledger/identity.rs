//! File identity: detects that a file was replaced or written to.

use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::system;

/// Which file this is, and when it was last written to. While this stays the same, so does the content of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileIdentity {
    /// The device and the number of the file on it.
    file: (u64, u64),
    length: u64,
    /// Seconds and nanoseconds since 1970.
    modified: Option<(u64, u32)>,
    /// When the system last saw any change, of the content, the name or the permissions. No program can set it.
    changed: (i64, i64),
}

impl FileIdentity {
    /// The length of the file in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn of(metadata: &Metadata) -> FileIdentity {
        let since_1970 = |time: SystemTime| time.duration_since(UNIX_EPOCH).ok();
        let modified = metadata.modified().ok().and_then(since_1970).map(|time| (time.as_secs(), time.subsec_nanos()));
        FileIdentity {
            file: system::which(metadata),
            length: metadata.len(),
            modified,
            changed: system::changed(metadata),
        }
    }

    /// Whether this is the same file as `earlier`, and nobody wrote to it since. A new link to it, as a backup makes
    /// one, does not count as writing.
    pub(super) fn is_unwritten_since(&self, earlier: &FileIdentity) -> bool {
        (self.file, self.length, self.modified) == (earlier.file, earlier.length, earlier.modified)
    }
}
