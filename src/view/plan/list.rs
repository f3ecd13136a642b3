//! All plans.

use std::iter;

use chrono_tz::Tz;
use serde::Serialize;

use super::numbers::{SourcedNumber, head, sourced_numbers, title_and_name};
use crate::engine::plan::{Cadence, PlanDefinition, PlanNumber, plans_without_credits};
use crate::view::format::LocalInstant;
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The columns that a narrow screen does without, the least important first.
const EXPENDABLE: [PlanNumber; 8] = [
    PlanNumber::RefundDays,
    PlanNumber::InMailLife,
    PlanNumber::InMailCap,
    PlanNumber::InMailsDaily,
    PlanNumber::InvitationsDaily,
    PlanNumber::Notes,
    PlanNumber::Invitations,
    PlanNumber::Monthly,
];

/// What the numbers and the marks mean.
const LEGEND: &str = "credits a month; cap: the most after a grant; life: days that a credit lasts; refund: days in which a \
    response gives it back; day, month: new people; 7 days: invitations; notes a month\n\
    ~ only warns; - none, or for ever; ? LinkedIn limits it and publishes no number\n";

/// The answer to `plan list`.
#[derive(Debug, Serialize)]
pub(crate) struct PlanListAnswer {
    as_of: LocalInstant,
    plans: Vec<PlanRow>,
    /// The names of LinkedIn's plans whose InMail credits no source gives.
    without_credits: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct PlanRow {
    name: String,
    title: String,
    aliases: Vec<String>,
    renews: Cadence,
    zone: Option<Tz>,
    numbers: Vec<SourcedNumber>,
}

impl PlanRow {
    fn new(plan: PlanDefinition) -> PlanRow {
        PlanRow {
            renews: plan.numbers.cadence,
            zone: plan.numbers.zone,
            numbers: sourced_numbers(&plan).collect(),
            name: plan.name,
            title: plan.title,
            aliases: plan.aliases,
        }
    }

    /// The plan to be read aloud: its title, and a line for each number.
    fn spoken(&self) -> String {
        let numbers = self.numbers.iter().filter(|sourced| !sourced.number.is_unset_own_limit());
        let line = |one: &SourcedNumber| format!("  {}: {}\n", one.number.label(), one.value_in_words());
        format!("{}\n{}", self.label(), numbers.map(line).collect::<String>())
    }

    /// "Premium Career (career)": the title, and the name that one types.
    fn label(&self) -> String {
        title_and_name(&self.title, std::iter::once(&self.name).chain(&self.aliases).map(String::as_str))
    }
}

impl PlanListAnswer {
    /// The answer for these plans, as of now.
    pub(crate) fn new(plans: Vec<PlanDefinition>, now: LocalInstant) -> PlanListAnswer {
        let is_defined = |name: &str| plans.iter().any(|plan| plan.names().any(|known| known == name));
        let others = plans_without_credits().iter().map(|plan| plan.name.as_str());
        let without_credits = others.filter(|name| !is_defined(name)).collect();
        let plans = plans.into_iter().map(PlanRow::new).collect();
        PlanListAnswer { as_of: now, plans, without_credits }
    }

    /// The plans for which the member must give the credits, and how.
    fn without_credits(&self) -> String {
        match self.without_credits.as_slice() {
            [] => String::new(),
            names => {
                format!(
                    "no InMail number is known for {}: inquota plan set NAME --inmail-credits N\n",
                    names.join(", ")
                )
            }
        }
    }

    fn table(&self, style: OutputStyle) -> Table {
        let columns: Vec<PlanNumber> = PlanNumber::ALL.iter().copied().filter(|number| self.shows(*number)).collect();
        let heads: Vec<&str> = iter::once("plan").chain(columns.iter().map(|number| head(*number))).collect();
        let place = |number: &PlanNumber| columns.iter().position(|column| column == number).map(|place| place + 1);
        let expendable: Vec<usize> = EXPENDABLE.iter().filter_map(place).collect();
        let numbers: Vec<usize> = (1..heads.len()).collect();
        let mut table = Table::new(&heads, &numbers, style).with_expendable(&expendable);
        for plan in &self.plans {
            let cells = columns.iter().map(|column| self.cell(plan, *column, style));
            table.row(iter::once(plan.label()).chain(cells).collect());
        }
        table
    }

    /// A number, with a tilde if it only warns; the others of its column are then as wide.
    fn cell(&self, plan: &PlanRow, column: PlanNumber, style: OutputStyle) -> String {
        let of = |plan: &PlanRow| plan.numbers.iter().position(|sourced| sourced.number.which == column);
        let Some(sourced) = of(plan).map(|place| &plan.numbers[place]) else { return String::new() };
        let warns = |plan: &PlanRow| of(plan).is_some_and(|place| plan.numbers[place].number.only_warns());
        let mark = match (warns(plan), self.plans.iter().any(warns)) {
            (true, _) => "~",
            (false, true) => "\u{a0}",
            (false, false) => "",
        };
        match sourced.number.value {
            Some(value) => format!("{value}{mark}"),
            None if sourced.is_withheld() => format!("?{mark}"),
            None => style.mark(Tone::Faint, "-") + mark,
        }
    }

    /// Whether a number has a column: a limit that only members set needs a plan that has it.
    fn shows(&self, number: PlanNumber) -> bool {
        let mut numbers = self.plans.iter().flat_map(|plan| &plan.numbers).map(|sourced| &sourced.number);
        numbers.any(|one| one.which == number && !one.is_unset_own_limit())
    }
}

impl Show for PlanListAnswer {
    fn text(&self, style: OutputStyle) -> String {
        if style.plain {
            let plans: String = self.plans.iter().map(PlanRow::spoken).collect();
            return plans + &self.without_credits();
        }
        let table = self.table(style);
        let left_out = match table.heads_left_out().as_slice() {
            [] => String::new(),
            heads => format!("too narrow for: {}\n", heads.join(", ")),
        };
        format!("{table}{left_out}\n{LEGEND}{}\nnext: inquota plan show NAME\n", self.without_credits())
    }
}
