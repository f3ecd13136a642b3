//! A plan's numbers, and what a plan record says (rules 4.10, 6, 7).

mod builtin;
mod definition;
mod schedule;

pub use builtin::{built_in_plan, built_in_plans, initial_plan};
pub use definition::{DefinitionError, PlanDefinition, Source, Whose, definitions_from};
pub use schedule::{PlanInForce, PlanStart, Schedule, TakenFor, When};

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize};

use super::calendar::RenewalDay;

/// Whether a limit blocks or warns (rules 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Force {
    /// Over it, the answer is no.
    Enforced,
    /// Over it, the answer is yes with a caution.
    Advisory,
}

/// A limit on what may be sent in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// How many.
    pub count: u32,
    /// Whether it blocks or warns.
    pub force: Force,
}

impl Limit {
    /// A limit that blocks.
    pub const fn enforced(count: u32) -> Self {
        Limit { count, force: Force::Enforced }
    }

    /// A limit that warns.
    pub const fn advisory(count: u32) -> Self {
        Limit { count, force: Force::Advisory }
    }
}

/// On which day of the month credits are granted (rules 4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cadence {
    /// The 1st.
    Calendar,
    /// The day the subscription renews.
    Billing,
}

/// The numbers of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanNumbers {
    /// When credits are granted.
    pub cadence: Cadence,
    /// The zone that the plan's InMail dates are in, where it pins one; else the account's (rules 1.4).
    pub zone: Option<Tz>,
    /// Credits granted at each renewal.
    pub inmail_monthly: u32,
    /// The most credits that a grant may leave.
    pub inmail_cap: Option<u32>,
    /// Days that a credit lasts; `None`: for ever.
    pub inmail_life: Option<u32>,
    /// Days within which a response gives a credit back; `None`: never.
    pub refund_days: Option<u32>,
    /// Unique people messaged in a day.
    pub daily: Option<Limit>,
    /// Unique people messaged in a month.
    pub monthly: Option<Limit>,
    /// Invitations in 168 hours.
    pub invitations: Option<Limit>,
    /// Personal notes on invitations in a month.
    pub notes: Option<Limit>,
}

/// The numbers that a plan record gives; what is absent stays (rules 4.10).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanChanges {
    /// Credits granted at each renewal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inmail_monthly: Option<u32>,
    /// The most credits that a grant may leave, or none.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "number_or_none")]
    pub inmail_cap: Option<Option<u32>>,
    /// Days that a credit lasts, or none.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "number_or_none")]
    pub inmail_life: Option<Option<u32>>,
    /// Days within which a response gives a credit back, or none.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "number_or_none")]
    pub refund_days: Option<Option<u32>>,
    /// Unique people messaged in a day, or none.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "number_or_none")]
    pub daily: Option<Option<Limit>>,
    /// Unique people messaged in a month, or none.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "number_or_none")]
    pub monthly: Option<Option<Limit>>,
    /// Invitations in 168 hours, or none.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "number_or_none")]
    pub invitations: Option<Option<Limit>>,
    /// Personal notes in a month, or none.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "number_or_none")]
    pub notes: Option<Option<Limit>>,
}

/// Reads a number that is given: `null` says "none", where absence says "unchanged".
fn number_or_none<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

impl PlanChanges {
    /// Whether no number is given.
    pub fn is_empty(&self) -> bool {
        *self == PlanChanges::default()
    }

    /// Whether the number is given that an option of `plan set` sets.
    pub fn gives(&self, option: &str) -> bool {
        match option {
            "inmail-credits" => self.inmail_monthly.is_some(),
            "inmail-cap" => self.inmail_cap.is_some(),
            "inmail-life" => self.inmail_life.is_some(),
            "refund-days" => self.refund_days.is_some(),
            "daily" => self.daily.is_some(),
            "monthly" => self.monthly.is_some(),
            "invitations" => self.invitations.is_some(),
            "notes" => self.notes.is_some(),
            _ => false,
        }
    }

    /// These numbers, with those of a later change on top.
    pub fn extend(&mut self, later: &PlanChanges) {
        fn set<T: Copy>(number: &mut Option<T>, later: Option<T>) {
            *number = later.or(*number);
        }
        set(&mut self.inmail_monthly, later.inmail_monthly);
        set(&mut self.inmail_cap, later.inmail_cap);
        set(&mut self.inmail_life, later.inmail_life);
        set(&mut self.refund_days, later.refund_days);
        set(&mut self.daily, later.daily);
        set(&mut self.monthly, later.monthly);
        set(&mut self.invitations, later.invitations);
        set(&mut self.notes, later.notes);
    }

    /// Sets in `numbers` what is given here.
    pub fn apply_to(&self, numbers: &mut PlanNumbers) {
        fn set<T: Copy>(number: &mut T, given: Option<T>) {
            if let Some(given) = given {
                *number = given;
            }
        }
        set(&mut numbers.inmail_monthly, self.inmail_monthly);
        set(&mut numbers.inmail_cap, self.inmail_cap);
        set(&mut numbers.inmail_life, self.inmail_life);
        set(&mut numbers.refund_days, self.refund_days);
        set(&mut numbers.daily, self.daily);
        set(&mut numbers.monthly, self.monthly);
        set(&mut numbers.invitations, self.invitations);
        set(&mut numbers.notes, self.notes);
    }
}

/// A dated change of plan, or of a plan's numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRecord {
    /// The plan's name.
    pub name: String,
    /// The named plan's own numbers when this was recorded, so that no later edition of the built-in plans
    /// and no edit of a user's plan file moves a past figure.
    pub own: PlanNumbers,
    /// The numbers given with it.
    #[serde(default, skip_serializing_if = "PlanChanges::is_empty")]
    pub changes: PlanChanges,
    /// The date it starts, when one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The renewal day, when one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews_on: Option<RenewalDay>,
    /// Whether credits left over from the plan before are kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub keep_credits: bool,
}
