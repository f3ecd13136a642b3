//! The list of follow-ups.

use serde::Serialize;

use super::row::{FollowUpContext, FollowUpRow, UnansweredRow};
use crate::engine::advice::followup::{Due, FollowUpQuery, FollowUps, QuotaLeft};
use crate::view::caution::Caution;
use crate::view::format::{LocalInstant, credits, plural};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `followups`.
#[derive(Debug, Serialize)]
pub(crate) struct FollowUpsAnswer {
    pub(super) as_of: LocalInstant,
    first_nudge_days: u32,
    last_nudge_days: u32,
    left: QuotaLeft,
    pub(super) followups: Vec<FollowUpRow>,
    closed_unanswered: Vec<UnansweredRow>,
    /// The number of people left out because they have been silent for too long.
    left_out: usize,
    /// The number of days that the list looks ahead.
    #[serde(skip)]
    soon: u32,
}

impl FollowUpsAnswer {
    /// The answer for the follow-ups found, with what was wanted and what remains.
    pub(crate) fn new(
        found: &FollowUps,
        wanted: &FollowUpQuery,
        left: QuotaLeft,
        context: FollowUpContext<'_>,
    ) -> FollowUpsAnswer {
        FollowUpsAnswer {
            as_of: context.as_of,
            first_nudge_days: wanted.habits.first_nudge_days,
            last_nudge_days: wanted.habits.last_nudge_days,
            left,
            followups: found.list.iter().map(|item| FollowUpRow::new(item, context)).collect(),
            closed_unanswered: found.unanswered.iter().map(|thread| UnansweredRow::new(thread, context)).collect(),
            left_out: found.cold,
            soon: wanted.soon,
        }
    }

    /// The cautions about the due nudges.
    pub(crate) fn cautions(&self) -> Vec<Caution> {
        nudge_cautions(self.followups.iter().filter(|row| row.state != Due::Coming))
    }

    /// The follow-ups in one state, under a title.
    fn section(&self, state: Due, title: &str, style: OutputStyle) -> String {
        let rows: String = self.followups.iter().filter(|row| row.state == state).map(FollowUpRow::lines).collect();
        if rows.is_empty() { rows } else { format!("{}\n{rows}\n", style.paint(Tone::Strong, title)) }
    }

    /// What remains, how many people are closed or left out, and what to do next.
    fn closing(&self) -> String {
        let mut lines = vec![format!("left now: {}", left_in_words(&self.left))];
        let people = |count: usize| plural(count as u64, "person", "people");
        if !self.closed_unanswered.is_empty() {
            lines.push(format!("closed as unanswered after two nudges: {}", people(self.closed_unanswered.len())));
        }
        if self.left_out > 0 {
            let people = people(self.left_out);
            lines.push(format!("silent for more than 180 days, and left out: {people}; --all shows them"));
        }
        if let Some(first) = self.followups.first() {
            lines.push("settle one by its number, with done, snooze or close".to_owned());
            lines.push(format!("next: inquota followups done {}", first.number));
        }
        lines.join("\n") + "\n"
    }
}

impl Show for FollowUpsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let states = [(Due::Overdue, "Overdue"), (Due::Today, "Due today"), (Due::Coming, "Coming")];
        let sections: String = states.into_iter().map(|(state, title)| self.section(state, title, style)).collect();
        if sections.is_empty() {
            return format!("nobody to nudge, {} days ahead included\n\n{}", self.soon, self.closing());
        }
        sections + &self.closing()
    }
}

/// The cautions about nudges: at most one, however many people it concerns.
pub(crate) fn nudge_cautions<'a>(rows: impl Iterator<Item = &'a FollowUpRow>) -> Vec<Caution> {
    let mut cautions = rows.flat_map(|row| &row.cautions);
    let has_second_inmail = cautions.any(|caution| caution.code() == "unanswered_inmail");
    let message = "LinkedIn mostly refuses a second InMail before the first is answered";
    has_second_inmail.then(|| Caution::new("unanswered_inmail", message)).into_iter().collect()
}

/// "14 people today, 29 this month, 4 credits".
pub(crate) fn left_in_words(left: &QuotaLeft) -> String {
    let people = |number: u32| plural(u64::from(number), "person", "people");
    let people = match (left.day, left.month) {
        (Some(day), Some(month)) => format!("{} today, {month} this month", people(day)),
        (Some(day), None) => format!("{} today", people(day)),
        (None, Some(month)) => format!("{} this month", people(month)),
        (None, None) => "people without a published limit".to_owned(),
    };
    format!("{people}, {}", credits(left.credits))
}
