//! Looking ahead: how the calendar and plan records change a budget if nothing else is sent (rules 1.7).

use super::Budget;
use crate::engine::calendar::{Instant, Month, end_of, start_of};
use crate::engine::plan::{PlanInForce, Window};

/// A limited resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// InMail credits.
    Credits,
    /// InMail credits, and InMails in a day.
    InMails,
    /// People to message in a day and in a month.
    People,
    /// Invitations in 168 hours and in a day, and notes in a month.
    Invitations,
}

/// A budget that advances from change to change of one resource, up to a horizon.
#[derive(Clone, Debug)]
pub struct Ahead {
    budget: Budget,
    resource: Resource,
    horizon: Instant,
    /// Further instants to stop at.
    also: Vec<Instant>,
}

impl Ahead {
    /// Also stops at instants at which something other than the budget changes.
    #[must_use]
    pub fn stopping_at(self, also: impl IntoIterator<Item = Instant>) -> Ahead {
        Ahead { also: also.into_iter().collect(), ..self }
    }

    /// The budget after the next change; `None` if there is none by the horizon.
    pub fn next_change(&mut self) -> Option<&Budget> {
        let also = self.also.iter().copied().filter(|at| *at > self.budget.now);
        let next = self.budget.next_change(self.resource).into_iter().chain(also).min();
        let at = next.filter(|at| *at <= self.horizon)?;
        self.budget.advance_through(at);
        Some(&self.budget)
    }
}

impl Budget {
    /// The changes of a resource within ten years, the horizon of every forecast.
    pub fn ahead(&self, resource: Resource) -> Ahead {
        self.ahead_until(resource, self.now.plus_ten_years())
    }

    /// The changes of a resource up to an instant.
    pub fn ahead_until(&self, resource: Resource, horizon: Instant) -> Ahead {
        Ahead { budget: self.clone(), resource, horizon, also: Vec::new() }
    }

    /// The budget after the first change of a resource that satisfies a condition, within ten years.
    pub fn first_change(&self, resource: Resource, holds: impl Fn(&Budget) -> bool) -> Option<Budget> {
        let mut ahead = self.ahead(resource);
        while !holds(ahead.next_change()?) {}
        Some(ahead.budget)
    }

    /// The plan starts still ahead: the instant of each, and the plan from then on.
    pub fn plans_ahead(&self) -> impl Iterator<Item = (Instant, PlanInForce)> {
        self.schedule.starts()[self.next_start..].iter().scan(self.plan.clone(), |plan, start| {
            *plan = Some(PlanInForce::after(plan.take(), start));
            plan.clone().map(|plan| (start.at, plan))
        })
    }

    /// The next instant at which the amount left of a resource may change although nothing is recorded.
    fn next_change(&self, resource: Resource) -> Option<Instant> {
        let next_month = || start_of(Month::of(self.today()).next().first_day(), self.zone);
        let tomorrow = || end_of(self.today(), self.zone).plus_seconds(1);
        let is_used = |window: &Window| self.used(*window) > 0;
        let (days, months): (&[Window], &[Window]) = match resource {
            Resource::Credits => (&[], &[]),
            Resource::InMails => (&[Window::InMailsDay], &[]),
            Resource::People => (&[Window::Day], &[Window::Month]),
            Resource::Invitations => (&[Window::InvitationsDay], &[Window::Notes]),
        };
        let day = days.iter().any(is_used).then(tomorrow);
        let month = months.iter().any(is_used).then(next_month);
        let release = (resource == Resource::Invitations).then(|| self.invitations.next_release(self.now)).flatten();
        let changes = [self.next_step_at(), self.next_stop_end(resource), day, month, release];
        changes.into_iter().flatten().min()
    }
}
