//! Invitations in a rolling week and in a day, and personal notes in a month (rules 5.1, 5.2, 6).

use std::collections::VecDeque;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::{HOUR, Instant, Month};
use super::tally::Tally;

/// How long an invitation counts. At this age it no longer does (rules 5.1).
const WEEK: i64 = 168 * HOUR;

/// The invitations that may still count, those of the latest day with any, and the notes of the latest month with any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitations {
    recent: VecDeque<Instant>,
    day: Tally<NaiveDate>,
    notes: Tally<Month>,
}

impl Invitations {
    /// Invitations in the 168 hours up to and including `now`.
    pub fn used_at(&self, now: Instant) -> u32 {
        let old = self.recent.partition_point(|at| at.plus_seconds(WEEK) <= now);
        u32::try_from(self.recent.len() - old).unwrap_or(u32::MAX)
    }

    /// When the oldest invitation that counts at `now` was sent.
    pub fn oldest(&self, now: Instant) -> Option<Instant> {
        self.recent.get(self.recent.partition_point(|at| at.plus_seconds(WEEK) <= now)).copied()
    }

    /// When the next invitation stops counting.
    pub fn next_release(&self, now: Instant) -> Option<Instant> {
        self.oldest(now).map(|at| at.plus_seconds(WEEK))
    }

    /// Invitations sent on a date, withdrawn ones too. It must not precede the latest date counted.
    pub fn sent_on(&self, date: NaiveDate) -> u32 {
        self.day.of(date)
    }

    /// Notes used in a month, which must not precede the latest month counted.
    pub fn notes_in(&self, month: Month) -> u32 {
        self.notes.of(month)
    }

    /// Counts an invitation of today, and drops those that no longer count for the week.
    pub fn send(&mut self, now: Instant, today: NaiveDate) {
        let old = self.recent.partition_point(|at| at.plus_seconds(WEEK) <= now);
        self.recent.drain(..old);
        self.recent.push_back(now);
        self.day.add(today);
    }

    /// Counts a personal note.
    pub fn use_note(&mut self, month: Month) {
        self.notes.add(month);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
    }

    #[test]
    fn an_invitation_counts_until_it_is_168_hours_old() {
        let sent = Instant::from_unix(1_000_000);
        let mut invitations = Invitations::default();
        invitations.send(sent, today());
        let release = sent.plus_seconds(7 * 24 * 3600);
        assert_eq!(invitations.used_at(sent), 1);
        assert_eq!(invitations.used_at(release.just_before()), 1);
        assert_eq!(invitations.used_at(release), 0);
        assert_eq!(invitations.next_release(sent), Some(release));
        assert_eq!(invitations.next_release(release), None);
    }

    #[test]
    fn sending_drops_invitations_that_no_longer_count() {
        let mut invitations = Invitations::default();
        for day in 0..20 {
            invitations.send(Instant::from_unix(day * 24 * 3600), today());
        }
        // Days 13 to 19: day 12's is exactly 168 hours old when day 19's is sent.
        assert_eq!(invitations.recent.len(), 7);
    }
}
