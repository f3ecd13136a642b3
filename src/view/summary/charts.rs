//! The days of a period as small charts, for a terminal.

use chrono::NaiveDate;

use super::daily::{DailyCount, counts_in_words, day_slots, inmails, invitations, people_reached, responses};
use crate::engine::statement::Statement;
use crate::view::terminal::{OutputStyle, Tone, axis, spark};

/// The counts that are charted day by day.
const CHARTS: [(&str, DailyCount); 5] = [
    ("people reached", people_reached),
    ("slots of the day", day_slots),
    ("InMails", inmails),
    ("invitations", invitations),
    ("responses", responses),
];

/// The width of the labels of charts.
const LABEL: usize = 17;

/// The width of the scale of a chart: "  most 100".
const SCALE: usize = 10;

/// Screens narrower than this have each label above its chart.
const LEAST_WIDTH: usize = 60;

/// The indent of the charts under their labels.
const INDENT: usize = 2;

/// A small chart for each count, with the dates under them. Counts of nothing but zeroes are left out unless they are
/// asked for.
pub(super) fn day_by_day(statement: &Statement, shows_zeroes: bool, style: OutputStyle) -> String {
    if !style.charts {
        return in_words(statement, shows_zeroes, style);
    }
    let days = &statement.days;
    let is_narrow = style.columns < LEAST_WIDTH;
    let taken = if is_narrow { INDENT } else { LABEL + SCALE };
    let step = days.len().div_ceil(style.columns.saturating_sub(taken).max(10)).max(1);
    let numbers = |(label, count): (&'static str, DailyCount)| -> (&'static str, Vec<u64>) {
        (label, days.chunks(step).map(|days| count(statement, days)).collect())
    };
    let charts = CHARTS.into_iter().map(numbers);
    let charts: Vec<_> = charts.filter(|(_, counts)| shows_zeroes || counts.iter().any(|count| *count > 0)).collect();
    let title = style.paint(Tone::Strong, "Day by day");
    if charts.is_empty() {
        return format!("{title}: nothing\n");
    }
    let unit = if step == 1 { "each day".to_owned() } else { format!("every {step} days") };
    let dates: Vec<NaiveDate> = days.iter().step_by(step).map(|day| day.date).collect();
    let lines: String = charts.iter().map(|(label, counts)| line(label, counts, is_narrow, style)).collect();
    let (axis, indent) = (axis(&dates, statement.period.to), if is_narrow { INDENT } else { LABEL });
    format!("{title}, a bar for {unit}, on a scale from 0 to the most\n{lines}{:indent$}{axis}\n", "")
}

/// The counts in words, without a chart.
fn in_words(statement: &Statement, shows_zeroes: bool, style: OutputStyle) -> String {
    let sum = |count: DailyCount| count(statement, &statement.days);
    let shown = CHARTS.into_iter().filter(|(_, count)| shows_zeroes || sum(*count) > 0);
    let counts: String = shown.map(|(label, count)| counts_in_words(label, count, statement)).collect();
    let counts = if counts.is_empty() { "nothing\n".to_owned() } else { counts };
    format!("{}\n{counts}", style.paint(Tone::Strong, "Day by day"))
}

/// "InMails          ··▁··█  most 3".
fn line(label: &str, counts: &[u64], is_narrow: bool, style: OutputStyle) -> String {
    let (most, bars) = (counts.iter().max().copied().unwrap_or(0), spark(counts, style));
    if is_narrow {
        return format!("{label}, most {most}\n{:INDENT$}{bars}\n", "");
    }
    format!("{label:<LABEL$}{bars}  most {most}\n")
}
