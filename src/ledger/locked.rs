//! A locked ledger, which every write needs.
//!
//! Locking reads nothing. A command then reads the file, or skips that because a checkpoint has the end of the records,
//! and appends. The lock is held until the value is dropped.

use std::path::{Path, PathBuf};

use chrono_tz::Tz;

use super::contents::Contents;
use super::document::{Header, Slack};
use super::error::{LedgerError, WriteEffect};
use super::identity::FileIdentity;
use super::line::ReadDetail;
use super::lock::{LockFile, WriteGuard};
use super::open_ledger::OpenLedger;
use super::prefix::CoveredPrefix;
use super::reader::{self, ReadDocument};
use super::recovery::{self, Recovery};
use super::{backup, companions, failpoints, file, stream};
use crate::engine::calendar::Instant;

/// The result of reading a ledger.
#[derive(Debug, Default)]
pub struct ReadOutcome {
    /// The contents of the file; `None` if there is no file.
    pub contents: Option<Contents>,
    /// The recovery that was needed to read the file.
    pub recovery: Option<Recovery>,
    /// The part of the file up to the end of its records, if this program wrote the file.
    pub prefix: Option<CoveredPrefix>,
}

/// A locked ledger.
#[derive(Debug)]
pub struct LockedLedger {
    path: PathBuf,
    pub(super) state: FileState,
    lock: LockFile,
}

/// What is known about the file since it was locked.
#[derive(Debug)]
pub(super) enum FileState {
    /// It has not been read.
    Unread,
    /// It does not exist.
    Missing,
    /// It was read, but its text is no longer in memory. New records can be written over the slack. If there is none,
    /// the text has to be read again.
    Read(FileIdentity, Option<Slack>),
    /// It was read, and its text is in memory.
    ReadWithText(FileIdentity, Box<Text>),
}

/// The text of a file, in the current version of the format.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) bytes: Vec<u8>,
    pub(super) header: Header,
}

