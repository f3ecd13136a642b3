//! `export`: everything out.

use super::desk::Desk;
use super::history::{has_a_line, outcomes, row};
use super::output::write_or_print;
use crate::cli::{Export, ExportFormat};
use crate::engine::timeline::Timeline;
use crate::error::{Ending, Failure};
use crate::view::{HistoryRow, csv_of_records, safe_json};

pub(super) fn run(args: &Export, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    desk.refuse_at("export")?;
    let text = match args.format {
        ExportFormat::Json => whole_ledger(desk)?,
        ExportFormat::Csv => csv_of_records(&rows(&desk.read()?))?,
    };
    write_or_print(args.output.as_deref(), &text, desk)?;
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
    let namesakes = timeline.book().namesakes();
    places.into_iter().map(|place| (row(place, timeline, outcomes.get(&place), &namesakes), handle(place))).collect()
}
