//! Reads and writes the bytes of ledger files.
//!
//! A file is replaced as a whole or not at all: the new content is written to a temporary file next to it and synced,
//! the temporary file replaces it by a rename, and the folder is synced.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use super::error::LedgerError;
use super::failpoints;
use super::identity::FileIdentity;
use super::platform::{self, file_number, link_count, private, private_folder, sync_folder};

/// The size of the largest ledger that is read: 2 GiB, about ten million records.
const LARGEST: u64 = 2 << 30;

/// The most symbolic links that are followed.
const MOST_LINKS: usize = 32;

/// Adds the attempted action and the path to an I/O error.
pub(super) trait IoContext<T> {
    fn context(self, action: &'static str, path: &Path) -> Result<T, LedgerError>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn context(self, action: &'static str, path: &Path) -> Result<T, LedgerError> {
        self.map_err(|source| LedgerError::Io { action, path: path.to_owned(), source })
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

/// Whether a file has only one hard link, so that it can be changed in place.
pub(super) fn has_one_link(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| link_count(&metadata) == 1)
}

/// Opens the lock file. If it does not exist, creates it with permissions for its owner only. Refuses a symbolic link,
/// because another user may have created it.
pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    let file = match private(OpenOptions::new().read(true).write(true).create_new(true)).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => OpenOptions::new().read(true).write(true).open(path),
        made => made,
    }?;
    let (found, opened) = (fs::symlink_metadata(path)?, file.metadata()?);
    if !found.is_file() || file_number(&found) != file_number(&opened) {
        return Err(io::Error::other("a link stands where the lock file should be; take it away"));
    }
    Ok(file)
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
    if let Some(cut) = failpoints::cut(step, bytes.len()) {
        file.write_all(&bytes[..cut])?;
        std::process::abort();
    }
    file.write_all(bytes)
}

/// Sets a distinct modification time, so that even an immediate later write is detectable. Returns the new identity of
/// the file, or `None` if the file system's times are too coarse.
pub(super) fn bump_mtime(path: &Path, salt: u32) -> Option<FileIdentity> {
    let file = OpenOptions::new().write(true).open(path).ok()?;
    let since_1970 = file.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let nanoseconds = salt % (since_1970.subsec_nanos() + 1);
    let distinct = UNIX_EPOCH + Duration::new(since_1970.as_secs(), nanoseconds);
    file.set_modified(distinct).ok()?;
    let metadata = file.metadata().ok()?;
    (metadata.modified().ok()? == distinct).then(|| FileIdentity::of(&metadata))
}

/// Replaces the file that was read with these bytes, or creates the file if `read` is `None`.
pub(super) fn replace(path: &Path, read: Option<&FileIdentity>, bytes: &[u8]) -> Result<(), LedgerError> {
    replace_with(path, read, |file| write_bytes(file, bytes, "rewrite.file"))
}

/// Replaces the file that was read with a new file that `write` fills.
fn replace_with(
    path: &Path,
    read: Option<&FileIdentity>,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), LedgerError> {
    let temp = temp_path(path);
    failpoints::step("rewrite.begin");
    // Under the lock no other process writes here: an existing file was left by a killed process.
    let _ = fs::remove_file(&temp);
    let replace = || -> Result<(), LedgerError> {
        let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&temp).context("write", path)?;
        write(&mut file).context("write", path)?;
        failpoints::step("rewrite.written");
        file.sync_all().context("write", path)?;
        failpoints::step("rewrite.synced");
        refuse_changed(path, read)?;
        fs::rename(&temp, path).context("write", path)?;
        failpoints::step("rewrite.renamed");
        sync_folder(folder_of(path)).context("write", folder_of(path))?;
        failpoints::step("rewrite.done");
        Ok(())
    };
    let replaced = replace();
    if replaced.is_err() {
        let _ = fs::remove_file(&temp);
    }
    replaced
}

/// The path of the temporary file that replaces the file at `path`.
pub(super) fn temp_path(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

/// Writes an export piece by piece and returns its length in bytes. A file is replaced as a whole. A terminal or a pipe
/// is written to directly.
///
/// # Errors
///
/// When the file cannot be written. An existing file is then unchanged.
pub fn write_export(path: &Path, pieces: impl Iterator<Item = String>) -> Result<usize, LedgerError> {
    let path = &follow_links(path)?;
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
            replace_with(path, found.as_ref(), write)?;
        }
    }
    Ok(bytes)
}

/// Saves bytes in a new file next to `path`, with this label in its name, and syncs it. Returns its path.
pub(super) fn save_next_to(path: &Path, label: &str, bytes: &[u8]) -> Result<PathBuf, LedgerError> {
    for number in 1_u32.. {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{label}{suffix}"));
        let saved = path.with_file_name(name);
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
