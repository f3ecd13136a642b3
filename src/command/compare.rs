//! `plan compare`: replays the member's history on every plan.

use std::collections::BTreeMap;

use super::plan_name::{canonical_name, credits_unknown, find_plan, normalized_name, unknown_plan};
use super::session::Session;
use crate::cli::PlanCompare;
use crate::engine::advice::comparison::{ComparedPlan, Sourcing, compare};
use crate::engine::plan::{PlanDefinition, PlanInForce, PlanNumber};
use crate::error::{ExitStatus, Failure};
use crate::view::{ComparisonAnswer, LocalInstant, safe};

pub(super) fn run(args: &PlanCompare, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let as_of = session.as_of(timeline.zone())?;
    let account = timeline.account_at(as_of);
    let (plans, own) = (session.plans()?, account.budget().plan());
    let candidates = candidates(plans.clone(), own);
    let prices = prices(&args.prices, &candidates, &plans)?;
    let comparison = compare(&timeline, candidates, &own.numbers, args.months, as_of);
    let as_of = LocalInstant::new(as_of, timeline.zone());
    session.screen.show(&ComparisonAnswer::new(&comparison, &prices, as_of))?;
    Ok(ExitStatus::Yes)
}

/// The plans to compare: every defined plan, and the plan in force with the numbers that the member has now. If those
/// differ from the definition of the same name, the list has both, the member's first. Limits that only members set are
/// left out: they hold on every plan alike.
fn candidates(plans: Vec<PlanDefinition>, own: &PlanInForce) -> Vec<ComparedPlan> {
    let definition = plans.iter().find(|plan| plan.name == own.name);
    let sourcing = match definition.map(sourcing_of) {
        Some(Sourcing::Dated) if changes_plan(own) => Sourcing::Undated,
        sourcing => sourcing.unwrap_or(Sourcing::Undated),
    };
    let numbers = own.numbers.clone().without_own_limits();
    let in_force = ComparedPlan { name: own.name.clone(), numbers, is_own: true, sourcing };
    let is_defined = definition.is_some();
    let mut candidates = Vec::new();
    for plan in plans {
        let is_own = plan.name == own.name;
        if is_own {
            candidates.push(in_force.clone());
        }
        let (sourcing, numbers) = (sourcing_of(&plan), plan.numbers.without_own_limits());
        if !is_own || numbers != in_force.numbers {
            candidates.push(ComparedPlan { name: plan.name, numbers, is_own: false, sourcing });
        }
    }
    if !is_defined {
        candidates.push(in_force);
    }
    candidates
}

/// Whether the member gave a number of the plan's, one that plans have.
fn changes_plan(own: &PlanInForce) -> bool {
    PlanNumber::ALL.iter().any(|number| !number.is_own_limit() && own.overrides.gives(*number))
}

/// Where the numbers of a plan come from.
fn sourcing_of(plan: &PlanDefinition) -> Sourcing {
    if plan.is_of_the_guide() {
        Sourcing::Guide
    } else if plan.is_dated() {
        Sourcing::Dated
    } else {
        Sourcing::Undated
    }
}

/// The monthly prices given, in hundredths, by plan.
///
/// # Errors
///
/// When a price cannot be parsed, names an unknown plan, or is given twice.
fn prices(
    given: &[String],
    candidates: &[ComparedPlan],
    plans: &[PlanDefinition],
) -> Result<BTreeMap<String, u64>, Failure> {
    let mut prices = BTreeMap::new();
    for text in given {
        let amount = text.rsplit_once('=').and_then(|(name, amount)| Some((name, parse_hundredths(amount)?)));
        let Some((name, amount)) = amount else {
            let message = format!("--price {} is not a plan and an amount", safe(text));
            return Err(Failure::input("usage", message, "write it as in --price premium-career=29.99"));
        };
        if prices.insert(compared_name(name, candidates, plans)?, amount).is_some() {
            let message = format!("the price of {} is given twice", safe(name));
            return Err(Failure::input("usage", message, "give it once"));
        }
    }
    Ok(prices)
}

/// The name of the compared plan that a name or an alias means.
fn compared_name(given: &str, candidates: &[ComparedPlan], plans: &[PlanDefinition]) -> Result<String, Failure> {
    let wanted = normalized_name(given);
    let is_compared = |name: &str| candidates.iter().any(|plan| plan.name == name);
    match canonical_name(&wanted, plans) {
        // The member may be on a plan that is no longer defined.
        _ if is_compared(&wanted) => Ok(wanted),
        Some(name) if is_compared(name) => Ok(name.to_owned()),
        Some(_) => Err(credits_unknown(&find_plan(given, plans)?)),
        None => Err(unknown_plan(given, plans)),
    }
}

/// Parses an amount of up to a million such as 29.99, 29,99, 30 or 29.9 into hundredths.
fn parse_hundredths(text: &str) -> Option<u64> {
    let text = text.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let digits =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole, 7) || !digits(part, 2) {
        return None;
    }
    let amount = whole.parse::<u64>().ok()? * 100 + format!("{part:0<2}").parse::<u64>().ok()?;
    (amount <= 100_000_000).then_some(amount)
}

#[cfg(test)]
mod tests {
    use super::parse_hundredths;

    #[test]
    fn amounts_have_at_most_two_decimal_places() {
        let read = ["29.99", "29,9", "30", "0", " 7.05 "].map(parse_hundredths);
        assert_eq!(read, [Some(2999), Some(2990), Some(3000), Some(0), Some(705)]);
        for text in ["", ".", "-1", "1.999", "1.", "1e3", "€5", "1.000,00", "99999999", "1000000.01"] {
            assert_eq!(parse_hundredths(text), None, "{text}");
        }
    }
}
