//! The built-in plans, each number with its source (rules 7).

use std::sync::LazyLock;

use super::definition::{PlanDefinition, definitions_from};
use super::{PlanChanges, PlanNumber, PlanRecord};

/// The built-in plans, parsed on first use.
static BUILT_IN: LazyLock<Vec<PlanDefinition>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the data is compiled in and read by a test")]
    definitions_from(include_str!("plans.json")).expect("the built-in plans are well formed")
});

/// The built-in plans, in the order of rules 7. The first is the initial plan.
///
/// # Panics
///
/// Never: `plans.json` is compiled in, and a test parses it.
pub fn built_in_plans() -> &'static [PlanDefinition] {
    &BUILT_IN
}

/// The built-in plan of this name.
pub fn built_in_plan(name: &str) -> Option<&'static PlanDefinition> {
    built_in_plans().iter().find(|plan| plan.name == name)
}

/// The plan of a new ledger, as a plan record: `free` with its own numbers (rules 4.11).
///
/// # Panics
///
/// Never, like [`built_in_plans`].
pub fn initial_plan() -> PlanRecord {
    let free = &built_in_plans()[0];
    PlanRecord {
        name: free.name.clone(),
        own: free.numbers.clone(),
        changes: PlanChanges::default(),
        from: None,
        renews_on: None,
        keep_credits: false,
    }
}

impl PlanRecord {
    /// Whether it is a change of the initial plan's limits if no other plan record comes before it: it has the initial
    /// plan's name and no date, and leaves the credits as they are (rules 4.11).
    pub(super) fn changes_initial_limits(&self) -> bool {
        let of_credits =
            [PlanNumber::InMailMonthly, PlanNumber::InMailCap, PlanNumber::InMailLife, PlanNumber::RefundDays];
        self.from.is_none()
            && self.name == built_in_plans()[0].name
            && !of_credits.iter().any(|number| self.changes.gives(*number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::plan::{Cadence, Enforcement, Limit};

    #[test]
    fn the_built_in_plans_are_those_of_the_rules() {
        let plans = built_in_plans();
        let names: Vec<_> = plans.iter().map(|plan| plan.name.as_str()).collect();
        let expected = [
            "free",
            "premium",
            "basic",
            "premium-career",
            "premium-business",
            "sales-navigator",
            "recruiter-lite",
            "recruiter-professional",
            "recruiter-corporate",
        ];
        assert_eq!(names, expected);
        // The table of rules 7, in the order of `PlanNumber::ALL`: monthly, cap, life, refund, day, month, invitations,
        // notes.
        let table = [
            [Some(5), None, None, None, Some(15), Some(30), Some(100), Some(5)],
            [Some(25), None, None, None, Some(40), None, Some(100), None],
            [Some(0), None, None, None, None, None, Some(100), Some(5)],
            [Some(5), Some(15), Some(90), Some(90), None, None, Some(100), None],
            [Some(15), Some(45), Some(90), Some(90), None, None, Some(100), None],
            [Some(50), Some(150), Some(90), Some(90), None, None, Some(100), None],
            [Some(30), Some(120), None, Some(90), None, None, Some(100), None],
            [Some(100), Some(400), None, Some(90), None, None, Some(100), None],
            [Some(150), Some(600), None, Some(90), None, None, Some(100), None],
        ];
        for (plan, row) in plans.iter().zip(table) {
            let counts: Vec<Option<u32>> = PlanNumber::ALL.iter().map(|number| plan.numbers.get(*number).0).collect();
            assert_eq!(counts, row, "{}", plan.name);
            assert_eq!(plan.sources.len(), PlanNumber::ALL.len(), "{}: each number has a source", plan.name);
        }
    }

    #[test]
    fn forces_cadences_and_zones_are_those_of_the_rules() {
        for plan in built_in_plans() {
            let n = &plan.numbers;
            let calendar = ["free", "premium", "basic", "sales-navigator"].contains(&plan.name.as_str());
            assert_eq!(n.cadence == Cadence::Calendar, calendar, "{}", plan.name);
            assert_eq!(n.zone.is_some(), plan.name == "sales-navigator", "{}", plan.name);
            assert!(n.invitations.is_some_and(|limit| limit.force == Enforcement::Advisory));
            let notes = if plan.name == "basic" { Some(Limit::enforced(5)) } else { n.notes };
            assert_eq!(n.notes, notes);
        }
    }

    #[test]
    fn the_initial_plan_is_free_with_its_own_numbers() {
        let free = &built_in_plans()[0];
        assert_eq!(initial_plan().own, free.numbers);
        assert_eq!(initial_plan().name, free.name);
    }

    #[test]
    fn notes_are_longer_on_paid_accounts() {
        for plan in built_in_plans() {
            let is_free = ["free", "basic"].contains(&plan.name.as_str());
            assert_eq!(plan.note_length, if is_free { 200 } else { 300 }, "{}", plan.name);
        }
    }

    #[test]
    fn a_plan_is_found_by_its_name() {
        for plan in built_in_plans() {
            assert_eq!(built_in_plan(&plan.name), Some(plan));
        }
        assert_eq!(built_in_plan("team"), None);
    }
}
