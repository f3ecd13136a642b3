//! Repairs the records of a damaged file.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::backups::Backups;
use super::people::People;
use crate::engine::contact_book::ContactBook;
use crate::ledger::document::{self, Header};
use crate::ledger::document_error::is_conflict_marker;
use crate::ledger::finding::Finding;
use crate::ledger::json::Fields;
use crate::ledger::line::{self, LineError};
use crate::ledger::reader::read_current;
use crate::ledger::renumber::{Renumbering, id, renumber};

/// The most missing records that are listed.
const MOST_NAMED: usize = 10;

/// The findings and the repaired file.
pub(in crate::ledger) struct Repaired {
    pub(in crate::ledger) findings: Vec<Finding>,
    /// The repaired document; `None` if nothing can be repaired.
    pub(in crate::ledger) document: Option<Vec<u8>>,
    /// The lines that were removed, to be saved in another file.
    pub(in crate::ledger) removed: Vec<String>,
}

impl Repaired {
    /// The result if nothing can be repaired, with the reason.
    pub(super) fn impossible(what: &str) -> Repaired {
        let finding = Finding { line: None, what: what.to_owned(), mend: None };
        Repaired { findings: vec![finding], document: None, removed: Vec::new() }
    }
}

/// A record of the file that is being repaired.
struct Line {
    id: u64,
    text: String,
    /// The line of the file; `None` if the record was missing and was taken from a backup.
    number: Option<usize>,
}

impl Line {
    /// Orders records by id; those with the same id are in the order of the file.
    fn rank(&self) -> (u64, usize) {
        (self.id, self.number.unwrap_or(usize::MAX))
    }
}

