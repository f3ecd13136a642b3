//! The one door to the terminal: what commands answer, as text or as JSON.

mod backup;
mod bar;
mod check;
mod counted;
mod credits;
mod doctor;
mod export;
mod history;
mod import;
mod json;
mod merge;
mod people;
mod plan;
mod plan_set;
mod recorded;
mod screen;
mod status;
mod summary;
mod table;
mod text;
mod undone;
mod zone;

pub(crate) use backup::{BackupsAnswer, PutBackAnswer};
pub(crate) use check::CheckAnswer;
pub(crate) use counted::Caution;
pub(crate) use credits::{BalanceAnswer, LotsAnswer, PurchaseAnswer};
pub(crate) use doctor::DoctorAnswer;
pub(crate) use export::{CsvRow, ExportAnswer, csv_of_records, safe_json};
pub(crate) use history::{HistoryAnswer, HistoryRow};
pub(crate) use import::{ImportAnswer, MatchedRow, RestoreAnswer};
pub(crate) use merge::MergeAnswer;
pub(crate) use people::{ContactAnswer, PeopleAnswer, PersonRow};
pub(crate) use plan::{PlanAnswer, PlanListAnswer};
pub(crate) use plan_set::PlanSetAnswer;
pub(crate) use recorded::{AcceptedAnswer, LogAnswer, RecordedItem, RefusedAnswer, ReplyAnswer};
pub(crate) use screen::{Look, Screen};
pub(crate) use status::StatusAnswer;
pub(crate) use summary::{SummaryAnswer, SummaryForm};
pub(crate) use text::{day, moment, plural, safe};
pub(crate) use undone::{EditAnswer, UndoAnswer, subject};
pub(crate) use zone::{MovedFigure, ZoneAnswer};

use crate::ledger::Repair;

/// What was mended before the ledger could be read.
pub(crate) fn repair(repair: &Repair) -> String {
    match &repair.kept_in {
        Some(kept) => format!(
            "note: the last recording had not come to its end; everything before it is whole, and what was cut off is kept in {}",
            safe(&kept.display().to_string())
        ),
        None => "note: the ledger had lost its closing line, and nothing else; it was put back".to_owned(),
    }
}
