//! Dates of a plan, each with its zone and the instant that it means (rules 1.4).

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Instant, date_of, start_of};

/// A date of a plan: a grant, an expiry, a start. A plan may pin another zone than the account's, so the date alone
/// does not say when something happens on the account's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDate {
    /// The date, in the plan's zone.
    pub date: NaiveDate,
    /// The zone of the plan's InMail dates.
    pub zone: Tz,
    /// When it happens: the start of the date, or the instant of a record on it.
    pub at: Instant,
}

impl PlanDate {
    /// What happens at the start of a date.
    pub fn start(date: NaiveDate, zone: Tz) -> PlanDate {
        PlanDate { date, zone, at: start_of(date, zone) }
    }

    /// What happens at an instant: its date in the zone.
    pub fn of(at: Instant, zone: Tz) -> PlanDate {
        PlanDate { date: date_of(at, zone), zone, at }
    }

    /// Whether the date starts at another instant than the same date of the account does.
    pub fn differs_from(self, account: Tz) -> bool {
        self.zone != account && start_of(self.date, self.zone) != start_of(self.date, account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{America, Asia, Europe, Pacific, UTC};

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_date_differs_where_it_begins_at_another_instant() {
        let december = PlanDate::start(date(2026, 12, 1), UTC);
        assert!(
            [America::Los_Angeles, Asia::Tokyo, Asia::Kathmandu].into_iter().all(|zone| december.differs_from(zone))
        );
        // London is at UTC in December, and an hour ahead in July.
        assert!(!december.differs_from(Europe::London));
        assert!(PlanDate::start(date(2026, 7, 1), UTC).differs_from(Europe::London));
        assert!(!december.differs_from(UTC));
    }

    #[test]
    fn the_date_of_an_instant_is_that_of_the_zone() {
        // 29 December 2026, 17:00 in Los Angeles is 01:00 UTC on the 30th. Apia is 13 hours ahead of UTC.
        let at = start_of(date(2026, 12, 30), UTC).plus_seconds(3600);
        assert_eq!(PlanDate::of(at, UTC), PlanDate { date: date(2026, 12, 30), zone: UTC, at });
        assert_eq!(PlanDate::of(at, America::Los_Angeles).date, date(2026, 12, 29));
        assert_eq!(PlanDate::of(at.plus_seconds(10 * 3600), Pacific::Apia).date, date(2026, 12, 31));
    }
}
