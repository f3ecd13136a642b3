//! What can be kept of a file that is damaged: line by line, with the help of the backups.

mod backups;
mod people;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::document::{self, Document, Header};
use super::explain::{self, Fault};
use super::fields::{Fields, on_one_line};
use super::finding::Finding;
use super::line::{self, LineError};
use super::numbers::{Renumbering, id, renumber};
use super::read_contents;
use crate::engine::contact_book::ContactBook;
use backups::Backups;
pub(super) use backups::Source;
use people::People;

/// What was found, and the document that is left when it is mended.
pub(super) struct Salvage {
    pub(super) findings: Vec<Finding>,
    pub(super) document: Option<Vec<u8>>,
    /// What was taken out, to be kept beside.
    pub(super) taken_out: Vec<String>,
}

/// Looks for everything that is wrong with the form of a file, and mends it. Only what is a ledger is mended: the
/// opening line or a record must be there. Records that are missing are told where it is damaged: else they were taken
/// out by hand. A backup never takes the place of something else; that is for the
/// member to do (`backup restore`).
pub(super) fn salvage(bytes: &[u8], sources: &[Source], is_damaged: bool) -> Salvage {
    let mut findings = Vec::new();
    let text = tidied(bytes, &mut findings);
    let fault = document::parse(text.as_bytes()).err();
    match &fault {
        Some(Fault::Foreign(what)) => return Salvage::beyond_mending(what),
        Some(Fault::Newer(_)) => return Salvage::beyond_mending("it was written by a newer inquota: install that one"),
        _ => {}
    }
    let own_header = header(&text);
    let pieces = pieces(&text);
    let backups = Backups::beside(sources, pieces.iter().map(|(_, piece)| record_of(piece)));
    let mut bench = Bench { findings, backups, lines: Vec::new(), lost: 0, taken_out: Vec::new() };
    for (number, piece) in &pieces {
        bench.lay(*number, piece);
    }
    if own_header.is_none() && bench.lines.is_empty() {
        return Salvage::beyond_mending("neither its opening line nor any record in it can be read");
    }
    let Some(header) = own_header.or_else(|| bench.backed_up_header()) else {
        let why = match fault {
            Some(Fault::Line(flaw)) if flaw.line == 1 => flaw.what,
            _ => "it cannot be read".to_owned(),
        };
        return Salvage::beyond_mending(&format!("the opening line: {why}; no backup has it, so put it right by hand"));
    };
    bench.fill_gaps(bench.lost > 0 || matches!(fault, Some(Fault::Ends(_))));
    if is_damaged {
        bench.tell_what_is_missing();
    }
    bench.put_in_order();
    match bench.document(&header) {
        Some(document) => Salvage { findings: bench.findings, document: Some(document), taken_out: bench.taken_out },
        None => Salvage::beyond_mending("what can be read of it makes no ledger"),
    }
}

impl Salvage {
    /// Nothing here mends it.
    fn beyond_mending(what: &str) -> Salvage {
        let finding = Finding { line: None, what: what.to_owned(), mend: None };
        Salvage { findings: vec![finding], document: None, taken_out: Vec::new() }
    }
}

/// The text with plain line ends and no marks of an editor.
fn tidied(bytes: &[u8], findings: &mut Vec<Finding>) -> String {
    let text = decoded(bytes, findings);
    let mut tidy = String::with_capacity(text.len());
    let (mut returns, mut spaces) = (Vec::new(), Vec::new());
    for (number, line) in text.split('\n').enumerate() {
        let bare = line.trim_end_matches('\r');
        let trimmed = bare.trim_end_matches([' ', '\t']);
        returns.extend((bare != line).then_some(number + 1));
        spaces.extend((trimmed != bare && !trimmed.is_empty()).then_some(number + 1));
        tidy.push_str(trimmed);
        tidy.push('\n');
    }
    for (lines, what, mend) in [
        (returns, "in CR LF", "the lines end in LF alone"),
        (spaces, "with spaces behind them", "the spaces were taken away"),
    ] {
        if let Some(first) = lines.first() {
            findings.push(Finding::at(*first, format!("{} lines end {what}, this one first", lines.len()), mend));
        }
    }
    tidy
}

