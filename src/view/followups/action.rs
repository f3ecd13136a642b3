//! Follow-ups marked as done, snoozed or closed.

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::do_not_contact::Mark;
use crate::engine::record::FollowUpAction;
use crate::view::block::in_words as mark_in_words;
use crate::view::caution::Caution;
use crate::view::format::{LocalInstant, day, in_days, moment, plural, safe};
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `followups done`, `snooze` and `close` for people who were named.
#[derive(Debug, Serialize)]
pub(crate) struct SettledAnswer {
    recorded: Vec<RecordedItem>,
    /// The earliest date on which a next nudge of these people is due; `None` if there is none.
    next_due: Option<NaiveDate>,
    followups: Vec<SettledRow>,
    cautions: Vec<Caution>,
    #[serde(skip)]
    action: FollowUpAction,
    /// When it happened.
    #[serde(skip)]
    at: LocalInstant,
    #[serde(skip)]
    now: LocalInstant,
}

/// What became of one person's follow-up.
#[derive(Debug, Serialize)]
pub(crate) struct SettledRow {
    pub(crate) number: u32,
    pub(crate) person: String,
    /// Whether it was recorded. A second nudge on one day is not.
    #[serde(rename = "recorded")]
    pub(crate) is_recorded: bool,
    /// When the next nudge is due; `None` if there is none.
    pub(crate) next_due: Option<NaiveDate>,
    /// Whether the person has answered since.
    #[serde(skip)]
    pub(crate) is_answered: bool,
    /// The mark not to contact the person that holds now. While it holds, follow-ups leave them out.
    #[serde(skip)]
    pub(crate) mark: Option<Mark>,
}

impl SettledRow {
    /// The mark, if a next nudge is due in spite of it.
    fn mark_before_next(&self) -> Option<Mark> {
        self.mark.filter(|_| self.next_due.is_some())
    }

    fn do_not_contact(&self, is_one_of_several: bool) -> Option<Caution> {
        let caution = Caution::do_not_contact(self.mark_before_next()?.until);
        Some(if is_one_of_several { caution.about(&safe(&self.person)) } else { caution })
    }
}

impl SettledAnswer {
    /// The answer for an action at an instant, with the records and what became of each person's follow-up.
    pub(crate) fn new(
        action: FollowUpAction,
        (at, now): (LocalInstant, LocalInstant),
        recorded: Vec<RecordedItem>,
        followups: Vec<SettledRow>,
    ) -> SettledAnswer {
        let already = followups.iter().filter(|row| !row.is_recorded);
        let marked = followups.iter().filter_map(|row| row.do_not_contact(followups.len() > 1));
        let caution = |row: &SettledRow| Caution::new("already_nudged", already_nudged(row, at, now));
        SettledAnswer {
            next_due: followups.iter().filter_map(|row| row.next_due).min(),
            cautions: already.map(caution).chain(marked).collect(),
            recorded,
            followups,
            action,
            at,
            now,
        }
    }

    /// When the next nudge of a person is due.
    fn next(&self, row: &SettledRow) -> String {
        match (row.next_due, self.action) {
            (Some(date), action) => {
                let moved = match action {
                    FollowUpAction::Snoozed(until) if until < date => {
                        format!(", the first working day from {} on", day(until))
                    }
                    _ => String::new(),
                };
                let marked = row.mark_before_next().map(|mark| {
                    let how_long = mark_in_words(mark.until);
                    format!("; but they are marked as “do not contact” {how_long}, so the list leaves them out")
                });
                let (date, ahead) = (day(date), in_days(date, self.now.date()));
                format!("the next nudge is due {date}, {ahead}{moved}{}", marked.unwrap_or_default())
            }
            (None, _) if row.is_answered => "they have answered since: no nudge is due".to_owned(),
            (None, FollowUpAction::Closed) => "no more nudges until you write to them again".to_owned(),
            (None, _) => "that was the last nudge: closed as unanswered, unless they answer".to_owned(),
        }
    }

    fn one(&self, row: &SettledRow, style: OutputStyle) -> String {
        let head = match self.recorded.first() {
            Some(item) => {
                let subject = style.paint(Tone::Strong, &item.subject);
                format!("recorded: {subject}, on {}", moment(item.at, style.clock))
            }
            None => already_nudged(row, self.at, self.now),
        };
        format!("{head}\n{}\n", self.next(row))
    }

    fn several(&self, style: OutputStyle) -> String {
        let done = match self.action {
            FollowUpAction::Done => "done",
            FollowUpAction::Snoozed(_) => "snoozed",
            FollowUpAction::Closed => "closed",
        };
        let count = plural(self.recorded.len() as u64, "follow-up", "follow-ups");
        let head = style.paint(Tone::Strong, &format!("{count} {done}"));
        let line = |row: &SettledRow| {
            if row.is_recorded {
                format!("  {}: {}\n", safe(&row.person), self.next(row))
            } else {
                format!("  {}\n", already_nudged(row, self.at, self.now))
            }
        };
        let lines: String = self.followups.iter().map(line).collect();
        let undo = if self.recorded.len() > 1 { "to undo all of it: inquota undo\n" } else { "" };
        format!("recorded: {head}, on {}\n{lines}{undo}", moment(self.at, style.clock))
    }
}

impl Show for SettledAnswer {
    fn text(&self, style: OutputStyle) -> String {
        match self.followups.as_slice() {
            [row] => self.one(row, style),
            _ => self.several(style),
        }
    }
}

/// "Jane Doe was nudged today already: nothing was recorded".
fn already_nudged(row: &SettledRow, at: LocalInstant, now: LocalInstant) -> String {
    let on = if at.date() == now.date() { "today".to_owned() } else { format!("on {}", day(at.date())) };
    format!("{} was nudged {on} already: nothing was recorded", safe(&row.person))
}

/// The answer to `followups close --before` and `--overdue`: the follow-ups that were closed together.
#[derive(Debug, Serialize)]
pub(crate) struct ClosedAnswer {
    pub(crate) recorded: Vec<RecordedItem>,
    pub(crate) cautions: Vec<Caution>,
}

impl Show for ClosedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let closed = plural(self.recorded.len() as u64, "follow-up closed", "follow-ups closed");
        format!("recorded: {}\nto undo all of it: inquota undo\n", style.paint(Tone::Strong, &closed))
    }
}
