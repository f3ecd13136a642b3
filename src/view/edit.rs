//! A corrected record.

use serde::Serialize;

use crate::engine::outcome::SendEffect;
use crate::engine::record::RecordId;
use crate::view::caution::Caution;
use crate::view::counted::in_words;
use crate::view::format::{json, moment};
use crate::view::recorded::RecordedItem;
use crate::view::stop::{EndedBy, StopRow};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `edit`.
#[derive(Debug, Serialize)]
pub(crate) struct EditAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    #[serde(rename = "was")]
    pub(crate) before: RecordedItem,
    /// The id of the edit itself.
    #[serde(serialize_with = "json::as_string")]
    pub(crate) edit: RecordId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) counted: Option<SendEffect>,
    /// The stop, with the end that it really has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stopped: Option<StopRow>,
    /// What ended it before its own end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ended_by: Option<EndedBy>,
    pub(crate) cautions: Vec<Caution>,
}

impl Show for EditAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let label = style.paint(Tone::Strong, "corrected");
        let (was, now) = (self.before.in_words(style.clock), self.item.in_words(style.clock));
        let was = if was == now { String::new() } else { format!("was: {was}\n") };
        let cost = self.counted.as_ref().map(|counted| format!("cost: {}\n", in_words(counted)));
        let ended_by = self.ended_by.map(EndedBy::in_words).unwrap_or_default();
        let until = self.stopped.map(|stop| format!("until {}{ended_by}\n", moment(stop.until, style.clock)));
        format!("{label}: {now}\n{was}{}{}", cost.unwrap_or_default(), until.unwrap_or_default())
    }
}
