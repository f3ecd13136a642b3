//! Parses the numbers of options and arguments.

use std::ops::RangeInclusive;

use crate::engine::bounds::LARGEST_COUNT;
use crate::engine::calendar::RenewalDay;
use crate::engine::plan::PlanNumber;

/// A number, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberOrNone(pub Option<u32>);

pub(super) fn credits(text: &str) -> Result<u32, String> {
    parse_in(text, 0..=LARGEST_COUNT)
}

pub(super) fn purchased_credits(text: &str) -> Result<u32, String> {
    parse_in(text, 1..=LARGEST_COUNT)
}

pub(super) fn people_count(text: &str) -> Result<u32, String> {
    parse_in(text, 1..=1_000_000)
}

pub(super) fn days(text: &str) -> Result<u32, String> {
    parse_in(text, 1..=3650)
}

pub(super) fn days_ahead(text: &str) -> Result<u32, String> {
    parse_in(text, 0..=3650)
}

pub(super) fn age_days(text: &str) -> Result<u32, String> {
    parse_in(text, 0..=36_500)
}

/// Until when a follow-up is snoozed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SnoozeEnd {
    /// For this many days.
    Days(u32),
    /// Until a date, as typed.
    Date(String),
}

/// A number is days; anything else may be a date.
pub(super) fn snooze_end(text: &str) -> Result<SnoozeEnd, String> {
    match text.trim().parse::<i128>() {
        Ok(_) => days(text.trim()).map(SnoozeEnd::Days),
        Err(_) => Ok(SnoozeEnd::Date(text.to_owned())),
    }
}

pub(super) fn months(text: &str) -> Result<u32, String> {
    parse_in(text, 1..=480)
}

pub(super) fn row_count(text: &str) -> Result<u64, String> {
    text.parse().ok().filter(|rows| *rows > 0).ok_or_else(|| "give a whole number from 1 up".to_owned())
}

fn parse_in(text: &str, range: RangeInclusive<u32>) -> Result<u32, String> {
    let number = text.parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| format!("give a whole number from {} to {}", range.start(), range.end()))
}

/// Parses a number of a plan. `none` is accepted for numbers that a plan may lack.
pub(super) fn plan_number(number: PlanNumber, text: &str) -> Result<NumberOrNone, String> {
    if number.is_optional() {
        parse_or_none(text, number.range())
    } else {
        parse_in(text, number.range()).map(|count| NumberOrNone(Some(count)))
    }
}

fn parse_or_none(text: &str, range: RangeInclusive<u32>) -> Result<NumberOrNone, String> {
    if text.eq_ignore_ascii_case("none") {
        return Ok(NumberOrNone(None));
    }
    let number = text.parse().ok().filter(|number| range.contains(number));
    let wanted = || format!("give a whole number from {} to {}, or none", range.start(), range.end());
    number.map(|number| NumberOrNone(Some(number))).ok_or_else(wanted)
}

pub(super) fn renewal_day(text: &str) -> Result<RenewalDay, String> {
    let day = text.parse().ok().and_then(RenewalDay::new);
    day.ok_or_else(|| "give a day of the month from 1 to 31".to_owned())
}
