//! What is next to happen by itself.

use super::{Budget, PlanInForce, When};
use crate::engine::calendar::{Instant, Month, end_of, start_of};

/// The three scarce things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// InMail credits.
    Credits,
    /// People to message, of a day and of a month.
    People,
    /// Invitations of a week, and notes of a month.
    Invitations,
}

/// The next thing that happens by itself.
pub(super) enum Step {
    /// The calendar at an instant: expiry, plans that start with a date, grant, cap.
    Calendar(Instant),
    /// A plan record in its place among the records of its instant.
    Plan(Instant, Option<usize>),
}

impl Step {
    pub(super) fn at(&self) -> Instant {
        match self {
            Step::Calendar(at) | Step::Plan(at, _) => *at,
        }
    }
}

/// Until when nothing happens by itself, as found out last. It follows from the rest, and so makes no two budgets
/// differ.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quiet(Option<Instant>);

impl PartialEq for Quiet {
    fn eq(&self, _: &Quiet) -> bool {
        true
    }
}

impl Budget {
    /// The next thing that happens by itself, if it may happen by this instant. Records come close together: most of
    /// them need not ask the calendar.
    pub(super) fn step_by(&mut self, at: Instant) -> Option<Step> {
        if self.quiet.0.is_some_and(|until| at < until) {
            return None;
        }
        let step = self.next_step();
        self.quiet = Quiet(Some(step.as_ref().map_or(Instant::MAX, Step::at)));
        step
    }

    /// The next instant, after the present one, from which on more or less of something may be left by itself.
    pub fn next_change(&self, of: Resource) -> Option<Instant> {
        let step = self.next_step().map(|step| step.at());
        let next_month = || start_of(Month::of(self.today()).next().first_day(), self.zone);
        let tomorrow = || end_of(self.today(), self.zone).plus_seconds(1);
        let (one, other) = match of {
            Resource::Credits => (None, None),
            Resource::People => ((self.day_used() > 0).then(tomorrow), (self.month_used() > 0).then(next_month)),
            Resource::Invitations => {
                (self.invitations.next_release(self.now), (self.notes_used() > 0).then(next_month))
            }
        };
        [step, one, other].into_iter().flatten().min()
    }

    /// The plans to come, each with the instant from which on it is in force.
    pub fn plans_ahead(&self) -> impl Iterator<Item = (Instant, PlanInForce)> {
        self.schedule.starts()[self.next_start..].iter().scan(self.plan.clone(), |plan, start| {
            *plan = Some(PlanInForce::after(plan.take(), start));
            plan.clone().map(|plan| (start.at, plan))
        })
    }

    /// The instant before which neither the calendar nor a plan record changes anything.
    pub fn next_event_at(&mut self) -> Instant {
        let until = self.quiet.0.unwrap_or_else(|| self.next_step().map_or(Instant::MAX, |step| step.at()));
        self.quiet = Quiet(Some(until));
        until
    }

    fn next_step(&self) -> Option<Step> {
        let start = self.schedule.starts().get(self.next_start);
        let dated = start.filter(|start| start.when == When::AtStartOfDate).map(|start| start.at);
        let renewal = self.plan.as_ref().map(|plan| {
            let date = plan.next_renewal(self.now, self.zone);
            start_of(date, plan.inmail_zone(self.zone))
        });
        let calendar = [dated, renewal, self.wallet.next_expiry_at()].into_iter().flatten().min();
        let in_place = start.filter(|start| start.when == When::InPlace);
        match (calendar, in_place) {
            (Some(at), Some(start)) if start.at < at => Some(Step::Plan(start.at, start.place)),
            (Some(at), _) => Some(Step::Calendar(at)),
            (None, Some(start)) => Some(Step::Plan(start.at, start.place)),
            (None, None) => None,
        }
    }
}
