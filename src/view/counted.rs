//! What something sent counted as, and what to mind: in words and as JSON.

use serde::Serialize;

use crate::engine::outcome::{Counted, Why, Window};
use crate::engine::plan::{Limit, PlanNumbers};
use crate::engine::verdict::Warning;
use crate::view::format::global_clock::moment;
use crate::view::format::{plural, safe};
use chrono_tz::Tz;

/// Something to mind, with a code for programs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Caution {
    code: &'static str,
    message: String,
}

impl Caution {
    /// A caution in these words.
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Caution {
        Caution { code, message: message.into() }
    }

    /// The same, said of one among several; the name is safe to show.
    pub(crate) fn about(&self, name: &str) -> Caution {
        Caution { code: self.code, message: format!("{name}: {}", self.message) }
    }

    /// The words.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// What a verdict warns of.
    pub(crate) fn of(warning: &Warning, numbers: &PlanNumbers, zone: Tz) -> Caution {
        match warning {
            Warning::OverAdvisory(window) => {
                Caution::new("advisory_limit", format!("over {}, which only warns", limit(*window, numbers)))
            }
            Warning::UnansweredInMail(sent) => Caution::new(
                "unanswered_inmail",
                format!(
                    "the InMail of {} is not answered yet; LinkedIn mostly refuses a second one before that",
                    moment(*sent, zone)
                ),
            ),
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

    /// The windows that something sent used although they were full.
    pub(crate) fn over(counted: &Counted, numbers: &PlanNumbers) -> Vec<Caution> {
        let over = |window: &Window| Caution::new("over_limit", format!("over {}", limit(*window, numbers)));
        counted.over.iter().map(over).collect()
    }

    /// An InMail that found no credit.
    pub(crate) fn uncovered() -> Caution {
        Caution::new(
            "uncovered",
            "there was no credit left for it: if LinkedIn let you send it, record what it shows with credits set N",
        )
    }

    /// A new name that is very like a known one.
    pub(crate) fn like(known: &str) -> Caution {
        Caution::new("similar_name", format!("new, though very like {}; undo takes it back", safe(known)))
    }

    /// A new name that reads as the names of several people.
    pub(crate) fn several(name: &str) -> Caution {
        let name = safe(name);
        Caution::new(
            "several_names",
            format!("{name} is one person here; for several, undo takes it back, and each goes in quotes of their own"),
        )
    }
}

/// "the limit of 15 people a day".
pub(crate) fn limit(window: Window, numbers: &PlanNumbers) -> String {
    let limit = |limit: Option<Limit>, one, many| plural(u64::from(limit.map_or(0, |limit| limit.count)), one, many);
    let of = match window {
        Window::Day => limit(numbers.daily, "person", "people") + " a day",
        Window::Month => limit(numbers.monthly, "person", "people") + " a month",
        Window::Week => limit(numbers.invitations, "invitation", "invitations") + " in 7 days",
        Window::Notes => limit(numbers.notes, "note", "notes") + " a month",
    };
    format!("the limit of {of}")
}

/// The windows that something sent used although they were full: "over the limit of the day and of the month".
pub(crate) fn over_in_words(over: &[Window]) -> String {
    let of = over.iter().map(|window| match window {
        Window::Day => "of the day",
        Window::Month => "of the month",
        Window::Week => "of 7 days",
        Window::Notes => "of the month's notes",
    });
    format!("over the limit {}", of.collect::<Vec<_>>().join(" and "))
}

/// A window as programs call it.
pub(crate) fn window_code(window: Window) -> &'static str {
    match window {
        Window::Day => "day",
        Window::Month => "month",
        Window::Week => "week",
        Window::Notes => "notes",
    }
}

/// What something sent counted as, and why: "one of the day's people and one of the month's".
pub(crate) fn in_words(counted: &Counted) -> &'static str {
    match counted.why {
        Why::ConversationOpen => "nothing: they have responded, the conversation is open",
        Why::CountedToday => "nothing: already counted that day",
        Why::CountedThisMonth => "one of the day's people; already counted that month",
        Why::NewThisMonth => "one of the day's people and one of the month's",
        Why::MarkedFree => "nothing: marked free",
        Why::BeforeFirstPlan => "nothing: sent before the first plan began",
        Why::CreditSpent => "1 credit",
        Why::NoCreditLeft => "a credit that was not there: uncovered",
        Why::InWeek => "one of the 7 days' invitations",
        Why::InWeekWithNote => "one of the 7 days' invitations and one of the month's notes",
    }
}

/// The `counted` object of the interface.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the object of the interface")]
pub(crate) struct CountedJson {
    day_slot: bool,
    month_slot: bool,
    credit: bool,
    over_limit: bool,
    uncovered: bool,
}

impl CountedJson {
    /// What at least one of two sends counted as.
    pub(crate) fn or(self, other: CountedJson) -> CountedJson {
        CountedJson {
            day_slot: self.day_slot || other.day_slot,
            month_slot: self.month_slot || other.month_slot,
            credit: self.credit || other.credit,
            over_limit: self.over_limit || other.over_limit,
            uncovered: self.uncovered || other.uncovered,
        }
    }
}

impl From<&Counted> for CountedJson {
    fn from(counted: &Counted) -> CountedJson {
        CountedJson {
            day_slot: counted.day_slot,
            month_slot: counted.month_slot,
            credit: counted.credit,
            over_limit: !counted.over.is_empty(),
            uncovered: counted.uncovered,
        }
    }
}
