//! Finds the plan that a name on the command line means. An alias is the plan that it names (rules 7).

use crate::engine::plan::{PlanDefinition, plans_sharing_name, plans_without_credits};
use crate::error::Failure;
use crate::view::{one_of, safe};

/// The plan with this name or alias, among those that `plan list` shows and those without known credits.
pub(super) fn find_plan(name: &str, plans: &[PlanDefinition]) -> Result<PlanDefinition, Failure> {
    let wanted = normalized_name(name);
    if let Some(known) = canonical_name(&wanted, plans) {
        let mut all = plans.iter().chain(plans_without_credits());
        if let Some(plan) = all.find(|plan| plan.name == known) {
            return Ok(plan.clone());
        }
    }
    Err(unknown_plan(name, plans))
}

/// The plan's own name for a name or an alias; `None` if no plan has it. The member's own plans precede LinkedIn's plans
/// without known credits.
pub(super) fn canonical_name<'a>(wanted: &str, plans: &'a [PlanDefinition]) -> Option<&'a str> {
    let mut all = plans.iter().chain(plans_without_credits());
    all.find(|plan| plan.names().any(|name| name == wanted)).map(|plan| plan.name.as_str())
}

/// A plan's name as definitions and records have it: "Premium Career" is premium-career.
pub(super) fn normalized_name(given: &str) -> String {
    given.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
}

/// The failure for a name that no plan has alone. The hint lists the plans that share it, or else suggests the nearest
/// name.
pub(super) fn unknown_plan(name: &str, plans: &[PlanDefinition]) -> Failure {
    let wanted = normalized_name(name);
    if let sharing @ [_, ..] = plans_sharing_name(&wanted) {
        let message = format!("{wanted} is not one plan: which is yours?");
        return Failure::input("ambiguous_plan", message, one_of(sharing));
    }
    let names = plans.iter().chain(plans_without_credits()).flat_map(PlanDefinition::names);
    let near = names.map(|known| (strsim::jaro_winkler(known, &wanted), known)).filter(|(near, _)| *near > 0.85);
    let near = near.max_by(|one, other| one.0.total_cmp(&other.0));
    let hint = match near {
        Some((_, near)) => format!("did you mean {near}? inquota plan list shows them all"),
        None => format!("one of {}", plans.iter().map(|plan| plan.name.as_str()).collect::<Vec<_>>().join(", ")),
    };
    Failure::input("unknown_plan", format!("there is no plan {}", safe(name)), hint)
}

/// The failure for a plan without known InMail credits, where none are given.
pub(super) fn credits_unknown(plan: &PlanDefinition) -> Failure {
    let message = format!("no InMail number is known for {}: LinkedIn's pages name the plan without one", plan.title);
    let hint = format!("give the credits a month that LinkedIn shows you: plan set {} --inmail-credits N", plan.name);
    Failure::input("plan_without_credits", message, hint)
}
