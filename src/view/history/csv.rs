//! The records as CSV, for `export`.

use std::iter;

use chrono::NaiveDate;

use super::row::{HistoryRow, Specifics};
use crate::sheet::tag_cell;
use crate::view::format::csv_cell;

/// The number of columns.
const COLUMNS: usize = 24;

/// The columns. New ones come at the end, for those who count them.
const HEADS: [&str; COLUMNS] = [
    "id",
    "at",
    "recorded_at",
    "kind",
    "person",
    "profile",
    "taken_back",
    "day_slot",
    "month_slot",
    "credit",
    "over_limit",
    "uncovered",
    "free",
    "with_note",
    "credits",
    "plan",
    "tags",
    "template",
    "note",
    "settled",
    "stopped",
    "until",
    "wording",
    "date",
];

/// A record, and the profile of the person whom it concerns.
pub(crate) struct CsvRow {
    pub(crate) row: HistoryRow,
    pub(crate) handle: Option<String>,
}

/// The records as CSV that is safe to open in a spreadsheet, line by line.
pub(crate) fn csv_of_records(rows: impl Iterator<Item = CsvRow>) -> impl Iterator<Item = String> {
    let heads = iter::once(line(&HEADS.map(str::to_owned)));
    heads.chain(rows.map(|CsvRow { row, handle }| line(&cells(&row, handle.as_deref()))))
}

fn line(cells: &[String; COLUMNS]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Neither can fail: the writer is a vector, and every cell is UTF-8.
    let _ = writer.write_record(cells.iter().map(|cell| csv_cell(cell)));
    writer.into_inner().ok().and_then(|line| String::from_utf8(line).ok()).unwrap_or_default()
}

fn cells(row: &HistoryRow, handle: Option<&str>) -> [String; COLUMNS] {
    let counted = row.counted.as_ref();
    let flag = |flag: Option<bool>| flag.map(|flag| flag.to_string()).unwrap_or_default();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let specifics = SpecificCells::of(&row.specifics);
    [
        row.item.id.to_string(),
        row.item.at.rfc_3339(),
        row.recorded_at.rfc_3339(),
        row.item.kind.to_owned(),
        text(row.item.person.as_deref()),
        text(handle),
        row.taken_back.to_string(),
        flag(counted.map(|counted| counted.day_slot)),
        flag(counted.map(|counted| counted.month_slot)),
        flag(counted.map(|counted| counted.credit)),
        flag(counted.map(|counted| !counted.over.is_empty())),
        flag(counted.map(|counted| counted.uncovered)),
        specifics.free,
        specifics.with_note,
        specifics.credits,
        specifics.plan,
        tag_cell(&row.tags),
        text(row.template.as_deref()),
        text(row.note.as_deref()),
        specifics.settled,
        specifics.stopped,
        specifics.until,
        row.wording.map(String::from).unwrap_or_default(),
        row.item.at.date().to_string(),
    ]
}

/// The cells that only records of some kinds fill.
#[derive(Default)]
struct SpecificCells {
    free: String,
    with_note: String,
    credits: String,
    plan: String,
    settled: String,
    stopped: String,
    until: String,
}

impl SpecificCells {
    fn of(specifics: &Specifics) -> SpecificCells {
        let mut cells = SpecificCells::default();
        let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
        match specifics {
            Specifics::InMail { free } => cells.free = free.to_string(),
            Specifics::Invitation { with_note } => cells.with_note = with_note.to_string(),
            Specifics::Purchase { credits, .. } | Specifics::Balance { credits, .. } => {
                cells.credits = credits.to_string();
            }
            Specifics::Plan { plan, .. } => cells.plan.clone_from(plan),
            // "done", "closed", "snoozed until 2026-12-05".
            Specifics::FollowUp { settled } => {
                let until = settled.until.map(|date| format!(" until {date}")).unwrap_or_default();
                cells.settled = format!("{}{until}", settled.how);
            }
            Specifics::Stopped { stopped } => (cells.stopped, cells.until) = (stopped.cell(), date(stopped.given())),
            Specifics::Lifted { lifted } => cells.stopped = lifted.cell(),
            Specifics::Blocked { until } => cells.until = date(*until),
            Specifics::Response { .. } | Specifics::Connection { .. } | Specifics::Nothing => {}
        }
        cells
    }
}
