//! What a plan record changed: number by number, in words and for programs.

use serde::Serialize;

use crate::engine::plan::{Cadence, PlanInForce, PlanRecord};
use crate::view::plan::numbers::{Number, numbers as numbers_of};

/// A number that a plan changed; `null` is none.
#[derive(Debug, Serialize)]
pub(crate) struct ChangedNumber {
    option: &'static str,
    before: Option<u32>,
    after: Option<u32>,
}

/// The numbers that a plan changed; those of the first plan are held against the plan's own.
fn changed(before: Option<&PlanInForce>, after: &PlanInForce, record: &PlanRecord) -> Vec<(Number, Number)> {
    let before = before.map_or(&record.own, |before| &before.numbers);
    let pairs = numbers_of(before).into_iter().zip(numbers_of(&after.numbers));
    pairs.filter(|(before, after)| before.value() != after.value()).collect()
}

/// For programs.
pub(crate) fn numbers(before: Option<&PlanInForce>, after: &PlanInForce, record: &PlanRecord) -> Vec<ChangedNumber> {
    let changed = changed(before, after, record).into_iter();
    changed.map(|(b, a)| ChangedNumber { option: a.option, before: b.value, after: a.value }).collect()
}

/// "people a day 40 instead of 15", "renews on day 12", "what was left is kept".
pub(crate) fn in_words(before: Option<&PlanInForce>, after: &PlanInForce, record: &PlanRecord) -> Vec<String> {
    let changed = changed(before, after, record).into_iter();
    let mut words: Vec<String> = changed
        .map(|(before, after)| format!("{} {} instead of {}", after.label, after.value(), before.value()))
        .collect();
    if after.numbers.cadence == Cadence::Billing && before.is_none_or(|before| before.renewal_day != after.renewal_day)
    {
        words.push(format!("renews on day {}", after.renewal_day.number()));
    }
    if record.keep_credits && before.is_some_and(|before| before.name != after.name) {
        words.push("what was left is kept".to_owned());
    }
    words
}
