//! Plans: the one in force, all of them, and a change.

use serde::Serialize;

use crate::engine::plan::{Cadence, Force, Limit, PlanDefinition, PlanInForce, PlanNumbers, PlanStart, Source, Whose};
use crate::engine::status::AccountStatus;
use crate::view::format::global_clock::moment;
use crate::view::format::{day, json, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone, padded};

/// A number of a plan, as it is told.
pub(crate) struct Number {
    /// The option that sets it.
    pub(crate) option: &'static str,
    pub(crate) label: &'static str,
    pub(crate) value: Option<u32>,
    unit: &'static str,
    force: Option<Force>,
}

/// The numbers of a plan, in the order of rules 7.
pub(crate) fn numbers(numbers: &PlanNumbers) -> [Number; 8] {
    let number = |option, label, value, unit| Number { option, label, value, unit, force: None };
    let limit = |option, label, limit: Option<Limit>, unit| Number {
        option,
        label,
        value: limit.map(|limit| limit.count),
        unit,
        force: limit.map(|limit| limit.force),
    };
    [
        number("inmail-credits", "InMail credits a month", Some(numbers.inmail_monthly), ""),
        number("inmail-cap", "most after a grant", numbers.inmail_cap, ""),
        number("inmail-life", "a credit lasts", numbers.inmail_life, " days"),
        number("refund-days", "back if answered within", numbers.refund_days, " days"),
        limit("daily", "people a day", numbers.daily, ""),
        limit("monthly", "people a month", numbers.monthly, ""),
        limit("invitations", "invitations in 7 days", numbers.invitations, ""),
        limit("notes", "notes a month", numbers.notes, ""),
    ]
}

impl Number {
    /// The number in words.
    pub(crate) fn value(&self) -> String {
        let none = if self.option == "inmail-life" { "for ever" } else { "none" };
        let warns = if self.force == Some(Force::Advisory) { ", only warns" } else { "" };
        self.value.map_or(none.to_owned(), |value| format!("{value}{}{warns}", self.unit))
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
            option: self.option,
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
    fn text(&self, style: OutputStyle) -> String {
        let plan = &self.standing.plan;
        let head = style.paint(Tone::Strong, &format!("Plan {}", safe(&plan.name)));
        let mut table = Table::new(&["number", "value", "where it comes from"], &[], style);
        for number in numbers(&plan.numbers) {
            let source = told(plan.source(number.option, self.definition.as_ref()));
            table.row(vec![number.label.to_owned(), number.value(), source]);
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
        let number = |number: &Number| number.json(plan.source(number.option, self.definition.as_ref()));
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
            numbers: numbers(&plan.numbers).iter().map(number).collect(),
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
    fn text(&self, style: OutputStyle) -> String {
        let mut sources: Vec<String> = Vec::new();
        let heads = ["plan", "credits", "cap", "life", "refund", "day", "month", "7 days", "notes"];
        let mut table = Table::new(&heads, &[], style);
        for plan in &self.plans {
            let mut cells = vec![plan.name.clone()];
            for number in numbers(&plan.numbers) {
                let source = told(plan.sources.get(number.option));
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
        let plans: String = self.plans.iter().map(|plan| about(plan, style)).collect();
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
            let number = |number: &Number| number.json(plan.sources.get(number.option));
            Plan {
                name: &plan.name,
                title: &plan.title,
                renews: plan.numbers.cadence,
                zone: plan.numbers.zone.map(chrono_tz::Tz::name),
                numbers: numbers(&plan.numbers).iter().map(number).collect(),
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

fn about(plan: &PlanDefinition, style: OutputStyle) -> String {
    let name = if style.columns < 60 { format!("{}:", plan.name) } else { padded(&plan.name, 23) };
    let name = style.paint(Tone::Strong, &name);
    let title = if plan.title.is_empty() { "your own".to_owned() } else { safe(&plan.title) };
    format!("{name} {title}; renews {}\n", renews(&plan.numbers, None))
}
