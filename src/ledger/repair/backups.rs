//! Finds the records of a damaged ledger in its backups.
//!
//! A backup from before a merge has different numbers. A record is therefore taken from a backup only if the records
//! next to it are the same as in the file, and if the file does not already have it under another number: the file must
//! have fewer equal records than the backup.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::record;
use crate::ledger::document::{self, Document, Header};
use crate::ledger::json::{Fields, on_one_line};
use crate::ledger::reader::read_current;
use crate::ledger::renumber::{id, without_numbers};

/// A valid backup, from which records can be taken.
pub(in crate::ledger) struct ValidBackup {
    name: String,
    pub(super) header: Header,
    /// The lines by record id.
    lines: BTreeMap<u64, String>,
    /// How often each line occurs, ignoring its numbers.
    counts: HashMap<String, usize>,
}

impl ValidBackup {
    /// Reads the backup with this name, if it is valid.
    pub(in crate::ledger) fn read(name: String, bytes: &[u8]) -> Option<ValidBackup> {
        let (header, _) = read_current(bytes).ok()?;
        let Document { records, .. } = document::parse(bytes).ok()?;
        let lines = records.iter().map(|raw| on_one_line(raw.get()).into_owned());
        let lines = lines.filter_map(|line| Some((id(&Fields::read(&line).ok()?)?, line)));
        let lines: BTreeMap<u64, String> = lines.collect();
        let mut counts = HashMap::new();
        for line in lines.values() {
            *counts.entry(without_numbers(line)).or_default() += 1;
        }
        Some(ValidBackup { name, header, lines, counts })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// The backups, newest first, and the valid lines of the damaged file.
pub(super) struct Backups<'a> {
    newest_first: &'a [ValidBackup],
    valid_lines: BTreeMap<u64, String>,
    counts: HashMap<String, usize>,
}

impl<'a> Backups<'a> {
    /// The backups of a file with these lines.
    pub(super) fn of<'b>(backups: &'a [ValidBackup], lines: impl Iterator<Item = &'b str>) -> Backups<'a> {
        let (mut valid_lines, mut counts) = (BTreeMap::new(), HashMap::new());
        for line in lines.filter(|_| !backups.is_empty()) {
            let is_valid = record::read(line).is_ok();
            if let (Some(id), true) = (Fields::read(line).ok().and_then(|fields| id(&fields)), is_valid) {
                valid_lines.insert(id, line.to_owned());
                *counts.entry(without_numbers(line)).or_default() += 1;
            }
        }
        Backups { newest_first: backups, valid_lines, counts }
    }

    /// The newest backup.
    pub(super) fn newest(&self) -> Option<&'a ValidBackup> {
        self.newest_first.first()
    }

    /// The ids of the records in the backups.
    pub(super) fn ids(&self) -> BTreeSet<u64> {
        self.newest_first.iter().flat_map(|backup| backup.lines.keys().copied()).collect()
    }

    /// Takes a record from a backup. Returns the name of the backup and the line.
    pub(super) fn take(&mut self, id: u64) -> Option<(String, String)> {
        let below = self.valid_lines.range(..id).next_back();
        let above = self.valid_lines.range(id + 1..).next();
        let agrees = |backup: &ValidBackup, neighbour: Option<(&u64, &String)>| {
            neighbour.is_none_or(|(id, line)| backup.lines.get(id).is_none_or(|known| known == line))
        };
        let count = |counts: &HashMap<String, usize>, text: &str| counts.get(text).copied().unwrap_or(0);
        let (backup, line, text) = self.newest_first.iter().find_map(|backup| {
            let line = backup.lines.get(&id).filter(|_| agrees(backup, below) && agrees(backup, above))?;
            let text = without_numbers(line);
            (count(&self.counts, &text) < count(&backup.counts, &text)).then_some((backup, line, text))
        })?;
        *self.counts.entry(text).or_default() += 1;
        Some((backup.name.clone(), line.clone()))
    }
}
