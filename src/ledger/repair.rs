//! Repairs a damaged file, record by record and with the help of the backups.
//!
//! | file | what |
//! |---|---|
//! | `lines` | repairs the records: removes and restores them |
//! | `opening` | repairs the opening line |
//! | `order` | sorts the records, and gives new ids where two records have the same |
//! | `people` | finds out who is meant in each record, and numbers the people again |
//! | `record` | a record, and the people in it |
//! | `pieces` | splits the text into records, whole or broken |
//! | `text` | removes what editors add to the text of the file |
//! | `backups` | finds records in the backups |

mod backups;
mod lines;
mod opening;
mod order;
mod people;
mod pieces;
mod record;
mod text;

use chrono_tz::Tz;

use super::commit_offset;
use super::document::{self, Header};
use super::document_error::DocumentError;
use super::finding::Finding;
use backups::Backups;
use lines::Lines;
use opening::Remains;
use pieces::{Piece, Pieces};

pub(super) use backups::ValidBackup;
pub(super) use lines::{MOST_NAMED, Repaired};

/// What a repair is based on, apart from the file.
pub(super) struct Circumstances<'a> {
    /// The valid backups, newest first.
    pub(super) backups: &'a [ValidBackup],
    /// Whether the file is damaged. Missing records are reported only then; otherwise they were removed by hand.
    pub(super) is_damaged: bool,
    /// The zone of this computer, for an account whose zone cannot be read.
    pub(super) system_zone: Tz,
}

/// Finds the damage in a file and repairs it. Repairs only a ledger: the file must have its opening line or a record. A
/// backup never replaces the whole file; the member does that with `backup restore`.
pub(super) fn repair(bytes: &[u8], circumstances: &Circumstances<'_>) -> Repaired {
    let mut findings = Vec::new();
    let text = text::tidied(bytes, &mut findings);
    let error = document::parse(text.as_bytes()).err();
    let pieces = pieces::split(&text);
    match &error {
        Some(DocumentError::Foreign(what)) if !has_confirmed_record(&pieces) => return Repaired::impossible(what),
        Some(DocumentError::Newer(_)) => {
            return Repaired::impossible("a newer inquota wrote it: install a newer version");
        }
        _ => {}
    }
    let lines = lines(&pieces, findings, circumstances.backups);
    repaired((&text, bytes.len()), &pieces, lines, error.as_ref(), circumstances)
}

fn lines<'a>(pieces: &Pieces<'_>, findings: Vec<Finding>, backups: &'a [ValidBackup]) -> Lines<'a> {
    let objects = pieces.list.iter().filter_map(|(_, piece)| match piece {
        Piece::Object(text) => Some(text.as_ref()),
        _ => None,
    });
    let mut lines = Lines::new(findings, Backups::of(backups, objects));
    for (number, piece) in &pieces.list {
        lines.add(*number, piece);
    }
    lines
}

/// Repairs the opening line and the records of a text, which has `length` bytes in the file.
fn repaired(
    (text, length): (&str, usize),
    pieces: &Pieces<'_>,
    mut lines: Lines<'_>,
    error: Option<&DocumentError>,
    circumstances: &Circumstances<'_>,
) -> Repaired {
    let header = match opening::valid(text, pieces.opening) {
        Some(header) => Some(header),
        None if lines.is_empty() => None,
        None => new_header(pieces.opening, &mut lines, error, circumstances.system_zone),
    };
    let Some(header) = header else {
        return Repaired::impossible("neither its opening line nor any record in it can be read");
    };
    let confirmed = commit_offset::find(text.as_bytes()).map(|(_, offset)| offset);
    let lacks_confirmed = confirmed.is_some_and(|offset| length < offset);
    let is_cut_short = lacks_confirmed || matches!(error, Some(DocumentError::CutShort(_)));
    let mut repaired = lines.into_repaired(&header, is_cut_short, circumstances.is_damaged);
    let end = repaired.document.as_deref().and_then(document::end_of_records).map(|(end, _)| end);
    if lacks_confirmed && end < confirmed {
        let mend = Some("every complete record was kept; those after the last one are lost".to_owned());
        repaired.findings.push(Finding { is_loss: true, ..Finding::new("the file ends too early", mend) });
    }
    repaired
}

/// A new opening line: what the damaged one says, if its checksum confirms it; else that of the newest backup; else
/// what can be read of the damaged one.
fn new_header(opening: &str, lines: &mut Lines<'_>, error: Option<&DocumentError>, system_zone: Tz) -> Option<Header> {
    let renewed = Remains::read(opening).renewed(lines.first_recorded()?, system_zone);
    let newest = lines.backups().newest().filter(|_| !renewed.is_confirmed);
    let (header, mend) = match newest {
        Some(backup) => (backup.header.clone(), format!("it was restored from the backup {}", backup.name())),
        None => (renewed.header, renewed.mend),
    };
    lines.report_opening(opening::problem(error), &mend);
    Some(header)
}

/// Whether a file that is not a ledger by its opening line has a record of one, with a checksum that matches.
fn has_confirmed_record(pieces: &Pieces<'_>) -> bool {
    pieces.list.iter().any(|(_, piece)| match piece {
        Piece::Object(text) => text.contains("\"sum\"") && record::is_known(text),
        _ => false,
    })
}
