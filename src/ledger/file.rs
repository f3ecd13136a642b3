//! Bytes on disk: the one place that reads and writes files.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use super::crash;
use super::error::LedgerError;
use super::identity::FileIdentity;
use super::system::{names, private, private_folder, sync_folder, which};

/// The largest ledger that is read: 2 GiB, some ten million records.
const LARGEST: u64 = 2 << 30;

/// The most symbolic links that are followed.
const MOST_LINKS: usize = 32;

/// Says what was to be done to which file, should the system refuse.
pub(super) trait Doing<T> {
    fn doing(self, action: &'static str, path: &Path) -> Result<T, LedgerError>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, action: &'static str, path: &Path) -> Result<T, LedgerError> {
        self.map_err(|source| LedgerError::Io { action, path: path.to_owned(), source })
    }
}

/// Where a path leads, also when nothing is there yet.
pub(super) fn follow_links(path: &Path) -> Result<PathBuf, LedgerError> {
    let mut at = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&at) {
            Ok(target) => at = at.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(at),
        }
    }
    Err(io::Error::other("symbolic links lead in a circle")).doing("follow", path)
}

/// Whether there is a file. What is no file is refused before it is opened: a pipe would keep us waiting.
pub(super) fn is_there(path: &Path) -> Result<bool, LedgerError> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        about if about.as_ref().is_ok_and(|about| !about.is_file()) => Err(LedgerError::NotAFile(path.to_owned())),
        about => about.doing("read", path).map(|about| about.is_file()),
    }
}

/// The bytes of a file and its identity; `None` when there is none.
pub(super) fn read(path: &Path) -> Result<Option<(Vec<u8>, FileIdentity)>, LedgerError> {
    if !is_there(path)? {
        return Ok(None);
    }
    let mut file = File::open(path).doing("open", path)?;
    let identity = FileIdentity::of(&file.metadata().doing("read", path)?);
    if identity.length() > LARGEST {
        return Err(LedgerError::TooLarge(path.to_owned()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(identity.length()).unwrap_or(0));
    Read::by_ref(&mut file).take(LARGEST + 1).read_to_end(&mut bytes).doing("read", path)?;
    Ok(Some((bytes, identity)))
}

/// Whether a file begins like a ledger: an object that names the format early.
pub(super) fn begins_like_a_ledger(path: &Path) -> bool {
    let mut head = Vec::new();
    // A pipe would keep us waiting.
    if !fs::metadata(path).is_ok_and(|about| about.is_file()) {
        return false;
    }
    let read = File::open(path).and_then(|file| file.take(4096).read_to_end(&mut head));
    let text = String::from_utf8_lossy(&head);
    let dense: String = text.split_whitespace().collect();
    read.is_ok() && dense.starts_with('{') && dense.contains("\"format\":\"inquota\"")
}

/// Refuses to go on when the file at a path is no longer the one that was read; `None` is no file.
pub(super) fn refuse_changed(path: &Path, read: Option<&FileIdentity>) -> Result<(), LedgerError> {
    let found = fs::metadata(path).ok().map(|metadata| FileIdentity::of(&metadata));
    let is_unchanged = match (&found, read) {
        (Some(found), Some(read)) => found.is_unwritten_since(read),
        (found, read) => found.is_none() && read.is_none(),
    };
    if is_unchanged { Ok(()) } else { Err(LedgerError::Changed(path.to_owned())) }
}

/// Whether a file may be written over where it stands: it has no other name.
pub(super) fn has_one_name(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| names(&about) == 1)
}

/// Opens the lock file, for the owner's eyes only, and makes it if need be. A link that somebody else may have
/// put there is not followed.
pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    let file = match private(OpenOptions::new().read(true).write(true).create_new(true)).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => OpenOptions::new().read(true).write(true).open(path),
        made => made,
    }?;
    let (found, opened) = (fs::symlink_metadata(path)?, file.metadata()?);
    if !found.is_file() || which(&found) != which(&opened) {
        return Err(io::Error::other("a link stands where the lock file should be; take it away"));
    }
    Ok(file)
}

/// Makes a folder for the owner's eyes only, and those above it.
pub(super) fn make_folder(folder: &Path) -> Result<(), LedgerError> {
    if folder.is_dir() {
        return Ok(());
    }
    private_folder().create(folder).doing("make the folder", folder)
}

