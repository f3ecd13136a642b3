//! Repairs the records of a damaged file.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use super::backups::Backups;
use super::order::{self, NewIds};
use super::people::{People, Renumbered};
use super::pieces::Piece;
use super::record::{self, Line};
use crate::engine::calendar::Instant;
use crate::ledger::document::{self, Header};
use crate::ledger::document_error::DocumentError;
use crate::ledger::finding::Finding;
use crate::ledger::json::Fields;
use crate::ledger::line::LineError;
use crate::ledger::reader::read_current;
use crate::ledger::renumber::id;

/// The most missing records that are listed.
pub(in crate::ledger) const MOST_NAMED: usize = 10;

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
        Repaired { findings: vec![Finding::new(what, None)], document: None, removed: Vec::new() }
    }
}

/// A record that cannot be read.
struct Broken {
    /// The id that it has, judging by the record before it.
    id: u64,
    number: Option<usize>,
    what: String,
}

/// The records during the repair.
pub(super) struct Lines<'a> {
    findings: Vec<Finding>,
    backups: Backups<'a>,
    records: Vec<Line>,
    broken: Vec<Broken>,
    /// The names in broken records, by the number of the person.
    lost_names: HashMap<u32, String>,
    removed: Vec<String>,
    /// The id of the record before, broken or not.
    last: u64,
}

impl<'a> Lines<'a> {
    pub(super) fn new(findings: Vec<Finding>, backups: Backups<'a>) -> Lines<'a> {
        let (lost_names, removed) = (HashMap::new(), Vec::new());
        Lines { findings, backups, records: Vec::new(), broken: Vec::new(), lost_names, removed, last: 0 }
    }

    /// Whether there is no record of a kind that this version knows.
    pub(super) fn is_empty(&self) -> bool {
        !self.records.iter().any(|line| line.is_suspect || record::is_known(&line.text))
    }

    /// When the first record was recorded.
    pub(super) fn first_recorded(&self) -> Option<Instant> {
        let first = self.records.iter().min_by_key(|line| (line.is_suspect, line.id))?;
        Fields::read(&first.text).ok()?.value("recorded")
    }

    /// The backups.
    pub(super) fn backups(&self) -> &Backups<'a> {
        &self.backups
    }

    /// Reports a problem with the opening line.
    pub(super) fn report_opening(&mut self, what: String, mend: &str) {
        self.findings.push(Finding::at(1, what, mend));
    }

    /// Adds a part of the file.
    pub(super) fn add(&mut self, number: usize, piece: &Piece<'_>) {
        let (what, mend) = match piece {
            Piece::Object(text) => return self.add_object(number, text),
            Piece::Broken(text) => return self.remove_broken(number, text, None),
            Piece::Marker => {
                ("it is a merge-conflict marker", "the marker was removed, and the records of both sides were kept")
            }
            Piece::Opening => ("it is the opening line of the other side", "it was removed"),
            Piece::Stray(_) => ("it has characters that belong to no record", "they were removed"),
        };
        self.findings.push(Finding::at(number, what, mend));
    }

    fn add_object(&mut self, number: usize, text: &str) {
        let id = Fields::read(text).ok().and_then(|fields| id(&fields));
        let is_suspect = match (id, record::read(text)) {
            (Some(_), Ok(_)) => false,
            (Some(_), Err(LineError::Checksum)) => true,
            (_, Err(error)) => return self.remove_broken(number, text, Some(error.to_string())),
            (None, Ok(_)) => return self.remove_broken(number, text, Some("it has no id (`id`)".to_owned())),
        };
        let id = id.unwrap_or(0);
        self.last = if is_suspect { self.last + 1 } else { id };
        self.records.push(Line { is_suspect, ..Line::new(id, text.to_owned(), Some(number)) });
    }

    /// Removes a record that cannot be read.
    fn remove_broken(&mut self, number: usize, text: &str, what: Option<String>) {
        self.last += 1;
        let error =
            || record::read(text).err().map_or_else(|| "it is not a record".to_owned(), |error| error.to_string());
        let what = what.unwrap_or_else(error);
        self.remove(self.last, Some(number), text, what);
    }

    fn remove(&mut self, id: u64, number: Option<usize>, text: &str, what: String) {
        if let Some((who, name)) = record::name_in(text) {
            self.lost_names.entry(who).or_insert(name);
        }
        self.removed.push(text.to_owned());
        self.broken.push(Broken { id, number, what });
    }

    /// Fills the gaps, sorts the records, and writes the document.
    pub(super) fn into_repaired(mut self, header: &Header, is_cut_short: bool, is_damaged: bool) -> Repaired {
        self.settle_suspects();
        let filled = self.fill_gaps(!self.broken.is_empty() || is_cut_short);
        if is_damaged {
            self.report_missing();
        }
        order::find_parts(&mut self.records);
        let people = People::find(&mut self.records, &self.lost_names);
        let new_ids = order::sort(&mut self.records, &mut self.findings);
        let Some(document) = self.document(header, &people, &new_ids) else {
            return Repaired::impossible("what can be read of it is not a ledger");
        };
        let broken = self.broken.into_iter().map(|broken| finding(broken, &filled));
        self.findings.extend(broken);
        self.findings.sort_by_key(|finding| finding.line.unwrap_or(usize::MAX));
        Repaired { findings: self.findings, document: Some(document), removed: self.removed }
    }

