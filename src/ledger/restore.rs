//! Lists the backups with their contents, and restores backups and exports.

use std::borrow::Cow;
use std::path::Path;

use super::backup::{self, Backup};
use super::contents::Contents;
use super::document::{self, Document, Header};
use super::document_error::DocumentError;
use super::error::LedgerError;
use super::handle::Ledger;
use super::json::on_one_line;
use super::line::ReadDetail;
use super::reader::{self, ReadDocument};
use super::{file, stream};
use crate::engine::calendar::Instant;

/// A backup that was restored.
#[derive(Clone, Debug)]
pub struct Restored {
    /// Its name.
    pub name: String,
    /// The number of records in it.
    pub records: usize,
    /// The name of the backup of the previous file, which can undo this; `None` if there was no file.
    pub before: Option<String>,
}

/// Whether a backup can be restored.
#[derive(Debug)]
pub enum BackupState {
    /// Yes: it is a valid ledger with this many records.
    Sound(usize),
    /// No, because of this error.
    Unreadable(LedgerError),
}

impl Ledger {
    /// Every backup, newest first, and whether it can be restored.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn backups(&self) -> Result<Vec<(Backup, BackupState)>, LedgerError> {
        let backups = backup::list(self.path())?;
        Ok(backups.into_iter().map(|backup| (state(&backup), backup)).map(|(state, backup)| (backup, state)).collect())
    }

    /// Whether there are backups.
    pub fn has_backups(&self) -> bool {
        backup::list(self.path()).is_ok_and(|backups| !backups.is_empty())
    }

    /// The folder of the backups.
    pub fn backup_folder(&self) -> std::path::PathBuf {
        backup::folder(self.path())
    }

    /// Restores an export of a ledger, if this ledger does not exist or has no records. Returns the number of records
    /// in the export, or `None` if this ledger already has records. With `dry_run`, writes nothing.
    ///
    /// # Errors
    ///
    /// When the export is not a ledger or is damaged, when this ledger cannot be read or written, and for
    /// the reasons of [`Ledger::lock`].
    pub fn restore_export(&self, export: &Path, dry_run: bool, now: Instant) -> Result<Option<usize>, LedgerError> {
        let (document, header, contents) = valid_document(&file::follow_links(export)?)?;
        let records = contents.records.len();
        let is_free = |present: Option<&Contents>| present.is_none_or(|present| present.records.is_empty());
        if dry_run {
            return Ok(is_free(self.read(ReadDetail::Everything)?.contents.as_ref()).then_some(records));
        }
        let mut locked = self.lock()?;
        if !is_free(locked.read(ReadDetail::Everything)?.contents.as_ref()) {
            return Ok(None);
        }
        locked.replace(&document, now, header.zone, false)?;
        Ok(Some(records))
    }

    /// Makes a backup of the present file and restores an older one.
    ///
    /// # Errors
    ///
    /// When there is no such backup, when it is damaged, and when the file cannot be written.
    pub fn restore_backup(&self, name: &str, now: Instant) -> Result<Restored, LedgerError> {
        let mut locked = self.lock()?;
        let present = locked.read_bytes()?;
        let wanted = |backup: &Backup| backup.name == name || backup.path.as_os_str() == name;
        let found = backup::list(self.path())?.into_iter().find(wanted);
        let backup = found
            .ok_or_else(|| LedgerError::NoBackup { name: name.to_owned(), folder: backup::folder(self.path()) })?;
        let (document, header, contents) = valid_document(&backup.path)?;
        let is_damaged = match present.map(reader::read) {
            Some(Err((error @ DocumentError::Newer(_), _))) => return Err(error.of_file(self.path())),
            present => present.is_some_and(|read| read.is_err()),
        };
        let before = locked.replace(&document, now, header.zone, is_damaged)?;
        Ok(Restored { name: backup.name, records: contents.records.len(), before })
    }
}

/// Checks that an export can be restored. Recovers and repairs nothing.
///
/// # Errors
///
/// When it cannot be read, is not a ledger, has a newer version, or is damaged.
pub fn check_export(export: &Path) -> Result<(), LedgerError> {
    valid_document(&file::follow_links(export)?).map(drop)
}

/// The document in a valid file, with its header and its contents.
fn valid_document(path: &Path) -> Result<(Vec<u8>, Header, Contents), LedgerError> {
    let bytes = file::read(path)?.map(|(bytes, _)| bytes).unwrap_or_default();
    let ReadDocument { bytes, header, contents } = reader::read(bytes).map_err(|(error, _)| error.of_file(path))?;
    let Ok(Document { records, .. }) = document::parse(&bytes) else {
        return Err(LedgerError::NotAFile(path.to_owned()));
    };
    let lines: Vec<Cow<'_, str>> = records.iter().map(|raw| on_one_line(raw.get())).collect();
    Ok((document::render(&header, &lines), header, contents))
}

/// Whether a backup can be restored.
fn state(backup: &Backup) -> BackupState {
    if let Some((contents, _)) = stream::read(&backup.path, ReadDetail::Everything) {
        return BackupState::Sound(contents.records.len());
    }
    let read = file::read(&backup.path).and_then(|read| {
        let bytes = read.map(|(bytes, _)| bytes).unwrap_or_default();
        reader::read(bytes).map_err(|(error, _)| error.of_file(&backup.path))
    });
    match read {
        Ok(document) => BackupState::Sound(document.contents.records.len()),
        Err(error) => BackupState::Unreadable(error),
    }
}
