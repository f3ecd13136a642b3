//! A ledger under its lock: the only way to write to one.
//!
//! Locking reads nothing. A command reads the file, or says that it need not because a checkpoint told it where the
//! records end, and then appends. The lock is held until the value is dropped.

use std::path::{Path, PathBuf};

use super::document::{Header, Slack};
use super::error::LedgerError;
use super::identity::FileIdentity;
use super::lock::LockFile;
use super::open_ledger::OpenLedger;
use super::prefix::CoveredPrefix;
use super::recovery::{self, Recovery};
use super::{Contents, Scope, backup, crash, file, read_any, refusal, stream};
use crate::engine::calendar::Instant;

use chrono_tz::Tz;

/// What reading a ledger gave.
#[derive(Debug, Default)]
pub struct ReadOutcome {
    /// What the file holds; `None` where there is no file.
    pub contents: Option<Contents>,
    /// What was recovered before the file could be read.
    pub recovery: Option<Recovery>,
    /// How far its records reach, where the file is laid out by this program.
    pub prefix: Option<CoveredPrefix>,
}

/// A ledger under its lock.
#[derive(Debug)]
pub struct LockedLedger {
    path: PathBuf,
    pub(super) known: Known,
    _lock: LockFile,
}

/// What is known of the file under the lock.
#[derive(Debug)]
pub(super) enum Known {
    /// Nothing was read yet.
    Unread,
    /// There is no file.
    NoFile,
    /// This file was read, and its text was not kept. Where the records end, new ones can be written over the slack; it
    /// is `None` where the text has to be read again for that.
    File(FileIdentity, Option<Slack>),
    /// This file, whose text was kept.
    Text(FileIdentity, Box<Text>),
}

/// The text of a file in the present version of the format.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) bytes: Vec<u8>,
    pub(super) header: Header,
}

impl LockedLedger {
    /// Takes the lock of the ledger at `path`. Makes its folder if that is the program's own.
    pub(super) fn lock(path: &Path, makes_folder: bool) -> Result<LockedLedger, LedgerError> {
        if makes_folder {
            file::make_folder(file::folder_of(path))?;
        }
        // A path that is no file is refused before a lock file is made for it.
        file::is_there(path)?;
        let lock = LockFile::take(path)?;
        crash::step("locked");
        Ok(LockedLedger { path: path.to_owned(), known: Known::Unread, _lock: lock })
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the file, if there is one of at least `least` bytes.
    pub fn open(&self, least: u64) -> Option<OpenLedger> {
        OpenLedger::open(&self.path, least)
    }

    /// Reads the file, after recovering an interrupted append. Remembers what appending needs: where the records end in
    /// a file that is laid out by this program, and the text of any other.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is no ledger, is of a newer version, or is damaged.
    pub fn read(&mut self, scope: Scope) -> Result<ReadOutcome, LedgerError> {
        let Some((contents, Some(prefix))) = stream::read(&self.path, scope) else { return self.read_text() };
        crash::step("read");
        let slack = Slack::after(&prefix).filter(|_| !contents.records.is_empty());
        self.known = Known::File(prefix.identity.clone(), slack);
        Ok(ReadOutcome { contents: Some(contents), recovery: None, prefix: Some(prefix) })
    }

    /// Takes note of where the records end, as a checkpoint and the records after it tell: the file need not be read
    /// to append to it. `prefix` covers all the records, of which there is at least one.
    pub fn assume_read(&mut self, prefix: &CoveredPrefix) {
        self.known = Known::File(prefix.identity.clone(), Slack::after(prefix));
    }

    /// Reads the file, after recovering an interrupted append, and keeps its text.
    fn read_text(&mut self) -> Result<ReadOutcome, LedgerError> {
        let (bytes, recovery) = self.read_recovered()?;
        let Some(bytes) = bytes else { return Ok(ReadOutcome { recovery, ..ReadOutcome::default() }) };
        let (bytes, header, contents) = read_any(bytes).map_err(|(fault, _)| refusal(&self.path, fault))?;
        if let Some(identity) = self.identity() {
            self.known = Known::Text(identity.clone(), Box::new(Text { bytes, header }));
        }
        Ok(ReadOutcome { contents: Some(contents), recovery, prefix: None })
    }

    /// Keeps the text of the file, read now if it was not kept before.
    pub(super) fn keep_text(&mut self) -> Result<(), LedgerError> {
        match &self.known {
            Known::Unread => self.read_text().map(drop),
            Known::File(identity, _) => {
                file::refuse_changed(&self.path, Some(identity))?;
                self.read_text().map(drop)
            }
            Known::NoFile | Known::Text(..) => Ok(()),
        }
    }

    /// The bytes of the file, in whatever state it is; `None` where there is none.
    pub(super) fn read_bytes(&mut self) -> Result<Option<Vec<u8>>, LedgerError> {
        let (bytes, known) = match file::read(&self.path)? {
            Some((bytes, identity)) => (Some(bytes), Known::File(identity, None)),
            None => (None, Known::NoFile),
        };
        self.known = known;
        crash::step("read");
        Ok(bytes)
    }

    /// The bytes of the file after recovering an interrupted append.
    pub(super) fn read_recovered(&mut self) -> Result<(Option<Vec<u8>>, Option<Recovery>), LedgerError> {
        let bytes = self.read_bytes()?;
        let (Some(found), Known::File(identity, _)) = (&bytes, &self.known) else { return Ok((bytes, None)) };
        match recovery::recover(&self.path, found, identity)? {
            Some(recovery) => Ok((self.read_bytes()?, Some(recovery))),
            None => Ok((bytes, None)),
        }
    }

    /// The file that was read.
    fn identity(&self) -> Option<&FileIdentity> {
        match &self.known {
            Known::Unread | Known::NoFile => None,
            Known::File(identity, _) | Known::Text(identity, _) => Some(identity),
        }
    }

    /// Puts another document in the place of the file that was read, after a backup of it, and says the name of that.
    pub(super) fn replace(
        &self,
        document: &[u8],
        now: Instant,
        zone: Tz,
        is_damaged: bool,
    ) -> Result<Option<String>, LedgerError> {
        file::refuse_read_only(&self.path)?;
        let read = self.identity();
        file::refuse_changed(&self.path, read)?;
        let kept = match read {
            Some(_) => Some(backup::keep(&self.path, now, is_damaged)?),
            None => None,
        };
        let replaced = file::replace(&self.path, read, document);
        if let (Err(_), Some(name)) = (&replaced, &kept) {
            // The file is as it was, and needs no second name.
            let _ = std::fs::remove_file(backup::folder(&self.path).join(name));
        }
        replaced?;
        backup::thin(&self.path, zone);
        crash::step("rewrite.thinned");
        Ok(kept)
    }
}
