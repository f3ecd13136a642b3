//! What can go wrong with a ledger file.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::format::VERSION;

/// Why a ledger cannot be read, written or locked. The file is as it was.
#[derive(Debug)]
pub enum LedgerError {
    /// The path is a folder, or something else that is not a file.
    NotAFile(PathBuf),
    /// It is empty, not JSON, or another program's JSON.
    NotALedger {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        what: String,
    },
    /// A newer version of the program wrote it.
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u64,
    },
    /// A line of it cannot be read.
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
    CutShort {
        /// The file.
        path: PathBuf,
        /// The line it ends in, from 1.
        line: usize,
    },
    /// It is larger than the program reads.
    TooLarge(PathBuf),
    /// Another process holds the lock.
    Busy {
        /// The lock file.
        path: PathBuf,
        /// The process that holds it, where it said so.
        process: Option<u32>,
    },
    /// The folder cannot be locked in.
    NoLocks {
        /// The lock file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another program wrote the file, or replaced it, after it was read.
    Changed(PathBuf),
    /// The folder that was named is not there.
    NoFolder(PathBuf),
    /// There is no such backup.
    NoBackup {
        /// The name given.
        name: String,
        /// The folder that the backups are in.
        folder: PathBuf,
    },
    /// The numbers of records are used up.
    Full(PathBuf),
    /// The system refused.
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

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LedgerError::NotAFile(path) => write!(f, "{} is not a file", path.display()),
            LedgerError::NotALedger { path, what } => write!(f, "{} is not a ledger: {what}", path.display()),
            LedgerError::Newer { path, version } => write!(
                f,
                "{} was written by a newer inquota (format {version}; this one reads up to {VERSION})",
                path.display()
            ),
            LedgerError::Damaged { path, line, what, .. } => {
                write!(f, "{} is damaged in line {line}: {what}", path.display())
            }
            LedgerError::CutShort { path, line } => {
                write!(f, "{} is cut short: it ends in the middle of line {line}", path.display())
            }
            LedgerError::TooLarge(path) => write!(f, "{} is larger than 2 GiB", path.display()),
            LedgerError::Busy { path, process: Some(process) } => {
                write!(f, "process {process} has held {} for 10 seconds", path.display())
            }
            LedgerError::Busy { path, process: None } => {
                write!(f, "another process has held {} for 10 seconds", path.display())
            }
            LedgerError::NoLocks { path, source } => {
                write!(f, "the folder of {} does not know locks: {}", path.display(), plain(source))
            }
            LedgerError::Changed(path) => {
                write!(f, "{} was changed by another program at this moment", path.display())
            }
            LedgerError::NoFolder(folder) => write!(f, "the folder {} is not there", folder.display()),
            LedgerError::NoBackup { name, folder } => {
                write!(f, "there is no backup {name} in {}", folder.display())
            }
            LedgerError::Full(path) => write!(f, "{} has no numbers left for records", path.display()),
            LedgerError::Io { action, path, source } => {
                write!(f, "could not {action} {}: {}", path.display(), plain(source))
            }
        }
    }
}

impl std::error::Error for LedgerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            LedgerError::Io { source, .. } | LedgerError::NoLocks { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// What the system says, without its error number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    text[..end].to_lowercase()
}
