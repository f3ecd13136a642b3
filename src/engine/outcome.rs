//! The outcome of a record: the effect of a send and the reason for it, or of a response.

use super::calendar::PlanDate;
pub use super::invitation::Acceptance;
pub use super::plan::Window;
use super::stop::Stop;

/// Why a send cost what it cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostReason {
    /// The person had responded before.
    ConversationOpen,
    /// The person already had a slot of this day.
    CountedToday,
    /// The person already had a slot of this month, but not of this day.
    CountedThisMonth,
    /// The first message to the person this month.
    NewThisMonth,
    /// It was marked free.
    MarkedFree,
    /// It was sent before the first plan started.
    BeforeFirstPlan,
    /// It spent a credit.
    CreditSpent,
    /// It needed a credit and none was left.
    NoCreditLeft,
    /// It is an invitation, which counts for 168 hours.
    InWeek,
    /// It is an invitation with a note: the invitation counts for 168 hours, the note in its month.
    InWeekWithNote,
}

/// The effect of a send: what it used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendEffect {
    /// Whether it used a slot of the day.
    pub day_slot: bool,
    /// Whether it used a slot of the month.
    pub month_slot: bool,
    /// Whether it spent a credit.
    pub credit: bool,
    /// The windows that were full before it, and that it used nevertheless.
    pub over: Vec<Window>,
    /// Whether it needed a credit and none was left.
    pub uncovered: bool,
    /// The reason.
    pub why: CostReason,
}

/// Why a response gives no credit back, although the plan in force gives credits back (rules 4.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReturned {
    /// The latest InMail that needed a credit is older than the refund window.
    TooLate {
        /// Its age, in dates of the plan.
        days: i64,
    },
    /// The InMail needed no credit.
    WasFree,
    /// The InMail was sent before the first plan started.
    BeforeThePlan,
    /// No InMail was waiting for an answer.
    NoInMail,
}

/// The outcome of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something was sent.
    Sent(SendEffect),
    /// A person responded.
    Response {
        /// Whether it opened the conversation.
        opened: bool,
        /// Whether there was an unanswered InMail.
        settled: bool,
        /// Credits given back: one at most (rules 4.7).
        credits_returned: u32,
        /// Why none was given back; `None` if one was, or if the plan in force gives none back.
        not_returned: Option<NotReturned>,
        /// The plan under which the InMail was sent, if a credit was given back under another.
        charged_by: Option<String>,
    },
    /// An invitation was accepted.
    Accepted(Acceptance),
    /// An invitation was withdrawn.
    Withdrawn {
        /// Whether one was pending. If not, the withdrawal counts nowhere.
        was_pending: bool,
    },
    /// LinkedIn refused to send something (rules 6).
    Stopped(Stop),
    /// LinkedIn sends again: the stop that this ended, as it was. `None` if nothing was stopped: it then counts
    /// nowhere.
    Lifted(Option<Stop>),
    /// Credits were bought (rules 4.8).
    Bought {
        /// The first date without them; `None` if they never expire.
        expires: Option<PlanDate>,
    },
    /// The balance was set (rules 4.9).
    Balance {
        /// The credits added; negative for credits removed.
        gap: i64,
    },
    /// No outcome to report.
    Nothing,
}
