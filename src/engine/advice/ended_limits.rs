//! The member's own limits that end when another plan starts with its own numbers (rules 4.10, 6).

use crate::engine::calendar::Instant;
use crate::engine::plan::{Limit, PlanNumbers, PlanStart, Schedule, Window};
use crate::engine::timeline::Timeline;

/// A limit that ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndedLimit {
    /// What it limited.
    pub window: Window,
    /// The limit.
    pub limit: Limit,
}

/// The member's own limits that a plan record ends, now or as it starts later, unless the record itself removes them.
/// `before` and `after` are the timelines without and with the record.
pub fn ended_limits(before: &Timeline, after: &Timeline, start: &PlanStart, now: Instant) -> Vec<EndedLimit> {
    let at = start.at.max(now);
    let (before, after) = (numbers_at(before.schedule(), at), numbers_at(after.schedule(), at));
    let ended = [Window::InMailsDay, Window::InvitationsDay].into_iter().filter_map(|window| {
        let limit = before.limit(window).filter(|_| after.limit(window).is_none())?;
        (!start.record.changes.gives(window.number())).then_some(EndedLimit { window, limit })
    });
    ended.collect()
}

/// The numbers of the plan in force after every plan record of an instant.
fn numbers_at(schedule: &Schedule, at: Instant) -> PlanNumbers {
    let begun = schedule.starts().partition_point(|start| start.at <= at);
    let plans = schedule.plans();
    let plan = begun.checked_sub(1).and_then(|latest| plans.get(latest));
    plan.unwrap_or(schedule.first()).numbers.clone()
}
