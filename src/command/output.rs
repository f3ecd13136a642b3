//! Writes an answer to a file that the member names, instead of stdout.

use std::path::{Path, PathBuf};

use super::session::Session;
use crate::error::Failure;
use crate::ledger::{Ledger, LedgerError, WriteEffect, write_export};
use crate::view::{WrittenAnswer, safe};

/// The file to write; `None` for standard output, which `-` means.
pub(super) fn output_file(named: Option<&PathBuf>) -> Option<&Path> {
    named.map(PathBuf::as_path).filter(|path| path.as_os_str() != "-")
}

/// Writes pieces of text to a file, completely or not at all, and returns the number of bytes.
///
/// # Errors
///
/// When the file cannot be written, or belongs to a ledger.
pub(super) fn write(
    path: &Path,
    pieces: impl Iterator<Item = String>,
    session: &Session<'_>,
) -> Result<usize, Failure> {
    refuse_part_of_own_ledger(path, session.ledger())?;
    write_export(path, pieces).map_err(|error| failure(&error))
}

/// Refuses the session's ledger and what belongs to it. The ledger need not be in use yet.
fn refuse_part_of_own_ledger(path: &Path, ledger: &Ledger) -> Result<(), Failure> {
    if !ledger.owns(path) {
        return Ok(());
    }
    let is_ledger = path.canonicalize().is_ok_and(|path| ledger.path().canonicalize().is_ok_and(|own| own == path));
    let what = if is_ledger || path == ledger.path() { "is the ledger itself" } else { "belongs to the ledger" };
    let message = format!("{} {what}", safe(&path.display().to_string()));
    Err(Failure::input("bad_output", message, "name another file"))
}

fn failure(error: &LedgerError) -> Failure {
    let hint = match (error, error.effect()) {
        (LedgerError::PartOfLedger(_), _) => "name another file",
        (_, WriteEffect::Nothing) => "name a file in a folder that you can write to",
        _ => "the file was written, but may not survive a crash; check it, or write it again",
    };
    Failure::input("bad_output", error.to_string(), hint)
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
