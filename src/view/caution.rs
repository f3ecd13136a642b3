//! Cautions: what the member should know even if the answer is yes.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::advice::alike::AlikeLevel;
use crate::engine::outcome::{SendEffect, Window};
use crate::engine::plan::{PlanNumbers, SecondInMail};
use crate::engine::rates::{InMailRate, RESPONSE_FLOOR};
use crate::engine::verdict::Warning;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, day, exact_percent, moment, plural, safe};

/// What is known of a second InMail on most plans.
const UNSETTLED: &str =
    "LinkedIn's pages disagree on whether you can send a second one, which would cost another credit";

/// What cautions say of a plan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CautionPlan<'a> {
    pub(crate) name: &'a str,
    pub(crate) numbers: &'a PlanNumbers,
    pub(crate) second_inmail: SecondInMail,
}

impl CautionPlan<'_> {
    /// What LinkedIn does with a second InMail before an answer.
    fn second_inmail_in_words(&self) -> String {
        let plan = safe(self.name);
        match self.second_inmail {
            SecondInMail::Charged => format!("on {plan}, a second one costs another credit unless it is free"),
            SecondInMail::FollowUp => format!(
                "on {plan}, a follow-up costs another credit unless it is free; if they answer before a scheduled one goes out, LinkedIn returns both credits"
            ),
            SecondInMail::NoFollowUp => format!("{plan} has no scheduled follow-ups, and {UNSETTLED}"),
            SecondInMail::Unsettled => UNSETTLED.to_owned(),
        }
    }
}

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

    /// Its code.
    pub(crate) fn code(&self) -> &'static str {
        self.code
    }

    /// The message for people.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The caution for a warning of a verdict.
    pub(crate) fn from_warning(warning: &Warning, plan: &CautionPlan<'_>, zone: Tz, clock: ClockFormat) -> Caution {
        match warning {
            Warning::OverAdvisory(window) => Caution::new(
                "advisory_limit",
                format!("over {}, which only warns", limit_in_words(*window, plan.numbers)),
            ),
            Warning::UnansweredInMail(sent) => {
                let sent = moment(LocalInstant::new(*sent, zone), clock);
                let message = format!("your InMail of {sent} is still unanswered; {}", plan.second_inmail_in_words());
                Caution::new("unanswered_inmail", message)
            }
            Warning::Connection => Caution::new(
                "connection",
                "you are connected: a message costs no credit, nor does an InMail with --free",
            ),
            Warning::OpenProfile => Caution::new(
                "open_profile",
                "an earlier InMail to them was free: if they have an Open Profile, use --free",
            ),
            Warning::Declined => Caution::new("declined", "their latest response was a decline"),
            Warning::AlreadyConnected => {
                Caution::new("already_connected", "you are connected already: no invitation is needed")
            }
            Warning::NotYetConnected => Caution::new(
                "not_yet_connected",
                "your invitation to them is still pending, and LinkedIn delivers messages to connections only; if they \
                 accepted, record that with inquota accepted",
            ),
            Warning::AlreadyInvited => Caution::new(
                "already_invited",
                "your invitation to them is still pending, and a new one replaces it; if they accepted, record that with inquota accepted",
            ),
        }
    }

    /// The caution for a send to a person marked as not to be contacted, until a date or for good.
    pub(crate) fn do_not_contact(until: Option<NaiveDate>) -> Caution {
        let until = until.map(|date| format!(" until {}", day(date))).unwrap_or_default();
        let message = format!("you marked them as “do not contact”{until}; to remove the mark: inquota people unblock");
        Caution::new("do_not_contact", message)
    }

    /// The caution for an invitation to a person whose last one was withdrawn less than 21 days ago.
    pub(crate) fn withdrawn_recently(again: LocalInstant, clock: ClockFormat) -> Caution {
        let message = format!(
            "you withdrew your invitation to them less than 21 days ago; LinkedIn does not allow a new one before {}",
            moment(again, clock)
        );
        Caution::new("withdrawn_recently", message)
    }

    /// The caution for many pending invitations.
    pub(crate) fn many_pending(pending: usize) -> Caution {
        let message = format!(
            "you have {pending} pending invitations: members report trouble from about 200, and a limit of about 1,500; \
             to find old ones to withdraw: inquota invitations --older 21"
        );
        Caution::new("many_pending", message)
    }

    /// A caution for each limit that a send exceeded.
    pub(crate) fn over_limits(counted: &SendEffect, numbers: &PlanNumbers) -> Vec<Caution> {
        let over = |window: &Window| Caution::new("over_limit", format!("over {}", limit_in_words(*window, numbers)));
        counted.over.iter().map(over).collect()
    }

    /// The caution for a credit that came back for an InMail charged under another plan.
    pub(crate) fn other_plan(charged_by: &str) -> Caution {
        let message = format!(
            "the InMail was charged on the plan {}, and LinkedIn keeps the credits of each plan apart; if it shows another balance, record it with inquota credits set N",
            safe(charged_by)
        );
        Caution::new("other_plan", message)
    }

    /// The caution for many sends in a few minutes, by when they were recorded.
    pub(crate) fn burst(sends: usize, minutes: u32) -> Caution {
        let minutes = plural(u64::from(minutes), "minute", "minutes");
        let message = format!(
            "you recorded {sends} sends within {minutes}; if you sent them that fast, slow down: LinkedIn restricts what \
             looks automated; if not, give the real times with --at"
        );
        Caution::new("burst", message)
    }

    /// The caution for nearly the same text to many people in 30 days.
    pub(crate) fn same_wording(people: u64, level: AlikeLevel) -> Caution {
        let who = plural(people, "person has", "people have");
        let message = format!("{who} got nearly this text in the last 30 days: {}", alike_advice(level));
        Caution::new("same_wording", message)
    }

    /// The caution for a text without a fingerprint.
    pub(crate) fn short_text() -> Caution {
        let message = "the text is too short to compare with others, so no fingerprint is kept";
        Caution::new("short_text", message)
    }

    /// The caution for an InMail that was sent without a credit.
    pub(crate) fn uncovered() -> Caution {
        Caution::new(
            "uncovered",
            "you had no credits left; if LinkedIn let you send it, record the balance it shows with inquota credits set N",
        )
    }

    /// The caution that too few of the InMails of the last 14 days were answered.
    pub(crate) fn low_response_rate(plan: &str, rate: InMailRate) -> Caution {
        let message = format!(
            "{} of your {} InMails of the last 14 days were answered, {}; on {}, LinkedIn may restrict sending below {RESPONSE_FLOOR} %",
            rate.responded,
            rate.sent,
            exact_percent(rate.responded, rate.sent),
            safe(plan)
        );
        Caution::new("low_response_rate", message)
    }

    /// The caution for a new person who is like a known one, with the people that `people merge` would make one: first
    /// the one who stays. All must be safe to show.
    pub(crate) fn similar_name(known: &str, (stays, goes): (&str, &str)) -> Caution {
        let message = format!(
            "recorded as a new person, but very similar to {known}; to undo it: inquota undo; to merge the two: inquota people merge \"{stays}\" \"{goes}\""
        );
        Caution::new("similar_name", message)
    }

    /// The caution for a new name that looks like the names of several people.
    pub(crate) fn several_names(name: &str) -> Caution {
        let name = safe(name);
        Caution::new(
            "several_names",
            format!("recorded {name} as one person; for several people, run inquota undo and quote each name"),
        )
    }
}

