//! The examination and repair by `doctor`, of the file and of what is around it.

use std::fs;
use std::path::Path;

use super::backup::{self, Backup};
use super::contents::Contents;
use super::document_error::DocumentError;
use super::error::LedgerError;
use super::finding::Finding;
use super::handle::Ledger;
use super::line::ReadDetail;
use super::locked::LockedLedger;
use super::reader::{self, ReadDocument};
use super::recovery::Recovery;
use super::repair::{self, Repaired, ValidBackup};
use super::restore::BackupState;
use super::{file, platform, stream};
use crate::engine::calendar::Instant;

/// The most bytes of backups that are searched for missing records. The newest backup is always searched.
const MOST_BYTES_OF_BACKUPS: u64 = 256 << 20;

/// The result of an examination.
#[derive(Debug, Default)]
pub struct Examination {
    /// The problems with the file and around it.
    pub findings: Vec<Finding>,
    /// The contents of the file, if it can be read; after a repair, the repaired contents.
    pub contents: Option<Contents>,
    /// Whether there is a file.
    pub exists: bool,
    /// The name of the backup that was made before the repair.
    pub backup: Option<String>,
    /// The recovery from an interrupted append, which any command would make.
    pub recovery: Option<Recovery>,
}

impl Ledger {
    /// Examines the file and what is around it. With `repairs`, also repairs what can be repaired. Calls `progress` with
    /// what it does next.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, locked or written.
    pub fn examine(
        &self,
        repairs: bool,
        now: Instant,
        progress: &mut dyn FnMut(&str),
    ) -> Result<Examination, LedgerError> {
        let mut examination = Examination::default();
        if !self.is_there()? {
            return Ok(examination);
        }
        examination.exists = true;
        // This comes first, so that no backup is in memory together with the ledger.
        let in_backups = self.examine_backups()?;
        progress("read the backups; reading the ledger");
        examination.contents = stream::read(self.path(), ReadDetail::Everything).map(|(contents, _)| contents);
        if examination.contents.is_none() {
            let Some((bytes, _)) = file::read(self.path())? else { return Ok(Examination::default()) };
            examination.contents = reader::read(bytes).ok().map(|document| document.contents);
        }
        if examination.contents.as_ref().is_none_or(has_gaps) {
            progress("looking for what is missing or damaged");
            self.examine_damage(repairs, now, &mut examination)?;
        }
        // A file that is not a ledger may belong to another program.
        if file::is_ledger(self.path()) {
            examination.findings.extend(examine_surroundings(self.path(), self.has_own_folder(), repairs));
        }
        examination.findings.extend(in_backups);
        Ok(examination)
    }

    /// Reports the backups that cannot be restored, except those of damaged files.
    fn examine_backups(&self) -> Result<Vec<Finding>, LedgerError> {
        let mut findings = Vec::new();
        for (backup, state) in self.backups()? {
            if let (BackupState::Unreadable(error), false) = (state, backup.is_damaged) {
                let what = format!("the backup {} cannot be put back: {error}", backup.name);
                findings.push(Finding { line: None, what, mend: None });
            }
        }
        Ok(findings)
    }

    fn examine_damage(&self, repairs: bool, now: Instant, examination: &mut Examination) -> Result<(), LedgerError> {
        let mut locked = self.lock()?;
        let (bytes, recovery) = locked.read_recovered()?;
        examination.recovery = recovery;
        let (error, bytes) = match reader::read(bytes.unwrap_or_default()) {
            Ok(ReadDocument { bytes, contents, .. }) => {
                let is_complete = !has_gaps(&contents);
                examination.contents = Some(contents);
                if is_complete {
                    return Ok(());
                }
                (None, bytes)
            }
            Err((error, bytes)) => (Some(error), bytes),
        };
        let mut repaired = repair::repair(&bytes, &valid_backups(self.path()), error.is_some());
        match (repaired.findings.is_empty(), &error) {
            (true, Some(error)) => repaired.findings.push(described(error)),
            // No backup has the missing records: they were removed by hand.
            (true, None) => return Ok(()),
            _ => {}
        }
        if repaired.document.is_none() && !matches!(error, Some(DocumentError::Newer(_))) {
            suggest_a_backup(self.path(), &mut repaired.findings)?;
        }
        if repairs {
            write_repaired(&locked, &mut repaired, now, error.is_some(), examination)?;
        }
        examination.findings = repaired.findings;
        Ok(())
    }
}

