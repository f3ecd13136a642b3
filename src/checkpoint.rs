//! Checkpoints: what a ledger came to, kept in the cache folder, so that a command reads only what was recorded since.
//!
//! ```text
//! ledger file   [ covered by the checkpoint ……………………………… | tail ]   at most 256 records
//!                               │                                │
//! checkpoint    budget · people · name index · days              │
//!                               └────────────► LedgerView ◄──────┘   what a command sees
//! ```
//!
//! A checkpoint is derived and disposable; it never decides what is true. It is believed only while the ledger is the
//! very file that it was made of, or the file that the program itself left after appending to that one ([`marker`]), and
//! while the tail only adds to what it covers: things sent, received, bought or counted no earlier than all of that, and
//! undos of such. A tail that changes what is covered (a late entry, an edit, a plan), a tail of more than 256 records,
//! another version of the program or a damaged page has the ledger read as a whole, and another checkpoint made.
//! [`LedgerView`] does all that; who asks it never knows.
//!
//! # What each mechanism buys
//!
//! Measured for `check` as a whole process, of which an empty program takes 1.5 ms: without a checkpoint 3.7 ms at 1,000
//! records, 11.5 at 20,000, 45 at 100,000; with one 2.6 to 3.1 at any size. The benchmark `speed` measures it anew.
//!
//! | mechanism | what it buys |
//! |---|---|
//! | pages with checksums, read as they are needed ([`pages`]) | nobody reads 20 MB to look one person up: 0.1 ms instead of 15 at a million |
//! | the name index ([`name_index`]) | a person is found by name among 250,000 in 0.1 ms, not by reading all of them in 40 |
//! | the marker ([`marker`]) | after a recording the covered bytes need not be compared: 3 ms at 100,000, 30 at a million |
//! | the days, contacts and answered InMails ([`file`](mod@file)) | `summary` of a month reads that month |
//!
//! A record that is entered late, and the question after it, read the whole ledger: 12 ms at 20,000 records.

mod build;
mod codec;
mod file;
mod labels;
mod ledger_source;
mod ledger_view;
mod marker;
mod name_index;
mod pages;
mod people;
mod resume;
mod stale;
mod survey;

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::engine::timeline::Timeline;
use crate::ledger::{CoveredPrefix, FileIdentity, write_cache};
use file::CheckpointFile;
pub(crate) use labels::Labels;
pub(crate) use ledger_source::LedgerSource;
pub(crate) use ledger_view::LedgerView;
use marker::Marker;
use stale::Stale;

/// The least bytes of a ledger for which a checkpoint is worth its while.
const LEAST: u64 = 64 << 10;

/// The most records that a command reads after a checkpoint; with more, another one is made.
const LONGEST_TAIL: usize = 256;

/// Where the checkpoint of a ledger is.
#[derive(Clone, Debug)]
pub(crate) struct CheckpointStore {
    checkpoint: PathBuf,
    marker: PathBuf,
}

impl CheckpointStore {
    /// The place of a ledger's checkpoint in the cache folder.
    pub(crate) fn of(folder: &Path, ledger: &Path) -> Option<CheckpointStore> {
        let path = std::path::absolute(ledger).ok()?;
        let name = format!("{:016x}", name_index::hash_of_key(&path.to_string_lossy()));
        let file = |end: &str| folder.join(format!("{name}.{end}"));
        Some(CheckpointStore { checkpoint: file("checkpoint"), marker: file("marker") })
    }

    /// The checkpoint, where it is one of this version and covers the beginning of this file.
    fn open(&self, identity: &FileIdentity) -> Result<CheckpointFile, Stale> {
        let file = CheckpointFile::open(File::open(&self.checkpoint).map_err(|_| Stale)?)?;
        let prefix = &file.header.prefix;
        let is_marked = || Marker::read(&self.marker).is_some_and(|marker| marker == Marker::new(identity, prefix));
        if prefix.identity == *identity || is_marked() { Ok(file) } else { Err(Stale) }
    }

    /// Makes a checkpoint of a ledger that was read as a whole; says whether the ledger is one that has a checkpoint.
    /// Where it cannot be written, the next command reads the whole ledger again.
    fn rebuild(&self, timeline: &Timeline, prefix: &CoveredPrefix) -> bool {
        if prefix.identity.length() < LEAST || timeline.unknown() > 0 {
            return false;
        }
        let pieces = build::checkpoint(timeline, prefix);
        if let Some(pieces) = &pieces {
            write_cache(&self.checkpoint, |file| pages::write(pieces, file));
        }
        pieces.is_some()
    }

    /// Records which file the ledger is after an append to what the checkpoint covers.
    fn mark_verified(&self, identity: &FileIdentity, prefix: &CoveredPrefix) {
        let marker = Marker::new(identity, prefix).bytes();
        write_cache(&self.marker, |file| file.write_all(&marker));
    }
}