    /// Replaces each record whose checksum does not match by the record in a backup. If no backup has it, keeps it as
    /// it is.
    fn settle_suspects(&mut self) {
        for place in 0..self.records.len() {
            if self.records[place].is_suspect {
                self.settle(place);
            }
        }
        // The records that cannot be kept have no text now.
        self.records.retain(|line| !line.text.is_empty());
    }

    fn settle(&mut self, place: usize) {
        let (id, number) = (self.likely_id(place), self.records[place].number);
        let text = std::mem::take(&mut self.records[place].text);
        let what = LineError::Checksum.to_string();
        if let Some((name, line)) = self.backups.take(id) {
            self.removed.push(text);
            self.records[place] = Line::new(id, line, number);
            let mend = format!("the record {id} was restored from the backup {name}");
            self.findings.push(Finding::new(what, Some(mend)).in_line(number));
        } else if let Some(line) = with_id(&text, id).and_then(|text| record::as_it_stands(&text)) {
            self.records[place] = Line { is_suspect: true, ..Line::new(id, line, number) };
            let mend = format!("no backup has the record {id}: it was kept as it is");
            self.findings.push(Finding::new(what, Some(mend)).in_line(number));
        } else {
            self.records[place].id = id;
            self.remove(id, number, &text, what);
        }
    }

    /// The id of a damaged record: that which it has, unless it is not between those before and after it.
    fn likely_id(&self, place: usize) -> u64 {
        let own = self.records[place].id;
        let before = self.records[..place].last().map_or(0, |line| line.id);
        let after = self.records.get(place + 1).filter(|line| !line.is_suspect).map(|line| line.id);
        let expected = before.saturating_add(1);
        let is_free = after.is_none_or(|after| expected < after);
        let is_in_place = own > before && after.is_none_or(|after| own < after);
        let is_likely = is_in_place && (after.is_some() || own == expected);
        if is_likely || !is_free { own } else { expected }
    }

    fn ids(&self) -> BTreeSet<u64> {
        self.records.iter().map(|line| line.id).collect()
    }

    /// Takes missing records from the backups: those between others and, with `after_last`, those after the last one.
    /// Returns their ids.
    fn fill_gaps(&mut self, after_last: bool) -> BTreeSet<u64> {
        let known = self.ids();
        let last = if after_last { u64::MAX } else { known.last().copied().unwrap_or(0) };
        let mut filled = BTreeSet::new();
        let backed_up: Vec<u64> = self.backups.ids().range(..=last).copied().collect();
        for id in backed_up.into_iter().filter(|id| !known.contains(id)) {
            if let Some((name, text)) = self.backups.take(id) {
                let mend = Some(format!("it was restored from the backup {name}"));
                self.findings.push(Finding::new(format!("the record {id} was missing"), mend));
                self.records.push(Line::new(id, text, None));
                filled.insert(id);
            }
        }
        filled
    }

    /// Reports ids that are missing between others, apart from those of broken records.
    fn report_missing(&mut self) {
        let mut known = self.ids();
        let last = known.last().copied().unwrap_or(0);
        known.extend(self.broken.iter().map(|broken| broken.id));
        // A damaged id may be very large, so only the first missing ids are collected.
        let missing: Vec<String> =
            (1..last).filter(|id| !known.contains(id)).take(MOST_NAMED).map(|id| id.to_string()).collect();
        if !missing.is_empty() {
            let what = format!("no backup has the missing record {}", missing.join(", "));
            self.findings.push(Finding { is_loss: true, ..Finding::new(what, None) });
        }
    }

    /// Writes the repaired document. Removes the records that still cannot be read.
    fn document(&mut self, header: &Header, people: &People, new_ids: &NewIds) -> Option<Vec<u8>> {
        for _ in 0..=self.records.len() {
            let Renumbered { lines, named, has_new_numbers } = people.renumbered(&self.records, new_ids);
            let lines: Vec<Cow<'_, str>> = lines.into_iter().map(Cow::Owned).collect();
            let bytes = document::render(header, &lines);
            match read_current(&bytes) {
                Ok(_) => {
                    self.report_people(named, has_new_numbers);
                    return Some(bytes);
                }
                Err(DocumentError::Line(issue)) if (2..self.records.len() + 2).contains(&issue.line) => {
                    let Line { id, text, number, .. } = self.records.remove(issue.line - 2);
                    self.remove(id, number, &text, issue.what);
                }
                Err(_) => return None,
            }
        }
        None
    }

    fn report_people(&mut self, named: Vec<(u64, String)>, has_new_numbers: bool) {
        for (id, name) in named {
            let mend = Some(format!("the person is now {name}; to change that: inquota people rename"));
            self.findings.push(Finding::new(format!("the record {id} does not have its person's name"), mend));
        }
        if has_new_numbers {
            let mend = Some("the people were renumbered".to_owned());
            self.findings.push(Finding::new("the numbers of people (`who`) are out of order", mend));
        }
    }
}

/// The same record with this id.
fn with_id(text: &str, new: u64) -> Option<String> {
    let mut fields = Fields::read(text).ok()?;
    if id(&fields) == Some(new) {
        return Some(text.to_owned());
    }
    fields.set("id", &new);
    Some(fields.text())
}

/// The finding for a record that cannot be read. It is lost, unless a backup filled the gap.
fn finding(broken: Broken, filled: &BTreeSet<u64>) -> Finding {
    let Broken { id, number, what } = broken;
    let is_loss = !filled.contains(&id);
    let lost = if is_loss { format!("the record {id} is lost; ") } else { String::new() };
    let mend = format!("{lost}the line was removed, and is kept in a file next to the ledger");
    Finding { is_loss, ..Finding::new(what, Some(mend)).in_line(number) }
}