/// Writes the repaired document, if there is one. Saves the lines that the repair removed in another file.
fn write_repaired(
    locked: &LockedLedger,
    repaired: &mut Repaired,
    now: Instant,
    is_damaged: bool,
    examination: &mut Examination,
) -> Result<(), LedgerError> {
    let Some(document) = &repaired.document else { return Ok(()) };
    if !repaired.removed.is_empty() {
        let saved = file::save_next_to(locked.path(), "cut", repaired.removed.join("\n").as_bytes())?;
        let what = format!("what was taken out is kept in {}", saved.display());
        repaired.findings.push(Finding { line: None, what, mend: Some("nothing is lost".to_owned()) });
    }
    let read = reader::read(document.clone()).map_err(|(error, _)| error.of_file(locked.path()))?;
    examination.backup = locked.replace(document, now, read.header.zone, is_damaged)?;
    examination.contents = Some(read.contents);
    Ok(())
}

/// Suggests the newest backup in the findings that cannot be repaired.
fn suggest_a_backup(ledger: &Path, findings: &mut [Finding]) -> Result<(), LedgerError> {
    let list = backup::list(ledger)?;
    if let Some(newest) = list.iter().find(|backup| !backup.is_damaged) {
        for finding in findings.iter_mut().filter(|finding| finding.mend.is_none()) {
            finding.what += &format!("; put back a backup: inquota backup restore {}", newest.name);
        }
    }
    Ok(())
}

/// Reads the valid backups, newest first, up to a limit on memory.
fn valid_backups(ledger: &Path) -> Vec<ValidBackup> {
    let mut bytes = 0;
    let mut fits = |backup: &Backup| {
        bytes += backup.bytes;
        bytes <= MOST_BYTES_OF_BACKUPS || bytes == backup.bytes
    };
    let backups = backup::list(ledger).unwrap_or_default();
    let read = |backup: &Backup| {
        let (bytes, _) = file::read(&backup.path).ok()??;
        ValidBackup::read(backup.name.clone(), &bytes)
    };
    backups.iter().filter(|backup| !backup.is_damaged && fits(backup)).filter_map(read).collect()
}

/// Whether ids are missing between others: a line was lost, or was removed by hand.
fn has_gaps(contents: &Contents) -> bool {
    let ids = contents.records.iter().map(|record| record.id.0);
    (1..).zip(ids).any(|(expected, id)| expected != id)
}

fn described(error: &DocumentError) -> Finding {
    let (line, what) = match error {
        DocumentError::Foreign(what) => (None, what.clone()),
        DocumentError::Newer(version) => (None, format!("it is of the newer version {version}")),
        DocumentError::CutShort(line) => (Some(*line), "it ends too early".to_owned()),
        DocumentError::Line(issue) => (Some(issue.line), issue.what.clone()),
    };
    Finding { line, what, mend: Some("every record that is whole was kept".to_owned()) }
}

/// Examines what is around the file: its permissions, and files that killed processes left.
fn examine_surroundings(path: &Path, has_own_folder: bool, repairs: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let temp = file::temp_path(path);
    if temp.exists() {
        let what = format!("{} is left from a run that was ended", temp.display());
        let done = !repairs || fs::remove_file(&temp).is_ok();
        findings.push(Finding { line: None, what, mend: done.then(|| "it was taken away".to_owned()) });
    }
    let folder = file::folder_of(path);
    let places = [(path, 0o600, true), (folder, 0o700, has_own_folder)];
    for (place, mode, _) in places.into_iter().filter(|(.., ours)| *ours) {
        if platform::is_open_to_others(place) {
            let what = format!("others may read {}", place.display());
            let done = !repairs || platform::close_to_others(place, mode).is_ok();
            findings.push(Finding { line: None, what, mend: done.then(|| "only you may now".to_owned()) });
        }
    }
    findings
}
