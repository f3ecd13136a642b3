//! How the member works. Only advice depends on it; no rule does. Each habit is a setting.

use chrono::{Datelike, NaiveDate, Weekday, WeekdaySet};

use crate::engine::calendar::next_day;

/// How the member works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// Days of silence after which a first nudge is due.
    pub first_nudge_days: u32,
    /// Days of silence, counted from the first contact, after which the last nudge is due.
    pub last_nudge_days: u32,
    /// Days after which an overdue nudge is only counted.
    pub overdue_days: u32,
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
            overdue_days: 60,
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

impl Habits {
    /// Whether the member works on a date. Without any working day, every day is one.
    pub fn works_on(&self, date: NaiveDate) -> bool {
        self.working_days.is_empty() || self.working_days.contains(date.weekday())
    }

    /// The first working day from a date on.
    pub fn first_working_day(&self, from: NaiveDate) -> NaiveDate {
        let week = std::iter::successors(Some(from), |date| Some(next_day(*date))).take(7);
        week.into_iter().find(|date| self.works_on(*date)).unwrap_or(from)
    }
}
