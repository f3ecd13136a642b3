//! Reads LinkedIn's "Get a copy of your data" export into plain facts about messages and invitations.
//!
//! A pure reader: it takes paths and returns [`Findings`]. It knows no ledger until [`diff`] compares the findings with
//! one, prints nothing, and keeps no text of any message. LinkedIn does not document the format; what the comments here
//! say about it was measured on exports from 2018 to 2026.
//!
//! The folder, in the order in which an import uses it:
//!
//! | file | what |
//! |---|---|
//! | `files`, `file_kind` | finds the tables in zips and folders, and knows them by their names |
//! | `limits` | stops the reading of an archive that expands without end |
//! | `encoding` | turns any encoding of a table into UTF-8 |
//! | `csv_table` | finds the header of a table and streams its rows |
//! | `dates`, `fingerprint` | the values in a row: dates, and texts that are recognised but not kept |
//! | `interner` | gives every name, profile, recipient list and thread a number |
//! | `table_parser` | what each kind of table has to define |
//! | `messages`, `invitations`, `connections`, `profile`, `receipts` | one CSV file each: its columns and its rows |
//! | `source` | the rows of one export |
//! | `reader` | reads all files into sources |
//! | `owner`, `owner_inference` | whose export a source is |
//! | `sourced_rows` | the messages of all sources in one order |
//! | `source_parties`, `profile_groups`, `person_resolver` | which profiles and names are the same person |
//! | `conversation` | the messages of a thread that count, without duplicates |
//! | `merged_invitations`, `connection_dates`, `invitation_notes` | invitations without duplicates, when they led to a connection, and their notes among the messages |
//! | `event_collector` | counts, and turns conversations and invitations into events |
//! | `findings_builder`, `findings`, `caution`, `error` | puts the result together; its types, warnings and errors |
//! | `import_diff`, `person_match` | compares findings with a ledger: what is new, known, or logged by hand |
//!
//! # How rows become events
//!
//! * Each row that the owner sent is a message to each of its recipients: a row to a group of five is five messages,
//!   and one row in [`MessageCounts::sent`].
//! * A row by somebody else is a reply, unless the same person has written since the owner's last row in the thread: a
//!   run of rows is one reply. Whoever wrote before the owner did has replied too: they wrote first. In a group, a
//!   reply by one person is that person's alone.
//! * Within one second, rows by others come before the owner's, so that they do not count as answers to it.
//!
//! # How to add a layout of LinkedIn's export
//!
//! A new file name belongs in `FileKind::of`, a new date format in `dates`. A new column is a constant and a name in
//! the `SCHEMA` of its table, and its use in `parse_row`; a renamed one is a second column, read where the first is
//! missing. Columns that are not in a schema are ignored. A new kind of table is a new file with a type that implements
//! `TableParser`: the columns, how to know the header, and what to take from a row. Give it a [`FileKind`], a field in
//! `Source`, and a branch in `ArchiveReader::read_file`. Add each layout to `tests/archive/layouts.rs`, with invented
//! people.

mod caution;
mod connection_dates;
mod connections;
mod conversation;
mod csv_table;
mod dates;
mod encoding;
mod error;
mod event_collector;
mod file_kind;
mod files;
mod findings;
mod findings_builder;
mod fingerprint;
mod import_diff;
mod interner;
mod invitation_notes;
mod invitations;
mod limits;
mod merged_invitations;
mod messages;
mod owner;
mod owner_inference;
mod person_match;
mod person_resolver;
mod profile;
mod profile_groups;
mod reader;
mod receipts;
mod source;
mod source_parties;
mod sourced_rows;
mod table_parser;

use std::path::PathBuf;

use crate::engine::person::Handle;

pub use caution::Caution;
pub use error::ArchiveError;
pub use file_kind::FileKind;
pub use findings::{
    Connected, Event, EventKind, Evidence, FileReport, Findings, InMailCounts, InvitationCounts, MessageCounts, Owner,
    Person, PlanSuggestion, Skipped,
};
pub use fingerprint::{Fingerprint, ParseFingerprintError};
pub use import_diff::{ImportDiff, diff, fact};
pub use limits::{ExceededLimit, Limits};
pub use person_match::PersonMatch;

use reader::ArchiveReader;

/// Reads archives, given as any mix of zips, folders and single tables.
///
/// `me` is the member's own profile, for archives that do not show whose they are. `progress` is called from time to
/// time with the number of rows read so far.
///
/// # Errors
///
/// When a file cannot be read or is not what it should be, when there is nothing to import, and when the owner of the
/// archives cannot be determined.
pub fn read(
    paths: &[PathBuf],
    me: Option<&Handle>,
    limits: &Limits,
    progress: &mut dyn FnMut(u64),
) -> Result<Findings, ArchiveError> {
    let mut reader = ArchiveReader::new(*limits, progress);
    for file in files::find_files(paths, limits)? {
        reader.read_file(&file)?;
    }
    reader.require_importable_rows()?;
    let me = me.map(|me| reader.interner.intern_handle(me.clone()));
    let owners = owner_inference::infer_owners(&reader.sources, &reader.interner, me)?;
    Ok(findings_builder::build(reader, &owners))
}
