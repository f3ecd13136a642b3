//! The accounts, each with a short status.

use std::path::PathBuf;

use serde::{Serialize, Serializer};

use crate::error::Failure;
use crate::view::failure::FailureDetails;
use crate::view::format::{LocalInstant, day, json, safe};
use crate::view::status::{StatusAnswer, WindowUse};
use crate::view::terminal::{Level, OutputStyle, Show, Table, Tone};

/// The answer to `accounts`.
#[derive(Debug, Serialize)]
pub(crate) struct AccountsAnswer {
    pub(crate) as_of: LocalInstant,
    pub(crate) accounts: Vec<AccountRow>,
    /// The accounts that were removed, the latest first.
    pub(crate) removed: Vec<RemovedRow>,
}

/// An account that was removed.
#[derive(Debug, Serialize)]
pub(crate) struct RemovedRow {
    pub(crate) name: String,
    /// The name under which it is kept.
    pub(crate) kept_as: String,
    pub(crate) removed_at: LocalInstant,
    #[serde(serialize_with = "json::path")]
    pub(crate) folder: PathBuf,
}

/// An account, with its status.
#[derive(Debug, Serialize)]
pub(crate) struct AccountRow {
    pub(crate) name: String,
    /// Whether this command uses it.
    #[serde(rename = "chosen")]
    pub(crate) is_chosen: bool,
    #[serde(serialize_with = "json::path")]
    pub(crate) file: PathBuf,
    /// Whether it has a ledger yet.
    pub(crate) exists: bool,
    /// Its status, or why its ledger cannot be read.
    #[serde(flatten, serialize_with = "status_or_error")]
    pub(crate) status: Result<StatusAnswer, Failure>,
}

fn status_or_error<S: Serializer>(status: &Result<StatusAnswer, Failure>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct StatusOrError<'a> {
        /// As in `status --json`.
        status: Option<json::Document<&'a StatusAnswer>>,
        error: Option<FailureDetails>,
    }
    let (status, error) = (status.as_ref().ok(), status.as_ref().err());
    StatusOrError { status: status.map(json::Document::of), error: error.map(FailureDetails::from) }
        .serialize(serializer)
}

/// Selects a window that only members limit.
type OwnWindow = fn(&StatusAnswer) -> Option<&WindowUse>;

/// These windows, with the heads of their columns. A column is shown if an account has such a limit.
const OWN_LIMITS: [(&str, OwnWindow); 2] = [
    ("InMails left today", |status| status.inmail.day.as_ref()),
    ("invitations left today", |status| status.invitations.day.as_ref()),
];

impl Show for AccountsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let failures = self.accounts.iter().filter_map(|row| row.status.as_ref().err().map(|failure| (row, failure)));
        let failures = failures.map(|(row, failure)| {
            let hint = failure.hint().unwrap_or_default();
            style.paint(Tone::Bad, &format!("{}: {}\n  {}\n", row.name, safe(&failure.to_string()), safe(&hint)))
        });
        self.table(style)
            + &self.stopped(style)
            + &failures.collect::<String>()
            + &self.removed(style)
            + &self.legend(style)
    }
}

impl AccountsAnswer {
    fn table(&self, style: OutputStyle) -> String {
        let shown: Vec<_> =
            OWN_LIMITS.iter().filter(|(_, own)| self.accounts.iter().any(|row| row.own(*own).is_some())).collect();
        let mut heads = vec!["account", "plan", "credits", "left today", "this month", "invitations"];
        heads.extend(shown.iter().map(|(head, _)| *head));
        let numbers: Vec<usize> = (2..heads.len()).collect();
        // The limits of the member's own go first, then the invitations, the plan and the month.
        let expendable: Vec<usize> = (6..heads.len()).rev().chain([5, 1, 4]).collect();
        let mut table = Table::new(&heads, &numbers, style).with_names(&[0]).with_expendable(&expendable);
        for row in &self.accounts {
            let own = shown.iter().map(|(_, own)| row.own(*own).map_or("-".to_owned(), |window| left(window, style)));
            let cells = row.cells(style).into_iter().chain(own);
            table.row(std::iter::once(row.marked_name(style)).chain(cells).collect());
        }
        table.to_string()
    }

    /// What LinkedIn has stopped, on a line for each stop.
    fn stopped(&self, style: OutputStyle) -> String {
        let statuses = self.accounts.iter().filter_map(|row| Some((row, row.status.as_ref().ok()?)));
        let lines = statuses.flat_map(|(row, status)| {
            status.stopped_in_words(style.clock).map(move |line| format!("{}, {line}", row.name))
        });
        lines.map(|line| style.paint(Tone::Bad, &line) + "\n").collect()
    }

    /// The accounts that were removed, on a line each.
    fn removed(&self, style: OutputStyle) -> String {
        let line = |row: &RemovedRow| {
            let line = format!(
                "removed: {} on {}; to restore it: inquota accounts restore {}",
                row.name,
                day(row.removed_at.date()),
                row.kept_as
            );
            style.paint(Tone::Faint, &line) + "\n"
        };
        self.removed.iter().map(line).collect()
    }

    fn legend(&self, style: OutputStyle) -> String {
        let chosen = if !style.plain && self.accounts.iter().any(|row| row.is_chosen) { "* in use; " } else { "" };
        style.paint(Tone::Faint, &format!("{chosen}to use another: --account NAME; to create one, add --new-account"))
            + "\n"
    }
}

impl AccountRow {
    /// A window that only members limit; `None` without a limit.
    fn own(&self, window: OwnWindow) -> Option<&WindowUse> {
        self.status.as_ref().ok().and_then(window)
    }

    /// The name, with a mark or a word if this command uses the account.
    fn marked_name(&self, style: OutputStyle) -> String {
        match (self.is_chosen, style.plain) {
            (true, true) => format!("{} (in use)", self.name),
            (false, true) => self.name.clone(),
            (true, false) => format!("* {}", self.name),
            (false, false) => format!("  {}", self.name),
        }
    }

    /// The plan, the credits, and what remains of the day, of the month, and of the invitations of 7 days.
    fn cells(&self, style: OutputStyle) -> [String; 5] {
        let Ok(status) = &self.status else {
            return [&style.mark(Tone::Bad, "cannot be read"), "-", "-", "-", "-"].map(str::to_owned);
        };
        let begun = if self.exists { "" } else { " (no ledger yet)" };
        let (messages, week) = (&status.messages, &status.invitations.week);
        let [today, month, week] = [&messages.day, &messages.month, week].map(|window| left(window, style));
        [format!("{}{begun}", safe(&status.plan.name)), status.inmail.balance.to_string(), today, month, week]
    }
}

/// "14 of 15"; "unknown" where only LinkedIn has a limit, since it publishes no number.
fn left(window: &WindowUse, style: OutputStyle) -> String {
    let (Some(limit), Some(remaining)) = (window.limit, window.remaining) else { return "unknown".to_owned() };
    let left = format!("{remaining} of {limit}");
    match Level::of(window.used.into(), limit.into(), style) {
        Level::Fine => left,
        level => style.mark(level.tone(), &left),
    }
}
