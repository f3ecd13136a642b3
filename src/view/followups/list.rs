//! The list of follow-ups.

use serde::Serialize;

use super::row::{FollowUpContext, FollowUpRow, UnansweredRow};
use super::waiting::WaitingRow;
use crate::engine::advice::followup::{Due, FollowUpQuery, FollowUps, Selection};
use crate::engine::advice::quota_left::QuotaLeft;
use crate::view::format::{LocalInstant, credits, plural};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `followups`.
#[derive(Debug, Serialize)]
pub(crate) struct FollowUpsAnswer {
    pub(super) as_of: LocalInstant,
    first_nudge_days: u32,
    last_nudge_days: u32,
    overdue_days: u32,
    left: QuotaLeft,
    pub(super) followups: Vec<FollowUpRow>,
    /// The people whom no nudge can reach.
    pub(super) waiting: Vec<WaitingRow>,
    closed_unanswered: Vec<UnansweredRow>,
    /// The number of people left out because they have been overdue for too long.
    left_out: usize,
    /// The number of people left out because they are marked as not to be contacted.
    do_not_contact: usize,
    #[serde(skip)]
    selection: Selection,
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
            overdue_days: wanted.habits.overdue_days,
            left,
            followups: found.list.iter().map(|item| FollowUpRow::new(item, context)).collect(),
            waiting: found.waiting.iter().map(|item| WaitingRow::new(item, context)).collect(),
            closed_unanswered: found.unanswered.iter().map(|thread| UnansweredRow::new(thread, context)).collect(),
            left_out: found.left_out,
            do_not_contact: found.do_not_contact,
            selection: wanted.selection,
            soon: wanted.soon,
        }
    }

    /// The follow-ups in one state, and what to know of them, a line each.
    fn table(&self, state: Due, style: OutputStyle) -> (Table, String) {
        let rows = || self.followups.iter().filter(move |row| row.state == state);
        let mut table = Table::new(&HEADS, &[0], style).with_names(&[1]).with_expendable(&EXPENDABLE);
        for row in rows() {
            table.row(row.cells(style));
        }
        (table, rows().flat_map(FollowUpRow::notes).map(|note| format!("{note}\n")).collect())
    }

    /// The people whom no nudge can reach.
    fn waiting_table(&self, style: OutputStyle) -> Table {
        let heads = ["#", "person", "silent for", "possible"];
        let mut table = Table::new(&heads, &[0, 2], style).with_names(&[1]).with_expendable(&[2]);
        for row in self.waiting() {
            table.row(row.cells(style.clock));
        }
        table
    }

    /// Each group of people under a title; empty if there is nobody.
    fn sections(&self, style: OutputStyle) -> String {
        let [(today, notes_today), (overdue, notes_overdue), (coming, notes_coming)] =
            [Due::Today, Due::Overdue, Due::Coming].map(|state| self.table(state, style));
        let [today, overdue, coming, waiting] = Table::alike([today, overdue, coming, self.waiting_table(style)]);
        let sections = [
            ("Due today", today, notes_today),
            ("Overdue", overdue, notes_overdue),
            ("Coming", coming, notes_coming),
            (NO_SECOND_INMAIL, waiting, once_connected(self.waiting()).map_or_else(String::new, |note| note + "\n")),
        ];
        let shown = sections.iter().filter(|(_, table, _)| !table.is_empty());
        shown.map(|(title, table, notes)| format!("{}\n{table}{notes}\n", style.paint(Tone::Strong, title))).collect()
    }

    /// The people whom no nudge can reach and who would be due by now.
    fn waiting(&self) -> impl Iterator<Item = &WaitingRow> {
        self.waiting.iter().filter(|row| row.state != Due::Coming)
    }

    /// That nobody is listed.
    fn nobody(&self) -> String {
        match self.selection {
            Selection::LongOverdue => {
                format!("nobody is overdue by more than {}", plural(u64::from(self.overdue_days), "day", "days"))
            }
            _ => match self.soon {
                0 => "nobody to nudge today".to_owned(),
                days => format!("nobody to nudge today or in the next {}", plural(u64::from(days), "day", "days")),
            },
        }
    }

    /// What remains, how many people are closed or left out, and what to do next.
    fn closing(&self) -> String {
        let mut lines = Vec::new();
        if self.followups.iter().any(FollowUpRow::costs_slots) {
            lines.push("day, month: costs a slot of the day, and one of the month".to_owned());
        }
        lines.push(format!("left now: {}", left_in_words(&self.left)));
        let people = |count: usize| plural(count as u64, "person", "people");
        if !self.closed_unanswered.is_empty() {
            lines.push(format!("closed as unanswered after two nudges: {}", people(self.closed_unanswered.len())));
        }
        lines.extend(left_out_in_words(self.left_out, self.overdue_days));
        lines.extend(do_not_contact_in_words(self.do_not_contact));
        let first =
            self.followups.first().map(|row| row.number).or_else(|| self.waiting().next().map(|row| row.number));
        match (first, self.selection) {
            (None, _) => {}
            (Some(_), Selection::LongOverdue) => {
                lines.push("to close all of them, which one inquota undo reverses:".to_owned());
                lines.push("next: inquota followups close --overdue".to_owned());
            }
            (Some(first), _) => {
                lines.push("to settle one: inquota followups done, snooze or close, with its number".to_owned());
                lines.push(format!("next: inquota followups done {first}"));
            }
        }
        lines.join("\n") + "\n"
    }
}

