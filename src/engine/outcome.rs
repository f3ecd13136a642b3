//! What came of a record: what something sent counted as and why, what a response did.

pub use super::plan::Window;

impl Window {
    /// Which of two windows are full.
    pub(super) fn full(windows: &'static [Window], are_full: [bool; 2]) -> &'static [Window] {
        match are_full {
            [true, true] => windows,
            [true, false] => &windows[..1],
            [false, true] => &windows[1..],
            [false, false] => &[],
        }
    }
}

/// Why something sent cost what it cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The person had responded before.
    ConversationOpen,
    /// The person had used a slot of this day already.
    CountedToday,
    /// The person had used a slot of this month, not of this day.
    CountedThisMonth,
    /// The first message to the person this month.
    NewThisMonth,
    /// It was marked free.
    MarkedFree,
    /// It was sent before the first plan began.
    BeforeFirstPlan,
    /// It spent a credit.
    CreditSpent,
    /// It needed a credit and there was none.
    NoCreditLeft,
    /// An invitation counts in its week.
    InWeek,
    /// An invitation with a note counts in its week, and its note in the month.
    InWeekWithNote,
}

/// What something sent counted as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Whether it used a slot of the day.
    pub day_slot: bool,
    /// Whether it used a slot of the month.
    pub month_slot: bool,
    /// Whether it spent a credit.
    pub credit: bool,
    /// The full windows that it used all the same.
    pub over: &'static [Window],
    /// Whether it needed a credit and found none.
    pub uncovered: bool,
    /// Why.
    pub why: Why,
}

impl Counted {
    /// What costs nothing, for this reason.
    pub(super) fn nothing(why: Why) -> Counted {
        Counted { day_slot: false, month_slot: false, credit: false, over: &[], uncovered: false, why }
    }
}

/// What came of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something sent counted so.
    Sent(Counted),
    /// A response.
    Response {
        /// Whether it opened the conversation.
        opened: bool,
        /// Whether an InMail was waiting for it.
        settled: bool,
        /// Credits that came back: one at most (rules 4.7).
        credits_returned: u32,
    },
    /// An acceptance; whether an invitation was waiting for it.
    Accepted {
        /// Whether one was.
        waiting: bool,
    },
    /// The balance was set; the gap that was found, positive when credits were missing (rules 4.9).
    Balance {
        /// What was added, or taken away.
        gap: i64,
    },
    /// Nothing worth telling.
    Nothing,
}