/// What to do about a text that too many people got.
pub(crate) fn alike_advice(level: AlikeLevel) -> &'static str {
    match level {
        AlikeLevel::Few => "make each one personal",
        AlikeLevel::Many => "it is starting to look like a mass mailing, and LinkedIn restricts those: rewrite it",
        AlikeLevel::Most => {
            "it looks like a mass mailing, and LinkedIn restricts those: rewrite it before you send more"
        }
    }
}

/// The limit of a window in words: "the limit of 15 people a day", "your limit of 5 InMails a day".
pub(crate) fn limit_in_words(window: Window, numbers: &PlanNumbers) -> String {
    count_in_words(window, numbers.limit(window).map_or(0, |limit| limit.count))
}

/// The same for a limit of this count.
pub(crate) fn count_in_words(window: Window, count: u32) -> String {
    let (one, many, span) = match window {
        Window::Day => ("person", "people", "a day"),
        Window::Month => ("person", "people", "a month"),
        Window::InMailsDay => ("InMail", "InMails", "a day"),
        Window::InvitationsDay => ("invitation", "invitations", "a day"),
        Window::Week => ("invitation", "invitations", "in 7 days"),
        Window::Notes => ("note", "notes", "a month"),
    };
    let whose = if window.is_own() { "your" } else { "the" };
    format!("{whose} limit of {} {span}", plural(u64::from(count), one, many))
}
