//! One row of the history: a record and its outcome.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use super::change::Change;
use super::follow_up::FollowUpState;
use super::stop::{LiftState, StopState};
use crate::engine::calendar::Instant;
use crate::engine::outcome::{Acceptance, NotReturned, Outcome, SendEffect, Window};
use crate::engine::plan::{PlanInForce, PlanRecord};
use crate::engine::record::{Charge, Details, Expiry, Fact};
use crate::engine::stop_ends::EarlyEnd;
use crate::engine::wording::Wording;
use crate::view::format::{LocalInstant, LocalPlanDate, plural, safe};
use crate::view::plan::{ChangedNumber, changed_numbers, changes_in_words};
use crate::view::recorded::RecordedItem;
use crate::view::reply::counted_as_word;

/// What a plan record is called that set the account up.
const FIRST_PLAN: &str = "first plan";

/// The length up to which two changes of a plan are brief.
const BRIEF: usize = 26;

/// A record and its outcome.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HistoryRow {
    #[serde(flatten)]
    pub(super) item: RecordedItem,
    pub(super) recorded_at: LocalInstant,
    pub(super) taken_back: bool,
    pub(super) edited: bool,
    /// What a send counted as; `None` if it does not count.
    pub(super) counted: Option<SendEffect>,
    /// The windows that it exceeded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    over: Vec<Window>,
    #[serde(flatten)]
    pub(super) specifics: Specifics,
    pub(super) note: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) template: Option<String>,
    /// The fingerprint of the text.
    pub(super) wording: Option<Wording>,
    /// What the record changed, for a change of the contact book and for an import.
    #[serde(skip)]
    pub(super) change: Change,
    /// Whether the time needs its seconds, to tell the record from another one.
    #[serde(skip)]
    pub(super) has_seconds: bool,
}

/// The fields that only some kinds of records have.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Specifics {
    InMail {
        free: bool,
    },
    Invitation {
        with_note: bool,
    },
    Response {
        credits_returned: u32,
        not_returned: Option<NotReturned>,
        #[serde(skip)]
        opened: bool,
    },
    /// An acceptance or a withdrawal.
    Connection {
        /// The figure of a summary in which it counts.
        counted_as: Option<&'static str>,
        #[serde(skip)]
        words: &'static str,
        /// The same in fewer words.
        #[serde(skip)]
        brief: &'static str,
    },
    Purchase {
        credits: u32,
        #[serde(skip)]
        gone: Gone,
    },
    Balance {
        credits: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        gap: Option<i64>,
    },
    Plan {
        plan: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        changed: Option<Vec<ChangedNumber>>,
        /// In words: whether it set the account up or changed the plan, and what it changed.
        #[serde(skip)]
        change: String,
        /// The same in fewer words.
        #[serde(skip)]
        brief: String,
    },
    FollowUp {
        settled: FollowUpState,
    },
    Stopped {
        stopped: StopState,
    },
    Lifted {
        lifted: LiftState,
    },
    Blocked {
        /// The first date on which the mark no longer holds; `None` if it holds for good.
        until: Option<NaiveDate>,
    },
    Nothing,
}

/// When bought credits are gone, if the member said so.
#[derive(Clone, Copy, Debug)]
pub(super) enum Gone {
    /// The plan decides.
    ByPlan,
    Never,
    From(LocalPlanDate),
}

impl Gone {
    fn of(expiry: Expiry, outcome: Option<&Outcome>, account: Tz) -> Gone {
        match (expiry, outcome) {
            (Expiry::Never, _) => Gone::Never,
            (Expiry::On(_), Some(Outcome::Bought { expires: Some(date) })) => {
                Gone::From(LocalPlanDate::new(*date, account))
            }
            _ => Gone::ByPlan,
        }
    }
}

/// What a row is made from: a record, and what the timeline says about it.
pub(crate) struct HistoryInput<'a> {
    pub(crate) item: RecordedItem,
    pub(crate) recorded_at: LocalInstant,
    pub(crate) taken_back: bool,
    pub(crate) edited: bool,
    pub(crate) fact: &'a Fact,
    pub(crate) details: &'a Details,
    pub(crate) outcome: Option<&'a Outcome>,
    /// For a stop: when and how it ended before its own end, if it did.
    pub(crate) early_end: Option<(Instant, EarlyEnd)>,
    /// For a plan: whether it set the account up, instead of changing the plan.
    pub(crate) is_set_up: bool,
    /// For a plan: the plan in force just before it, if any, and the plan that it put in force.
    pub(crate) plan_change: Option<(Option<PlanInForce>, PlanInForce)>,
    /// For a person who was renamed or merged into another, their name before.
    pub(crate) former_name: Option<&'a str>,
    /// Whether the time needs its seconds.
    pub(crate) has_seconds: bool,
}

