//! The course of an account: what it had counted and held at the end of each day on which that changed.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::account::Account;
use super::calendar::{Day, Instant};
use super::statement::DaySnapshot;
use super::timeline::Timeline;

/// How an account came to be what it is after some record.
#[derive(Clone, Debug)]
pub struct Course {
    /// The account after that record, moved no further.
    pub account: Account,
    /// When that was; `None` without records.
    pub last: Option<Instant>,
    /// The marks of the days before that record's at whose ends something had changed, in their order.
    pub marks: Vec<(NaiveDate, DaySnapshot)>,
}

/// Folds the first so many records, in reading order.
pub fn course(timeline: &Timeline, told: usize) -> Course {
    let (mut fold, mut days, mut last) = (timeline.fold(), Days::new(timeline.zone()), None);
    for _ in 0..told {
        let Some(at) = fold.next_at() else { break };
        days.close_before(at, fold.account_mut());
        fold.read_next();
        last = Some(at);
    }
    Course { account: fold.into_account(), last, marks: days.marks }
}

/// The days of a fold under way.
#[derive(Clone, Debug)]
pub struct Days {
    zone: Tz,
    /// The day that is being read.
    day: Option<Day>,
    /// The marks of the days that were closed.
    pub marks: Vec<(NaiveDate, DaySnapshot)>,
}

impl Days {
    /// Before the first record.
    pub fn new(zone: Tz) -> Days {
        Days { zone, day: None, marks: Vec::new() }
    }

    /// After a record of this instant.
    pub fn resumed(zone: Tz, last: Instant) -> Days {
        Days { zone, day: Some(Day::of(last, zone)), marks: Vec::new() }
    }

    /// Gets ready for a record of this instant: marks each day that ends before its day and on which something
    /// changed, the day being read, then those on which only the calendar or a plan record did something.
    pub fn close_before(&mut self, at: Instant, account: &mut Account) {
        if self.day.is_some_and(|day| at <= day.last) {
            return;
        }
        let mut closing = self.day;
        let opened = account.day_of(at);
        loop {
            if let Some(Day { date, last, .. }) = closing {
                account.advance(last);
                let mark = DaySnapshot::of(account.budget());
                if self.marks.last().is_none_or(|(_, latest)| *latest != mark) {
                    self.marks.push((date, mark));
                }
            }
            let next = account.next_event_at();
            if next >= opened.first {
                break;
            }
            closing = Some(Day::of(next, self.zone));
        }
        self.day = Some(opened);
    }
}
