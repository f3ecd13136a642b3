//! An account that goes on from a checkpoint: the records behind it are folded, and no others.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::layer::Layer;
use super::people::People;
use crate::engine::account::Account;
use crate::engine::book::Person;
use crate::engine::calendar::{Instant, date_of, end_of};
use crate::engine::correspondent::Correspondent;
use crate::engine::directory::{Directory, Doubt};
use crate::engine::outcome::Outcome;
use crate::engine::person::PersonId;
use crate::engine::rates::{Contact, ResponseRate, response_rate};
use crate::engine::record::{Fact, Record, RecordId, Target};
use crate::engine::statement::{Mark, Past};
use crate::engine::timeline::standing;
use crate::ledger::{Extent, Glance, Tail};

/// A ledger as a checkpoint and the records behind it.
#[derive(Debug)]
pub(crate) struct Resumed {
    pub(super) layer: Layer,
    pub(super) glance: Glance,
    pub(super) tail: Tail,
    /// The places in the tail of what counts, in the order of reading.
    order: Vec<usize>,
    touched: HashMap<PersonId, Person>,
    /// People of the checkpoint as they stood there, of those whom the tail is about.
    as_left: HashMap<PersonId, Correspondent>,
}

impl Resumed {
    /// Goes on from a checkpoint, if what stands behind it is only things sent, received, bought or counted that
    /// happened no earlier than all before, and voids of such.
    pub(super) fn new(layer: Layer, glance: Glance, mut tail: Tail) -> Result<Resumed, Doubt> {
        let stands = standing(&tail.records);
        let mut order: Vec<usize> = Vec::new();
        let (mut touched, mut as_left) = (HashMap::new(), HashMap::new());
        for (place, record) in tail.records.iter().enumerate() {
            if !goes_on(record, &layer) {
                return Err(Doubt);
            }
            if !stands[place] || matches!(record.fact, Fact::Void(_)) {
                continue;
            }
            order.push(place);
            match record.fact.person() {
                Some(id) if tail.book.holds(id) => tail.book.note_known(id),
                Some(id) if !touched.contains_key(&id) => {
                    let (mut person, standing) = layer.person(id)?;
                    person.is_known = true;
                    touched.insert(id, person);
                    as_left.insert(id, standing);
                }
                _ => {}
            }
        }
        order.sort_by_key(|&place| (tail.records[place].at, place));
        Ok(Resumed { layer, glance, tail, order, touched, as_left })
    }

    /// The account's zone.
    pub(crate) fn zone(&self) -> Tz {
        self.layer.header.zone
    }

    /// What of the ledger the checkpoint covers.
    pub(crate) fn extent(&self) -> &Extent {
        &self.layer.header.extent
    }

    /// The file that was glanced at, and what stands behind the checkpoint in it.
    pub(crate) fn file(&self) -> (&Glance, &Tail) {
        (&self.glance, &self.tail)
    }

    /// The number that the next record gets.
    pub(crate) fn next_id(&self) -> RecordId {
        let last = self.tail.records.last().map_or(self.layer.header.last_id, |record| record.id);
        RecordId(last.0 + 1)
    }

    /// The place that the next record gets in the order recorded.
    pub(crate) fn next_place(&self) -> usize {
        self.layer.header.records + self.tail.records.len()
    }

    /// The number that the next new person gets.
    pub(crate) fn next_person(&self) -> PersonId {
        PersonId(u32::try_from(self.tail.book.len()).unwrap_or(u32::MAX))
    }

    /// Whether the account can be told as of an instant.
    pub(crate) fn reaches_back_to(&self, as_of: Instant) -> bool {
        as_of >= self.layer.header.last_at
    }

    /// When the latest of all records happened.
    pub(crate) fn last_at(&self) -> Instant {
        self.order.last().map_or(self.layer.header.last_at, |&place| self.tail.records[place].at)
    }

