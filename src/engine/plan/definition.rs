//! Plan definitions: how a plan and the sources of its numbers are written, in the built-in data and in a
//! member's own file alike (rules 7).

use std::collections::BTreeMap;
use std::fmt;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Cadence, Force, Limit, PlanNumbers};

/// The largest number that a plan may carry, for credits, days and limits alike.
const LARGEST_NUMBER: u32 = 1_000_000;

/// The most days that a credit may last or be refunded within: a hundred years.
const LONGEST_LIFE: u32 = 36_500;

/// Whose figure a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Whose {
    /// The member's own.
    Member,
    /// The messaging guide's, on which `free` and `premium` are built.
    Guide,
    /// LinkedIn's own figure.
    #[serde(rename(serialize = "linkedin"))]
    Official,
    /// Published by others about LinkedIn, which publishes none.
    Reported,
}

/// Where a number comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Whose figure it is.
    pub whose: Whose,
    /// Who says so, and where.
    pub text: String,
    /// When they said so, as far as it is known.
    pub dated: String,
}

/// A named plan: its numbers and their sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDefinition {
    /// The plan's name, in lower case.
    pub name: String,
    /// What it is, in a few words.
    pub title: String,
    /// Its numbers.
    pub numbers: PlanNumbers,
    /// Where each number comes from, by the name of the option that sets it.
    pub sources: BTreeMap<&'static str, Source>,
}

impl PlanDefinition {
    /// Whether a renewal day can be given: billing plans have one (interface, `plan set`).
    pub fn has_renewal_day(&self) -> bool {
        self.numbers.cadence == Cadence::Billing
    }
}

/// What is wrong with a file of plan definitions.
#[derive(Debug, PartialEq, Eq)]
pub struct DefinitionError(String);

impl fmt::Display for DefinitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DefinitionError {}

