//! What a send counted as, in words and in JSON.

use serde::{Serialize, Serializer};

use crate::engine::outcome::{CostReason, SendEffect, Window};
use crate::view::format::plural;

/// What a send counted as, and why: "1 daily and 1 monthly slot".
pub(crate) fn in_words(counted: &SendEffect) -> &'static str {
    match counted.why {
        CostReason::ConversationOpen => "nothing: they have responded, so the conversation is open",
        CostReason::CountedToday => "nothing: they already counted that day",
        CostReason::CountedThisMonth => "1 daily slot: they already counted that month",
        CostReason::NewThisMonth => "1 daily and 1 monthly slot",
        CostReason::MarkedFree => "nothing: marked free",
        CostReason::BeforeFirstPlan => "nothing: your first plan had not started",
        CostReason::CreditSpent => "1 credit",
        CostReason::NoCreditLeft => "1 credit, but none was left: uncovered",
        CostReason::InWeek => "1 of the week's invitations",
        CostReason::InWeekWithNote => "1 of the week's invitations and 1 of the month's notes",
    }
}

/// Slots of the day and of the month: "1 daily and 1 monthly slot", "2 daily slots".
pub(crate) fn slots_in_words(day: u32, month: u32) -> String {
    match month {
        0 => plural(day.into(), "daily slot", "daily slots"),
        _ => format!("{day} daily and {}", plural(month.into(), "monthly slot", "monthly slots")),
    }
}

/// What a send counted as, in few words: "day, month".
pub(crate) fn briefly(counted: &SendEffect) -> String {
    let what = match counted.why {
        CostReason::ConversationOpen => "nothing: conversation open",
        CostReason::CountedToday => "nothing: counted that day",
        CostReason::CountedThisMonth => "day",
        CostReason::NewThisMonth => "day, month",
        CostReason::MarkedFree => "nothing: free",
        CostReason::BeforeFirstPlan => "nothing: before your first plan",
        CostReason::CreditSpent => "1 credit",
        CostReason::NoCreditLeft => "uncovered",
        CostReason::InWeek => "week",
        CostReason::InWeekWithNote => "week, note",
    };
    if counted.over.is_empty() { what.to_owned() } else { format!("{what}; over the limit") }
}

/// The limits that a send exceeded: "over the daily and monthly limit".
pub(crate) fn over_in_words(over: &[Window]) -> String {
    let of = over.iter().map(|window| match window {
        Window::Day => "daily",
        Window::Month => "monthly",
        Window::InMailsDay => "daily InMail",
        Window::InvitationsDay => "daily invitation",
        Window::Week => "weekly",
        Window::Notes => "monthly note",
    });
    format!("over the {} limit", of.collect::<Vec<_>>().join(" and "))
}

/// The object `counted` in JSON.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key in JSON")]
pub(crate) struct CountedFlags {
    day_slot: bool,
    month_slot: bool,
    credit: bool,
    over_limit: bool,
    uncovered: bool,
}

impl CountedFlags {
    /// The flags that at least one of several sends has.
    pub(crate) fn of_any<'a>(sends: impl Iterator<Item = &'a SendEffect>) -> CountedFlags {
        sends.map(CountedFlags::from).fold(CountedFlags::default(), |all, one| CountedFlags {
            day_slot: all.day_slot || one.day_slot,
            month_slot: all.month_slot || one.month_slot,
            credit: all.credit || one.credit,
            over_limit: all.over_limit || one.over_limit,
            uncovered: all.uncovered || one.uncovered,
        })
    }
}

impl From<&SendEffect> for CountedFlags {
    fn from(counted: &SendEffect) -> CountedFlags {
        CountedFlags {
            day_slot: counted.day_slot,
            month_slot: counted.month_slot,
            credit: counted.credit,
            over_limit: !counted.over.is_empty(),
            uncovered: counted.uncovered,
        }
    }
}

impl Serialize for SendEffect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        CountedFlags::from(self).serialize(serializer)
    }
}