/// The text without a mark of how it is written.
fn decoded<'a>(bytes: &'a [u8], findings: &mut Vec<Finding>) -> Cow<'a, str> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding == encoding_rs::UTF_8 => {
            findings.push(Finding::at(1, "it begins with a byte-order mark", "the mark was taken away"));
            String::from_utf8_lossy(&bytes[length..])
        }
        Some((encoding, length)) => {
            findings.push(Finding::at(1, "the file is written in UTF-16", "it is written in UTF-8"));
            encoding.decode_without_bom_handling(&bytes[length..]).0
        }
        None => String::from_utf8_lossy(bytes),
    }
}

/// The opening line, if it can be read.
fn header(text: &str) -> Option<Header> {
    if let Ok(document) = document::parse(text.as_bytes()) {
        return Some(document.header);
    }
    let mut lines = text.lines().filter(|line| !explain::is_marker(line.as_bytes()));
    let opening = format!("{}]}}", lines.next().unwrap_or_default());
    document::parse(opening.as_bytes()).ok().map(|document| document.header)
}

/// The records' texts with the lines that they begin in.
fn pieces(text: &str) -> Vec<(usize, Cow<'_, str>)> {
    if let Ok(Document { records, .. }) = document::parse(text.as_bytes()) {
        let line = |raw: &str| document::line_of(text.as_bytes(), raw);
        return records.into_iter().map(|raw| (line(raw.get()), on_one_line(raw.get()))).collect();
    }
    let lines = text.split('\n').enumerate().skip(1).map(|(number, line)| (number + 1, line.trim()));
    let records = lines.filter(|(_, line)| !matches!(*line, "" | "]}" | "]" | "}" | "{"));
    records.map(|(number, line)| (number, Cow::Borrowed(line))).collect()
}

/// A record as it stands on its line.
fn record_of(piece: &str) -> &str {
    piece.strip_suffix(',').unwrap_or(piece).trim_end()
}

/// The most missing records that are told.
const MOST_TOLD: usize = 10;

/// The lines being put right.
struct Bench<'a> {
    findings: Vec<Finding>,
    backups: Backups<'a>,
    /// The records' numbers and texts, with the line of the file that each stood in.
    lines: Vec<(u64, String, usize)>,
    /// How many lines could not be read at all.
    lost: usize,
    taken_out: Vec<String>,
}

