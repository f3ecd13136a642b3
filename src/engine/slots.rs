//! Slots: the unique people messaged in a day and in a month (rules 3.1, 3.2), and the InMails of a day (rules 6).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Month;

/// The slots used in the latest day and the latest month that have any, and the InMails of the latest day with any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slots {
    day: Option<(NaiveDate, u32)>,
    month: Option<(Month, u32)>,
    inmails: Option<(NaiveDate, u32)>,
}

impl Slots {
    /// Slots used on a date, which must not precede the latest date counted.
    pub fn used_on(&self, date: NaiveDate) -> u32 {
        self.day.map_or(0, |(counted, used)| if counted == date { used } else { 0 })
    }

    /// Slots used in a month, which must not precede the latest month counted.
    pub fn used_in(&self, month: Month) -> u32 {
        self.month.map_or(0, |(counted, used)| if counted == month { used } else { 0 })
    }

    /// InMails of a date, which must not precede the latest date counted. Those of open conversations do not count.
    pub fn inmails_on(&self, date: NaiveDate) -> u32 {
        self.inmails.map_or(0, |(counted, sent)| if counted == date { sent } else { 0 })
    }

    /// Uses a slot of the day.
    pub fn use_day(&mut self, date: NaiveDate) {
        self.day = Some((date, self.used_on(date) + 1));
    }

    /// Uses a slot of the month.
    pub fn use_month(&mut self, month: Month) {
        self.month = Some((month, self.used_in(month) + 1));
    }

    /// Counts an InMail of the day.
    pub fn count_inmail(&mut self, date: NaiveDate) {
        self.inmails = Some((date, self.inmails_on(date) + 1));
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
