//! What a ledger file holds.

use chrono_tz::Tz;

use crate::engine::calendar::Instant;
use crate::engine::contact_book::ContactBook;
use crate::engine::record::{Record, RecordId};
use crate::engine::timeline::Timeline;

/// What a ledger file holds.
#[derive(Clone, Debug)]
pub struct Contents {
    /// When the ledger was created.
    pub created: Instant,
    /// The account's zone.
    pub zone: Tz,
    /// The records, in the order recorded.
    pub records: Vec<Record>,
    /// Everybody that they name, as first named.
    pub book: ContactBook,
}

impl Contents {
    /// A ledger without records.
    pub fn new(created: Instant, zone: Tz) -> Contents {
        Contents { created, zone, records: Vec::new(), book: ContactBook::default() }
    }

    /// The number that the next record gets.
    pub fn next_id(&self) -> RecordId {
        RecordId(self.records.last().map_or(1, |last| last.id.0 + 1))
    }

    /// The same, ready to be folded.
    pub fn into_timeline(self) -> Timeline {
        Timeline::new(self.records, self.book, self.created, self.zone)
    }
}