impl LockedLedger {
    /// Takes the lock of the ledger at `path`. Makes the folder if asked to.
    pub(super) fn lock(path: &Path, makes_folder: bool) -> Result<LockedLedger, LedgerError> {
        if makes_folder {
            file::make_folder(file::folder_of(path))?;
        }
        // Refuses a path that is not a file before a lock file is made for it.
        file::exists(path)?;
        let lock = LockFile::take(path)?;
        failpoints::step("locked");
        Ok(LockedLedger { path: path.to_owned(), state: FileState::Unread, lock })
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the file, if there is one with at least `min_length` bytes.
    pub fn open(&self, min_length: u64) -> Option<OpenLedger> {
        OpenLedger::open(&self.path, min_length)
    }

    /// Reads the file, after recovering from an interrupted append. Keeps what appending needs: the end of the records
    /// if this program wrote the file, and otherwise its text.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is not a ledger, has a newer version, or is damaged.
    pub fn read(&mut self, detail: ReadDetail) -> Result<ReadOutcome, LedgerError> {
        let Some((contents, Some(prefix))) = stream::read(&self.path, detail) else { return self.read_text() };
        failpoints::step("read");
        let slack = Slack::after(&prefix).filter(|_| !contents.records.is_empty());
        self.state = FileState::Read(prefix.identity.clone(), slack);
        Ok(ReadOutcome { contents: Some(contents), recovery: None, prefix: Some(prefix) })
    }

    /// Sets the end of the records, which the caller has from a checkpoint and the records after it. The file then need
    /// not be read before an append. `prefix` covers all records, and there is at least one.
    pub fn assume_read(&mut self, prefix: &CoveredPrefix) {
        self.state = FileState::Read(prefix.identity.clone(), Slack::after(prefix));
    }

    /// Reads the file, after recovering from an interrupted append, and keeps its text in memory.
    fn read_text(&mut self) -> Result<ReadOutcome, LedgerError> {
        let (bytes, recovery) = self.read_recovered()?;
        let Some(bytes) = bytes else { return Ok(ReadOutcome { recovery, ..ReadOutcome::default() }) };
        let ReadDocument { bytes, header, contents } =
            reader::read(bytes).map_err(|(error, _)| error.of_file(&self.path))?;
        if let Some(identity) = self.identity() {
            self.state = FileState::ReadWithText(identity.clone(), Box::new(Text { bytes, header }));
        }
        Ok(ReadOutcome { contents: Some(contents), recovery, prefix: None })
    }

    /// Reads the text of the file into memory, if it is not there yet.
    pub(super) fn load_text(&mut self) -> Result<(), LedgerError> {
        match &self.state {
            FileState::Unread => self.read_text().map(drop),
            FileState::Read(identity, _) => {
                file::refuse_changed(&self.path, Some(identity))?;
                self.read_text().map(drop)
            }
            FileState::Missing | FileState::ReadWithText(..) => Ok(()),
        }
    }

    /// Reads the bytes of the file, valid or not; `None` if there is no file.
    pub(super) fn read_bytes(&mut self) -> Result<Option<Vec<u8>>, LedgerError> {
        let (bytes, state) = match file::read(&self.path)? {
            Some((bytes, identity)) => (Some(bytes), FileState::Read(identity, None)),
            None => (None, FileState::Missing),
        };
        self.state = state;
        failpoints::step("read");
        Ok(bytes)
    }

    /// Reads the bytes of the file, after recovering from an interrupted append.
    pub(super) fn read_recovered(&mut self) -> Result<(Option<Vec<u8>>, Option<Recovery>), LedgerError> {
        let bytes = self.read_bytes()?;
        let (Some(found), FileState::Read(identity, _)) = (&bytes, &self.state) else { return Ok((bytes, None)) };
        let _guard = self.begin_write()?;
        match recovery::recover(&self.path, found, identity)? {
            Some(recovery) => Ok((self.read_bytes()?, Some(recovery))),
            None => Ok((bytes, None)),
        }
    }

    /// Begins writing: keeps other processes from it until the result is dropped.
    pub(super) fn begin_write(&self) -> Result<WriteGuard, LedgerError> {
        self.lock.begin_write(&self.path)
    }

    /// The identity of the file that was read.
    fn identity(&self) -> Option<&FileIdentity> {
        match &self.state {
            FileState::Unread | FileState::Missing => None,
            FileState::Read(identity, _) | FileState::ReadWithText(identity, _) => Some(identity),
        }
    }

    /// Replaces or creates the file, and deletes what killed runs left of earlier attempts.
    pub(super) fn replace_file(&self, read: Option<&FileIdentity>, document: &[u8]) -> Result<(), LedgerError> {
        file::replace(&self.path, read, document, || self.begin_write())?;
        companions::delete_leftovers(&self.path);
        Ok(())
    }

    /// What a failure means: another process may have changed the file because it holds another lock file.
    pub(super) fn explain(&self, error: LedgerError) -> LedgerError {
        match error {
            LedgerError::Changed(_) if !self.lock.is_current() => self.lock.lost(),
            error => error,
        }
    }

    /// Makes a backup of the file that was read, replaces the file with a document, and returns the backup's name.
    pub(super) fn replace(
        &self,
        document: &[u8],
        now: Instant,
        zone: Tz,
        is_damaged: bool,
    ) -> Result<Option<String>, LedgerError> {
        self.back_up_and_replace(document, now, zone, is_damaged).map_err(|error| self.explain(error))
    }

    fn back_up_and_replace(
        &self,
        document: &[u8],
        now: Instant,
        zone: Tz,
        is_damaged: bool,
    ) -> Result<Option<String>, LedgerError> {
        file::refuse_read_only(&self.path)?;
        let read = self.identity();
        file::refuse_changed(&self.path, read)?;
        file::refuse_too_large(&self.path, document.len())?;
        let made = match read {
            Some(_) => Some(backup::make(&self.path, now, is_damaged)?),
            None => None,
        };
        let replaced = self.replace_file(read, document);
        match (&replaced, &made) {
            // The file is unchanged, so the new backup is not needed.
            (Err(error), Some(backup)) if error.effect() == WriteEffect::Nothing => backup.delete(),
            _ => {}
        }
        replaced?;
        backup::delete_surplus(&self.path, zone);
        failpoints::step("rewrite.thinned");
        Ok(made.map(|backup| backup.name))
    }
}