impl Bench<'_> {
    /// Takes a line in, if it is a record.
    fn lay(&mut self, number: usize, piece: &str) {
        if explain::is_marker(piece.as_bytes()) {
            let mend = "the marker was taken away, and the records of both sides were kept";
            self.findings.push(Finding::at(number, "it is a merge-conflict marker", mend));
            return;
        }
        let text = record_of(piece);
        let id = Fields::read(text).ok().and_then(|fields| id(&fields));
        // Whether people are known by now is looked at when all lines are there.
        let complaint = line::read(text, &mut ContactBook::default()).err();
        match (id, complaint) {
            (Some(id), Some(LineError::Checksum)) => self.unseal(number, id, text),
            (Some(id), complaint) if complaint.as_ref().is_none_or(|error| *error == LineError::UnknownPerson) => {
                self.lines.push((id, text.to_owned(), number));
            }
            (_, complaint) => self.take_out(number, text, complaint.map(|complaint| complaint.to_string())),
        }
    }

    fn take_out(&mut self, number: usize, text: &str, what: Option<String>) {
        self.lost += 1;
        self.taken_out.push(text.to_owned());
        let what = what.unwrap_or_else(|| "it has no number (`id`)".to_owned());
        self.findings.push(Finding::at(number, what, "the line was taken out, and is kept beside"));
    }

    /// A record that is not as it was recorded: the backups may have it as it was.
    fn unseal(&mut self, number: usize, id: u64, text: &str) {
        let what = LineError::Checksum.to_string();
        if let Some((name, line)) = self.backups.take(id) {
            let mend = format!("the record {id} was taken from the backup {name}");
            self.findings.push(Finding::at(number, what, &mend));
            self.taken_out.push(text.to_owned());
            self.lines.push((id, line, number));
        } else if let Some(sealed) = line::sealed_anew(text) {
            let mend = format!("no backup has the record {id}: it was taken as it stands");
            self.findings.push(Finding::at(number, what, &mend));
            self.lines.push((id, sealed, number));
        }
    }

    /// The opening line of the newest backup.
    fn backed_up_header(&mut self) -> Option<Header> {
        let source = self.backups.newest()?;
        let mend = format!("it was taken from the backup {}", source.name());
        self.findings.insert(0, Finding::at(1, "the opening line cannot be read", &mend));
        Some(source.header.clone())
    }

    /// The records whose numbers are missing are taken from the backups: those between others, and where lines were
    /// lost, those behind them too.
    fn fill_gaps(&mut self, behind_too: bool) {
        let known: BTreeSet<u64> = self.lines.iter().map(|(id, ..)| *id).collect();
        let last = if behind_too { self.backups.last() } else { known.last().copied() };
        for id in (1..=last.unwrap_or(0).min(self.backups.last().unwrap_or(0))).filter(|id| !known.contains(id)) {
            if let Some((name, line)) = self.backups.take(id) {
                let mend = Some(format!("it was taken from the backup {name}"));
                self.findings.push(Finding { line: None, what: format!("the record {id} was missing"), mend });
                self.lines.push((id, line, usize::MAX));
            }
        }
    }

    /// Of the numbers between others that nobody has, those for which no line was lost that might have been theirs.
    fn tell_what_is_missing(&mut self) {
        let known: BTreeSet<u64> = self.lines.iter().map(|(id, ..)| *id).collect();
        let last = known.last().copied().unwrap_or(0);
        // Numbers by chance, as of damage, may be far apart.
        let missing: Vec<u64> = (1..last).filter(|id| !known.contains(id)).take(MOST_TOLD + self.lost).collect();
        let numbers: Vec<String> = missing.iter().take(MOST_TOLD).map(u64::to_string).collect();
        if missing.len() > self.lost {
            let what = format!("no backup has what is missing: the record {}", numbers.join(", "));
            self.findings.push(Finding { line: None, what, mend: None });
        }
    }

    /// Numbers rise, and none comes twice.
    fn put_in_order(&mut self) {
        let risen = |pair: &[(u64, String, usize)]| pair[0].0 <= pair[1].0;
        if let Some(at) = self.lines.windows(2).position(|pair| pair[1].2 != usize::MAX && !risen(pair)) {
            let what = "its number is lower than the one before";
            self.findings.push(Finding::at(self.lines[at + 1].2, what, "the records were put in order"));
        }
        self.lines.sort_by_key(|(id, _, line)| (*id, *line));
        let lines = std::mem::take(&mut self.lines);
        let mut next = lines.last().map_or(1, |(id, ..)| id + 1);
        let mut twins = Vec::new();
        for (id, text, number) in lines {
            match self.lines.iter().rev().take_while(|(known, ..)| *known == id).find(|(_, known, _)| *known == text) {
                Some(_) => {
                    let what = format!("it repeats the record {id}");
                    self.findings.push(Finding::at(number, what, "it was taken out"));
                }
                None if self.lines.last().is_some_and(|(known, ..)| *known == id) => {
                    let mend = format!("it is the record {next} now");
                    self.findings.push(Finding::at(number, format!("its number {id} was given before"), &mend));
                    twins.push((next, text, number));
                    next += 1;
                }
                None => self.lines.push((id, text, number)),
            }
        }
        self.lines.extend(twins);
    }

    /// The mended document: people numbered in the order in which they come, and whatever still cannot be read
    /// taken out.
    fn document(&mut self, header: &Header) -> Option<Vec<u8>> {
        for _ in 0..=self.lines.len() {
            let texts = self.renumbered();
            let lines: Vec<Cow<'_, str>> = texts.into_iter().map(Cow::Owned).collect();
            let bytes = document::render(header, &lines);
            match read_contents(&bytes) {
                Ok(_) => return Some(bytes),
                Err(Fault::Line(flaw)) if (2..self.lines.len() + 2).contains(&flaw.line) => {
                    let (_, text, number) = self.lines.remove(flaw.line - 2);
                    self.take_out(number, &text, Some(flaw.what));
                }
                Err(_) => return None,
            }
        }
        None
    }

    fn renumbered(&self) -> Vec<String> {
        let mut people = People::default();
        let lines = self.lines.iter().map(|(id, text, _)| {
            let own = Fields::read(text).ok().and_then(|fields| super::numbers::id(&fields));
            let record = |number: u64| if Some(number) == own { *id } else { number };
            let mut numbers = Renumbering { record: &record, person: &mut |who| people.number(who) };
            renumber(text, &mut numbers).unwrap_or_else(|| text.clone())
        });
        lines.collect()
    }
}
