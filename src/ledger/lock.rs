//! The lock of a ledger. It is a separate file, because a lock on the ledger file would be lost when a rename replaces
//! that file. The program never deletes the lock file, because another process may be waiting for it.
//!
//! Someone else may delete it. A process therefore checks before it writes that the file it holds is still the one at
//! the path, and locks the ledger file too for as long as it writes.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::error::LedgerError;
use super::failpoints;
use super::file::{IoContext, folder_of, is_at};
use super::names::lock_path;
use super::platform::{link_count, lock_holder, private};

/// The longest wait for the lock, and the pauses between attempts.
const LIMIT: Duration = Duration::from_secs(10);
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(8);

/// What the lock file contains before the id of the process that holds it.
const MARK: &str = "inquota ";

/// The lock file of a ledger. It is unlocked when this is dropped.
#[derive(Debug)]
pub(super) struct LockFile {
    path: PathBuf,
    file: File,
}

/// Keeps other processes from writing to the ledger file, even if they hold another lock file.
#[derive(Debug)]
pub(super) struct WriteGuard {
    /// Locked until this is dropped; `None` if there is no file, or its file system has no locks.
    _ledger: Option<File>,
}

impl LockFile {
    /// Waits for the lock of the ledger at `ledger`, and writes the id of this process into the lock file.
    pub(super) fn take(ledger: &Path) -> Result<LockFile, LedgerError> {
        let path = lock_path(ledger);
        let begun = Instant::now();
        loop {
            let mut file = match open(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    return Err(LedgerError::NoFolder(folder_of(&path).to_owned()));
                }
                opened => opened.context("open", &path)?,
            };
            wait(&mut file, &path, begun)?;
            if !is_own(&file).context("read", &path)? {
                return Err(LedgerError::ForeignLock(path));
            }
            // Someone may have deleted the file while this process waited.
            if is_at(&file, &path) {
                write_process(&mut file).context("write", &path)?;
                return Ok(LockFile { path, file });
            }
            if begun.elapsed() >= LIMIT {
                return Err(LedgerError::LockLost(path));
            }
        }
    }

    /// Begins writing to the ledger.
    ///
    /// # Errors
    ///
    /// When the lock file was deleted or replaced, so that another process may have written or may be writing now.
    pub(super) fn begin_write(&self, ledger: &Path) -> Result<WriteGuard, LedgerError> {
        let mut file = File::open(ledger).ok();
        if let Some(file) = &mut file
            && matches!(file.try_lock(), Err(TryLockError::WouldBlock))
        {
            wait(file, ledger, Instant::now())?;
            return Err(self.lost());
        }
        if self.is_current() { Ok(WriteGuard { _ledger: file }) } else { Err(self.lost()) }
    }

    /// Whether the file is still the one at its path, which other processes lock.
    pub(super) fn is_current(&self) -> bool {
        is_at(&self.file, &self.path)
    }

    /// The error for a lock file that is not at its path any more.
    pub(super) fn lost(&self) -> LedgerError {
        LedgerError::LockLost(self.path.clone())
    }
}

impl Drop for LockFile {
    fn drop(&mut self) {
        // Removes the process id. Closing the file then releases the lock.
        let _ = self.file.set_len(0);
    }
}

/// Opens the lock file. If it does not exist, creates it with permissions for its owner only. Refuses a link, because
/// another user may have created it.
fn open(path: &Path) -> io::Result<File> {
    let file = match private(OpenOptions::new().read(true).write(true).create_new(true)).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            if !fs::symlink_metadata(path)?.is_file() {
                return Err(io::Error::other("something else is where the lock file should be; remove it"));
            }
            OpenOptions::new().read(true).write(true).open(path)
        }
        made => made,
    }?;
    if link_count(&file.metadata()?) > 1 {
        return Err(io::Error::other("a link is where the lock file should be; remove it"));
    }
    Ok(file)
}

/// Whether this program wrote the content of a lock file: nothing, or the mark and the id of a process, perhaps not
/// to the end.
fn is_own(mut file: &File) -> io::Result<bool> {
    let mut text = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(64).read_to_end(&mut text)?;
    let process = text.strip_prefix(MARK.as_bytes()).map(|rest| rest.strip_suffix(b"\n").unwrap_or(rest));
    let is_process = |process: &[u8]| process.len() < 20 && process.iter().all(u8::is_ascii_digit);
    Ok(process.map_or_else(|| MARK.as_bytes().starts_with(&text), is_process))
}

/// Waits for the lock on a file that is open.
fn wait(file: &mut File, path: &Path, begun: Instant) -> Result<(), LedgerError> {
    let mut pause = FIRST_PAUSE;
    loop {
        match attempt(file) {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if begun.elapsed() < LIMIT => sleep(pause),
            Err(TryLockError::WouldBlock) => {
                return Err(LedgerError::Busy { process: holder(file), path: path.to_owned() });
            }
            Err(TryLockError::Error(source)) => return Err(LedgerError::NoLocks { path: path.to_owned(), source }),
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

fn attempt(file: &File) -> Result<(), TryLockError> {
    if failpoints::fails("lock") {
        return Err(TryLockError::Error(std::io::ErrorKind::Unsupported.into()));
    }
    file.try_lock()
}

fn write_process(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(format!("{MARK}{}\n", std::process::id()).as_bytes())
}

/// The process that holds the lock, according to the system or else to the lock file.
fn holder(file: &mut File) -> Option<u32> {
    let listed = file.metadata().ok().and_then(|metadata| lock_holder(&metadata));
    if listed.is_some() {
        return listed;
    }
    let mut text = String::new();
    file.seek(SeekFrom::Start(0)).ok()?;
    file.take(64).read_to_string(&mut text).ok()?;
    text.strip_prefix(MARK)?.trim().parse().ok()
}
