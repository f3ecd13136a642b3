//! A period in words.

use chrono::Datelike;

use crate::engine::statement::Period;
use crate::view::format::day;

/// "November 2026" if the period is a month, else the first and the last date.
pub(super) fn in_words(period: Period) -> String {
    month(period, "%B").unwrap_or_else(|| format!("{} to {}", day(period.from), day(period.to)))
}

/// A period for the head of a column: "Nov 2026", or the first and the last date.
pub(super) fn in_short(period: Period) -> String {
    month(period, "%b").unwrap_or_else(|| format!("{} to {}", period.from, period.to))
}

/// The month and the year; `None` if the period is not a month.
fn month(period: Period, format: &str) -> Option<String> {
    period.is_month().then(|| format!("{} {}", period.from.format(format), period.from.year()))
}
