//! The summary of a period in every format except HTML.

use std::slice;

use anyhow::Context as _;
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Serialize, Serializer};

use super::daily::COLUMNS;
use super::figures::{FiguresInput, PeriodFigures};
use super::rows::{CLOSING, CreditRows, Row, Section, sections};
use super::{by_tag, charts, period};
use crate::engine::calendar::PlanDate;
use crate::engine::credit_dates::CreditDates;
use crate::engine::statement::Statement;
use crate::engine::tag_figures::FiguresByTag;
use crate::error::Failure;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, json, moment, safe, shortened};
use crate::view::terminal::{OutputStyle, Table, Tone};

/// The formats of a summary, except HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FiguresFormat {
    /// For a terminal.
    Table,
    /// For a text document.
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
    /// The grants and expiries of the period that a plan dates in another zone.
    pub(crate) credit_dates: CreditDates,
    /// The statement of the period to compare with.
    pub(crate) before: Statement,
    pub(crate) zone: Tz,
    /// The name of the account; `None` for the account `default`.
    pub(crate) account: Option<String>,
    /// The tag whose figures both statements are; `None` for those of the account.
    pub(crate) tag: Option<String>,
    /// The figures of the period by tag, if they are asked for.
    pub(crate) by_tag: Option<FiguresByTag>,
    /// Whether tables and Markdown have rows of nothing but zeroes.
    pub(crate) shows_zeroes: bool,
}

/// The most dates of grants, and of expiries, to show.
const MOST_DATES: usize = 4;

impl Serialize for SummaryAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let input = FiguresInput {
            statement: &self.statement,
            credit_dates: &self.credit_dates,
            zone: self.zone,
            account: self.account.as_deref(),
            tag: self.tag.as_deref(),
            by_tag: self.by_tag.as_ref(),
        };
        PeriodFigures::new(input).serialize(serializer)
    }
}

impl SummaryAnswer {
    /// The summary in this format.
    pub(crate) fn in_format(&self, format: FiguresFormat, style: OutputStyle) -> Result<String, Failure> {
        let written =
            |csv: anyhow::Result<String>| csv.context("could not write the summary as CSV").map_err(Failure::Internal);
        match (format, &self.by_tag) {
            (FiguresFormat::Json, _) => Ok(json::document(self) + "\n"),
            (FiguresFormat::Table, None) => Ok(self.tables(style)),
            (FiguresFormat::Markdown, None) => Ok(self.markdown(style.clock)),
            (FiguresFormat::Csv, None) => written(self.csv()),
            (FiguresFormat::Table, Some(figures)) => {
                let title = style.paint(Tone::Strong, &self.title(style.clock));
                Ok(format!("{title}\n\n{}", by_tag::tables(figures, self.shows_zeroes, style)))
            }
            (FiguresFormat::Markdown, Some(figures)) => {
                Ok(format!("# {}\n\n{}", self.title(style.clock), by_tag::markdown(figures, self.shows_zeroes)))
            }
            (FiguresFormat::Csv, Some(figures)) => written(by_tag::csv(figures)),
        }
    }

    /// "November 2026, tag spring, account sales".
    pub(super) fn name(&self) -> String {
        let tag = self.tag_in_words().map(|tag| format!(", {tag}"));
        let by_tag = self.by_tag.as_ref().map(|_| ", by tag".to_owned());
        let account = self.account.as_ref().map(|account| format!(", account {account}"));
        let parts: String = [tag, by_tag, account].into_iter().flatten().collect();
        period::in_words(self.statement.period) + &parts
    }

    /// "tag spring", safe to show.
    pub(super) fn tag_in_words(&self) -> Option<String> {
        self.tag.as_ref().map(|tag| format!("tag {}", shortened(&safe(tag))))
    }

    /// The instant until which records count.
    pub(super) fn as_of(&self) -> LocalInstant {
        LocalInstant::new(self.statement.as_of, self.zone)
    }

    /// "November 2026, account sales, as of Wed 25 Nov 2026, 09:00".
    fn title(&self, clock: ClockFormat) -> String {
        format!("{}, as of {}", self.name(), moment(self.as_of(), clock))
    }

    /// "compared with October 2026".
    pub(super) fn compared(&self) -> String {
        format!("compared with {}", period::in_words(self.before.period))
    }

    /// The figures of both periods.
    pub(super) fn sections(&self) -> Vec<Section> {
        let credits = if self.tag.is_some() { CreditRows::OfTag } else { CreditRows::Statement };
        sections(&self.statement, &self.before, self.zone, credits)
    }

