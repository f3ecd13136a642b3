//! `export`: writes the whole ledger as JSON, or its records as CSV.

use std::iter;

use super::history::{Listing, is_listed};
use super::output::{output_file, write_or_print};
use super::progress::Progress;
use super::session::Session;
use crate::cli::{Export, ExportFormat};
use crate::engine::calendar::Instant;
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::view::{CsvRow, csv_of_records, safe_json};

pub(super) fn run(args: &Export, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("export")?;
    let (path, progress) = (output_file(args.output.as_ref()), Progress::start());
    match args.format.unwrap_or_else(|| path.map_or(ExportFormat::Json, ExportFormat::by_extension)) {
        ExportFormat::Json => {
            let text = whole_ledger(&progress, session)?;
            progress.step(&format!("writing {} bytes", text.len()), session.screen);
            write_or_print(path, iter::once(text), session)?;
        }
        ExportFormat::Csv => {
            let timeline = session.timeline()?;
            let records = timeline.records().len();
            progress.step(&format!("read; counting {records} records"), session.screen);
            let places = listed_places(&timeline);
            let listing = Listing::of(&timeline, &places, Instant::MAX);
            progress.step(&format!("writing {} records", places.len()), session.screen);
            let rows =
                places.iter().map(|place| CsvRow { row: listing.row(*place), handle: handle(*place, &timeline) });
            write_or_print(path, csv_of_records(rows), session)?;
        }
    }
    Ok(ExitStatus::Yes)
}

/// The text of the ledger file. If there is none, the text of a new ledger.
fn whole_ledger(progress: &Progress, session: &mut Session<'_>) -> Result<String, Failure> {
    // Drop the timeline, which only checks that the ledger is sound, before the text is read into memory.
    let (created, zone) = {
        let timeline = session.timeline()?;
        (timeline.created(), timeline.zone())
    };
    progress.step("read; copying it", session.screen);
    Ok(safe_json(session.ledger().as_text(created, zone)?))
}

/// The places of the records to export, oldest first.
fn listed_places(timeline: &Timeline) -> Vec<usize> {
    let mut places: Vec<usize> =
        (0..timeline.records().len()).filter(|place| is_listed(&timeline.records()[*place])).collect();
    places.sort_by_key(|place| (timeline.effective_at(*place), *place));
    places
}

/// The profile of the person whom the record at a place concerns.
fn handle(place: usize, timeline: &Timeline) -> Option<String> {
    let person = timeline.person_of(&timeline.records()[place].fact)?;
    timeline.book().person(person).handles.last().map(ToString::to_string)
}
