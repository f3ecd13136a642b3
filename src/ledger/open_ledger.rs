//! An open ledger file: reads only the records after a prefix that is already known, or only the last records.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::document::{CLOSING, PAGE};
use super::identity::FileIdentity;
use super::prefix::CoveredPrefix;
use super::{line, platform};
use crate::engine::contact_book::ContactBook;
use crate::engine::record::{Record, RecordId};

/// The number of bytes that are read at once. Usually the new records are short, and slack follows them.
const CHUNK: usize = 2 * PAGE;

/// A length in bytes that few lines exceed.
const TYPICAL_LINE: u64 = 200;

/// A ledger file that was opened but not read.
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
    /// The people whom these records introduce.
    pub book: ContactBook,
    /// The ledger up to the end of the last record.
    pub prefix: CoveredPrefix,
}

impl OpenLedger {
    /// Opens the file at `path`, if there is one with at least `min_length` bytes.
    pub(super) fn open(path: &Path, min_length: u64) -> Option<OpenLedger> {
        let metadata = std::fs::metadata(path).ok().filter(|about| about.is_file() && about.len() >= min_length)?;
        let file = File::open(path).ok()?;
        let opened = file.metadata().ok()?;
        let is_the_same = platform::file_number(&metadata) == platform::file_number(&opened);
        is_the_same.then(|| OpenLedger { path: path.to_owned(), file, identity: FileIdentity::of(&opened) })
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The identity of the file.
    pub fn identity(&self) -> &FileIdentity {
        &self.identity
    }

    /// Reads the records after `prefix`, which has `people` people and ends with the record `last`. `None` if another
    /// program wrote them, or anything is wrong with them.
    pub fn tail(&mut self, prefix: &CoveredPrefix, people: usize, last: RecordId) -> Option<Tail> {
        let bytes = self.bytes_after(prefix.length)?;
        let closing = bytes.len().checked_sub(CLOSING.len()).filter(|at| bytes[*at..] == *CLOSING)?;
        let end = bytes[..closing].iter().rposition(|byte| *byte != b' ').map_or(0, |at| at + 1);
        let text = std::str::from_utf8(&bytes[..end]).ok()?;
        // Only slack may follow the line break after the last record. Without slack, that line break is part of
        // `CLOSING`.
        let lines = text.strip_suffix('\n').unwrap_or(text);
        let length = prefix.length + lines.len() as u64;
        let prefix = CoveredPrefix { identity: self.identity.clone(), length, ..*prefix };
        let mut tail = Tail { records: Vec::new(), book: ContactBook::resumed(people), prefix };
        let mut latest = last;
        for line in lines.split_terminator(",\n").skip(1) {
            let record =
                line::read(line.trim_end_matches(' '), &mut tail.book).ok().filter(|record| record.id > latest)?;
            latest = record.id;
            tail.records.push(record);
        }
        (lines.is_empty() || lines.trim_start_matches(' ').starts_with(",\n")).then_some(tail)
    }

    /// Reads the last `count` records of `prefix`, which has `people` people, or all records if there are fewer. `None`
    /// if another program wrote them, or anything is wrong with them.
    pub fn last_records(&mut self, prefix: &CoveredPrefix, people: usize, count: usize) -> Option<Vec<Record>> {
        let mut length = (count as u64).saturating_mul(TYPICAL_LINE);
        loop {
            let from = prefix.length.saturating_sub(length);
            let mut bytes = Vec::new();
            self.file.seek(SeekFrom::Start(from)).ok()?;
            Read::by_ref(&mut self.file).take(prefix.length - from).read_to_end(&mut bytes).ok()?;
            // The first line is incomplete, or is the opening line.
            let first_line = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |end| end + 1);
            let lines: Vec<&str> = std::str::from_utf8(&bytes[first_line..]).ok()?.lines().collect();
            if from > 0 && lines.len() < count {
                length = length.saturating_mul(2);
                continue;
            }
            let mut book = ContactBook::resumed(people);
            let last = &lines[lines.len().saturating_sub(count)..];
            let text = |line: &&str| line.strip_suffix(',').unwrap_or(line).trim_end_matches(' ').to_owned();
            return last.iter().map(|line| line::read(&text(line), &mut book).ok()).collect();
        }
    }

    /// Reads the bytes from `offset` to the end of the file, without most of the slack.
    fn bytes_after(&mut self, offset: u64) -> Option<Vec<u8>> {
        self.file.seek(SeekFrom::Start(offset)).ok()?;
        let mut bytes = Vec::with_capacity(CHUNK);
        loop {
            let read = Read::by_ref(&mut self.file).take(CHUNK as u64).read_to_end(&mut bytes).ok()?;
            // There are more spaces than there can be between two records, so this is the slack.
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
