//! Checkpoints: the folded state of a ledger, stored in the cache folder so that a command reads only later records.
//!
//! ```text
//! ledger file   [ covered by the checkpoint ……………………………… | tail ]   at most 256 records
//!                               │                                │
//! checkpoint    budget · people · name index · days · texts      │
//!                               └────────────► LedgerView ◄──────┘   what a command sees
//! ```
//!
//! A checkpoint is a cache; the ledger alone is authoritative. It is valid only if
//!
//! - nobody else can have written it: it and its folder belong to the member, and others may not write to them, and
//! - the ledger is the same file from which it was made, or the file that this program left after appending to that one
//!   ([`marker`]), and
//! - the tail leaves everything it covers unchanged: sends, responses, acceptances, follow-ups, purchases and balances
//!   no earlier than its last record, and undos of records in the tail.
//!
//! Otherwise (a late entry, an edit, a plan, an import, a change of a person, more than 256 records in the tail,
//! another version of the program, a damaged page), the whole ledger is read and another checkpoint is made.
//! [`LedgerView`] does this; commands need not know.
//!
//! | file | contents |
//! |---|---|
//! | `ledger_view` | the ledger as commands see it: everything, or a checkpoint and the records after it |
//! | `people` | finds people in the ledger view |
//! | `recent` | the latest texts and sends, for warnings |
//! | `completion_queries` | lists people, records, tags and templates, for completions |
//! | `ledger_source` | what a view reads from: the ledger file, or the locked ledger file |
//! | `build` | makes a checkpoint of a whole ledger |
//! | `resume` | continues a timeline from a checkpoint |
//! | `file` | the sections of a checkpoint file, and lookups in them |
//! | `pages` | the pages of the file, each with a checksum |
//! | `bytes` | reads numbers, dates and texts from bytes |
//! | `codec` | the bytes of people |
//! | `rows` | the bytes of the rows that statements read |
//! | `name_index` | the index of names and handles |
//! | `candidates` | looks names up in the index |
//! | `labels` | tags and templates |
//! | `marker` | the identity of the ledger file after the latest append |
//! | `stale` | the error of a checkpoint that cannot be used |
//!
//! # What each mechanism saves
//!
//! Measured for a whole process of `check`, of which an empty program takes 1.6 ms, on a shared machine: without a
//! checkpoint 4 ms at 1,000 records, 19 ms at 20,000, 75 to 90 ms at 100,000; with one 1.8 to 3.0 ms at any size.
//! Measure again with the benchmark `speed`.
//!
//! | mechanism | what it saves |
//! |---|---|
//! | pages with checksums, read on demand ([`pages`]) | looking up a person does not read 20 MB: 0.1 ms instead of 15 ms at a million records |
//! | the name index ([`name_index`]) | finding a name among 250,000 people takes 0.1 ms instead of 40 ms |
//! | the marker ([`marker`]) | after an append, the ledger need not be read as a whole: 75 ms at 100,000 records, 770 ms at a million |
//! | the days, contacts, days with messages and answered InMails ([`file`](mod@file)) | `summary` of a month reads that month only, `status` the week of its targets and two days of its month |
//!
//! A late entry, and the next command after it, read the whole ledger: 19 ms at 20,000 records.

mod build;
mod bytes;
mod candidates;
mod codec;
mod completion_queries;
mod file;
mod labels;
mod ledger_source;
mod ledger_view;
mod marker;
mod name_index;
mod pages;
mod people;
mod recent;
mod resume;
mod rows;
mod stale;

use std::path::{Path, PathBuf};

use crate::engine::timeline::Timeline;
use crate::ledger::{CoveredPrefix, FileIdentity, Finding, examine_cache, open_cache, write_cache};
use file::CheckpointFile;
pub(crate) use labels::TagsAndTemplates;
pub(crate) use ledger_source::LedgerSource;
pub(crate) use ledger_view::LedgerView;
use marker::Marker;
pub(crate) use people::MOST_LISTED_MATCHES;
use stale::Stale;

/// The smallest ledger, in bytes, for which a checkpoint saves time.
const LEAST: u64 = 64 << 10;

/// The most records that a command reads after a checkpoint. With more, another checkpoint is made.
const LONGEST_TAIL: usize = 256;

/// How the names of the files end.
const CHECKPOINT: &str = "checkpoint";
const MARKER: &str = "marker";

/// The files of a ledger's checkpoint.
#[derive(Clone, Debug)]
pub(crate) struct CheckpointStore {
    checkpoint: PathBuf,
    marker: PathBuf,
}

impl CheckpointStore {
    /// The checkpoint files of a ledger in the cache folder.
    pub(crate) fn of(folder: &Path, ledger: &Path) -> Option<CheckpointStore> {
        let path = std::path::absolute(ledger).ok()?;
        let name = format!("{:016x}", name_index::hash_of_key(&path.to_string_lossy()));
        let file = |end: &str| folder.join(format!("{name}.{end}"));
        Some(CheckpointStore { checkpoint: file(CHECKPOINT), marker: file(MARKER) })
    }

    /// Examines the cache folder for `doctor`. With `repairs`, closes it to others and removes all checkpoints in it.
    pub(crate) fn examine(folder: &Path, repairs: bool) -> Option<Finding> {
        examine_cache(folder, &[CHECKPOINT, MARKER], repairs)
    }

    /// Removes the files, because the ledger is at another path from now on. A failure is harmless.
    pub(crate) fn remove(&self) {
        for file in [&self.checkpoint, &self.marker] {
            let _ = std::fs::remove_file(file);
        }
    }

    /// Opens the checkpoint, if it is of this version and covers the beginning of this file.
    fn open(&self, identity: &FileIdentity) -> Result<CheckpointFile, Stale> {
        let file = CheckpointFile::open(open_cache(&self.checkpoint).ok_or(Stale)?)?;
        let prefix = &file.header.prefix;
        let is_marked = || Marker::read(&self.marker).is_some_and(|marker| marker == Marker::new(identity, prefix));
        if prefix.identity == *identity || is_marked() { Ok(file) } else { Err(Stale) }
    }

    /// Makes a checkpoint of a whole ledger, and returns whether the ledger can have one. If the file cannot be
    /// written, the next command reads the whole ledger again.
    fn rebuild(&self, timeline: &Timeline, prefix: &CoveredPrefix) -> bool {
        if prefix.identity.length() < LEAST || timeline.unknown_kind_count() > 0 {
            return false;
        }
        let pieces = build::checkpoint(timeline, prefix);
        if let Some(pieces) = &pieces {
            write_cache(&self.checkpoint, |file| pages::write(pieces, file));
        }
        pieces.is_some()
    }

    /// Records the identity of the ledger after an append, so that the checkpoint is still valid for it.
    fn mark_verified(&self, identity: &FileIdentity, prefix: &CoveredPrefix) {
        let marker = Marker::new(identity, prefix).bytes();
        write_cache(&self.marker, |file| file.write_all(&marker));
    }
}
