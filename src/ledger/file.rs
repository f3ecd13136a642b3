//! Bytes on disk: the one place that reads and writes files, and the only code that differs between systems.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::error::LedgerError;

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

/// The bytes of a file; `None` when there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, LedgerError> {
    let mut file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.doing("open", path)?,
    };
    let about = file.metadata().doing("read", path)?;
    if !about.is_file() {
        return Err(LedgerError::NotAFile(path.to_owned()));
    }
    if about.len() > LARGEST {
        return Err(LedgerError::TooLarge(path.to_owned()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
    file.read_to_end(&mut bytes).doing("read", path)?;
    Ok(Some(bytes))
}

/// Opens a file for writing, for the owner's eyes only, and makes it if need be.
pub(super) fn open_private(path: &Path) -> io::Result<File> {
    private(OpenOptions::new().read(true).write(true).create(true).truncate(false)).open(path)
}

/// Makes a folder for the owner's eyes only, and those above it.
pub(super) fn make_folder_for(path: &Path) -> Result<(), LedgerError> {
    let folder = folder_of(path);
    if folder.is_dir() {
        return Ok(());
    }
    private_folder().create(folder).doing("make the folder", folder)
}

/// Writes over a file from an offset on, then at others, and syncs.
pub(super) fn overwrite(path: &Path, pieces: &[(u64, &[u8])], length: Option<u64>) -> Result<(), LedgerError> {
    let write = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(path)?;
        if let Some(length) = length {
            file.set_len(length)?;
        }
        for (offset, bytes) in pieces {
            file.seek(SeekFrom::Start(*offset))?;
            file.write_all(bytes)?;
        }
        file.sync_data()
    };
    write().doing("write", path)
}

/// Puts a whole file in place of another, or where there was none: beside, synced, renamed, folder synced.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), LedgerError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = path.with_file_name(name);
    // Under the lock nobody else writes here: what stands there is left from a run that was ended.
    let _ = fs::remove_file(&beside);
    let write = || -> io::Result<()> {
        let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        sync_folder(folder_of(path))
    };
    let written = write();
    if written.is_err() {
        // Whatever is left beside is of no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    written.doing("write", path)
}

/// Writes a copy: a file is put in place whole, anything else (a terminal, a pipe) is written to.
pub(super) fn write_copy(path: &Path, bytes: &[u8]) -> Result<(), LedgerError> {
    match fs::metadata(path) {
        Ok(about) if !about.is_file() => {
            let mut file = OpenOptions::new().write(true).open(path).doing("write", path)?;
            file.write_all(bytes).doing("write", path)
        }
        _ => replace(path, bytes),
    }
}

/// Keeps bytes in a new file beside `path`, synced, and says where.
pub(super) fn keep_beside(path: &Path, label: &str, bytes: &[u8]) -> Result<PathBuf, LedgerError> {
    for number in 1.. {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{label}{suffix}"));
        let kept = path.with_file_name(name);
        match private(OpenOptions::new().write(true).create_new(true)).open(&kept) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            opened => {
                let mut file = opened.doing("write", &kept)?;
                file.write_all(bytes).and_then(|()| file.sync_all()).doing("write", &kept)?;
                return Ok(kept);
            }
        }
    }
    unreachable!("some number is free")
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(unix)]
fn private_folder() -> fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true).mode(0o700);
    builder
}

#[cfg(not(unix))]
fn private_folder() -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    builder
}

/// Makes a rename last through a power cut.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
