//! Words for people: dates, spans, numbers, and outside text made safe.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate, Timelike};
use chrono_tz::Tz;

use super::manner;
use crate::engine::calendar::{Instant, date_of, next_day};

/// A text from outside, with everything that could steer a terminal written out.
pub(crate) fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            let _ = write!(safe, "{}", c.escape_default());
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Whether a character steers the terminal, or turns the direction of what follows it.
pub(super) fn steers(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}');
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}')
}

/// "1 credit", "2 credits".
pub(crate) fn plural(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "1 credit", "2 credits".
pub(super) fn credits(number: u64) -> String {
    plural(number, "credit", "credits")
}

/// A date: "Tue 1 Dec 2026".
pub(crate) fn day(date: NaiveDate) -> String {
    format!("{} {} {} {}", date.format("%a"), date.day(), date.format("%b"), date.year())
}

/// A date of the months ahead: "Tue 1 Dec".
pub(super) fn short_day(date: NaiveDate) -> String {
    format!("{} {} {}", date.format("%a"), date.day(), date.format("%b"))
}

/// An instant: "Wed 25 Nov 2026, 09:00", with seconds when there are any.
pub(crate) fn moment(at: Instant, zone: Tz) -> String {
    let local = at.in_zone(zone);
    format!("{}, {}", day(local.date_naive()), clock(at, zone))
}

/// A time of day: "09:00", or "9:00 am" where the member's clock has 12 hours.
pub(super) fn clock(at: Instant, zone: Tz) -> String {
    manner::time(at.in_zone(zone).time())
}

/// An instant ahead: "tomorrow 00:00, in 9 h 12 min".
pub(super) fn ahead(at: Instant, now: Instant, zone: Tz) -> String {
    let days = date_of(at, zone).signed_duration_since(date_of(now, zone)).num_days();
    // Beyond tomorrow people count days by the calendar.
    let wait = if days >= 2 { format!("in {days} days") } else { in_time(at, now) };
    format!("{}, {wait}", near(at, now, zone))
}

/// An instant near or far: "today 18:00", "tomorrow 00:00", "Tue 1 Dec 2026, 00:00".
pub(super) fn near(at: Instant, now: Instant, zone: Tz) -> String {
    let (date, today) = (date_of(at, zone), date_of(now, zone));
    if date == today {
        format!("today {}", clock(at, zone))
    } else if date == next_day(today) {
        format!("tomorrow {}", clock(at, zone))
    } else {
        moment(at, zone)
    }
}

/// The same in few columns: "tomorrow 00:00", "Tue 1 Dec", "Tue 1 Dec 09:30".
pub(super) fn near_date(at: Instant, now: Instant, zone: Tz) -> String {
    let (date, tomorrow) = (date_of(at, zone), next_day(date_of(now, zone)));
    let is_midnight = at.in_zone(zone).num_seconds_from_midnight() == 0;
    if is_midnight && date == tomorrow && manner::has_12_hours() {
        return "tomorrow".to_owned();
    }
    if date <= tomorrow {
        return near(at, now, zone);
    }
    let time = if is_midnight { String::new() } else { format!(" {}", clock(at, zone)) };
    format!("{} {} {}{time}", date.format("%a"), date.day(), date.format("%b"))
}

/// How long until then: "in 9 h 12 min".
pub(super) fn in_time(at: Instant, now: Instant) -> String {
    let seconds = at.seconds_since(now).max(0);
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
    if hours >= 1 {
        format!("in {hours} h {minutes} min")
    } else if minutes >= 1 {
        format!("in {minutes} min")
    } else {
        format!("in {seconds} s")
    }
}

/// How many days until a date: "today", "tomorrow", "in 6 days".
pub(super) fn in_days(date: NaiveDate, today: NaiveDate) -> String {
    match date.signed_duration_since(today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days if days < 0 => format!("{} ago", plural(days.unsigned_abs(), "day", "days")),
        days => format!("in {days} days"),
    }
}

/// A rate with its counts: "40.0 % (4 of 10)", or "n/a".
pub(super) fn rate(part: u64, whole: u64) -> String {
    format!("{} ({part} of {whole})", percent(part, whole))
}

/// A share in per cent, rounded once, from its counts: "51.9 %", or "n/a" of nothing.
pub(super) fn percent(part: u64, whole: u64) -> String {
    match (part * 2000 + whole).checked_div(2 * whole) {
        Some(tenths) => format!("{}.{} %", tenths / 10, tenths % 10),
        None => "n/a".to_owned(),
    }
}

/// A signed number: "+3", "-2", "0".
pub(super) fn signed(number: i64) -> String {
    if number > 0 { format!("+{number}") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Berlin;

    fn at(text: &str) -> Instant {
        chrono::DateTime::parse_from_rfc3339(text).unwrap().into()
    }

    #[test]
    fn what_steers_a_terminal_is_written_out() {
        assert_eq!(safe("a\u{1b}[31mb\tc\u{7f}\u{9b}"), "a\\u{1b}[31mb\\tc\\u{7f}\\u{9b}");
        assert_eq!(safe("x\u{202e}y"), "x\\u{202e}y");
        assert_eq!(safe("Zoë 李 👩‍💻"), "Zoë 李 👩‍💻");
    }

    #[test]
    fn instants_are_told_from_now() {
        let now = at("2026-11-25T14:48:00+01:00");
        let midnight = at("2026-11-26T00:00:00+01:00");
        assert_eq!(ahead(midnight, now, Berlin), "tomorrow 00:00, in 9 h 12 min");
        assert_eq!(ahead(at("2026-12-01T00:00:00+01:00"), now, Berlin), "Tue 1 Dec 2026, 00:00, in 6 days");
        assert_eq!(ahead(at("2026-11-25T14:48:30+01:00"), now, Berlin), "today 14:48:30, in 30 s");
    }

    #[test]
    fn numbers_and_lists_read_well() {
        assert_eq!(credits(1), "1 credit");
        assert_eq!(credits(0), "0 credits");
        assert_eq!(rate(4, 10), "40.0 % (4 of 10)");
        assert_eq!(rate(0, 0), "n/a (0 of 0)");
        // 14 / 27 = 0.518518…, 1 / 8 = 0.125: a half goes up.
        assert_eq!((percent(14, 27), percent(1, 800)), ("51.9 %".to_owned(), "0.1 %".to_owned()));
        assert_eq!((percent(1, 2000), percent(27, 27)), ("0.1 %".to_owned(), "100.0 %".to_owned()));
        assert_eq!((signed(3), signed(-2), signed(0)), ("+3".into(), "-2".into(), "0".into()));
    }
}
