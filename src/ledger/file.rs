//! Reads and writes the bytes of ledger files.
//!
//! A file is replaced as a whole or not at all: the new content is written to a temporary file next to it and synced,
//! the temporary file replaces it by a rename, and the folder is synced. An error says whether it came before the
//! rename or after it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use super::error::{LedgerError, WriteEffect};
use super::identity::FileIdentity;
use super::platform::{self, OpenFolder, file_number, link_count, private, private_folder};
use super::{failpoints, names};

/// The size of the largest ledger that is read: 2 GiB, about ten million records.
const LARGEST: u64 = 2 << 30;

/// The most symbolic links that are followed.
const MOST_LINKS: usize = 32;

/// Adds the attempted action and the path to an I/O error.
pub(super) trait IoContext<T> {
    fn context(self, action: &'static str, path: &Path) -> Result<T, LedgerError>;

    /// The same, for a failure after which the file may have changed.
    fn context_after(self, effect: WriteEffect, action: &'static str, path: &Path) -> Result<T, LedgerError>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn context(self, action: &'static str, path: &Path) -> Result<T, LedgerError> {
        self.context_after(WriteEffect::Nothing, action, path)
    }

    fn context_after(self, effect: WriteEffect, action: &'static str, path: &Path) -> Result<T, LedgerError> {
        self.map_err(|source| LedgerError::Io { action, path: path.to_owned(), source, effect })
    }
}

/// Follows symbolic links. The target need not exist.
pub(super) fn follow_links(path: &Path) -> Result<PathBuf, LedgerError> {
    let mut at = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&at) {
            Ok(target) => at = at.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(at),
        }
    }
    Err(io::Error::other("symbolic links lead in a circle")).context("follow", path)
}

/// Whether there is a file. Anything else at the path is an error; it is never opened, because opening a pipe blocks.
pub(super) fn exists(path: &Path) -> Result<bool, LedgerError> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Ok(metadata) if !metadata.is_file() => Err(LedgerError::NotAFile(path.to_owned())),
        metadata => metadata.context("read", path).map(|_| true),
    }
}

/// The bytes of a file and its identity; `None` if there is no file.
pub(super) fn read(path: &Path) -> Result<Option<(Vec<u8>, FileIdentity)>, LedgerError> {
    if !exists(path)? {
        return Ok(None);
    }
    let mut file = File::open(path).context("open", path)?;
    let identity = FileIdentity::of(&file.metadata().context("read", path)?);
    if identity.length() > LARGEST {
        return Err(LedgerError::TooLarge(path.to_owned()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(identity.length()).unwrap_or(0));
    Read::by_ref(&mut file).take(LARGEST + 1).read_to_end(&mut bytes).context("read", path)?;
    Ok(Some((bytes, identity)))
}

/// Whether a file looks like a ledger: its first bytes are those of a JSON object with the name of the format.
pub fn is_ledger(path: &Path) -> bool {
    let mut head = Vec::new();
    // Opening a pipe would block.
    if !fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
        return false;
    }
    let read = File::open(path).and_then(|file| file.take(4096).read_to_end(&mut head));
    let text = String::from_utf8_lossy(&head);
    let dense: String = text.split_whitespace().collect();
    read.is_ok() && dense.starts_with('{') && dense.contains("\"format\":\"inquota\"")
}

/// Fails if the file changed after it was read. `read` is `None` if there was no file.
pub(super) fn refuse_changed(path: &Path, read: Option<&FileIdentity>) -> Result<(), LedgerError> {
    let found = fs::metadata(path).ok().map(|metadata| FileIdentity::of(&metadata));
    let is_unchanged = match (&found, read) {
        (Some(found), Some(read)) => found.is_unwritten_since(read),
        (found, read) => found.is_none() && read.is_none(),
    };
    if is_unchanged { Ok(()) } else { Err(LedgerError::Changed(path.to_owned())) }
}

/// Fails if a document of this length is too large to be read again.
pub(super) fn refuse_too_large(path: &Path, length: usize) -> Result<(), LedgerError> {
    if length as u64 <= LARGEST {
        return Ok(());
    }
    let (what, remedy) = ("it would be larger than 2 GiB", "start a new ledger with --file, and keep this one");
    Err(LedgerError::NoRoom { path: path.to_owned(), what, remedy })
}

/// Whether a file has only one hard link, so that it can be changed in place.
pub(super) fn has_one_link(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| link_count(&metadata) == 1)
}

/// Makes a folder that only its owner can open, and its parent folders.
pub(super) fn make_folder(folder: &Path) -> Result<(), LedgerError> {
    if folder.is_dir() {
        return Ok(());
    }
    private_folder().create(folder).context("make the folder", folder)
}

/// Fails if the file or its folder is read-only. The system does not check this for the root user.
pub(super) fn refuse_read_only(path: &Path) -> Result<(), LedgerError> {
    let is_read_only = |path: &Path| fs::metadata(path).is_ok_and(|metadata| platform::is_read_only(&metadata));
    for place in [path, folder_of(path)] {
        if is_read_only(place) {
            return Err(io::Error::new(ErrorKind::PermissionDenied, "it is read-only")).context("write", place);
        }
    }
    Ok(())
}

