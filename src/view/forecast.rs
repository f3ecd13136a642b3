//! The balance ahead, as a chart, and what happens on the way.

mod document;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::engine::advice::forecast::{DayAhead, Forecast};
use crate::engine::calendar::{Instant, date_of};
use crate::view::format::{credits, day, plural, short_day};
use crate::view::terminal::{OutputStyle, Show, Tone, chart};

/// The answer to `forecast`.
#[derive(Debug)]
pub(crate) struct ForecastAnswer {
    pub(crate) forecast: Forecast,
    pub(crate) as_of: Instant,
    pub(crate) zone: Tz,
}

/// Lines of the chart.
const LINES: u64 = 8;

/// Columns left of it.
const SCALE: usize = 10;

/// From how many days on dates need their year.
const A_YEAR: usize = 330;

/// How many days on which something happens are listed.
const MOST: usize = 24;

impl Show for ForecastAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = format!("{} on {}", credits(self.forecast.opening), day(date_of(self.as_of, self.zone)));
        let mut text = format!("{}; {}\n", style.paint(Tone::Strong, &head), self.rate());
        text += &format!("\n{}", self.chart(style));
        let events: Vec<String> = self.forecast.days.iter().filter_map(happens).collect();
        if !events.is_empty() {
            text += "\n";
            let shown: String = events.iter().take(MOST).map(|line| format!("{line}\n")).collect();
            text += &shown;
            let more = events.len().saturating_sub(MOST);
            if more > 0 {
                text += &format!("and {}\n", plural(more as u64, "more day", "more days"));
            }
        }
        format!("{text}\n{}\n", self.end())
    }

    fn json(&self) -> String {
        document::document(self)
    }
}

impl ForecastAnswer {
    /// "9 spent since Thu 29 Oct 2026 (20 working days): 0.45 a working day".
    fn rate(&self) -> String {
        let rate = self.forecast.rate;
        let days = plural(rate.working_days, "working day", "working days");
        let each = rate.a_working_day().map_or("no rate".to_owned(), |each| format!("{each} a working day"));
        format!("{} spent since {} ({days}): {each}", rate.spent, day(rate.since))
    }

    fn chart(&self, style: OutputStyle) -> String {
        let days = &self.forecast.days;
        let room = style.columns.saturating_sub(SCALE).max(10);
        let step = days.len().div_ceil(room).max(1);
        let balances: Vec<u64> = days.chunks(step).filter_map(|days| days.last()).map(|day| day.balance).collect();
        let (first, last) = (days.first().map(|day| day.date), days.last().map(|day| day.date));
        let words = if days.len() > A_YEAR { day } else { short_day };
        let span = |date: Option<NaiveDate>| date.map(words).unwrap_or_default();
        let unit = if step == 1 { String::new() } else { format!(", {step} days a column") };
        let ends = format!("     {} to {}{unit}\n", span(first), span(last));
        let marks = marks(days, step);
        let legend = if marks.is_empty() { "" } else { "     + granted, x lost\n" };
        format!("{}{legend}{ends}", chart(&balances, LINES, &marks, style))
    }

    /// What there is at the end, and when it runs out.
    fn end(&self) -> String {
        let Some(last) = self.forecast.days.last() else { return String::new() };
        let short = self.forecast.days.iter().find(|day| day.short > 0);
        let short = short.map(|first| {
            let all: u64 = self.forecast.days.iter().map(|day| day.short).sum();
            let inmails = plural(all, "InMail finds", "InMails find");
            format!("; the first InMail without a credit is due on {}: {inmails} none", day(first.date))
        });
        let gone: u64 = self.forecast.days.iter().map(DayAhead::lost).sum();
        let gone = if gone > 0 { format!("; {} lost on the way", credits(gone)) } else { String::new() };
        format!("{} on {}{gone}{}", credits(last.balance), day(last.date), short.unwrap_or_default())
    }
}

/// Where credits come and where they are lost, a mark a column; nothing where neither happens.
fn marks(days: &[DayAhead], step: usize) -> String {
    let mark = |days: &[DayAhead]| match days {
        days if days.iter().any(|day| day.lost() > 0) => 'x',
        days if days.iter().any(|day| day.granted > 0) => '+',
        _ => ' ',
    };
    let marks: String = days.chunks(step).map(mark).collect();
    marks.trim_end().to_owned()
}

/// A day on which credits come or are lost: "Sat 12 Dec 2026: 5 granted, 4 over the cap; 15 left".
fn happens(ahead: &DayAhead) -> Option<String> {
    let parts = [
        (ahead.granted, "granted"),
        (ahead.expired, "expire"),
        (ahead.lost_to_cap, "over the cap"),
        (ahead.lapsed, "lapse with the plan"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
    (!parts.is_empty()).then(|| format!("{}: {}; {} left", day(ahead.date), parts.join(", "), ahead.balance))
}
