//! The balance of the days ahead: a chart, and the days on which it changes.

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::advice::forecast::{CreditChange, DayAhead, Forecast, SpendingRate};
use crate::settings::ClockFormat;
use crate::view::credits::LapseOn;
use crate::view::format::{LocalInstant, LocalPlanDate, credits, day, plural};
use crate::view::terminal::{OutputStyle, Show, Tone, axis, chart};

/// The answer to `forecast`.
#[derive(Debug, Serialize)]
pub(crate) struct ForecastAnswer {
    as_of: LocalInstant,
    balance: u64,
    rate: Spending,
    days: Vec<DayAhead>,
    /// The first credits that lapse as another plan starts.
    next_lapse: Option<LapseOn>,
    changes: Vec<Change>,
}

/// A grant or a loss of credits.
#[derive(Clone, Copy, Debug, Serialize)]
struct Change {
    #[serde(flatten)]
    on: LocalPlanDate,
    granted: u64,
    expired: u64,
    lost_to_cap: u64,
    lapsed: u64,
    balance: u64,
}

/// How fast credits are spent, in all and per working day.
#[derive(Debug, Serialize)]
struct Spending {
    #[serde(flatten)]
    rate: SpendingRate,
    #[serde(rename = "a_working_day")]
    per_working_day: Option<f64>,
}

/// The height of the chart, in lines.
const LINES: u64 = 8;

/// The most lines with changes to list.
const MOST_DAYS: usize = 24;

impl ForecastAnswer {
    /// The answer for a forecast made at an instant.
    pub(crate) fn new(forecast: Forecast, as_of: LocalInstant) -> ForecastAnswer {
        let rate = Spending { rate: forecast.rate, per_working_day: forecast.rate.per_working_day() };
        let next_lapse = forecast.lapse.map(|lapse| LapseOn::new(lapse, as_of.zone()));
        let changes = forecast.changes.iter().map(|change| Change::new(change, as_of)).collect();
        ForecastAnswer { as_of, balance: forecast.opening, rate, days: forecast.days, next_lapse, changes }
    }

    /// "9 spent since Thu 29 Oct 2026 (20 working days): 0.45 a working day".
    fn rate_in_words(&self) -> String {
        let SpendingRate { since, spent, working_days } = self.rate.rate;
        let days = plural(working_days, "working day", "working days");
        let each = self.rate.per_working_day.map_or("no rate".to_owned(), |each| format!("{each} a working day"));
        format!("{spent} spent since {} ({days}): {each}", day(since))
    }

    /// The balance day by day: as a chart, or in words.
    fn chart(&self, style: OutputStyle) -> String {
        let days = &self.days;
        let Some(last) = days.last() else { return String::new() };
        let room = style.columns.saturating_sub(scale_width(days)).max(10);
        if !style.charts {
            return self.extremes_in_words();
        }
        let step = days.len().div_ceil(room).max(1);
        let balances: Vec<u64> = days.chunks(step).filter_map(|days| days.last()).map(|day| day.balance).collect();
        let dates: Vec<NaiveDate> = days.iter().step_by(step).map(|day| day.date).collect();
        let marks = Some(marks(days, step)).filter(|marks| !marks.is_empty());
        let legend = if marks.is_some() { "     + granted, x lost\n" } else { "" };
        let unit = if step == 1 { String::new() } else { format!(", {step} days a column") };
        let under: Vec<String> = marks.into_iter().chain([axis(&dates, last.date)]).collect();
        format!("credits at the end of each day{unit}\n{}{legend}", chart(&balances, LINES, &under, style))
    }

    /// "from Wed 25 Nov 2026 to Sun 24 Jan 2027: lowest 5 on Wed 25 Nov 2026, highest 15 on Fri 1 Jan 2027".
    fn extremes_in_words(&self) -> String {
        let days = &self.days;
        let lowest = days.iter().min_by_key(|day| day.balance);
        let highest = days.iter().rev().max_by_key(|day| day.balance);
        let (Some(first), Some(last), Some(low), Some(high)) = (days.first(), days.last(), lowest, highest) else {
            return String::new();
        };
        let on = |one: &DayAhead| format!("{} on {}", one.balance, day(one.date));
        format!("from {} to {}: lowest {}, highest {}\n", day(first.date), day(last.date), on(low), on(high))
    }

