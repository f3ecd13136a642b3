//! An account that goes on from a checkpoint: the records behind it are folded, and no others.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::behind::Behind;
use super::layer::{Header, Layer};
use super::past::QuickPast;
use super::people::People;
use super::stack::Stack;
use super::{Fallen, Known};
use crate::engine::account::Account;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::Person;
use crate::engine::course::Days;
use crate::engine::directory::{Directory, Doubt};
use crate::engine::person::PersonId;
use crate::engine::rates::Contact;
use crate::engine::record::{Record, RecordId};
use crate::engine::statement::DaySnapshot;
use crate::ledger::{CoveredPrefix, OpenLedger, Tail};

/// The most records that are read behind a checkpoint again and again.
const MOST_BEHIND: usize = 256;

/// A ledger as a checkpoint and the records behind it.
#[derive(Debug)]
pub(crate) struct Resumed {
    pub(super) stack: Stack,
    glance: OpenLedger,
    /// What the ledger is known to begin with: what the checkpoint covers, or more.
    known: Known,
    behind: Behind,
}

impl Resumed {
    /// Goes on from a checkpoint, if what stands behind it does.
    pub(super) fn new(stack: Stack, glance: OpenLedger, tail: Tail, known: Known) -> Result<Resumed, Box<Fallen>> {
        match Behind::of(&stack, tail) {
            Ok(behind) => Ok(Resumed { stack, glance, known, behind }),
            Err(Doubt) => Err(Box::new(Fallen { stack, glance, known: Some(known) })),
        }
    }

    /// What the uppermost layer says at its beginning.
    pub(super) fn header(&self) -> &Header {
        self.stack.header()
    }

    /// Whether so much stands behind the checkpoint that a layer for its top is worth its while.
    pub(super) fn wants_top(&self) -> bool {
        self.behind.len() > MOST_BEHIND
    }

    /// What is folded behind the checkpoint.
    pub(super) fn behind(&self) -> &Behind {
        &self.behind
    }

    /// Whether there is no layer on top of the base.
    pub(super) fn is_on_base(&self) -> bool {
        !self.stack.has_top()
    }

    /// The base alone, the file, and what this is known to begin with.
    pub(super) fn into_base(self) -> (Layer, OpenLedger, Known) {
        (self.stack.into_base(), self.glance, self.known)
    }

    /// The account after the last record, and the marks of the days that ended behind the base.
    pub(super) fn course(&self) -> Result<(Account, Vec<(NaiveDate, DaySnapshot)>), Doubt> {
        let mut days = Days::resumed(self.zone(), self.header().last_at);
        let mut fold = self.fold(self.last_at())?;
        while let Some(at) = fold.next_at() {
            days.close_before(at, &mut fold.account);
            fold.read_next();
        }
        Ok((fold.account, days.marks))
    }

    /// Everybody whom the records behind the checkpoint are about, and whoever they name first.
    pub(super) fn people_behind(&self) -> impl Iterator<Item = (PersonId, Person)> {
        let new = (self.header().people..self.behind.book.len()).map(|number| {
            let id = PersonId(u32::try_from(number).unwrap_or(u32::MAX));
            (id, self.behind.book.person(id).clone())
        });
        self.behind.touched.iter().map(|(id, person)| (*id, person.clone())).chain(new)
    }

    /// Whether the base knows a person of its own.
    pub(super) fn is_known_in_base(&self, id: PersonId) -> Result<bool, Doubt> {
        Ok(self.stack.person_in_base(id)?.is_some_and(|(person, _)| person.is_known))
    }

    /// The contacts of those people as the checkpoint has them.
    pub(super) fn contacts_before(&self) -> Vec<Contact> {
        self.behind.as_left.values().filter_map(Contact::of).collect()
    }

    /// The account's zone.
    pub(crate) fn zone(&self) -> Tz {
        self.header().zone
    }

    /// What the ledger is known to begin with.
    pub(crate) fn known(&self) -> &CoveredPrefix {
        &self.known.extent
    }

