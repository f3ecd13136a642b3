//! The built-in plans, each number with its source (rules 7).

use std::sync::LazyLock;

use super::definition::PlanDefinition;
use super::file::{BuiltIn, built_in_from};
use super::{PlanChanges, PlanNumber, PlanRecord};

/// The built-in plans, parsed on first use.
static BUILT_IN: LazyLock<BuiltIn> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the data is compiled in and read by a test")]
    built_in_from(include_str!("plans.json")).expect("the built-in plans are well formed")
});

/// The built-in plans, in the order of rules 7. The first is the initial plan.
///
/// # Panics
///
/// Never: `plans.json` is compiled in, and a test parses it.
pub fn built_in_plans() -> &'static [PlanDefinition] {
    &BUILT_IN.plans
}

/// Plans of LinkedIn's whose InMail credits no source gives. The member must give them.
///
/// # Panics
///
/// Never, like [`built_in_plans`].
pub fn plans_without_credits() -> &'static [PlanDefinition] {
    &BUILT_IN.without_credits
}

/// The names of the plans that share a name, such as `recruiter`; empty if none do.
///
/// # Panics
///
/// Never, like [`built_in_plans`].
pub fn plans_sharing_name(name: &str) -> &'static [String] {
    BUILT_IN.shared_names.get(name).map_or(&[], Vec::as_slice)
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
            "premium-all-in-one",
            "sales-navigator",
            "recruiter-lite",
            "recruiter-professional",
            "recruiter-corporate",
        ];
        assert_eq!(names, expected);
        // The table of rules 7, in the order of `PlanNumber::ALL`: monthly, cap, life, refund, day, month, invitations,
        // notes. No built-in plan has a limit that only members set (rules 6).
        let table = [
            [Some(5), None, None, None, Some(15), Some(30), Some(100), Some(5)],
            [Some(25), None, None, None, Some(40), None, Some(100), None],
            [Some(0), None, None, None, None, None, Some(100), Some(5)],
            [Some(5), Some(15), Some(90), Some(90), None, None, Some(100), None],
            [Some(15), Some(45), Some(90), Some(90), None, None, Some(100), None],
            [Some(30), Some(90), Some(90), Some(90), None, None, Some(100), None],
            [Some(50), Some(150), Some(90), Some(90), None, None, Some(100), None],
            [Some(30), Some(120), None, Some(90), None, None, Some(100), None],
            [Some(100), Some(400), None, Some(90), None, None, Some(100), None],
            [Some(150), Some(600), None, Some(90), None, None, Some(100), None],
        ];
        for (plan, row) in plans.iter().zip(table) {
            let (own, others): (Vec<&PlanNumber>, Vec<&PlanNumber>) =
                PlanNumber::ALL.iter().partition(|number| number.is_own_limit());
            let counts: Vec<Option<u32>> = others.into_iter().map(|number| plan.numbers.get(*number).0).collect();
            assert_eq!(counts, row, "{}", plan.name);
            assert!(own.into_iter().all(|number| plan.numbers.get(*number).0.is_none()), "{}", plan.name);
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
    fn aliases_and_shared_names_name_built_in_plans() {
        let aliases = built_in_plans().iter().flat_map(|plan| plan.aliases.iter().map(|alias| (&**alias, &*plan.name)));
        let expected = [
            ("career", "premium-career"),
            ("premium-careers", "premium-career"),
            ("business", "premium-business"),
            ("sales-nav", "sales-navigator"),
            ("sales-navigator-core", "sales-navigator"),
            ("sales-navigator-advanced", "sales-navigator"),
            ("sales-navigator-advanced-plus", "sales-navigator"),
            ("rps", "recruiter-professional"),
            ("recruiter-rps", "recruiter-professional"),
        ];
        assert_eq!(aliases.collect::<Vec<_>>(), expected);
        let recruiter = plans_sharing_name("recruiter");
        assert_eq!(recruiter, ["recruiter-lite", "recruiter-professional", "recruiter-corporate"]);
        assert!(recruiter.iter().all(|name| built_in_plan(name).is_some()));
        assert!(plans_sharing_name("premium").is_empty());
    }

    #[test]
    fn plans_without_known_credits_are_billing_plans_without_an_inmail_number() {
        let names: Vec<_> = plans_without_credits().iter().map(|plan| plan.name.as_str()).collect();
        assert_eq!(names, ["premium-essentials", "premium-pro", "premium-company-page"]);
        for plan in plans_without_credits() {
            let n = &plan.numbers;
            assert!(plan.needs_credits && plan.has_renewal_day() && built_in_plan(&plan.name).is_none());
            assert_eq!((n.inmail_monthly, n.inmail_cap, n.inmail_life, n.refund_days), (0, None, None, None));
            assert_eq!(plan.sources.len(), PlanNumber::ALL.len(), "{}", plan.name);
        }
        assert!(!built_in_plans().iter().any(|plan| plan.needs_credits));
    }

    #[test]
    fn only_recruiter_plans_have_a_response_floor() {
        let with_floor = built_in_plans().iter().filter(|plan| plan.has_response_floor).map(|plan| plan.name.as_str());
        assert_eq!(with_floor.collect::<Vec<_>>(), ["recruiter-lite", "recruiter-professional", "recruiter-corporate"]);
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
