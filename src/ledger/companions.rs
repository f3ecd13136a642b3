//! The files that belong to a ledger: finds those that killed runs left, and protects the others from being replaced.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use super::file::{folder_of, follow_links, is_ledger};
use super::names::{BACKUPS, CUT, LOCK, cut_path, lock_path, process_of_temp};
use super::platform::{is_running, is_same_file};

/// The temporary files that runs left because they were killed. Those of running processes are not among them.
pub(super) fn leftovers(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder_of(path)).into_iter().flatten().flatten();
    let is_leftover = |name: &OsStr| {
        let process = path.file_name().and_then(|ledger| process_of_temp(name, ledger));
        process.is_some_and(|process| process != std::process::id() && !is_running(process))
    };
    let named = entries.filter(|entry| is_leftover(&entry.file_name()));
    let mut found: Vec<PathBuf> =
        named.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())).map(|entry| entry.path()).collect();
    found.sort();
    found
}

/// The files of what recoveries and repairs cut out of the ledger, in the order of their numbers.
pub(super) fn cuts(ledger: &Path) -> Vec<PathBuf> {
    (1..=u32::MAX).map(|number| cut_path(ledger, number)).take_while(|path| path.exists()).collect()
}

/// Deletes the temporary files that killed runs left. A failure is harmless.
pub(super) fn delete_leftovers(path: &Path) {
    for leftover in leftovers(path) {
        let _ = fs::remove_file(leftover);
    }
}

/// Whether the file at `path` belongs to this ledger. Links and other spellings of the path make no difference, nor
/// does case, which some file systems ignore.
pub(super) fn belongs_to(path: &Path, ledger: &Path) -> bool {
    let (Some(path), Some(ledger)) = (resolved(path), resolved(ledger)) else { return false };
    let folder = folder_of(&ledger);
    let backups = folder.join(BACKUPS);
    is_same_file(folder_of(&path), folder) && has_name_of(&path, &ledger)
        || folder_of(&path).ancestors().any(|folder| is_same_file(folder, &backups))
        || is_same_file(&path, &ledger)
        || is_same_file(&path, &lock_path(&ledger))
        || fs::read_dir(&backups).into_iter().flatten().flatten().any(|backup| is_same_file(&path, &backup.path()))
}

/// Whether the file at `path` belongs to any ledger in use. A ledger in use has a lock file.
pub(super) fn belongs_to_any(path: &Path) -> bool {
    let Some(path) = resolved(path) else { return false };
    let folder = folder_of(&path);
    // The file may be in a folder of backups.
    let folders = std::iter::once(folder).chain(folder.ancestors().filter(|folder| is_backups(folder)).map(folder_of));
    folders.flat_map(ledgers_in).any(|ledger| belongs_to(&path, &ledger))
}

/// The ledgers in use in a folder.
fn ledgers_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let locks = entries.filter(|path| path.extension().is_some_and(|extension| extension == &LOCK[1..]));
    locks.map(|lock| lock.with_extension("")).filter(|ledger| is_ledger(ledger)).collect()
}

fn is_backups(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name.eq_ignore_ascii_case(BACKUPS))
}

/// Whether a file in the folder of the ledger has the name of the ledger, or a name that inquota gives to a file that
/// belongs to the ledger.
fn has_name_of(path: &Path, ledger: &Path) -> bool {
    let lower = |path: &Path| OsString::from(path.file_name().unwrap_or_default().to_string_lossy().to_lowercase());
    let (name, ledger) = (lower(path), lower(ledger));
    let rest = name.as_encoded_bytes().strip_prefix(ledger.as_encoded_bytes());
    let is_companion = |rest: &[u8]| rest.is_empty() || rest == LOCK.as_bytes() || rest.starts_with(CUT.as_bytes());
    rest.is_some_and(is_companion) || process_of_temp(&name, &ledger).is_some()
}

/// The path without links and dots. The file need not exist, but its folder must.
fn resolved(path: &Path) -> Option<PathBuf> {
    let path = follow_links(path).ok()?;
    Some(folder_of(&path).canonicalize().ok()?.join(path.file_name()?))
}