    /// How far the records of the ledger reach.
    pub(crate) fn prefix(&self) -> &CoveredPrefix {
        &self.behind.extent
    }

    /// The number that the next record gets.
    pub(crate) fn next_id(&self) -> RecordId {
        RecordId(self.behind.last_id.0 + 1)
    }

    /// The place that the next record gets in the order recorded.
    pub(crate) fn next_place(&self) -> usize {
        self.behind.count
    }

    /// The number that the next new person gets.
    pub(crate) fn next_person(&self) -> PersonId {
        PersonId(u32::try_from(self.behind.book.len()).unwrap_or(u32::MAX))
    }

    /// Whether the account can be told as of an instant.
    pub(crate) fn reaches_back_to(&self, as_of: Instant) -> bool {
        as_of >= self.header().last_at
    }

    /// When the latest of all records happened.
    pub(crate) fn last_at(&self) -> Instant {
        self.behind.last().map_or(self.header().last_at, |record| record.at)
    }

    /// Who is who.
    pub(crate) fn people(&self) -> impl Directory {
        People { stack: &self.stack, behind: &self.behind }
    }

    /// The account as of an instant, ready for a question about a person.
    pub(crate) fn account_at(&self, instant: Instant, about: Option<PersonId>) -> Result<Account, Doubt> {
        let mut fold = self.fold(instant)?;
        fold.read_through(instant);
        if let Some(id) = about {
            self.admit(&mut fold.account, id)?;
        }
        Ok(fold.account)
    }

    /// The account as of an instant, with these records more, which are recorded behind all others.
    pub(crate) fn account_with(&self, new: &[Record], instant: Instant) -> Result<Account, Doubt> {
        let mut fold = self.fold(instant)?;
        let mut new: Vec<(usize, &Record)> = (self.next_place()..).zip(new).collect();
        new.sort_by_key(|(place, record)| (record.at, *place));
        for (place, record) in new {
            // Of one instant, what was recorded before comes first.
            fold.read_through(record.at);
            if let Some(id) = record.fact.person() {
                self.admit(&mut fold.account, id)?;
            }
            fold.account.apply(record.at, place, &record.fact, record.fact.person());
        }
        fold.read_through(instant);
        Ok(fold.account)
    }

    /// Makes an account ready for a question or a record about a person.
    pub(crate) fn admit(&self, account: &mut Account, id: PersonId) -> Result<(), Doubt> {
        if id.index() < self.header().people && account.known(id).is_none() {
            let (_, standing) = self.stack.person(id)?;
            account.admit(id, || standing);
        }
        Ok(())
    }

    /// The account's past up to an instant.
    pub(crate) fn past(&self, as_of: Instant) -> Result<QuickPast<'_>, Doubt> {
        QuickPast::of(self, as_of)
    }

    /// A fold that has read the checkpoint.
    pub(super) fn fold(&self, as_of: Instant) -> Result<TailFold<'_>, Doubt> {
        let header = self.header();
        if !self.reaches_back_to(as_of) {
            return Err(Doubt);
        }
        let mut account = Account::resumed(header.budget.clone());
        for (id, standing) in &self.behind.as_left {
            account.admit(*id, || standing.clone());
        }
        Ok(TailFold { resumed: self, account, next: 0 })
    }
}

/// The fold of what stands behind a checkpoint.
pub(super) struct TailFold<'a> {
    pub(super) resumed: &'a Resumed,
    pub(super) account: Account,
    next: usize,
}

impl TailFold<'_> {
    /// When the next record happened.
    fn next_at(&self) -> Option<Instant> {
        self.resumed.behind.told(self.next).map(|(_, record)| record.at)
    }

    fn read_next(&mut self) {
        if let Some((place, record)) = self.resumed.behind.told(self.next) {
            self.account.apply(record.at, place, &record.fact, record.fact.person());
            self.next += 1;
        }
    }

    pub(super) fn read_through(&mut self, instant: Instant) {
        while self.next_at().is_some_and(|at| at <= instant) {
            self.read_next();
        }
        self.account.advance(instant);
    }
}
