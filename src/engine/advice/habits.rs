//! How the member works. Only advice depends on it, no rule does. Each habit is a setting.

use chrono::{Weekday, WeekdaySet};

/// How the member works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// Days of silence after which a first nudge is due.
    pub first_nudge_days: u32,
    /// Days of silence, counted from the first contact, after which the last nudge is due.
    pub last_nudge_days: u32,
    /// The days of the week on which the member works.
    pub working_days: WeekdaySet,
    /// The day on which a week starts.
    pub week_start: Weekday,
}

impl Default for Habits {
    fn default() -> Habits {
        Habits {
            first_nudge_days: 7,
            last_nudge_days: 14,
            working_days: WeekdaySet::from_array([
                Weekday::Mon,
                Weekday::Tue,
                Weekday::Wed,
                Weekday::Thu,
                Weekday::Fri,
            ]),
            week_start: Weekday::Mon,
        }
    }
}
