//! The one door to the terminal: what commands answer, as text or as JSON.

mod accounts;
mod backup;
mod bar;
mod causes;
mod check;
mod comparison;
mod config;
mod counted;
mod credits;
mod direction;
mod doctor;
mod export;
mod fold;
mod followups;
mod forecast;
mod history;
mod import;
mod json;
mod man;
mod manner;
mod merge;
mod next;
mod outlook;
mod page;
mod people;
mod plan;
mod plan_change;
mod plan_set;
mod prompt;
mod recorded;
mod screen;
mod sent;
mod stats;
mod status;
mod summary;
mod table;
mod text;
mod topic;
mod undone;
mod watch;
mod zone;

pub(crate) use accounts::{AccountRow, AccountsAnswer};
pub(crate) use backup::{BackupsAnswer, PutBackAnswer};
pub(crate) use causes::LikelyCause;
pub(crate) use check::CheckAnswer;
pub(crate) use comparison::ComparisonAnswer;
pub(crate) use config::{ConfigAnswer, ConfigPathAnswer, ConfigRow, ConfigValue};
pub(crate) use counted::Caution;
pub(crate) use credits::{BalanceAnswer, LotsAnswer, PurchaseAnswer};
pub(crate) use doctor::DoctorAnswer;
pub(crate) use export::{CsvRow, WrittenAnswer, csv_of_records, safe_json};
pub(crate) use followups::{ClosedAnswer, FollowUpsAnswer, SettledAnswer, calendar_file};
pub(crate) use forecast::ForecastAnswer;
pub(crate) use history::{HistoryAnswer, HistoryRow};
pub(crate) use import::{ImportAnswer, MatchedRow, RestoreAnswer};
pub(crate) use man::man_page;
pub(crate) use manner::choose;
pub(crate) use merge::MergeAnswer;
pub(crate) use next::NextAnswer;
pub(crate) use outlook::{Outlook, WARNING_DAYS};
pub(crate) use page::Page;
pub(crate) use people::{ContactAnswer, PeopleAnswer, PersonRow};
pub(crate) use plan::{PlanAnswer, PlanListAnswer};
pub(crate) use plan_set::PlanSetAnswer;
pub(crate) use prompt::{Candidate, ask_whom};
pub(crate) use recorded::{AcceptedAnswer, RecordedItem, ReplyAnswer};
pub(crate) use screen::{Look, Screen, Show};
pub(crate) use sent::{LogAnswer, RefusedAnswer, Sent};
pub(crate) use stats::StatsAnswer;
pub(crate) use status::{Format, LineAnswer, StatusAnswer, Unread, UnreadAnswer};
pub(crate) use summary::{SummaryAnswer, SummaryForm};
pub(crate) use text::{day, moment, plural, safe};
pub(crate) use topic::topic;
pub(crate) use undone::{EditAnswer, UndoAnswer, subject};
pub(crate) use watch::WatchAnswer;
pub(crate) use zone::{MovedFigure, ZoneAnswer};

use crate::ledger::Recovery;

/// What was mended before the ledger could be read.
pub(crate) fn recovery(recovery: &Recovery) -> String {
    match recovery {
        Recovery::Records(kept) => format!(
            "note: the last recording had not come to its end; everything before it is whole, and what was cut off is kept in {}",
            safe(&kept.display().to_string())
        ),
        Recovery::ClosingLine => {
            "note: the ledger had lost its closing line, and nothing else; it was put back".to_owned()
        }
        Recovery::CommitOffset => {
            "note: in line 1 of the ledger, `whole` was not as it was written, and nothing else; it was put right"
                .to_owned()
        }
    }
}
