//! The order of replay: which records are active, and in which order they are folded (rules 1.2, 1.3).

use std::collections::{HashMap, HashSet};

use super::calendar::Instant;
use super::contact_book::ContactBook;
use super::record::{Fact, Record, RecordId, Target};

/// The places of bookkeeping records. There are few of them, so one search for them saves all later ones.
pub(super) fn bookkeeping_places(records: &[Record]) -> Vec<usize> {
    records.iter().enumerate().filter(|(_, record)| record.fact.is_bookkeeping()).map(|(place, _)| place).collect()
}

/// Which records count: a void cancels earlier records, unless it is cancelled itself (rules 1.3).
pub fn active_records(records: &[Record]) -> Vec<bool> {
    active_with_bookkeeping(records, &bookkeeping_places(records))
}

/// As [`active_records`], with the places of the bookkeeping records.
pub(super) fn active_with_bookkeeping(records: &[Record], bookkeeping: &[usize]) -> Vec<bool> {
    let mut active = vec![true; records.len()];
    // The place of the last void of each cancelled step.
    let mut voided_steps: HashMap<RecordId, usize> = HashMap::new();
    for &place in bookkeeping.iter().rev() {
        let record = &records[place];
        active[place] &= record.details.step().is_none_or(|step| !voided_steps.contains_key(&step));
        let voided = match &record.fact {
            Fact::Void(Target::Record(id)) if active[place] => std::slice::from_ref(id),
            Fact::Joined(added) if !active[place] => added,
            _ => &[],
        };
        if let (Fact::Void(Target::Step(step)), true) = (&record.fact, active[place]) {
            voided_steps.entry(*step).or_insert(place);
        }
        for target in voided.iter().filter_map(|id| place_of(records, *id)).filter(|target| *target < place) {
            active[target] = false;
        }
    }
    if !voided_steps.is_empty() {
        for (place, record) in records.iter().enumerate() {
            let void = record.details.step().and_then(|step| voided_steps.get(&step));
            active[place] &= void.is_none_or(|void| place >= *void);
        }
    }
    active
}

/// Applies active edits in the order recorded, and returns the ids of the edited records.
pub(super) fn apply_edits(records: &mut [Record], active: &[bool], bookkeeping: &[usize]) -> HashSet<RecordId> {
    let mut edited = HashSet::new();
    for &place in bookkeeping {
        let Fact::Edit { record, correction } = &records[place].fact else { continue };
        let (id, correction) = (*record, correction.clone());
        if let (true, Some(target)) = (active[place], place_of(records, id)) {
            records[target].correct(&correction);
            edited.insert(id);
        }
    }
    edited
}

/// The places of the records to fold, in the order of their instants and, at the same instant, in the order recorded
/// (rules 1.2). Bookkeeping records are not among them: plan records, for example, are part of the schedule. Also notes
/// in `book` who has an active record.
pub(super) fn replay_order(records: &[Record], active: &[bool], book: &mut ContactBook) -> Vec<u32> {
    let mut order = Vec::with_capacity(records.len());
    let (mut latest, mut is_in_order) = (Instant::MIN, true);
    for (place, record) in records.iter().enumerate().filter(|(place, _)| active[*place]) {
        if let Some(person) = record.fact.person() {
            book.note_known(person);
        }
        if !record.fact.is_bookkeeping() {
            order.push(u32::try_from(place).unwrap_or(u32::MAX));
            is_in_order &= latest <= record.at;
            latest = record.at;
        }
    }
    if !is_in_order {
        order.sort_by_key(|&place| (records[place as usize].at, place));
    }
    order
}

/// The place of a record, by binary search: ids increase in the order recorded.
pub(super) fn place_of(records: &[Record], id: RecordId) -> Option<usize> {
    records.binary_search_by_key(&id, |record| record.id).ok()
}
