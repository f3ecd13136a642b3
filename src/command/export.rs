//! `export`: everything out.

use std::iter;
use std::path::Path;

use super::desk::Desk;
use super::history::{Outcomes, has_a_line, row};
use crate::cli::{Export, ExportFormat};
use crate::engine::timeline::Timeline;
use crate::error::{Ending, Failure};
use crate::ledger::write_export;
use crate::view::{CsvRow, ExportAnswer, csv_of_records, safe, safe_json};

pub(super) fn run(args: &Export, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    desk.refuse_at("export")?;
    match args.format {
        ExportFormat::Json => {
            let text = whole_ledger(desk)?;
            put_out(iter::once(text), args, desk)?;
        }
        ExportFormat::Csv => {
            let timeline = desk.read()?;
            let places = places(&timeline);
            let outcomes = Outcomes::of(&timeline, &places);
            let rows = places.iter().map(|place| CsvRow {
                row: row(*place, &timeline, outcomes.at(*place)),
                handle: handle(*place, &timeline),
            });
            put_out(csv_of_records(rows), args, desk)?;
        }
    }
    Ok(Ending::Yes)
}

/// To the file that was named, else to the reader of answers.
fn put_out(pieces: impl Iterator<Item = String>, args: &Export, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let Some(path) = &args.output else { return desk.screen.print_all(pieces) };
    let bytes = write(path, pieces, desk)?;
    desk.screen.show(&ExportAnswer { path: path.clone(), bytes })
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

/// Where the records are that have a line, oldest first.
fn places(timeline: &Timeline) -> Vec<usize> {
    let mut places: Vec<usize> =
        (0..timeline.records().len()).filter(|place| has_a_line(&timeline.records()[*place])).collect();
    places.sort_by_key(|place| (timeline.happened(*place), *place));
    places
}

/// The profile of whomever the record at a place is about.
fn handle(place: usize, timeline: &Timeline) -> Option<String> {
    let person = timeline.person_of(&timeline.records()[place].fact)?;
    timeline.book().person(person).handles.last().map(ToString::to_string)
}

fn write(path: &Path, pieces: impl Iterator<Item = String>, desk: &Desk<'_>) -> Result<usize, Failure> {
    let resolved = path.canonicalize();
    let ledger = desk.ledger().path();
    if path == ledger || resolved.is_ok_and(|path| ledger.canonicalize().is_ok_and(|ledger| path == ledger)) {
        let message = format!("{} is the ledger itself", safe(&path.display().to_string()));
        return Err(Failure::input("bad_output", message, "name another file"));
    }
    write_export(path, pieces).map_err(|error| {
        Failure::input("bad_output", error.to_string(), "name a file in a folder that you can write to")
    })
}
