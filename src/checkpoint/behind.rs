//! What is folded behind a checkpoint: the records that its base left to be folded later, and those that stand behind it
//! in the file.

use std::collections::HashMap;

use super::layer::Header;
use super::stack::Stack;
use crate::engine::contact_book::{ContactBook, Person};
use crate::engine::directory::Doubt;
use crate::engine::person::PersonId;
use crate::engine::person_state::PersonState;
use crate::engine::record::{Fact, Record, RecordId, Target};
use crate::engine::replay_order::active_records;
use crate::ledger::{CoveredPrefix, Tail};

/// What is folded behind a checkpoint.
#[derive(Debug)]
pub(super) struct Behind {
    /// How far the ledger reaches with it.
    pub(super) extent: CoveredPrefix,
    /// The records in the order recorded, and the place of each among all of the ledger.
    records: Vec<Record>,
    places: Vec<usize>,
    /// Which of them count, in reading order.
    order: Vec<usize>,
    /// Everybody whom they name first.
    pub(super) book: ContactBook,
    /// People of the checkpoint whom they are about, as they are and as they stood when it was left.
    pub(super) touched: HashMap<PersonId, Person>,
    pub(super) as_left: HashMap<PersonId, PersonState>,
    /// Those of them whom the checkpoint does not know: its list of words lacks them.
    pub(super) known_again: Vec<PersonId>,
    /// How many records the ledger has, and the number of the last one.
    pub(super) count: usize,
    pub(super) last_id: RecordId,
}

impl Behind {
    /// What is folded behind some layers, if that is only things sent, received, bought or counted that happened no
    /// earlier than all that is folded, and voids of such.
    pub(super) fn of(stack: &Stack, tail: Tail) -> Result<Behind, Doubt> {
        let Header { records: before, last_id, .. } = *stack.header();
        let (mut places, mut records) = stack.deferred()?;
        places.extend((before..).take(tail.records.len()));
        let last_id = tail.records.last().map_or(last_id, |record| record.id);
        let count = before + tail.records.len();
        records.extend(tail.records);
        let (book, extent) = (tail.book, tail.prefix);
        let order = order(&records, stack.header())?;
        let (touched, as_left, known_again) = Default::default();
        let mut behind = Behind { extent, records, places, order, book, touched, as_left, known_again, count, last_id };
        behind.look_up(stack)?;
        Ok(behind)
    }

    /// Looks up everybody whom the records are about.
    fn look_up(&mut self, stack: &Stack) -> Result<(), Doubt> {
        let named = self.order.iter().filter_map(|&at| self.records[at].fact.person());
        for id in named {
            if self.book.holds(id) {
                self.book.note_known(id);
            } else if !self.touched.contains_key(&id) {
                let (mut person, standing) = stack.person(id)?;
                if !person.is_known {
                    self.known_again.push(id);
                }
                person.is_known = true;
                self.touched.insert(id, person);
                self.as_left.insert(id, standing);
            }
        }
        Ok(())
    }

    /// How many records are to be folded, taken back or not.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// The records that count, in reading order, each with its place among all of the ledger.
    pub(super) fn told(&self, rank: usize) -> Option<(usize, &Record)> {
        self.order.get(rank).map(|&at| (self.places[at], &self.records[at]))
    }

    /// The one that happened last.
    pub(super) fn last(&self) -> Option<&Record> {
        self.order.last().map(|&at| &self.records[at])
    }
}

/// Which records count, in reading order; in doubt where one changes what is folded already.
fn order(records: &[Record], folded: &Header) -> Result<Vec<usize>, Doubt> {
    let goes_on = |record: &Record| match &record.fact {
        Fact::Void(Target::Record(id)) => records.binary_search_by_key(id, |record| record.id).is_ok(),
        Fact::Void(Target::Step(id)) => records.iter().any(|record| record.details.step() == Some(*id)),
        fact => !fact.is_about_others() && record.at >= folded.last_at,
    };
    if !records.iter().all(goes_on) {
        return Err(Doubt);
    }
    let stands = active_records(records);
    let counts = |at: &usize| stands[*at] && !matches!(records[*at].fact, Fact::Void(_));
    let mut order: Vec<usize> = (0..records.len()).filter(counts).collect();
    order.sort_by_key(|&at| (records[at].at, at));
    Ok(order)
}
