//! An open ledger file of which a prefix is already known: whether the prefix is still the same, and the records
//! after it.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::document::{CLOSING, PAGE};
use super::identity::FileIdentity;
use super::prefix::CoveredPrefix;
use super::{line, platform};
use crate::engine::contact_book::ContactBook;
use crate::engine::record::{Record, RecordId};

/// How many bytes are read at once: what was appended is mostly little, and slack follows it.
const CHUNK: usize = 2 * PAGE;

/// The bytes of a line that few exceed.
const TYPICAL_LINE: u64 = 200;

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
        let is_the_same = platform::file_number(&metadata) == platform::file_number(&opened);
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

    /// The records that follow `prefix`, which names `people` people and ends with the record `last`. `None` when they
    /// are not laid out by this program, or anything is wrong with them.
    pub fn tail(&mut self, prefix: &CoveredPrefix, people: usize, last: RecordId) -> Option<Tail> {
        let bytes = self.bytes_after(prefix.length)?;
        let closing = bytes.len().checked_sub(CLOSING.len()).filter(|at| bytes[*at..] == *CLOSING)?;
        let end = bytes[..closing].iter().rposition(|byte| *byte != b' ').map_or(0, |at| at + 1);
        let text = std::str::from_utf8(&bytes[..end]).ok()?;
        // Only slack may follow the line end of the last record; without slack, the closing line brings that line end.
        let lines = text.strip_suffix('\n').unwrap_or(text);
        let length = prefix.length + lines.len() as u64;
        let prefix = CoveredPrefix { identity: self.identity.clone(), length, ..*prefix };
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

    /// The last `count` records of `prefix`, which names `people` people, or all of its records. `None` when they are not
    /// laid out by this program, or anything is wrong with them.
    pub fn last_records(&mut self, prefix: &CoveredPrefix, people: usize, count: usize) -> Option<Vec<Record>> {
        let mut length = (count as u64).saturating_mul(TYPICAL_LINE);
        loop {
            let from = prefix.length.saturating_sub(length);
            let mut bytes = Vec::new();
            self.file.seek(SeekFrom::Start(from)).ok()?;
            Read::by_ref(&mut self.file).take(prefix.length - from).read_to_end(&mut bytes).ok()?;
            // The first line is cut off, or is the opening line.
            let first_line = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |end| end + 1);
            let lines: Vec<&str> = std::str::from_utf8(&bytes[first_line..]).ok()?.lines().collect();
            if from > 0 && lines.len() < count {
                length = length.saturating_mul(2);
                continue;
            }
            let mut book = ContactBook::continued(people);
            let last = &lines[lines.len().saturating_sub(count)..];
            let text = |line: &&str| line.strip_suffix(',').unwrap_or(line).trim_end_matches(' ').to_owned();
            return last.iter().map(|line| line::read(&text(line), &mut book).ok()).collect();
        }
    }

    /// The bytes from `offset` to the end of the file, without most of the slack.
    fn bytes_after(&mut self, offset: u64) -> Option<Vec<u8>> {
        self.file.seek(SeekFrom::Start(offset)).ok()?;
        let mut bytes = Vec::with_capacity(CHUNK);
        loop {
            let read = Read::by_ref(&mut self.file).take(CHUNK as u64).read_to_end(&mut bytes).ok()?;
            // More spaces than can stand between two records.
            let last_page = bytes.len().checked_sub(PAGE).map(|begin| &bytes[begin..]);
            if last_page.is_some_and(|page| page.iter().all(|byte| *byte == b' ')) {
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