/// The records during the repair.
pub(super) struct Lines<'a> {
    findings: Vec<Finding>,
    backups: Backups<'a>,
    records: Vec<Line>,
    /// The number of lines that could not be read at all.
    lost: usize,
    removed: Vec<String>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(findings: Vec<Finding>, backups: Backups<'a>) -> Lines<'a> {
        Lines { findings, backups, records: Vec::new(), lost: 0, removed: Vec::new() }
    }

    /// Whether there is no record.
    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Adds a line of the file, if it is a record.
    pub(super) fn add(&mut self, number: usize, text: &str) {
        if is_conflict_marker(text.as_bytes()) {
            let mend = "the marker was taken away, and the records of both sides were kept";
            self.findings.push(Finding::at(number, "it is a merge-conflict marker", mend));
            return;
        }
        let id = Fields::read(text).ok().and_then(|fields| id(&fields));
        // Whether its person was introduced is checked after all lines were added.
        match (id, line::read(text, &mut ContactBook::default())) {
            (Some(id), Err(LineError::Checksum)) => self.restore(number, id, text),
            (Some(id), Ok(_) | Err(LineError::UnknownPerson)) => {
                self.records.push(Line { id, text: text.to_owned(), number: Some(number) });
            }
            (_, Err(error)) => self.remove_line(Some(number), text, error.to_string()),
            (None, Ok(_)) => self.remove_line(Some(number), text, "it has no number (`id`)".to_owned()),
        }
    }

    fn remove_line(&mut self, number: Option<usize>, text: &str, what: String) {
        self.lost += 1;
        self.removed.push(text.to_owned());
        let mend = Some("the line was taken out, and is kept beside".to_owned());
        self.findings.push(Finding { line: number, what, mend });
    }

    /// Replaces a record whose checksum does not match by the record in a backup. If no backup has it, keeps it as it
    /// is.
    fn restore(&mut self, number: usize, id: u64, text: &str) {
        let what = LineError::Checksum.to_string();
        let (mend, line) = if let Some((name, line)) = self.backups.take(id) {
            self.removed.push(text.to_owned());
            (format!("the record {id} was taken from the backup {name}"), line)
        } else if let Some(line) = line::with_new_checksum(text) {
            (format!("no backup has the record {id}: it was taken as it stands"), line)
        } else {
            return;
        };
        self.findings.push(Finding::at(number, what, &mend));
        self.records.push(Line { id, text: line, number: Some(number) });
    }

    /// Takes the opening line of the newest backup.
    pub(super) fn header_from_backup(&mut self) -> Option<Header> {
        let backup = self.backups.newest()?;
        let mend = format!("it was taken from the backup {}", backup.name());
        self.findings.insert(0, Finding::at(1, "the opening line cannot be read", &mend));
        Some(backup.header.clone())
    }

    /// Fills the gaps, sorts the records, and writes the document.
    pub(super) fn into_repaired(mut self, header: &Header, is_cut_short: bool, is_damaged: bool) -> Repaired {
        self.fill_gaps(self.lost > 0 || is_cut_short);
        if is_damaged {
            self.report_missing();
        }
        self.sort();
        match self.document(header) {
            Some(document) => Repaired { findings: self.findings, document: Some(document), removed: self.removed },
            None => Repaired::impossible("what can be read of it makes no ledger"),
        }
    }

    fn ids(&self) -> BTreeSet<u64> {
        self.records.iter().map(|line| line.id).collect()
    }

    /// Takes missing records from the backups: those between others and, with `after_last`, those after the last one.
    fn fill_gaps(&mut self, after_last: bool) {
        let known = self.ids();
        let last = if after_last { u64::MAX } else { known.last().copied().unwrap_or(0) };
        for id in self.backups.ids().range(..=last).filter(|id| !known.contains(id)).copied() {
            if let Some((name, text)) = self.backups.take(id) {
                let mend = Some(format!("it was taken from the backup {name}"));
                self.findings.push(Finding { line: None, what: format!("the record {id} was missing"), mend });
                self.records.push(Line { id, text, number: None });
            }
        }
    }

    /// Reports ids that are missing between others, if there are more of them than lines that could not be read.
    fn report_missing(&mut self) {
        let known = self.ids();
        let last = known.last().copied().unwrap_or(0);
        // A damaged id may be very large, so only the first missing ids are collected.
        let missing: Vec<u64> = (1..last).filter(|id| !known.contains(id)).take(MOST_NAMED + self.lost).collect();
        if missing.len() > self.lost {
            let numbers: Vec<String> = missing.iter().take(MOST_NAMED).map(u64::to_string).collect();
            let what = format!("no backup has what is missing: the record {}", numbers.join(", "));
            self.findings.push(Finding { line: None, what, mend: None });
        }
    }

    /// Sorts the records by id. Removes a record that repeats another. A different record with the same id gets a new
    /// id at the end.
    fn sort(&mut self) {
        let falls = |pair: &[Line]| pair[1].number.is_some() && pair[0].id > pair[1].id;
        if let Some(at) = self.records.windows(2).position(falls) {
            let what = "its number is lower than the one before".to_owned();
            let mend = Some("the records were put in order".to_owned());
            self.findings.push(Finding { line: self.records[at + 1].number, what, mend });
        }
        self.records.sort_by_key(Line::rank);
        let lines = std::mem::take(&mut self.records);
        let mut next = lines.last().map_or(1, |line| line.id + 1);
        let mut renumbered = Vec::new();
        for line in lines {
            let Line { id, number, .. } = line;
            let mut of_this_number = self.records.iter().rev().take_while(|known| known.id == id).peekable();
            if of_this_number.peek().is_none() {
                self.records.push(line);
            } else if of_this_number.any(|known| known.text == line.text) {
                let mend = Some("it was taken out".to_owned());
                self.findings.push(Finding { line: number, what: format!("it repeats the record {id}"), mend });
            } else {
                let mend = Some(format!("it is the record {next} now"));
                let what = format!("its number {id} was given before");
                self.findings.push(Finding { line: number, what, mend });
                renumbered.push(Line { id: next, ..line });
                next += 1;
            }
        }
        self.records.extend(renumbered);
    }

    /// Writes the repaired document. Numbers people in the order of their first record, and removes the lines that
    /// still cannot be read.
    fn document(&mut self, header: &Header) -> Option<Vec<u8>> {
        let (mut people, mut book, mut texts) = (People::default(), ContactBook::default(), Vec::new());
        for line in std::mem::take(&mut self.records) {
            let known = (people.len(), book.len());
            let text = renumbered(&line, &mut people);
            match line::read(&text, &mut book) {
                Ok(_) => {
                    texts.push(Cow::Owned(text));
                    self.records.push(line);
                }
                Err(error) => {
                    people.forget_after(known.0);
                    book.forget_after(known.1);
                    self.remove_line(line.number, &line.text, error.to_string());
                }
            }
        }
        let bytes = document::render(header, &texts);
        read_current(&bytes).is_ok().then_some(bytes)
    }
}

/// The text of a record with its new id, and with the new numbers of people.
fn renumbered(line: &Line, people: &mut People) -> String {
    let own = Fields::read(&line.text).ok().and_then(|fields| id(&fields));
    let record = |number: u64| if Some(number) == own { line.id } else { number };
    let mut numbers = Renumbering { record: &record, person: &mut |number| people.number(number) };
    renumber(&line.text, &mut numbers).unwrap_or_else(|| line.text.clone())
}
