//! What the doctor found.

use std::path::PathBuf;

use serde::Serialize;

use crate::ledger::Finding;
use crate::view::format::{json, plural, safe};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `doctor`.
#[derive(Debug)]
pub(crate) struct DoctorAnswer {
    pub(crate) path: PathBuf,
    pub(crate) exists: bool,
    pub(crate) findings: Vec<Finding>,
    /// Whether what can be mended was.
    pub(crate) mends: bool,
    pub(crate) backup: Option<String>,
    pub(crate) records: Option<usize>,
    /// The months whose statement was added up.
    pub(crate) months: usize,
}

impl DoctorAnswer {
    fn is_fine(&self) -> bool {
        self.findings.iter().all(|finding| self.mends && finding.mend.is_some())
    }

    fn line(&self, finding: &Finding, style: OutputStyle) -> String {
        let place = finding.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        let what = safe(&finding.what);
        match &finding.mend {
            Some(mend) if self.mends => {
                format!("{} {place}{what}: {}\n", style.paint(Tone::Good, "mended:"), safe(mend))
            }
            Some(_) => format!("{} {place}{what} (--repair mends it)\n", style.paint(Tone::Bad, "wrong:")),
            None => format!("{} {place}{what}\n", style.paint(Tone::Bad, "wrong:")),
        }
    }
}

impl Show for DoctorAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let path = safe(&self.path.display().to_string());
        if !self.exists {
            return format!("there is no ledger yet at {path}\n");
        }
        let mut text: String = self.findings.iter().map(|finding| self.line(finding, style)).collect();
        if let Some(backup) = &self.backup {
            text += &format!("as it was, it is kept as the backup {}\n", safe(backup));
        }
        let checked = self.records.map(|records| {
            let records = plural(records as u64, "record", "records");
            format!("{records}, the statement of {}", plural(self.months as u64, "month", "months"))
        });
        let checked = checked.unwrap_or_else(|| "the records cannot be read".to_owned());
        let verdict = if self.is_fine() { style.paint(Tone::Good, "fine") } else { style.paint(Tone::Bad, "not fine") };
        format!("{text}{verdict}: {path}, {checked}\n")
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Found<'a> {
            line: Option<usize>,
            what: &'a str,
            mended: bool,
            mend: Option<&'a str>,
        }
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            fine: bool,
            exists: bool,
            records: Option<usize>,
            months: usize,
            findings: Vec<Found<'a>>,
            backup: Option<&'a str>,
        }
        let found = self.findings.iter().map(|finding| Found {
            line: finding.line,
            what: &finding.what,
            mended: self.mends && finding.mend.is_some(),
            mend: finding.mend.as_deref(),
        });
        json::document(&Document {
            schema: json::SCHEMA,
            fine: self.is_fine(),
            exists: self.exists,
            records: self.records,
            months: self.months,
            findings: found.collect(),
            backup: self.backup.as_deref(),
        })
    }
}
