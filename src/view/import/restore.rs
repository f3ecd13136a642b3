//! A restored ledger, which `export` wrote.

use serde::Serialize;

use crate::view::format::plural;
use crate::view::terminal::{OutputStyle, Show};

/// The answer to `import` of a ledger.
#[derive(Debug, Serialize)]
pub(crate) struct RestoreAnswer {
    pub(crate) dry_run: bool,
    #[serde(rename = "added")]
    pub(crate) records: usize,
}

impl Show for RestoreAnswer {
    fn text(&self, _style: OutputStyle) -> String {
        let records = plural(self.records as u64, "record", "records");
        if self.dry_run {
            format!("would restore: {records}\nnothing was written\n")
        } else {
            format!("restored: {records}\n")
        }
    }
}
