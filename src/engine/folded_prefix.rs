//! The folded state of a ledger's first records, from which a timeline can resume.

use super::budget::Budget;
use super::calendar::Instant;
use super::person_map::PersonMap;
use super::record::{Fact, Record, RecordId, Target};

/// The state after the first records of a ledger, as a checkpoint stores it.
#[derive(Clone, Debug)]
pub struct FoldedPrefix {
    /// When the ledger was created.
    pub created: Instant,
    /// The number of records folded.
    pub records: usize,
    /// The id of the last of them in the order recorded.
    pub last_id: RecordId,
    /// When the last of them in the order of replay happened.
    pub last_at: Instant,
    /// The budget just after that record.
    pub budget: Budget,
    /// The state of each person who was loaded.
    pub people: PersonMap,
}

impl FoldedPrefix {
    /// Whether a record leaves everything that is already folded unchanged.
    pub(super) fn is_extended_by(&self, record: &Record) -> bool {
        match &record.fact {
            Fact::Void(Target::Record(id) | Target::Step(id)) => *id > self.last_id,
            fact => !fact.is_bookkeeping() && record.at >= self.last_at,
        }
    }
}
