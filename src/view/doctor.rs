//! What `doctor` found.

use std::path::PathBuf;

use serde::Serialize;

use crate::view::format::{LocalInstant, plural, safe};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `doctor`.
#[derive(Debug, Serialize)]
pub(crate) struct DoctorAnswer {
    pub(crate) as_of: LocalInstant,
    pub(crate) fine: bool,
    pub(crate) exists: bool,
    pub(crate) records: Option<usize>,
    /// The number of months with a checked credit statement.
    pub(crate) months: usize,
    pub(crate) findings: Vec<FindingRow>,
    pub(crate) backup: Option<String>,
    /// What earlier repairs could not bring back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) notes: Vec<String>,
    #[serde(skip)]
    pub(crate) path: PathBuf,
}

/// A finding.
#[derive(Debug, Serialize)]
pub(crate) struct FindingRow {
    /// The line of the file, if the finding concerns one line.
    pub(crate) line: Option<usize>,
    pub(crate) what: String,
    pub(crate) mended: bool,
    /// Whether a record is lost even if the rest is mended.
    #[serde(skip)]
    pub(crate) is_loss: bool,
    /// Whether the rest was mended, and a record is lost.
    #[serde(skip)]
    pub(crate) is_lost: bool,
    /// How `--repair` mends it; `None` if it cannot.
    pub(crate) mend: Option<String>,
}

impl FindingRow {
    fn in_words(&self, style: OutputStyle) -> String {
        let line = self.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        let what = safe(&self.what);
        let wrong = || style.paint(Tone::Bad, "wrong:");
        match &self.mend {
            Some(mend) if self.mended => {
                format!("{} {line}{what}: {}\n", style.paint(Tone::Good, "repaired:"), safe(mend))
            }
            Some(mend) if self.is_lost => {
                format!("{} {line}{what}: {}\n", style.paint(Tone::Bad, "lost:"), safe(mend))
            }
            Some(_) if self.is_loss => format!("{} {line}{what} (--repair removes it)\n", wrong()),
            Some(_) => format!("{} {line}{what} (--repair fixes it)\n", wrong()),
            None => format!("{} {line}{what}\n", wrong()),
        }
    }
}

impl Show for DoctorAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let path = safe(&self.path.display().to_string());
        if !self.exists {
            return format!("there is no ledger yet at {path}\n");
        }
        let mut text: String = self.findings.iter().map(|finding| finding.in_words(style)).collect();
        if let Some(backup) = &self.backup {
            text += &format!("the file as it was is kept as the backup {}\n", safe(backup));
        }
        for note in &self.notes {
            text += &format!("note: {}\n", safe(note));
        }
        let checked = self.records.map(|records| {
            let records = plural(records as u64, "record", "records");
            format!("{records}, credit statements of {}", plural(self.months as u64, "month", "months"))
        });
        let checked = checked.unwrap_or_else(|| "the records cannot be read".to_owned());
        let verdict = if self.fine { style.paint(Tone::Good, "fine") } else { style.paint(Tone::Bad, "not fine") };
        format!("{text}{verdict}: {path}, {checked}\n")
    }
}
