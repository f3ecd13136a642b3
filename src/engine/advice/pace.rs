//! Pace: how much of a window is used compared with how much of its time has passed, and what that leads to.
//!
//! Only working days count, or all days if a window has no working day. There is no pace in the first 5 % of a window,
//! since a few sends are not meaningful. The 168 hours of invitations never reset: see `rolling_pace`.

use chrono::Datelike;
use chrono_tz::Tz;
use serde::Serialize;

use super::habits::Habits;
use super::rolling_pace::{Rolling, rolling_pace};
use crate::engine::account::Account;
use crate::engine::calendar::{Instant, Month, PlanDate, date_of, end_of, next_day, start_of};
use crate::engine::interaction::{Charge, SendKind};
use crate::engine::plan::Window;
use crate::engine::status::account_status;
use crate::engine::usage::WindowUsage;

/// What can have a pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PaceSubject {
    /// InMail credits, from the latest grant to the next.
    Credits,
    /// What a limit counts.
    #[serde(untagged)]
    Window(Window),
}

/// The usage of a window compared with its time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// The window.
    pub window: PaceSubject,
    /// The number used.
    pub used: u64,
    /// The limit.
    pub limit: u64,
    /// The share of the working time that has passed, rounded to four places.
    pub gone: f64,
    /// The number used by the reset at this rate, rounded; in a rolling window, the most at once in the next 7 days.
    pub leads_to: u64,
    /// When the window resets; in a rolling window, when the next one stops counting.
    pub resets_at: Instant,
    /// For credits, the date of the next grant.
    pub resets_on: Option<PlanDate>,
    /// When the limit is reached at this rate, if it is not reached yet and that is before the reset. In a rolling
    /// window, the start of the date on which it is exceeded.
    pub runs_out_at: Option<Instant>,
    /// What only a rolling window has.
    pub rolling: Option<Rolling>,
}

impl PaceSubject {
    /// What uses it up.
    fn send(self) -> SendKind {
        match self {
            PaceSubject::Window(Window::Day | Window::Month) => SendKind::Message,
            PaceSubject::Window(Window::Week | Window::InvitationsDay) => SendKind::Invitation { with_note: false },
            PaceSubject::Window(Window::Notes) => SendKind::Invitation { with_note: true },
            PaceSubject::Window(Window::InMailsDay) | PaceSubject::Credits => SendKind::InMail(Charge::Ordinary),
        }
    }
}

impl Pace {
    /// Whether the limit is reached.
    pub fn is_used_up(&self) -> bool {
        self.used >= self.limit
    }

    /// Whether the limit is reached, or will be before the reset at this rate.
    pub fn is_at_risk(&self) -> bool {
        self.used > 0 && (self.is_used_up() || self.runs_out_at.is_some())
    }
}

/// The pace of every window with a limit, unless the window has just started, or LinkedIn has stopped what uses it up.
pub fn paces(account: &Account, habits: &Habits) -> Vec<Pace> {
    let budget = account.budget();
    let (today, zone) = (budget.today(), budget.zone());
    let day = (start_of(today, zone), end_of(today, zone).plus_seconds(1));
    let month = Month::of(today);
    let month = (start_of(month.first_day(), zone), start_of(month.next().first_day(), zone));
    let limited = |window, span| {
        let WindowUsage { used, limit } = budget.usage(window);
        let which = PaceSubject::Window(window);
        Some(PacedWindow { which, span, resets_on: None, used: u64::from(used), limit: u64::from(limit?.count) })
    };
    let pace = |window: Option<PacedWindow>| window?.pace(budget.now(), habits, zone);
    let paces = [
        pace(limited(Window::Day, day)),
        pace(limited(Window::Month, month)),
        pace(limited(Window::InMailsDay, day)),
        pace(limited(Window::InvitationsDay, day)),
        week(account, habits),
        pace(limited(Window::Notes, month)),
        pace(credits(account)),
    ];
    let is_stopped = |pace: &Pace| budget.stops().of_send(pace.window.send(), budget.now()).is_some();
    paces.into_iter().flatten().filter(|pace| !is_stopped(pace)).collect()
}

/// The invitations of the last 168 hours.
fn week(account: &Account, habits: &Habits) -> Option<Pace> {
    let found = rolling_pace(account.budget(), habits)?;
    Some(Pace {
        window: PaceSubject::Window(Window::Week),
        used: found.used,
        limit: found.limit,
        gone: share(found.gone.0, found.gone.1),
        leads_to: found.most,
        resets_at: found.rolling.next_release_at,
        resets_on: None,
        runs_out_at: found.exceeded_at,
        rolling: Some(found.rolling),
    })
}

/// The credits between the latest grant and the next: those spent, and those left.
fn credits(account: &Account) -> Option<PacedWindow> {
    let budget = account.budget();
    let (latest, next) = (budget.latest_grant()?, account_status(account).next_grant?);
    let used = budget.totals().charged - latest.spent_before;
    let limit = used + budget.wallet().balance();
    let (which, span, resets_on) = (PaceSubject::Credits, (latest.on.at, next.on.at), Some(next.on));
    (limit > 0).then_some(PacedWindow { which, span, resets_on, used, limit })
}

/// A window with its time and usage.
struct PacedWindow {
    which: PaceSubject,
    span: (Instant, Instant),
    resets_on: Option<PlanDate>,
    used: u64,
    limit: u64,
}

