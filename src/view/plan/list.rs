//! All plans.

use std::iter;

use chrono_tz::Tz;
use serde::Serialize;

use super::numbers::{Number, SourcedNumber, head, numbers, renewal_in_words};
use crate::engine::plan::{Cadence, PlanDefinition, PlanInForce, PlanNumber, plans_without_credits};
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone, padded};

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
    #[serde(skip)]
    renewal: String,
}

impl PlanRow {
    fn new(plan: PlanDefinition, now: LocalInstant, clock: ClockFormat) -> PlanRow {
        let number = |number: Number| {
            let source = plan.sources.get(&number.which);
            SourcedNumber::new(number, source)
        };
        let next = PlanInForce::next_renewal_of(&plan.numbers, now.instant(), now.zone());
        let next = next.map(|date| LocalPlanDate::new(date, now.zone()));
        PlanRow {
            renews: plan.numbers.cadence,
            zone: plan.numbers.zone,
            numbers: numbers(&plan.numbers).map(number).collect(),
            renewal: renewal_in_words(&plan.numbers, None, next, (now, clock)),
            name: plan.name,
            title: plan.title,
            aliases: plan.aliases,
        }
    }

    fn line(&self, style: OutputStyle) -> String {
        let name = if style.columns < 60 { format!("{}:", self.name) } else { padded(&self.name, 23) };
        let name = style.paint(Tone::Strong, &name);
        let title = if self.title.is_empty() { "your own".to_owned() } else { safe(&self.title) };
        let aliases = match self.aliases.as_slice() {
            [] => String::new(),
            aliases => format!("; also {}", aliases.join(", ")),
        };
        format!("{name} {title}; renews {}{aliases}\n", self.renewal)
    }
}

impl PlanListAnswer {
    /// The answer for these plans, with their next renewals on the clock of the account.
    pub(crate) fn new(plans: Vec<PlanDefinition>, now: LocalInstant, clock: ClockFormat) -> PlanListAnswer {
        let is_defined = |name: &str| plans.iter().any(|plan| plan.names().any(|known| known == name));
        let others = plans_without_credits().iter().map(|plan| plan.name.as_str());
        let without_credits = others.filter(|name| !is_defined(name)).collect();
        let plans = plans.into_iter().map(|plan| PlanRow::new(plan, now, clock)).collect();
        PlanListAnswer { as_of: now, plans, without_credits }
    }

    /// The plans for which the member must give the credits, and how.
    fn without_credits(&self) -> String {
        match self.without_credits.as_slice() {
            [] => String::new(),
            names => {
                format!("\nno InMail number is known for {}: plan set NAME --inmail-credits N\n", names.join(", "))
            }
        }
    }

    /// Every source once, in the order of its first number.
    fn sources(&self) -> Vec<String> {
        let mut sources = Vec::new();
        for number in
            self.plans.iter().flat_map(|plan| &plan.numbers).filter(|sourced| !sourced.number.is_unset_own_limit())
        {
            let source = number.source_in_words();
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }

    fn table(&self, sources: &[String], style: OutputStyle) -> String {
        let columns: Vec<PlanNumber> = PlanNumber::ALL.iter().copied().filter(|number| self.shows(*number)).collect();
        let heads: Vec<&str> = iter::once("plan").chain(columns.iter().map(|number| head(*number))).collect();
        let mut table = Table::new(&heads, &(1..heads.len()).collect::<Vec<_>>(), style);
        for plan in &self.plans {
            let shown = plan.numbers.iter().filter(|sourced| columns.contains(&sourced.number.which));
            let cells = shown.map(|sourced| cell(sourced, sources));
            table.row(iter::once(plan.name.clone()).chain(cells).collect());
        }
        table.to_string()
    }

    /// Whether a number has a column: a limit that only members set needs a plan that has it.
    fn shows(&self, number: PlanNumber) -> bool {
        let mut numbers = self.plans.iter().flat_map(|plan| &plan.numbers).map(|sourced| &sourced.number);
        numbers.any(|one| one.which == number && !one.is_unset_own_limit())
    }
}

impl Show for PlanListAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let sources = self.sources();
        let table = self.table(&sources, style);
        let plans: String = self.plans.iter().map(|plan| plan.line(style)).collect();
        let sources: String =
            sources.iter().enumerate().map(|(place, source)| format!("{}  {source}\n", mark(place))).collect();
        format!(
            "{table}\n~ only warns, - none or for ever, ? limited by LinkedIn without a published number; the letter says where a number comes from:\n{sources}\n{plans}{}",
            self.without_credits()
        )
    }
}

/// A number with the mark of its source: "15~ c".
fn cell(one: &SourcedNumber, sources: &[String]) -> String {
    let (number, source) = (&one.number, one.source_in_words());
    if number.is_unset_own_limit() {
        return "-".to_owned();
    }
    let place = sources.iter().position(|known| *known == source).unwrap_or_default();
    let none = if one.is_withheld() { "?" } else { "-" };
    let value = number.value.map_or(none.to_owned(), |value| value.to_string());
    format!("{value}{} {}", if number.only_warns() { "~" } else { "" }, mark(place))
}

/// The mark of a source: a, b, … z, aa.
fn mark(place: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(place % 26).unwrap_or(0));
    letter.to_string().repeat(place / 26 + 1)
}
