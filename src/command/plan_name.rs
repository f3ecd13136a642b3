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
/// names.
pub(super) fn unknown_plan(name: &str, plans: &[PlanDefinition]) -> Failure {
    let wanted = normalized_name(name);
    if let sharing @ [_, ..] = plans_sharing_name(&wanted) {
        let message = format!("{wanted} is not one plan: which is yours?");
        return Failure::input("ambiguous_plan", message, one_of(sharing));
    }
    let hint = match nearest(&wanted, plans).as_slice() {
        [] => format!("one of {}", plans.iter().map(|plan| plan.name.as_str()).collect::<Vec<_>>().join(", ")),
        near => format!("did you mean {}? to see every plan: inquota plan list", one_of(near)),
    };
    Failure::input("unknown_plan", format!("there is no plan {}", safe(name)), hint)
}

/// The least likeness of a name to one that is suggested, and the most by which it is less than that of the best.
const LIKE: (f64, f64) = (0.85, 0.03);

/// The most names to suggest.
const MOST_NAMES: usize = 3;

/// The names that are nearest to the wanted one, the nearest first, one for each plan.
fn nearest<'a>(wanted: &str, plans: &'a [PlanDefinition]) -> Vec<&'a str> {
    let likeness = |known: &str| strsim::jaro_winkler(known, wanted);
    let best = |plan: &'a PlanDefinition| {
        plan.names().map(|name| (likeness(name), name)).max_by(|one, other| one.0.total_cmp(&other.0))
    };
    let mut near: Vec<(f64, &str)> = plans.iter().chain(plans_without_credits()).filter_map(best).collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    let least = near.first().map_or(LIKE.0, |(best, _)| LIKE.0.max(best - LIKE.1));
    near.into_iter().filter(|(like, _)| *like >= least).take(MOST_NAMES).map(|(_, name)| name).collect()
}

/// The failure for a plan without known InMail credits, where none are given.
pub(super) fn credits_unknown(plan: &PlanDefinition) -> Failure {
    let message = format!("no InMail number is known for {}: LinkedIn's pages name the plan without one", plan.title);
    let hint =
        format!("give the credits a month that LinkedIn shows you: inquota plan set {} --inmail-credits N", plan.name);
    Failure::input("plan_without_credits", message, hint)
}
