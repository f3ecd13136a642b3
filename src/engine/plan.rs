//! Plans: their numbers, plan records, and which plan is in force when (rules 4.10 to 4.13, 6, 7).
//!
//! | file | contents |
//! |---|---|
//! | `numbers` | the numbers of a plan, listed once |
//! | `limit` | a limit on what may be sent, and whether it blocks or warns |
//! | `definition` | named plans and the sources of their numbers |
//! | `file` | the format of plan files |
//! | `builtin`, `plans.json` | the built-in plans |
//! | `schedule` | when each plan record takes effect |

mod builtin;
mod definition;
mod file;
mod limit;
mod numbers;
mod schedule;

pub use builtin::{built_in_plan, built_in_plans, initial_plan, plans_sharing_name, plans_without_credits};
pub use definition::{Attribution, NumberSource, PlanDefinition, SecondInMail, note_length_by};
pub use file::{DefinitionError, definitions_from};
pub use limit::{Enforcement, Limit};
pub use numbers::{Cadence, PlanChanges, PlanNumber, PlanNumbers};
pub use schedule::{PlanInForce, PlanStart, PlanStartKind, Schedule, StartTiming};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::RenewalDay;

/// What a limit counts, and over which period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Window {
    /// Unique people messaged in a day.
    Day,
    /// Unique people messaged in a month.
    Month,
    /// InMails in a day, without those of open conversations.
    #[serde(rename = "inmails_day")]
    InMailsDay,
    /// Invitations in a day.
    #[serde(rename = "invitations_day")]
    InvitationsDay,
    /// Invitations in 168 hours.
    Week,
    /// Personal notes in a month.
    Notes,
}

impl Window {
    /// The plan number that limits it.
    pub fn number(self) -> PlanNumber {
        match self {
            Window::Day => PlanNumber::Daily,
            Window::Month => PlanNumber::Monthly,
            Window::InMailsDay => PlanNumber::InMailsDaily,
            Window::InvitationsDay => PlanNumber::InvitationsDaily,
            Window::Week => PlanNumber::Invitations,
            Window::Notes => PlanNumber::Notes,
        }
    }

    /// Whether only members limit it (rules 6).
    pub fn is_own(self) -> bool {
        self.number().is_own_limit()
    }
}

impl PlanNumbers {
    /// The limit of a window, if the plan has one.
    pub fn limit(&self, window: Window) -> Option<Limit> {
        let (count, force) = self.get(window.number());
        Some(Limit { count: count?, force: force? })
    }
}

/// A change of plan, or of a plan's numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRecord {
    /// The plan's name.
    pub name: String,
    /// The plan's own numbers when this was recorded. They are copied so that neither a new edition of the built-in
    /// plans nor an edit of the member's plan file changes past figures.
    pub own: PlanNumbers,
    /// The numbers that the record changes.
    #[serde(default, skip_serializing_if = "PlanChanges::is_empty")]
    pub changes: PlanChanges,
    /// The start date, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The renewal day, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews_on: Option<RenewalDay>,
    /// Whether credits left from the previous plan are kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub keep_credits: bool,
}

impl PlanRecord {
    /// The largest number in it, for refusing one that is out of range.
    pub fn largest_number(&self) -> u32 {
        let mut given = self.own.clone();
        self.changes.apply_to(&mut given);
        let both = [&self.own, &given].into_iter();
        let counts = both.flat_map(|numbers| PlanNumber::ALL.iter().filter_map(|number| numbers.get(*number).0));
        counts.max().unwrap_or(0)
    }
}
