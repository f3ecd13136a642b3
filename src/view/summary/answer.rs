//! The summary of a period in every format except HTML.

use std::slice;

use anyhow::Context as _;
use chrono::Datelike;
use chrono_tz::Tz;
use serde::{Serialize, Serializer};

use super::by_tag;
use super::daily::{COLUMNS, DailyCount, counts_in_words, day_slots, inmails, invitations, people_reached, responses};
use super::figures::{FiguresInput, PeriodFigures};
use super::period;
use super::rows::{CreditRows, Row, Section, sections};
use crate::engine::calendar::PlanDate;
use crate::engine::credit_dates::CreditDates;
use crate::engine::statement::{Period, Statement};
use crate::engine::tag_figures::FiguresByTag;
use crate::error::Failure;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, json, moment, safe, shortened};
use crate::view::terminal::{OutputStyle, Table, Tone, spark};

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
}

/// The counts that are charted day by day.
const CHARTS: [(&str, DailyCount); 5] = [
    ("people reached", people_reached),
    ("slots of the day", day_slots),
    ("InMails", inmails),
    ("invitations", invitations),
    ("responses", responses),
];

/// The most dates of grants, and of expiries, to show.
const MOST_DATES: usize = 4;

/// The width of the labels of charts.
const LABEL: usize = 17;

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
                Ok(format!("{title}\n\n{}", by_tag::tables(figures, style)))
            }
            (FiguresFormat::Markdown, Some(figures)) => {
                Ok(format!("# {}\n\n{}", self.title(style.clock), by_tag::markdown(figures)))
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
        let sections = self.sections().into_iter().filter(|section| !section.is_blank());
        let sections: Vec<Section> = sections.collect();
        let all = self.table(&sections, style);
        let tables: Vec<String> = if all.is_side_by_side() {
            vec![all.to_string()]
        } else {
            sections.chunks(1).map(|section| self.table(section, style).to_string()).collect()
        };
        let title = style.paint(Tone::Strong, &self.title(style.clock));
        let dates: String = self.credit_dates_in_words(style.clock).iter().map(|line| format!("{line}\n")).collect();
        format!("{title}\n{}\n\n{}{dates}\n{}", self.compared(), tables.join("\n"), self.charts(style))
    }

    fn table(&self, sections: &[Section], style: OutputStyle) -> Table {
        let [this, before] = self.heads();
        let mut table = Table::new(&["", &this, &before], &[1, 2], style);
        for (place, Section { title, rows, .. }) in sections.iter().enumerate() {
            if place > 0 {
                table.row(vec![String::new()]);
            }
            table.row(vec![style.mark(Tone::Strong, title)]);
            for Row { label, this, before, .. } in rows.iter().filter(|row| !row.is_empty_detail()) {
                table.row(vec![(*label).to_owned(), this.clone(), before.clone()]);
            }
        }
        table
    }

    /// A sparkline for each charted count, or the counts in words.
    fn charts(&self, style: OutputStyle) -> String {
        let days = &self.statement.days;
        if !style.charts {
            let counts = CHARTS.into_iter().map(|(label, count)| counts_in_words(label, count, &self.statement));
            return format!("{}\n{}", style.paint(Tone::Strong, "Day by day"), counts.collect::<String>());
        }
        let room = style.columns.saturating_sub(LABEL + 12).max(10);
        let step = days.len().div_ceil(room).max(1);
        let title = if step == 1 { "Day by day".to_owned() } else { format!("Day by day, {step} days a column") };
        let chart = |(label, count): (&str, DailyCount)| {
            let counts: Vec<u64> = days.chunks(step).map(|days| count(&self.statement, days)).collect();
            let most = counts.iter().max().copied().unwrap_or(0);
            format!("{label:<LABEL$}{}  most {most}\n", spark(&counts, style))
        };
        let charts: String = CHARTS.into_iter().map(chart).collect();
        format!("{}\n{charts}{}", style.paint(Tone::Strong, &title), scale(self.statement.period, step))
    }

    fn markdown(&self, clock: ClockFormat) -> String {
        let mut text = format!("# {}\n\n{}\n", self.title(clock), self.compared());
        let [this, before] = self.heads();
        for Section { title, rows, .. } in self.sections() {
            text += &format!("\n## {title}\n\n| | {this} | {before} |\n|---|---:|---:|\n");
            for Row { label, this, before, .. } in rows {
                text += &format!("| {} | {this} | {before} |\n", label.trim_start());
            }
        }
        // The last section is the credit statement.
        text += &self.credit_dates_in_words(clock).iter().map(|line| format!("\n{line}\n")).collect::<String>();
        let heads = COLUMNS.map(|(_, head, _)| head).join(" | ");
        text += &format!("\n## Day by day\n\n| date | {heads} |\n|---|{}\n", "---:|".repeat(COLUMNS.len()));
        for day in &self.statement.days {
            let counts = COLUMNS.map(|(_, _, count)| count(&self.statement, slice::from_ref(day)).to_string());
            text += &format!("| {} | {} |\n", day.date, counts.join(" | "));
        }
        text
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

/// The scale under the charts: the days 1, 8, 15, 22 and 29 of a month; else the first and the last date.
fn scale(period: Period, step: usize) -> String {
    if !period.is_month() || step > 1 {
        return format!("{:<LABEL$}{} – {}\n", "", period.from, period.to);
    }
    let marks: String =
        period.dates().filter(|date| date.day() % 7 == 1).map(|date| format!("{:<7}", date.day())).collect();
    format!("{:<LABEL$}{}\n", "", marks.trim_end())
}
