//! Credits that lapse when another plan starts (rules 4.3, 4.10).

use crate::engine::budget::{Budget, Resource};
use crate::engine::calendar::PlanDate;
use crate::engine::plan::PlanStart;
use crate::engine::timeline::Timeline;

/// Credits that lapse at the start of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// When the plan starts.
    pub on: PlanDate,
    /// How many lapse.
    pub credits: u64,
    /// The plan that starts.
    pub plan: String,
}

/// The next lapse ahead, if nothing is sent before it (rules 1.7).
pub fn next_lapse(budget: &Budget) -> Option<Lapse> {
    let (last, _) = budget.plans_ahead().last()?;
    let horizon = last.min(budget.now().plus_ten_years());
    let lapsed = budget.totals().lapsed;
    let mut ahead = budget.ahead_until(Resource::Credits, horizon);
    loop {
        let later = ahead.next_change()?;
        let credits = later.totals().lapsed - lapsed;
        if credits > 0 {
            let plan = later.plan();
            return Some(Lapse { on: plan.start_date, credits, plan: plan.name.clone() });
        }
    }
}

/// What a plan record makes lapse when it starts, past or ahead; `None` if nothing lapses. `before` and `after` are the
/// timelines without and with the record: others may start at the same instant.
pub fn lapse_at(before: &Timeline, after: &Timeline, start: &PlanStart) -> Option<Lapse> {
    let lapsed = |timeline: &Timeline| {
        let lapsed = |at| timeline.account_at(at).budget().totals().lapsed;
        lapsed(start.at) - lapsed(start.at.just_before())
    };
    let credits = lapsed(after).saturating_sub(lapsed(before));
    (credits > 0).then(|| Lapse { on: start.on(), credits, plan: start.record.name.clone() })
}
