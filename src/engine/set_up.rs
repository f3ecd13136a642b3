//! What set-up would turn into history (rules 4.11, 4.13).

use super::calendar::Instant;
use super::outcome::Outcome;
use super::record::Fact;
use super::timeline::Timeline;

/// What counts under the initial plan before an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InitialPlanUse {
    /// InMails that needed a credit, covered or not.
    pub inmails: u64,
    /// Purchases of credits.
    pub purchases: u64,
    /// Balances that LinkedIn showed.
    pub balances: u64,
}

impl InitialPlanUse {
    /// Whether there is nothing.
    pub fn is_empty(self) -> bool {
        self == InitialPlanUse::default()
    }
}

/// What counts before `start` on a ledger whose only plan is the initial one. What comes before the initial plan itself
/// is history already, so it counts under no plan.
pub fn initial_plan_use(timeline: &Timeline, start: Instant) -> InitialPlanUse {
    let (mut used, begins) = (InitialPlanUse::default(), timeline.schedule().first_at());
    timeline.fold().fold_through(start.just_before(), |place, outcome| {
        let record = &timeline.records()[place];
        match (&record.fact, outcome) {
            _ if record.at < begins => {}
            (Fact::InMail { .. }, Outcome::Sent(sent)) => used.inmails += u64::from(sent.credit || sent.uncovered),
            (Fact::Purchase { .. }, _) => used.purchases += 1,
            (Fact::Balance { .. }, _) => used.balances += 1,
            _ => {}
        }
    });
    used
}
