//! What `doctor` finds in the file and around it, and mends.

use std::fs;
use std::path::Path;

use super::backup::{self, Backup};
use super::contents::Contents;
use super::document_error::DocumentError;
use super::error::LedgerError;
use super::finding::Finding;
use super::handle::Ledger;
use super::line::Scope;
use super::locked::LockedLedger;
use super::reader::{self, ReadDocument};
use super::recovery::Recovery;
use super::repair::{self, Repaired, SoundBackup};
use super::restore::BackupState;
use super::{file, platform, stream};
use crate::engine::calendar::Instant;

/// The most bytes of backups that are searched for records; the newest backup is always searched.
const MOST_BYTES_OF_BACKUPS: u64 = 256 << 20;

/// What an examination found and did.
#[derive(Debug, Default)]
pub struct Examination {
    /// What is wrong with the file and around it.
    pub findings: Vec<Finding>,
    /// What the file holds, where it can be read: after the repair, if it was repaired.
    pub contents: Option<Contents>,
    /// Whether there is a file.
    pub exists: bool,
    /// The backup that was made before the repair.
    pub backup: Option<String>,
    /// What was recovered from an interrupted append, as any command does.
    pub recovery: Option<Recovery>,
}

impl Ledger {
    /// Examines the file and what is around it. With `repairs`, mends what can be mended.
    ///
    /// # Errors
    ///
    /// When the file cannot be read at all, locked or written.
    pub fn examine(&self, repairs: bool, now: Instant) -> Result<Examination, LedgerError> {
        let mut examination = Examination::default();
        if !self.is_there()? {
            return Ok(examination);
        }
        examination.exists = true;
        // First, so that no backup is in memory together with the ledger.
        let in_backups = self.examine_backups()?;
        examination.contents = stream::read(self.path(), Scope::Everything).map(|(contents, _)| contents);
        if examination.contents.is_none() {
            let Some((bytes, _)) = file::read(self.path())? else { return Ok(Examination::default()) };
            examination.contents = reader::read(bytes).ok().map(|document| document.contents);
        }
        if examination.contents.as_ref().is_none_or(has_gaps) {
            self.examine_damage(repairs, now, &mut examination)?;
        }
        // A file that is no ledger may be somebody else's.
        if file::is_ledger(self.path()) {
            examination.findings.extend(examine_surroundings(self.path(), self.has_own_folder(), repairs));
        }
        examination.findings.extend(in_backups);
        Ok(examination)
    }

    /// The backups that cannot be put back, except those that are known to be damaged.
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
        let mut repaired = repair::repair(&bytes, &sound_backups(self.path()), error.is_some());
        match (repaired.findings.is_empty(), &error) {
            (true, Some(error)) => repaired.findings.push(described(error)),
            // No backup has the missing records: they were taken out by hand.
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

/// Puts the repaired document in place, if there is one. Nothing that was taken out of the file is lost.
fn write_repaired(
    locked: &LockedLedger,
    repaired: &mut Repaired,
    now: Instant,
    is_damaged: bool,
    examination: &mut Examination,
) -> Result<(), LedgerError> {
    let Some(document) = &repaired.document else { return Ok(()) };
    if !repaired.taken_out.is_empty() {
        let saved = file::save_next_to(locked.path(), "cut", repaired.taken_out.join("\n").as_bytes())?;
        let what = format!("what was taken out is kept in {}", saved.display());
        repaired.findings.push(Finding { line: None, what, mend: Some("nothing is lost".to_owned()) });
    }
    let read = reader::read(document.clone()).map_err(|(error, _)| error.of_file(locked.path()))?;
    examination.backup = locked.replace(document, now, read.header.zone, is_damaged)?;
    examination.contents = Some(read.contents);
    Ok(())
}

/// Names a backup that can be put back where nothing can be mended.
fn suggest_a_backup(ledger: &Path, findings: &mut [Finding]) -> Result<(), LedgerError> {
    let list = backup::list(ledger)?;
    if let Some(newest) = list.iter().find(|backup| !backup.is_damaged) {
        for finding in findings.iter_mut().filter(|finding| finding.mend.is_none()) {
            finding.what += &format!("; put back a backup: inquota backup restore {}", newest.name);
        }
    }
    Ok(())
}

/// The sound backups, newest first, as many of them as memory should hold.
fn sound_backups(ledger: &Path) -> Vec<SoundBackup> {
    let mut bytes = 0;
    let mut fits = |backup: &Backup| {
        bytes += backup.bytes;
        bytes <= MOST_BYTES_OF_BACKUPS || bytes == backup.bytes
    };
    let backups = backup::list(ledger).unwrap_or_default();
    let read = |backup: &Backup| {
        let (bytes, _) = file::read(&backup.path).ok()??;
        SoundBackup::read(backup.name.clone(), &bytes)
    };
    backups.iter().filter(|backup| !backup.is_damaged && fits(backup)).filter_map(read).collect()
}

/// Whether numbers between others are missing: a line was lost, or taken out by hand.
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

/// What is around the file: who can read it, and what runs that were killed have left.
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
