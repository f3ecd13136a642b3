//! Accounts that were renamed, removed or restored.

use std::path::PathBuf;

use serde::Serialize;

use crate::view::format::{json, plural, safe};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `accounts rename`.
#[derive(Debug, Serialize)]
pub(crate) struct RenamedAnswer {
    #[serde(rename = "renamed")]
    pub(crate) old: String,
    #[serde(rename = "to")]
    pub(crate) new: String,
    /// Where its ledger is now.
    #[serde(serialize_with = "json::path")]
    pub(crate) file: PathBuf,
    /// Whether the settings file named the account, and names it by the new name now.
    pub(crate) in_settings: bool,
}

impl Show for RenamedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = style.paint(Tone::Strong, &format!("renamed: the account {} is now {}", self.old, self.new));
        let settings = if self.in_settings { "the settings name it by its new name\n" } else { "" };
        format!("{head}\n{settings}its ledger: {}\n", safe(&self.file.display().to_string()))
    }
}

/// The answer to `accounts remove`.
#[derive(Debug, Serialize)]
pub(crate) struct RemovedAnswer {
    #[serde(rename = "removed")]
    pub(crate) name: String,
    /// The name under which its files are kept, for `accounts restore`.
    pub(crate) kept_as: String,
    /// How many records it has; `None` if its ledger cannot be read.
    pub(crate) records: Option<usize>,
    /// Where its files are now.
    #[serde(serialize_with = "json::path")]
    pub(crate) folder: PathBuf,
    /// Whether the settings file named the account, and names none any more.
    pub(crate) in_settings: bool,
}

impl Show for RemovedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = style.paint(Tone::Strong, &format!("removed: the account {}", self.name));
        let records = self.records.map(|records| format!(", {}", plural(records as u64, "record", "records")));
        let settings = if self.in_settings { "the settings name no account any more\n" } else { "" };
        let (records, folder) = (records.unwrap_or_default(), safe(&self.folder.display().to_string()));
        format!(
            "{head}{records}\n{settings}nothing is deleted: its ledger and its backups are in {folder}\nto undo this: inquota accounts restore {}\n",
            self.name
        )
    }
}

/// The answer to `accounts restore`.
#[derive(Debug, Serialize)]
pub(crate) struct RestoredAccountAnswer {
    #[serde(rename = "restored")]
    pub(crate) name: String,
    /// How many records it has; `None` if its ledger cannot be read.
    pub(crate) records: Option<usize>,
    /// Where its ledger is now.
    #[serde(serialize_with = "json::path")]
    pub(crate) file: PathBuf,
}

impl Show for RestoredAccountAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = style.paint(Tone::Strong, &format!("restored: the account {}", self.name));
        let records = self.records.map(|records| format!(", {}", plural(records as u64, "record", "records")));
        let file = safe(&self.file.display().to_string());
        format!("{head}{}\nits ledger: {file}\n", records.unwrap_or_default())
    }
}
