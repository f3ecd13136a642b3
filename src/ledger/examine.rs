//! The examination and repair by `doctor`, of the file and of what is around it.

use std::fs;
use std::path::{Path, PathBuf};

use chrono_tz::Tz;

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
use super::repair::{self, Circumstances, MOST_NAMED, Repaired, ValidBackup};
use super::restore::BackupState;
use super::{companions, file, platform, stream};
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
    /// What earlier repairs could not bring back.
    pub notes: Vec<String>,
}

impl Ledger {
    /// Examines the file and what is around it. With `repairs`, also repairs what can be repaired. `system_zone` is the
    /// zone of this computer, for an account whose zone cannot be read. Calls `progress` with what it does next.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, locked or written.
    pub fn examine(
        &self,
        repairs: bool,
        now: Instant,
        system_zone: Tz,
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
        let mut lock = Lock { ledger: self, locked: None };
        if examination.contents.as_ref().is_none_or(has_gaps) {
            progress("looking for what is missing or damaged");
            lock.examine_damage(repairs, now, system_zone, &mut examination)?;
        }
        // A file that is not a ledger may belong to another program.
        if file::is_ledger(self.path()) {
            let surroundings = lock.examine_surroundings(repairs)?;
            examination.findings.extend(surroundings);
        }
        examination.findings.extend(in_backups);
        // A repair has just said this.
        if examination.backup.is_none() {
            examination.notes = earlier_losses(self.path(), examination.contents.as_ref())?;
        }
        Ok(examination)
    }

    /// Reports the backups that cannot be restored, except those of damaged files.
    fn examine_backups(&self) -> Result<Vec<Finding>, LedgerError> {
        let mut findings = Vec::new();
        for (backup, state) in self.backups()? {
            if let (BackupState::Unreadable(error), false) = (state, backup.is_damaged) {
                let what = format!("the backup {} cannot be restored: {error}", backup.name);
                findings.push(Finding::new(what, None));
            }
        }
        Ok(findings)
    }
}

/// The lock of the ledger that is examined. It is taken only if something is wrong, so that a sound ledger can be
/// examined where nothing can be written.
struct Lock<'a> {
    ledger: &'a Ledger,
    locked: Option<LockedLedger>,
}

impl Lock<'_> {
    /// Takes the lock, unless it is taken already.
    fn take(&mut self) -> Result<&mut LockedLedger, LedgerError> {
        let locked = match self.locked.take() {
            Some(locked) => locked,
            None => self.ledger.lock()?,
        };
        Ok(self.locked.insert(locked))
    }

    /// Reads the bytes of the file, after recovering from an interrupted append. A ledger that is only examined need
    /// not be writable.
    fn read_recovered(&mut self, repairs: bool) -> Result<(Vec<u8>, Option<Recovery>), LedgerError> {
        match self.take().and_then(LockedLedger::read_recovered) {
            Err(error) if error.is_of_permission() && !repairs => self.ledger.read_without_writing(),
            read => read.map(|(bytes, recovery)| (bytes.unwrap_or_default(), recovery)),
        }
    }

    fn examine_damage(
        &mut self,
        repairs: bool,
        now: Instant,
        system_zone: Tz,
        examination: &mut Examination,
    ) -> Result<(), LedgerError> {
        let (bytes, recovery) = self.read_recovered(repairs)?;
        examination.recovery = recovery;
        let (error, bytes) = match reader::read(bytes) {
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
        let path = self.ledger.path();
        let (backups, is_damaged) = (valid_backups(path), error.is_some());
        let mut repaired = repair::repair(&bytes, &Circumstances { backups: &backups, is_damaged, system_zone });
        if repaired.findings.is_empty() {
            // If the file is not damaged, no backup has the missing records: they were removed by hand.
            let Some(error) = &error else { return Ok(()) };
            repaired.findings.push(described(error));
        }
        if repaired.document.is_none() && !matches!(error, Some(DocumentError::Newer(_))) {
            suggest_a_backup(path, &mut repaired.findings)?;
        }
        if repairs {
            write_repaired(self.take()?, &mut repaired, now, is_damaged, examination)?;
        }
        examination.findings = repaired.findings;
        Ok(())
    }

    /// Examines what is around the file: its permissions, and files that killed processes left.
    fn examine_surroundings(&mut self, repairs: bool) -> Result<Vec<Finding>, LedgerError> {
        let mut findings = self.examine_leftovers(repairs)?;
        let (path, has_own_folder) = (self.ledger.path(), self.ledger.has_own_folder());
        let places = [(path, 0o600, true), (file::folder_of(path), 0o700, has_own_folder)];
        for (place, mode, _) in places.into_iter().filter(|(.., ours)| *ours) {
            if platform::is_open_to_others(place) {
                let is_done = !repairs || (self.take().is_ok() && platform::close_to_others(place, mode).is_ok());
                let mend = is_done.then(|| "only you can now".to_owned());
                findings.push(Finding::new(format!("others can read {}", place.display()), mend));
            }
        }
        Ok(findings)
    }

    /// Finds the temporary files of killed processes. They are deleted under the lock only.
    fn examine_leftovers(&mut self, repairs: bool) -> Result<Vec<Finding>, LedgerError> {
        let path = self.ledger.path();
        if repairs && !companions::leftovers(path).is_empty() {
            self.take()?;
        }
        let finding = |temp: PathBuf| {
            let is_done = !repairs || fs::remove_file(&temp).is_ok();
            let what = format!("{} was left by a run that was killed", temp.display());
            Finding::new(what, is_done.then(|| "it was removed".to_owned()))
        };
        Ok(companions::leftovers(path).into_iter().map(finding).collect())
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
        let saved = file::save_cut(locked.path(), repaired.removed.join("\n").as_bytes())?;
        let mend = Some(format!("they are kept in {}", saved.display()));
        repaired.findings.push(Finding::new("lines were removed", mend));
    }
    let read = reader::read(document.clone()).map_err(|(error, _)| error.of_file(locked.path()))?;
    examination.backup = locked.replace(document, now, read.header.zone, is_damaged)?;
    examination.contents = Some(read.contents);
    Ok(())
}

