//! Cautions: what the member should know even if the answer is yes.

use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::outcome::{SendEffect, Window};
use crate::engine::plan::{Limit, PlanNumbers};
use crate::engine::verdict::Warning;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, moment, plural, safe};

/// A caution, with its code in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Caution {
    code: &'static str,
    message: String,
}

impl Caution {
    /// A caution with this message.
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Caution {
        Caution { code, message: message.into() }
    }

    /// The same caution about one of several people. The name must be safe to show.
    pub(crate) fn about(&self, name: &str) -> Caution {
        Caution { code: self.code, message: format!("{name}: {}", self.message) }
    }

    /// The code in JSON.
    pub(crate) fn code(&self) -> &'static str {
        self.code
    }

    /// The message for people.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The caution for a warning of a verdict.
    pub(crate) fn from_warning(warning: &Warning, numbers: &PlanNumbers, zone: Tz, clock: ClockFormat) -> Caution {
        match warning {
            Warning::OverAdvisory(window) => {
                Caution::new("advisory_limit", format!("over {}, which only warns", limit_in_words(*window, numbers)))
            }
            Warning::UnansweredInMail(sent) => {
                let sent = moment(LocalInstant::new(*sent, zone), clock);
                let message = format!(
                    "the InMail of {sent} is not answered yet; LinkedIn mostly refuses a second one before that"
                );
                Caution::new("unanswered_inmail", message)
            }
            Warning::Connection => Caution::new(
                "connection",
                "they accepted your invitation: a message costs no credit, and an InMail to a connection is --free",
            ),
            Warning::AlreadyConnected => {
                Caution::new("already_connected", "they accepted an invitation before: you are connected already")
            }
            Warning::AlreadyInvited => Caution::new(
                "already_invited",
                "an invitation to them is waiting already; if they accepted it, record that with accepted",
            ),
        }
    }

    /// A caution for each limit that a send exceeded.
    pub(crate) fn over_limits(counted: &SendEffect, numbers: &PlanNumbers) -> Vec<Caution> {
        let over = |window: &Window| Caution::new("over_limit", format!("over {}", limit_in_words(*window, numbers)));
        counted.over.iter().map(over).collect()
    }

    /// The caution for an InMail that was sent without a credit.
    pub(crate) fn uncovered() -> Caution {
        Caution::new(
            "uncovered",
            "there was no credit left for it: if LinkedIn let you send it, record what it shows with credits set N",
        )
    }

    /// The caution for a new person who is like a known one, with the people that `people merge` would make one: first
    /// the one who stays. All must be safe to show.
    pub(crate) fn similar_name(known: &str, (stays, goes): (&str, &str)) -> Caution {
        let message = format!(
            "new, though very like {known}; undo takes it back, or make them one: inquota people merge \"{stays}\" \"{goes}\""
        );
        Caution::new("similar_name", message)
    }

    /// The caution for a new name that looks like the names of several people.
    pub(crate) fn several_names(name: &str) -> Caution {
        let name = safe(name);
        Caution::new(
            "several_names",
            format!("{name} is one person here; for several, undo takes it back, and each goes in quotes of their own"),
        )
    }
}

/// "the limit of 15 people a day".
pub(crate) fn limit_in_words(window: Window, numbers: &PlanNumbers) -> String {
    let limit = |limit: Option<Limit>, one, many| plural(u64::from(limit.map_or(0, |limit| limit.count)), one, many);
    let of = match window {
        Window::Day => limit(numbers.daily, "person", "people") + " a day",
        Window::Month => limit(numbers.monthly, "person", "people") + " a month",
        Window::Week => limit(numbers.invitations, "invitation", "invitations") + " in 7 days",
        Window::Notes => limit(numbers.notes, "note", "notes") + " a month",
    };
    format!("the limit of {of}")
}
