//! The journal of the fold: everything that happened to the account, one entry after another.

use chrono::NaiveDate;
use chrono_tz::Tz;
use inquota::engine::calendar::Instant;
use inquota::engine::do_not_contact::Mark;
use inquota::engine::outcome::{Acceptance, CostReason, NotReturned, Window};
use inquota::engine::person::PersonId;
use inquota::engine::record::Answer;
use inquota::engine::stop::StoppedKind;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) at: Instant,
    /// The place of the record that caused it; `None` for the calendar.
    pub(crate) place: Option<usize>,
    pub(crate) what: Entered,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Entered {
    Granted {
        credits: u64,
        on: NaiveDate,
    },
    Bought {
        credits: u64,
        expires: Option<(NaiveDate, Instant)>,
        zone: Tz,
    },
    Refunded,
    Adjusted(i64),
    Spent,
    Expired(u64),
    LostToCap(u64),
    Lapsed(u64),
    Message(PersonId, SendEffect),
    InMail(PersonId, SendEffect),
    Invitation(PersonId, SendEffect),
    Response {
        from: PersonId,
        answer: Answer,
        opened: bool,
        settled: bool,
        returned: u32,
        not_returned: Option<NotReturned>,
        charged_by: Option<String>,
    },
    Acceptance {
        by: PersonId,
        did: Acceptance,
    },
    Withdrawal {
        of: PersonId,
        was_pending: bool,
    },
    Stopped {
        what: StoppedKind,
        ends: Instant,
        count: u32,
    },
    Lifted {
        what: StoppedKind,
        /// The stop that this ended: since when, until when, and its count.
        ended: Option<(Instant, Instant, u32)>,
    },
    /// A mark not to contact somebody, or its end.
    Mark {
        on: PersonId,
        /// Who that was after the merges recorded before it.
        then: PersonId,
        place: usize,
        mark: Option<Mark>,
    },
}

/// What a send counted as.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SendEffect {
    pub(crate) day_slot: bool,
    pub(crate) month_slot: bool,
    pub(crate) note: bool,
    /// For an `InMail`: whether it needed a credit.
    pub(crate) needed_credit: bool,
    /// For an `InMail`: whether the conversation was open.
    pub(crate) to_open: bool,
    /// For an `InMail`: the plan in force.
    pub(crate) plan: Option<String>,
    pub(crate) credit: bool,
    pub(crate) uncovered: bool,
    pub(crate) over: Vec<Window>,
    pub(crate) why: CostReason,
}

impl SendEffect {
    pub(crate) fn nothing(why: CostReason) -> SendEffect {
        SendEffect {
            day_slot: false,
            month_slot: false,
            note: false,
            needed_credit: false,
            to_open: false,
            plan: None,
            credit: false,
            uncovered: false,
            over: Vec::new(),
            why,
        }
    }
}

impl Entered {
    /// The change of the balance (rules 4.14).
    pub(crate) fn balance_change(&self) -> i64 {
        let credits = |credits: u64| i64::try_from(credits).unwrap();
        match self {
            Entered::Granted { credits: given, .. } | Entered::Bought { credits: given, .. } => credits(*given),
            Entered::Refunded => 1,
            Entered::Adjusted(gap) => *gap,
            Entered::Spent => -1,
            Entered::Expired(lost) | Entered::LostToCap(lost) | Entered::Lapsed(lost) => -credits(*lost),
            _ => 0,
        }
    }

    /// The person whom a message or an `InMail` contacts (rules 8.1).
    pub(crate) fn contacted(&self) -> Option<PersonId> {
        match self {
            Entered::Message(to, _) | Entered::InMail(to, _) => Some(*to),
            _ => None,
        }
    }

    pub(crate) fn responded(&self) -> Option<PersonId> {
        match self {
            Entered::Response { from, .. } => Some(*from),
            _ => None,
        }
    }

    pub(crate) fn sent(&self) -> Option<&SendEffect> {
        match self {
            Entered::Message(_, counted) | Entered::InMail(_, counted) | Entered::Invitation(_, counted) => {
                Some(counted)
            }
            _ => None,
        }
    }
}
