//! The records of a damaged file being put right.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::backups::Backups;
use super::people::People;
use crate::engine::contact_book::ContactBook;
use crate::ledger::document::{self, Header};
use crate::ledger::document_error::{DocumentError, is_conflict_marker};
use crate::ledger::finding::Finding;
use crate::ledger::json::Fields;
use crate::ledger::line::{self, LineError};
use crate::ledger::reader::read_current;
use crate::ledger::renumber::{Renumbering, id, renumber};

/// The most missing records that are named.
const MOST_NAMED: usize = 10;

/// What was found, and what the file becomes when it is repaired.
pub(in crate::ledger) struct Repaired {
    pub(in crate::ledger) findings: Vec<Finding>,
    /// The repaired document; `None` where nothing can be repaired.
    pub(in crate::ledger) document: Option<Vec<u8>>,
    /// The lines that were taken out, to be saved elsewhere.
    pub(in crate::ledger) taken_out: Vec<String>,
}

impl Repaired {
    /// Nothing can be repaired, for this reason.
    pub(super) fn impossible(what: &str) -> Repaired {
        let finding = Finding { line: None, what: what.to_owned(), mend: None };
        Repaired { findings: vec![finding], document: None, taken_out: Vec::new() }
    }
}

/// A record of the file that is being repaired.
struct Line {
    id: u64,
    text: String,
    /// The line of the file that it stood in; `None` where it was taken from a backup to fill a gap.
    number: Option<usize>,
}

impl Line {
    /// The records of one number in the order in which they stood in the file.
    fn rank(&self) -> (u64, usize) {
        (self.id, self.number.unwrap_or(usize::MAX))
    }
}

/// The records being put right.
pub(super) struct Lines<'a> {
    findings: Vec<Finding>,
    backups: Backups<'a>,
    records: Vec<Line>,
    /// How many lines could not be read at all.
    lost: usize,
    taken_out: Vec<String>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(findings: Vec<Finding>, backups: Backups<'a>) -> Lines<'a> {
        Lines { findings, backups, records: Vec::new(), lost: 0, taken_out: Vec::new() }
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
        // Whether its person is known is checked when all lines are there.
        match (id, line::read(text, &mut ContactBook::default())) {
            (Some(id), Err(LineError::Checksum)) => self.restore(number, id, text),
            (Some(id), Ok(_) | Err(LineError::UnknownPerson)) => {
                self.records.push(Line { id, text: text.to_owned(), number: Some(number) });
            }
            (_, Err(error)) => self.take_out(Some(number), text, error.to_string()),
            (None, Ok(_)) => self.take_out(Some(number), text, "it has no number (`id`)".to_owned()),
        }
    }

    fn take_out(&mut self, number: Option<usize>, text: &str, what: String) {
        self.lost += 1;
        self.taken_out.push(text.to_owned());
        let mend = Some("the line was taken out, and is kept beside".to_owned());
        self.findings.push(Finding { line: number, what, mend });
    }

    /// Replaces a record whose checksum does not match with that of a backup; where no backup has it, takes it as it is.
    fn restore(&mut self, number: usize, id: u64, text: &str) {
        let what = LineError::Checksum.to_string();
        let (mend, line) = if let Some((name, line)) = self.backups.take(id) {
            self.taken_out.push(text.to_owned());
            (format!("the record {id} was taken from the backup {name}"), line)
        } else if let Some(line) = line::with_new_checksum(text) {
            (format!("no backup has the record {id}: it was taken as it stands"), line)
        } else {
            return;
        };
        self.findings.push(Finding::at(number, what, &mend));
        self.records.push(Line { id, text: line, number: Some(number) });
    }

    /// The opening line of the newest backup.
    pub(super) fn header_from_backup(&mut self) -> Option<Header> {
        let backup = self.backups.newest()?;
        let mend = format!("it was taken from the backup {}", backup.name());
        self.findings.insert(0, Finding::at(1, "the opening line cannot be read", &mend));
        Some(backup.header.clone())
    }

    /// Fills the gaps, puts the records in order, and makes the document of them.
    pub(super) fn into_repaired(mut self, header: &Header, is_cut_short: bool, is_damaged: bool) -> Repaired {
        self.fill_gaps(self.lost > 0 || is_cut_short);
        if is_damaged {
            self.report_missing();
        }
        self.sort();
        match self.document(header) {
            Some(document) => Repaired { findings: self.findings, document: Some(document), taken_out: self.taken_out },
            None => Repaired::impossible("what can be read of it makes no ledger"),
        }
    }

    fn ids(&self) -> BTreeSet<u64> {
        self.records.iter().map(|line| line.id).collect()
    }

    /// Takes records whose numbers are missing from the backups: those between others and, where lines were lost, those
    /// after them too.
    fn fill_gaps(&mut self, after_the_last_too: bool) {
        let known = self.ids();
        let last_backed_up = self.backups.last().unwrap_or(0);
        let last = if after_the_last_too { last_backed_up } else { known.last().copied().unwrap_or(0) };
        for id in (1..=last.min(last_backed_up)).filter(|id| !known.contains(id)) {
            if let Some((name, text)) = self.backups.take(id) {
                let mend = Some(format!("it was taken from the backup {name}"));
                self.findings.push(Finding { line: None, what: format!("the record {id} was missing"), mend });
                self.records.push(Line { id, text, number: None });
            }
        }
    }

    /// Reports numbers that are missing between others, where they are more than the lines that could not be read.
    fn report_missing(&mut self) {
        let known = self.ids();
        let last = known.last().copied().unwrap_or(0);
        // Numbers by chance, as of damage, may be far apart.
        let missing: Vec<u64> = (1..last).filter(|id| !known.contains(id)).take(MOST_NAMED + self.lost).collect();
        if missing.len() > self.lost {
            let numbers: Vec<String> = missing.iter().take(MOST_NAMED).map(u64::to_string).collect();
            let what = format!("no backup has what is missing: the record {}", numbers.join(", "));
            self.findings.push(Finding { line: None, what, mend: None });
        }
    }

    /// Sorts the records by number. A record that repeats another is dropped; another one of the same number gets a new
    /// number at the end.
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

    /// The repaired document: people numbered in the order in which they come, and whatever still cannot be read taken
    /// out.
    fn document(&mut self, header: &Header) -> Option<Vec<u8>> {
        for _ in 0..=self.records.len() {
            let lines: Vec<Cow<'_, str>> = self.renumbered().into_iter().map(Cow::Owned).collect();
            let bytes = document::render(header, &lines);
            match read_current(&bytes) {
                Ok(_) => return Some(bytes),
                Err(DocumentError::Line(issue)) if (2..self.records.len() + 2).contains(&issue.line) => {
                    let Line { text, number, .. } = self.records.remove(issue.line - 2);
                    self.take_out(number, &text, issue.what);
                }
                Err(_) => return None,
            }
        }
        None
    }

    fn renumbered(&self) -> Vec<String> {
        let mut people = People::default();
        let lines = self.records.iter().map(|line| {
            let own = Fields::read(&line.text).ok().and_then(|fields| id(&fields));
            let record = |number: u64| if Some(number) == own { line.id } else { number };
            let mut numbers = Renumbering { record: &record, person: &mut |person| people.number(person) };
            renumber(&line.text, &mut numbers).unwrap_or_else(|| line.text.clone())
        });
        lines.collect()
    }
}
