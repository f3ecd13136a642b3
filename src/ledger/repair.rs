//! Repairs a damaged file, line by line and with the help of the backups.
//!
//! | file | what |
//! |---|---|
//! | `lines` | repairs the records: removes, restores, sorts and renumbers them |
//! | `text` | removes what editors add to the text of the file |
//! | `backups` | finds records in the backups |
//! | `people` | renumbers the people in the remaining records |

mod backups;
mod lines;
mod people;
mod text;

use std::borrow::Cow;

use super::document::{self, Document, Header};
use super::document_error::{self, DocumentError};
use super::json::on_one_line;
use backups::Backups;
use lines::Lines;

pub(super) use backups::ValidBackup;
pub(super) use lines::Repaired;

/// Finds the damage in a file and repairs it. Repairs only a ledger: the file must have its opening line or a record.
/// Missing records are reported only if the file is damaged; otherwise they were removed by hand. A backup never
/// replaces the whole file; the member does that with `backup restore`.
pub(super) fn repair(bytes: &[u8], backups: &[ValidBackup], is_damaged: bool) -> Repaired {
    let mut findings = Vec::new();
    let text = text::tidied(bytes, &mut findings);
    let error = document::parse(text.as_bytes()).err();
    match &error {
        Some(DocumentError::Foreign(what)) => return Repaired::impossible(what),
        Some(DocumentError::Newer(_)) => {
            return Repaired::impossible("it was written by a newer inquota: install that one");
        }
        _ => {}
    }
    let own_header = header(&text);
    let records = record_texts(&text);
    let backups = Backups::of(backups, records.iter().map(|(_, record)| without_comma(record)));
    let mut lines = Lines::new(findings, backups);
    for (number, record) in &records {
        lines.add(*number, without_comma(record));
    }
    if own_header.is_none() && lines.is_empty() {
        return Repaired::impossible("neither its opening line nor any record in it can be read");
    }
    let Some(header) = own_header.or_else(|| lines.header_from_backup()) else {
        let why = match error {
            Some(DocumentError::Line(issue)) if issue.line == 1 => issue.what,
            _ => "it cannot be read".to_owned(),
        };
        let what = format!("the opening line: {why}; no backup has it, so put it right by hand");
        return Repaired::impossible(&what);
    };
    let is_cut_short = matches!(error, Some(DocumentError::CutShort(_)));
    lines.into_repaired(&header, is_cut_short, is_damaged)
}

/// The opening line, if it can be read.
fn header(text: &str) -> Option<Header> {
    if let Ok(document) = document::parse(text.as_bytes()) {
        return Some(document.header);
    }
    let mut lines = text.lines().filter(|line| !document_error::is_conflict_marker(line.as_bytes()));
    let opening = format!("{}]}}", lines.next().unwrap_or_default());
    document::parse(opening.as_bytes()).ok().map(|document| document.header)
}

/// The texts of the records, each with the line on which it begins.
fn record_texts(text: &str) -> Vec<(usize, Cow<'_, str>)> {
    if let Ok(Document { records, .. }) = document::parse(text.as_bytes()) {
        let mut lines = document::LineNumbers::of(text.as_bytes());
        return records.into_iter().map(|raw| (lines.next(raw.get()), on_one_line(raw.get()))).collect();
    }
    let lines = text.split('\n').enumerate().skip(1).map(|(number, line)| (number + 1, line.trim()));
    let records = lines.filter(|(_, line)| !matches!(*line, "" | "]}" | "]" | "}" | "{"));
    records.map(|(number, line)| (number, Cow::Borrowed(line))).collect()
}

fn without_comma(record: &str) -> &str {
    record.strip_suffix(',').unwrap_or(record).trim_end()
}
