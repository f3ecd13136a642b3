//! Answers to the member and to programs: answers as text, JSON, CSV and HTML. The only module that prints.
//!
//! Each answer is a type. It implements `Serialize` for JSON and `Show` for text; a field that only the text needs has
//! `serde(skip)`. A command builds the answer from what the engine returns, and gives it to the `Screen`.
//!
//! | files | contents |
//! |---|---|
//! | `terminal` | the screen, its width and colours, tables, charts and questions |
//! | `format` | words, dates and JSON |
//! | `recorded`, `caution`, `counted`, `remaining`, `send_kind`, `stop`, `rate`, `failure` | parts of several answers |
//! | `log`, `reply`, `withdraw`, `stopped`, `block`, `undo`, `edit` | answers to commands that record |
//! | `check`, `draft`, `free_way`, `status`, `next`, `new_connection`, `pace`, `targets`, `followups` | what may be sent, and what to do |
//! | `history`, `invitations`, `people` | the records, the invitations with their states, and the contact book |
//! | `summary`, `stats`, `forecast` | figures of the past, and of the days ahead |
//! | `icalendar`, `upcoming` | calendar files, and the events of credits and plans in them |
//! | `credits`, `plan` | credits and plans: what there is, and what was recorded |
//! | `import`, `merge`, `backup`, `doctor`, `recovery`, `written` | the ledger file and other files |
//! | `accounts`, `account_change`, `config`, `config_change`, `zone`, `help`, `version` | accounts, settings, the time zone, help and the version |
//!
//! A folder has a file of its name with a table of its files.

mod account_change;
mod accounts;
mod backup;
mod block;
mod caution;
mod check;
mod config;
mod config_change;
mod counted;
mod credits;
mod doctor;
mod draft;
mod edit;
mod failure;
mod followups;
mod forecast;
mod format;
mod free_way;
mod help;
mod history;
mod icalendar;
mod import;
mod invitations;
mod log;
mod merge;
mod new_connection;
mod next;
mod pace;
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
mod stop;
mod stopped;
mod summary;
mod targets;
mod terminal;
mod undo;
mod upcoming;
mod version;
mod withdraw;
mod written;
mod zone;

pub(crate) use account_change::{RemovedAnswer, RenamedAnswer, RestoredAccountAnswer};
pub(crate) use accounts::{AccountRow, AccountsAnswer, RemovedRow};
pub(crate) use backup::{BackupRow, BackupsAnswer, RestoredAnswer};
pub(crate) use block::{BlockedAnswer, UnblockedAnswer};
pub(crate) use caution::{Caution, CautionPlan};
pub(crate) use check::CheckAnswer;
pub(crate) use config::{ConfigAnswer, ConfigPathAnswer, ConfigRow, ConfigValue};
pub(crate) use config_change::{ConfigEditedAnswer, ConfigSetAnswer, ConfigValueAnswer};
pub(crate) use credits::{BalanceAnswer, EarlierStart, LikelyCause, LotsAnswer, PurchaseAnswer, WatchAnswer};
pub(crate) use doctor::{DoctorAnswer, FindingRow};
pub(crate) use draft::{AlikeRow, DraftAnswer, DraftRecipient, draft_text};
pub(crate) use edit::EditAnswer;
pub(crate) use followups::{
    ClosedAnswer, FollowUpContext, FollowUpsAnswer, SettledAnswer, SettledRow, follow_up_events,
};
pub(crate) use forecast::ForecastAnswer;
pub(crate) use format::{LocalInstant, LocalPlanDate, controls_terminal, day, moment, one_of, plural, safe, safe_json};
pub(crate) use free_way::FreeWay;
pub(crate) use help::{command_help, json_of, json_page, man_page, topic};
pub(crate) use history::{CsvRow, HistoryAnswer, HistoryForm, HistoryInput, HistoryOrder, HistoryRow, csv_of_records};
pub(crate) use icalendar::calendar_file;
pub(crate) use import::{
    ImportAnswer, MatchedRow, RefusedLine, RestoreAnswer, SheetAnswer, SheetFile, SheetInvitations, SheetMessages,
    SheetSent, SheetSkipped, SheetSpan, refused_in_words,
};
pub(crate) use invitations::{InvitationList, InvitationRow, InvitationsAnswer};
pub(crate) use log::{LogAnswer, RefusedAnswer, Sent};
pub(crate) use merge::{MergeAnswer, Zones};
pub(crate) use next::NextAnswer;
pub(crate) use people::{ContactAnswer, PeopleAnswer, PersonInput, PersonRow, WantedPeople};
pub(crate) use plan::{ComparisonAnswer, PlanAnswer, PlanEffect, PlanListAnswer, PlanSetAnswer, PlanShowAnswer};
pub(crate) use recorded::{RecordedItem, subject};
pub(crate) use recovery::recovery;
pub(crate) use reply::{AcceptedAnswer, ReplyAnswer};
pub(crate) use stats::StatsAnswer;
pub(crate) use status::{Allowance, LineAnswer, LineFormat, StatusAnswer, StatusText, Unreadable};
pub(crate) use stop::{EndedBy, LatestStop, StopRow, options as stop_options, plural_of as stopped_in_words};
pub(crate) use stopped::{LiftedAnswer, StoppedAnswer};
pub(crate) use summary::{FiguresFormat, Page, Standing, SummaryAnswer};
pub(crate) use terminal::{AccountChoice, Candidate, OutputStyle, Pager, Screen, ask_account, ask_person, ask_yes};
pub(crate) use undo::{UndoAnswer, VoidChange};
pub(crate) use upcoming::upcoming_events;
pub(crate) use version::VersionAnswer;
pub(crate) use withdraw::WithdrawnAnswer;
pub(crate) use written::WrittenAnswer;
pub(crate) use zone::{MovedFigure, ZoneAnswer};
