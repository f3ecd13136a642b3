//! Plans: the one in force, all of them, and a change.

use serde::Serialize;

use super::fold::padded;
use super::json;
use super::screen::{Look, Show, Tone};
use super::table::Table;
use super::text::{day, moment, safe};
use crate::engine::plan::{
    Cadence, Force, PlanDefinition, PlanInForce, PlanNumber, PlanNumbers, PlanStart, Source, Whose,
};
use crate::engine::status::AccountStatus;

/// A number of a plan.
pub(super) struct Number {
    which: PlanNumber,
    pub(super) value: Option<u32>,
    force: Option<Force>,
}

/// The numbers of a plan, in the order of rules 7.
pub(super) fn numbers(numbers: &PlanNumbers) -> impl Iterator<Item = Number> {
    PlanNumber::ALL.iter().map(|&number| {
        let (value, force) = numbers.get(number);
        Number { which: number, value, force }
    })
}

/// How a number is shown: its label, its head in a table of plans, its unit, and the word for none.
fn words(number: PlanNumber) -> [&'static str; 4] {
    match number {
        PlanNumber::InMailMonthly => ["InMail credits a month", "credits", "", "none"],
        PlanNumber::InMailCap => ["most after a grant", "cap", "", "none"],
        PlanNumber::InMailLife => ["a credit lasts", "life", " days", "for ever"],
        PlanNumber::RefundDays => ["back if answered within", "refund", " days", "none"],
        PlanNumber::Daily => ["people a day", "day", "", "none"],
        PlanNumber::Monthly => ["people a month", "month", "", "none"],
        PlanNumber::Invitations => ["invitations in 7 days", "7 days", "", "none"],
        PlanNumber::Notes => ["notes a month", "notes", "", "none"],
    }
}

impl Number {
    /// The option that sets it.
    pub(super) fn option(&self) -> &'static str {
        self.which.option()
    }

    pub(super) fn label(&self) -> &'static str {
        words(self.which)[0]
    }

    /// The number in words.
    pub(super) fn value(&self) -> String {
        let [_, _, unit, none] = words(self.which);
        let warns = if self.force == Some(Force::Advisory) { ", only warns" } else { "" };
        self.value.map_or(none.to_owned(), |value| format!("{value}{unit}{warns}"))
    }
}

#[derive(Serialize)]
struct NumberJson<'a> {
    option: &'a str,
    value: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enforced: Option<bool>,
    source: SourceJson<'a>,
}

#[derive(Serialize)]
struct SourceJson<'a> {
    whose: &'static str,
    text: &'a str,
    dated: &'a str,
}

impl Number {
    fn json<'a>(&self, source: Option<&'a Source>) -> NumberJson<'a> {
        NumberJson {
            option: self.option(),
            value: self.value,
            enforced: self.force.map(|force| force == Force::Enforced),
            source: SourceJson {
                whose: source.map_or("member", |source| whose(source.whose)),
                text: source.map_or("given with plan set", |source| &source.text),
                dated: source.map_or("", |source| &source.dated),
            },
        }
    }
}

fn whose(whose: Whose) -> &'static str {
    match whose {
        Whose::Member => "member",
        Whose::Guide => "guide",
        Whose::Official => "linkedin",
        Whose::Reported => "reported",
    }
}

/// Where a number comes from: "LinkedIn Help, … (undated copy)".
fn told(source: Option<&Source>) -> String {
    let Some(source) = source else { return "yours, given with plan set".to_owned() };
    if source.dated.is_empty() { safe(&source.text) } else { safe(&format!("{} ({})", source.text, source.dated)) }
}

/// When a plan renews: "on the 1st, UTC".
fn renews(numbers: &PlanNumbers, plan: Option<&PlanInForce>) -> String {
    let zone = numbers.zone.map(|zone| format!(", {}", zone.name())).unwrap_or_default();
    match (numbers.cadence, plan) {
        (Cadence::Calendar, _) => format!("on the 1st{zone}"),
        (Cadence::Billing, Some(plan)) => format!("on day {} of the month{zone}", plan.renewal_day.number()),
        (Cadence::Billing, None) => format!("on the billing day{zone}"),
    }
}

/// The answer to `plan`.
#[derive(Debug)]
pub(crate) struct PlanAnswer {
    pub(crate) standing: AccountStatus,
    /// The plan's own numbers with their sources.
    pub(crate) definition: Option<PlanDefinition>,
    /// The starts that lie ahead.
    pub(crate) ahead: Vec<PlanStart>,
}

