//! The first sentence of the status: what can be sent now, to somebody new.

use super::window::WindowUse;
use crate::engine::verdict::{Verdict, VerdictReason};
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, moment, plural, safe, until};

/// The answers of `check` about somebody new.
#[derive(Debug)]
pub(crate) struct Allowance {
    pub(crate) message: Verdict,
    pub(crate) inmail: Verdict,
    /// About an invitation without a note.
    pub(crate) invitation: Verdict,
}

/// What the sentence is about.
pub(super) struct Sentence<'a> {
    pub(super) allowance: &'a Allowance,
    pub(super) day: &'a WindowUse,
    pub(super) month: &'a WindowUse,
    /// The InMails of today; `None` unless the member limits them.
    pub(super) inmails_day: Option<&'a WindowUse>,
    pub(super) balance: u64,
    pub(super) plan: &'a str,
    pub(super) plan_start: LocalPlanDate,
    pub(super) now: LocalInstant,
    /// Whether it is about an instant that the member named.
    pub(super) is_as_of: bool,
    pub(super) clock: ClockFormat,
}

/// What can be done, or what cannot, after "You can" or "You can't".
#[derive(Debug)]
enum Clause {
    Can(String),
    Cannot(String),
}

impl Sentence<'_> {
    /// "You can message 14 more people today (29 this month) and send 5 InMails.", and what else is to be known: the
    /// limits that are exceeded, and that no invitation can be sent.
    pub(super) fn text(&self) -> String {
        let sentences = [Some(self.main()), self.over(), self.invitations()];
        let text = sentences.into_iter().flatten().collect::<Vec<_>>().join(" ");
        if !self.is_as_of {
            return text;
        }
        let lower = text.replacen("You", "you", 1);
        format!("As of {}, {lower}", moment(self.now, self.clock))
    }

    fn main(&self) -> String {
        match (self.messages(), self.inmails()) {
            (Clause::Can(message), Clause::Can(inmail)) => format!("You can {message} and {inmail}."),
            (Clause::Can(message), Clause::Cannot(inmail)) => format!("You can {message}, but you can't {inmail}."),
            (Clause::Cannot(message), Clause::Can(inmail)) => format!("You can't {message}, but you can {inmail}."),
            (Clause::Cannot(message), Clause::Cannot(inmail)) => format!("You can't {message}, nor can you {inmail}."),
        }
    }

    fn messages(&self) -> Clause {
        let verdict = &self.allowance.message;
        match verdict.reason {
            _ if verdict.allowed => Clause::Can(format!("message {}", self.people())),
            VerdictReason::Stopped => Clause::Cannot(format!("message anyone{}", self.until(verdict))),
            _ => Clause::Cannot(format!("message new people{}", self.until(verdict))),
        }
    }

    /// How many new people can be messaged: the limits that have room, and the one that is used up and only warns.
    fn people(&self) -> String {
        let (day, month) = (self.day, self.month);
        let people = match (room(day), room(month)) {
            (None, None) => new_people(day, month),
            (Some(left), None) => format!("{} today{}", more_people(left), before_warning(day)),
            (None, Some(left)) => format!("{} this month{}", more_people(left), before_warning(month)),
            (Some(today), Some(left)) if left <= today && (month.enforced || !day.enforced) => {
                let last = if left == 1 { "one".to_owned() } else { left.to_string() };
                format!("{} today{} (the last {last} this month)", more_people(left), before_warning(month))
            }
            (Some(today), Some(left)) => {
                let month = before_warning(month);
                format!("{} today{} ({left} this month{month})", more_people(today), before_warning(day))
            }
        };
        let reached = [(day, "today's limit"), (month, "this month's limit")];
        let reached = reached.into_iter().find(|(window, _)| window.remaining == Some(0));
        people + &reached.map(|(window, limit)| warned(window, limit)).unwrap_or_default()
    }

    fn inmails(&self) -> Clause {
        let verdict = &self.allowance.inmail;
        if !verdict.allowed {
            return Clause::Cannot(format!("send InMails{}", self.until(verdict)));
        }
        if self.now.instant() < self.plan_start.at().instant() {
            let (plan, start) = (safe(self.plan), self.plan_start.day(self.clock));
            return Clause::Can(format!("send InMails, which cost no credit before plan {plan} starts on {start}"));
        }
        let inmails = |number| plural(number, "InMail", "InMails");
        let own = self.inmails_day.and_then(|day| Some((day, day.remaining?)));
        Clause::Can(match own {
            Some((day, 0)) => format!("send {}{}", inmails(self.balance), warned(day, "today's InMail limit")),
            Some((day, left)) if u64::from(left) < self.balance && day.enforced => {
                format!("send {} today (of {} credits)", inmails(left.into()), self.balance)
            }
            Some((day, left)) if u64::from(left) < self.balance => {
                format!("send {} ({left} today{})", inmails(self.balance), before_warning(day))
            }
            _ => format!("send {}", inmails(self.balance)),
        })
    }

    /// That no invitation can be sent; `None` if one can.
    fn invitations(&self) -> Option<String> {
        let verdict = &self.allowance.invitation;
        (!verdict.allowed).then(|| format!("You can't invite anyone{}.", self.until(verdict)))
    }

    /// By how much limits that block are exceeded.
    fn over(&self) -> Option<String> {
        let windows = [(self.day, "today's limit"), (self.month, "this month's limit")];
        let over = windows.into_iter().filter(|(window, _)| window.enforced);
        let over: Vec<String> = over.filter_map(|(window, limit)| over_limit(window, limit)).collect();
        (!over.is_empty()).then(|| format!("You are {}.", over.join(" and ")))
    }

    /// Until when a no lasts, and why: " until tomorrow", " until Tue 1 Dec (no credits)".
    fn until(&self, verdict: &Verdict) -> String {
        let until = verdict.available_at.map(|at| {
            let at = LocalInstant::new(at, self.now.zone());
            format!(" until {}", until(at, self.now, self.clock))
        });
        let why = match verdict.reason {
            VerdictReason::Stopped => " (stopped by LinkedIn)",
            VerdictReason::NoCredits => " (no credits)",
            _ if until.is_none() => " (the limit allows none)",
            VerdictReason::InMailsDailyLimit => " (your limit for today is reached)",
            _ => "",
        };
        until.unwrap_or_default() + why
    }
}

