//! The errors of a ledger file.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::format::VERSION;

/// What a failed write did to the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteEffect {
    /// Nothing: the file has the records that it had before.
    Nothing,
    /// The file has the new content, but the system did not confirm that it is on the disk.
    Unconfirmed,
    /// The file may have a part of the new content. If so, the next command recovers it.
    Unknown,
}

/// Why a ledger cannot be read, written or locked. Only after [`LedgerError::Io`] may the file have changed.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// The path is a folder, or something else that is not a file.
    #[error("{0} is not a file")]
    NotAFile(PathBuf),
    /// It is empty, not JSON, or another program's JSON.
    #[error("{path} is not a ledger: {what}")]
    NotALedger {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        what: String,
    },
    /// A newer version of the program wrote it.
    #[error("{path} was written by a newer inquota (format {version}; this one reads up to {VERSION})")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u64,
    },
    /// One of its lines cannot be read.
    #[error("{path} is damaged in line {line}: {what}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
        /// What to do about it.
        remedy: &'static str,
    },
    /// It ends before its closing line, and an interrupted append is not the cause.
    #[error("{path} is cut short: it ends in the middle of line {line}")]
    CutShort {
        /// The file.
        path: PathBuf,
        /// Its last line, from 1.
        line: usize,
    },
    /// It is larger than the program reads.
    #[error("{0} is larger than 2 GiB")]
    TooLarge(PathBuf),
    /// Another process holds the lock.
    #[error("{} has had {path} locked for 10 seconds", holder(*process))]
    Busy {
        /// The lock file.
        path: PathBuf,
        /// The process that holds it, if known.
        process: Option<u32>,
    },
    /// The file system of the folder does not support locks.
    #[error("the folder of {path} does not support file locks: {}", plain(source))]
    NoLocks {
        /// The lock file.
        path: PathBuf,
        /// The operating system's error.
        source: io::Error,
    },
    /// The file in place of the lock was not written by this program.
    #[error("{0} is not the lock file of a ledger: another program wrote it")]
    ForeignLock(PathBuf),
    /// The lock file was deleted or replaced while this process held it, so that another process may hold a new one.
    #[error("the lock file {0} was just deleted or replaced")]
    LockLost(PathBuf),
    /// Another program changed or replaced the file after it was read.
    #[error("another program just changed {0}")]
    Changed(PathBuf),
    /// The given folder does not exist.
    #[error("the folder {0} does not exist")]
    NoFolder(PathBuf),
    /// There is no such backup.
    #[error("there is no backup {name} in {folder}")]
    NoBackup {
        /// The given name.
        name: String,
        /// The folder of the backups.
        folder: PathBuf,
    },
    /// There is no id left for a new record.
    #[error("{0} has no record ids left")]
    Full(PathBuf),
    /// With the new records, the file could no longer be read.
    #[error("{path} has no room for this: {what}")]
    NoRoom {
        /// The file.
        path: PathBuf,
        /// The limit that would be exceeded.
        what: &'static str,
        /// What to do about it.
        remedy: &'static str,
    },
    /// The file to write belongs to a ledger.
    #[error("{0} belongs to a ledger")]
    PartOfLedger(PathBuf),
    /// The other copy, which was to be merged, cannot be read.
    #[error("{0}")]
    OtherCopy(Box<LedgerError>),
    /// The operating system reported an error.
    #[error("could not {action} {path}: {}", plain(source))]
    Io {
        /// What the program tried to do, such as "read".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The operating system's error.
        source: io::Error,
        /// What it did to the file.
        effect: WriteEffect,
    },
}

