//! The ledger file: one JSON document, a record a line; opened, read and appended to here and nowhere else.
//!
//! Recording takes the lock, writes the new lines over the closing line together with a new closing line, and
//! syncs before anything is said to be recorded. What an append that was cut off has left is mended by the
//! next command; everything else that is not a ledger is refused and left untouched.

mod document;
mod error;
mod file;
mod kind;
mod line;
mod lock;
mod mend;
mod write;

use std::path::{Path, PathBuf};

use chrono_tz::Tz;

pub use error::LedgerError;
pub use kind::kind_of;
pub use line::{MOST_CREDITS, is_in_range};
pub use mend::Repair;
pub use write::Locked;

use crate::engine::book::Book;
use crate::engine::calendar::Instant;
use crate::engine::record::{Fact, Record, RecordId};
use crate::engine::timeline::Timeline;
use document::{Document, Fault};

/// The version of the file format that this program writes. Newer ones are refused.
pub const VERSION: u32 = 1;

/// What a ledger file holds.
#[derive(Clone, Debug)]
pub struct Contents {
    /// When the ledger was created.
    pub created: Instant,
    /// The account's zone.
    pub zone: Tz,
    /// The records, in the order recorded.
    pub records: Vec<Record>,
    /// Everybody that they name, as first named.
    pub book: Book,
}

impl Contents {
    /// A ledger without records.
    pub fn new(created: Instant, zone: Tz) -> Contents {
        Contents { created, zone, records: Vec::new(), book: Book::default() }
    }

    /// The number that the next record gets.
    pub fn next_id(&self) -> RecordId {
        RecordId(self.records.last().map_or(1, |last| last.id.0 + 1))
    }

    /// How many records are of a kind that this version does not know.
    pub fn unknown(&self) -> usize {
        self.records.iter().filter(|record| record.fact == Fact::Unknown).count()
    }

    /// The same, ready to be folded.
    pub fn into_timeline(self) -> Timeline {
        Timeline::new(self.records, self.book, self.created, self.zone)
    }
}

/// A ledger file, which need not exist yet.
#[derive(Clone, Debug)]
pub struct Ledger {
    path: PathBuf,
}

impl Ledger {
    /// The ledger at a path; symbolic links are followed.
    ///
    /// # Errors
    ///
    /// When links lead in a circle.
    pub fn at(path: &Path) -> Result<Ledger, LedgerError> {
        Ok(Ledger { path: file::follow_links(path)? })
    }

    /// Where the file is, links followed.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the ledger, if there is one. Writes nothing, except to mend an append that was cut off.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is no ledger, is of a newer version, or is damaged.
    pub fn read(&self) -> Result<(Option<Contents>, Option<Repair>), LedgerError> {
        let Some(bytes) = file::read(&self.path)? else { return Ok((None, None)) };
        match read_contents(&bytes) {
            Ok((_, contents)) => Ok((Some(contents), None)),
            // Another process may be in the middle of an append: look again when it is done.
            Err(Fault::Ends(_) | Fault::Line(..)) => self.lock().map(Locked::into_contents),
            Err(fault) => Err(self.refusal(fault)),
        }
    }

    /// The file as it stands; where there is none, one as it would be created at `now` and in `zone`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn as_text(&self, now: Instant, zone: Tz) -> Result<String, LedgerError> {
        let bytes = file::read(&self.path)?;
        let bytes = bytes.unwrap_or_else(|| document::render(&document::Header::new(now, zone), &[]));
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Puts a copy of a ledger in place, where there is none or one without records; says how many records it
    /// has, or `None` when there are records already. With `dry_run`, nothing is written.
    ///
    /// # Errors
    ///
    /// When the copy is no ledger or is damaged, and as [`Ledger::lock`].
    pub fn restore(&self, copy: &Path, dry_run: bool) -> Result<Option<usize>, LedgerError> {
        let source = Ledger::at(copy)?;
        let bytes = file::read(source.path())?.unwrap_or_default();
        let (_, contents) = read_contents(&bytes).map_err(|fault| source.refusal(fault))?;
        let records = contents.records.len();
        let is_free = |present: Option<&Contents>| present.is_none_or(|present| present.records.is_empty());
        if dry_run {
            return Ok(is_free(self.read()?.0.as_ref()).then_some(records));
        }
        let locked = self.lock()?;
        if !is_free(locked.contents()) {
            return Ok(None);
        }
        locked.put_back(&bytes)?;
        Ok(Some(records))
    }

    /// Takes the lock and reads: the only way to write.
    ///
    /// # Errors
    ///
    /// When the lock cannot be had, or is held by another process for too long, and as [`Ledger::read`].
    pub fn lock(&self) -> Result<Locked, LedgerError> {
        let guard = lock::Guard::take(&self.path)?;
        let mut bytes = file::read(&self.path)?.unwrap_or_default();
        let exists = !bytes.is_empty() || self.path.exists();
        let repair = mend::mend(&self.path, &mut bytes)?;
        let found = if exists { Some(read_contents(&bytes).map_err(|fault| self.refusal(fault))?) } else { None };
        Ok(Locked::new(self.path.clone(), guard, bytes, found, repair))
    }

    fn refusal(&self, fault: Fault) -> LedgerError {
        let path = self.path.clone();
        match fault {
            Fault::Foreign(what) => LedgerError::NotALedger { path, what },
            Fault::Newer(version) => LedgerError::Newer { path, version },
            Fault::Ends(line) => LedgerError::CutShort { path, line },
            Fault::Line(line, what) => LedgerError::Damaged { path, line, what },
        }
    }
}

/// Writes a copy for the member: whole or not at all.
///
/// # Errors
///
/// When the file cannot be written; what stood there is then as it was.
pub fn write_export(path: &Path, bytes: &[u8]) -> Result<(), LedgerError> {
    file::write_copy(&file::follow_links(path)?, bytes)
}

/// Reads a copy that is to be put back, and mends nothing.
///
/// # Errors
///
/// When it cannot be read, is no ledger, is of a newer version, or is damaged.
pub fn check_copy(copy: &Path) -> Result<(), LedgerError> {
    let copy = Ledger::at(copy)?;
    let bytes = file::read(copy.path())?.unwrap_or_default();
    read_contents(&bytes).map(|_| ()).map_err(|fault| copy.refusal(fault))
}

/// Whether a file is a ledger, by its first bytes.
pub fn is_ledger(path: &Path) -> bool {
    file::begins_like_a_ledger(path)
}

/// Reads a whole document: its header, and every record.
fn read_contents(bytes: &[u8]) -> Result<(document::Header, Contents), Fault> {
    let Document { header, records } = document::parse(bytes)?;
    let mut contents = Contents::new(header.created, header.zone);
    contents.records.reserve(records.len());
    for raw in records {
        let fault = |what| Fault::Line(document::line_of(bytes, raw.get()), what);
        let record = line::read(raw.get(), &mut contents.book).map_err(fault)?;
        if record.id < contents.next_id() {
            return Err(fault(format!("its number {} was given before", record.id)));
        }
        contents.records.push(record);
    }
    Ok((header, contents))
}
