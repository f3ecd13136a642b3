//! Another copy was joined.

use serde::Serialize;

use crate::ledger::Joined;
use crate::view::format::{json, safe};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `merge`.
#[derive(Debug)]
pub(crate) struct MergeAnswer {
    pub(crate) joined: Joined,
    /// Whether it only counted.
    pub(crate) dry_run: bool,
}

impl Show for MergeAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let joined = &self.joined;
        let counts = format!(
            "in both: {}\nonly here: {}\nonly there: {}\nconflicting: {}\n",
            joined.same, joined.only_here, joined.only_there, joined.conflicting
        );
        let zones = joined.zones.map(|(here, there, holds)| {
            let back = if holds == here {
                String::new()
            } else {
                format!("; inquota zone {here} moves it back, undo does not")
            };
            format!("zone: {here} here, {there} there; {holds} holds, of the copy written to last{back}\n")
        });
        let done = match (&joined.backup, self.dry_run) {
            (_, true) => "nothing was written: this only counted".to_owned(),
            (None, false) => "nothing to add".to_owned(),
            (Some(backup), false) => {
                let head = style.paint(Tone::Strong, "joined");
                format!("{head}; inquota undo takes it back as one, and the backup {} is as it was", safe(backup))
            }
        };
        format!("{counts}{}{done}\n", zones.unwrap_or_default())
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Zones {
            here: &'static str,
            there: &'static str,
            holds: &'static str,
        }
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            dry_run: bool,
            same: usize,
            only_here: usize,
            only_there: usize,
            conflicting: usize,
            zones: Option<Zones>,
            backup: Option<&'a str>,
        }
        let joined = &self.joined;
        json::document(&Document {
            schema: json::SCHEMA,
            dry_run: self.dry_run,
            same: joined.same,
            only_here: joined.only_here,
            only_there: joined.only_there,
            conflicting: joined.conflicting,
            zones: joined.zones.map(|(here, there, holds)| Zones {
                here: here.name(),
                there: there.name(),
                holds: holds.name(),
            }),
            backup: joined.backup.as_deref(),
        })
    }
}
