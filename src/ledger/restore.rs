//! What the backups hold, and putting one back.

use std::borrow::Cow;
use std::path::Path;

use super::backup::{self, Backup};
use super::document::{self, Document, Header};
use super::error::LedgerError;
use super::explain::Fault;
use super::fields::on_one_line;
use super::{Contents, Ledger, Scope, file, read_any, refusal};
use crate::engine::calendar::Instant;

/// A backup was put back.
#[derive(Clone, Debug)]
pub struct Restored {
    /// Which.
    pub name: String,
    /// How many records it holds.
    pub records: usize,
    /// The name of the backup of what was there before, which undoes this; `None` where nothing was.
    pub before: Option<String>,
}

/// What a backup holds.
#[derive(Debug)]
pub enum State {
    /// A sound ledger of this many records.
    Sound(usize),
    /// Something that cannot be put back.
    Unreadable(LedgerError),
}

impl Ledger {
    /// Every backup, newest first, with what it holds.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn backups(&self) -> Result<Vec<(Backup, State)>, LedgerError> {
        let backups = backup::list(&self.path)?;
        Ok(backups.into_iter().map(|backup| (state(&backup), backup)).map(|(state, backup)| (backup, state)).collect())
    }

    /// Whether there are backups.
    pub fn has_backups(&self) -> bool {
        backup::list(&self.path).is_ok_and(|backups| !backups.is_empty())
    }

    /// The folder that the backups are in.
    pub fn backup_folder(&self) -> std::path::PathBuf {
        backup::folder(&self.path)
    }

    /// Puts a copy of a ledger in place, where there is none or one without records; says how many records it
    /// has, or `None` when there are records already. With `dry_run`, nothing is written.
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

    /// Puts a backup back, after a backup of what is there. A damaged one is refused.
    ///
    /// # Errors
    ///
    /// When there is no such backup, it is damaged, or the file cannot be written.
    pub fn restore_backup(&self, name: &str, now: Instant) -> Result<Restored, LedgerError> {
        let mut locked = self.lock()?;
        let present = locked.read_bytes()?;
        let wanted = |backup: &Backup| backup.name == name || backup.path.as_os_str() == name;
        let found = backup::list(&self.path)?.into_iter().find(wanted);
        let backup =
            found.ok_or_else(|| LedgerError::NoBackup { name: name.to_owned(), folder: backup::folder(&self.path) })?;
        let (document, header, contents) = sound(&backup.path)?;
        let is_damaged = match present.map(read_any) {
            Some(Err((fault @ Fault::Newer(_), _))) => return Err(refusal(&self.path, fault)),
            present => present.is_some_and(|read| read.is_err()),
        };
        let before = locked.replace(&document, now, header.zone, is_damaged)?;
        Ok(Restored { name: backup.name, records: contents.records.len(), before })
    }
}

/// A sound document that can be put in place of another, with what it holds.
pub(super) fn sound(path: &Path) -> Result<(Vec<u8>, Header, Contents), LedgerError> {
    let bytes = file::read(path)?.map(|(bytes, _)| bytes).unwrap_or_default();
    let (bytes, header, contents) = read_any(bytes).map_err(|(fault, _)| refusal(path, fault))?;
    let Ok(Document { records, .. }) = document::parse(&bytes) else {
        return Err(LedgerError::NotAFile(path.to_owned()));
    };
    let lines: Vec<Cow<'_, str>> = records.iter().map(|raw| on_one_line(raw.get())).collect();
    Ok((document::render(&header, &lines), header, contents))
}

/// What a backup holds.
fn state(backup: &Backup) -> State {
    if let Some(contents) = super::at_once(&backup.path) {
        return State::Sound(contents.records.len());
    }
    let read = file::read(&backup.path).and_then(|read| {
        let bytes = read.map(|(bytes, _)| bytes).unwrap_or_default();
        read_any(bytes).map_err(|(fault, _)| refusal(&backup.path, fault))
    });
    match read {
        Ok((_, _, contents)) => State::Sound(contents.records.len()),
        Err(error) => State::Unreadable(error),
    }
}
