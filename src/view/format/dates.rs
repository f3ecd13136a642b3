//! Dates and times in words.

use chrono::{Datelike, NaiveDate, Timelike};

use super::clock_format::time;
use super::local_instant::LocalInstant;
use super::words::plural;
use crate::engine::calendar::next_day;
use crate::settings::ClockFormat;

/// A date: "Tue 1 Dec 2026".
pub(crate) fn day(date: NaiveDate) -> String {
    format!("{} {}", short_day(date), date.year())
}

/// A date without its year: "Tue 1 Dec".
pub(crate) fn short_day(date: NaiveDate) -> String {
    format!("{} {} {}", date.format("%a"), date.day(), date.format("%b"))
}

/// A date in the fewest columns: "25 Nov", or "25 Nov 2025" in another year than that of today.
pub(crate) fn brief_day(date: NaiveDate, today: NaiveDate) -> String {
    let year = if date.year() == today.year() { String::new() } else { format!(" {}", date.year()) };
    format!("{} {}{year}", date.day(), date.format("%b"))
}

/// The day of an instant ahead, without its time: "today", "tomorrow", "on Tue 8 Dec".
pub(crate) fn on_day(at: LocalInstant, now: LocalInstant) -> String {
    let (date, today) = (at.date(), now.date());
    if date == today {
        "today".to_owned()
    } else if date == next_day(today) {
        "tomorrow".to_owned()
    } else {
        format!("on {}", short_day(date))
    }
}

/// An instant: "Wed 25 Nov 2026, 09:00", with seconds unless they are 0.
pub(crate) fn moment(at: LocalInstant, clock: ClockFormat) -> String {
    format!("{}, {}", day(at.date()), time(at.time(), clock))
}

/// An instant ahead, followed by the plan's date, if given: "tomorrow 00:00, in 9 h 12 min".
pub(crate) fn ahead(at: LocalInstant, pinned: &str, now: LocalInstant, clock: ClockFormat) -> String {
    let days = at.date().signed_duration_since(now.date()).num_days();
    // From the day after tomorrow on, people count calendar days.
    let wait = if days >= 2 { format!("in {days} days") } else { in_time(at, now) };
    format!("{}{pinned}, {wait}", near(at, now, clock))
}

/// An instant, relative to today if it is today or tomorrow: "today 18:00", "tomorrow 00:00", "Tue 1 Dec 2026, 00:00".
pub(crate) fn near(at: LocalInstant, now: LocalInstant, clock: ClockFormat) -> String {
    let (date, today) = (at.date(), now.date());
    if date == today {
        format!("today {}", time(at.time(), clock))
    } else if date == next_day(today) {
        format!("tomorrow {}", time(at.time(), clock))
    } else {
        moment(at, clock)
    }
}

/// An instant in few columns, without a year: "tomorrow", "Tue 1 Dec", "Tue 1 Dec 09:30".
pub(crate) fn near_date(at: LocalInstant, now: LocalInstant, clock: ClockFormat) -> String {
    let (date, tomorrow) = (at.date(), next_day(now.date()));
    let is_midnight = at.time().num_seconds_from_midnight() == 0;
    if is_midnight && date == tomorrow {
        return "tomorrow".to_owned();
    }
    if date <= tomorrow {
        return near(at, now, clock);
    }
    if is_midnight { short_day(date) } else { format!("{} {}", short_day(date), time(at.time(), clock)) }
}

/// As [`near_date`], without the time of day from the day after tomorrow on.
pub(crate) fn near_day(at: LocalInstant, now: LocalInstant, clock: ClockFormat) -> String {
    if at.date() <= next_day(now.date()) { near_date(at, now, clock) } else { short_day(at.date()) }
}

/// When something is possible again: "tomorrow", "Tue 1 Dec 14:30"; another year is named, as in "Fri 1 Jan 2027".
pub(crate) fn until(at: LocalInstant, now: LocalInstant, clock: ClockFormat) -> String {
    let (date, tomorrow) = (at.date(), next_day(now.date()));
    if date <= tomorrow || date.year() == now.date().year() {
        return near_date(at, now, clock);
    }
    if at.time().num_seconds_from_midnight() == 0 { day(date) } else { moment(at, clock) }
}

/// The time from now until an instant: "in 9 h 12 min".
fn in_time(at: LocalInstant, now: LocalInstant) -> String {
    let seconds = at.instant().seconds_since(now.instant()).max(0);
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
    if hours >= 1 {
        format!("in {hours} h {minutes} min")
    } else if minutes >= 1 {
        format!("in {minutes} min")
    } else {
        format!("in {seconds} s")
    }
}

/// The days from today until a date: "today", "tomorrow", "in 6 days".
pub(crate) fn in_days(date: NaiveDate, today: NaiveDate) -> String {
    match date.signed_duration_since(today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days if days < 0 => format!("{} ago", plural(days.unsigned_abs(), "day", "days")),
        days => format!("in {days} days"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Berlin;

    fn at(text: &str) -> LocalInstant {
        LocalInstant::new(chrono::DateTime::parse_from_rfc3339(text).unwrap().into(), Berlin)
    }

    #[test]
    fn a_brief_date_has_its_year_unless_it_is_the_present_one() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(brief_day(date("2026-01-05"), date("2026-11-25")), "5 Jan");
        assert_eq!(brief_day(date("2025-12-31"), date("2026-11-25")), "31 Dec 2025");
        assert_eq!(brief_day(date("2027-01-01"), date("2026-11-25")), "1 Jan 2027");
    }

    #[test]
    fn instants_ahead_are_relative_to_now() {
        let now = at("2026-11-25T14:48:00+01:00");
        let described = |text| ahead(at(text), "", now, ClockFormat::Hours24);
        assert_eq!(described("2026-11-26T00:00:00+01:00"), "tomorrow 00:00, in 9 h 12 min");
        assert_eq!(described("2026-12-01T00:00:00+01:00"), "Tue 1 Dec 2026, 00:00, in 6 days");
        assert_eq!(described("2026-11-25T14:48:30+01:00"), "today 14:48:30, in 30 s");
    }

    #[test]
    fn the_end_of_a_wait_is_named_in_few_words() {
        let now = at("2026-11-25T14:48:00+01:00");
        let described = |text| until(at(text), now, ClockFormat::Hours24);
        assert_eq!(described("2026-11-25T18:00:00+01:00"), "today 18:00");
        assert_eq!(described("2026-11-26T00:00:00+01:00"), "tomorrow");
        assert_eq!(described("2026-11-26T09:30:00+01:00"), "tomorrow 09:30");
        assert_eq!(described("2026-12-01T00:00:00+01:00"), "Tue 1 Dec");
        assert_eq!(described("2027-01-01T00:00:00+01:00"), "Fri 1 Jan 2027");
        assert_eq!(described("2027-01-01T08:00:00+01:00"), "Fri 1 Jan 2027, 08:00");
    }
}
