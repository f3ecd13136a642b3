//! Recorded withdrawals of invitations.

use serde::Serialize;

use crate::view::caution::Caution;
use crate::view::format::{LocalInstant, ahead, moment};
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `withdraw`.
#[derive(Debug, Serialize)]
pub(crate) struct WithdrawnAnswer {
    /// At least one, all of one instant.
    #[serde(rename = "recorded")]
    pub(crate) items: Vec<RecordedItem>,
    /// The instant from which the people can be invited again.
    pub(crate) may_invite_again_at: Option<LocalInstant>,
    pub(crate) cautions: Vec<Caution>,
    #[serde(skip)]
    pub(crate) now: LocalInstant,
}

impl Show for WithdrawnAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let at = self.items.first().map(|item| moment(item.at, style.clock)).unwrap_or_default();
        let (what, names) = match self.items.as_slice() {
            [one] => (format!("invitation to {} withdrawn", one.name()), String::new()),
            several => {
                let names = several.iter().map(|item| format!("  {}\n", item.name())).collect();
                (format!("{} invitations withdrawn", several.len()), names)
            }
        };
        let mut text = format!("recorded: {}, {at}\n{names}", style.paint(Tone::Strong, &what));
        if let Some(again) = self.may_invite_again_at {
            text += &if again.instant() > self.now.instant() {
                format!("you can invite them again from {}\n", ahead(again, "", self.now, style.clock))
            } else {
                format!("you can invite them again since {}\n", moment(again, style.clock))
            };
        }
        text
    }
}
