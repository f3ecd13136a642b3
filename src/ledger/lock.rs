//! The lock: on a file of its own that is never deleted, since a lock on the ledger itself would stop
//! protecting it when a rename puts another file in its place.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::crash;
use super::error::LedgerError;
use super::file::{Doing, open_lock};
use super::system::listed_holder;

/// How long the lock is waited for, and the pauses between tries.
const LIMIT: Duration = Duration::from_secs(10);
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(8);

/// The lock file of a ledger, locked until this is dropped.
#[derive(Debug)]
pub(super) struct LockFile {
    file: File,
}

impl LockFile {
    /// Waits for the lock of the ledger at `ledger`, and says in it which process holds it.
    pub(super) fn take(ledger: &Path) -> Result<LockFile, LedgerError> {
        let path = lock_path(ledger);
        let mut file = open_lock(&path).doing("open", &path)?;
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            match attempt(&file) {
                Ok(()) => {
                    say_who(&mut file).doing("write", &path)?;
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
        // Nobody holds it any more; the lock itself goes when the file is closed.
        let _ = self.file.set_len(0);
    }
}

fn attempt(file: &File) -> Result<(), TryLockError> {
    if crash::fails("lock") {
        return Err(TryLockError::Error(std::io::ErrorKind::Unsupported.into()));
    }
    file.try_lock()
}

/// The lock file's name: the ledger's, and `.lock`.
fn lock_path(ledger: &Path) -> PathBuf {
    let mut name = ledger.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    ledger.with_file_name(name)
}

fn say_who(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    writeln!(file, "{}", std::process::id())
}

/// The process that holds the lock: as the system says, else as it said itself.
fn holder(file: &mut File) -> Option<u32> {
    let listed = file.metadata().ok().and_then(|about| listed_holder(&about));
    if listed.is_some() {
        return listed;
    }
    let mut text = String::new();
    file.seek(SeekFrom::Start(0)).ok()?;
    file.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
