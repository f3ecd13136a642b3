//! The one door to the terminal: what commands answer, as text and as documents.
//!
//! Each answer is a type of its own. It serialises as the document of the interface (`Serialize`), and has a text for
//! people (`Show`); what only the text needs is skipped in the document. Commands build answers from what the engine
//! found, and give them to the `Screen`.
//!
//! | what is shown | files |
//! |---|---|
//! | the streams, the look, tables, charts, questions | `terminal` |
//! | words, dates, documents | `format` |
//! | parts of several answers | `recorded`, `caution`, `counted`, `remaining`, `send_kind`, `rate`, `failure` |
//! | what was recorded | `log`, `reply`, `undo`, `edit` |
//! | may I, and what is there | `check`, `status`, `next`, `followups`, `history`, `people` |
//! | figures and advice | `summary`, `stats`, `credits`, `forecast`, `plan` |
//! | the ledger and its files | `import`, `written`, `merge`, `backup`, `doctor`, `recovery` |
//! | the program | `accounts`, `config`, `zone`, `help` |
//!
//! A screen of several files has a folder, which begins with its own map.

mod accounts;
mod backup;
mod caution;
mod check;
mod config;
mod counted;
mod credits;
mod doctor;
mod edit;
mod failure;
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
mod rate;
mod recorded;
mod recovery;
mod remaining;
mod reply;
mod send_kind;
mod stats;
mod status;
mod summary;
mod terminal;
mod undo;
mod written;
mod zone;

pub(crate) use accounts::{AccountRow, AccountsAnswer};
pub(crate) use backup::{BackupRow, BackupsAnswer, RestoredAnswer};
pub(crate) use caution::Caution;
pub(crate) use check::CheckAnswer;
pub(crate) use config::{ConfigAnswer, ConfigPathAnswer, ConfigRow, ConfigValue};
pub(crate) use credits::{BalanceAnswer, LikelyCause, LotsAnswer, PurchaseAnswer, WatchAnswer};
pub(crate) use doctor::{DoctorAnswer, FindingRow};
pub(crate) use edit::EditAnswer;
pub(crate) use followups::{ClosedAnswer, FollowUpActionAnswer, FollowUpContext, FollowUpsAnswer, calendar_file};
pub(crate) use forecast::ForecastAnswer;
pub(crate) use format::{LocalInstant, day, moment, one_of, plural, safe, safe_json};
pub(crate) use help::{man_page, topic};
pub(crate) use history::{CsvRow, HistoryAnswer, HistoryInput, HistoryRow, csv_of_records};
pub(crate) use import::{ImportAnswer, MatchedRow, RestoreAnswer};
pub(crate) use log::{LogAnswer, RefusedAnswer, Sent};
pub(crate) use merge::{MergeAnswer, Zones};
pub(crate) use next::NextAnswer;
pub(crate) use people::{ContactAnswer, PeopleAnswer, PersonRow};
pub(crate) use plan::{ComparisonAnswer, PlanAnswer, PlanListAnswer, PlanSetAnswer};
pub(crate) use recorded::{RecordedItem, subject};
pub(crate) use recovery::recovery;
pub(crate) use reply::{AcceptedAnswer, ReplyAnswer};
pub(crate) use stats::StatsAnswer;
pub(crate) use status::{LineAnswer, LineFormat, StatusAnswer, Unreadable};
pub(crate) use summary::{Page, SummaryAnswer, SummaryForm};
pub(crate) use terminal::{Candidate, OutputStyle, Screen, ask_recipient};
pub(crate) use undo::{UndoAnswer, VoidChange};
pub(crate) use written::WrittenAnswer;
pub(crate) use zone::{MovedFigure, ZoneAnswer};
