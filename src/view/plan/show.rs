//! One plan: every number with its source.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use super::numbers::{SourcedNumber, renewal_in_words, sourced_numbers, title_and_name};
use crate::engine::plan::{Cadence, PlanDefinition, PlanInForce, PlanNumber};
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `plan show`.
#[derive(Debug, Serialize)]
pub(crate) struct PlanShowAnswer {
    as_of: LocalInstant,
    name: String,
    title: String,
    aliases: Vec<String>,
    renews: Cadence,
    zone: Option<Tz>,
    /// Whether the member must give the InMail credits, because no source does.
    needs_credits: bool,
    numbers: Vec<ShownNumber>,
    #[serde(skip)]
    renewal: String,
}

/// A number, its source, and the day on which inquota's authors read that.
#[derive(Debug, Serialize)]
struct ShownNumber {
    #[serde(flatten)]
    sourced: SourcedNumber,
    read: Option<NaiveDate>,
}

impl ShownNumber {
    fn new(mut sourced: SourcedNumber, needs_credits: bool) -> ShownNumber {
        // A plan always has a number of credits. This one is not known.
        if needs_credits && sourced.number.which == PlanNumber::InMailMonthly {
            sourced.number.value = None;
        }
        ShownNumber { read: sourced.source.read_on(), sourced }
    }

    /// "100, advisory", "not published", "not known".
    fn value_in_words(&self) -> String {
        match &self.sourced {
            sourced if sourced.is_withheld() => "not published".to_owned(),
            sourced if sourced.number.value.is_none() && !sourced.number.which.is_optional() => "not known".to_owned(),
            sourced => sourced.number.value_and_force_in_words(),
        }
    }

    /// "LinkedIn Help, answer 75: InMail message credits and renewal (undated copy)".
    fn source_in_words(&self) -> String {
        let source = &self.sourced.source;
        match source.published() {
            "" => safe(&source.text),
            published => safe(&format!("{} ({published})", source.text)),
        }
    }
}

impl PlanShowAnswer {
    /// The answer for a plan, with its next renewal on the clock of the account.
    pub(crate) fn new(plan: &PlanDefinition, now: LocalInstant, clock: ClockFormat) -> PlanShowAnswer {
        let next = PlanInForce::next_renewal_of(&plan.numbers, now.instant(), now.zone());
        let next = next.map(|date| LocalPlanDate::new(date, now.zone()));
        PlanShowAnswer {
            as_of: now,
            name: plan.name.clone(),
            title: plan.title.clone(),
            aliases: plan.aliases.clone(),
            renews: plan.numbers.cadence,
            zone: plan.numbers.zone,
            needs_credits: plan.needs_credits,
            numbers: sourced_numbers(plan).map(|number| ShownNumber::new(number, plan.needs_credits)).collect(),
            renewal: renewal_in_words(&plan.numbers, None, next, (now, clock)),
        }
    }

    fn table(&self, style: OutputStyle) -> Table {
        let mut table = Table::new(&["number", "value", "source", "read"], &[], style);
        for number in &self.numbers {
            let read = number.read.map_or("-".to_owned(), |date| date.to_string());
            let label = number.sourced.number.label().to_owned();
            table.row(vec![label, number.value_in_words(), number.source_in_words(), read]);
        }
        table
    }
}

impl Show for PlanShowAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let names = || std::iter::once(&self.name).chain(&self.aliases).map(String::as_str);
        let head = style.paint(Tone::Strong, &title_and_name(&self.title, names()));
        let names = names().map(safe).collect::<Vec<_>>().join(", ");
        let credits = if self.needs_credits {
            format!("no source gives its InMail credits: inquota plan set {} --inmail-credits N\n", safe(&self.name))
        } else {
            String::new()
        };
        format!("{head}\nnames: {names}\nrenews {}\n{credits}\n{}", self.renewal, self.table(style))
    }
}
