//! Writes files that the member names: exports, pages and calendars.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::companions;
use super::error::LedgerError;
use super::file::{self, IoContext};
use super::handle::Ledger;
use super::identity::FileIdentity;

/// Writes an export piece by piece and returns its length in bytes. A file is replaced as a whole. A terminal or a pipe
/// is written to directly.
///
/// # Errors
///
/// When the file belongs to a ledger, or cannot be written. An existing file is then unchanged, unless the error says
/// otherwise.
pub fn write_export(path: &Path, pieces: impl Iterator<Item = String>) -> Result<usize, LedgerError> {
    refuse_part_of_ledger(path)?;
    let path = &file::follow_links(path)?;
    let mut bytes = 0;
    let write = |file: &mut File| {
        let mut file = BufWriter::new(file);
        for piece in pieces {
            file.write_all(piece.as_bytes())?;
            bytes += piece.len();
        }
        file.flush()
    };
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => {
            let mut file = OpenOptions::new().write(true).open(path).context("write", path)?;
            write(&mut file).context("write", path)?;
        }
        metadata => {
            let found = metadata.ok().map(|metadata| FileIdentity::of(&metadata));
            file::replace_with(path, found.as_ref(), write, || Ok(()))?;
        }
    }
    Ok(bytes)
}

/// Replaces a text file of the member's as a whole, or creates it and its folder. `before` is its text as it was read;
/// `None` if there was no file. The file keeps its permissions, and a symbolic link stays.
///
/// # Errors
///
/// When the file has another text by now, or cannot be written. It is then unchanged, unless the error says otherwise.
pub(crate) fn replace_text(path: &Path, before: Option<&str>, text: &str) -> Result<(), LedgerError> {
    let path = &file::follow_links(path)?;
    file::make_folder(file::folder_of(path))?;
    file::refuse_read_only(path)?;
    let found = fs::metadata(path).ok();
    if fs::read(path).ok().as_deref() != before.map(str::as_bytes) {
        return Err(LedgerError::Changed(path.to_owned()));
    }
    let identity = found.as_ref().map(FileIdentity::of);
    let write = |file: &mut File| {
        found.map_or(Ok(()), |found| file.set_permissions(found.permissions()))?;
        file.write_all(text.as_bytes())
    };
    file::replace_with(path, identity.as_ref(), write, || Ok(lock_folder(file::folder_of(path))))
}

/// How often to look whether another process has replaced its text, and the pause between.
const LOOKS: usize = 200;
const PAUSE: Duration = Duration::from_millis(5);

/// Locks a folder, so that of two processes that replace a text in it, the later one sees what the earlier one wrote.
/// The lock lasts until the file is closed. `None` where a folder cannot be locked, as on Windows, or is locked for
/// long.
fn lock_folder(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    for _ in 0..LOOKS {
        match folder.try_lock() {
            Ok(()) => return Some(folder),
            Err(TryLockError::WouldBlock) => sleep(PAUSE),
            Err(TryLockError::Error(_)) => return None,
        }
    }
    None
}

/// Fails if the file at `path` belongs to a ledger in use, and must not be replaced.
///
/// # Errors
///
/// When it does.
pub fn refuse_part_of_ledger(path: &Path) -> Result<(), LedgerError> {
    if companions::belongs_to_any(path) { Err(LedgerError::PartOfLedger(path.to_owned())) } else { Ok(()) }
}

impl Ledger {
    /// Whether the file at `path` is this ledger, its lock, one of its backups, or another file that belongs to it.
    pub fn owns(&self, path: &Path) -> bool {
        companions::belongs_to(path, self.path())
    }
}