impl PacedWindow {
    fn pace(&self, now: Instant, habits: &Habits, zone: Tz) -> Option<Pace> {
        let (from, to) = self.span;
        let clock = WorkingClock::of(from, to, habits, zone);
        let (worked, whole) = (clock.worked(from, now), clock.worked(from, to));
        let is_early = worked * 20 < whole || now.seconds_since(from) * 20 < to.seconds_since(from);
        if is_early || whole == 0 || now >= to {
            return None;
        }
        let (worked, whole) = (worked.unsigned_abs(), whole.unsigned_abs());
        let needed = (self.limit * worked).div_ceil(self.used.max(1));
        let runs_out = self.used > 0 && self.used < self.limit && needed < whole;
        Some(Pace {
            window: self.which,
            used: self.used,
            limit: self.limit,
            gone: share(worked, whole),
            leads_to: (2 * self.used * whole + worked) / (2 * worked),
            resets_at: to,
            resets_on: self.resets_on,
            runs_out_at: runs_out.then(|| clock.when(from, needed)),
            rolling: None,
        })
    }
}

/// A share, rounded to four places.
#[expect(clippy::cast_precision_loss, reason = "at most 10,000, exact in a float")]
fn share(part: u64, whole: u64) -> f64 {
    ((part * 20_000 + whole) / (2 * whole)) as f64 / 10_000.0
}

/// Counts working time, or all time if a window has no working day.
struct WorkingClock<'a> {
    habits: Option<&'a Habits>,
    zone: Tz,
}

impl WorkingClock<'_> {
    fn of(from: Instant, to: Instant, habits: &Habits, zone: Tz) -> WorkingClock<'_> {
        let clock = WorkingClock { habits: Some(habits), zone };
        if clock.worked(from, to) > 0 { clock } else { WorkingClock { habits: None, zone } }
    }

    /// The spans of working time from an instant on, each a day or a part of one.
    fn spans(&self, from: Instant) -> impl Iterator<Item = (Instant, Instant)> {
        let days = std::iter::successors(Some(date_of(from, self.zone)), |date| Some(next_day(*date)));
        let works = |date: &chrono::NaiveDate| {
            self.habits
                .is_none_or(|habits| habits.working_days.contains(date.weekday()) || habits.working_days.is_empty())
        };
        days.filter(works).map(move |date| (start_of(date, self.zone).max(from), start_of(next_day(date), self.zone)))
    }

    /// Seconds of working time between two instants.
    fn worked(&self, from: Instant, to: Instant) -> i64 {
        let spans = self.spans(from).take_while(|(start, _)| *start < to);
        spans.map(|(start, end)| end.min(to).seconds_since(start)).sum()
    }

    /// The instant at which this many seconds of working time have passed.
    fn when(&self, from: Instant, seconds: u64) -> Instant {
        let mut left = i64::try_from(seconds).unwrap_or(i64::MAX);
        for (start, end) in self.spans(from) {
            let span = end.seconds_since(start);
            if left <= span {
                return start.plus_seconds(left);
            }
            left -= span;
        }
        Instant::MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::calendar::HOUR;
    use chrono_tz::UTC;

    /// Monday, 2 November 2026, 00:00 UTC, plus a number of hours.
    fn hour(hours: i64) -> Instant {
        Instant::from_unix(1_793_577_600 + hours * HOUR)
    }

    fn pace(used: u64, limit: u64, span: (i64, i64), now: i64) -> Option<Pace> {
        let span = (hour(span.0), hour(span.1));
        let window = PacedWindow { which: PaceSubject::Window(Window::Month), span, resets_on: None, used, limit };
        window.pace(hour(now), &Habits::default(), UTC)
    }

    #[test]
    fn pace_extrapolates_over_working_time() {
        // Monday to Sunday: 5 working days of 120 hours. By the end of Wednesday, 72 of them have passed: 60 %.
        let pace = pace(6, 20, (0, 168), 72).unwrap();
        assert_eq!((pace.gone, pace.leads_to, pace.runs_out_at), (0.6, 10, None));
    }

    #[test]
    fn the_limit_is_reached_within_working_time() {
        // 6 in 72 hours are one in 12; 9 are reached after 108: Friday at 12:00.
        assert_eq!(pace(6, 9, (0, 168), 72).unwrap().runs_out_at, Some(hour(108)));
        // From Thursday over the weekend: 48 + 48 + 24 working hours. 2 in the first 24 are 5 in 60: 12 hours into
        // Monday, which is hour 168 + 12.
        assert_eq!(pace(2, 5, (72, 72 + 168), 96).unwrap().runs_out_at, Some(hour(180)));
        // Nothing runs out if all is used up, or nothing is used.
        assert_eq!(pace(9, 9, (0, 168), 72).unwrap().runs_out_at, None);
        assert_eq!(pace(0, 9, (0, 168), 72).unwrap().leads_to, 0);
    }

    #[test]
    fn there_is_no_pace_in_the_first_twentieth() {
        // 5 % of 120 working hours are 6.
        assert_eq!(pace(1, 9, (0, 168), 5), None);
        assert!(pace(1, 9, (0, 168), 6).is_none(), "6 of 168 hours are not 5 % yet");
        assert!(pace(1, 9, (0, 168), 9).is_some());
        // In a window that starts on a Saturday, no working time has passed by Sunday.
        assert_eq!(pace(1, 9, (120, 120 + 168), 160), None);
    }

    #[test]
    fn a_window_without_a_working_day_counts_every_hour() {
        // Saturday: 12 of 24 hours.
        let pace = pace(3, 15, (120, 144), 132).unwrap();
        assert_eq!((pace.gone, pace.leads_to), (0.5, 6));
    }
}
