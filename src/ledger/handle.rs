//! The handle of a ledger file: reads it, and takes its lock.

use std::path::{Path, PathBuf};

use chrono_tz::Tz;

use super::document::{self, Header};
use super::document_error::DocumentError;
use super::error::LedgerError;
use super::line::ReadDetail;
use super::locked::{LockedLedger, ReadOutcome};
use super::open_ledger::OpenLedger;
use super::recovery::{self, Recovery};
use super::{file, reader, stream};
use crate::engine::calendar::Instant;

/// A ledger file, which need not exist yet.
///
/// ```
/// use inquota::engine::calendar::Instant;
/// use inquota::engine::record::{Details, Fact, Record};
/// use inquota::ledger::{Contents, Ledger, ReadDetail};
///
/// # let folder = tempfile::tempdir()?;
/// let ledger = Ledger::at(&folder.path().join("ledger.json"))?;
/// let (now, zone) = (Instant::from_unix(1_795_600_000), chrono_tz::Europe::Berlin);
///
/// let mut locked = ledger.lock()?;
/// let contents = locked.read(ReadDetail::Everything)?.contents.unwrap_or_else(|| Contents::new(now, zone));
/// let (id, fact) = (contents.next_id(), Fact::Balance { credits: 7 });
/// let record = Record { id, at: now, recorded: now, fact, details: Details::default() };
/// locked.append(&[record], &contents.book, now, zone)?;
///
/// let contents = ledger.read(ReadDetail::Figures)?.contents.expect("the file was created");
/// assert_eq!(contents.records.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ledger {
    path: PathBuf,
    /// Whether the folder is the program's own.
    has_own_folder: bool,
    /// Whether the folder is made when needed.
    makes_folder: bool,
}

impl Ledger {
    /// The ledger at a path that the member gave. Follows symbolic links.
    ///
    /// # Errors
    ///
    /// When links form a cycle, or the folder does not exist.
    pub fn at(path: &Path) -> Result<Ledger, LedgerError> {
        let path = file::follow_links(path)?;
        let folder = file::folder_of(&path);
        // A working folder that was deleted still exists as `.`.
        if folder.is_dir() && (folder.is_absolute() || folder.canonicalize().is_ok()) {
            return Ok(Ledger { path, has_own_folder: false, makes_folder: false });
        }
        Err(LedgerError::NoFolder(folder.to_owned()))
    }

    /// The ledger at a path in the program's own folder, which is made when needed. Follows symbolic links.
    ///
    /// # Errors
    ///
    /// When links form a cycle.
    pub fn in_own_folder(path: &Path) -> Result<Ledger, LedgerError> {
        Ok(Ledger { path: file::follow_links(path)?, has_own_folder: true, makes_folder: true })
    }

    /// This ledger, which exists: if its folder is gone by the time it is locked, another process has moved it, and it
    /// is not made anew.
    pub(crate) fn that_exists(self) -> Ledger {
        Ledger { makes_folder: false, ..self }
    }

    /// The path of the file, after following links.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the folder is the program's own.
    pub(super) fn has_own_folder(&self) -> bool {
        self.has_own_folder
    }

    /// Whether there is a file.
    ///
    /// # Errors
    ///
    /// When the system cannot tell, or the path is not a file.
    pub fn is_there(&self) -> Result<bool, LedgerError> {
        file::exists(&self.path)
    }

    /// Opens the file, if there is one with at least `min_length` bytes.
    pub fn open(&self, min_length: u64) -> Option<OpenLedger> {
        OpenLedger::open(&self.path, min_length)
    }

    /// Reads the ledger, if there is one. Writes nothing, except to recover from an interrupted append where that is
    /// possible.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is not a ledger, has a newer version, or is damaged.
    pub fn read(&self, detail: ReadDetail) -> Result<ReadOutcome, LedgerError> {
        if !file::exists(&self.path)? {
            return Ok(ReadOutcome::default());
        }
        if let Some((contents, prefix)) = stream::read(&self.path, detail) {
            return Ok(ReadOutcome { contents: Some(contents), prefix, ..ReadOutcome::default() });
        }
        let Some((bytes, _)) = file::read(&self.path)? else { return Ok(ReadOutcome::default()) };
        match reader::read(bytes) {
            Ok(document) => Ok(ReadOutcome { contents: Some(document.contents), ..ReadOutcome::default() }),
            // Another process may be appending: wait for its lock and read again.
            Err((DocumentError::CutShort(_) | DocumentError::Line(_), bytes))
                if recovery::may_be_interrupted(&bytes) =>
            {
                match self.lock().and_then(|mut locked| locked.read(detail)) {
                    Err(error) if error.is_of_permission() => self.read_document_without_writing(),
                    outcome => outcome,
                }
            }
            Err((error, _)) => Err(error.of_file(&self.path)),
        }
    }

    /// Reads the bytes of the file as a recovery from an interrupted append would leave them. Writes nothing.
    pub(super) fn read_without_writing(&self) -> Result<(Vec<u8>, Option<Recovery>), LedgerError> {
        let bytes = file::read(&self.path)?.map(|(bytes, _)| bytes).unwrap_or_default();
        Ok(match recovery::recovered(&bytes) {
            Some(recovered) => (recovered, Some(Recovery::Unwritten)),
            None => (bytes, None),
        })
    }

    fn read_document_without_writing(&self) -> Result<ReadOutcome, LedgerError> {
        let (bytes, recovery) = self.read_without_writing()?;
        let document = reader::read(bytes).map_err(|(error, _)| error.of_file(&self.path))?;
        Ok(ReadOutcome { contents: Some(document.contents), recovery, ..ReadOutcome::default() })
    }

    /// The text of the file without its slack. If there is no file, the text of a new one, created at `now` in `zone`.
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

    /// Takes the lock, which every write needs. Reads nothing.
    ///
    /// # Errors
    ///
    /// When the lock cannot be taken, or another process holds it for too long.
    pub fn lock(&self) -> Result<LockedLedger, LedgerError> {
        LockedLedger::lock(&self.path, self.makes_folder)
    }
}