impl LedgerError {
    /// Whether the file or its folder may not be written to.
    pub(super) fn is_of_permission(&self) -> bool {
        let LedgerError::Io { source, .. } = self else { return false };
        matches!(source.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
    }

    /// What the failure did to the file.
    pub fn effect(&self) -> WriteEffect {
        if let LedgerError::Io { effect, .. } = self { *effect } else { WriteEffect::Nothing }
    }

    /// The code used in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            LedgerError::NotAFile(_) | LedgerError::NotALedger { .. } => "not_a_ledger",
            LedgerError::Newer { .. } => "newer_ledger",
            LedgerError::Damaged { .. } | LedgerError::CutShort { .. } => "damaged_ledger",
            LedgerError::TooLarge(_) => "ledger_too_large",
            LedgerError::Busy { .. } | LedgerError::LockLost(_) => "ledger_busy",
            LedgerError::ForeignLock(_) => "foreign_lock",
            LedgerError::PartOfLedger(_) => "bad_output",
            LedgerError::NoLocks { .. } => "no_locks",
            LedgerError::Changed(_) => "ledger_changed",
            LedgerError::NoFolder(_) => "no_folder",
            LedgerError::NoBackup { .. } => "no_backup",
            LedgerError::Full(_) | LedgerError::NoRoom { .. } => "ledger_full",
            LedgerError::OtherCopy(error) => error.code(),
            LedgerError::Io { effect: WriteEffect::Nothing, .. } => "ledger_io",
            LedgerError::Io { .. } => "ledger_unconfirmed",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            LedgerError::NotAFile(_) | LedgerError::NotALedger { .. } => {
                "nothing was changed; name your ledger with --file or INQUOTA_FILE, or move this file away to start a new one"
                    .into()
            }
            LedgerError::Newer { .. } => "nothing was changed; install a newer inquota, or use another file".into(),
            LedgerError::Damaged { remedy, .. } | LedgerError::NoRoom { remedy, .. } => {
                format!("nothing was changed; {remedy}")
            }
            LedgerError::CutShort { .. } => {
                "nothing was changed; restore a backup (inquota backup list), or keep every complete record with \
                    inquota doctor --repair"
                    .into()
            }
            LedgerError::TooLarge(_) => "nothing was changed; name the ledger with --file or INQUOTA_FILE".into(),
            LedgerError::NoLocks { .. } => {
                "nothing was changed; keep the ledger on a local drive, and copy it to the network from there".into()
            }
            LedgerError::Changed(_) => "nothing was written; try again".into(),
            LedgerError::NoFolder(_) => {
                "nothing was changed; connect its drive, create the folder, or name another file".into()
            }
            LedgerError::NoBackup { .. } => "to list the backups: inquota backup list".into(),
            LedgerError::Full(_) => "start a new ledger with --file".into(),
            LedgerError::Busy { .. } => "wait for it to finish or stop it, then try again".into(),
            LedgerError::LockLost(_) => "nothing was changed; try again, and do not delete that file".into(),
            LedgerError::ForeignLock(_) => {
                "nothing was changed; give the ledger another name, or move that file away".into()
            }
            LedgerError::PartOfLedger(_) => "nothing was changed; name another file".into(),
            LedgerError::OtherCopy(error) => hint_about_the_other_copy(error),
            LedgerError::Io { effect, .. } => match effect {
                WriteEffect::Nothing => {
                    "nothing was changed; check the permissions and the free space there, or use --file"
                }
                WriteEffect::Unconfirmed => {
                    "the change is in the file, but may be lost if the machine stops now; to see what is recorded: inquota history"
                }
                WriteEffect::Unknown => "part of the change may be in the file; to see what is recorded: inquota history",
            }
            .into(),
        }
    }
}

/// What to do about another copy that cannot be read. The other hints are about the member's own ledger.
fn hint_about_the_other_copy(error: &LedgerError) -> String {
    let remedy = match error {
        LedgerError::Damaged { .. } | LedgerError::CutShort { .. } => {
            "repair that copy, then merge it: inquota --file COPY doctor --repair"
        }
        LedgerError::NotAFile(_) | LedgerError::NotALedger { .. } | LedgerError::TooLarge(_) => {
            "name the other copy of the ledger"
        }
        LedgerError::Io { .. } => "check that you can read that copy",
        _ => return error.hint(),
    };
    format!("nothing was changed; {remedy}")
}

/// The message of the operating system, without its error number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    text[..end].to_lowercase()
}

/// Describes the process that holds a lock.
fn holder(process: Option<u32>) -> String {
    process.map_or_else(|| "another process".to_owned(), |process| format!("process {process}"))
}
