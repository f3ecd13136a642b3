//! The plan in force.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use super::numbers::{Number, SourcedNumber, numbers, renewal_in_words};
use crate::engine::plan::{Cadence, PlanDefinition, PlanStart};
use crate::engine::status::AccountStatus;
use crate::view::format::{LocalInstant, day, moment, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `plan`.
#[derive(Debug, Serialize)]
pub(crate) struct PlanAnswer {
    as_of: LocalInstant,
    name: String,
    since: NaiveDate,
    renews: Cadence,
    renewal_day: u32,
    zone: Tz,
    numbers: Vec<SourcedNumber>,
    ahead: Vec<PlanAhead>,
    #[serde(skip)]
    renewal: String,
}

/// A plan that starts later.
#[derive(Debug, Serialize)]
struct PlanAhead {
    name: String,
    at: LocalInstant,
}

impl PlanAnswer {
    /// The plan of an account with the sources of its numbers, and the plans that start later.
    pub(crate) fn new<'a>(
        status: &AccountStatus,
        definition: Option<&PlanDefinition>,
        ahead: impl Iterator<Item = &'a PlanStart>,
    ) -> PlanAnswer {
        let (plan, local) = (&status.plan, |at| LocalInstant::new(at, status.zone));
        let number = |number: Number| {
            let source = plan.source(number.which, definition);
            SourcedNumber::new(number, source)
        };
        PlanAnswer {
            as_of: local(status.as_of),
            name: plan.name.clone(),
            since: plan.start_date,
            renews: plan.numbers.cadence,
            renewal_day: plan.renewal_day.number(),
            zone: plan.inmail_zone(status.zone),
            numbers: numbers(&plan.numbers).map(number).collect(),
            ahead: ahead.map(|start| PlanAhead { name: start.record.name.clone(), at: local(start.at) }).collect(),
            renewal: renewal_in_words(&plan.numbers, Some(plan)),
        }
    }
}

impl Show for PlanAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = style.paint(Tone::Strong, &format!("Plan {}", safe(&self.name)));
        let mut table = Table::new(&["number", "value", "where it comes from"], &[], style);
        for sourced in &self.numbers {
            let number = &sourced.number;
            table.row(vec![number.label().to_owned(), sourced.value_in_words(), sourced.source_in_words()]);
        }
        let line = |plan: &PlanAhead| format!("ahead: {} from {}\n", safe(&plan.name), moment(plan.at, style.clock));
        let ahead: String = self.ahead.iter().map(line).collect();
        format!("{head}, since {}; renews {}\n\n{table}{ahead}", day(self.since), self.renewal)
    }
}
