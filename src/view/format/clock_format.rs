//! Times of day, in 24 or 12 hours as the member chose.

use chrono::{NaiveTime, Timelike};

use crate::settings::ClockFormat;

/// "14:48", or "2:48 pm"; with seconds unless they are 0.
pub(crate) fn time(time: NaiveTime, clock: ClockFormat) -> String {
    let format = match (clock, time.second()) {
        (ClockFormat::Hours24, 0) => "%H:%M",
        (ClockFormat::Hours24, _) => "%H:%M:%S",
        (ClockFormat::Hours12, 0) => "%-I:%M %P",
        (ClockFormat::Hours12, _) => "%-I:%M:%S %P",
    };
    time.format(format).to_string()
}

/// "14:48", or "2:48 pm", without seconds.
pub(crate) fn hour_and_minute(of: NaiveTime, clock: ClockFormat) -> String {
    time(of.with_second(0).unwrap_or(of), clock)
}

/// The width of a column of times, in terminal columns.
pub(crate) fn column_width(clock: ClockFormat) -> usize {
    match clock {
        ClockFormat::Hours24 => 5,
        ClockFormat::Hours12 => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_clock_has_one_way_to_write_a_time() {
        for (hour, minute, second, by_24, by_12) in [
            (0, 0, 0, "00:00", "12:00 am"),
            (0, 5, 9, "00:05:09", "12:05:09 am"),
            (9, 0, 0, "09:00", "9:00 am"),
            (12, 0, 0, "12:00", "12:00 pm"),
            (14, 48, 0, "14:48", "2:48 pm"),
            (23, 59, 59, "23:59:59", "11:59:59 pm"),
        ] {
            let at = NaiveTime::from_hms_opt(hour, minute, second).unwrap();
            let written = [ClockFormat::Hours24, ClockFormat::Hours12].map(|clock| time(at, clock));
            assert_eq!(written, [by_24, by_12]);
        }
    }
}
