//! A transaction: records about to be written, under the lock of the ledger. Either all are written or none.

use chrono_tz::Tz;

use crate::checkpoint::LedgerView;
use crate::engine::account::Account;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::ContactBook;
use crate::engine::outcome::Outcome;
use crate::engine::person::{PersonId, PersonQuery};
use crate::engine::record::{Details, Fact, Record, RecordId};
use crate::engine::timeline::Timeline;
use crate::error::Failure;
use crate::ledger::{Contents, LockedLedger};
use crate::settings::ClockFormat;
use crate::view::{LocalInstant, RecordedItem, moment, subject};

/// Records about to be written, under the lock.
pub(super) struct Transaction {
    /// The ledger as it is, plus the new people.
    pub(super) ledger: LedgerView<LockedLedger>,
    /// When the records happened: `--at`, or now.
    pub(super) at: Instant,
    pub(super) now: Instant,
    /// The clock for times of day.
    pub(super) clock: ClockFormat,
    /// The account at that instant, with the records applied so far. Folded when it is first needed.
    account: Option<FoldedAccount>,
    /// The number of people before the transaction.
    people_before: usize,
    step: Option<RecordId>,
    new: Vec<Record>,
}

/// An account, and whether it was folded for everybody.
struct FoldedAccount {
    account: Account,
    /// Whether it has only those people who were loaded from a checkpoint.
    is_partial: bool,
}

impl Transaction {
    /// Begins a transaction on a locked ledger.
    pub(super) fn new(ledger: LedgerView<LockedLedger>, at: Instant, now: Instant, clock: ClockFormat) -> Transaction {
        let people_before = ledger.timeline().book().len();
        Transaction { ledger, at, now, clock, account: None, people_before, step: None, new: Vec::new() }
    }

    /// Refuses records in the future. An instant within a clock's drift becomes now (rules 1.5).
    pub(super) fn refuse_future(&mut self) -> Result<(), Failure> {
        self.at = self.past_instant()?;
        Ok(())
    }

    /// When the records happened, at the latest now.
    ///
    /// # Errors
    ///
    /// When that is in the future by more than a clock's drift.
    pub(super) fn past_instant(&self) -> Result<Instant, Failure> {
        if self.at.is_ahead_of(self.now) {
            let message = format!("{} is in the future", moment(LocalInstant::new(self.at, self.zone()), self.clock));
            return Err(Failure::input(
                "in_future",
                message,
                "what has not happened yet cannot be recorded; check --at",
            ));
        }
        Ok(self.at.min(self.now))
    }

    /// The account's zone.
    pub(super) fn zone(&self) -> Tz {
        self.ledger.zone()
    }

    /// The ledger as it is. It has all records if the transaction was begun with
    /// [`crate::ledger::ReadDetail::Everything`].
    pub(super) fn before(&self) -> &Timeline {
        self.ledger.timeline()
    }

    /// The contact book, plus the new people.
    pub(super) fn book(&self) -> &ContactBook {
        self.ledger.timeline().book()
    }

    /// The new people with exactly this name or handle.
    pub(super) fn new_people(&self, query: &PersonQuery) -> Vec<PersonId> {
        let exactly = self.book().exactly(query).into_iter();
        exactly.filter(|id| id.index() >= self.people_before).collect()
    }

    /// The account just before the next record, with the state of this person loaded.
    pub(super) fn account(&mut self, about: PersonId) -> Result<&Account, Failure> {
        Ok(self.loaded_account(Some(about))?)
    }

    /// The account just before the next record, which is about nobody.
    pub(super) fn account_of_nobody(&mut self) -> Result<&Account, Failure> {
        Ok(self.loaded_account(None)?)
    }

    fn loaded_account(&mut self, about: Option<PersonId>) -> Result<&mut Account, Failure> {
        if let Some(about) = about {
            self.ledger.load(about)?;
        }
        let folded = self.account.take().filter(|folded| folded.is_partial == self.ledger.is_partial());
        let mut folded = if let Some(folded) = folded {
            folded
        } else {
            let account = self.ledger.account_with(&self.new, self.at)?;
            FoldedAccount { account, is_partial: self.ledger.is_partial() }
        };
        if let Some((about, state)) = about.and_then(|about| Some((about, self.ledger.loaded_state(about)?))) {
            folded.account.load(about, state);
        }
        Ok(&mut self.account.insert(folded).account)
    }

