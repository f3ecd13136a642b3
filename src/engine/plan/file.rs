//! The format of plan files: the built-in plans, and the member's own (rules 7).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono_tz::Tz;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Unexpected, Visitor};

use super::definition::{Attribution, NumberSource, PlanDefinition, SecondInMail, note_length_by};
use super::numbers::for_each_plan_number;
use super::{Cadence, Enforcement, PlanNumber, PlanNumbers};

/// Why a file of plan definitions cannot be read.
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
/// If the text has another form, a number is out of range, or a name is blank or repeated.
pub fn definitions_from(text: &str) -> Result<Vec<PlanDefinition>, DefinitionError> {
    let file: File = serde_json::from_str(text).map_err(|error| DefinitionError(error.to_string()))?;
    define(file.plans, &file.sources)
}

/// The file of the built-in plans.
pub(super) struct BuiltIn {
    pub(super) plans: Vec<PlanDefinition>,
    /// Plans of LinkedIn's whose InMail credits no source gives.
    pub(super) without_credits: Vec<PlanDefinition>,
    /// Names that several plans share, with those plans.
    pub(super) shared_names: BTreeMap<String, Vec<String>>,
}

/// Reads `plans.json`.
///
/// # Errors
///
/// As [`definitions_from`].
pub(super) fn built_in_from(text: &str) -> Result<BuiltIn, DefinitionError> {
    let file: BuiltInFile = serde_json::from_str(text).map_err(|error| DefinitionError(error.to_string()))?;
    let without_credits = define(file.without_credits, &file.sources)?.into_iter();
    Ok(BuiltIn {
        plans: define(file.plans, &file.sources)?,
        without_credits: without_credits.map(|plan| PlanDefinition { needs_credits: true, ..plan }).collect(),
        shared_names: file.shared_names,
    })
}

/// The plans that entries define. No two may share a name or an alias.
fn define(entries: Vec<Entry>, known: &Sources) -> Result<Vec<PlanDefinition>, DefinitionError> {
    let plans = entries.into_iter().map(|entry| entry.define(known)).collect::<Result<Vec<_>, _>>()?;
    let mut taken = BTreeSet::new();
    if let Some(twice) = plans.iter().flat_map(PlanDefinition::names).find(|name| !taken.insert(*name)) {
        return Err(DefinitionError(format!("the plan `{twice}` is defined twice")));
    }
    Ok(plans)
}

/// The sources that numbers may name.
type Sources = BTreeMap<String, NumberSource>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    sources: Sources,
    plans: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BuiltInFile {
    sources: Sources,
    plans: Vec<Entry>,
    without_credits: Vec<Entry>,
    shared_names: BTreeMap<String, Vec<String>>,
}

/// Declares the form of a plan in the file, and its sections with their numbers.
macro_rules! declare_entry {
    ($($section:ident: $Section:ident {
        $($(#[$doc:meta])* $key:ident => $variant:ident, $field:ident: $type:ty, $option:literal, $range:expr $(, #[$form:meta])?;)*
    })*) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Entry {
            name: String,
            #[serde(default)]
            title: String,
            renews: Cadence,
            #[serde(default)]
            zone: Option<Tz>,
            #[serde(default)]
            second_inmail: SecondInMail,
            #[serde(default)]
            sells_credits: Option<bool>,
            #[serde(default)]
            response_floor: bool,
            #[serde(default)]
            note_length: Option<u32>,
            #[serde(default)]
            aliases: Vec<String>,
            $(#[serde(default)] $section: $Section,)*
        }

        $(
            #[derive(Default, Deserialize)]
            #[serde(deny_unknown_fields, default)]
            struct $Section { $($key: Option<Number>,)* }
        )*

        impl Entry {
            /// Each number, as written.
            fn numbers(self) -> impl Iterator<Item = (PlanNumber, Option<Number>)> {
                [$($((PlanNumber::$variant, self.$section.$key),)*)*].into_iter()
            }
        }
    };
}
for_each_plan_number!(declare_entry);

/// A number as written in the file: alone, or with its force and source.
struct Number(FullNumber);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        // An untagged enum would do, but it copies each number before it tries the two forms, and `status` reads them.
        deserializer.deserialize_any(NumberVisitor).map(Number)
    }
}

