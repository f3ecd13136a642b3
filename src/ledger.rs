//! The ledger file: one JSON document with a record on each line. Only this module opens, reads and writes it.
//!
//! # Appending
//!
//! ```text
//! Ledger::lock ─▶ LockedLedger ─▶ read ─────────┐
//!                      └────────▶ assume_read ──┤     a checkpoint has the end of the records
//!                                               ▼
//!                      do the lines fit into the slack, and was a backup made today?
//!                        │ yes                                       │ no, or no slack, hard links, another layout
//!                        ▼                                           ▼
//!          commit offset ─▶ lines over the slack ─▶ sync     backup ─▶ temporary file ─▶ sync ─▶ rename ─▶ sync folder
//! ```
//!
//! When `append` returns, the records are on the disk. Readers take no lock, and see the old document or the new one.
//!
//! # Recovery
//!
//! An interrupted append leaves a commit offset, all records that were confirmed before it, and at most a part of the
//! new ones. The next command keeps the complete records, saves the rest in a file next to the ledger, and informs the
//! member. Any other damage is an error that names the line; the file stays untouched until `doctor --repair`.
//!
//! # Files
//!
//! Each file uses only files in its own row and in the rows below.
//!
//! | file | what |
//! |---|---|
//! | `examine`, `repair` | finds and repairs damage in the file and around it, for `doctor` |
//! | `merge` | merges two copies of a ledger |
//! | `restore` | lists the backups, and restores backups and exports |
//! | `move_folder` | moves a ledger with everything that belongs to it |
//! | `export` | writes files that the member names, but never in place of what belongs to a ledger |
//! | `handle` | [`Ledger`]: a ledger file, which need not exist yet |
//! | `append` | appends records over the slack, or rewrites the file |
//! | `locked` | [`LockedLedger`]: a locked ledger, and the state of its file |
//! | `open_ledger` | [`OpenLedger`]: reads the records after a prefix that a checkpoint covers |
//! | `overwrite`, `backup`, `lock` | writes over the slack; makes and lists backups; the lock file |
//! | `recovery` | recovers a file after an interrupted append |
//! | `stream` | reads a file that this program wrote, in chunks and with several threads |
//! | `reader`, `migrations`, `contents` | reads any document as a whole, and migrates it to the current version |
//! | `document` | the document around the records: opening line, slack, closing line |
//! | `document_error` | what is wrong with a document, and what to do about it |
//! | `prefix`, `commit_offset` | the end of the records, now and before the latest append |
//! | `renumber` | changes the numbers in the line of a record |
//! | `line` | converts a record to a line of JSON, and back |
//! | `json`, `checksum`, `spelling` | JSON objects with unknown fields, and damage in them |
//! | `companions` | the files that belong to a ledger, which no export may replace |
//! | `cache` | reads and writes files in the cache folder, if only the member may write there |
//! | `scratch` | a private file for a text that an editor writes |
//! | `finding` | a finding of `doctor` |
//! | `file`, `identity`, `failpoints`, `platform` | reads and writes the bytes of files |
//! | `error`, `format`, `names` | the errors, the version of the format, and the names of files |

mod append;
mod backup;
mod cache;
mod checksum;
mod commit_offset;
mod companions;
mod contents;
mod document;
mod document_error;
mod error;
mod examine;
mod export;
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
mod move_folder;
mod names;
mod open_ledger;
mod overwrite;
mod platform;
mod prefix;
mod reader;
mod recovery;
mod renumber;
mod repair;
mod restore;
mod scratch;
mod spelling;
mod stream;

pub(crate) use append::WrittenRecords;
pub use backup::{Backup, KEPT_DAYS, KEPT_MONTHS, KEPT_NEWEST, KEPT_WEEKS};
pub(crate) use cache::{examine_cache, is_private_folder, open_cache, write_cache};
pub use contents::Contents;
pub use error::{LedgerError, WriteEffect};
pub use examine::Examination;
pub(crate) use export::replace_text;
pub use export::{refuse_part_of_ledger, write_export};
pub use file::is_ledger;
pub use finding::Finding;
pub use format::VERSION;
pub use handle::Ledger;
pub use identity::FileIdentity;
pub use line::ReadDetail;
pub use locked::{LockedLedger, ReadOutcome};
pub use merge::MergeReport;
pub use open_ledger::{OpenLedger, Tail};
pub(crate) use platform::make_private_folder;
pub use platform::report_full_files;
pub use prefix::CoveredPrefix;
pub use recovery::Recovery;
pub use restore::{BackupState, Restored, check_export};
pub(crate) use scratch::ScratchFile;
