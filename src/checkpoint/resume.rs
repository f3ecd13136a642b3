//! Resuming from a checkpoint.

use super::LONGEST_TAIL;
use super::file::CheckpointFile;
use super::stale::Stale;
use crate::engine::folded_prefix::FoldedPrefix;
use crate::engine::person_map::PersonMap;
use crate::engine::timeline::Timeline;
use crate::ledger::{CoveredPrefix, OpenLedger, Tail};

/// A checkpoint and its ledger.
#[derive(Debug)]
pub(super) struct OpenCheckpoint {
    pub(super) file: CheckpointFile,
    pub(super) ledger: OpenLedger,
}

/// The timeline that resumes from a checkpoint, and the prefix of the ledger that it covers with the tail.
pub(super) fn resume(open: &mut OpenCheckpoint) -> Result<(Timeline, CoveredPrefix), Stale> {
    let checkpoint = &open.file;
    let header = &checkpoint.header;
    let tail = open.ledger.tail(&header.prefix, header.people, header.last_id).ok_or(Stale)?;
    let Tail { records, mut book, prefix } = tail;
    if records.len() > LONGEST_TAIL {
        return Err(Stale);
    }
    let mut people = PersonMap::default();
    for id in records.iter().filter_map(|record| record.fact.person()) {
        if book.lacks(id) {
            let (person, state) = checkpoint.person(id)?;
            book.load(id, person);
            people.insert(id, state);
        }
    }
    let folded_prefix = FoldedPrefix {
        created: header.created,
        records: header.records,
        last_id: header.last_id,
        last_at: header.last_at,
        budget: header.budget.clone(),
        people,
    };
    let timeline = Timeline::resumed(folded_prefix, records, book).ok_or(Stale)?;
    Ok((timeline, prefix))
}
