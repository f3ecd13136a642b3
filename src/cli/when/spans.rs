//! Spans before and after now: "3 days ago", "an hour ago", "in 2 weeks".

use chrono::Days;
use chrono_tz::Tz;

use super::error::WhenError;
use crate::engine::calendar::{Instant, local_instant, same_time_days_before};

/// A span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    /// Calendar days: the time of day stays.
    Days(u32),
    /// Elapsed seconds.
    Seconds(i64),
}

/// The instant that a span such as "3 days" or "an hour" before now leads to.
pub(super) fn before(now: Instant, span: &str, zone: Tz) -> Result<Instant, WhenError> {
    match parse(span)? {
        Span::Days(days) => same_time_days_before(now, days, zone).ok_or(WhenError::OutOfRange),
        Span::Seconds(seconds) => Ok(now.plus_seconds(-seconds)),
    }
}

/// The instant that a span after now leads to.
pub(super) fn after(now: Instant, span: &str, zone: Tz) -> Result<Instant, WhenError> {
    match parse(span)? {
        Span::Days(days) => {
            let local = now.in_zone(zone).naive_local().checked_add_days(Days::new(days.into()));
            Ok(local_instant(local.ok_or(WhenError::OutOfRange)?, zone))
        }
        Span::Seconds(seconds) => Ok(now.plus_seconds(seconds)),
    }
}

fn parse(span: &str) -> Result<Span, WhenError> {
    if let "half an hour" = span {
        return Ok(Span::Seconds(1800));
    }
    let (number, unit) = number_and_unit(span).ok_or(WhenError::Unknown)?;
    let seconds = |unit: i64| Ok(Span::Seconds(unit * i64::from(number)));
    match unit {
        "d" | "day" | "days" => Ok(Span::Days(number)),
        "w" | "week" | "weeks" => number.checked_mul(7).map(Span::Days).ok_or(WhenError::OutOfRange),
        "h" | "hr" | "hrs" | "hour" | "hours" => seconds(3600),
        "min" | "mins" | "minute" | "minutes" => seconds(60),
        "s" | "sec" | "secs" | "second" | "seconds" => seconds(1),
        "m" => Err(WhenError::MinutesOrMonths),
        _ => Err(WhenError::Unknown),
    }
}

/// Splits "3 days", "2h", "an hour" or "two weeks".
fn number_and_unit(span: &str) -> Option<(u32, &str)> {
    const WORDS: [&str; 11] = ["a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"];
    if let Some((word, unit)) = span.split_once(' ') {
        let word = if let "an" | "one" = word { "a" } else { word };
        if let Some(place) = WORDS.iter().position(|known| *known == word) {
            return Some((u32::try_from(place + 1).ok()?, unit));
        }
    }
    let end = span.find(|c: char| !c.is_ascii_digit())?;
    Some((span[..end].parse().ok()?, span[end..].trim_start()))
}
