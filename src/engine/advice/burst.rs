//! Bursts: many sends in a few minutes, as a program sends them.
//!
//! A send counts by when it happened, as recorded. If a member records in the evening, without times, what they sent
//! over the day, that is a burst too. So a warning about a burst must allow for this.

use crate::engine::calendar::Instant;
use crate::engine::timeline::Timeline;

/// The most sends and minutes of a threshold.
pub const MOST_SENDS: u32 = 100;
/// See [`MOST_SENDS`].
pub const MOST_MINUTES: u32 = 1440;

/// The most sends before the next one that are needed to find a burst.
pub const MOST_NEEDED: usize = MOST_SENDS as usize;

/// How many sends in how many minutes are not a burst yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BurstThreshold {
    /// The number of sends.
    pub sends: u32,
    /// The number of minutes.
    pub minutes: u32,
}

impl Default for BurstThreshold {
    fn default() -> BurstThreshold {
        BurstThreshold { sends: 10, minutes: 10 }
    }
}

impl BurstThreshold {
    /// The number of sends in the minutes up to an instant, if it is a burst: those before and `new` ones at this
    /// instant. A send as old as the minutes no longer counts.
    pub fn burst(self, before: &[Instant], new: usize, now: Instant) -> Option<usize> {
        let start = now.plus_seconds(-60 * i64::from(self.minutes));
        let count = before.iter().filter(|at| **at > start && **at <= now).count() + new;
        (count > self.sends as usize).then_some(count)
    }
}

/// When each send up to an instant happened, among the records of a timeline, in order.
pub fn sends(timeline: &Timeline, until: Instant) -> impl Iterator<Item = Instant> {
    timeline.events(until).filter(|(_, record, _)| record.fact.sent().is_some()).map(|(_, record, _)| record.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_ten_sends_in_ten_minutes_are_a_burst() {
        let now = Instant::from_unix(1_795_597_200);
        let before: Vec<Instant> = (0..10).map(|n| now.plus_seconds(-n * 60)).collect();
        let threshold = BurstThreshold::default();
        // Ten before, the oldest 540 seconds ago, and one now.
        assert_eq!(threshold.burst(&before, 1, now), Some(11));
        assert_eq!(threshold.burst(&before[1..], 1, now), None);
        // A minute later, the oldest is 600 seconds old, and no longer counts.
        assert_eq!(threshold.burst(&before, 1, now.plus_seconds(60)), None);
        assert_eq!(threshold.burst(&before, 1, now.plus_seconds(59)), Some(11));
        // Those after the instant do not count.
        assert_eq!(threshold.burst(&before, 1, now.plus_seconds(-60)), None);
        assert_eq!(threshold.burst(&[], 11, now), Some(11));
        assert_eq!(BurstThreshold { sends: 1, minutes: 1 }.burst(&before, 1, now), Some(2));
    }
}
