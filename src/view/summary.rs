//! The summary of a period: a table, markdown, CSV or JSON.

mod document;
mod page;
mod rows;

use anyhow::Context as _;
use chrono::Datelike;
use chrono_tz::Tz;

use crate::engine::statement::{Period, Statement};
use crate::engine::totals::Totals;
use crate::error::Failure;
use crate::view::format::day;
use crate::view::format::global_clock::moment;
use crate::view::terminal::{OutputStyle, Table, Tone, spark};
pub(crate) use page::Page;
pub(crate) use rows::{Row, Section, sections};

/// The forms of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SummaryForm {
    /// For a terminal.
    Table,
    /// For a document.
    Markdown,
    /// For a spreadsheet.
    Csv,
    /// For a program.
    Json,
}

/// The answer to `summary`.
#[derive(Debug)]
pub(crate) struct SummaryAnswer {
    pub(crate) statement: Statement,
    /// The period that it is shown beside.
    pub(crate) before: Statement,
    pub(crate) zone: Tz,
    /// The account, where it has a name of its own.
    pub(crate) account: Option<String>,
}

impl SummaryAnswer {
    /// The summary in a form.
    pub(crate) fn in_form(&self, form: SummaryForm, style: OutputStyle) -> Result<String, Failure> {
        match form {
            SummaryForm::Table => Ok(self.table(style)),
            SummaryForm::Markdown => Ok(self.markdown()),
            SummaryForm::Csv => self.csv(),
            SummaryForm::Json => Ok(document::document(&self.statement, self.zone, self.account.as_deref()) + "\n"),
        }
    }

    fn table(&self, style: OutputStyle) -> String {
        let heads = ["", &named(self.statement.period), &named(self.before.period)];
        let mut text = style.paint(Tone::Strong, &self.title()) + "\n";
        for Section { title, rows, .. } in sections(&self.statement, &self.before) {
            let mut table = Table::new(&heads, &[1, 2], style);
            for Row { label, this, before, .. } in rows {
                table.row(vec![label.to_owned(), this, before]);
            }
            text += &format!("\n{}\n{table}", style.paint(Tone::Strong, title));
        }
        text + "\n" + &self.chart(style)
    }

    /// "November 2026, account sales, as of Wed 25 Nov 2026, 09:00".
    fn title(&self) -> String {
        format!("{}, as of {}", self.name(), self.as_of())
    }

    /// "November 2026, account sales": the account only where it has a name of its own.
    pub(crate) fn name(&self) -> String {
        match &self.account {
            Some(account) => format!("{}, account {account}", self.period()),
            None => self.period(),
        }
    }

    /// "November 2026", or the first and the last date.
    pub(crate) fn period(&self) -> String {
        let Period { from, to } = self.statement.period;
        whole_month(self.statement.period).unwrap_or_else(|| format!("{} to {}", day(from), day(to)))
    }

    /// The instant up to which records are reckoned in.
    pub(crate) fn as_of(&self) -> String {
        moment(self.statement.as_of, self.zone)
    }

    /// Day by day, a line for each of what was sent and what came back.
    fn chart(&self, style: OutputStyle) -> String {
        type Count = fn(&Totals) -> u64;
        let lines: [(&str, Count); 4] = [
            ("people messaged", |counts| counts.day_slots),
            ("InMails", |counts| counts.inmails),
            ("invitations", |counts| counts.invitations),
            ("responses", |counts| counts.responses),
        ];
        let days = &self.statement.days;
        let room = style.columns.saturating_sub(LABEL + 12).max(10);
        let step = days.len().div_ceil(room).max(1);
        let unit = if step == 1 { "Day by day".to_owned() } else { format!("Day by day, {step} days a column") };
        let mut text = format!("{}\n", style.paint(Tone::Strong, &unit));
        for (label, count) in lines {
            let counts: Vec<u64> =
                days.chunks(step).map(|days| days.iter().map(|day| count(&day.counts)).sum()).collect();
            let most = counts.iter().max().copied().unwrap_or(0);
            text += &format!("{label:<LABEL$}{}  most {most}\n", spark(&counts, style));
        }
        text + &scale(self.statement.period, step)
    }

    fn markdown(&self) -> String {
        let mut text = format!("# {}\n", self.title());
        let (this, before) = (named(self.statement.period), named(self.before.period));
        for Section { title, rows, .. } in sections(&self.statement, &self.before) {
            text += &format!("\n## {title}\n\n| | {this} | {before} |\n|---|---:|---:|\n");
            for Row { label, this, before, .. } in rows {
                text += &format!("| {} | {this} | {before} |\n", label.trim_start());
            }
        }
        text += "\n## Day by day\n\n| date | people | messages | InMail | invitations | responses |\n|---|---:|---:|---:|---:|---:|\n";
        for day in &self.statement.days {
            let c = &day.counts;
            text += &format!(
                "| {} | {} | {} | {} | {} | {} |\n",
                day.date, c.day_slots, c.messages, c.inmails, c.invitations, c.responses
            );
        }
        text
    }

    fn csv(&self) -> Result<String, Failure> {
        let write = || -> anyhow::Result<String> {
            let mut writer = csv::Writer::from_writer(Vec::new());
            let (this, before) = (named(self.statement.period), named(self.before.period));
            writer.write_record(["section", "figure", &this, &before])?;
            for Section { key, rows, .. } in sections(&self.statement, &self.before) {
                for row in rows.iter().filter(|row| !row.key.is_empty()) {
                    writer.write_record([key, row.key, &row.number, &row.number_before])?;
                }
            }
            for day in &self.statement.days {
                let (date, c) = (day.date.to_string(), &day.counts);
                let figures = [
                    ("people", c.day_slots),
                    ("messages", c.messages),
                    ("inmail", c.inmails),
                    ("invitations", c.invitations),
                    ("responses", c.responses),
                ];
                for (figure, number) in figures {
                    writer.write_record([&date, figure, &number.to_string(), ""])?;
                }
            }
            Ok(String::from_utf8(writer.into_inner()?)?)
        };
        write().context("could not write the summary as CSV").map_err(Failure::Internal)
    }
}

/// Columns of a chart's labels.
const LABEL: usize = 17;

/// The days under a chart: 1, 8, 15, 22, 29 of a month; else its first and last dates.
fn scale(period: Period, step: usize) -> String {
    if whole_month(period).is_none() || step > 1 {
        return format!("{:<LABEL$}{} – {}\n", "", period.from, period.to);
    }
    let marks: String =
        period.dates().filter(|date| date.day() % 7 == 1).map(|date| format!("{:<7}", date.day())).collect();
    format!("{:<LABEL$}{}\n", "", marks.trim_end())
}

/// "November 2026", when the period is that month.
fn whole_month(period: Period) -> Option<String> {
    period.is_month().then(|| format!("{} {}", period.from.format("%B"), period.from.year()))
}

/// A head for a column: "Nov 2026", or the two dates.
pub(crate) fn named(period: Period) -> String {
    match whole_month(period) {
        Some(_) => format!("{} {}", period.from.format("%b"), period.from.year()),
        None => format!("{} to {}", period.from, period.to),
    }
}
