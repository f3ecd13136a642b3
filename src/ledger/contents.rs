//! The contents of a ledger file.

use chrono_tz::Tz;

use crate::engine::calendar::Instant;
use crate::engine::contact_book::ContactBook;
use crate::engine::record::{Record, RecordId};
use crate::engine::timeline::Timeline;

/// The contents of a ledger file.
#[derive(Clone, Debug)]
pub struct Contents {
    /// When the ledger was created.
    pub created: Instant,
    /// The account's zone.
    pub zone: Tz,
    /// The records, in the order in which they were recorded.
    pub records: Vec<Record>,
    /// All people in the records, each as first recorded.
    pub book: ContactBook,
}

impl Contents {
    /// A ledger without records.
    pub fn new(created: Instant, zone: Tz) -> Contents {
        Contents { created, zone, records: Vec::new(), book: ContactBook::default() }
    }

    /// The id of the next record.
    pub fn next_id(&self) -> RecordId {
        RecordId(self.records.last().map_or(1, |last| last.id.0 + 1))
    }

    /// Converts the contents to a timeline.
    pub fn into_timeline(self) -> Timeline {
        Timeline::new(self.records, self.book, self.created, self.zone)
    }
}
