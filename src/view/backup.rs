//! The list of backups, and a backup that was restored.

use std::path::PathBuf;

use serde::Serialize;

use crate::ledger::{KEPT_DAYS, KEPT_MONTHS, KEPT_NEWEST, KEPT_WEEKS};
use crate::view::format::{LocalInstant, json, moment, plural, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone, unbroken};

/// The answer to `backup list`.
#[derive(Debug, Serialize)]
pub(crate) struct BackupsAnswer {
    pub(crate) as_of: LocalInstant,
    #[serde(serialize_with = "json::path")]
    pub(crate) folder: PathBuf,
    pub(crate) backups: Vec<BackupRow>,
}

/// A backup.
#[derive(Debug, Serialize)]
pub(crate) struct BackupRow {
    name: String,
    taken_at: LocalInstant,
    bytes: u64,
    /// How many records it has; `None` if it cannot be restored.
    records: Option<usize>,
    damaged: bool,
    /// Whether it is a damaged ledger that was kept when another file replaced it.
    #[serde(skip)]
    was_damaged: bool,
}

impl BackupRow {
    /// A backup with the number of its records; `None` if it cannot be restored.
    pub(crate) fn new(
        name: String,
        taken_at: LocalInstant,
        bytes: u64,
        records: Option<usize>,
        was_damaged: bool,
    ) -> BackupRow {
        BackupRow { name, taken_at, bytes, records, damaged: records.is_none(), was_damaged }
    }

    fn contents_in_words(&self, style: OutputStyle) -> String {
        match self.records {
            Some(records) => plural(records as u64, "record", "records"),
            None if self.was_damaged => style.mark(Tone::Bad, "damaged when it was backed up"),
            None => style.mark(Tone::Bad, "damaged: cannot be restored"),
        }
    }
}

impl Show for BackupsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let folder = safe(&self.folder.display().to_string());
        if self.backups.is_empty() {
            return format!("no backups yet in {folder}\n");
        }
        let mut table = Table::new(&["name", "taken", "holds"], &[], style);
        for backup in &self.backups {
            table.row(vec![
                safe(&backup.name),
                unbroken(&moment(backup.taken_at, style.clock)),
                backup.contents_in_words(style),
            ]);
        }
        let kept = format!(
            "inquota keeps the newest {KEPT_NEWEST}, and one for each of the last {KEPT_DAYS} days, {KEPT_WEEKS} weeks \
             and {KEPT_MONTHS} months"
        );
        format!("{table}{} in {folder}; {kept}\n", plural(self.backups.len() as u64, "backup", "backups"))
    }
}

/// The answer to `backup restore`.
#[derive(Debug, Serialize)]
pub(crate) struct RestoredAnswer {
    #[serde(rename = "restored")]
    pub(crate) name: String,
    pub(crate) records: usize,
    /// The backup of the replaced ledger; `None` if there was none.
    pub(crate) before: Option<String>,
}

impl Show for RestoredAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = style.paint(Tone::Strong, &format!("restored: {}", safe(&self.name)));
        let records = plural(self.records as u64, "record", "records");
        let undo = self.before.as_deref().map(|before| {
            format!("the ledger before that is kept too; to go back to it: inquota backup restore {}\n", safe(before))
        });
        format!("{head}, {records}\n{}", undo.unwrap_or_default())
    }
}
