//! What a send counted as, in words and in JSON.

use serde::{Serialize, Serializer};

use crate::engine::outcome::{Counted, Why, Window};

/// What a send counted as, and why: "one of the day's people and one of the month's".
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

/// The limits that a send exceeded: "over the limit of the day and of the month".
pub(crate) fn over_in_words(over: &[Window]) -> String {
    let of = over.iter().map(|window| match window {
        Window::Day => "of the day",
        Window::Month => "of the month",
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
    pub(crate) fn of_any<'a>(sends: impl Iterator<Item = &'a Counted>) -> CountedFlags {
        sends.map(CountedFlags::from).fold(CountedFlags::default(), |all, one| CountedFlags {
            day_slot: all.day_slot || one.day_slot,
            month_slot: all.month_slot || one.month_slot,
            credit: all.credit || one.credit,
            over_limit: all.over_limit || one.over_limit,
            uncovered: all.uncovered || one.uncovered,
        })
    }
}

impl From<&Counted> for CountedFlags {
    fn from(counted: &Counted) -> CountedFlags {
        CountedFlags {
            day_slot: counted.day_slot,
            month_slot: counted.month_slot,
            credit: counted.credit,
            over_limit: !counted.over.is_empty(),
            uncovered: counted.uncovered,
        }
    }
}

impl Serialize for Counted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        CountedFlags::from(self).serialize(serializer)
    }
}