/// Writes bytes. A failpoint may abort the process after some of them.
pub(super) fn write_bytes(file: &mut File, bytes: &[u8], step: &str) -> io::Result<()> {
    if let Some(cut) = failpoints::abort_after(step, bytes.len()) {
        file.write_all(&bytes[..cut])?;
        std::process::abort();
    }
    file.write_all(bytes)
}

/// Sets a distinct modification time, so that even an immediate later write is detectable. Returns the new identity of
/// the file, or `None` if the file system's times are too coarse.
pub(super) fn bump_mtime(path: &Path, distinct_number: u32) -> Option<FileIdentity> {
    let file = OpenOptions::new().write(true).open(path).ok()?;
    let since_1970 = file.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let nanoseconds = distinct_number % (since_1970.subsec_nanos() + 1);
    let distinct = UNIX_EPOCH + Duration::new(since_1970.as_secs(), nanoseconds);
    file.set_modified(distinct).ok()?;
    let metadata = file.metadata().ok()?;
    (metadata.modified().ok()? == distinct).then(|| FileIdentity::of(&metadata))
}

/// Replaces the file that was read with these bytes, or creates the file if `read` is `None`. Just before the rename,
/// `begin` gets what keeps other processes from writing.
pub(super) fn replace<G>(
    path: &Path,
    read: Option<&FileIdentity>,
    bytes: &[u8],
    begin: impl FnOnce() -> Result<G, LedgerError>,
) -> Result<(), LedgerError> {
    replace_with(path, read, |file| write_bytes(file, bytes, "rewrite.file"), begin)
}

/// Replaces the file that was read with a new file that `write` fills.
pub(super) fn replace_with<G>(
    path: &Path,
    read: Option<&FileIdentity>,
    write: impl FnOnce(&mut File) -> io::Result<()>,
    begin: impl FnOnce() -> Result<G, LedgerError>,
) -> Result<(), LedgerError> {
    failpoints::step("rewrite.begin");
    let (temp, mut file) = create_temp(path).context("write", path)?;
    let filled = fill(&mut file, path, write);
    let replaced = filled.and_then(|folder| {
        let _guard = begin()?;
        refuse_changed(path, read)?;
        rename((&temp, &file), path, &folder)
    });
    if replaced.as_ref().is_err_and(|error| error.effect() == WriteEffect::Nothing) {
        let _ = fs::remove_file(&temp);
    }
    replaced
}

/// Fills a temporary file and syncs it. Returns the folder, which is to be synced after the rename.
fn fill(
    file: &mut File,
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<OpenFolder, LedgerError> {
    // A folder that cannot be opened cannot be synced: find out before anything is changed.
    let folder = OpenFolder::open(folder_of(path)).context("open", folder_of(path))?;
    write(file).context("write", path)?;
    failpoints::step("rewrite.written");
    file.sync_all().context("write", path)?;
    failpoints::step("rewrite.synced");
    Ok(folder)
}

/// Renames a temporary file to `path`, and syncs the folder.
fn rename((temp, file): (&Path, &File), path: &Path, folder: &OpenFolder) -> Result<(), LedgerError> {
    let renamed = fs::rename(temp, path);
    // Over a network, a rename may be done even if it is reported as failed.
    let is_done = renamed.is_ok() || is_at(file, path);
    renamed.context_after(if is_done { WriteEffect::Unconfirmed } else { WriteEffect::Nothing }, "write", path)?;
    failpoints::step("rewrite.renamed");
    folder.sync().context_after(WriteEffect::Unconfirmed, "sync", folder_of(path))?;
    failpoints::step("rewrite.done");
    Ok(())
}

/// Creates the temporary file that replaces the file at `path`.
fn create_temp(path: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0;
    loop {
        let temp = names::temp_path(path, number);
        match private(OpenOptions::new().write(true).create_new(true)).open(&temp) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            made => return made.map(|file| (temp, file)),
        }
    }
}

/// Whether an open file is the one at `path`. Follows no link.
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    let number = |metadata: io::Result<fs::Metadata>| metadata.ok().map(|metadata| file_number(&metadata));
    let opened = number(file.metadata());
    opened.is_some() && opened == number(fs::symlink_metadata(path))
}

/// Saves what is cut out of a ledger in a new file next to it, and syncs that. Returns its path.
pub(super) fn save_cut(path: &Path, bytes: &[u8]) -> Result<PathBuf, LedgerError> {
    for number in 1_u32.. {
        let saved = names::cut_path(path, number);
        match write_new(&saved, bytes) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            written => return written.context("write", &saved).map(|()| saved),
        }
    }
    unreachable!("some number is free")
}

/// Writes a new file that only its owner can read, and syncs it.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private(OpenOptions::new().write(true).create_new(true)).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

/// The folder of a file.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_could_not_be_read_again_is_refused() {
        let path = Path::new("ledger.json");
        assert!(refuse_too_large(path, 2_147_483_648).is_ok());
        let error = refuse_too_large(path, 2_147_483_649).unwrap_err();
        assert_eq!(error.to_string(), "ledger.json has no room for this: it would be larger than 2 GiB");
        assert_eq!((error.code(), error.effect()), ("ledger_full", WriteEffect::Nothing));
        assert_eq!(error.hint(), "nothing was changed; start a new ledger with --file, and keep this one");
    }
}
