//! Follow-ups as JSON.

use serde::Serialize;

use super::{FollowUpsAnswer, number};
use crate::engine::advice::followup::{Due, Fit, FollowUp, Left, MOST_NUDGES, Thread};
use crate::engine::calendar::{date_of, days_between};
use crate::engine::verdict::{Cost, SendKind};
use crate::view::counted::Caution;
use crate::view::format::json;
use crate::view::recorded::kind;

#[derive(Serialize)]
struct Document {
    schema: u32,
    as_of: String,
    first_nudge_days: u32,
    last_nudge_days: u32,
    left: LeftJson,
    followups: Vec<FollowUpJson>,
    closed_unanswered: Vec<ClosedJson>,
    left_out: usize,
}

/// What is left today; a missing limit is null.
#[derive(Serialize)]
pub(crate) struct LeftJson {
    day: Option<u32>,
    month: Option<u32>,
    credits: u64,
}

impl From<Left> for LeftJson {
    fn from(left: Left) -> LeftJson {
        LeftJson { day: left.day, month: left.month, credits: left.credits }
    }
}

#[derive(Serialize)]
pub(crate) struct FollowUpJson {
    number: u32,
    person: String,
    state: &'static str,
    due: String,
    nudge: u32,
    nudges_sent: u32,
    first_contact: String,
    last_touch: String,
    days_silent: i64,
    channel: &'static str,
    cost: CostJson,
    allowed: bool,
    available_at: Option<String>,
    fits: Option<bool>,
    cautions: Vec<Caution>,
}

/// What a nudge uses.
#[derive(Serialize)]
struct CostJson {
    day_slots: u32,
    month_slots: u32,
    credits: u32,
}

impl From<Cost> for CostJson {
    fn from(cost: Cost) -> CostJson {
        CostJson { day_slots: cost.day_slots, month_slots: cost.month_slots, credits: cost.credits }
    }
}

#[derive(Serialize)]
struct ClosedJson {
    number: u32,
    person: String,
    nudges_sent: u32,
    last_touch: String,
}

/// The document.
pub(super) fn document(answer: &FollowUpsAnswer) -> String {
    json::document(&Document {
        schema: json::SCHEMA,
        as_of: json::instant(answer.as_of, answer.zone),
        first_nudge_days: answer.wanted.habits.first_nudge_days,
        last_nudge_days: answer.wanted.habits.last_nudge_days,
        left: answer.left.into(),
        followups: answer.found.list.iter().map(|item| answer.item_json(item)).collect(),
        closed_unanswered: answer.found.unanswered.iter().map(|thread| closed(answer, thread)).collect(),
        left_out: answer.found.cold,
    })
}

fn closed(answer: &FollowUpsAnswer, thread: &Thread) -> ClosedJson {
    ClosedJson {
        number: number(thread.person),
        person: answer.book.person(thread.person).short_name(),
        nudges_sent: thread.nudges,
        last_touch: json::instant(thread.last_touch, answer.zone),
    }
}

impl FollowUpsAnswer {
    /// One follow-up as JSON.
    pub(crate) fn item_json(&self, item: &FollowUp) -> FollowUpJson {
        let (thread, zone, verdict) = (&item.thread, self.zone, &item.verdict);
        let caution = |warning| Caution::of(warning, &self.numbers, zone);
        FollowUpJson {
            number: number(thread.person),
            person: self.book.person(thread.person).short_name(),
            state: match item.when {
                Due::Overdue => "overdue",
                Due::Today => "today",
                Due::Coming => "coming",
            },
            due: json::date(item.due),
            nudge: (thread.nudges + 1).min(MOST_NUDGES),
            nudges_sent: thread.nudges,
            first_contact: json::instant(thread.first_contact, zone),
            last_touch: json::instant(thread.last_touch, zone),
            days_silent: days_between(date_of(thread.last_touch, zone), self.today()),
            channel: channel(thread.channel),
            cost: verdict.cost.into(),
            allowed: verdict.allowed,
            available_at: verdict.available_at.map(|at| json::instant(at, zone)),
            fits: item.fit.map(|fit| fit == Fit::Fits),
            cautions: verdict.warnings.iter().map(caution).collect(),
        }
    }
}

fn channel(channel: SendKind) -> &'static str {
    kind(channel)
}