    /// Makes the records that follow one step, which `undo` takes back together.
    pub(super) fn begin_step(&mut self) {
        self.step = Some(self.next_id());
    }

    fn next_id(&self) -> RecordId {
        RecordId(self.before().next_id().0 + self.new.len() as u64)
    }

    /// Adds a record, and returns its id.
    pub(super) fn add(&mut self, at: Instant, fact: Fact, details: Details) -> RecordId {
        let id = self.next_id();
        self.new.push(Record { id, at, recorded: self.now, fact, details: details.in_step(self.step) });
        id
    }

    /// Adds a record about a person, applies it to the account, and returns the record as answers show it, with its
    /// outcome.
    pub(super) fn apply(
        &mut self,
        person: PersonId,
        fact: &Fact,
        details: Details,
    ) -> Result<(RecordedItem, Outcome), Failure> {
        self.apply_to(Some(person), fact, details)
    }

    /// As [`Transaction::apply`], for a record about nobody.
    pub(super) fn apply_to_nobody(
        &mut self,
        fact: &Fact,
        details: Details,
    ) -> Result<(RecordedItem, Outcome), Failure> {
        self.apply_to(None, fact, details)
    }

    fn apply_to(
        &mut self,
        person: Option<PersonId>,
        fact: &Fact,
        details: Details,
    ) -> Result<(RecordedItem, Outcome), Failure> {
        let (at, place) = (self.at, self.before().next_place() + self.new.len());
        let outcome = self.loaded_account(person)?.apply(at, place, fact, person);
        let id = self.add(at, fact.clone(), details);
        let display_name = person.map(|person| self.ledger.display_name(person)).transpose()?;
        let subject = subject(fact, display_name.as_deref(), None);
        let (person, at) =
            (person.map(|person| self.book().person(person).short_name()), LocalInstant::new(at, self.zone()));
        Ok((RecordedItem { id, kind: fact.kind_name(), person, at, starts: None, display_name, subject }, outcome))
    }

    /// The account as of now, with the added records.
    pub(super) fn account_now(&self) -> Account {
        match &self.account {
            // No record is later than the added ones, so the account needs only the time up to now.
            Some(folded) if self.before().last_at().is_none_or(|last| last <= self.at) => {
                let mut account = folded.account.clone();
                account.advance(self.now);
                account
            }
            _ => self.before().account_with(&self.new, self.now),
        }
    }

    /// The locked ledger, and the timeline as it would be in another zone. The transaction must have all records.
    pub(super) fn in_zone(mut self, zone: Tz) -> (LockedLedger, Timeline) {
        let contents = self.ledger.take_contents().unwrap_or_else(|| Contents::new(self.now, zone));
        let locked = self.ledger.into_source();
        (locked, Timeline::new(contents.records, contents.book, contents.created, zone))
    }

    /// Writes the records. When this returns, they are on the disk.
    pub(super) fn commit(self) -> Result<(), Failure> {
        Ok(self.ledger.append(self.new, self.now)?)
    }

    /// Ends the transaction with a look at the timeline that it will result in. The transaction must have all records.
    pub(super) fn preview(mut self) -> Preview {
        let Contents { created, zone, mut records, mut book } =
            self.ledger.take_contents().unwrap_or_else(|| Contents::new(self.now, self.zone()));
        records.extend(self.new.iter().cloned());
        for index in book.len()..self.book().len() {
            let person = self.book().entry(index);
            book.declare(person.name.clone(), person.handles.first().cloned());
        }
        Preview { after: Timeline::new(records, book, created, zone), transaction: self }
    }
}

/// A transaction that is ready to commit, and the timeline that results.
pub(super) struct Preview {
    /// The timeline after the commit.
    pub(super) after: Timeline,
    transaction: Transaction,
}

impl Preview {
    /// The timeline before the commit.
    pub(super) fn before(&self) -> &Timeline {
        self.transaction.before()
    }

    /// Writes the records, and returns the timeline with them. When this returns, they are on the disk.
    pub(super) fn commit(self) -> Result<Timeline, Failure> {
        self.transaction.commit()?;
        Ok(self.after)
    }
}
