//! The numbers of a plan, each with its source.

use serde::Serialize;

use crate::engine::plan::{Cadence, Force, Limit, PlanInForce, PlanNumbers, Source, Whose};
use crate::view::format::safe;

/// A number of a plan.
#[derive(Debug, Serialize)]
pub(super) struct Number {
    /// The option that sets it.
    pub(super) option: &'static str,
    pub(super) value: Option<u32>,
    /// For a limit, whether it is enforced.
    #[serde(skip_serializing_if = "Option::is_none")]
    enforced: Option<bool>,
    #[serde(skip)]
    pub(super) label: &'static str,
    #[serde(skip)]
    unit: &'static str,
}

/// The numbers of a plan, in the order of rules 7.
pub(super) fn numbers(numbers: &PlanNumbers) -> [Number; 8] {
    let number = |option, label, value, unit| Number { option, value, enforced: None, label, unit };
    let limit = |option, label, limit: Option<Limit>| Number {
        option,
        value: limit.map(|limit| limit.count),
        enforced: limit.map(|limit| limit.force == Force::Enforced),
        label,
        unit: "",
    };
    [
        number("inmail-credits", "InMail credits a month", Some(numbers.inmail_monthly), ""),
        number("inmail-cap", "most after a grant", numbers.inmail_cap, ""),
        number("inmail-life", "a credit lasts", numbers.inmail_life, " days"),
        number("refund-days", "back if answered within", numbers.refund_days, " days"),
        limit("daily", "people a day", numbers.daily),
        limit("monthly", "people a month", numbers.monthly),
        limit("invitations", "invitations in 7 days", numbers.invitations),
        limit("notes", "notes a month", numbers.notes),
    ]
}

impl Number {
    /// Whether it is a limit that only warns.
    pub(super) fn only_warns(&self) -> bool {
        self.enforced == Some(false)
    }

    /// The number in words.
    pub(super) fn value_in_words(&self) -> String {
        let none = if self.option == "inmail-life" { "for ever" } else { "none" };
        let warns = if self.only_warns() { ", only warns" } else { "" };
        self.value.map_or(none.to_owned(), |value| format!("{value}{}{warns}", self.unit))
    }
}

/// A number with its source.
#[derive(Debug, Serialize)]
pub(super) struct SourcedNumber {
    #[serde(flatten)]
    pub(super) number: Number,
    source: Source,
    /// Whether the member gave it with `plan set`.
    #[serde(skip)]
    is_given: bool,
}

impl SourcedNumber {
    /// A number and where it comes from; `None` for one that was given with `plan set`.
    pub(super) fn new(number: Number, source: Option<&Source>) -> SourcedNumber {
        let given = || Source { whose: Whose::Member, text: "given with plan set".to_owned(), dated: String::new() };
        SourcedNumber { number, source: source.cloned().unwrap_or_else(given), is_given: source.is_none() }
    }

    /// Where it comes from: "LinkedIn Help, … (undated copy)".
    pub(super) fn source_in_words(&self) -> String {
        let Source { text, dated, .. } = &self.source;
        match (self.is_given, dated.as_str()) {
            (true, _) => "yours, given with plan set".to_owned(),
            (false, "") => safe(text),
            (false, dated) => safe(&format!("{text} ({dated})")),
        }
    }
}

/// When a plan renews: "on the 1st, UTC".
pub(super) fn renewal_in_words(numbers: &PlanNumbers, plan: Option<&PlanInForce>) -> String {
    let zone = numbers.zone.map(|zone| format!(", {}", zone.name())).unwrap_or_default();
    match (numbers.cadence, plan) {
        (Cadence::Calendar, _) => format!("on the 1st{zone}"),
        (Cadence::Billing, Some(plan)) => format!("on day {} of the month{zone}", plan.renewal_day.number()),
        (Cadence::Billing, None) => format!("on the billing day{zone}"),
    }
}
