//! What the backups of a damaged ledger know of its records.
//!
//! A backup from before a joining has other numbers. So a record is only taken from one that has the records beside it
//! as the file has them, and only if the file does not have it under another number: if it has fewer of its kind.

use std::collections::{BTreeMap, HashMap};

use super::super::document::{self, Document, Header};
use super::super::fields::{Fields, on_one_line};
use super::super::line::{self, LineError};
use super::super::numbers::{id, without_numbers};
use super::super::read_contents;
use crate::engine::contact_book::ContactBook;

/// A sound backup that lines can be taken from.
pub(in crate::ledger) struct Source {
    name: String,
    pub(super) header: Header,
    lines: BTreeMap<u64, String>,
    told: HashMap<String, usize>,
}

impl Source {
    /// The lines of a sound document by number.
    pub(in crate::ledger) fn of(name: String, bytes: &[u8]) -> Option<Source> {
        let (header, _) = read_contents(bytes).ok()?;
        let Document { records, .. } = document::parse(bytes).ok()?;
        let lines = records.iter().map(|raw| on_one_line(raw.get()).into_owned());
        let lines = lines.filter_map(|line| Some((id(&Fields::read(&line).ok()?)?, line)));
        let lines: BTreeMap<u64, String> = lines.collect();
        let mut told = HashMap::new();
        for line in lines.values() {
            *told.entry(without_numbers(line)).or_default() += 1;
        }
        Some(Source { name, header, lines, told })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// The backups, newest first, and the sound lines of the file that they are for.
pub(super) struct Backups<'a> {
    sources: &'a [Source],
    sound: BTreeMap<u64, String>,
    told: HashMap<String, usize>,
}

impl<'a> Backups<'a> {
    /// The backups beside the lines of a file.
    pub(super) fn beside<'b>(sources: &'a [Source], lines: impl Iterator<Item = &'b str>) -> Backups<'a> {
        let (mut sound, mut told) = (BTreeMap::new(), HashMap::new());
        for line in lines.filter(|_| !sources.is_empty()) {
            let complaint = line::read(line, &mut ContactBook::default()).err();
            let is_sound = complaint.is_none_or(|error| error == LineError::UnknownPerson);
            if let (Some(id), true) = (Fields::read(line).ok().and_then(|fields| id(&fields)), is_sound) {
                sound.insert(id, line.to_owned());
                *told.entry(without_numbers(line)).or_default() += 1;
            }
        }
        Backups { sources, sound, told }
    }

    /// The newest of them.
    pub(super) fn newest(&self) -> Option<&'a Source> {
        self.sources.first()
    }

    /// The highest number that one of them has.
    pub(super) fn last(&self) -> Option<u64> {
        self.sources.iter().filter_map(|source| source.lines.keys().last()).max().copied()
    }

    /// Takes the record of a number, and says which backup has it.
    pub(super) fn take(&mut self, id: u64) -> Option<(String, String)> {
        let below = self.sound.range(..id).next_back();
        let above = self.sound.range(id + 1..).next();
        let agrees = |source: &Source, beside: Option<(&u64, &String)>| {
            beside.is_none_or(|(id, line)| source.lines.get(id).is_none_or(|known| known == line))
        };
        let count = |told: &HashMap<String, usize>, text: &str| told.get(text).copied().unwrap_or(0);
        let (source, line, text) = self.sources.iter().find_map(|source| {
            let line = source.lines.get(&id).filter(|_| agrees(source, below) && agrees(source, above))?;
            let text = without_numbers(line);
            (count(&self.told, &text) < count(&source.told, &text)).then_some((source, line, text))
        })?;
        *self.told.entry(text).or_default() += 1;
        Some((source.name.clone(), line.clone()))
    }
}
