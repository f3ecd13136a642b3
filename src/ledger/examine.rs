//! The whole file examined, and mended.

use std::fs;
use std::path::Path;

use super::explain::Fault;
use super::salvage::{self, Finding, Salvage, Source};
use super::{Contents, Ledger, LedgerError, Repair, backup, file, mend, read_any, system};
use crate::engine::calendar::Instant;

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
    /// The append that was cut off and put right, as any command does.
    pub repair: Option<Repair>,
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
            match read_any(bytes) {
                Ok((_, _, contents)) => examination.contents = Some(contents),
                Err(_) => self.examine_damage(mends, now, &mut examination)?,
            }
        }
        examination.findings.extend(surroundings(&self.path, self.makes_folder, mends));
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
        let mut held = self.hold()?;
        examination.repair = super::mend(&mut held)?;
        let read = read_any(held.bytes().to_vec());
        let Err((fault, bytes)) = read else {
            examination.contents = read.ok().map(|(_, _, contents)| contents);
            return Ok(());
        };
        debug_assert!(mend::torn(&bytes).is_none());
        let Salvage { mut findings, document, taken_out } = salvage::salvage(&bytes, &self.sources());
        if findings.is_empty() {
            findings.push(described(&fault));
        }
        if let Some(document) = document {
            let (_, header, contents) =
                read_any(document.clone()).map_err(|(fault, _)| super::refusal(&self.path, fault))?;
            if mends {
                if !taken_out.is_empty() {
                    let kept = file::keep_beside(&self.path, "cut", taken_out.join("\n").as_bytes())?;
                    let what = format!("what was taken out is kept in {}", kept.display());
                    findings.push(Finding { line: None, what, mend: Some("nothing is lost".to_owned()) });
                }
                examination.backup = held.rewrite(&document, now, header.zone, true)?;
                examination.contents = Some(contents);
            }
        } else {
            let list = backup::list(&self.path)?;
            let newest = list.iter().find(|backup| !backup.is_damaged).map(|backup| &backup.name);
            let mend =
                newest.map_or_else(String::new, |name| format!("; put back a backup: inquota backup restore {name}"));
            findings.iter_mut().filter(|found| found.mend.is_none()).for_each(|found| found.what += &mend);
        }
        examination.findings = findings;
        Ok(())
    }

    /// The sound backups, newest first.
    fn sources(&self) -> Vec<Source> {
        let backups = backup::list(&self.path).unwrap_or_default();
        let read = |backup: &super::Backup| {
            let bytes = file::read(&backup.path).ok()??.0;
            salvage::source(backup.name.clone(), &bytes)
        };
        backups.iter().filter(|backup| !backup.is_damaged).filter_map(read).collect()
    }
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