impl HistoryRow {
    /// The row of a record.
    pub(crate) fn new(input: HistoryInput<'_>) -> HistoryRow {
        let counted = match input.outcome {
            Some(Outcome::Sent(counted)) => Some(counted.clone()),
            _ => None,
        };
        HistoryRow {
            specifics: Specifics::of(&input),
            item: input.item,
            recorded_at: input.recorded_at,
            taken_back: input.taken_back,
            edited: input.edited,
            over: counted.as_ref().map(|counted| counted.over.clone()).unwrap_or_default(),
            counted,
            note: input.details.note.clone(),
            tags: input.details.tags.clone(),
            template: input.details.template.clone(),
            wording: input.details.wording,
            change: Change::of(input.fact, input.former_name),
            has_seconds: input.has_seconds,
        }
    }
}

impl Specifics {
    fn of(input: &HistoryInput<'_>) -> Specifics {
        match (input.fact, input.outcome) {
            (Fact::InMail { charge, .. }, _) => Specifics::InMail { free: *charge == Charge::Free },
            (Fact::Invitation { with_note, .. }, _) => Specifics::Invitation { with_note: *with_note },
            (_, Some(Outcome::Response { opened, credits_returned, not_returned, .. })) => Specifics::Response {
                credits_returned: *credits_returned,
                not_returned: *not_returned,
                opened: *opened,
            },
            (Fact::Acceptance { .. } | Fact::Withdrawal { .. }, outcome) => Specifics::connection(outcome),
            (Fact::Purchase { credits, expiry }, outcome) => {
                let gone = Gone::of(*expiry, outcome, input.recorded_at.zone());
                Specifics::Purchase { credits: *credits, gone }
            }
            (Fact::Balance { credits }, Some(Outcome::Balance { gap })) => {
                Specifics::Balance { credits: *credits, gap: Some(*gap) }
            }
            (Fact::Balance { credits }, _) => Specifics::Balance { credits: *credits, gap: None },
            (Fact::Plan(plan), _) => Specifics::plan(plan, input),
            (Fact::Stopped { what, until }, outcome) => Specifics::Stopped {
                stopped: StopState::new((*what, *until), outcome, input.early_end, input.recorded_at),
            },
            (Fact::Lifted { what }, outcome) => Specifics::Lifted { lifted: LiftState::new(*what, outcome) },
            (Fact::FollowUp { settled, .. }, _) => Specifics::FollowUp { settled: (*settled).into() },
            (Fact::Blocked { until, .. }, _) => Specifics::Blocked { until: *until },
            _ => Specifics::Nothing,
        }
    }

    /// What an acceptance or a withdrawal did.
    fn connection(outcome: Option<&Outcome>) -> Specifics {
        let (counted_as, [words, brief]) = match outcome {
            Some(Outcome::Accepted(acceptance)) => (counted_as_word(*acceptance), acceptance_in_words(*acceptance)),
            Some(Outcome::Withdrawn { was_pending: true }) => (Some("withdrawn"), [""; 2]),
            Some(Outcome::Withdrawn { was_pending: false }) => {
                (None, ["not counted: no invitation was pending", "not counted: not pending"])
            }
            _ => (None, [""; 2]),
        };
        Specifics::Connection { counted_as, words, brief }
    }

    fn plan(plan: &PlanRecord, input: &HistoryInput<'_>) -> Specifics {
        let (changed, change, brief) = match &input.plan_change {
            None => (None, "not counted: the initial plan was not in force".to_owned(), "not counted".to_owned()),
            Some((before, after)) => {
                let changed = changed_numbers(before.as_ref(), after, plan);
                let words = plan_change_in_words(before.as_ref(), after, plan, input.is_set_up);
                let brief = briefly(&words);
                (Some(changed), words.join("; "), brief)
            }
        };
        Specifics::Plan { plan: plan.name.clone(), changed, change, brief }
    }
}

/// What an acceptance did, if that is not what it usually does, also in fewer words.
fn acceptance_in_words(acceptance: Acceptance) -> [&'static str; 2] {
    match acceptance {
        Acceptance::OfInvitation => [""; 2],
        Acceptance::Received => ["they invited you"; 2],
        Acceptance::AlreadyConnected => ["not counted: connected already", "connected already"],
    }
}

/// "first plan", or the plan before; then what the record changed.
fn plan_change_in_words(
    before: Option<&PlanInForce>,
    after: &PlanInForce,
    record: &PlanRecord,
    is_set_up: bool,
) -> Vec<String> {
    let taken_for = match before {
        _ if is_set_up => Some(FIRST_PLAN.to_owned()),
        Some(before) if before.name != after.name => Some(format!("from {}", safe(&before.name))),
        _ => None,
    };
    taken_for.into_iter().chain(changes_in_words(before, after, record)).collect()
}

/// What the record was taken for, and how many changes it made: "first plan; 3 changes".
fn briefly(changes: &[String]) -> String {
    let is_kind = |text: &String| text == FIRST_PLAN || text.starts_with("from ");
    match changes {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] if one.len() + other.len() <= BRIEF => format!("{one}; {other}"),
        [one, others @ ..] if is_kind(one) => {
            format!("{one}; {}", plural(others.len() as u64, "change", "changes"))
        }
        all => format!("{} changes", all.len()),
    }
}
