//! Advancing through the calendar and the plan records, step by step.

use super::{Budget, NextEvent};
use crate::engine::calendar::{Instant, start_of};
use crate::engine::plan::StartTiming;

/// A change that is not caused by the records to fold.
enum Step {
    /// The calendar of an instant: expiries, plans that start on a date, grants, the cap.
    Calendar(Instant),
    /// A plan record in its place among the records of its instant.
    Plan(Instant, Option<usize>),
}

impl Step {
    fn at(&self) -> Instant {
        match self {
            Step::Calendar(at) | Step::Plan(at, _) => *at,
        }
    }
}

impl Budget {
    /// Advances to `at`, applying the calendar and the plan records up to and including that instant.
    pub fn advance_through(&mut self, at: Instant) {
        self.advance(at, usize::MAX);
    }

    /// Advances to the record at this place and instant, applying the calendar up to and including that instant, and
    /// the plan records before that record.
    pub fn advance_to_record(&mut self, at: Instant, place: usize) {
        self.advance(at, place);
        self.day_of(self.now);
    }

    fn advance(&mut self, at: Instant, before_place: usize) {
        while let Some(step) = self.step_until(at) {
            match step {
                Step::Calendar(instant) if instant <= at => self.apply_calendar(instant),
                Step::Plan(instant, place) if (instant, place) < (at, Some(before_place)) => self.start_in_place(),
                _ => break,
            }
        }
        self.now = self.now.max(at);
    }

    /// The next step, unless it is known to happen after this instant. The cached instant of the next event saves most
    /// records from looking at the calendar.
    fn step_until(&mut self, at: Instant) -> Option<Step> {
        if self.next_event.0.is_some_and(|next| at < next) {
            return None;
        }
        let step = self.next_step();
        self.next_event = NextEvent(Some(step.as_ref().map_or(Instant::MAX, Step::at)));
        step
    }

    /// The instant before which neither the calendar nor a plan record changes anything.
    pub fn next_event_at(&mut self) -> Instant {
        let next = self.next_event.0.unwrap_or_else(|| self.next_step_at().unwrap_or(Instant::MAX));
        self.next_event = NextEvent(Some(next));
        next
    }

    /// The instant of the next step, if there is one.
    pub(super) fn next_step_at(&self) -> Option<Instant> {
        self.next_step().map(|step| step.at())
    }

    fn next_step(&self) -> Option<Step> {
        let start = self.schedule.starts().get(self.next_start);
        let dated = start.filter(|start| start.when == StartTiming::AtStartOfDate).map(|start| start.at);
        let renewal = self.plan.as_ref().map(|plan| {
            let date = plan.next_renewal(self.now, self.zone);
            start_of(date, plan.inmail_zone(self.zone))
        });
        let calendar = [dated, renewal, self.wallet.next_expiry_at()].into_iter().flatten().min();
        let in_place = start.filter(|start| start.when == StartTiming::InPlace);
        match (calendar, in_place) {
            (Some(at), Some(start)) if start.at < at => Some(Step::Plan(start.at, start.place)),
            (Some(at), _) => Some(Step::Calendar(at)),
            (None, Some(start)) => Some(Step::Plan(start.at, start.place)),
            (None, None) => None,
        }
    }
}
