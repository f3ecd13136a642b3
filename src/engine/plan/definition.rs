//! Plan definitions: the file format of plans and their sources, for the built-in plans and the member's own (rules 7).

use std::collections::BTreeMap;
use std::fmt;

use chrono_tz::Tz;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize};

use super::numbers::for_each_plan_number;
use super::{Cadence, Enforcement, PlanNumber, PlanNumbers};

/// Who a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribution {
    /// The member.
    Member,
    /// The messaging guide, on which `free` and `premium` are based.
    Guide,
    /// LinkedIn.
    #[serde(rename(serialize = "linkedin"))]
    Official,
    /// Others: LinkedIn publishes no such number.
    Reported,
}

/// Where a number comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberSource {
    /// Who it comes from.
    pub whose: Attribution,
    /// The publication.
    pub text: String,
    /// The date of the publication, if known.
    pub dated: String,
}

impl NumberSource {
    /// Whether it has a date: that of the publication, or of the day on which it was read.
    pub fn is_dated(&self) -> bool {
        self.dated.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// Whether it says that LinkedIn limits what the number counts, and publishes no number. So LinkedIn's pages speak
    /// of messages and invitations; they say of personal notes that some plans have no limit.
    pub fn withholds(&self, number: PlanNumber) -> bool {
        let is_unpublished = matches!(number, PlanNumber::Daily | PlanNumber::Monthly | PlanNumber::Invitations);
        self.whose == Attribution::Official && is_unpublished
    }
}

/// What LinkedIn does with a second InMail to somebody who has not answered the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondInMail {
    /// LinkedIn's own pages disagree.
    #[default]
    Unsettled,
    /// It is sent, and costs another credit.
    Charged,
    /// It can be sent at once or as a scheduled follow-up, and costs another credit.
    FollowUp,
    /// LinkedIn's own pages disagree; there are no scheduled follow-ups.
    NoFollowUp,
}

/// A named plan: its numbers and their sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDefinition {
    /// The plan's name, in lower case.
    pub name: String,
    /// A short description.
    pub title: String,
    /// Its numbers.
    pub numbers: PlanNumbers,
    /// Where each number comes from.
    pub sources: BTreeMap<PlanNumber, NumberSource>,
    /// What LinkedIn does with a second InMail before an answer.
    pub second_inmail: SecondInMail,
    /// Whether LinkedIn sells credits besides those of the plan, according to its pages.
    pub sells_credits: bool,
    /// The most UTF-16 units of the note of an invitation.
    pub note_length: u32,
}

/// The most UTF-16 units of a note on a free account, and on a paid one. Tool makers report both; LinkedIn publishes none.
const NOTE_LENGTHS: (u32, u32) = (200, 300);

/// The most UTF-16 units of a note on a plan for which no length is given. Plans that limit the number of notes are free.
pub fn note_length_by(numbers: &PlanNumbers) -> u32 {
    if numbers.notes.is_some() { NOTE_LENGTHS.0 } else { NOTE_LENGTHS.1 }
}

impl PlanDefinition {
    /// Whether a renewal day can be given. Only billing plans have one.
    pub fn has_renewal_day(&self) -> bool {
        self.numbers.cadence == Cadence::Billing
    }

    /// Whether each number that it has is from a source with a date.
    pub fn is_dated(&self) -> bool {
        let has = |number: &PlanNumber| self.numbers.get(*number).0.is_some();
        self.sources.iter().filter(|(number, _)| has(number)).all(|(_, source)| source.is_dated())
    }

    /// Whether it has numbers of the messaging guide.
    pub fn is_of_the_guide(&self) -> bool {
        self.sources.values().any(|source| source.whose == Attribution::Guide)
    }
}

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
    sources: BTreeMap<String, NumberSource>,
    plans: Vec<Entry>,
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
            note_length: Option<u32>,
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
    fn define(self, known: &BTreeMap<String, NumberSource>) -> Result<PlanDefinition, DefinitionError> {
        let name = self.name.trim().to_lowercase();
        if !is_plan_name(&name) {
            return Err(DefinitionError(format!(
                "`{}` is no plan name: letters, digits and hyphens, 40 at most",
                self.name.escape_debug()
            )));
        }
        let (title, mut numbers) = (self.title.clone(), PlanNumbers::new(self.renews, self.zone));
        let (second_inmail, sells_credits) = (self.second_inmail, self.sells_credits.unwrap_or(true));
        let given_note_length = self.note_length;
        let mut sources = BTreeMap::new();
        for (number, written) in self.numbers() {
            let refuse = |what| DefinitionError(format!("plan `{name}`: {} {what}", number.option()));
            let written = written.map(|Number(full)| full).unwrap_or_default();
            written.check(number).map_err(refuse)?;
            sources.insert(number, written.source_among(known).map_err(refuse)?);
            numbers.set(number, written.value, written.force.unwrap_or(Enforcement::Enforced));
        }
        let note_length = given_note_length.unwrap_or_else(|| note_length_by(&numbers));
        Ok(PlanDefinition { name, title, numbers, sources, second_inmail, sells_credits, note_length })
    }
}

/// Whether a text can be a plan's name.
fn is_plan_name(name: &str) -> bool {
    let length = name.chars().count();
    (1..=40).contains(&length) && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
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

    /// Its source: one of those in the file, or the member.
    fn source_among(&self, known: &BTreeMap<String, NumberSource>) -> Result<NumberSource, String> {
        let Some(name) = &self.source else {
            return Ok(NumberSource {
                text: "your plan file".to_owned(),
                dated: String::new(),
                whose: Attribution::Member,
            });
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
        assert!(fault(r#"{"name":" ","renews":"billing"}"#).contains("no plan name"));
        assert!(fault(r#"{"name":"a","renews":"weekly"}"#).contains("weekly"));
        assert!(fault(r#"{"name":"a","renews":"billing","price":3}"#).contains("price"));
        assert!(fault(r#"{"name":"a","renews":"billing","inmail":{"monthly":1000001}}"#).contains("1000000"));
        assert!(fault(r#"{"name":"a","renews":"billing","inmail":{"life_days":0}}"#).contains("0 days"));
        let twice = r#"{"name":"a","renews":"billing"},{"name":"A","renews":"billing"}"#;
        assert!(fault(twice).contains("twice"));
    }
}
