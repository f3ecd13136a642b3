//! What the backups of a damaged ledger know of its records.
//!
//! A backup from before a merge has other numbers. So a record is only taken from a backup in which the records around it
//! are those of the file, and only if the file does not have it under another number: if the file has fewer of its kind.

use std::collections::{BTreeMap, HashMap};

use crate::engine::contact_book::ContactBook;
use crate::ledger::document::{self, Document, Header};
use crate::ledger::json::{Fields, on_one_line};
use crate::ledger::line::{self, LineError};
use crate::ledger::reader::read_current;
use crate::ledger::renumber::{id, without_numbers};

/// A sound backup that records can be taken from.
pub(in crate::ledger) struct SoundBackup {
    name: String,
    pub(super) header: Header,
    /// The lines by the numbers of their records.
    lines: BTreeMap<u64, String>,
    /// How often each line occurs, apart from its numbers.
    counts: HashMap<String, usize>,
}

impl SoundBackup {
    /// The backup of this name, if its document is sound.
    pub(in crate::ledger) fn read(name: String, bytes: &[u8]) -> Option<SoundBackup> {
        let (header, _) = read_current(bytes).ok()?;
        let Document { records, .. } = document::parse(bytes).ok()?;
        let lines = records.iter().map(|raw| on_one_line(raw.get()).into_owned());
        let lines = lines.filter_map(|line| Some((id(&Fields::read(&line).ok()?)?, line)));
        let lines: BTreeMap<u64, String> = lines.collect();
        let mut counts = HashMap::new();
        for line in lines.values() {
            *counts.entry(without_numbers(line)).or_default() += 1;
        }
        Some(SoundBackup { name, header, lines, counts })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// The backups, newest first, and the sound lines of the file that they are for.
pub(super) struct Backups<'a> {
    newest_first: &'a [SoundBackup],
    sound: BTreeMap<u64, String>,
    counts: HashMap<String, usize>,
}

impl<'a> Backups<'a> {
    /// The backups of a file with these lines.
    pub(super) fn of<'b>(backups: &'a [SoundBackup], lines: impl Iterator<Item = &'b str>) -> Backups<'a> {
        let (mut sound, mut counts) = (BTreeMap::new(), HashMap::new());
        for line in lines.filter(|_| !backups.is_empty()) {
            let read = line::read(line, &mut ContactBook::default());
            let is_sound = matches!(read, Ok(_) | Err(LineError::UnknownPerson));
            if let (Some(id), true) = (Fields::read(line).ok().and_then(|fields| id(&fields)), is_sound) {
                sound.insert(id, line.to_owned());
                *counts.entry(without_numbers(line)).or_default() += 1;
            }
        }
        Backups { newest_first: backups, sound, counts }
    }

    /// The newest of them.
    pub(super) fn newest(&self) -> Option<&'a SoundBackup> {
        self.newest_first.first()
    }

    /// The highest number that a record of any backup has.
    pub(super) fn last(&self) -> Option<u64> {
        self.newest_first.iter().filter_map(|backup| backup.lines.keys().last()).max().copied()
    }

    /// Takes the record of a number: the name of the backup that has it, and its line.
    pub(super) fn take(&mut self, id: u64) -> Option<(String, String)> {
        let below = self.sound.range(..id).next_back();
        let above = self.sound.range(id + 1..).next();
        let agrees = |backup: &SoundBackup, neighbour: Option<(&u64, &String)>| {
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
