//! The plan in force.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use super::numbers::{Number, SourcedNumber, numbers, renewal_in_words};
use crate::engine::calendar::PlanDate;
use crate::engine::plan::{Cadence, PlanDefinition, PlanInForce, PlanStart};
use crate::engine::status::AccountStatus;
use crate::view::format::{LocalInstant, LocalPlanDate, safe};
use crate::view::stop::LatestStop;
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `plan`.
#[derive(Debug, Serialize)]
pub(crate) struct PlanAnswer {
    as_of: LocalInstant,
    name: String,
    since: NaiveDate,
    since_at: LocalInstant,
    renews: Cadence,
    renewal_day: u32,
    zone: Tz,
    numbers: Vec<SourcedNumber>,
    /// The next renewal; `None` if another plan starts by then.
    next_renewal: Option<LocalPlanDate>,
    ahead: Vec<PlanAhead>,
    /// The latest time that LinkedIn stopped each kind.
    latest_stops: Vec<LatestStop>,
    #[serde(skip)]
    start: LocalPlanDate,
    #[serde(skip)]
    plan: PlanInForce,
}

/// A plan that starts later.
#[derive(Debug, Serialize)]
struct PlanAhead {
    name: String,
    #[serde(flatten)]
    start: LocalPlanDate,
}

impl PlanAnswer {
    /// The plan of an account with the sources of its numbers, the plans that start later, and the latest stops.
    pub(crate) fn new<'a>(
        status: &AccountStatus,
        definition: Option<&PlanDefinition>,
        ahead: impl Iterator<Item = &'a PlanStart>,
        latest_stops: Vec<LatestStop>,
    ) -> PlanAnswer {
        let (plan, local) = (&status.plan, |date| LocalPlanDate::new(date, status.zone));
        let start = local(plan.start_date);
        let ahead: Vec<_> =
            ahead.map(|start| PlanAhead { name: start.record.name.clone(), start: local(start.on()) }).collect();
        let next = PlanDate::start(plan.next_renewal(status.as_of, status.zone), plan.inmail_zone(status.zone));
        let stays = ahead.iter().all(|other| other.name == plan.name || other.start.at().instant() > next.at);
        let number = |number: Number| {
            let source = plan.source(number.which, definition);
            SourcedNumber::new(number, source)
        };
        PlanAnswer {
            as_of: LocalInstant::new(status.as_of, status.zone),
            name: plan.name.clone(),
            since: start.date(),
            since_at: start.at(),
            renews: plan.numbers.cadence,
            renewal_day: plan.renewal_day.number(),
            zone: plan.inmail_zone(status.zone),
            numbers: numbers(&plan.numbers).map(number).collect(),
            next_renewal: stays.then(|| local(next)),
            ahead,
            latest_stops,
            start,
            plan: plan.clone(),
        }
    }
}

impl Show for PlanAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = style.paint(Tone::Strong, &format!("Plan {}", safe(&self.name)));
        let mut table = Table::new(&["number", "value", "source"], &[], style);
        for sourced in self.numbers.iter().filter(|sourced| !sourced.number.is_unset_own_limit()) {
            let number = &sourced.number;
            table.row(vec![number.label().to_owned(), sourced.value_in_words(), sourced.source_in_words()]);
        }
        let line = |plan: &PlanAhead| format!("ahead: {} from {}\n", safe(&plan.name), plan.start.moment(style.clock));
        let ahead: String = self.ahead.iter().map(line).collect();
        let stops: String = self.latest_stops.iter().map(LatestStop::lines).collect();
        let now = (self.as_of, style.clock);
        let renewal = renewal_in_words(&self.plan.numbers, Some(&self.plan), self.next_renewal, now);
        format!("{head}, since {}; renews {renewal}\n\n{table}{stops}{ahead}", self.start.day(style.clock))
    }
}