    /// When credits are granted or lost, a line each.
    fn changes(&self, clock: ClockFormat) -> String {
        let changes = self.lines(clock);
        let shown: String = changes.iter().take(MOST_DAYS).map(|line| format!("{line}\n")).collect();
        match changes.len().saturating_sub(MOST_DAYS) as u64 {
            _ if changes.is_empty() => shown,
            0 => format!("\n{shown}"),
            more => format!("\n{shown}and {}\n", plural(more, "more day", "more days")),
        }
    }

    /// The changes in words. Those that are shown with the same date share a line.
    fn lines(&self, clock: ClockFormat) -> Vec<String> {
        let together = self.changes.chunk_by(|one, other| one.on.day(clock) == other.on.day(clock));
        together.filter_map(|changes| changes.iter().copied().reduce(Change::and)).map(|all| all.line(clock)).collect()
    }

    /// The balance on the last day, the losses until then, the InMails that find no credit, and the first lapse.
    fn end(&self, clock: ClockFormat) -> String {
        let Some(last) = self.days.last() else { return String::new() };
        let short = self.days.iter().find(|day| day.short > 0).map(|first| {
            let all: u64 = self.days.iter().map(|day| day.short).sum();
            let inmails = plural(all, "InMail", "InMails");
            format!("; from {} on, {inmails} would find no credit", day(first.date))
        });
        let losses = match self.days.iter().map(DayAhead::lost).sum() {
            0 => String::new(),
            number => format!("; {} lost before then", credits(number)),
        };
        let lapse = self.next_lapse.as_ref().map(|lapse| format!("\n{}", lapse.in_words(self.as_of, clock)));
        let (short, lapse) = (short.unwrap_or_default(), lapse.unwrap_or_default());
        format!("{} left on {}{losses}{short}{lapse}", credits(last.balance), day(last.date))
    }
}

impl Show for ForecastAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = format!("{} on {}", credits(self.balance), day(self.as_of.date()));
        let head = format!("{}; {}", style.paint(Tone::Strong, &head), self.rate_in_words());
        format!("{head}\n\n{}{}\n{}\n", self.chart(style), self.changes(style.clock), self.end(style.clock))
    }
}

/// The width of the scale to the left of the chart.
fn scale_width(days: &[DayAhead]) -> usize {
    let most = days.iter().map(|day| day.balance).max().unwrap_or(0);
    most.to_string().len().max(3) + 2
}

/// The marks under the columns: x where credits are lost, else + where credits are granted.
fn marks(days: &[DayAhead], step: usize) -> String {
    let mark = |days: &[DayAhead]| match days {
        days if days.iter().any(|day| day.lost() > 0) => 'x',
        days if days.iter().any(|day| day.granted > 0) => '+',
        _ => ' ',
    };
    let marks: String = days.chunks(step).map(mark).collect();
    marks.trim_end().to_owned()
}

impl Change {
    fn new(change: &CreditChange, as_of: LocalInstant) -> Change {
        let CreditChange { on, granted, expired, lost_to_cap, lapsed, balance } = *change;
        Change { on: LocalPlanDate::new(on, as_of.zone()), granted, expired, lost_to_cap, lapsed, balance }
    }

    /// This change and a later one together.
    fn and(self, later: Change) -> Change {
        Change {
            on: later.on,
            granted: self.granted + later.granted,
            expired: self.expired + later.expired,
            lost_to_cap: self.lost_to_cap + later.lost_to_cap,
            lapsed: self.lapsed + later.lapsed,
            balance: later.balance,
        }
    }

    /// "Sat 12 Dec 2026: 5 granted, 4 lost to the cap; 15 left".
    fn line(&self, clock: ClockFormat) -> String {
        let parts = [
            (self.granted, "granted"),
            (self.expired, "expired"),
            (self.lost_to_cap, "lost to the cap"),
            (self.lapsed, "lapsed with the plan"),
        ];
        let parts = parts.iter().filter(|(number, _)| *number > 0);
        let parts: Vec<String> = parts.map(|(number, what)| format!("{number} {what}")).collect();
        format!("{}: {}; {} left", self.on.day(clock), parts.join(", "), self.balance)
    }
}
