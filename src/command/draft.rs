//! Records in the making, on top of a ledger that was read as a whole.

use chrono_tz::Tz;

use super::person_arg::Entering;
use super::session::not_ahead;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::{ContactBook, Match, Person};
use crate::engine::directory::{Directory, Doubt};
use crate::engine::person::{Handle, PersonId, PersonQuery};
use crate::engine::record::{Details, Fact, Record, RecordId};
use crate::engine::timeline::Timeline;
use crate::error::Failure;
use crate::ledger::{Contents, Locked};
use crate::settings::ClockFormat;

/// Records in the making, under the lock.
pub(super) struct Draft {
    locked: Locked,
    contents: Contents,
    next_id: RecordId,
    /// The ledger as it stands.
    pub(super) before: Timeline,
    /// The contact book, with whoever is new.
    pub(super) book: ContactBook,
    /// When it happened: `--at`, else now.
    pub(super) at: Instant,
    now: Instant,
    clock: ClockFormat,
    step: Option<RecordId>,
    new: Vec<Record>,
}

impl Draft {
    /// Gets ready to record in a ledger that was read.
    pub(super) fn new(locked: Locked, contents: Contents, at: Instant, now: Instant, clock: ClockFormat) -> Draft {
        let before = contents.clone().into_timeline();
        let book = before.book().clone();
        Draft {
            locked,
            next_id: contents.next_id(),
            contents,
            before,
            book,
            at,
            now,
            clock,
            step: None,
            new: Vec::new(),
        }
    }

    /// Refuses what would happen in the future; a clock's drift is cut back to now (rules 1.5).
    pub(super) fn refuse_future(&mut self) -> Result<(), Failure> {
        self.at = not_ahead(self.at, self.now, self.before.zone(), self.clock)?;
        Ok(())
    }

    /// What the file holds.
    pub(super) fn contents(&self) -> &Contents {
        &self.contents
    }

    /// The place that the next record gets in the order recorded.
    pub(super) fn next_place(&self) -> usize {
        self.contents.records.len() + self.new.len()
    }

    /// The clock for times of day.
    pub(super) fn clock(&self) -> ClockFormat {
        self.clock
    }

    /// The present.
    pub(super) fn now(&self) -> Instant {
        self.now
    }

    /// The records that follow are one step, that `undo` takes back as one.
    pub(super) fn begin_step(&mut self) {
        self.step = Some(self.next_id);
    }

    /// Writes a record down, to happen at `at`.
    pub(super) fn add(&mut self, at: Instant, fact: Fact, details: Details) -> RecordId {
        let id = self.next_id;
        self.next_id = RecordId(id.0 + 1);
        self.new.push(Record { id, at, recorded: self.now, fact, details: details.in_step(self.step) });
        id
    }

    /// The ledger as it will stand.
    pub(super) fn after(&self) -> Timeline {
        let mut records = self.contents.records.clone();
        records.extend(self.new.iter().cloned());
        Timeline::new(records, self.full_book(), self.contents.created, self.contents.zone)
    }

    /// The people as first named, with whoever is new.
    fn full_book(&self) -> ContactBook {
        let mut book = self.contents.book.clone();
        for index in book.len()..self.book.len() {
            let person = self.book.entry(index);
            book.declare(person.name.clone(), person.handles.first().cloned());
        }
        book
    }

    /// Records for good. What is said afterwards lasts.
    pub(super) fn commit(self) -> Result<(), Failure> {
        self.locked.record(&self.new, &self.book, self.now, self.contents.zone)?;
        Ok(())
    }

    /// Moves the account to another zone.
    pub(super) fn move_to(self, zone: Tz) -> Result<(), Failure> {
        self.locked.set_zone(zone, self.now)?;
        Ok(())
    }
}

impl Directory for Draft {
    fn find(&self, written: &PersonQuery) -> Result<Match, Doubt> {
        Directory::find(self.before.book(), written)
    }

    fn exactly(&self, written: &PersonQuery) -> Result<Vec<PersonId>, Doubt> {
        Directory::exactly(self.before.book(), written)
    }

    fn like(&self, name: &str) -> Result<Option<PersonId>, Doubt> {
        Directory::like(self.before.book(), name)
    }

    fn person(&self, id: PersonId) -> Result<Person, Doubt> {
        Directory::person(&self.book, id)
    }
}

impl Entering for Draft {
    fn declare(&mut self, name: Option<String>, handle: Option<Handle>) -> PersonId {
        self.book.declare(name, handle)
    }
}
