//! The one door to the terminal: what commands answer, as text or as JSON.

mod accounts;
mod backup;
mod check;
mod config;
mod counted;
mod credits;
mod doctor;
mod export;
mod followups;
mod forecast;
mod format;
mod help;
mod history;
mod import;
mod log;
mod merge;
mod next;
mod people;
mod plan;
mod recorded;
mod stats;
mod status;
mod summary;
mod terminal;
mod undo;
mod zone;

pub(crate) use accounts::{AccountRow, AccountsAnswer};
pub(crate) use backup::{BackupsAnswer, PutBackAnswer};
pub(crate) use check::CheckAnswer;
pub(crate) use config::{ConfigAnswer, ConfigPathAnswer, ConfigRow, ConfigValue};
pub(crate) use counted::Caution;
pub(crate) use credits::causes::LikelyCause;
pub(crate) use credits::lots::{BalanceAnswer, LotsAnswer, PurchaseAnswer};
pub(crate) use credits::outlook::{Outlook, WARNING_DAYS};
pub(crate) use credits::watch::WatchAnswer;
pub(crate) use doctor::DoctorAnswer;
pub(crate) use export::{CsvRow, WrittenAnswer, csv_of_records, safe_json};
pub(crate) use followups::{ClosedAnswer, FollowUpsAnswer, SettledAnswer, calendar_file};
pub(crate) use forecast::ForecastAnswer;
pub(crate) use format::global_clock::{choose, moment};
pub(crate) use format::{LocalInstant, day, plural, safe};
pub(crate) use help::{man_page, topic};
pub(crate) use history::{HistoryAnswer, HistoryRow};
pub(crate) use import::{ImportAnswer, MatchedRow, RestoreAnswer};
pub(crate) use log::{LogAnswer, RefusedAnswer, Sent};
pub(crate) use merge::MergeAnswer;
pub(crate) use next::NextAnswer;
pub(crate) use people::{ContactAnswer, PeopleAnswer, PersonRow};
pub(crate) use plan::compare::ComparisonAnswer;
pub(crate) use plan::numbers::{PlanAnswer, PlanListAnswer};
pub(crate) use plan::set::PlanSetAnswer;
pub(crate) use recorded::{AcceptedAnswer, RecordedItem, ReplyAnswer};
pub(crate) use stats::StatsAnswer;
pub(crate) use status::{Format, LineAnswer, StatusAnswer, Unread, UnreadAnswer};
pub(crate) use summary::{Page, SummaryAnswer, SummaryForm};
pub(crate) use terminal::{Candidate, OutputStyle, Screen, ask_recipient};
pub(crate) use undo::{EditAnswer, UndoAnswer, subject};
pub(crate) use zone::{MovedFigure, ZoneAnswer};

use crate::ledger::Repair;

/// What was mended before the ledger could be read.
pub(crate) fn repair(repair: &Repair) -> String {
    match repair {
        Repair::Kept(kept) => format!(
            "note: the last recording had not come to its end; everything before it is whole, and what was cut off is kept in {}",
            safe(&kept.display().to_string())
        ),
        Repair::Closing => "note: the ledger had lost its closing line, and nothing else; it was put back".to_owned(),
        Repair::Number => {
            "note: in line 1 of the ledger, `whole` was not as it was written, and nothing else; it was put right"
                .to_owned()
        }
    }
}
