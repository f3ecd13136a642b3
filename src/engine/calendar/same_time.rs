//! The same local time on another date.

use chrono::{Months, TimeDelta};
use chrono_tz::Tz;

use super::{Instant, local_instant};

/// The same local time this many days before `instant` ("3 days ago").
pub fn same_time_days_before(instant: Instant, days: u32, zone: Tz) -> Option<Instant> {
    let local = instant.in_zone(zone).naive_local();
    local.checked_sub_signed(TimeDelta::days(i64::from(days))).map(|earlier| local_instant(earlier, zone))
}

/// The same local time this many months after `instant`, on the last day of a month that is too short.
pub fn same_time_months_after(instant: Instant, months: u32, zone: Tz) -> Instant {
    let local = instant.in_zone(zone).naive_local();
    local.checked_add_months(Months::new(months)).map_or(Instant::MAX, |later| local_instant(later, zone))
}
