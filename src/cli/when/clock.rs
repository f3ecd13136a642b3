//! Times of day: 18:30, 6:30pm, and the parts of a day.

use chrono::{NaiveTime, Timelike};

/// The time that a day without one means where something is recorded.
pub(crate) const NOON: NaiveTime = hour(12);

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DayPart {
    /// Its start.
    pub(super) start: NaiveTime,
    /// The time that it means.
    pub(super) typical: NaiveTime,
}

impl DayPart {
    /// The part of this name.
    pub(super) fn named(word: &str) -> Option<DayPart> {
        let (start, typical) = match word {
            "morning" => (0, 9),
            "afternoon" => (12, 15),
            "evening" | "night" => (18, 20),
            _ => return None,
        };
        Some(DayPart { start: hour(start), typical: hour(typical) })
    }
}

const fn hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

/// Removes the space before `am` or `pm`: "6:30 pm" becomes "6:30pm".
pub(super) fn join_meridiem(words: &str) -> String {
    let split = ["am", "pm"].iter().find_map(|half| Some((words.strip_suffix(half)?.trim_end(), half)));
    split.map_or_else(|| words.to_owned(), |(rest, half)| format!("{rest}{half}"))
}

/// Parses a time of day in lower case, such as 18:30, 18:30:15, 6:30pm or 6pm.
pub(crate) fn time_of_day(text: &str) -> Option<NaiveTime> {
    match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(clock), _) => in_12_hours(clock, 0),
        (_, Some(clock)) => in_12_hours(clock, 12),
        _ => in_24_hours(text),
    }
}

/// Parses a time in the half of the day that starts at hour `start`, 0 or 12. Twelve is the first hour of either half.
fn in_12_hours(clock: &str, start: u32) -> Option<NaiveTime> {
    let whole = if clock.contains(':') { clock.to_owned() } else { format!("{clock}:00") };
    let time = in_24_hours(&whole)?;
    (1..=12).contains(&time.hour()).then(|| time.with_hour(time.hour() % 12 + start)).flatten()
}

fn in_24_hours(text: &str) -> Option<NaiveTime> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') && !text.ends_with(":60");
    let read = |format| NaiveTime::parse_from_str(text, format).ok();
    is_plain.then(|| read("%H:%M").or_else(|| read("%H:%M:%S"))).flatten()
}