/// The heads of the list.
const HEADS: [&str; 7] = ["#", "person", "nudge", "due", "", "costs", "fits"];

/// The columns that a narrow screen does without: the date, the costs, the nudge, and whether it fits.
const EXPENDABLE: [usize; 4] = [3, 5, 2, 6];

/// What else reaches people whom no nudge can reach, if they can be invited; `None` if nobody can.
pub(crate) fn once_connected<'a>(mut waiting: impl Iterator<Item = &'a WaitingRow>) -> Option<String> {
    waiting.any(WaitingRow::may_be_invited).then(|| "or a message, once they are a connection".to_owned())
}

/// The title of the people whom no nudge can reach.
pub(crate) const NO_SECOND_INMAIL: &str = "Unanswered InMail: LinkedIn allows no second one before an answer";

/// How many people are left out because they are long overdue, and the command that lists them; `None` if nobody is.
pub(crate) fn left_out_in_words(left_out: usize, overdue_days: u32) -> Option<String> {
    let people = plural(left_out as u64, "person", "people");
    let days = plural(u64::from(overdue_days), "day", "days");
    (left_out > 0).then(|| format!("{people} overdue by more than {days}: inquota followups --overdue"))
}

/// How many people are left out because they are marked as not to be contacted; `None` if nobody is.
pub(crate) fn do_not_contact_in_words(left_out: usize) -> Option<String> {
    let people = plural(left_out as u64, "person", "people");
    (left_out > 0).then(|| format!("{people} left out, marked as “do not contact”: inquota people --blocked"))
}

impl Show for FollowUpsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let sections = self.sections(style);
        if sections.is_empty() {
            return format!("{}\n\n{}", self.nobody(), self.closing());
        }
        sections + &self.closing()
    }
}

/// "14 people today, 29 this month, 4 credits, 2 InMails today".
pub(crate) fn left_in_words(left: &QuotaLeft) -> String {
    let people = |number: u32| plural(u64::from(number), "person", "people");
    let people = match (left.day, left.month) {
        (Some(day), Some(month)) => format!("{} today, {month} this month", people(day)),
        (Some(day), None) => format!("{} today", people(day)),
        (None, Some(month)) => format!("{} this month", people(month)),
        (None, None) => "no published limit on people".to_owned(),
    };
    let inmails = left.inmails_day.map(|left| format!(", {} today", plural(u64::from(left), "InMail", "InMails")));
    format!("{people}, {}{}", credits(left.credits), inmails.unwrap_or_default())
}
