//! Follow-ups marked as done, snoozed or closed.

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::record::FollowUpAction;
use crate::view::caution::Caution;
use crate::view::format::{LocalInstant, day, in_days, json, moment, plural};
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `followups done`, `snooze` and `close`.
#[derive(Debug, Serialize)]
pub(crate) struct FollowUpActionAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    /// When the next nudge is due; `None` if there is none.
    pub(crate) next_due: Option<NaiveDate>,
    pub(crate) cautions: Vec<Caution>,
    #[serde(skip)]
    pub(crate) action: FollowUpAction,
    #[serde(skip)]
    pub(crate) now: LocalInstant,
}

impl Show for FollowUpActionAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = style.paint(Tone::Strong, &self.item.subject);
        let next = match (self.next_due, self.action) {
            (Some(date), _) => format!("the next nudge is due {}, {}", day(date), in_days(date, self.now.date())),
            (None, FollowUpAction::Closed) => "no more nudges, until you write to them anew".to_owned(),
            (None, _) => "that was the last nudge: closed as unanswered, unless they answer".to_owned(),
        };
        format!("recorded: {head}, on {}\n{next}\n", moment(self.item.at, style.clock))
    }
}

/// The answer to `followups close --before`: the follow-ups that were closed together.
#[derive(Debug, Serialize)]
pub(crate) struct ClosedAnswer {
    pub(crate) recorded: Vec<RecordedItem>,
    pub(crate) cautions: Vec<Caution>,
}

impl Show for ClosedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let closed = plural(self.recorded.len() as u64, "follow-up closed", "follow-ups closed");
        format!("recorded: {}\none undo takes all of it back\n", style.paint(Tone::Strong, &closed))
    }
}
