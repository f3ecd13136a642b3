//! A merge with another copy of the ledger.

use chrono_tz::Tz;
use serde::Serialize;

use crate::view::format::safe;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `merge`.
#[derive(Debug, Serialize)]
pub(crate) struct MergeAnswer {
    /// Whether it was a dry run, which writes nothing.
    pub(crate) dry_run: bool,
    /// The number of records that both copies have.
    pub(crate) same: usize,
    /// The number of records that only this ledger has.
    pub(crate) only_here: usize,
    /// The number of records that only the other copy has.
    pub(crate) only_there: usize,
    /// The number of events that the copies describe differently, and of records that both correct.
    pub(crate) conflicting: usize,
    /// The zones, if they differ.
    pub(crate) zones: Option<Zones>,
    /// The backup of the ledger before the merge; `None` if nothing was written.
    pub(crate) backup: Option<String>,
}

/// The zones of both copies, and the zone of the merged ledger.
#[derive(Debug, Serialize)]
pub(crate) struct Zones {
    pub(crate) here: Tz,
    pub(crate) there: Tz,
    pub(crate) holds: Tz,
}

impl Zones {
    fn in_words(&self) -> String {
        let [here, there, holds] = [self.here, self.there, self.holds].map(Tz::name);
        let back = if holds == here {
            String::new()
        } else {
            format!("; to go back to {here}: inquota zone {here} (undo does not)")
        };
        format!("zone: {here} here, {there} there; {holds} applies, from the copy written last{back}\n")
    }
}

impl Show for MergeAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let counts = format!(
            "in both: {}\nonly here: {}\nonly there: {}\nconflicting: {}\n",
            self.same, self.only_here, self.only_there, self.conflicting
        );
        let zones = self.zones.as_ref().map(Zones::in_words).unwrap_or_default();
        let done = match (&self.backup, self.dry_run) {
            (_, true) => "nothing was written; to merge, run it again without --dry-run".to_owned(),
            (None, false) => "nothing to add".to_owned(),
            (Some(backup), false) => {
                let head = style.paint(Tone::Strong, "merged");
                format!(
                    "{head}; to undo it: inquota undo; the ledger before the merge is in the backup {}",
                    safe(backup)
                )
            }
        };
        format!("{counts}{zones}{done}\n")
    }
}
