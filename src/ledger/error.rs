//! What can go wrong with a ledger file.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::format::VERSION;

/// Why a ledger cannot be read, written or locked. The file is as it was.
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
    /// A line of it cannot be read.
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
    /// It ends before its closing line, and no append of ours was under way there.
    #[error("{path} is cut short: it ends in the middle of line {line}")]
    CutShort {
        /// The file.
        path: PathBuf,
        /// The line it ends in, from 1.
        line: usize,
    },
    /// It is larger than the program reads.
    #[error("{0} is larger than 2 GiB")]
    TooLarge(PathBuf),
    /// Another process holds the lock.
    #[error("{} has held {path} for 10 seconds", holder(*process))]
    Busy {
        /// The lock file.
        path: PathBuf,
        /// The process that holds it, where it said so.
        process: Option<u32>,
    },
    /// The folder cannot be locked in.
    #[error("the folder of {path} does not know locks: {}", plain(source))]
    NoLocks {
        /// The lock file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another program wrote the file, or replaced it, after it was read.
    #[error("{0} was changed by another program at this moment")]
    Changed(PathBuf),
    /// The folder that was named is not there.
    #[error("the folder {0} is not there")]
    NoFolder(PathBuf),
    /// There is no such backup.
    #[error("there is no backup {name} in {folder}")]
    NoBackup {
        /// The name given.
        name: String,
        /// The folder that the backups are in.
        folder: PathBuf,
    },
    /// The numbers of records are used up.
    #[error("{0} has no numbers left for records")]
    Full(PathBuf),
    /// The system refused.
    #[error("could not {action} {path}: {}", plain(source))]
    Io {
        /// What was to be done, as in "read".
        action: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl LedgerError {
    /// The short name of the error, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            LedgerError::NotAFile(_) | LedgerError::NotALedger { .. } => "not_a_ledger",
            LedgerError::Newer { .. } => "newer_ledger",
            LedgerError::Damaged { .. } | LedgerError::CutShort { .. } => "damaged_ledger",
            LedgerError::TooLarge(_) => "ledger_too_large",
            LedgerError::Busy { .. } => "ledger_busy",
            LedgerError::NoLocks { .. } => "no_locks",
            LedgerError::Changed(_) => "ledger_changed",
            LedgerError::NoFolder(_) => "no_folder",
            LedgerError::NoBackup { .. } => "no_backup",
            LedgerError::Full(_) => "ledger_full",
            LedgerError::Io { .. } => "ledger_io",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            LedgerError::NotAFile(_) | LedgerError::NotALedger { .. } => {
                "nothing was changed; name the ledger with --file or INQUOTA_FILE, or move this away to begin anew"
                    .into()
            }
            LedgerError::Newer { .. } => "nothing was changed; install the newer inquota, or use another file".into(),
            LedgerError::Damaged { remedy, .. } => format!("nothing was changed; {remedy}"),
            LedgerError::CutShort { .. } => {
                "nothing was changed; put back a backup (inquota backup list), or let inquota doctor --repair keep \
                    every record that is whole"
                    .into()
            }
            LedgerError::TooLarge(_) => "nothing was changed; name the ledger with --file or INQUOTA_FILE".into(),
            LedgerError::NoLocks { .. } => {
                "nothing was changed; keep the ledger on a drive of this machine, and copy it to the network".into()
            }
            LedgerError::Changed(_) => "nothing was written; try again".into(),
            LedgerError::NoFolder(_) => {
                "nothing was changed; is its drive connected? else make the folder, or name another file".into()
            }
            LedgerError::NoBackup { .. } => "inquota backup list shows those that there are".into(),
            LedgerError::Full(_) => "begin a new ledger with --file".into(),
            LedgerError::Busy { .. } => "wait for it to finish, or end it, and try again".into(),
            LedgerError::Io { .. } => {
                "nothing was changed; see to the permissions and the space there, or use --file".into()
            }
        }
    }
}

/// What the system says, without its error number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    text[..end].to_lowercase()
}

/// The process that holds a lock, as far as it is known.
fn holder(process: Option<u32>) -> String {
    process.map_or_else(|| "another process".to_owned(), |process| format!("process {process}"))
}
