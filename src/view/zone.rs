//! The account's time zone, and what changed with it.

use chrono_tz::Tz;
use serde::Serialize;

use crate::view::format::LocalInstant;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// A figure of today that differs in the new zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct MovedFigure {
    pub(crate) figure: &'static str,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// The answer to `zone`.
#[derive(Debug, Serialize)]
pub(crate) struct ZoneAnswer {
    /// Now, on the account's clock.
    pub(crate) as_of: LocalInstant,
    pub(crate) zone: Tz,
    /// The zone before the change; `None` if it was only shown.
    pub(crate) was: Option<Tz>,
    pub(crate) moved: Vec<MovedFigure>,
}

impl Show for ZoneAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let zone = self.zone.name();
        let Some(was) = self.was.map(Tz::name) else { return format!("{zone}\n") };
        let head = style.paint(Tone::Strong, &format!("the account's zone is {zone}"));
        let line = |moved: &MovedFigure| format!("  {}: {} before, {} now\n", moved.figure, moved.before, moved.after);
        let moved: String = self.moved.iter().map(line).collect();
        let moved = if moved.is_empty() {
            "none of today's figures changed\n".to_owned()
        } else {
            format!("every date was read again; these of today's figures changed:\n{moved}")
        };
        format!("{head} (was {was})\n{moved}inquota undo does not reverse this; inquota zone {was} does\n")
    }
}
