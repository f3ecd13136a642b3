//! The order of replay: which records are active, as corrected, and which comes when (rules 1.2, 1.3).

use std::collections::{HashMap, HashSet};

use super::calendar::Instant;
use super::contact_book::ContactBook;
use super::record::{Fact, Record, RecordId, Target};

/// The places of what is about others: few, so that they are looked for once.
pub(super) fn places_about_others(records: &[Record]) -> Vec<usize> {
    records.iter().enumerate().filter(|(_, record)| record.fact.is_about_others()).map(|(place, _)| place).collect()
}

/// Which records count: a void takes back what came before it, unless it is taken back itself (rules 1.3).
pub fn active_records(records: &[Record]) -> Vec<bool> {
    active_by(records, &places_about_others(records))
}

/// The same, where the places of what is about others are known.
pub(super) fn active_by(records: &[Record], about_others: &[usize]) -> Vec<bool> {
    let mut active = vec![true; records.len()];
    // For each step that is taken back, the place of the last void that says so.
    let mut steps: HashMap<RecordId, usize> = HashMap::new();
    for &place in about_others.iter().rev() {
        let record = &records[place];
        active[place] &= record.details.step().is_none_or(|step| !steps.contains_key(&step));
        let taken_back = match &record.fact {
            Fact::Void(Target::Record(id)) if active[place] => std::slice::from_ref(id),
            Fact::Joined(added) if !active[place] => added,
            _ => &[],
        };
        if let (Fact::Void(Target::Step(step)), true) = (&record.fact, active[place]) {
            steps.entry(*step).or_insert(place);
        }
        for target in taken_back.iter().filter_map(|id| place_of(records, *id)).filter(|target| *target < place) {
            active[target] = false;
        }
    }
    if !steps.is_empty() {
        for (place, record) in records.iter().enumerate() {
            let void = record.details.step().and_then(|step| steps.get(&step));
            active[place] &= void.is_none_or(|void| place >= *void);
        }
    }
    active
}

/// Puts right what active edits correct, in the order recorded; says which records they were.
pub(super) fn correct(records: &mut [Record], active: &[bool], about_others: &[usize]) -> HashSet<RecordId> {
    let mut edited = HashSet::new();
    for &place in about_others {
        let Fact::Edit { record, correction } = &records[place].fact else { continue };
        let (id, correction) = (*record, correction.clone());
        if let (true, Some(target)) = (active[place], place_of(records, id)) {
            records[target].correct(&correction);
            edited.insert(id);
        }
    }
    edited
}

/// The places of what happened, in order of instants and, at one instant, of recording (rules 1.2). Plan
/// records are read off the schedule instead, each where it takes effect. Notes everybody whom an active record is
/// about as known.
pub(super) fn replay_order(records: &[Record], active: &[bool], book: &mut ContactBook) -> Vec<u32> {
    let mut order = Vec::with_capacity(records.len());
    let (mut latest, mut is_in_order) = (Instant::MIN, true);
    for (place, record) in records.iter().enumerate().filter(|(place, _)| active[*place]) {
        if let Some(person) = record.fact.person() {
            book.note_known(person);
        }
        if !record.fact.is_about_others() {
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

/// The place of a record: numbers rise in the order recorded.
pub(super) fn place_of(records: &[Record], id: RecordId) -> Option<usize> {
    records.binary_search_by_key(&id, |record| record.id).ok()
}
