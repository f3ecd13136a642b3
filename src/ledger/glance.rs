//! A glance at a ledger whose beginning is known already: which file it is, whether that beginning still is the same,
//! and the records behind it.

use std::fs::{File, Metadata};
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::document::{CLOSING, PAGE};
use super::file::Stamp;
use super::{Ledger, line, system, whole};
use crate::engine::contact_book::ContactBook;
use crate::engine::record::{Record, RecordId};

/// Bytes that are read at once: what came since is mostly little, and slack comes behind it.
const CHUNK: usize = 2 * PAGE;

/// Which file it is, and when it was written to last: as long as this stays, so does what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    file: (u64, u64),
    length: u64,
    modified: Option<(u64, u32)>,
    changed: (i64, i64),
}

impl Identity {
    /// The bytes of the file.
    pub fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn of(about: &Metadata) -> Identity {
        let since_1970 = |time: std::time::SystemTime| time.duration_since(std::time::UNIX_EPOCH).ok();
        let modified = about.modified().ok().and_then(since_1970).map(|time| (time.as_secs(), time.subsec_nanos()));
        Identity { file: system::which(about), length: about.len(), modified, changed: system::changed(about) }
    }
}

/// How far into a file its records reach, and a digest of all up to there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// The file as it was read.
    pub identity: Identity,
    /// The bytes up to the end of the last record.
    pub covered: u64,
    /// Where the number stands that is written over with every append; `None` in a file of another program, without it.
    pub number_at: Option<u64>,
    /// The digest of these bytes, without that number.
    pub digest: u32,
}

impl Extent {
    /// Whether both cover the same bytes, whatever came behind these.
    pub fn covers_as(&self, other: &Extent) -> bool {
        (self.covered, self.digest, self.number_at) == (other.covered, other.digest, other.number_at)
    }
}

/// Digests what a ledger holds up to some place, without the number in the opening line.
#[derive(Clone, Debug, Default)]
pub(super) struct Digest {
    hasher: crc32fast::Hasher,
    /// Where the number stands; nowhere is an empty span.
    number: Range<u64>,
    read: u64,
}

impl Digest {
    pub(super) fn new(number_at: Option<u64>) -> Digest {
        let number = number_at.map_or(0..0, |at| at..at + whole::WIDTH as u64);
        Digest { hasher: crc32fast::Hasher::new(), number, read: 0 }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        let within =
            |place: u64| usize::try_from(place.saturating_sub(self.read)).unwrap_or(usize::MAX).min(bytes.len());
        self.hasher.update(&bytes[..within(self.number.start)]);
        self.hasher.update(&bytes[within(self.number.end)..]);
        self.read += bytes.len() as u64;
    }

    /// How many bytes were digested, the number included.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    pub(super) fn finish(&self) -> u32 {
        self.hasher.clone().finalize()
    }

    /// The digest with this behind it.
    pub(super) fn with(&self, text: &str) -> u32 {
        let mut digest = self.clone();
        digest.update(text.as_bytes());
        digest.finish()
    }
}

/// A ledger file that is open, and has not been read.
#[derive(Debug)]
pub struct Glance {
    path: PathBuf,
    file: File,
    identity: Identity,
    stamp: Stamp,
    has_one_name: bool,
}

/// What stands behind the beginning of a ledger.
#[derive(Debug)]
pub struct Tail {
    /// The records there.
    pub records: Vec<Record>,
    /// Everybody whom they name first.
    pub book: ContactBook,
    /// The ledger up to the end of the last of them.
    pub extent: Extent,
}

impl Ledger {
    /// Opens the file, if there is one of at least so many bytes.
    pub fn glance(&self, least: u64) -> Option<Glance> {
        let about = std::fs::metadata(&self.path).ok().filter(|about| about.is_file() && about.len() >= least)?;
        let file = File::open(&self.path).ok()?;
        let opened = file.metadata().ok()?;
        (system::which(&about) == system::which(&opened)).then(|| Glance {
            path: self.path.clone(),
            file,
            identity: Identity::of(&opened),
            stamp: Stamp::of(&opened),
            has_one_name: system::names(&opened) == 1,
        })
    }
}

