//! Writes files that the member names: exports, pages and calendars.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::Path;

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
