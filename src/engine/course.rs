//! The course of an account: what it had counted and held at the end of each day on which that changed.

use chrono::NaiveDate;

use super::account::Account;
use super::calendar::{Instant, date_of, end_of};
use super::statement::Mark;
use super::timeline::{Fold, Timeline};

/// How an account came to be what it is after its last record.
#[derive(Clone, Debug)]
pub struct Course {
    /// The account after its last record, moved no further.
    pub account: Account,
    /// When that was; `None` without records.
    pub last: Option<Instant>,
    /// The marks of the days before the last record's at whose ends something had changed, in their order.
    pub marks: Vec<(NaiveDate, Mark)>,
}

/// Folds a whole ledger.
pub fn course(timeline: &Timeline) -> Course {
    let zone = timeline.zone();
    let (mut fold, mut marks, mut last) = (timeline.fold(), Vec::new(), None);
    let mut day_ends = None;
    while let Some(at) = fold.next_at() {
        if day_ends.is_none_or(|end| at > end) {
            let date = date_of(at, zone);
            close_days(&mut fold, day_ends, date, &mut marks);
            day_ends = Some(end_of(date, zone));
        }
        fold.read_next();
        last = Some(at);
    }
    Course { account: fold.into_account(), last, marks }
}

/// Goes on to the start of a date, and marks each day that ends before it and on which something changed: the day
/// being read, then those on which only the calendar or a plan record did something.
fn close_days(fold: &mut Fold<'_>, day_ends: Option<Instant>, date: NaiveDate, marks: &mut Vec<(NaiveDate, Mark)>) {
    let zone = fold.account().budget().zone();
    let mut ends = day_ends;
    loop {
        if let Some(end) = ends {
            fold.advance(end);
            let mark = Mark::of(fold.account().budget());
            if marks.last().is_none_or(|(_, latest)| *latest != mark) {
                marks.push((date_of(end, zone), mark));
            }
        }
        let next = fold.account().budget().next_event().map(|at| date_of(at, zone));
        match next.filter(|next| *next < date) {
            Some(next) => ends = Some(end_of(next, zone)),
            None => return,
        }
    }
}
