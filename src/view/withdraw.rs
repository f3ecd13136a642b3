//! A recorded withdrawal of an invitation.

use serde::Serialize;

use crate::view::caution::Caution;
use crate::view::format::{LocalInstant, ahead, json, moment};
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `withdraw`.
#[derive(Debug, Serialize)]
pub(crate) struct WithdrawnAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    /// The instant from which the person can be invited again.
    pub(crate) may_invite_again_at: Option<LocalInstant>,
    pub(crate) cautions: Vec<Caution>,
    #[serde(skip)]
    pub(crate) now: LocalInstant,
}

impl Show for WithdrawnAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = style.paint(Tone::Strong, &format!("invitation to {} withdrawn", self.item.name()));
        let mut text = format!("recorded: {head}, {}\n", moment(self.item.at, style.clock));
        if let Some(again) = self.may_invite_again_at {
            let when = if again.instant() > self.now.instant() {
                ahead(again, "", self.now, style.clock)
            } else {
                moment(again, style.clock)
            };
            text += &format!("they cannot be invited again before {when}\n");
        }
        text
    }
}
