//! The one door to the terminal: what commands answer, as text or as JSON.

mod backup;
mod bar;
mod causes;
mod check;
mod comparison;
mod counted;
mod credits;
mod doctor;
mod export;
mod fold;
mod followups;
mod forecast;
mod history;
mod import;
mod json;
mod merge;
mod next;
mod outlook;
mod people;
mod plan;
mod plan_set;
mod recorded;
mod screen;
mod stats;
mod status;
mod summary;
mod table;
mod text;
mod undone;
mod watch;
mod zone;

pub(crate) use backup::{BackupsAnswer, PutBackAnswer};
pub(crate) use causes::LikelyCause;
pub(crate) use check::CheckAnswer;
pub(crate) use comparison::ComparisonAnswer;
pub(crate) use counted::Caution;
pub(crate) use credits::{BalanceAnswer, LotsAnswer, PurchaseAnswer};
pub(crate) use doctor::DoctorAnswer;
pub(crate) use export::{ExportAnswer, csv_of_records, safe_json};
pub(crate) use followups::{ClosedAnswer, FollowUpsAnswer, SettledAnswer, calendar_file};
pub(crate) use forecast::ForecastAnswer;
pub(crate) use history::{HistoryAnswer, HistoryRow};
pub(crate) use import::{ImportAnswer, MatchedRow, RestoreAnswer};
pub(crate) use merge::MergeAnswer;
pub(crate) use next::NextAnswer;
pub(crate) use outlook::{Outlook, WARNING_DAYS};
pub(crate) use people::{ContactAnswer, PeopleAnswer, PersonRow};
pub(crate) use plan::{PlanAnswer, PlanListAnswer};
pub(crate) use plan_set::PlanSetAnswer;
pub(crate) use recorded::{AcceptedAnswer, LogAnswer, RecordedItem, RefusedAnswer, ReplyAnswer};
pub(crate) use screen::{Look, Screen};
pub(crate) use stats::StatsAnswer;
pub(crate) use status::StatusAnswer;
pub(crate) use summary::{SummaryAnswer, SummaryForm};
pub(crate) use text::{day, moment, plural, safe};
pub(crate) use undone::{EditAnswer, UndoAnswer, subject};
pub(crate) use watch::WatchAnswer;
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
