//! What can go wrong with a ledger file.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::VERSION;

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
            LedgerError::Damaged { .. } => {
                "nothing was changed; put that line right in a text editor, or put back a copy of the file".into()
            }
            LedgerError::CutShort { .. } => "nothing was changed; put back a whole copy of the file".into(),
            LedgerError::TooLarge(_) => "nothing was changed; name the ledger with --file or INQUOTA_FILE".into(),
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
            LedgerError::Damaged { path, line, what } => {
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
            LedgerError::Io { action, path, source } => {
                write!(f, "could not {action} {}: {}", path.display(), plain(source))
            }
        }
    }
}

impl std::error::Error for LedgerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            LedgerError::Io { source, .. } => Some(source),
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
