//! The lock: on a file of its own that is never deleted, since a lock on the ledger itself would stop
//! protecting it when a rename puts another file in its place.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::error::LedgerError;
use super::file::{Doing, make_folder_for, open_private};

/// How often the lock is tried, and the pause between: ten seconds in all.
const TRIES: u32 = 1000;
const PAUSE: Duration = Duration::from_millis(10);

/// The lock, held until it is dropped.
#[derive(Debug)]
pub(super) struct Guard {
    _file: File,
}

impl Guard {
    /// Waits for the lock of the ledger at `ledger`, and says in it which process holds it.
    pub(super) fn take(ledger: &Path) -> Result<Guard, LedgerError> {
        let path = lock_path(ledger);
        make_folder_for(&path)?;
        let mut file = open_private(&path).doing("open", &path)?;
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => {
                    say_who(&mut file).doing("write", &path)?;
                    return Ok(Guard { _file: file });
                }
                Err(TryLockError::WouldBlock) => sleep(PAUSE),
                Err(TryLockError::Error(source)) => return Err(source).doing("lock", &path),
            }
        }
        Err(LedgerError::Busy { process: holder(&mut file), path })
    }
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

fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.seek(SeekFrom::Start(0)).ok()?;
    file.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
