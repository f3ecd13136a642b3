//! The ledger file: one JSON document, a record a line; opened, read and appended to here and nowhere else.
//!
//! Recording takes the lock, writes the new lines over the slack that the file keeps for them, and syncs before
//! anything is said to be recorded. What an append that was cut off has left is mended by the next command;
//! everything else that is not a sound ledger is refused, with its line, and left untouched. Whatever does not
//! fit into the slack, or into one page of the file, is a rewrite: beside, synced, renamed, after a backup.

mod append;
mod backup;
mod cache;
mod commit_offset;
pub(crate) mod crash;
mod document;
mod error;
mod examine;
mod explain;
mod fields;
mod file;
mod finding;
mod identity;
mod join;
mod kind;
mod ladder;
mod line;
mod lock;
mod locked;
mod numbers;
mod open_ledger;
mod overwrite;
mod prefix;
mod recovery;
mod restore;
mod salvage;
mod seal;
mod stream;
mod system;

use std::io;
use std::path::{Path, PathBuf};

use chrono_tz::Tz;

pub use backup::{Backup, DAYS, MONTHS, NEWEST, WEEKS};
pub(crate) use cache::write_cache;
pub use error::LedgerError;
pub use examine::Examination;
pub use finding::Finding;
pub use identity::FileIdentity;
pub use join::Joined;
pub use kind::kind_of;
pub use line::{MOST_CREDITS, is_in_range};
pub use locked::{LockedLedger, ReadOutcome};
pub use open_ledger::{OpenLedger, Tail};
pub use prefix::CoveredPrefix;
pub use recovery::Recovery;
pub use restore::{Restored, State};
pub use stream::Scope;

use crate::engine::calendar::Instant;
use crate::engine::contact_book::ContactBook;
use crate::engine::record::{Record, RecordId};
use crate::engine::timeline::Timeline;
use document::{Document, Header};
use explain::{Fault, Flaw};

/// The version of the file format that this program writes. Newer ones are refused.
pub const VERSION: u32 = ladder::top();

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
    pub book: ContactBook,
}

impl Contents {
    /// A ledger without records.
    pub fn new(created: Instant, zone: Tz) -> Contents {
        Contents { created, zone, records: Vec::new(), book: ContactBook::default() }
    }

    /// The number that the next record gets.
    pub fn next_id(&self) -> RecordId {
        RecordId(self.records.last().map_or(1, |last| last.id.0 + 1))
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
    /// Whether the folder is the program's own, to be made when it is not there.
    makes_folder: bool,
}

impl Ledger {
    /// The ledger at a path that the member named; symbolic links are followed.
    ///
    /// # Errors
    ///
    /// When links lead in a circle, or the folder is not there.
    pub fn at(path: &Path) -> Result<Ledger, LedgerError> {
        let path = file::follow_links(path)?;
        let folder = file::folder_of(&path);
        // The folder worked in may be gone, and still be called `.`.
        if folder.is_dir() && (folder.is_absolute() || folder.canonicalize().is_ok()) {
            return Ok(Ledger { path, makes_folder: false });
        }
        Err(LedgerError::NoFolder(folder.to_owned()))
    }

    /// The ledger at a path in the program's own folder, which is made when it is needed.
    ///
    /// # Errors
    ///
    /// When links lead in a circle.
    pub fn in_own_folder(path: &Path) -> Result<Ledger, LedgerError> {
        Ok(Ledger { path: file::follow_links(path)?, makes_folder: true })
    }

    /// Where the file is, links followed.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is a file.
    ///
    /// # Errors
    ///
    /// When that cannot be told.
    pub fn is_there(&self) -> Result<bool, LedgerError> {
        file::is_there(&self.path)
    }

    /// Opens the file, if there is one of at least `least` bytes.
    pub fn open(&self, least: u64) -> Option<OpenLedger> {
        OpenLedger::open(&self.path, least)
    }

    /// Reads the ledger, if there is one. Writes nothing, except to recover an interrupted append.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is no ledger, is of a newer version, or is damaged.
    pub fn read(&self, scope: Scope) -> Result<ReadOutcome, LedgerError> {
        if !file::is_there(&self.path)? {
            return Ok(ReadOutcome::default());
        }
        if let Some((contents, prefix)) = stream::read(&self.path, scope) {
            return Ok(ReadOutcome { contents: Some(contents), prefix, ..ReadOutcome::default() });
        }
        let Some((bytes, _)) = file::read(&self.path)? else { return Ok(ReadOutcome::default()) };
        match read_any(bytes) {
            Ok((_, _, contents)) => Ok(ReadOutcome { contents: Some(contents), ..ReadOutcome::default() }),
            // Another process may be in the middle of an append: look again when it is done.
            Err((Fault::Ends(_) | Fault::Line(_), bytes)) if may_be_torn(&bytes) => self.lock()?.read(scope),
            Err((fault, _)) => Err(refusal(&self.path, fault)),
        }
    }

