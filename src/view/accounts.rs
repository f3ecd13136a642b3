//! The accounts, each with its standing.

use std::path::PathBuf;

use serde::Serialize;

use crate::engine::status::Use;
use crate::error::Failure;
use crate::view::format::{json, safe};
use crate::view::status::{StatusAnswer, StatusJson};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// An account.
#[derive(Debug)]
pub(crate) struct AccountRow {
    pub(crate) name: String,
    /// Whether this run works on it.
    pub(crate) is_chosen: bool,
    pub(crate) file: PathBuf,
    /// Whether it has a ledger yet.
    pub(crate) exists: bool,
    /// How it stands, or why that cannot be told.
    pub(crate) status: Result<StatusAnswer, Failure>,
}

/// The answer to `accounts`.
#[derive(Debug)]
pub(crate) struct AccountsAnswer {
    pub(crate) rows: Vec<AccountRow>,
}

/// Columns that the table needs; narrower screens get a few lines an account.
const WIDE: usize = 72;

impl Show for AccountsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let rows = if style.columns >= WIDE { self.table(style) } else { self.lines(style) };
        let troubles = self.rows.iter().filter_map(|row| row.status.as_ref().err().map(|failure| (row, failure)));
        let troubles = troubles.map(|(row, failure)| {
            let hint = failure.hint().unwrap_or_default();
            style.paint(Tone::Bad, &format!("{}: {}\n  {}\n", row.name, safe(&failure.to_string()), safe(&hint)))
        });
        rows + &troubles.collect::<String>() + &self.legend(style)
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            accounts: Vec<RowJson<'a>>,
        }
        let accounts = self.rows.iter().map(RowJson::from).collect();
        json::document(&Document { schema: json::SCHEMA, accounts })
    }
}

impl AccountsAnswer {
    fn table(&self, style: OutputStyle) -> String {
        let heads = ["", "account", "plan", "credits", "left today", "left this month", "invitations left"];
        let mut table = Table::new(&heads, &[3, 4, 5, 6], style);
        for row in &self.rows {
            let [plan, credits, today, month, week] = row.cells();
            table.row(vec![row.mark().to_owned(), row.name.clone(), plan, credits, today, month, week]);
        }
        table.to_string()
    }

    fn lines(&self, style: OutputStyle) -> String {
        let lines = self.rows.iter().map(|row| {
            let head = style.paint(Tone::Strong, &format!("{} {}", row.mark(), row.name));
            let [plan, credits, today, month, week] = row.cells();
            let left = [("credits", credits), ("left today", today), ("this month", month), ("invitations", week)];
            let left: String = left.iter().map(|(label, left)| format!("    {label:<12}{left}\n")).collect();
            format!("{head}\n    {plan}\n{left}")
        });
        lines.collect()
    }

    fn legend(&self, style: OutputStyle) -> String {
        let worked_on = if self.rows.iter().any(|row| row.is_chosen) { "* worked on now; " } else { "" };
        style.paint(Tone::Faint, &format!("{worked_on}--account NAME works on another, and begins a new one")) + "\n"
    }
}

impl AccountRow {
    fn mark(&self) -> &'static str {
        if self.is_chosen { "*" } else { " " }
    }

    /// Plan, credits, and what is left of the day, the month, and the invitations of 7 days.
    fn cells(&self) -> [String; 5] {
        let Ok(StatusAnswer { standing, .. }) = &self.status else {
            return ["cannot be read", "-", "-", "-", "-"].map(str::to_owned);
        };
        let begun = if self.exists { "" } else { " (not begun)" };
        let plan = format!("{}{begun}", safe(&standing.plan.name));
        [plan, standing.balance.to_string(), left(standing.day), left(standing.month), left(standing.week)]
    }
}

/// "14 of 15", or "no limit".
fn left(window: Use) -> String {
    match (window.limit, window.remaining()) {
        (Some(limit), Some(remaining)) => format!("{remaining} of {}", limit.count),
        _ => "no limit".to_owned(),
    }
}

#[derive(Serialize)]
struct RowJson<'a> {
    name: &'a str,
    chosen: bool,
    file: String,
    exists: bool,
    /// As `status --json` gives it.
    status: Option<StatusJson<'a>>,
    error: Option<ErrorJson>,
}

#[derive(Serialize)]
struct ErrorJson {
    code: &'static str,
    message: String,
    hint: Option<String>,
}

impl<'a> From<&'a AccountRow> for RowJson<'a> {
    fn from(row: &'a AccountRow) -> RowJson<'a> {
        let error = row.status.as_ref().err();
        RowJson {
            name: &row.name,
            chosen: row.is_chosen,
            file: row.file.display().to_string(),
            exists: row.exists,
            status: row.status.as_ref().ok().map(StatusJson::from),
            error: error.map(|failure| ErrorJson {
                code: failure.code(),
                message: failure.to_string(),
                hint: failure.hint(),
            }),
        }
    }
}
