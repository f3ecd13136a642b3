//! The order of reading: which records stand, as corrected, and which comes when (rules 1.2, 1.3).

use std::collections::{HashMap, HashSet};

use super::book::Book;
use super::calendar::Instant;
use super::record::{Fact, Record, RecordId, Target};

/// Whether a record is not of what happened, but of the plan, the contact book or other records.
fn is_about_others(fact: &Fact) -> bool {
    match fact {
        Fact::Message { .. }
        | Fact::InMail { .. }
        | Fact::Invitation { .. }
        | Fact::Response { .. }
        | Fact::Acceptance { .. }
        | Fact::FollowUp { .. }
        | Fact::Purchase { .. }
        | Fact::Balance { .. } => false,
        Fact::Plan(_)
        | Fact::Contact(_)
        | Fact::Void(_)
        | Fact::Edit { .. }
        | Fact::Joined(_)
        | Fact::Import(_)
        | Fact::Unknown => true,
    }
}

/// The places of what is about others: few, so that they are looked for once.
pub(super) fn places_about_others(records: &[Record]) -> Vec<usize> {
    records.iter().enumerate().filter(|(_, record)| is_about_others(&record.fact)).map(|(place, _)| place).collect()
}

/// Which records count: a void takes back what came before it, unless it is taken back itself (rules 1.3).
pub fn standing(records: &[Record]) -> Vec<bool> {
    standing_by(records, &places_about_others(records))
}

/// The same, where the places of what is about others are known.
pub(super) fn standing_by(records: &[Record], about_others: &[usize]) -> Vec<bool> {
    let mut stands = vec![true; records.len()];
    // For each step that is taken back, the place of the last void that says so.
    let mut steps: HashMap<RecordId, usize> = HashMap::new();
    for &place in about_others.iter().rev() {
        let record = &records[place];
        stands[place] &= record.details.step.is_none_or(|step| !steps.contains_key(&step));
        let taken_back = match &record.fact {
            Fact::Void(Target::Record(id)) if stands[place] => std::slice::from_ref(id),
            Fact::Joined(added) if !stands[place] => added,
            _ => &[],
        };
        if let (Fact::Void(Target::Step(step)), true) = (&record.fact, stands[place]) {
            steps.entry(*step).or_insert(place);
        }
        for target in taken_back.iter().filter_map(|id| place_of(records, *id)).filter(|target| *target < place) {
            stands[target] = false;
        }
    }
    if !steps.is_empty() {
        for (place, record) in records.iter().enumerate() {
            let void = record.details.step.and_then(|step| steps.get(&step));
            stands[place] &= void.is_none_or(|void| place >= *void);
        }
    }
    stands
}

/// Puts right what standing edits correct, in the order recorded; says which records they were.
pub(super) fn correct(records: &mut [Record], stands: &[bool], about_others: &[usize]) -> HashSet<RecordId> {
    let mut edited = HashSet::new();
    for &place in about_others {
        let Fact::Edit { record, correction } = &records[place].fact else { continue };
        let (id, correction) = (*record, correction.clone());
        if let (true, Some(target)) = (stands[place], place_of(records, id)) {
            records[target].correct(&correction);
            edited.insert(id);
        }
    }
    edited
}

/// The places of what happened, in order of instants and, at one instant, of recording (rules 1.2). Plan
/// records are read off the schedule instead, each where it takes effect. Whomever a record that stands is about is
/// known.
pub(super) fn reading_order(records: &[Record], stands: &[bool], book: &mut Book) -> Vec<u32> {
    let (mut order, mut known) = (Vec::with_capacity(records.len()), vec![false; book.len()]);
    let (mut latest, mut is_in_order) = (Instant::MIN, true);
    for (place, record) in records.iter().enumerate().filter(|(place, _)| stands[*place]) {
        if let Some(person) = record.fact.person() {
            known[book.resolve(person).index()] = true;
        }
        if !is_about_others(&record.fact) {
            order.push(u32::try_from(place).unwrap_or(u32::MAX));
            is_in_order &= latest <= record.at;
            latest = record.at;
        }
    }
    book.note_all_known(&known);
    if !is_in_order {
        order.sort_by_key(|&place| (records[place as usize].at, place));
    }
    order
}

/// The place of a record: numbers rise in the order recorded.
pub(super) fn place_of(records: &[Record], id: RecordId) -> Option<usize> {
    records.binary_search_by_key(&id, |record| record.id).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::person::PersonId;
    use crate::engine::record::{Beside, Details};

    /// Something to record: a message, or something that takes back what stands some places before.
    #[derive(Clone, Debug)]
    enum Entry {
        Message,
        Void(usize),
        VoidStep(usize),
        Joined(usize),
    }

    fn entries() -> impl Strategy<Value = Vec<(Entry, bool)>> {
        let entry = prop_oneof![
            2 => Just(Entry::Message),
            2 => (1..6_usize).prop_map(Entry::Void),
            2 => (1..6_usize).prop_map(Entry::VoidStep),
            1 => (1..4_usize).prop_map(Entry::Joined),
        ];
        proptest::collection::vec((entry, any::<bool>()), 1..14)
    }

    /// The records; each goes on with the step of the one before it, or begins another.
    fn records(entries: &[(Entry, bool)]) -> Vec<Record> {
        let mut step = RecordId(1);
        let numbered = (1..).zip(entries);
        let record = |(number, (entry, goes_on)): (u64, &(Entry, bool))| {
            let id = RecordId(number);
            step = if *goes_on { step } else { id };
            let before = |back: usize| RecordId(number.saturating_sub(back as u64).max(1));
            let fact = match *entry {
                Entry::Message => Fact::Message { to: PersonId(0) },
                Entry::Void(back) => Fact::Void(Target::Record(before(back))),
                Entry::VoidStep(back) => Fact::Void(Target::Step(before(back))),
                Entry::Joined(count) => Fact::Joined((1..=count).rev().map(before).collect()),
            };
            let details = Details::from(Beside { step: Some(step), ..Beside::default() });
            Record { id, at: Instant::from_unix(0), recorded: Instant::from_unix(0), fact, details }
        };
        numbered.map(record).collect()
    }

    /// Whether a record stands, by the words of the rule: nothing that stands behind it takes it back.
    fn stands_by_the_rule(records: &[Record], place: usize) -> bool {
        let record = &records[place];
        !(place + 1..records.len()).any(|later| match &records[later].fact {
            Fact::Void(Target::Record(id)) => *id == record.id && stands_by_the_rule(records, later),
            Fact::Void(Target::Step(step)) => record.details.step == Some(*step) && stands_by_the_rule(records, later),
            Fact::Joined(added) => added.contains(&record.id) && !stands_by_the_rule(records, later),
            _ => false,
        })
    }

    proptest! {
        #[test]
        fn a_record_stands_unless_something_that_stands_takes_it_back(entries in entries()) {
            let records = records(&entries);
            let by_the_rule: Vec<bool> = (0..records.len()).map(|place| stands_by_the_rule(&records, place)).collect();
            prop_assert_eq!(standing(&records), by_the_rule);
        }
    }
}