    /// The file as it stands, without its slack; where there is none, one as it would be created at `now` and
    /// in `zone`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn as_text(&self, now: Instant, zone: Tz) -> Result<String, LedgerError> {
        let bytes = file::read(&self.path)?.map(|(bytes, _)| bytes);
        let bytes = bytes.unwrap_or_else(|| document::render(&Header::new(now, zone), &[]));
        let text = String::from_utf8(document::without_slack(bytes));
        Ok(text.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }

    /// Takes the lock: the only way to write. Reads nothing.
    ///
    /// # Errors
    ///
    /// When the lock cannot be had, or another process holds it for too long.
    pub fn lock(&self) -> Result<LockedLedger, LedgerError> {
        LockedLedger::lock(&self.path, self.makes_folder)
    }
}

/// What a sound file of ours holds, without its text ever in memory; `None` leaves it to the other reader.
fn at_once(path: &Path) -> Option<Contents> {
    stream::read(path, Scope::Everything).map(|(contents, _)| contents)
}

/// Whether what is wrong with a file may be an append under way, or one that was cut off.
fn may_be_torn(bytes: &[u8]) -> bool {
    commit_offset::find(bytes).is_some_and(|(_, offset)| offset <= bytes.len()) || commit_offset::is_unreadable(bytes)
}

fn refusal(path: &Path, fault: Fault) -> LedgerError {
    let path = path.to_owned();
    match fault {
        Fault::Foreign(what) => LedgerError::NotALedger { path, what },
        Fault::Newer(version) => LedgerError::Newer { path, version },
        Fault::Ends(line) => LedgerError::CutShort { path, line },
        Fault::Line(Flaw { line, what, repair }) => LedgerError::Damaged { path, line, what, repair },
    }
}

/// Writes a copy for the member as its pieces come, whole or not at all, and says how many bytes it has.
///
/// # Errors
///
/// When the file cannot be written; what stood there is then as it was.
pub fn write_export(path: &Path, pieces: impl Iterator<Item = String>) -> Result<usize, LedgerError> {
    file::write_copy(&file::follow_links(path)?, pieces)
}

/// Makes a folder that only its owner may look into, if it is not there.
pub(crate) fn make_private_folder(folder: &Path) -> io::Result<()> {
    system::private_folder().create(folder)
}

/// Reads a copy that is to be put back, and mends nothing.
///
/// # Errors
///
/// When it cannot be read, is no ledger, is of a newer version, or is damaged.
pub fn check_copy(copy: &Path) -> Result<(), LedgerError> {
    restore::sound(&file::follow_links(copy)?).map(|_| ())
}

/// Whether a file is a ledger, by its first bytes.
pub fn is_ledger(path: &Path) -> bool {
    file::begins_like_a_ledger(path)
}

/// The bytes of a document in this version, its header, and its records.
type Read = (Vec<u8>, Header, Contents);

/// Reads a document of this version or an older one: its bytes in this version, its header, and every record.
fn read_any(bytes: Vec<u8>) -> Result<Read, (Fault, Vec<u8>)> {
    let bytes = ladder::climb(&bytes, ladder::LADDER).unwrap_or(bytes);
    match read_contents(&bytes) {
        Ok((header, contents)) => Ok((bytes, header, contents)),
        Err(fault) => Err((fault, bytes)),
    }
}

/// Reads a whole document of this version: its header, and every record.
fn read_contents(bytes: &[u8]) -> Result<(Header, Contents), Fault> {
    let Document { header, records } = document::parse(bytes)?;
    let mut contents = Contents::new(header.created, header.zone);
    contents.records.reserve(records.len());
    for raw in records {
        let flaw = |what: &str| Flaw::new(document::line_of(bytes, raw.get()), what);
        let record = line::read(raw.get(), &mut contents.book).map_err(|complaint| {
            let repair = if complaint == line::Complaint::Unsealed { explain::UNSEALED } else { explain::REPAIR };
            Fault::Line(Flaw { repair, ..flaw(&complaint.to_string()) })
        })?;
        if record.id < contents.next_id() {
            let line = document::line_of(bytes, raw.get());
            let earlier = contents.records.binary_search_by_key(&record.id, |known| known.id);
            return Err(Fault::Line(match earlier {
                Ok(place) if contents.records[place] == record => explain::repeats(line, record.id),
                Ok(_) => flaw(&format!("its number {} was given before", record.id)),
                Err(_) => flaw(&format!("its number {} is lower than the one before", record.id)),
            }));
        }
        contents.records.push(record);
    }
    match explain::untidy(bytes) {
        Some(fault) => Err(fault),
        None => Ok((header, contents)),
    }
}
