//! What a timeline goes on from.

use std::collections::BTreeMap;

use super::budget::Budget;
use super::calendar::Instant;
use super::person::PersonId;
use super::person_state::PersonState;
use super::record::{Fact, Record, RecordId, Target};

/// What the records before those of a timeline came to: what a checkpoint keeps.
#[derive(Clone, Debug)]
pub struct Base {
    /// When the ledger was created.
    pub created: Instant,
    /// How many records it covers.
    pub records: usize,
    /// The number of the last of them in the order recorded.
    pub last_id: RecordId,
    /// When the last of them in the order of replay happened.
    pub last_at: Instant,
    /// The budget after that one, moved no further.
    pub budget: Budget,
    /// What it knows of people, as far as they were loaded.
    pub people: BTreeMap<PersonId, PersonState>,
}

impl Base {
    /// Whether a record only adds to what the base covers: nothing that the base has folded changes with it.
    pub(super) fn is_extended_by(&self, record: &Record) -> bool {
        match &record.fact {
            Fact::Void(Target::Record(id) | Target::Step(id)) => *id > self.last_id,
            fact => !fact.is_about_others() && record.at >= self.last_at,
        }
    }
}
