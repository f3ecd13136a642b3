//! What takes back what: against the rule, read word by word.

use proptest::prelude::*;

use inquota::engine::calendar::Instant;
use inquota::engine::person::PersonId;
use inquota::engine::record::{Details, Fact, Record, RecordId, Target};
use inquota::engine::replay_order::active_records;

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
        let details = Details::default().in_step(Some(step));
        Record { id, at: Instant::from_unix(0), recorded: Instant::from_unix(0), fact, details }
    };
    numbered.map(record).collect()
}

/// Whether a record stands, by the words of the rule: nothing that stands behind it takes it back.
fn stands_by_the_rule(records: &[Record], place: usize) -> bool {
    let record = &records[place];
    !(place + 1..records.len()).any(|later| match &records[later].fact {
        Fact::Void(Target::Record(id)) => *id == record.id && stands_by_the_rule(records, later),
        Fact::Void(Target::Step(step)) => record.details.step() == Some(*step) && stands_by_the_rule(records, later),
        Fact::Joined(added) => added.contains(&record.id) && !stands_by_the_rule(records, later),
        _ => false,
    })
}

proptest! {
    #[test]
    fn a_record_stands_unless_something_that_stands_takes_it_back(entries in entries()) {
        let records = records(&entries);
        let by_the_rule: Vec<bool> = (0..records.len()).map(|place| stands_by_the_rule(&records, place)).collect();
        prop_assert_eq!(active_records(&records), by_the_rule);
    }
}
