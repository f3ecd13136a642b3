//! Records that were taken back, or brought back.

use serde::Serialize;

use crate::settings::ClockFormat;
use crate::view::caution::Caution;
use crate::view::format::{json, plural};
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `undo` and `redo`.
#[derive(Debug, Serialize)]
pub(crate) struct UndoAnswer {
    /// The recorded void; `None` if there was nothing to do.
    #[serde(rename = "recorded", serialize_with = "json::list_of_option")]
    pub(crate) by: Option<RecordedItem>,
    #[serde(flatten)]
    pub(crate) change: VoidChange,
    pub(crate) cautions: Vec<Caution>,
    /// Why there was nothing to do.
    #[serde(skip)]
    pub(crate) nothing: &'static str,
}

/// The records that no longer count, or count again.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum VoidChange {
    TakenBack(Vec<RecordedItem>),
    BroughtBack(Vec<RecordedItem>),
}

impl Show for UndoAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let (label, items) = match &self.change {
            VoidChange::TakenBack(items) => ("undone", items),
            VoidChange::BroughtBack(items) => ("redone", items),
        };
        if items.is_empty() {
            return format!("{}\n", self.nothing);
        }
        let label = style.paint(Tone::Strong, label);
        lines(items, style.clock).iter().map(|line| format!("{label}: {line}\n")).collect()
    }
}

/// The most records to list one by one.
const MOST_LINES: usize = 3;

fn lines(items: &[RecordedItem], clock: ClockFormat) -> Vec<String> {
    match items {
        few if few.len() <= MOST_LINES => few.iter().map(|item| item.in_words(clock)).collect(),
        // The line of an import has the number of its records.
        [import, ..] if import.kind == "import" => vec![import.in_words(clock)],
        [first, rest @ ..] => {
            let rest = plural(rest.len() as u64, "record", "records");
            vec![format!("{}, and {rest} entered with it", first.in_words(clock))]
        }
        [] => Vec::new(),
    }
}