struct NumberVisitor;

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = FullNumber;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, or an object with a value, a force and a source")
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<FullNumber, E> {
        let value = u32::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))?;
        Ok(FullNumber { value: Some(value), ..FullNumber::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FullNumber, A::Error> {
        FullNumber::deserialize(MapAccessDeserializer::new(map))
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FullNumber {
    value: Option<u32>,
    #[serde(default)]
    force: Option<Enforcement>,
    #[serde(default)]
    source: Option<String>,
}

impl Entry {
    /// The plan that the entry defines. `known` has the sources that it may name.
    fn define(self, known: &Sources) -> Result<PlanDefinition, DefinitionError> {
        let name = plan_name(&self.name)?;
        let aliases = self.aliases.iter().map(|alias| plan_name(alias)).collect::<Result<_, _>>()?;
        let (has_response_floor, given_note_length) = (self.response_floor, self.note_length);
        let (title, mut numbers) = (self.title.clone(), PlanNumbers::new(self.renews, self.zone));
        let (second_inmail, sells_credits) = (self.second_inmail, self.sells_credits.unwrap_or(true));
        let mut sources = BTreeMap::new();
        for (number, written) in self.numbers() {
            let refuse = |what| DefinitionError(format!("plan `{name}`: {} {what}", number.option()));
            let written = written.map(|Number(full)| full).unwrap_or_default();
            written.check(number).map_err(refuse)?;
            sources.insert(number, written.source_among(number, known).map_err(refuse)?);
            numbers.set(number, written.value, written.force.unwrap_or(Enforcement::Enforced));
        }
        let note_length = given_note_length.unwrap_or_else(|| note_length_by(&numbers));
        Ok(PlanDefinition {
            name,
            title,
            numbers,
            sources,
            second_inmail,
            sells_credits,
            has_response_floor,
            note_length,
            aliases,
            needs_credits: false,
        })
    }
}

/// The plan's name that a text gives.
fn plan_name(text: &str) -> Result<String, DefinitionError> {
    let name = text.trim().to_lowercase();
    let length = name.chars().count();
    if (1..=40).contains(&length) && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
        return Ok(name);
    }
    let text = text.escape_debug();
    Err(DefinitionError(format!("`{text}` is not a plan name: use up to 40 letters, digits and hyphens")))
}

impl FullNumber {
    /// Refuses a value out of range.
    fn check(&self, number: PlanNumber) -> Result<(), String> {
        let range = number.range();
        match self.value {
            Some(value) if value > *range.end() => Err(format!("is more than {}", range.end())),
            // Only a number of days has a lower bound.
            Some(value) if value < *range.start() => Err(format!("is {value} days")),
            _ => Ok(()),
        }
    }

    /// The source of a number: one of those in the file, or the member.
    fn source_among(&self, number: PlanNumber, known: &BTreeMap<String, NumberSource>) -> Result<NumberSource, String> {
        let Some(name) = &self.source else {
            let is_unset = number.is_own_limit() && self.value.is_none();
            let text = if is_unset { "yours to set with plan set" } else { "your plan file" }.to_owned();
            return Ok(NumberSource { text, dated: String::new(), whose: Attribution::Member });
        };
        known.get(name).cloned().ok_or_else(|| format!("names a source `{name}` that is not given"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan::Limit;

    #[test]
    fn numbers_need_no_source() {
        let text = r#"{"plans":[{"name":"Team","renews":"billing","zone":"UTC",
            "inmail":{"monthly":20,"cap":60},"messages":{"day":{"value":10,"force":"advisory"}}}]}"#;
        let plan = &definitions_from(text).unwrap()[0];
        assert_eq!(plan.name, "team");
        assert_eq!(plan.numbers.inmail_cap, Some(60));
        assert_eq!(plan.numbers.daily, Some(Limit::advisory(10)));
        assert_eq!(plan.numbers.monthly, None);
        assert_eq!(plan.sources[&PlanNumber::InMailMonthly].whose, Attribution::Member);
    }

    #[test]
    fn a_plan_may_have_limits_on_inmails_and_invitations_a_day() {
        let text = r#"{"plans":[{"name":"team","renews":"calendar","inmail":{"day":{"value":3,"force":"advisory"}},
            "invitations":{"day":10}}]}"#;
        let plan = &definitions_from(text).unwrap()[0];
        assert_eq!(plan.numbers.inmails_daily, Some(Limit::advisory(3)));
        assert_eq!(plan.numbers.invitations_daily, Some(Limit::enforced(10)));
        assert_eq!(plan.sources[&PlanNumber::InvitationsDaily].text, "your plan file");
    }

    #[test]
    fn a_note_is_as_long_as_given_or_as_the_limit_on_notes_suggests() {
        let length = |more: &str| {
            definitions_from(&format!(r#"{{"plans":[{{"name":"a","renews":"calendar"{more}}}]}}"#)).unwrap()[0]
                .note_length
        };
        assert_eq!(length(""), 300);
        assert_eq!(length(r#","invitations":{"notes":5}"#), 200);
        assert_eq!(length(r#","note_length":250,"invitations":{"notes":5}"#), 250);
    }

    #[test]
    fn errors_in_definitions_name_the_fault() {
        let fault = |plan: &str| definitions_from(&format!(r#"{{"plans":[{plan}]}}"#)).unwrap_err().to_string();
        assert!(fault(r#"{"name":" ","renews":"billing"}"#).contains("not a plan name"));
        assert!(fault(r#"{"name":"a","renews":"weekly"}"#).contains("weekly"));
        assert!(fault(r#"{"name":"a","renews":"billing","price":3}"#).contains("price"));
        assert!(fault(r#"{"name":"a","renews":"billing","inmail":{"monthly":1000001}}"#).contains("1000000"));
        assert!(fault(r#"{"name":"a","renews":"billing","inmail":{"life_days":0}}"#).contains("0 days"));
        let twice = r#"{"name":"a","renews":"billing"},{"name":"A","renews":"billing"}"#;
        assert!(fault(twice).contains("twice"));
        let twice = r#"{"name":"a","renews":"billing","aliases":["B"]},{"name":"b","renews":"billing"}"#;
        assert_eq!(fault(twice), "the plan `b` is defined twice");
        assert!(fault(r#"{"name":"a","renews":"billing","aliases":["b c"]}"#).contains("`b c` is not a plan name"));
    }
}