impl Show for PlanAnswer {
    fn text(&self, look: Look) -> String {
        let plan = &self.standing.plan;
        let head = look.paint(Tone::Strong, &format!("Plan {}", safe(&plan.name)));
        let mut table = Table::new(&["number", "value", "where it comes from"], &[], look);
        for number in numbers(&plan.numbers) {
            let source = told(plan.source(number.which, self.definition.as_ref()));
            table.row(vec![number.label().to_owned(), number.value(), source]);
        }
        let ahead: String = self
            .ahead
            .iter()
            .map(|start| format!("ahead: {} from {}\n", safe(&start.record.name), moment(start.at, self.standing.zone)))
            .collect();
        let since = day(plan.start_date);
        format!("{head}, since {since}; renews {}\n\n{table}{ahead}", renews(&plan.numbers, Some(plan)))
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Ahead<'a> {
            name: &'a str,
            at: String,
        }
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            as_of: String,
            name: &'a str,
            since: String,
            renews: Cadence,
            renewal_day: u32,
            zone: &'a str,
            numbers: Vec<NumberJson<'a>>,
            ahead: Vec<Ahead<'a>>,
        }
        let (standing, plan) = (&self.standing, &self.standing.plan);
        let number = |number: Number| number.json(plan.source(number.which, self.definition.as_ref()));
        let ahead = |start| {
            let start: &PlanStart = start;
            Ahead { name: &start.record.name, at: json::instant(start.at, standing.zone) }
        };
        json::document(&Document {
            schema: json::SCHEMA,
            as_of: json::instant(standing.as_of, standing.zone),
            name: &plan.name,
            since: json::date(plan.start_date),
            renews: plan.numbers.cadence,
            renewal_day: plan.renewal_day.number(),
            zone: plan.inmail_zone(standing.zone).name(),
            numbers: numbers(&plan.numbers).map(number).collect(),
            ahead: self.ahead.iter().map(ahead).collect(),
        })
    }
}

/// The answer to `plan list`.
#[derive(Debug)]
pub(crate) struct PlanListAnswer {
    pub(crate) plans: Vec<PlanDefinition>,
}

impl Show for PlanListAnswer {
    fn text(&self, look: Look) -> String {
        let mut sources: Vec<String> = Vec::new();
        let heads: Vec<&str> =
            std::iter::once("plan").chain(PlanNumber::ALL.iter().map(|number| words(*number)[1])).collect();
        let mut table = Table::new(&heads, &[], look);
        for plan in &self.plans {
            let mut cells = vec![plan.name.clone()];
            for number in numbers(&plan.numbers) {
                let source = told(plan.sources.get(&number.which));
                let place = sources.iter().position(|known| *known == source).unwrap_or(sources.len());
                if place == sources.len() {
                    sources.push(source);
                }
                let value = number.value.map_or("-".to_owned(), |value| value.to_string());
                let warns = if number.force == Some(Force::Advisory) { "~" } else { "" };
                cells.push(format!("{value}{warns} {}", mark(place)));
            }
            table.row(cells);
        }
        let plans: String = self.plans.iter().map(|plan| about(plan, look)).collect();
        let sources: String =
            sources.iter().enumerate().map(|(n, source)| format!("{}  {source}\n", mark(n))).collect();
        format!(
            "{table}\n~ only warns, - none or for ever; the letter says where a number comes from:\n{sources}\n{plans}"
        )
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Plan<'a> {
            name: &'a str,
            title: &'a str,
            renews: Cadence,
            zone: Option<&'static str>,
            numbers: Vec<NumberJson<'a>>,
        }
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            plans: Vec<Plan<'a>>,
        }
        let plan = |plan| {
            let plan: &PlanDefinition = plan;
            let number = |number: Number| number.json(plan.sources.get(&number.which));
            Plan {
                name: &plan.name,
                title: &plan.title,
                renews: plan.numbers.cadence,
                zone: plan.numbers.zone.map(chrono_tz::Tz::name),
                numbers: numbers(&plan.numbers).map(number).collect(),
            }
        };
        json::document(&Document { schema: json::SCHEMA, plans: self.plans.iter().map(plan).collect() })
    }
}

/// The mark of a source: a, b, … z, aa.
fn mark(place: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(place % 26).unwrap_or(0));
    letter.to_string().repeat(place / 26 + 1)
}

fn about(plan: &PlanDefinition, look: Look) -> String {
    let name = if look.columns < 60 { format!("{}:", plan.name) } else { padded(&plan.name, 23) };
    let name = look.paint(Tone::Strong, &name);
    let title = if plan.title.is_empty() { "your own".to_owned() } else { safe(&plan.title) };
    format!("{name} {title}; renews {}\n", renews(&plan.numbers, None))
}
