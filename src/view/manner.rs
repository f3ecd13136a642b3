//! The clock that the member chose to have times of day told by. Chosen once, for the whole run.

use std::sync::OnceLock;

use chrono::{NaiveTime, Timelike};

use crate::settings::Clock;

static CHOSEN: OnceLock<Clock> = OnceLock::new();

/// Times of day are told so from now on. The first choice of a run holds.
pub(crate) fn choose(clock: Clock) {
    let _ = CHOSEN.set(clock);
}

fn clock() -> Clock {
    CHOSEN.get().copied().unwrap_or(Clock::Hours24)
}

/// A time of day by the clock chosen, with seconds when there are any.
pub(super) fn time(time: NaiveTime) -> String {
    on(clock(), time)
}

/// Whether the clock chosen has 12 hours.
pub(super) fn has_12_hours() -> bool {
    clock() == Clock::Hours12
}

/// A time of day in a column of such times.
pub(super) fn in_column(time_of_day: NaiveTime) -> String {
    format!("{:>columns$}", time(time_of_day), columns = columns())
}

/// The columns of such a column.
pub(super) fn columns() -> usize {
    if has_12_hours() { 8 } else { 5 }
}

/// "14:48", or "2:48 pm".
fn on(clock: Clock, time: NaiveTime) -> String {
    let form = match (clock, time.second()) {
        (Clock::Hours24, 0) => "%H:%M",
        (Clock::Hours24, _) => "%H:%M:%S",
        (Clock::Hours12, 0) => "%-I:%M %P",
        (Clock::Hours12, _) => "%-I:%M:%S %P",
    };
    time.format(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_clock_tells_every_time_of_day_in_one_way() {
        for (hour, minute, second, by_24, by_12) in [
            (0, 0, 0, "00:00", "12:00 am"),
            (0, 5, 9, "00:05:09", "12:05:09 am"),
            (9, 0, 0, "09:00", "9:00 am"),
            (12, 0, 0, "12:00", "12:00 pm"),
            (14, 48, 0, "14:48", "2:48 pm"),
            (23, 59, 59, "23:59:59", "11:59:59 pm"),
        ] {
            let time = NaiveTime::from_hms_opt(hour, minute, second).unwrap();
            assert_eq!((on(Clock::Hours24, time).as_str(), on(Clock::Hours12, time).as_str()), (by_24, by_12));
        }
    }
}
