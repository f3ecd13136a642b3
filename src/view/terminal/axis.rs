//! The dates under a chart.

use chrono::{Datelike, NaiveDate};

/// Every how many columns a date is shown, if there is room: a week, where a column is a day.
const EVERY: usize = 7;

/// Periods longer than this show months and years, in days.
const LONGEST_WITHOUT_YEAR: i64 = 330;

/// The dates of a chart: of its first column, of some between, and of the last, which ends with the chart. `dates` has
/// the first date of each column, and `last` is the last date of all. A month is repeated only where it changes.
pub(crate) fn axis(dates: &[NaiveDate], last: NaiveDate) -> String {
    let Some(first) = dates.first() else { return String::new() };
    let has_year = last.signed_duration_since(*first).num_days() > LONGEST_WITHOUT_YEAR;
    let label = |date: NaiveDate, before: Option<NaiveDate>| label(date, before, has_year);
    let mut text = label(*first, None);
    let end = if last == *first { String::new() } else { label(last, Some(*first)) };
    // Where the last label begins. It is left out if the chart is too narrow for it.
    let Some(end_start) = dates.len().checked_sub(end.len()).filter(|start| *start > text.len()) else { return text };
    let mut shown = *first;
    for (column, date) in dates.iter().enumerate().skip(EVERY).step_by(EVERY) {
        let label = label(*date, Some(shown));
        if column >= text.len() + 2 && column + label.len() < end_start {
            text = format!("{text:column$}{label}");
            shown = *date;
        }
    }
    if shown == *first {
        text = with_middle(text, dates, end_start, |date| label(date, Some(*first)));
    }
    format!("{text:end_start$}{end}").trim_end().to_owned()
}

/// The first label with one near the middle, if there is room.
fn with_middle(text: String, dates: &[NaiveDate], end: usize, label: impl Fn(NaiveDate) -> String) -> String {
    let middle = |(column, text): &(usize, String)| (column + text.len() / 2).abs_diff(dates.len() / 2);
    let labels = dates.iter().enumerate().map(|(column, date)| (column, label(*date)));
    let fitting = labels.filter(|(column, label)| *column > text.len() && column + label.len() < end);
    match fitting.min_by_key(middle) {
        Some((column, label)) => format!("{text:column$}{label}"),
        None => text,
    }
}

/// "1 Nov", or "8" after a date of the same month; "Nov 2026" in a long period.
fn label(date: NaiveDate, before: Option<NaiveDate>, has_year: bool) -> String {
    match before {
        _ if has_year => date.format("%b %Y").to_string(),
        Some(before) if (before.year(), before.month()) == (date.year(), date.month()) => date.day().to_string(),
        _ => date.format("%-d %b").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::calendar::plus_days;

    /// The axis of this many days from a date, with this many days a column.
    fn of(from: (i32, u32, u32), days: u32, step: usize) -> String {
        let from = NaiveDate::from_ymd_opt(from.0, from.1, from.2).unwrap();
        let dates: Vec<NaiveDate> = (0..days).map(|day| plus_days(from, day)).step_by(step).collect();
        axis(&dates, plus_days(from, days - 1))
    }

    #[test]
    fn a_month_has_its_weeks_and_its_last_day() {
        // The columns 0, 7, 14 and 21; that of the 29th would run into the last date.
        assert_eq!(of((2026, 11, 1), 30, 1), "1 Nov  8      15     22     30");
        assert_eq!(of((2026, 10, 1), 31, 1), "1 Oct  8      15     22      31");
    }

    #[test]
    fn a_month_is_named_where_it_changes() {
        // Column 7 is too near the first label.
        let text = "25 Nov        9 Dec  16     23     30     6 Jan  13   24 Jan";
        assert_eq!(of((2026, 11, 25), 61, 1), text.replace("13   24", "13    24"));
        // 365 days in 53 weeks. Column 7 is too near the first label, and column 42 would run into the last.
        let year = "Jan 2026      Apr 2026      Jul 2026         Dec 2026";
        assert_eq!(of((2026, 1, 1), 365, 7), year);
    }

    #[test]
    fn few_columns_have_the_first_the_middle_and_the_last_date() {
        // 11 columns of 3 days: column 6 begins on the 19th.
        assert_eq!(of((2026, 10, 1), 31, 3), "1 Oct 19 31");
        assert_eq!(of((2026, 10, 1), 4, 1), "1 Oct");
        assert_eq!(of((2026, 10, 1), 1, 1), "1 Oct");
        assert_eq!(axis(&[], NaiveDate::MAX), "");
    }
}
