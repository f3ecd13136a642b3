//! A period in words.

use chrono::Datelike;

use crate::engine::statement::Period;
use crate::view::format::day;

/// "November 2026" or "July to September 2026" if the period is of whole months, else the first and the last date.
pub(super) fn in_words(period: Period) -> String {
    months(period, "%B").unwrap_or_else(|| format!("{} to {}", day(period.from), day(period.to)))
}

/// A period for the head of a column: "Nov 2026", "Jul to Sep 2026", or the first and the last date.
pub(super) fn in_short(period: Period) -> String {
    months(period, "%b").unwrap_or_else(|| format!("{} to {}", period.from, period.to))
}

/// The months and their years; `None` if the period is not of whole months.
fn months(period: Period, format: &str) -> Option<String> {
    period.whole_months()?;
    let (first, last) = (period.from.format(format), period.to.format(format));
    let (year, last_year) = (period.from.year(), period.to.year());
    Some(match (period.is_month(), year == last_year) {
        (true, _) => format!("{first} {year}"),
        (false, true) => format!("{first} to {last} {year}"),
        (false, false) => format!("{first} {year} to {last} {last_year}"),
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn whole_months_have_names() {
        let date = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let period = |from, to| Period { from: date(from), to: date(to) };
        assert_eq!(in_words(period((2026, 11, 1), (2026, 11, 30))), "November 2026");
        assert_eq!(in_words(period((2026, 7, 1), (2026, 9, 30))), "July to September 2026");
        assert_eq!(in_short(period((2026, 12, 1), (2027, 1, 31))), "Dec 2026 to Jan 2027");
        assert_eq!(in_words(period((2026, 7, 1), (2026, 9, 29))), "Wed 1 Jul 2026 to Tue 29 Sep 2026");
    }
}
