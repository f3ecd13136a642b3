//! What a send counted as, in words and in JSON.

use serde::{Serialize, Serializer};

use crate::engine::outcome::{CostReason, SendEffect, Window};

/// What a send counted as, and why: "one of the day's people and one of the month's".
pub(crate) fn in_words(counted: &SendEffect) -> &'static str {
    match counted.why {
        CostReason::ConversationOpen => "nothing: they have responded, the conversation is open",
        CostReason::CountedToday => "nothing: already counted that day",
        CostReason::CountedThisMonth => "one of the day's people; already counted that month",
        CostReason::NewThisMonth => "one of the day's people and one of the month's",
        CostReason::MarkedFree => "nothing: marked free",
        CostReason::BeforeFirstPlan => "nothing: sent before the first plan began",
        CostReason::CreditSpent => "1 credit",
        CostReason::NoCreditLeft => "a credit that was not there: uncovered",
        CostReason::InWeek => "one of the 7 days' invitations",
        CostReason::InWeekWithNote => "one of the 7 days' invitations and one of the month's notes",
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
        CostReason::BeforeFirstPlan => "nothing: before the plan",
        CostReason::CreditSpent => "1 credit",
        CostReason::NoCreditLeft => "uncovered",
        CostReason::InWeek => "week",
        CostReason::InWeekWithNote => "week, note",
    };
    if counted.over.is_empty() { what.to_owned() } else { format!("{what}; over the limit") }
}

/// The limits that a send exceeded: "over the limit of the day and of the month".
pub(crate) fn over_in_words(over: &[Window]) -> String {
    let of = over.iter().map(|window| match window {
        Window::Day => "of the day",
        Window::Month => "of the month",
        Window::InMailsDay => "of InMails a day",
        Window::InvitationsDay => "of invitations a day",
        Window::Week => "of 7 days",
        Window::Notes => "of the month's notes",
    });
    format!("over the limit {}", of.collect::<Vec<_>>().join(" and "))
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
