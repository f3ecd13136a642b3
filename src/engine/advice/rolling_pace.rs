//! The pace of invitations: the count of the last 168 hours (rules 5.1) if the member continues as in these hours.
//!
//! The window has no reset: each invitation is released when it is 168 hours old. The rate is invitations per working
//! day since the day of the oldest one that counts.

use chrono::NaiveDate;

use super::habits::Habits;
use crate::engine::budget::Budget;
use crate::engine::calendar::{HOUR, Instant, date_of, end_of, next_day, plus_days, start_of};
use crate::engine::plan::Window;

/// The length of the window, in seconds.
const WINDOW: i64 = 168 * HOUR;

/// The days after today on which invitations of today still count.
const DAYS: u32 = 7;

/// What only the pace of a rolling window has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rolling {
    /// When the next invitation stops counting.
    pub next_release_at: Instant,
    /// The number that stop counting on that date, from that instant on.
    pub released: u64,
    /// How many to send per working day, today included, to stay within the limit at any time of day, and within the
    /// limit of a day if there is one.
    pub per_working_day: u64,
}

/// The pace of the rolling window.
pub(super) struct RollingPace {
    pub(super) used: u64,
    pub(super) limit: u64,
    /// The share of the window that has passed since the oldest invitation: seconds, of how many.
    pub(super) gone: (u64, u64),
    /// The most that count at once in the next 7 days, at this rate, rounded.
    pub(super) most: u64,
    /// The start of the first date on which more than the limit count at this rate, if it is not reached yet.
    pub(super) exceeded_at: Option<Instant>,
    pub(super) rolling: Rolling,
}

/// The pace of invitations; `None` without a limit, and in the first 5 % of the window unless the limit is reached.
pub(super) fn rolling_pace(budget: &Budget, habits: &Habits) -> Option<RollingPace> {
    let (usage, now) = (budget.usage(Window::Week), budget.now());
    let (used, limit) = (u64::from(usage.used), u64::from(usage.limit?.count));
    let (oldest, next_release_at) = (budget.invitations.oldest(now)?, budget.invitations.next_release(now)?);
    let gone = now.seconds_since(oldest);
    if gone * 20 < WINDOW && used < limit {
        return None;
    }
    let days = DaysAhead { budget, habits, today: budget.today() };
    let worked = days.worked_since(date_of(oldest, budget.zone()));
    // At this rate, that many count on each date ahead, at this time of day, times the days worked.
    let at_rate = (1..=DAYS).map(|later| (later, days.counting(later) * worked + used * days.working_days(later)));
    let most = at_rate.clone().map(|(_, count)| (2 * count + worked) / (2 * worked)).max();
    let exceeded = at_rate.into_iter().find(|(_, count)| used < limit && *count > limit * worked);
    let a_day = budget.usage(Window::InvitationsDay).limit.map_or(u64::MAX, |limit| limit.count.into());
    let after_release = budget.invitations.used_at(end_of(date_of(next_release_at, budget.zone()), budget.zone()));
    Some(RollingPace {
        used,
        limit,
        gone: (gone.unsigned_abs(), WINDOW.unsigned_abs()),
        most: most.unwrap_or(0).max(used),
        exceeded_at: exceeded.map(|(later, _)| days.start(later)),
        rolling: Rolling {
            next_release_at,
            released: used - u64::from(after_release),
            per_working_day: days.steady(used, limit).min(a_day),
        },
    })
}

/// The days from today on, with the invitations that count on each of them if no more are sent.
struct DaysAhead<'a> {
    budget: &'a Budget,
    habits: &'a Habits,
    today: NaiveDate,
}

impl DaysAhead<'_> {
    fn works(&self, later: u32) -> u64 {
        u64::from(self.habits.works_on(plus_days(self.today, later)))
    }

    /// The working days after today, through this day.
    fn working_days(&self, later: u32) -> u64 {
        (1..=later).map(|day| self.works(day)).sum()
    }

    /// The working days from a date through today, at least 1.
    fn worked_since(&self, first: NaiveDate) -> u64 {
        let dates = std::iter::successors(Some(first), |date| Some(next_day(*date)));
        let worked = dates.take_while(|date| *date <= self.today).filter(|date| self.habits.works_on(*date));
        worked.count().max(1) as u64
    }

    fn start(&self, later: u32) -> Instant {
        start_of(plus_days(self.today, later), self.budget.zone())
    }

    fn used_at(&self, at: Instant) -> u64 {
        u64::from(self.budget.invitations.used_at(at))
    }

    /// How many of the present ones count this many days later, at the same time of day. On a day off, at the end of
    /// that date: a working day ahead then counts as a whole, and so does what it releases.
    fn counting(&self, later: u32) -> u64 {
        let at = match self.works(0) {
            0 => end_of(plus_days(self.today, later), self.budget.zone()),
            _ => self.budget.now().plus_seconds(i64::from(later) * 24 * HOUR),
        };
        self.used_at(at)
    }

    /// The largest number per working day that stays within the limit. A day may begin before anything of its date is
    /// released, so the 168 hours reach over 8 dates.
    fn steady(&self, used: u64, limit: u64) -> u64 {
        let week = self.working_days(DAYS);
        // Those of today are the last to be released.
        let today = self.used_at(self.start(0).plus_seconds(WINDOW).just_before());
        let ahead = (0..=DAYS).map(|later| {
            let counting = if later == 0 { used } else { self.used_at(self.start(later)) };
            let (free, after_today) = (limit.saturating_sub(counting.saturating_sub(today)), self.working_days(later));
            // What was sent today is a part of today's number, or all of it.
            let spread = free.checked_div(after_today + self.works(0));
            let rest = free.saturating_sub(today).checked_div(after_today);
            spread.into_iter().chain(rest).min().unwrap_or(limit)
        });
        ahead.min().unwrap_or(limit).min(limit / (week + 1))
    }
}
