//! The accounts, each at a glance.

use std::path::PathBuf;

use serde::{Serialize, Serializer};

use crate::error::Failure;
use crate::view::failure::FailureDetails;
use crate::view::format::{json, safe};
use crate::view::status::{StatusAnswer, WindowUse};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `accounts`.
#[derive(Debug, Serialize)]
pub(crate) struct AccountsAnswer {
    pub(crate) accounts: Vec<AccountRow>,
}

/// An account.
#[derive(Debug, Serialize)]
pub(crate) struct AccountRow {
    pub(crate) name: String,
    /// Whether this run works on it.
    #[serde(rename = "chosen")]
    pub(crate) is_chosen: bool,
    #[serde(serialize_with = "json::path")]
    pub(crate) file: PathBuf,
    /// Whether it has a ledger yet.
    pub(crate) exists: bool,
    /// The account at a glance, or why it cannot be read.
    #[serde(flatten, serialize_with = "status_or_error")]
    pub(crate) status: Result<StatusAnswer, Failure>,
}

fn status_or_error<S: Serializer>(status: &Result<StatusAnswer, Failure>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct StatusOrError<'a> {
        /// As `status --json` gives it.
        status: Option<json::Document<&'a StatusAnswer>>,
        error: Option<FailureDetails>,
    }
    let (status, error) = (status.as_ref().ok(), status.as_ref().err());
    StatusOrError { status: status.map(json::Document::of), error: error.map(FailureDetails::from) }
        .serialize(serializer)
}

/// The width that the table needs; narrower screens get a few lines an account.
const WIDE: usize = 72;

impl Show for AccountsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let rows = if style.columns >= WIDE { self.table(style) } else { self.lines(style) };
        let failures = self.accounts.iter().filter_map(|row| row.status.as_ref().err().map(|failure| (row, failure)));
        let failures = failures.map(|(row, failure)| {
            let hint = failure.hint().unwrap_or_default();
            style.paint(Tone::Bad, &format!("{}: {}\n  {}\n", row.name, safe(&failure.to_string()), safe(&hint)))
        });
        rows + &failures.collect::<String>() + &self.legend(style)
    }
}

impl AccountsAnswer {
    fn table(&self, style: OutputStyle) -> String {
        let heads = ["", "account", "plan", "credits", "left today", "left this month", "invitations left"];
        let mut table = Table::new(&heads, &[3, 4, 5, 6], style);
        for row in &self.accounts {
            let [plan, credits, today, month, week] = row.cells();
            table.row(vec![row.mark().to_owned(), row.name.clone(), plan, credits, today, month, week]);
        }
        table.to_string()
    }

    fn lines(&self, style: OutputStyle) -> String {
        let lines = self.accounts.iter().map(|row| {
            let head = style.paint(Tone::Strong, &format!("{} {}", row.mark(), row.name));
            let [plan, credits, today, month, week] = row.cells();
            let left = [("credits", credits), ("left today", today), ("this month", month), ("invitations", week)];
            let left: String = left.iter().map(|(label, left)| format!("    {label:<12}{left}\n")).collect();
            format!("{head}\n    {plan}\n{left}")
        });
        lines.collect()
    }

    fn legend(&self, style: OutputStyle) -> String {
        let chosen = if self.accounts.iter().any(|row| row.is_chosen) { "* worked on now; " } else { "" };
        style.paint(Tone::Faint, &format!("{chosen}--account NAME works on another, and begins a new one")) + "\n"
    }
}

impl AccountRow {
    fn mark(&self) -> &'static str {
        if self.is_chosen { "*" } else { " " }
    }

    /// The plan, the credits, and what is left of the day, the month, and the invitations of 7 days.
    fn cells(&self) -> [String; 5] {
        let Ok(status) = &self.status else {
            return ["cannot be read", "-", "-", "-", "-"].map(str::to_owned);
        };
        let begun = if self.exists { "" } else { " (not begun)" };
        let plan = format!("{}{begun}", safe(&status.plan.name));
        let (messages, week) = (&status.messages, left(&status.invitations.week));
        [plan, status.inmail.balance.to_string(), left(&messages.day), left(&messages.month), week]
    }
}

/// "14 of 15", or "no limit".
fn left(window: &WindowUse) -> String {
    match (window.limit, window.remaining) {
        (Some(limit), Some(remaining)) => format!("{remaining} of {limit}"),
        _ => "no limit".to_owned(),
    }
}
