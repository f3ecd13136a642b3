//! Which records are active, compared with the rule as it is written.

use proptest::prelude::*;

use inquota::engine::calendar::Instant;
use inquota::engine::person::PersonId;
use inquota::engine::record::{Details, Fact, Record, RecordId, Target};
use inquota::engine::replay_order::active_records;

/// A record: a message; a void of the record or step some places before; or a merge of the records just before.
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

/// The records; each belongs to the step of the one before it, or starts another.
fn records(entries: &[(Entry, bool)]) -> Vec<Record> {
    let mut step = RecordId(1);
    let numbered = (1..).zip(entries);
    let record = |(number, (entry, continues_step)): (u64, &(Entry, bool))| {
        let id = RecordId(number);
        step = if *continues_step { step } else { id };
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

/// Whether a record is active by the rule: no later active record takes it back.
fn is_active_by_the_rule(records: &[Record], place: usize) -> bool {
    let record = &records[place];
    !(place + 1..records.len()).any(|later| match &records[later].fact {
        Fact::Void(Target::Record(id)) => *id == record.id && is_active_by_the_rule(records, later),
        Fact::Void(Target::Step(step)) => record.details.step() == Some(*step) && is_active_by_the_rule(records, later),
        Fact::Joined(added) => added.contains(&record.id) && !is_active_by_the_rule(records, later),
        _ => false,
    })
}

proptest! {
    #[test]
    fn a_record_is_active_unless_a_later_active_record_takes_it_back(entries in entries()) {
        let records = records(&entries);
        let by_the_rule: Vec<bool> = (0..records.len()).map(|place| is_active_by_the_rule(&records, place)).collect();
        prop_assert_eq!(active_records(&records), by_the_rule);
    }
}
