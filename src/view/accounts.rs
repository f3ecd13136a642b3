//! The accounts, each with a short status.

use std::path::PathBuf;

use serde::{Serialize, Serializer};

use crate::error::Failure;
use crate::view::failure::FailureDetails;
use crate::view::format::{LocalInstant, json, safe};
use crate::view::status::{StatusAnswer, WindowUse};
use crate::view::terminal::{Level, OutputStyle, Show, Table, Tone};

/// The answer to `accounts`.
#[derive(Debug, Serialize)]
pub(crate) struct AccountsAnswer {
    pub(crate) as_of: LocalInstant,
    pub(crate) accounts: Vec<AccountRow>,
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
        self.table(style) + &self.stopped(style) + &failures.collect::<String>() + &self.legend(style)
    }
}

impl AccountsAnswer {
    fn table(&self, style: OutputStyle) -> String {
        let shown: Vec<_> =
            OWN_LIMITS.iter().filter(|(_, own)| self.accounts.iter().any(|row| row.own(*own).is_some())).collect();
        let mut heads = vec!["account", "plan", "credits", "left today", "left this month", "invitations left"];
        heads.extend(shown.iter().map(|(head, _)| *head));
        let mut table = Table::new(&heads, &(2..heads.len()).collect::<Vec<_>>(), style);
        for row in &self.accounts {
            let own = shown.iter().map(|(_, own)| row.own(*own).map_or("-".to_owned(), |window| left(window, style)));
            let cells = row.cells(style).into_iter().chain(own);
            table.row(std::iter::once(format!("{} {}", row.mark(), row.name)).chain(cells).collect());
        }
        table.to_string()
    }

    /// What LinkedIn has stopped, on a line for each stop.
    fn stopped(&self, style: OutputStyle) -> String {
        let statuses = self.accounts.iter().filter_map(|row| Some((row, row.status.as_ref().ok()?)));
        let lines = statuses.flat_map(|(row, status)| {
            status.stopped_in_words(style.clock).map(move |line| format!("{}: {line}", row.name))
        });
        lines.map(|line| style.paint(Tone::Bad, &line) + "\n").collect()
    }

    fn legend(&self, style: OutputStyle) -> String {
        let chosen = if self.accounts.iter().any(|row| row.is_chosen) { "* worked on now; " } else { "" };
        style.paint(Tone::Faint, &format!("{chosen}--account NAME works on another, and begins a new one")) + "\n"
    }
}

impl AccountRow {
    /// A window that only members limit; `None` without a limit.
    fn own(&self, window: OwnWindow) -> Option<&WindowUse> {
        self.status.as_ref().ok().and_then(window)
    }

    fn mark(&self) -> &'static str {
        if self.is_chosen { "*" } else { " " }
    }

    /// The plan, the credits, and what remains of the day, of the month, and of the invitations of 7 days.
    fn cells(&self, style: OutputStyle) -> [String; 5] {
        let Ok(status) = &self.status else {
            return [&style.mark(Tone::Bad, "cannot be read"), "-", "-", "-", "-"].map(str::to_owned);
        };
        let begun = if self.exists { "" } else { " (not begun)" };
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
