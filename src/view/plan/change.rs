//! The numbers that a plan record changed, in words and in JSON.

use serde::Serialize;

use super::numbers::{Number, numbers};
use crate::engine::plan::{Cadence, PlanInForce, PlanRecord};

/// A number that a plan record changed; `None` is the value `none` of the option.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct ChangedNumber {
    option: &'static str,
    before: Option<u32>,
    after: Option<u32>,
}

/// The numbers that changed, before and after. The first plan is compared with its own definition.
fn changed(before: Option<&PlanInForce>, after: &PlanInForce, record: &PlanRecord) -> Vec<(Number, Number)> {
    let before = before.map_or(&record.own, |before| &before.numbers);
    let pairs = numbers(before).zip(numbers(&after.numbers));
    pairs.filter(|(before, after)| before.value_in_words() != after.value_in_words()).collect()
}

/// The numbers that a plan record changed.
pub(crate) fn changed_numbers(
    before: Option<&PlanInForce>,
    after: &PlanInForce,
    record: &PlanRecord,
) -> Vec<ChangedNumber> {
    let changed = changed(before, after, record).into_iter();
    changed.map(|(b, a)| ChangedNumber { option: a.option, before: b.value, after: a.value }).collect()
}

/// "people a day 40 instead of 15", "renews on day 12", "what was left is kept".
pub(crate) fn changes_in_words(before: Option<&PlanInForce>, after: &PlanInForce, record: &PlanRecord) -> Vec<String> {
    let changed = changed(before, after, record).into_iter();
    let mut words: Vec<String> = changed
        .map(|(b, a)| format!("{} {} instead of {}", a.label(), a.changed_value_in_words(), b.changed_value_in_words()))
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
