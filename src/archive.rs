//! Reads LinkedIn's "Get a copy of your data" export: messages, invitations, connections and payments.
//!
//! The reader takes paths and returns [`Findings`]. It prints nothing and stores no message text. Only [`diff`],
//! `settled_invitations`, `gone_invitations` and the files that these use know about ledgers: they compare findings
//! with one, and search its contact book for people. LinkedIn does not document the format. The comments here describe
//! it as observed in exports from 2018 to 2026.
//!
//! The files, in the order in which an import uses them:
//!
//! | file | what |
//! |---|---|
//! | `files`, `file_kind` | finds the tables in zips and folders by their names |
//! | `open` | opens a zip, and refuses one that lists too many files |
//! | `limits` | stops at an archive that holds, or expands to, more than any real one |
//! | `encoding` | turns any encoding of a table into UTF-8 |
//! | `csv_table` | finds the header of a table and streams its rows |
//! | `advert` | what advertisements among the messages look like |
//! | `dates`, `month_names`, `fingerprint` | the values in a row: dates, and texts that are recognised but not stored |
//! | `date_order` | whether the dates of a table are month first or day first |
//! | `interner` | gives every name, profile, recipient list and thread an id |
//! | `table_parser` | the trait that each kind of table implements |
//! | `unread` | tables that cannot be read, and whether the import can do without them |
//! | `messages`, `invitations`, `connections`, `profile`, `receipts` | one CSV file each: its columns and its rows |
//! | `source` | the rows of one export |
//! | `reader` | reads all files into sources |
//! | `owner`, `owner_inference` | the owner of each source |
//! | `sourced_rows` | the messages of all sources in one order |
//! | `disjoint_sets` | groups of what belongs together, for the owners and the profiles |
//! | `source_parties`, `profile_groups`, `person_resolver` | which profiles and names are the same person |
//! | `conversation` | the messages of a thread that count, without duplicates |
//! | `merged_invitations`, `connection_dates` | invitations without duplicates, and when they led to a connection |
//! | `invitation_notes` | the notes of invitations among the messages |
//! | `event_collector` | counts, and turns conversations and invitations into events |
//! | `findings_builder`, `findings`, `caution`, `error` | builds the result; its types, warnings and errors |
//! | `listing` | whom the newest archive lists as invited, or as a connection |
//! | `import_diff`, `person_match` | compares findings with a ledger: what is new, known, or logged by hand |
//! | `record_pairs` | pairs what an import has with records of the same person and kind, close in time |
//! | `ledger_ids` | the people and the account of the ledger as they are after the import |
//! | `settled_invitations` | what is pending in the ledger alone, and was accepted according to the connections |
//! | `gone_invitations` | what is pending in the ledger, and not in the newest archive |
//!
//! # How rows become events
//!
//! * Each row that the owner sent is a message to each of its recipients: a row to a group of five is five messages,
//!   and one row in [`MessageCounts::sent`].
//! * A row by someone else is a reply, unless the same person has already written since the owner's last row in the
//!   thread: a run of rows is one reply. A row from before the owner's first row is a reply too. In a group, a reply
//!   counts only for the person who sent it.
//! * Within the same second, rows by others come before the owner's rows, so that they do not count as answers to them.
//!   The note of an invitation is looked for among all rows of the first second of its thread.
//!
//! # How to add a layout of LinkedIn's export
//!
//! * A new file name: add it to `FileKind::of`.
//! * A new date format: add it to `dates`. Read the dates of a table through a `DateColumn` of `date_order`, and settle
//!   their order in `finish`.
//! * A new column: add a constant and a name to the `SCHEMA` of its table, and read it in `parse_row`. For a renamed
//!   column, add the new name as a second column and read it where the first is missing; add it to `is_header` and,
//!   next to the old name, to the same list in `MISSING_COLUMN_COSTS`. For the addresses of recipients or the direction
//!   of a message, set it in `Columns` of `messages` too. Columns that are not in a schema are ignored.
//! * A new kind of table:
//!   1. Add a file with a type that implements `TableParser`, its `mod` line here, and a row in the table above.
//!   2. Add a variant to [`FileKind`], its name to `FileKind::name`, and its file names to `FileKind::of`.
//!   3. Add the variant to `FileKind::is_table`. If its rows belong in the figures, add it to `FileKind::is_counted`
//!      instead: unreadable rows are then counted, and a table without any readable row is left out.
//!      Say in `FileKind::cost_of_lack` what an import lacks without it.
//!   4. Add a field to `ExportSource` for its rows, and a branch in `ArchiveReader::read_file` that fills the field and
//!      adds `bad_dates` to those that were skipped. Without the branch, the wildcard arm ignores the file. If the
//!      table alone is worth an import, add it to `needs_owner` and `newest` of `ExportSource`, and to
//!      `require_importable_rows` in `reader`.
//!   5. Use the field in `findings_builder::build`, and return the result in a field of [`Findings`]. If the rows name
//!      people, add them to `source_parties`. If the figures suffer without the table, add a [`Caution`] with its text
//!      in `Display`, return it from `cautions_about`, and add its code to `docs/scripting.md`.
//!   6. If the rows become events, add a variant to [`EventKind`] and convert it in `interaction_of` of `import_diff`;
//!      `add_records` in `command/import.rs` then writes them. Show their counts in `view/import/answer.rs`.
//!
//!   The compiler asks for `FileKind::name` and for the new field in `findings_builder`, but for nothing else in steps
//!   2 to 6: most of those matches have a wildcard arm.
//!
//! Add each layout to `tests/archive/layouts.rs`, with invented people.

