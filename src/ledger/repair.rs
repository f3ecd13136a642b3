//! Repairing a damaged file, line by line and with the help of the backups.
//!
//! | file | what |
//! |---|---|
//! | `lines` | the records being put right: taken out, taken from a backup, sorted, numbered |
//! | `text` | the text of the file without what editors leave in it |
//! | `backups` | what the backups know of the records |
//! | `people` | numbers for the people of the records that are left |

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

pub(super) use backups::SoundBackup;
pub(super) use lines::Repaired;

/// Finds everything that is wrong with the form of a file, and repairs it. Only a ledger is repaired: its opening line or
/// a record must be there. Records that are missing are only reported where the file is damaged: otherwise they were
/// taken out by hand. A backup never takes the place of something else; that is for the member to do (`backup restore`).
pub(super) fn repair(bytes: &[u8], backups: &[SoundBackup], is_damaged: bool) -> Repaired {
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
    let pieces = pieces(&text);
    let backups = Backups::of(backups, pieces.iter().map(|(_, piece)| without_comma(piece)));
    let mut lines = Lines::new(findings, backups);
    for (number, piece) in &pieces {
        lines.add(*number, without_comma(piece));
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

/// The records' texts with the lines in which they begin.
fn pieces(text: &str) -> Vec<(usize, Cow<'_, str>)> {
    if let Ok(Document { records, .. }) = document::parse(text.as_bytes()) {
        let line = |raw: &str| document::line_of(text.as_bytes(), raw);
        return records.into_iter().map(|raw| (line(raw.get()), on_one_line(raw.get()))).collect();
    }
    let lines = text.split('\n').enumerate().skip(1).map(|(number, line)| (number + 1, line.trim()));
    let records = lines.filter(|(_, line)| !matches!(*line, "" | "]}" | "]" | "}" | "{"));
    records.map(|(number, line)| (number, Cow::Borrowed(line))).collect()
}

fn without_comma(piece: &str) -> &str {
    piece.strip_suffix(',').unwrap_or(piece).trim_end()
}