/// Reads plan definitions in the form of `plans.json`.
///
/// # Errors
///
/// When the text is not such a file, a number is out of range, or a name is blank or given twice.
pub fn definitions_from(text: &str) -> Result<Vec<PlanDefinition>, DefinitionError> {
    let file: File = serde_json::from_str(text).map_err(|error| DefinitionError(error.to_string()))?;
    let mut plans: Vec<PlanDefinition> = Vec::with_capacity(file.plans.len());
    for entry in file.plans {
        let plan = entry.define(&file.sources)?;
        if plans.iter().any(|known| known.name == plan.name) {
            return Err(DefinitionError(format!("the plan `{}` is defined twice", plan.name)));
        }
        plans.push(plan);
    }
    Ok(plans)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    sources: BTreeMap<String, Source>,
    plans: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    name: String,
    #[serde(default)]
    title: String,
    renews: Cadence,
    #[serde(default)]
    zone: Option<Tz>,
    #[serde(default)]
    inmail: InMail,
    #[serde(default)]
    messages: Messages,
    #[serde(default)]
    invitations: Invitations,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct InMail {
    monthly: Option<Number>,
    cap: Option<Number>,
    life_days: Option<Number>,
    refund_days: Option<Number>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Messages {
    day: Option<Number>,
    month: Option<Number>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Invitations {
    week: Option<Number>,
    notes: Option<Number>,
}

/// A number, alone or with what is known about it.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Number {
    Bare(u32),
    Full(FullNumber),
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FullNumber {
    value: Option<u32>,
    #[serde(default)]
    force: Option<Force>,
    #[serde(default)]
    source: Option<String>,
}

/// Reads the numbers of one plan and notes where each comes from.
struct Reader<'a> {
    plan: &'a str,
    known: &'a BTreeMap<String, Source>,
    sources: BTreeMap<&'static str, Source>,
}

impl Entry {
    /// The plan that the entry defines, with those of the known sources that it names.
    pub(super) fn define(self, known: &BTreeMap<String, Source>) -> Result<PlanDefinition, DefinitionError> {
        let name = self.name.trim().to_lowercase();
        if !is_plan_name(&name) {
            return Err(DefinitionError(format!(
                "`{}` is no plan name: letters, digits and hyphens, 40 at most",
                self.name.escape_debug()
            )));
        }
        let mut read = Reader { plan: &name, known, sources: BTreeMap::new() };
        let numbers = PlanNumbers {
            cadence: self.renews,
            zone: self.zone,
            inmail_monthly: read.number("inmail-credits", self.inmail.monthly, LARGEST_NUMBER)?.unwrap_or(0),
            inmail_cap: read.number("inmail-cap", self.inmail.cap, LARGEST_NUMBER)?,
            inmail_life: read.life(self.inmail.life_days)?,
            refund_days: read.number("refund-days", self.inmail.refund_days, LONGEST_LIFE)?,
            daily: read.limit("daily", self.messages.day)?,
            monthly: read.limit("monthly", self.messages.month)?,
            invitations: read.limit("invitations", self.invitations.week)?,
            notes: read.limit("notes", self.invitations.notes)?,
        };
        let sources = read.sources;
        Ok(PlanDefinition { name, title: self.title, numbers, sources })
    }
}

/// Whether a text can be a plan's name.
fn is_plan_name(name: &str) -> bool {
    let length = name.chars().count();
    (1..=40).contains(&length) && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

impl Reader<'_> {
    fn number(
        &mut self,
        key: &'static str,
        number: Option<Number>,
        largest: u32,
    ) -> Result<Option<u32>, DefinitionError> {
        let full = match number {
            Some(Number::Full(full)) => full,
            Some(Number::Bare(value)) => FullNumber { value: Some(value), force: None, source: None },
            None => FullNumber { value: None, force: None, source: None },
        };
        if full.value.is_some_and(|value| value > largest) {
            return Err(self.refuse(key, &format!("is more than {largest}")));
        }
        let source = match full.source {
            Some(name) => {
                let known = self.known.get(&name).cloned();
                known.ok_or_else(|| self.refuse(key, &format!("names a source `{name}` that is not given")))?
            }
            None => Source { text: "your plan file".to_owned(), dated: String::new(), whose: Whose::Member },
        };
        self.sources.insert(key, source);
        Ok(full.value)
    }

    fn life(&mut self, number: Option<Number>) -> Result<Option<u32>, DefinitionError> {
        let days = self.number("inmail-life", number, LONGEST_LIFE)?;
        if days == Some(0) { Err(self.refuse("inmail-life", "is 0 days")) } else { Ok(days) }
    }

    fn limit(&mut self, key: &'static str, number: Option<Number>) -> Result<Option<Limit>, DefinitionError> {
        let force = match &number {
            Some(Number::Full(FullNumber { force: Some(force), .. })) => *force,
            _ => Force::Enforced,
        };
        let count = self.number(key, number, LARGEST_NUMBER)?;
        Ok(count.map(|count| Limit { count, force }))
    }

    fn refuse(&self, key: &str, what: &str) -> DefinitionError {
        DefinitionError(format!("plan `{}`: {key} {what}", self.plan))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_writes_bare_numbers() {
        let text = r#"{"plans":[{"name":"Team","renews":"billing","zone":"UTC",
            "inmail":{"monthly":20,"cap":60},"messages":{"day":{"value":10,"force":"advisory"}}}]}"#;
        let plan = &definitions_from(text).unwrap()[0];
        assert_eq!(plan.name, "team");
        assert_eq!(plan.numbers.inmail_cap, Some(60));
        assert_eq!(plan.numbers.daily, Some(Limit::advisory(10)));
        assert_eq!(plan.numbers.monthly, None);
        assert_eq!(plan.sources["inmail-credits"].whose, Whose::Member);
    }

    #[test]
    fn faults_in_definitions_are_named() {
        let fault = |plan: &str| definitions_from(&format!(r#"{{"plans":[{plan}]}}"#)).unwrap_err().to_string();
        assert!(fault(r#"{"name":" ","renews":"billing"}"#).contains("no plan name"));
        assert!(fault(r#"{"name":"a","renews":"weekly"}"#).contains("weekly"));
        assert!(fault(r#"{"name":"a","renews":"billing","price":3}"#).contains("price"));
        assert!(fault(r#"{"name":"a","renews":"billing","inmail":{"monthly":1000001}}"#).contains("1000000"));
        assert!(fault(r#"{"name":"a","renews":"billing","inmail":{"life_days":0}}"#).contains("0 days"));
        let twice = r#"{"name":"a","renews":"billing"},{"name":"A","renews":"billing"}"#;
        assert!(fault(twice).contains("twice"));
    }
}
