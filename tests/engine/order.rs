//! The order of entry, an undo with its redo, and a stop of the fold change no figure.

use std::collections::HashSet;

use inquota::engine::account::Account;
use inquota::engine::calendar::Instant;
use inquota::engine::record::{Details, Fact, Record, RecordId, Target};
use proptest::prelude::*;

use crate::agreement::{ask, period};
use crate::cases;
use crate::figures::everything;
use crate::history::{History, histories, moment, tidy_histories};

proptest! {
    #![proptest_config(cases(1))]

    /// Rules 1.2: a record entered late counts as if it had been entered in time.
    #[test]
    fn the_order_in_which_records_are_entered_changes_no_figure(
        history in tidy_histories().prop_map(|history| without_ties(&history)),
        keys in prop::collection::vec(any::<u32>(), 80),
        when in moment(),
        ends in (moment(), moment()),
        ask in ask(),
    ) {
        let (as_of, period) = (history.instant(&when), period(&history, &ends));
        let shuffled = history.with_records(shuffled(&history.records, &keys));
        let expected = everything(&history.timeline(), as_of, period, ask);
        prop_assert_eq!(everything(&shuffled.timeline(), as_of, period, ask), expected, "shuffled: {:?}", shuffled);
    }

    /// Rules 1.3: a record taken back counts as if it had never been recorded, and a redo brings it back unchanged.
    #[test]
    fn a_record_taken_back_counts_nowhere_until_it_is_brought_back(
        history in histories(),
        which in any::<prop::sample::Index>(),
        when in moment(),
        ends in (moment(), moment()),
        ask in ask(),
    ) {
        if history.records.is_empty() {
            return Ok(());
        }
        let (as_of, period) = (history.instant(&when), period(&history, &ends));
        let figures = |history: &History| everything(&history.timeline(), as_of, period, ask);
        let target = target_of(which.get(&history.records));
        let undone = with_void(&history, target);
        let kept = history.records.iter().filter(|record| target_of(record) != target).cloned().collect();
        prop_assert_eq!(figures(&undone), figures(&history.with_records(kept)), "as if never recorded");
        let void = undone.records.last().unwrap().id;
        let redone = with_void(&undone, Target::Record(void));
        prop_assert_eq!(figures(&redone), figures(&history), "as if never taken back");
        let undone_again = with_void(&redone, Target::Record(redone.records.last().unwrap().id));
        prop_assert_eq!(figures(&undone_again), figures(&undone));
    }

    /// The fold can stop at any instant, be written and read, and resume.
    #[test]
    fn a_fold_that_stops_and_resumes_gives_the_same_account(history in histories(), stops in prop::collection::vec(moment(), 1..5)) {
        let timeline = history.timeline();
        let mut stops: Vec<Instant> = stops.iter().map(|stop| history.instant(stop)).collect();
        stops.sort();
        let (mut fold, mut kept, mut events) = (timeline.fold(), None, history.reading().events.into_iter().peekable());
        for stop in stops {
            fold.fold_through(stop, |_, _| {});
            let mut account = kept.take().unwrap_or_else(|| timeline.fold().account().clone());
            while let Some(event) = events.next_if(|event| event.at <= stop) {
                account.apply(event.at, event.place, &event.as_recorded(), event.fact.person());
            }
            account.advance(stop);
            let whole = timeline.account_at(stop);
            prop_assert_eq!(fold.account(), &whole, "stopped and resumed, at {}", stop);
            prop_assert_eq!(&account, &whole, "written, read and resumed, at {}", stop);
            kept = Some(written_and_read(&account));
            prop_assert_eq!(kept.as_ref(), Some(&whole), "written and read, at {}", stop);
        }
    }
}

/// Keeps one record for each instant, since the order of entry decides between records of the same instant.
fn without_ties(history: &History) -> History {
    let mut taken = HashSet::new();
    let records = history.records.iter().filter(|record| taken.insert(record.at)).cloned().collect();
    let alone = history.with_records(records);
    alone.with_records(numbered(alone.records.clone()))
}

/// The records in the order of the keys. Plan records keep their order, since the first of them has a special role
/// (rules 4.11).
fn shuffled(records: &[Record], keys: &[u32]) -> Vec<Record> {
    let mut keyed: Vec<(u32, &Record)> = keys.iter().copied().zip(records).collect();
    keyed.sort_by_key(|(key, _)| *key);
    let is_plan = |record: &&Record| matches!(record.fact, Fact::Plan(_));
    let mut plans = records.iter().filter(is_plan);
    let order = keyed.into_iter().map(|(_, record)| if is_plan(&record) { plans.next().unwrap() } else { record });
    numbered(order.cloned().collect())
}

/// Numbers the records in their order.
fn numbered(mut records: Vec<Record>) -> Vec<Record> {
    for (id, record) in (1..).map(RecordId).zip(&mut records) {
        record.id = id;
        let step = record.details.step().map(|_| id);
        record.details = record.details.clone().in_step(step);
    }
    records
}

/// What an undo of this record takes back.
fn target_of(record: &Record) -> Target {
    record.details.step().map_or(Target::Record(record.id), Target::Step)
}

fn with_void(history: &History, target: Target) -> History {
    let mut records = history.records.clone();
    let id = RecordId(records.len() as u64 + 1);
    let at = history.created;
    records.push(Record { id, at, recorded: at, fact: Fact::Void(target), details: Details::default() });
    history.with_records(records)
}

fn written_and_read(account: &Account) -> Account {
    serde_json::from_str(&serde_json::to_string(account).unwrap()).unwrap()
}
