//! The identity of a file: detects that it was replaced or written to.

use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::platform;

/// Identifies a file and its last write. As long as the identity is the same, so is the content of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileIdentity {
    /// The device and the inode number.
    file: (u64, u64),
    length: u64,
    /// Seconds and nanoseconds since 1970.
    modified: Option<(u64, u32)>,
    /// When the content, the name or the permissions last changed (ctime). No program can set it.
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
            file: platform::file_number(metadata),
            length: metadata.len(),
            modified,
            changed: platform::change_time(metadata),
        }
    }

    /// Whether this is the same file as `earlier`, with no write since. A new hard link, which a backup makes, is not a
    /// write.
    pub(super) fn is_unwritten_since(&self, earlier: &FileIdentity) -> bool {
        (self.file, self.length, self.modified) == (earlier.file, earlier.length, earlier.modified)
    }
}
