//! Snapshots of an account at the end of each day on which it changed.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::account::Account;
use super::calendar::{Day, Instant};
use super::statement::DaySnapshot;
use super::timeline::Timeline;

/// The history of an account up to its last record.
#[derive(Clone, Debug)]
pub struct DailyHistory {
    /// The account just after the last record.
    pub account: Account,
    /// When that record happened.
    pub last_at: Instant,
    /// The earlier days at the end of which something had changed, in order.
    pub snapshots: Vec<(NaiveDate, DaySnapshot)>,
}

impl DailyHistory {
    /// Folds every record; `None` if there are none.
    pub fn of(timeline: &Timeline) -> Option<DailyHistory> {
        let last_at = timeline.last_at()?;
        let (mut fold, mut days) = (timeline.fold(), Days { zone: timeline.zone(), open: None, snapshots: Vec::new() });
        while let Some(at) = fold.next_at() {
            days.close_before(at, fold.account_mut());
            fold.read_next();
        }
        Some(DailyHistory { account: fold.into_account(), last_at, snapshots: days.snapshots })
    }
}

/// The days of a fold in progress.
struct Days {
    zone: Tz,
    /// The day of the latest record.
    open: Option<Day>,
    snapshots: Vec<(NaiveDate, DaySnapshot)>,
}

impl Days {
    /// Takes a snapshot of each changed day that ends before the day of the next record: first of the open day, then of
    /// days that only the calendar or a plan record changed.
    fn close_before(&mut self, at: Instant, account: &mut Account) {
        if self.open.is_some_and(|day| at <= day.last) {
            return;
        }
        let mut closing = self.open;
        let opened = account.day_of(at);
        loop {
            if let Some(Day { date, last, .. }) = closing {
                account.advance(last);
                let snapshot = DaySnapshot::of(account.budget());
                if self.snapshots.last().is_none_or(|(_, latest)| *latest != snapshot) {
                    self.snapshots.push((date, snapshot));
                }
            }
            let next = account.next_event_at();
            if next >= opened.first {
                break;
            }
            closing = Some(Day::of(next, self.zone));
        }
        self.open = Some(opened);
    }
}