/// What earlier repairs could not bring back. Records that are missing from a ledger that was never repaired were
/// removed by hand.
fn earlier_losses(ledger: &Path, contents: Option<&Contents>) -> Result<Vec<String>, LedgerError> {
    let mut notes = Vec::new();
    let damaged = backup::list(ledger)?.into_iter().find(|backup| backup.is_damaged);
    if let (Some(backup), Some(contents)) = (damaged, contents.filter(|contents| has_gaps(contents))) {
        let missing = gaps(contents).map(|id| id.to_string()).collect::<Vec<_>>().join(", ");
        let before = backup.name;
        notes.push(format!(
            "the record {missing} is missing; the ledger before its repair is kept as the backup {before}"
        ));
    }
    for cut in companions::cuts(ledger) {
        notes.push(format!("what was removed from the ledger is kept in {}", cut.display()));
    }
    Ok(notes)
}

/// Suggests the newest backup in the findings that cannot be repaired.
fn suggest_a_backup(ledger: &Path, findings: &mut [Finding]) -> Result<(), LedgerError> {
    let list = backup::list(ledger)?;
    if let Some(newest) = list.iter().find(|backup| !backup.is_damaged) {
        for finding in findings.iter_mut().filter(|finding| finding.mend.is_none()) {
            finding.what += &format!("; to restore a backup: inquota backup restore {}", newest.name);
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
    gaps(contents).next().is_some()
}

/// The first ids that are missing between others.
fn gaps(contents: &Contents) -> impl Iterator<Item = u64> {
    let ids = contents.records.iter().map(|record| record.id.0);
    let before = [0].into_iter().chain(ids.clone());
    before.zip(ids).flat_map(|(before, id)| before + 1..id).take(MOST_NAMED)
}

fn described(error: &DocumentError) -> Finding {
    let (line, what) = match error {
        DocumentError::Foreign(what) => (None, what.clone()),
        DocumentError::Newer(version) => (None, format!("it has the newer version {version}")),
        DocumentError::CutShort(line) => (Some(*line), "it ends too early".to_owned()),
        DocumentError::Line(issue) => (Some(issue.line), issue.what.clone()),
    };
    Finding::new(what, Some("every complete record was kept".to_owned())).in_line(line)
}
