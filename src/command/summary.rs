//! `summary`: the figures of a month, or of any period.

use chrono::NaiveDate;

use super::desk::Desk;
use crate::cli::when::month;
use crate::cli::{Summary, SummaryFormat};
use crate::engine::calendar::{Instant, Month, date_of, days_between, plus_days};
use crate::engine::statement::{Period, statement};
use crate::engine::timeline::Timeline;
use crate::error::{Ending, Failure};
use crate::view::{SummaryAnswer, SummaryForm, safe};

/// The longest period: forty years of days.
const MOST_DAYS: i64 = 14_610;

pub(super) fn run(args: &Summary, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let form = form(args.format, desk.screen.is_json())?;
    let timeline = desk.read()?;
    let as_of = desk.as_of(&timeline)?;
    let (period, before) = periods(args, as_of, &timeline, desk)?;
    let answer = SummaryAnswer {
        statement: statement(&timeline, period, as_of),
        before: statement(&timeline, before, as_of),
        zone: timeline.zone(),
    };
    let text = answer.in_form(form, desk.screen.look())?;
    match form {
        SummaryForm::Table => desk.screen.say(&text)?,
        _ => desk.screen.print(&text)?,
    }
    Ok(Ending::Yes)
}

fn form(format: Option<SummaryFormat>, json: bool) -> Result<SummaryForm, Failure> {
    match (format, json) {
        (None | Some(SummaryFormat::Json), true) | (Some(SummaryFormat::Json), false) => Ok(SummaryForm::Json),
        (Some(_), true) => {
            Err(Failure::input("usage", "--json and another --format are both given", "leave one of them out"))
        }
        (None | Some(SummaryFormat::Table), false) => Ok(SummaryForm::Table),
        (Some(SummaryFormat::Markdown), false) => Ok(SummaryForm::Markdown),
        (Some(SummaryFormat::Csv), false) => Ok(SummaryForm::Csv),
    }
}

/// The period asked for, and the one that it is shown beside: the month before a month, else the same number
/// of days before.
fn periods(args: &Summary, as_of: Instant, timeline: &Timeline, desk: &Desk<'_>) -> Result<(Period, Period), Failure> {
    let today = date_of(as_of, timeline.zone());
    if let Some(from) = &args.from {
        let from = desk.date("--from", from, timeline.zone())?;
        let to = args.to.as_deref().map(|text| desk.date("--to", text, timeline.zone())).transpose()?;
        return span(from, to.unwrap_or(today));
    }
    let this = Month::of(today);
    let month = match &args.month {
        Some(text) => month(text).ok_or_else(|| {
            let message = format!("--month {} is not a month of the years 1970 to 2999", safe(text));
            Failure::input("bad_when", message, "write it as in 2026-11")
        })?,
        None if args.last_month => this.previous(),
        None => this,
    };
    Ok((Period::month(month), Period::month(month.previous())))
}

fn span(from: NaiveDate, to: NaiveDate) -> Result<(Period, Period), Failure> {
    let days = days_between(from, to) + 1;
    if days < 1 {
        return Err(Failure::input(
            "usage",
            format!("--to {to} is before --from {from}"),
            "give the earlier date as --from",
        ));
    }
    if days > MOST_DAYS {
        return Err(Failure::input("usage", "the period is longer than forty years", "give a shorter one"));
    }
    let back = |date: NaiveDate| date.checked_sub_days(chrono::Days::new(days.unsigned_abs())).unwrap_or(date);
    let before = Period { from: back(from), to: plus_days(back(from), u32::try_from(days - 1).unwrap_or(0)) };
    Ok((Period { from, to }, before))
}
