//! `plan`: the plan in force, all plans, and a change, dated.

use chrono::NaiveDate;

use super::draft::Draft;
use super::log::{item, outcome};
use super::session::Session;
use crate::cli::{NumberOrNone, PlanSet};
use crate::engine::calendar::date_of;
use crate::engine::outcome::Outcome;
use crate::engine::plan::{Force, Limit, PlanChanges, PlanDefinition, PlanRecord};
use crate::engine::record::{Details, Fact};
use crate::engine::status::account_status;
use crate::error::{ExitStatus, Failure};
use crate::view::{PlanAnswer, PlanListAnswer, PlanSetAnswer, plural, safe};

pub(super) fn show(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.read()?;
    let as_of = session.as_of(&timeline)?;
    let account = timeline.account_at(as_of);
    let ahead = timeline.schedule().starts().iter().filter(|start| start.at > as_of);
    let status = account_status(&account);
    let definition = session.plan(&status.plan.name);
    session.screen.show(&PlanAnswer::new(&status, definition.as_ref(), ahead))?;
    Ok(ExitStatus::Yes)
}

pub(super) fn list(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("plan list")?;
    let plans = session.plans()?;
    session.screen.show(&PlanListAnswer::new(plans))?;
    Ok(ExitStatus::Yes)
}

pub(super) fn set(args: &PlanSet, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let definition = named(&args.name, session.plans()?)?;
    if args.renews_on.is_some() && !definition.has_renewal_day() {
        let message = format!("--renews-on does not go with {}: it renews on the 1st", definition.name);
        return Err(Failure::input("usage", message, "leave --renews-on out"));
    }
    let changes = changes(args)?;
    let mut draft = session.open()?;
    let zone = definition.numbers.zone.unwrap_or(draft.before.zone());
    let from = args.from.as_deref().map(|text| session.date("--from", text, zone)).transpose()?;
    refuse_credits_ahead(args.credits, from, &draft, zone)?;
    let record = PlanRecord {
        name: definition.name.clone(),
        own: definition.numbers,
        changes,
        from,
        renews_on: args.renews_on,
        keep_credits: args.keep_credits,
    };
    if args.credits.is_some() {
        draft.refuse_future()?;
        draft.begin_step();
    }
    record_plan(record, args.credits, draft, session)
}

/// Records the plan, and the balance that goes with it, and tells what that changed.
fn record_plan(
    record: PlanRecord,
    credits: Option<u32>,
    mut draft: Draft,
    session: &mut Session<'_>,
) -> Result<ExitStatus, Failure> {
    let (at, now) = (draft.at, draft.now());
    let id = draft.add(at, Fact::Plan(Box::new(record)), Details::default());
    let balance = credits.map(|credits| draft.add(at, Fact::Balance { credits }, Details::default()));
    let after = draft.after();
    let place = after.place_of(id).unwrap_or_default();
    let start = after.plan_start(place).cloned().unwrap_or_else(|| after.schedule().starts()[0].clone());
    let gap = balance.and_then(|id| match outcome(&after, id) {
        Outcome::Balance { gap } => Some((gap, credits.unwrap_or_default())),
        _ => None,
    });
    let items = std::iter::once(id).chain(balance).map(|id| item(&after, id)).collect();
    let (status_before, status_after) =
        (account_status(&draft.before.account_at(now)), account_status(&after.account_at(now)));
    let answer = PlanSetAnswer::new(items, start, gap, status_before, status_after);
    draft.commit()?;
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

/// The plan of this name.
fn named(name: &str, plans: Vec<PlanDefinition>) -> Result<PlanDefinition, Failure> {
    let names: Vec<String> = plans.iter().map(|plan| plan.name.clone()).collect();
    let wanted = name_of(name);
    plans.into_iter().find(|plan| plan.name == wanted).ok_or_else(|| unknown(name, &names))
}

/// A plan's name as it is kept.
pub(super) fn name_of(given: &str) -> String {
    given.trim().to_lowercase()
}

/// No plan has this name; which is nearest.
pub(super) fn unknown(name: &str, names: &[String]) -> Failure {
    let wanted = name_of(name);
    let near = names.iter().map(|known| (strsim::jaro_winkler(known, &wanted), known)).filter(|(near, _)| *near > 0.85);
    let near = near.max_by(|one, other| one.0.total_cmp(&other.0));
    let hint = match near {
        Some((_, near)) => format!("did you mean {near}? inquota plan list shows them all"),
        None => format!("one of {}", names.join(", ")),
    };
    Failure::input("unknown_plan", format!("there is no plan {}", safe(name)), hint)
}

/// The numbers given.
fn changes(args: &PlanSet) -> Result<PlanChanges, Failure> {
    let force = if args.advisory { Force::Advisory } else { Force::Enforced };
    let limit = |given: Option<NumberOrNone>| given.map(|number| number.0.map(|count| Limit { count, force }));
    let number = |given: Option<NumberOrNone>| given.map(|number| number.0);
    let changes = PlanChanges {
        inmail_monthly: args.inmail_credits,
        inmail_cap: number(args.inmail_cap),
        inmail_life: number(args.inmail_life),
        refund_days: number(args.refund_days),
        daily: limit(args.daily),
        monthly: limit(args.monthly),
        invitations: limit(args.invitations),
        notes: limit(args.notes),
    };
    let limits = [changes.daily, changes.monthly, changes.invitations, changes.notes];
    if args.advisory && limits.iter().flatten().flatten().next().is_none() {
        let message = "--advisory says of the limits given that they only warn, and none is given";
        return Err(Failure::input("usage", message, "add --daily, --monthly, --invitations or --notes"));
    }
    Ok(changes)
}

/// A balance is of now: it does not go with a plan that starts later.
fn refuse_credits_ahead(
    credits: Option<u32>,
    from: Option<NaiveDate>,
    draft: &Draft,
    zone: chrono_tz::Tz,
) -> Result<(), Failure> {
    let ahead = from.map_or(0, |from| from.signed_duration_since(date_of(draft.at, zone)).num_days());
    if credits.is_none() || ahead <= 0 {
        return Ok(());
    }
    let message = format!(
        "--credits says what LinkedIn shows now, and the plan starts in {}",
        plural(ahead.unsigned_abs(), "day", "days")
    );
    Err(Failure::input("usage", message, "leave --credits out, and record it with credits set N on that day"))
}
