//! The people of the ledger.
//!
//! | file | contents |
//! |---|---|
//! | `row` | a person, with the latest contact and the state |
//! | `list` | the answer to `people` |

mod list;
mod row;

use serde::Serialize;

use crate::engine::person::Handle;
use crate::view::caution::Caution;
use crate::view::format::{json, safe};
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, Show, Tone};

pub(crate) use list::{PeopleAnswer, WantedPeople};
pub(crate) use row::{PersonInput, PersonRow};

/// The answer to `people link`, `people rename` and `people merge`.
#[derive(Debug, Serialize)]
pub(crate) struct ContactAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    pub(crate) cautions: Vec<Caution>,
    /// The name of the entry that was changed, or that was merged into another, before the change.
    #[serde(skip)]
    pub(crate) was: String,
    /// The name of the entry that remains.
    #[serde(skip)]
    pub(crate) now: String,
    #[serde(skip)]
    pub(crate) handle: Option<Handle>,
}

impl Show for ContactAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let (was, name) = (safe(&self.was), safe(&self.now));
        let change = match (self.item.kind, &self.handle) {
            ("link", Some(handle)) => format!("{was} is {}", safe(&handle.to_string())),
            ("rename", _) => format!("{was} is {name} from now on"),
            _ => format!("{was} is {name}: one person, and one slot a day"),
        };
        format!("recorded: {}\n", style.paint(Tone::Strong, &change))
    }
}
