//! What the backups hold; backups and exports put back.

use std::borrow::Cow;
use std::path::Path;

use super::backup::{self, Backup};
use super::contents::Contents;
use super::document::{self, Document, Header};
use super::document_error::DocumentError;
use super::error::LedgerError;
use super::handle::Ledger;
use super::json::on_one_line;
use super::line::Scope;
use super::reader::{self, ReadDocument};
use super::{file, stream};
use crate::engine::calendar::Instant;

/// A backup that was put back.
#[derive(Clone, Debug)]
pub struct Restored {
    /// Its name.
    pub name: String,
    /// How many records it holds.
    pub records: usize,
    /// The name of the backup of what was there before, which undoes this; `None` where nothing was.
    pub before: Option<String>,
}

/// Whether a backup can be put back.
#[derive(Debug)]
pub enum BackupState {
    /// A sound ledger of this many records.
    Sound(usize),
    /// Something else, which cannot be put back.
    Unreadable(LedgerError),
}

impl Ledger {
    /// Every backup, newest first, with what it holds.
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

    /// The folder that the backups are in.
    pub fn backup_folder(&self) -> std::path::PathBuf {
        backup::folder(self.path())
    }

    /// Puts a copy of a ledger where there is none yet, or one without records; returns how many records it has, or `None`
    /// where there are records already. With `dry_run`, writes nothing.
    ///
    /// # Errors
    ///
    /// When the copy is no ledger or is damaged, and as [`Ledger::lock`].
    pub fn put_copy(&self, copy: &Path, dry_run: bool, now: Instant) -> Result<Option<usize>, LedgerError> {
        let (document, header, contents) = sound(&file::follow_links(copy)?)?;
        let records = contents.records.len();
        let is_free = |present: Option<&Contents>| present.is_none_or(|present| present.records.is_empty());
        if dry_run {
            return Ok(is_free(self.read(Scope::Everything)?.contents.as_ref()).then_some(records));
        }
        let mut locked = self.lock()?;
        if !is_free(locked.read(Scope::Everything)?.contents.as_ref()) {
            return Ok(None);
        }
        locked.replace(&document, now, header.zone, false)?;
        Ok(Some(records))
    }

    /// Puts a backup back, after a backup of what is there. A damaged backup is refused.
    ///
    /// # Errors
    ///
    /// When there is no such backup, it is damaged, or the file cannot be written.
    pub fn restore_backup(&self, name: &str, now: Instant) -> Result<Restored, LedgerError> {
        let mut locked = self.lock()?;
        let present = locked.read_bytes()?;
        let wanted = |backup: &Backup| backup.name == name || backup.path.as_os_str() == name;
        let found = backup::list(self.path())?.into_iter().find(wanted);
        let backup = found
            .ok_or_else(|| LedgerError::NoBackup { name: name.to_owned(), folder: backup::folder(self.path()) })?;
        let (document, header, contents) = sound(&backup.path)?;
        let is_damaged = match present.map(reader::read) {
            Some(Err((error @ DocumentError::Newer(_), _))) => return Err(error.of_file(self.path())),
            present => present.is_some_and(|read| read.is_err()),
        };
        let before = locked.replace(&document, now, header.zone, is_damaged)?;
        Ok(Restored { name: backup.name, records: contents.records.len(), before })
    }
}

/// Reads a copy that is to be put back. Recovers and repairs nothing.
///
/// # Errors
///
/// When it cannot be read, is no ledger, is of a newer version, or is damaged.
pub fn check_copy(copy: &Path) -> Result<(), LedgerError> {
    sound(&file::follow_links(copy)?).map(drop)
}

/// The document of a sound file, to be put in place of another, with its header and what it holds.
pub(super) fn sound(path: &Path) -> Result<(Vec<u8>, Header, Contents), LedgerError> {
    let bytes = file::read(path)?.map(|(bytes, _)| bytes).unwrap_or_default();
    let ReadDocument { bytes, header, contents } = reader::read(bytes).map_err(|(error, _)| error.of_file(path))?;
    let Ok(Document { records, .. }) = document::parse(&bytes) else {
        return Err(LedgerError::NotAFile(path.to_owned()));
    };
    let lines: Vec<Cow<'_, str>> = records.iter().map(|raw| on_one_line(raw.get())).collect();
    Ok((document::render(&header, &lines), header, contents))
}

/// What a backup holds.
fn state(backup: &Backup) -> BackupState {
    if let Some((contents, _)) = stream::read(&backup.path, Scope::Everything) {
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
