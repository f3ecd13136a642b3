//! The ledger file: one JSON document, a record a line. It is opened, read and written here and nowhere else.
//!
//! # Appending
//!
//! ```text
//! Ledger::lock ─▶ LockedLedger ─▶ read ─────────┐
//!                      └────────▶ assume_read ──┤     a checkpoint knows where the records end
//!                                               ▼
//!                        do the lines fit over the slack, and was a backup made today?
//!                          │ yes                                       │ no, or no slack, hard links, another layout
//!                          ▼                                           ▼
//!            commit offset ─▶ lines over the slack ─▶ sync     backup ─▶ temporary file ─▶ sync ─▶ rename ─▶ sync folder
//! ```
//!
//! When `append` returns, the records are on the disk. A process that reads meanwhile takes no lock, and sees the document
//! before or the document after.
//!
//! # Recovery
//!
//! An append that was interrupted leaves a commit offset, everything that was confirmed before it, and at most a piece of
//! what came after. The next command keeps what is finished, saves the piece in a file next to the ledger, and says so in
//! one line. Everything else that is not a sound ledger is refused with its line, and left untouched; `doctor --repair`
//! mends it.
//!
//! # Files
//!
//! Each uses only those below it.
//!
//! | file | what |
//! |---|---|
//! | `examine`, `repair`, `finding` | what `doctor` finds in a file and around it, and mends |
//! | `merge` | two copies of a ledger made one |
//! | `restore` | backups and exports put back |
//! | `handle` | [`Ledger`]: a file that need not exist yet |
//! | `append` | records appended, over the slack or in a new file |
//! | `locked` | [`LockedLedger`]: a ledger under its lock, and what is known of its file |
//! | `open_ledger` | [`OpenLedger`]: the records after a prefix that a checkpoint covers |
//! | `overwrite`, `backup`, `lock` | writing over the slack; copies of the file; the lock file |
//! | `recovery` | what an interrupted append left |
//! | `stream` | a file of this program's layout, read in pieces and by several threads |
//! | `reader`, `migrations`, `contents` | any document, read as a whole and brought to the present version |
//! | `document` | opening line, slack, closing line |
//! | `document_error` | what is wrong with a document, and what to do about it |
//! | `prefix`, `commit_offset` | how far the records reach, and reached before the latest append |
//! | `line` | a record as a line of JSON |
//! | `renumber` | the numbers in a line, changed |
//! | `json`, `checksum`, `spelling` | JSON objects with unknown fields, and damage in them |
//! | `cache` | files of the cache folder |
//! | `file`, `identity`, `failpoints`, `platform` | bytes on disk |
//! | `error`, `format` | what can go wrong; the version of the format |

mod append;
mod backup;
mod cache;
mod checksum;
mod commit_offset;
mod contents;
mod document;
mod document_error;
mod error;
mod examine;
pub(crate) mod failpoints;
mod file;
mod finding;
mod format;
mod handle;
mod identity;
mod json;
mod line;
mod lock;
mod locked;
mod merge;
mod migrations;
mod open_ledger;
mod overwrite;
mod platform;
mod prefix;
mod reader;
mod recovery;
mod renumber;
mod repair;
mod restore;
mod spelling;
mod stream;

pub use backup::{Backup, DAYS, MONTHS, NEWEST, WEEKS};
pub(crate) use cache::write_cache;
pub use contents::Contents;
pub use error::LedgerError;
pub use examine::Examination;
pub use file::{is_ledger, write_export};
pub use finding::Finding;
pub use format::VERSION;
pub use handle::Ledger;
pub use identity::FileIdentity;
pub use line::Scope;
pub use locked::{LockedLedger, ReadOutcome};
pub use merge::MergeReport;
pub use open_ledger::{OpenLedger, Tail};
pub(crate) use platform::make_private_folder;
pub use prefix::CoveredPrefix;
pub use recovery::Recovery;
pub use restore::{BackupState, Restored, check_copy};
