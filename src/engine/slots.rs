//! Slots: the unique people messaged in a day and in a month (rules 3.1, 3.2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Month;
use super::tally::Tally;

/// The slots used in the latest day and the latest month that have any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slots {
    day: Tally<NaiveDate>,
    month: Tally<Month>,
}

impl Slots {
    /// Slots used on a date, which must not precede the latest date counted.
    pub fn used_on(&self, date: NaiveDate) -> u32 {
        self.day.of(date)
    }

    /// Slots used in a month, which must not precede the latest month counted.
    pub fn used_in(&self, month: Month) -> u32 {
        self.month.of(month)
    }

    /// Uses a slot of the day.
    pub fn use_day(&mut self, date: NaiveDate) {
        self.day.add(date);
    }

    /// Uses a slot of the month.
    pub fn use_month(&mut self, month: Month) {
        self.month.add(month);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_day_starts_at_zero_and_the_month_continues() {
        let first = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
        let second = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        let mut slots = Slots::default();
        for date in [first, first, second] {
            slots.use_day(date);
            slots.use_month(Month::of(date));
        }
        assert_eq!(slots.used_on(second), 1);
        assert_eq!(slots.used_in(Month::of(second)), 3);
        assert_eq!(slots.used_in(Month::of(second).next()), 0);
    }
}
