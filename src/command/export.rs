//! `export`: everything out.

use std::path::Path;

use super::desk::Desk;
use super::history::{has_a_line, outcomes, row};
use crate::cli::{Export, ExportFormat};
use crate::engine::timeline::Timeline;
use crate::error::{Ending, Failure};
use crate::ledger::write_export;
use crate::view::{ExportAnswer, HistoryRow, csv_of_records, safe, safe_json};

pub(super) fn run(args: &Export, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    desk.refuse_at("export")?;
    let text = match args.format {
        ExportFormat::Json => whole_ledger(desk)?,
        ExportFormat::Csv => csv_of_records(&rows(&desk.read()?))?,
    };
    match &args.output {
        None => desk.screen.print(&text)?,
        Some(path) => {
            write(path, &text, desk)?;
            desk.screen.show(&ExportAnswer { path: path.clone(), bytes: text.len() })?;
        }
    }
    Ok(Ending::Yes)
}

/// The ledger as it is kept; where there is none, one as it would be created now.
fn whole_ledger(desk: &mut Desk<'_>) -> Result<String, Failure> {
    // What was read to see that the ledger is sound goes before its text comes.
    let (created, zone) = {
        let timeline = desk.read()?;
        (timeline.created(), timeline.zone())
    };
    Ok(safe_json(desk.ledger().as_text(created, zone)?))
}

/// Every record, oldest first.
fn rows(timeline: &Timeline) -> Vec<(HistoryRow, Option<String>)> {
    let outcomes = outcomes(timeline, |_| true);
    let mut places: Vec<usize> =
        (0..timeline.records().len()).filter(|place| has_a_line(&timeline.records()[*place])).collect();
    places.sort_by_key(|place| (timeline.happened(*place), *place));
    let handle = |place: usize| {
        let person = timeline.person_of(&timeline.records()[place].fact)?;
        timeline.book().person(person).handles.last().map(ToString::to_string)
    };
    places.into_iter().map(|place| (row(place, timeline, outcomes.get(&place)), handle(place))).collect()
}

/// Writes a file for the member, which must not be the ledger.
pub(super) fn write(path: &Path, text: &str, desk: &Desk<'_>) -> Result<(), Failure> {
    let resolved = path.canonicalize();
    let ledger = desk.ledger().path();
    if path == ledger || resolved.is_ok_and(|path| ledger.canonicalize().is_ok_and(|ledger| path == ledger)) {
        let message = format!("{} is the ledger itself", safe(&path.display().to_string()));
        return Err(Failure::input("bad_output", message, "name another file"));
    }
    write_export(path, text.as_bytes()).map_err(|error| {
        Failure::input("bad_output", error.to_string(), "name a file in a folder that you can write to")
    })
}
