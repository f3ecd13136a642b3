//! The lock of a ledger. It is a separate file, because a lock on the ledger file would be lost when a rename replaces
//! that file. The lock file is never deleted, because another process may be waiting for it.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::error::LedgerError;
use super::failpoints;
use super::file::{IoContext, open_lock};
use super::platform::lock_holder;

/// The longest wait for the lock, and the pauses between attempts.
const LIMIT: Duration = Duration::from_secs(10);
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(8);

/// The lock file of a ledger. It is unlocked when this is dropped.
#[derive(Debug)]
pub(super) struct LockFile {
    file: File,
}

impl LockFile {
    /// Waits for the lock of the ledger at `ledger`, and writes the id of this process into the lock file.
    pub(super) fn take(ledger: &Path) -> Result<LockFile, LedgerError> {
        let path = lock_path(ledger);
        let mut file = open_lock(&path).context("open", &path)?;
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            match attempt(&file) {
                Ok(()) => {
                    write_process(&mut file).context("write", &path)?;
                    return Ok(LockFile { file });
                }
                Err(TryLockError::WouldBlock) if begun.elapsed() < LIMIT => sleep(pause),
                Err(TryLockError::WouldBlock) => return Err(LedgerError::Busy { process: holder(&mut file), path }),
                Err(TryLockError::Error(source)) => return Err(LedgerError::NoLocks { path, source }),
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}

impl Drop for LockFile {
    fn drop(&mut self) {
        // Removes the process id. Closing the file then releases the lock.
        let _ = self.file.set_len(0);
    }
}

fn attempt(file: &File) -> Result<(), TryLockError> {
    if failpoints::fails("lock") {
        return Err(TryLockError::Error(std::io::ErrorKind::Unsupported.into()));
    }
    file.try_lock()
}

/// The path of the lock file: the ledger's with `.lock` appended.
fn lock_path(ledger: &Path) -> PathBuf {
    let mut name = ledger.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    ledger.with_file_name(name)
}

fn write_process(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    writeln!(file, "{}", std::process::id())
}

/// The process that holds the lock, according to the system or else to the lock file.
fn holder(file: &mut File) -> Option<u32> {
    let listed = file.metadata().ok().and_then(|metadata| lock_holder(&metadata));
    if listed.is_some() {
        return listed;
    }
    let mut text = String::new();
    file.seek(SeekFrom::Start(0)).ok()?;
    file.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
