//! What happened with people, in the making: sent, received, accepted. It is folded onto the account as it is added,
//! be the ledger read as a whole or resumed from a checkpoint.

use chrono_tz::Tz;

use super::draft::Draft;
use super::person_arg::Entering;
use crate::checkpoint::{Resumed, Shelf};
use crate::engine::account::Account;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::{ContactBook, Match, Person};
use crate::engine::directory::{Directory, Doubt};
use crate::engine::outcome::Outcome;
use crate::engine::person::{Handle, PersonId, PersonQuery};
use crate::engine::record::{Details, Fact, Record, RecordId};
use crate::error::Failure;
use crate::ledger::{Appended, Guarded, kind_of};
use crate::view::{LocalInstant, RecordedItem, subject};

/// Records about people in the making, under the lock.
pub(super) struct Entry {
    base: Base,
    /// When it happened.
    at: Instant,
    now: Instant,
    /// The account at that instant, with what was added so far.
    account: Account,
}

/// What the records are added to.
enum Base {
    /// The ledger as a whole.
    Whole(Box<Draft>),
    /// A checkpoint and what stands behind it.
    Resumed(Box<Added>),
}

/// What is added to a ledger that was resumed.
struct Added {
    guarded: Guarded,
    resumed: Resumed,
    shelf: Option<Shelf>,
    /// Who is new.
    declared: ContactBook,
    step: Option<RecordId>,
    new: Vec<Record>,
}

impl Entry {
    /// On top of a ledger that was read as a whole.
    pub(super) fn whole(draft: Draft) -> Entry {
        let (at, now, account) = (draft.at, draft.now(), draft.before.account_at(draft.at));
        Entry { base: Base::Whole(Box::new(draft)), at, now, account }
    }

    /// On top of a checkpoint that reaches back to when it happened.
    pub(super) fn resumed(
        guarded: Guarded,
        resumed: Resumed,
        shelf: Option<Shelf>,
        (at, now): (Instant, Instant),
    ) -> Result<Entry, Failure> {
        let account = resumed.account_at(at, None)?;
        let declared = ContactBook::continued(resumed.next_person().index());
        let added = Added { guarded, resumed, shelf, declared, step: None, new: Vec::new() };
        Ok(Entry { base: Base::Resumed(Box::new(added)), at, now, account })
    }

    /// The account's zone.
    pub(super) fn zone(&self) -> Tz {
        self.account.budget().zone()
    }

    /// The account just before the next record, ready for a question about a person.
    pub(super) fn account(&mut self, about: PersonId) -> Result<&Account, Doubt> {
        if let Base::Resumed(added) = &self.base {
            added.resumed.admit(&mut self.account, about)?;
        }
        Ok(&self.account)
    }

    /// The records that follow are one step, that `undo` takes back as one.
    pub(super) fn begin_step(&mut self) {
        match &mut self.base {
            Base::Whole(draft) => draft.begin_step(),
            Base::Resumed(added) => added.step = Some(added.next_id()),
        }
    }

    /// Writes a record down, and says how it is told and what came of it.
    pub(super) fn add(&mut self, fact: &Fact, details: Details) -> Result<(RecordedItem, Outcome), Doubt> {
        let person = fact.person();
        if let Some(id) = person {
            self.account(id)?;
        }
        let (at, now) = (self.at, self.now);
        let (place, id) = match &mut self.base {
            Base::Whole(draft) => (draft.next_place(), draft.add(at, fact.clone(), details)),
            Base::Resumed(added) => (added.next_place(), added.add(now, at, fact.clone(), details)),
        };
        let outcome = self.account.apply(at, place, fact, person);
        let display_name = person.map(|id| self.display_name(id)).transpose()?;
        let person = person.map(|id| self.person(id)).transpose()?.map(|person| person.short_name());
        let subject = subject(fact, display_name.as_deref(), None);
        let at = LocalInstant::new(at, self.zone());
        Ok((RecordedItem { id, kind: kind_of(fact), person, at, display_name, subject }, outcome))
    }

    /// The account as of now, with everything that was added.
    pub(super) fn account_now(&self) -> Result<Account, Doubt> {
        match &self.base {
            Base::Whole(draft) => Ok(draft.after().account_at(self.now)),
            Base::Resumed(added) => added.resumed.account_with(&added.new, self.now),
        }
    }

    /// Records for good. What is said afterwards lasts.
    pub(super) fn commit(self) -> Result<(), Failure> {
        let (now, zone) = (self.now, self.zone());
        match self.base {
            Base::Whole(draft) => draft.commit(),
            Base::Resumed(added) => added.commit(now, zone),
        }
    }
}

impl Added {
    fn next_id(&self) -> RecordId {
        RecordId(self.resumed.next_id().0 + self.new.len() as u64)
    }

    fn next_place(&self) -> usize {
        self.resumed.next_place() + self.new.len()
    }

    fn add(&mut self, now: Instant, at: Instant, fact: Fact, details: Details) -> RecordId {
        let id = self.next_id();
        self.new.push(Record { id, at, recorded: now, fact, details: details.in_step(self.step) });
        id
    }

    fn person(&self, id: PersonId) -> Result<Person, Doubt> {
        if self.declared.holds(id) { Ok(self.declared.person(id).clone()) } else { self.resumed.people().person(id) }
    }

    fn commit(self, now: Instant, zone: Tz) -> Result<(), Failure> {
        let mut records = Vec::new();
        for record in &self.new {
            let person = record.fact.person().map(|id| self.person(id)).transpose()?;
            records.push((record.clone(), person));
        }
        match self.guarded.append(self.resumed.file(), &records, (now, zone))? {
            Appended::Not => Err(Failure::Doubt),
            Appended::Now(identity) => {
                if let (Some(shelf), Some(identity)) = (&self.shelf, identity) {
                    shelf.vouch(&identity, self.resumed.known());
                }
                Ok(())
            }
        }
    }
}

impl Entry {
    /// Who is who, without those who are new.
    fn ask<T>(&self, ask: impl FnOnce(&dyn Directory) -> T) -> T {
        match &self.base {
            Base::Whole(draft) => ask(&**draft),
            Base::Resumed(added) => ask(&added.resumed.people()),
        }
    }

    /// The new ones of this name or handle.
    pub(super) fn declared(&self, written: &PersonQuery) -> Vec<PersonId> {
        match &self.base {
            Base::Whole(draft) => draft.book.exactly(written),
            Base::Resumed(added) => added.declared.exactly(written),
        }
    }
}

impl Directory for Entry {
    fn find(&self, written: &PersonQuery) -> Result<Match, Doubt> {
        self.ask(|people| people.find(written))
    }

    fn exactly(&self, written: &PersonQuery) -> Result<Vec<PersonId>, Doubt> {
        self.ask(|people| people.exactly(written))
    }

    fn like(&self, name: &str) -> Result<Option<PersonId>, Doubt> {
        self.ask(|people| people.like(name))
    }

    fn person(&self, id: PersonId) -> Result<Person, Doubt> {
        match &self.base {
            Base::Whole(draft) => draft.person(id),
            Base::Resumed(added) => added.person(id),
        }
    }
}

impl Entering for Entry {
    fn declare(&mut self, name: Option<String>, handle: Option<Handle>) -> PersonId {
        match &mut self.base {
            Base::Whole(draft) => draft.declare(name, handle),
            Base::Resumed(added) => added.declared.declare(name, handle),
        }
    }
}