/// What is left of a limit, if there is one and it is not used up.
fn room(window: &WindowUse) -> Option<u32> {
    window.remaining.filter(|left| *left > 0)
}

/// "1 more person", "14 more people".
fn more_people(number: u32) -> String {
    plural(number.into(), "more person", "more people")
}

/// New people where no limit has room: because there is none, or because those that there are only warn.
fn new_people(day: &WindowUse, month: &WindowUse) -> String {
    let windows = [day, month];
    let why = match windows {
        _ if windows.iter().any(|window| window.limit.is_some()) => "",
        _ if windows.iter().any(|window| window.is_withheld()) => " (LinkedIn publishes no number)",
        _ => " without a limit",
    };
    format!("new people{why}")
}

/// " before a warning", for a limit that only warns.
fn before_warning(window: &WindowUse) -> &'static str {
    if window.enforced { "" } else { " before a warning" }
}

/// " with a warning each (today's limit of 15 is reached)", for a limit that only warns.
fn warned(window: &WindowUse, limit: &str) -> String {
    let reached = match over_limit(window, limit) {
        Some(over) => format!("you are {over}"),
        None => format!("{limit} of {} is reached", window.limit.unwrap_or_default()),
    };
    format!(" with a warning each ({reached})")
}

/// "2 over today's limit of 15"; `None` if the limit is not exceeded.
fn over_limit(window: &WindowUse, name: &str) -> Option<String> {
    let limit = window.limit?;
    let over = window.used.checked_sub(limit).filter(|over| *over > 0)?;
    Some(format!("{over} over {name} of {limit}"))
}
