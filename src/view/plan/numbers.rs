//! The numbers of a plan, each with its source.

use serde::Serialize;

use crate::engine::plan::{
    Attribution, Cadence, Enforcement, NumberSource, PlanDefinition, PlanInForce, PlanNumber, PlanNumbers,
};
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, safe};

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
    pub(super) which: PlanNumber,
}

/// The numbers of a plan, in the order of rules 7.
pub(super) fn numbers(numbers: &PlanNumbers) -> impl Iterator<Item = Number> {
    PlanNumber::ALL.iter().map(|&which| {
        let (value, force) = numbers.get(which);
        Number { option: which.option(), value, enforced: force.map(|force| force == Enforcement::Enforced), which }
    })
}

/// The numbers of a plan's definition, each with its source.
pub(super) fn sourced_numbers(plan: &PlanDefinition) -> impl Iterator<Item = SourcedNumber> {
    numbers(&plan.numbers).map(|number| {
        let source = plan.sources.get(&number.which);
        SourcedNumber::new(number, source)
    })
}

/// "Premium Career (career)": the title of a plan, and the shortest of its names.
pub(super) fn title_and_name<'a>(title: &str, names: impl Iterator<Item = &'a str>) -> String {
    let name = names.min_by_key(|name| name.chars().count()).unwrap_or_default();
    let title = if title.is_empty() { "Your own plan".to_owned() } else { safe(title) };
    let mut letters = title.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect::<String>() + &format!(" ({})", safe(name))
}

/// The head of a number in a table of plans.
pub(super) fn head(number: PlanNumber) -> &'static str {
    words(number)[1]
}

/// How a number is shown: its label, its head in a table of plans, its unit, and the word for none.
fn words(number: PlanNumber) -> [&'static str; 4] {
    match number {
        PlanNumber::InMailMonthly => ["InMail credits a month", "credits", "", "none"],
        PlanNumber::InMailCap => ["most after a grant", "cap", "", "none"],
        PlanNumber::InMailLife => ["a credit lasts", "life", " days", "for ever"],
        PlanNumber::RefundDays => ["back if answered within", "refund", " days", "none"],
        PlanNumber::InMailsDaily => ["InMails a day", "InMails/day", "", "none"],
        PlanNumber::Daily => ["people a day", "day", "", "none"],
        PlanNumber::Monthly => ["people a month", "month", "", "none"],
        PlanNumber::InvitationsDaily => ["invitations a day", "invitations/day", "", "none"],
        PlanNumber::Invitations => ["invitations in 7 days", "7 days", "", "none"],
        PlanNumber::Notes => ["notes a month", "notes", "", "none"],
    }
}

impl Number {
    /// Whether it is a limit that only members set, and none is set: people need not see it.
    pub(super) fn is_unset_own_limit(&self) -> bool {
        self.which.is_own_limit() && self.value.is_none()
    }

    /// Whether it is a limit that only warns.
    pub(super) fn only_warns(&self) -> bool {
        self.enforced == Some(false)
    }

    /// Its name for people.
    pub(super) fn label(&self) -> &'static str {
        words(self.which)[0]
    }

    /// Its value in words.
    pub(super) fn value_in_words(&self) -> String {
        let [_, _, unit, none] = words(self.which);
        let warns = if self.only_warns() { ", only warns" } else { "" };
        self.value.map_or(none.to_owned(), |value| format!("{value}{unit}{warns}"))
    }

    /// Its value in words; for a limit, also whether it is enforced or only warns.
    pub(super) fn value_and_force_in_words(&self) -> String {
        let [_, _, unit, none] = words(self.which);
        let force = match self.enforced {
            Some(true) => ", enforced",
            Some(false) => ", advisory",
            None => "",
        };
        self.value.map_or(none.to_owned(), |value| format!("{value}{unit}{force}"))
    }

    /// Its value in words in a list of changes, which does not know whether LinkedIn has a limit without a number.
    pub(super) fn changed_value_in_words(&self) -> String {
        let is_limit =
            matches!(self.which, PlanNumber::Daily | PlanNumber::Monthly | PlanNumber::Invitations | PlanNumber::Notes);
        if is_limit && self.value.is_none() { "no number".to_owned() } else { self.value_in_words() }
    }
}

/// A number with its source.
#[derive(Debug, Serialize)]
pub(super) struct SourcedNumber {
    #[serde(flatten)]
    pub(super) number: Number,
    pub(super) source: NumberSource,
    /// Whether the member gave it with `plan set`.
    #[serde(skip)]
    is_given: bool,
}

impl SourcedNumber {
    /// A number and its source; `None` if it was given with `plan set`.
    pub(super) fn new(number: Number, source: Option<&NumberSource>) -> SourcedNumber {
        let given = || NumberSource {
            whose: Attribution::Member,
            text: "given with plan set".to_owned(),
            dated: String::new(),
        };
        SourcedNumber { number, source: source.cloned().unwrap_or_else(given), is_given: source.is_none() }
    }

    /// Whether LinkedIn limits what it counts, and publishes no number.
    pub(super) fn is_withheld(&self) -> bool {
        self.number.value.is_none() && self.source.withholds(self.number.which)
    }

    /// Its value in words.
    pub(super) fn value_in_words(&self) -> String {
        if self.is_withheld() { "not published".to_owned() } else { self.number.value_in_words() }
    }

    /// The source in words: "LinkedIn Help, … (undated copy)".
    pub(super) fn source_in_words(&self) -> String {
        let NumberSource { text, dated, .. } = &self.source;
        match (self.is_given, dated.as_str()) {
            (true, _) => "yours, given with plan set".to_owned(),
            (false, "") => safe(text),
            (false, dated) => safe(&format!("{text} ({dated})")),
        }
    }
}

/// When a plan renews: "on the 1st, UTC: next today 16:00 (1 Dec UTC)". The next date stands there only if the
/// account's own is another.
pub(super) fn renewal_in_words(
    numbers: &PlanNumbers,
    plan: Option<&PlanInForce>,
    next: Option<LocalPlanDate>,
    (now, clock): (LocalInstant, ClockFormat),
) -> String {
    let next = next.filter(|next| next.differs()).map(|next| format!(": next {}", next.by_in_days(now, clock)));
    let zone = numbers.zone.map(|zone| format!(", {}", zone.name())).unwrap_or_default() + &next.unwrap_or_default();
    match (numbers.cadence, plan) {
        (Cadence::Calendar, _) => format!("on the 1st{zone}"),
        (Cadence::Billing, Some(plan)) => format!("on day {} of the month{zone}", plan.renewal_day.number()),
        (Cadence::Billing, None) => format!("on the billing day{zone}"),
    }
}