mod advert;
mod caution;
mod connection_dates;
mod connections;
mod conversation;
mod csv_table;
mod date_order;
mod dates;
mod disjoint_sets;
mod encoding;
mod error;
mod event_collector;
mod file_kind;
mod files;
mod findings;
mod findings_builder;
mod fingerprint;
mod gone_invitations;
mod import_diff;
mod interner;
mod invitation_notes;
mod invitations;
mod ledger_ids;
mod limits;
mod listing;
mod merged_invitations;
mod messages;
mod month_names;
mod open;
mod owner;
mod owner_inference;
mod person_match;
mod person_resolver;
mod profile;
mod profile_groups;
mod reader;
mod receipts;
mod record_pairs;
mod settled_invitations;
mod source;
mod source_parties;
mod sourced_rows;
mod table_parser;
mod unread;

use std::path::PathBuf;

use crate::engine::person::Handle;

pub use caution::Caution;
pub use date_order::UnclearOrder;
pub(crate) use encoding::decode;
pub use error::ArchiveError;
pub use file_kind::FileKind;
pub use findings::{
    Connected, Event, EventKind, Evidence, FileReport, Findings, InMailCounts, InvitationCounts, MessageCounts, Owner,
    Person, PlanSuggestion, Skipped,
};
pub use fingerprint::{Fingerprint, ParseFingerprintError};
pub use gone_invitations::gone_invitations;
pub(crate) use import_diff::imported_records;
pub use import_diff::{ImportDiff, SettledInvitation, diff, fact};
pub use limits::{ExceededLimit, Limits};
pub use listing::Listing;
pub use person_match::PersonMatch;
pub(crate) use record_pairs::{Candidate, pair_with_records};
pub use settled_invitations::settled_invitations;

use reader::ArchiveReader;

/// Reads archives, given as any mix of zips, folders and single tables.
///
/// `me` is the member's own profile, for archives that do not reveal their owner. `progress` is called periodically
/// with the number of rows read so far.
///
/// # Errors
///
/// When a file cannot be read or has an unexpected format, when there is nothing to import, and when the owner of the
/// archives cannot be determined.
pub fn read(
    paths: &[PathBuf],
    me: Option<&Handle>,
    limits: &Limits,
    progress: &mut dyn FnMut(u64),
) -> Result<Findings, ArchiveError> {
    let mut reader = ArchiveReader::new(*limits, progress);
    for file in &files::find_files(paths, limits)? {
        reader.read_file(file)?;
    }
    let lack = reader.require_importable_rows()?;
    let me = me.map(|me| reader.interner.intern_handle(me.clone()));
    let owners = owner_inference::infer_owners(&reader.sources, &reader.interner, me)?;
    Ok(Findings { lack, ..findings_builder::build(reader, &owners)? })
}