impl Glance {
    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file as it was opened.
    pub(super) fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// Which file it is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Whether the file still begins with what `extent` covers, all of it read.
    pub fn begins_with(&mut self, extent: &Extent) -> bool {
        self.digest(extent) == Some(extent.digest) && self.is_unchanged()
    }

    fn digest(&mut self, extent: &Extent) -> Option<u32> {
        let mut digest = Digest::new(extent.number_at);
        let mut buffer = vec![0; 32 * CHUNK];
        let mut left = usize::try_from(extent.covered).ok()?;
        self.file.seek(SeekFrom::Start(0)).ok()?;
        while left > 0 {
            let part = left.min(buffer.len());
            self.file.read_exact(&mut buffer[..part]).ok()?;
            digest.update(&buffer[..part]);
            left -= part;
        }
        Some(digest.finish())
    }

    fn is_unchanged(&self) -> bool {
        self.file.metadata().is_ok_and(|about| Identity::of(&about) == self.identity)
    }

    /// The records behind what `extent` covers, which names this many people and ends with this number; `None` when
    /// they are not laid out by this program, are many, or anything is wrong. Slack that is known to be whole is not
    /// read through.
    pub fn tail(&mut self, extent: &Extent, people: usize, last: RecordId, is_known: bool) -> Option<Tail> {
        let bytes = self.behind(extent.covered, is_known)?;
        let closing = bytes.len().checked_sub(CLOSING.len()).filter(|at| bytes[*at..] == *CLOSING)?;
        let end = bytes[..closing].iter().rposition(|byte| *byte != b' ').map_or(0, |at| at + 1);
        let text = std::str::from_utf8(&bytes[..end]).ok()?;
        // Only slack may follow the end of the line of the last record; without slack the closing line brings it.
        let lines = text.strip_suffix('\n').unwrap_or(text);
        let extent = self.reaching(extent, lines);
        let mut tail = Tail { records: Vec::new(), book: ContactBook::continued(people), extent };
        let mut latest = last;
        for line in lines.split_terminator(",\n").skip(1) {
            let record =
                line::read(line.trim_end_matches(' '), &mut tail.book).ok().filter(|record| record.id > latest)?;
            latest = record.id;
            tail.records.push(record);
        }
        (lines.is_empty() || lines.trim_start_matches(' ').starts_with(",\n")).then_some(tail)
    }

    /// The extent that goes on with these lines.
    fn reaching(&self, extent: &Extent, lines: &str) -> Extent {
        let mut hasher = crc32fast::Hasher::new_with_initial(extent.digest);
        hasher.update(lines.as_bytes());
        Extent {
            identity: self.identity.clone(),
            covered: extent.covered + lines.len() as u64,
            number_at: extent.number_at,
            digest: hasher.finalize(),
        }
    }

    /// The bytes from a place on to the end, without most of the slack if that is known to be whole.
    fn behind(&mut self, place: u64, is_known: bool) -> Option<Vec<u8>> {
        self.file.seek(SeekFrom::Start(place)).ok()?;
        let mut bytes = Vec::with_capacity(CHUNK);
        loop {
            let read = Read::by_ref(&mut self.file).take(CHUNK as u64).read_to_end(&mut bytes).ok()?;
            // More spaces than can stay between two records.
            let ends = bytes.len().checked_sub(PAGE).map(|begun| &bytes[begun..]);
            if is_known && ends.is_some_and(|page| page.iter().all(|byte| *byte == b' ')) {
                break;
            }
            if read < CHUNK {
                return Some(bytes);
            }
        }
        self.file.seek(SeekFrom::End(-i64::try_from(CLOSING.len()).ok()?)).ok()?;
        self.file.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// What a writer has to know to append behind what `extent` covers; `None` where the file has to be laid out anew.
    pub(super) fn place_behind(&self, extent: &Extent) -> Option<(Stamp, super::document::Slack)> {
        let room = self.identity.length.checked_sub(extent.covered + CLOSING.len() as u64)?;
        let slack = super::document::Slack {
            whole_at: usize::try_from(extent.number_at?).ok()?,
            end: usize::try_from(extent.covered).ok()?,
            room: usize::try_from(room).ok()?,
            is_first: false,
        };
        self.has_one_name.then(|| (self.stamp.clone(), slack))
    }
}