    /// Who is who.
    pub(crate) fn people(&self) -> impl Directory {
        People { layer: &self.layer, book: &self.tail.book, touched: &self.touched }
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

    /// Makes an account ready for a question or a record about a person.
    pub(crate) fn admit(&self, account: &mut Account, id: PersonId) -> Result<(), Doubt> {
        if id.index() < self.layer.header.people && account.known(id).is_none() {
            let (_, standing) = self.layer.person(id)?;
            account.admit(id, || standing);
        }
        Ok(())
    }

    /// The account's past up to an instant.
    pub(crate) fn past(&self, as_of: Instant) -> Result<QuickPast<'_>, Doubt> {
        Ok(QuickPast { fold: self.fold(as_of)?, as_of })
    }

    /// A fold that has read the checkpoint.
    fn fold(&self, as_of: Instant) -> Result<TailFold<'_>, Doubt> {
        let header = &self.layer.header;
        if !self.reaches_back_to(as_of) {
            return Err(Doubt);
        }
        let mut account = Account::resumed(header.budget.clone());
        for (id, standing) in &self.as_left {
            account.admit(*id, || standing.clone());
        }
        Ok(TailFold { resumed: self, account, next: 0 })
    }
}

/// Whether a record behind a checkpoint changes nothing before it.
fn goes_on(record: &Record, layer: &Layer) -> bool {
    match &record.fact {
        Fact::Void(Target::Record(id) | Target::Step(id)) => *id > layer.header.last_id,
        Fact::Message { .. }
        | Fact::InMail { .. }
        | Fact::Invitation { .. }
        | Fact::Response { .. }
        | Fact::Acceptance { .. }
        | Fact::FollowUp { .. }
        | Fact::Purchase { .. }
        | Fact::Balance { .. } => record.at >= layer.header.last_at,
        _ => false,
    }
}

/// The fold of what stands behind a checkpoint.
struct TailFold<'a> {
    resumed: &'a Resumed,
    account: Account,
    next: usize,
}

impl TailFold<'_> {
    fn read_through(&mut self, instant: Instant) {
        let resumed = self.resumed;
        while let Some(&place) = resumed.order.get(self.next) {
            let record = &resumed.tail.records[place];
            if record.at > instant {
                break;
            }
            let place = resumed.layer.header.records + place;
            let _: Outcome = self.account.apply(record.at, place, &record.fact, record.fact.person());
            self.next += 1;
        }
        self.account.advance(instant);
    }
}

/// The past of an account that goes on from a checkpoint.
pub(crate) struct QuickPast<'a> {
    fold: TailFold<'a>,
    as_of: Instant,
}

impl QuickPast<'_> {
    /// The account as of the instant.
    fn account(&mut self) -> &Account {
        self.fold.read_through(self.as_of);
        &self.fold.account
    }
}

impl Past for QuickPast<'_> {
    type Error = Doubt;

    fn zone(&self) -> Tz {
        self.fold.resumed.zone()
    }

    fn as_of(&self) -> Instant {
        self.as_of
    }

    fn mark(&mut self, date: NaiveDate) -> Result<Mark, Doubt> {
        let layer = &self.fold.resumed.layer;
        if date < date_of(layer.header.last_at, self.zone()) {
            return layer.mark(date);
        }
        self.fold.read_through(end_of(date, self.zone()).min(self.as_of));
        Ok(Mark::of(self.fold.account.budget()))
    }

    fn response_rate(&mut self, span: (Instant, Instant)) -> Result<ResponseRate, Doubt> {
        let (resumed, as_of) = (self.fold.resumed, self.as_of);
        let before = resumed.layer.contacts(span)?;
        let left = response_rate(resumed.as_left.values().filter_map(Contact::of), span, as_of);
        let now = response_rate(self.account().people().filter_map(Contact::of), span, as_of);
        Ok(response_rate(before.into_iter(), span, as_of).without(left).with(now))
    }

    fn answered_inmails(&mut self, span: (Instant, Instant)) -> Result<u64, Doubt> {
        let before = self.fold.resumed.layer.answered(span)?;
        let now = crate::engine::rates::answered_between(self.account().answered_inmails(), span);
        Ok(before + now)
    }
}
