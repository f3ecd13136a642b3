//! The account's zone, and what a change of it moved.

use crate::view::format::json;
use crate::view::terminal::{OutputStyle, Show, Tone};
use serde::Serialize;

/// A figure that reads otherwise in another zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct MovedFigure {
    pub(crate) figure: &'static str,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// The answer to `zone`.
#[derive(Debug)]
pub(crate) struct ZoneAnswer {
    pub(crate) zone: &'static str,
    /// The zone before, when it was changed.
    pub(crate) was: Option<&'static str>,
    pub(crate) moved: Vec<MovedFigure>,
}

impl Show for ZoneAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let Some(was) = self.was else { return format!("{}\n", self.zone) };
        let head = style.paint(Tone::Strong, &format!("the account's zone is {}", self.zone));
        let line = |moved: &MovedFigure| format!("  {}: {} before, {} now\n", moved.figure, moved.before, moved.after);
        let moved: String = self.moved.iter().map(line).collect();
        let moved = if moved.is_empty() {
            "none of today's figures moved\n".to_owned()
        } else {
            format!("every date is read anew; of today's figures these moved:\n{moved}")
        };
        format!("{head} (was {was})\n{moved}undo does not take this back; inquota zone {was} does\n")
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            zone: &'a str,
            was: Option<&'a str>,
            moved: &'a [MovedFigure],
        }
        json::document(&Document { schema: json::SCHEMA, zone: self.zone, was: self.was, moved: &self.moved })
    }
}
