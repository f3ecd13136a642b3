//! The whole file examined, and mended.

use std::fs;
use std::path::Path;

use super::explain::Fault;
use super::finding::Finding;
use super::salvage::{self, Source};
use super::{Contents, Ledger, LedgerError, Recovery, backup, file, read_any, system};
use crate::engine::calendar::Instant;

/// The most bytes of backups that records are looked for in; the newest is always looked at.
const MOST_BYTES_OF_BACKUPS: u64 = 256 << 20;

/// What an examination came to.
#[derive(Debug, Default)]
pub struct Examination {
    /// What is wrong with the file and what is around it.
    pub findings: Vec<Finding>,
    /// What the file holds, where it can be read: after mending, if it was mended.
    pub contents: Option<Contents>,
    /// Whether there is a file.
    pub exists: bool,
    /// The backup that was made before mending.
    pub backup: Option<String>,
    /// What was recovered of an interrupted append, as any command does.
    pub recovery: Option<Recovery>,
}

impl Ledger {
    /// Examines the file and what is around it, and with `mends` puts right what can be.
    ///
    /// # Errors
    ///
    /// When the file cannot be read at all, locked or written.
    pub fn examine(&self, mends: bool, now: Instant) -> Result<Examination, LedgerError> {
        let mut examination = Examination::default();
        if !file::is_there(&self.path)? {
            return Ok(examination);
        }
        examination.exists = true;
        // First, so that no backup is in memory beside the ledger.
        let of_backups = self.examine_backups()?;
        examination.contents = super::at_once(&self.path);
        if examination.contents.is_none() {
            let Some((bytes, _)) = file::read(&self.path)? else { return Ok(Examination::default()) };
            examination.contents = read_any(bytes).ok().map(|(_, _, contents)| contents);
        }
        if examination.contents.as_ref().is_none_or(has_gaps) {
            self.examine_damage(mends, now, &mut examination)?;
        }
        // A file that is no ledger may be somebody else's.
        if file::begins_like_a_ledger(&self.path) {
            examination.findings.extend(surroundings(&self.path, self.makes_folder, mends));
        }
        examination.findings.extend(of_backups);
        Ok(examination)
    }

    /// The backups that cannot be put back, but for those that are known to be damaged.
    fn examine_backups(&self) -> Result<Vec<Finding>, LedgerError> {
        let mut findings = Vec::new();
        for (backup, state) in self.backups()? {
            if let (super::State::Unreadable(error), false) = (state, backup.is_damaged) {
                let what = format!("the backup {} cannot be put back: {error}", backup.name);
                findings.push(Finding { line: None, what, mend: None });
            }
        }
        Ok(findings)
    }

    fn examine_damage(&self, mends: bool, now: Instant, examination: &mut Examination) -> Result<(), LedgerError> {
        let mut locked = self.lock()?;
        let (bytes, recovery) = locked.read_recovered()?;
        examination.recovery = recovery;
        let (fault, bytes) = match read_any(bytes.unwrap_or_default()) {
            Ok((bytes, _, contents)) => {
                let is_whole = !has_gaps(&contents);
                examination.contents = Some(contents);
                if is_whole {
                    return Ok(());
                }
                (None, bytes)
            }
            Err((fault, bytes)) => (Some(fault), bytes),
        };
        let mut salvage = salvage::salvage(&bytes, &self.sources(), fault.is_some());
        match (salvage.findings.is_empty(), &fault) {
            (true, Some(fault)) => salvage.findings.push(described(fault)),
            // No backup has the records between others: they were taken out by hand.
            (true, None) => return Ok(()),
            _ => {}
        }
        match &salvage.document {
            Some(document) if mends => {
                self.keep_what_was_taken_out(&salvage.taken_out, &mut salvage.findings)?;
                let read = read_any(document.clone());
                let (_, header, contents) = read.map_err(|(fault, _)| super::refusal(&self.path, fault))?;
                examination.backup = locked.replace(document, now, header.zone, fault.is_some())?;
                examination.contents = Some(contents);
            }
            Some(_) => {}
            None if matches!(fault, Some(Fault::Newer(_))) => {}
            None => self.name_a_backup(&mut salvage.findings)?,
        }
        examination.findings = salvage.findings;
        Ok(())
    }

    /// Nothing that is taken out of the file is lost.
    fn keep_what_was_taken_out(&self, lines: &[String], findings: &mut Vec<Finding>) -> Result<(), LedgerError> {
        if !lines.is_empty() {
            let kept = file::keep_beside(&self.path, "cut", lines.join("\n").as_bytes())?;
            let what = format!("what was taken out is kept in {}", kept.display());
            findings.push(Finding { line: None, what, mend: Some("nothing is lost".to_owned()) });
        }
        Ok(())
    }

    /// Where nothing can be mended, a backup can be put back.
    fn name_a_backup(&self, findings: &mut [Finding]) -> Result<(), LedgerError> {
        let list = backup::list(&self.path)?;
        if let Some(newest) = list.iter().find(|backup| !backup.is_damaged) {
            for found in findings.iter_mut().filter(|found| found.mend.is_none()) {
                found.what += &format!("; put back a backup: inquota backup restore {}", newest.name);
            }
        }
        Ok(())
    }

    /// The sound backups, newest first, as many of them as memory should hold.
    fn sources(&self) -> Vec<Source> {
        let mut bytes = 0;
        let mut fits = |backup: &super::Backup| {
            bytes += backup.bytes;
            bytes <= MOST_BYTES_OF_BACKUPS || bytes == backup.bytes
        };
        let backups = backup::list(&self.path).unwrap_or_default();
        let read = |backup: &super::Backup| {
            let bytes = file::read(&backup.path).ok()??.0;
            Source::of(backup.name.clone(), &bytes)
        };
        backups.iter().filter(|backup| !backup.is_damaged && fits(backup)).filter_map(read).collect()
    }
}

/// Whether numbers are missing between others: a line was lost, or taken out by hand.
fn has_gaps(contents: &Contents) -> bool {
    let ids = contents.records.iter().map(|record| record.id.0);
    (1..).zip(ids).any(|(expected, id)| expected != id)
}

fn described(fault: &Fault) -> Finding {
    let (line, what) = match fault {
        Fault::Foreign(what) => (None, what.clone()),
        Fault::Newer(version) => (None, format!("it is of the newer version {version}")),
        Fault::Ends(line) => (Some(*line), "it ends too early".to_owned()),
        Fault::Line(flaw) => (Some(flaw.line), flaw.what.clone()),
    };
    Finding { line, what, mend: Some("every record that is whole was kept".to_owned()) }
}

/// What is around the file: who may read it, and what is left of runs that were ended.
fn surroundings(path: &Path, is_own_folder: bool, mends: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let beside = file::beside(path);
    if beside.exists() {
        let what = format!("{} is left from a run that was ended", beside.display());
        let done = !mends || fs::remove_file(&beside).is_ok();
        findings.push(Finding { line: None, what, mend: done.then(|| "it was taken away".to_owned()) });
    }
    let folder = file::folder_of(path);
    let places = [(path, 0o600, true), (folder, 0o700, is_own_folder)];
    for (place, mode, _) in places.into_iter().filter(|(.., ours)| *ours) {
        if system::is_open_to_others(place) {
            let what = format!("others may read {}", place.display());
            let done = !mends || system::close_to_others(place, mode).is_ok();
            findings.push(Finding { line: None, what, mend: done.then(|| "only you may now".to_owned()) });
        }
    }
    findings
}