    /// When credits came and went, where a plan dates that in another zone:
    /// "granted: Mon 30 Nov 2026, 16:00 (1 Dec UTC)".
    pub(super) fn credit_dates_in_words(&self, clock: ClockFormat) -> Vec<String> {
        let kinds = [("granted", &self.credit_dates.granted), ("expired", &self.credit_dates.expired)];
        let day = |date: &PlanDate| LocalPlanDate::new(*date, self.zone).day(clock);
        let lines = kinds.into_iter().filter(|(_, dates)| !dates.is_empty()).map(|(kind, dates)| {
            let shown: Vec<String> = dates.iter().take(MOST_DATES).map(day).collect();
            let more = dates.len().saturating_sub(MOST_DATES);
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            format!("{kind}: {}{more}", shown.join("; "))
        });
        lines.collect()
    }

    /// The column heads of both periods.
    fn heads(&self) -> [String; 2] {
        [period::in_short(self.statement.period), period::in_short(self.before.period)]
    }

    fn tables(&self, style: OutputStyle) -> String {
        let table = self.table(style);
        let narrow = if table.heads_left_out().is_empty() { "" } else { " (needs a wider screen)" };
        let title = style.paint(Tone::Strong, &self.title(style.clock));
        let dates: String = self.credit_dates_in_words(style.clock).iter().map(|line| format!("{line}\n")).collect();
        let charts = charts::day_by_day(&self.statement, self.shows_zeroes, style);
        format!("{title}\n{}{narrow}\n\n{table}{dates}\n{charts}", self.compared())
    }

    fn table(&self, style: OutputStyle) -> Table {
        let [this, before] = self.heads();
        let mut table = Table::new(&["", &this, &before], &[1, 2], style).with_expendable(&[2]);
        for (place, section) in self.sections().iter().enumerate() {
            if place > 0 {
                table.row(vec![String::new()]);
            }
            let title = style.mark(Tone::Strong, section.title);
            let mut rows = section.shown_rows(self.shows_zeroes).peekable();
            if rows.peek().is_none() {
                table.row(vec![format!("{title}: {}", section.nothing)]);
                continue;
            }
            table.row(vec![title]);
            for row in rows {
                if row.key == CLOSING {
                    table.rule();
                }
                table.row(vec![row.label.to_owned(), row.this.clone(), row.before.clone()]);
            }
        }
        table
    }

    fn markdown(&self, clock: ClockFormat) -> String {
        let mut text = format!("# {}\n\n{}\n", self.title(clock), self.compared());
        let [this, before] = self.heads();
        for section in self.sections() {
            text += &format!("\n## {}\n\n", section.title);
            let rows = section.shown_rows(self.shows_zeroes);
            let row = |row: &Row| format!("| {} | {} | {} |\n", row.label.trim_start(), row.this, row.before);
            let rows: String = rows.map(row).collect();
            text += &if rows.is_empty() {
                format!("{}\n", section.nothing)
            } else {
                format!("| | {this} | {before} |\n|---|---:|---:|\n{rows}")
            };
        }
        // The last section is the credit statement.
        text += &self.credit_dates_in_words(clock).iter().map(|line| format!("\n{line}\n")).collect::<String>();
        text + "\n## Day by day\n\n" + &self.days_in_markdown()
    }

    fn days_in_markdown(&self) -> String {
        let counts = |day| COLUMNS.map(|(_, _, count)| count(&self.statement, slice::from_ref(day)));
        let days = self.statement.days.iter().map(|day| (day.date, counts(day)));
        let shown = days.filter(|(_, counts)| self.shows_zeroes || counts.iter().any(|count| *count > 0));
        let row = |(date, counts): (NaiveDate, [u64; COLUMNS.len()])| {
            format!("| {date} | {} |\n", counts.map(|count| count.to_string()).join(" | "))
        };
        let rows: String = shown.map(row).collect();
        if rows.is_empty() {
            return "nothing\n".to_owned();
        }
        let heads = COLUMNS.map(|(_, head, _)| head).join(" | ");
        format!("| date | {heads} |\n|---|{}\n{rows}", "---:|".repeat(COLUMNS.len()))
    }

    fn csv(&self) -> anyhow::Result<String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let [this, before] = self.heads();
        writer.write_record(["section", "figure", &this, &before])?;
        for Section { key, rows, .. } in self.sections() {
            for row in rows.iter().filter(|row| !row.key.is_empty()) {
                writer.write_record([key, row.key, &row.number, &row.number_before])?;
            }
        }
        for day in &self.statement.days {
            for (key, _, count) in COLUMNS {
                let number = count(&self.statement, slice::from_ref(day)).to_string();
                writer.write_record([&day.date.to_string(), key, &number, ""])?;
            }
        }
        Ok(String::from_utf8(writer.into_inner()?)?)
    }
}
