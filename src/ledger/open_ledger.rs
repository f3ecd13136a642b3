//! An open ledger file of which a prefix is already known: whether the prefix is still the same, and the records
//! after it.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::document::{CLOSING, PAGE};
use super::identity::FileIdentity;
use super::prefix::{CoveredPrefix, PrefixDigest};
use super::{line, system};
use crate::engine::contact_book::ContactBook;
use crate::engine::record::{Record, RecordId};

/// How many bytes are read at once: what was appended is mostly little, and slack follows it.
const CHUNK: usize = 2 * PAGE;

/// A ledger file that is open, and has not been read.
#[derive(Debug)]
pub struct OpenLedger {
    path: PathBuf,
    file: File,
    identity: FileIdentity,
}

/// The records that follow a known prefix of a ledger.
#[derive(Debug)]
pub struct Tail {
    /// The records.
    pub records: Vec<Record>,
    /// Everybody whom they name first.
    pub book: ContactBook,
    /// The ledger up to the end of the last of them.
    pub prefix: CoveredPrefix,
}

impl OpenLedger {
    /// Opens the file at `path`, if there is one of at least `least` bytes.
    pub(super) fn open(path: &Path, least: u64) -> Option<OpenLedger> {
        let metadata = std::fs::metadata(path).ok().filter(|about| about.is_file() && about.len() >= least)?;
        let file = File::open(path).ok()?;
        let opened = file.metadata().ok()?;
        let is_the_same = system::which(&metadata) == system::which(&opened);
        is_the_same.then(|| OpenLedger { path: path.to_owned(), file, identity: FileIdentity::of(&opened) })
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Which file it is.
    pub fn identity(&self) -> &FileIdentity {
        &self.identity
    }

    /// Whether the file still begins with `prefix`. Reads all of the prefix.
    pub fn begins_with(&mut self, prefix: &CoveredPrefix) -> bool {
        self.digest(prefix) == Some(prefix.digest) && self.is_unchanged()
    }

    fn digest(&mut self, prefix: &CoveredPrefix) -> Option<u32> {
        let mut digest = PrefixDigest::new(prefix.commit_offset_at);
        let mut buffer = vec![0; 32 * CHUNK];
        let mut left = usize::try_from(prefix.length).ok()?;
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
        self.file.metadata().is_ok_and(|metadata| FileIdentity::of(&metadata) == self.identity)
    }

    /// The records that follow `prefix`, which names `people` people and ends with the record `last`. `None` when they
    /// are not laid out by this program, are many, or anything is wrong with them. With `slack_is_intact`, the slack is
    /// known to be whole, and is not read.
    pub fn tail(
        &mut self,
        prefix: &CoveredPrefix,
        people: usize,
        last: RecordId,
        slack_is_intact: bool,
    ) -> Option<Tail> {
        let bytes = self.bytes_after(prefix.length, slack_is_intact)?;
        let closing = bytes.len().checked_sub(CLOSING.len()).filter(|at| bytes[*at..] == *CLOSING)?;
        let end = bytes[..closing].iter().rposition(|byte| *byte != b' ').map_or(0, |at| at + 1);
        let text = std::str::from_utf8(&bytes[..end]).ok()?;
        // Only slack may follow the line end of the last record; without slack, the closing line brings that line end.
        let lines = text.strip_suffix('\n').unwrap_or(text);
        let prefix = prefix.extended_by(lines, self.identity.clone());
        let mut tail = Tail { records: Vec::new(), book: ContactBook::continued(people), prefix };
        let mut latest = last;
        for line in lines.split_terminator(",\n").skip(1) {
            let record =
                line::read(line.trim_end_matches(' '), &mut tail.book).ok().filter(|record| record.id > latest)?;
            latest = record.id;
            tail.records.push(record);
        }
        (lines.is_empty() || lines.trim_start_matches(' ').starts_with(",\n")).then_some(tail)
    }

    /// The bytes from `offset` to the end of the file, without most of the slack if that is known to be intact.
    fn bytes_after(&mut self, offset: u64, slack_is_intact: bool) -> Option<Vec<u8>> {
        self.file.seek(SeekFrom::Start(offset)).ok()?;
        let mut bytes = Vec::with_capacity(CHUNK);
        loop {
            let read = Read::by_ref(&mut self.file).take(CHUNK as u64).read_to_end(&mut bytes).ok()?;
            // More spaces than can stand between two records.
            let last_page = bytes.len().checked_sub(PAGE).map(|begin| &bytes[begin..]);
            if slack_is_intact && last_page.is_some_and(|page| page.iter().all(|byte| *byte == b' ')) {
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
}
