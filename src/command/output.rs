//! Writes an answer to a file that the member names, instead of stdout.

use std::path::{Path, PathBuf};

use super::session::Session;
use crate::error::Failure;
use crate::ledger::write_export;
use crate::view::{WrittenAnswer, safe};

/// The file to write; `None` for standard output, which `-` means.
pub(super) fn output_file(named: Option<&PathBuf>) -> Option<&Path> {
    named.map(PathBuf::as_path).filter(|path| path.as_os_str() != "-")
}

/// Writes pieces of text to a file, completely or not at all, and returns the number of bytes.
///
/// # Errors
///
/// When the file cannot be written, or is the ledger itself.
pub(super) fn write(
    path: &Path,
    pieces: impl Iterator<Item = String>,
    session: &Session<'_>,
) -> Result<usize, Failure> {
    let resolved = path.canonicalize();
    let ledger = session.ledger().path();
    if path == ledger || resolved.is_ok_and(|path| ledger.canonicalize().is_ok_and(|ledger| path == ledger)) {
        let message = format!("{} is the ledger itself", safe(&path.display().to_string()));
        return Err(Failure::input("bad_output", message, "name another file"));
    }
    write_export(path, pieces).map_err(|error| {
        Failure::input("bad_output", error.to_string(), "name a file in a folder that you can write to")
    })
}

/// Writes pieces of text to a file and reports that, or prints them if there is no file.
pub(super) fn write_or_print(
    path: Option<&Path>,
    pieces: impl Iterator<Item = String>,
    session: &mut Session<'_>,
) -> Result<(), Failure> {
    let Some(path) = path else { return session.screen.print_all(pieces) };
    let bytes = write(path, pieces, session)?;
    session.screen.show(&WrittenAnswer { path: path.to_owned(), bytes, opened_with: None })
}
