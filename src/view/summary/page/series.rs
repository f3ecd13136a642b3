//! The counts that are charted day by day, and comparisons of two numbers.

use std::cmp::Ordering;

use crate::engine::statement::Statement;
use crate::view::format::plural;
use crate::view::summary::daily::{DailyCount, day_slots, inmails, invitations, people_reached, responses};
use crate::view::summary::period;

/// A count that is charted day by day. `class` is its CSS class, `mark` its letter in the calendar, if it is there.
pub(super) struct Series {
    pub(super) class: &'static str,
    pub(super) mark: Option<char>,
    pub(super) title: &'static str,
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    pub(super) count: DailyCount,
}

/// All series: what was sent, and the responses.
pub(super) const SERIES: [Series; 5] = [
    Series {
        class: "people",
        mark: Some('M'),
        title: "People reached",
        one: "person reached",
        many: "people reached",
        count: people_reached,
    },
    Series {
        class: "slots",
        mark: None,
        title: "Slots of the day",
        one: "slot of the day",
        many: "slots of the day",
        count: day_slots,
    },
    Series { class: "inmail", mark: Some('I'), title: "InMails", one: "InMail", many: "InMails", count: inmails },
    Series {
        class: "invitations",
        mark: Some('V'),
        title: "Invitations",
        one: "invitation",
        many: "invitations",
        count: invitations,
    },
    Series {
        class: "responses",
        mark: Some('R'),
        title: "Responses",
        one: "response",
        many: "responses",
        count: responses,
    },
];

impl Series {
    /// "3 people reached".
    pub(super) fn number_of(&self, number: u64) -> String {
        plural(number, self.one, self.many)
    }
}

/// "▲ 12 more than Oct 2026".
pub(super) fn change(this: u64, before: u64, other: &Statement) -> String {
    // Two dates are too long to be repeated.
    let name = if other.period.whole_months().is_some() { period::in_short(other.period) } else { "before".to_owned() };
    match this.cmp(&before) {
        Ordering::Greater => format!("▲ {} more than {name}", this - before),
        Ordering::Less => format!("▼ {} fewer than {name}", before - this),
        Ordering::Equal => format!("as many as {name}"),
    }
}

/// The share of a number in another, in percent, 100 at most.
#[expect(clippy::cast_precision_loss, reason = "the width of a drawing")]
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64 * 100.0).min(100.0) }
}
