//! The counts that are charted day by day, and comparisons of two numbers.

use std::cmp::Ordering;

use crate::engine::statement::Statement;
use crate::engine::totals::Totals;
use crate::view::format::plural;
use crate::view::summary::period;

/// A count in the totals of a period or a day.
pub(super) type Count = fn(&Totals) -> u64;

/// A count that is charted day by day. `class` is its CSS class, `mark` its letter in the calendar.
pub(super) struct Series {
    pub(super) class: &'static str,
    pub(super) mark: char,
    pub(super) title: &'static str,
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    pub(super) count: Count,
}

/// All series: what was sent, and the responses.
pub(super) const SERIES: [Series; 4] = [
    Series {
        class: "people",
        mark: 'M',
        title: "People messaged",
        one: "person messaged",
        many: "people messaged",
        count: |counts| counts.day_slots,
    },
    Series {
        class: "inmail",
        mark: 'I',
        title: "InMails",
        one: "InMail",
        many: "InMails",
        count: |counts| counts.inmails,
    },
    Series {
        class: "invitations",
        mark: 'V',
        title: "Invitations",
        one: "invitation",
        many: "invitations",
        count: |counts| counts.invitations,
    },
    Series {
        class: "responses",
        mark: 'R',
        title: "Responses",
        one: "response",
        many: "responses",
        count: |counts| counts.responses,
    },
];

impl Series {
    /// "3 people messaged".
    pub(super) fn number_of(&self, number: u64) -> String {
        plural(number, self.one, self.many)
    }
}

/// "▲ 12 more than Oct 2026".
pub(super) fn change(this: u64, before: u64, other: &Statement) -> String {
    // Two dates are too long to be repeated.
    let name = if other.period.is_month() { period::in_short(other.period) } else { "before".to_owned() };
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