/// Refuses to write where the member has forbidden it, also to those who may write anywhere.
pub(super) fn refuse_read_only(path: &Path) -> Result<(), LedgerError> {
    let is_read_only = |path: &Path| fs::metadata(path).is_ok_and(|about| about.permissions().readonly());
    for place in [path, folder_of(path)] {
        if is_read_only(place) {
            return Err(io::Error::new(ErrorKind::PermissionDenied, "it is read-only")).doing("write", place);
        }
    }
    Ok(())
}

/// Writes bytes; in a test build, perhaps only some of them.
pub(super) fn write_whole(file: &mut File, bytes: &[u8], step: &str) -> io::Result<()> {
    if let Some(cut) = crash::cut(step, bytes.len()) {
        file.write_all(&bytes[..cut])?;
        std::process::abort();
    }
    file.write_all(bytes)
}

/// Sets a distinct modification time, so that a later write is always detectable, however soon it comes, and says which
/// file it is now. `None` where the file system's times are too coarse for that.
pub(super) fn bump_mtime(path: &Path, salt: u32) -> Option<FileIdentity> {
    let file = OpenOptions::new().write(true).open(path).ok()?;
    let since_1970 = file.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let nanoseconds = salt % (since_1970.subsec_nanos() + 1);
    let distinct = UNIX_EPOCH + Duration::new(since_1970.as_secs(), nanoseconds);
    file.set_modified(distinct).ok()?;
    let metadata = file.metadata().ok()?;
    (metadata.modified().ok()? == distinct).then(|| FileIdentity::of(&metadata))
}

/// Puts a whole file in place of the one that was read, or where there was none: beside, synced, renamed,
/// folder synced.
pub(super) fn replace(path: &Path, read: Option<&FileIdentity>, bytes: &[u8]) -> Result<(), LedgerError> {
    replace_with(path, read, |file| write_whole(file, bytes, "rewrite.file"))
}

/// The same, with what a writer puts into the file.
fn replace_with(
    path: &Path,
    read: Option<&FileIdentity>,
    put_into: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), LedgerError> {
    let beside = beside(path);
    crash::step("rewrite.begin");
    // Under the lock nobody else writes here: what stands there is left from a run that was ended.
    let _ = fs::remove_file(&beside);
    let write = || -> Result<(), LedgerError> {
        let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&beside).doing("write", path)?;
        put_into(&mut file).doing("write", path)?;
        crash::step("rewrite.written");
        file.sync_all().doing("write", path)?;
        crash::step("rewrite.synced");
        refuse_changed(path, read)?;
        fs::rename(&beside, path).doing("write", path)?;
        crash::step("rewrite.renamed");
        sync_folder(folder_of(path)).doing("write", folder_of(path))?;
        crash::step("rewrite.done");
        Ok(())
    };
    let written = write();
    if written.is_err() {
        // Whatever is left beside is of no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Where a file is written before it is put in place.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

/// Writes a copy as its pieces come, and says how many bytes it has: a file is put in place whole, anything else (a
/// terminal, a pipe) is written to.
pub(super) fn write_copy(path: &Path, pieces: impl Iterator<Item = String>) -> Result<usize, LedgerError> {
    let mut bytes = 0;
    let put_into = |file: &mut File| {
        let mut file = BufWriter::new(file);
        for piece in pieces {
            file.write_all(piece.as_bytes())?;
            bytes += piece.len();
        }
        file.flush()
    };
    match fs::metadata(path) {
        Ok(about) if !about.is_file() => {
            let mut file = OpenOptions::new().write(true).open(path).doing("write", path)?;
            put_into(&mut file).doing("write", path)?;
        }
        metadata => {
            let found = metadata.ok().map(|metadata| FileIdentity::of(&metadata));
            replace_with(path, found.as_ref(), put_into)?;
        }
    }
    Ok(bytes)
}

/// Keeps bytes in a new file beside `path`, synced, and says where.
pub(super) fn keep_beside(path: &Path, label: &str, bytes: &[u8]) -> Result<PathBuf, LedgerError> {
    for number in 1_u32.. {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{label}{suffix}"));
        let kept = path.with_file_name(name);
        match write_new(&kept, bytes) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            written => return written.doing("write", &kept).map(|()| kept),
        }
    }
    unreachable!("some number is free")
}

/// Writes a file that must not be there yet, for the owner's eyes only, synced.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private(OpenOptions::new().write(true).create_new(true)).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
