//! `plan`: shows the plan in force, all plans or one of them; `plan set` records a plan.

use super::plan_name::{credits_unknown, find_plan};
use super::recorded::{item, outcome};
use super::session::Session;
use super::transaction::Transaction;
use crate::cli::PlanSet;
use crate::engine::advice::ended_limits::ended_limits;
use crate::engine::advice::lapse::lapse_at;
use crate::engine::calendar::{Instant, PlanDate, date_of, days_between};
use crate::engine::outcome::Outcome;
use crate::engine::plan::{
    Cadence, Enforcement, PlanChanges, PlanDefinition, PlanNumber, PlanRecord, PlanStart, PlanStartKind,
};
use crate::engine::record::{Details, Fact};
use crate::engine::set_up::initial_plan_use;
use crate::engine::status::{account_status, plan_at};
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::settings::ClockFormat;
use crate::view::{
    LatestStop, LocalInstant, LocalPlanDate, PlanAnswer, PlanEffect, PlanListAnswer, PlanSetAnswer, PlanShowAnswer,
    day, one_of, plural, safe,
};

pub(super) fn show(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let as_of = session.as_of(timeline.zone())?;
    let account = timeline.account_at(as_of);
    let ahead = timeline.schedule().starts().iter().filter(|start| start.at > as_of);
    let status = account_status(&account);
    let definition = session.plan(&status.plan.name);
    let stops = LatestStop::all(&status, &plan_at(&account, session.now));
    session.screen.show(&PlanAnswer::new(&status, definition.as_ref(), ahead, stops))?;
    Ok(ExitStatus::Yes)
}

pub(super) fn list(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("plan list")?;
    let plans = session.plans()?;
    let now = LocalInstant::new(session.now, session.zone_if_readable());
    session.screen.show(&PlanListAnswer::new(plans, now))?;
    Ok(ExitStatus::Yes)
}

pub(super) fn show_one(name: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("plan show")?;
    let plan = find_plan(name, &session.plans()?)?;
    let now = LocalInstant::new(session.now, session.zone_if_readable());
    session.screen.show(&PlanShowAnswer::new(&plan, now, session.clock()))?;
    Ok(ExitStatus::Yes)
}

pub(super) fn set(args: &PlanSet, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let definition = find_plan(&args.name, &session.plans()?)?;
    if args.renews_on.is_some() && !definition.has_renewal_day() {
        let message = format!("--renews-on does not go with {}: it renews on the 1st", definition.name);
        return Err(Failure::input("usage", message, "leave --renews-on out"));
    }
    let changes = changes(args)?;
    let mut transaction = session.begin_at_any_time(ReadDetail::Everything)?;
    let account = transaction.zone();
    let from = args.from.as_deref().map(|text| session.date("--from", text, account)).transpose()?;
    let start = from.map(|from| PlanDate::start(from, definition.numbers.zone.unwrap_or(account)));
    refuse_credits_ahead(args.credits, start, &transaction)?;
    refuse_unknown_credits(&definition, &changes, start, &transaction)?;
    let record = PlanRecord {
        name: definition.name.clone(),
        own: definition.numbers,
        changes,
        from,
        renews_on: args.renews_on,
        keep_credits: args.keep_credits,
    };
    if args.credits.is_some() {
        transaction.refuse_future()?;
        transaction.begin_step();
    }
    record_plan(record, args.credits, transaction, session)
}

/// Records the plan, and the balance given with it, and shows what changed.
fn record_plan(
    record: PlanRecord,
    credits: Option<u32>,
    mut transaction: Transaction,
    session: &mut Session<'_>,
) -> Result<ExitStatus, Failure> {
    let (at, now) = (transaction.at, transaction.now);
    let id = transaction.add(at, Fact::Plan(Box::new(record)), Details::default());
    let balance = credits.map(|credits| transaction.add(at, Fact::Balance { credits }, Details::default()));
    let preview = transaction.preview();
    let after = &preview.after;
    let place = after.place_of(id).unwrap_or_default();
    let Some(start) = after.plan_start(place).cloned() else { return Err(not_in_force(at, preview.before())) };
    refuse_history(&start, preview.before(), session.clock())?;
    let gap = balance.and_then(|id| match outcome(after, id) {
        Outcome::Balance { gap } => Some((gap, credits.unwrap_or_default())),
        _ => None,
    });
    let items = std::iter::once(id).chain(balance).map(|id| item(after, id)).collect();
    let status_before = account_status(&preview.before().account_at(now));
    let status_after = account_status(&after.account_at(now));
    let effect = PlanEffect {
        lapse: lapse_at(preview.before(), after, &start),
        ended: ended_limits(preview.before(), after, &start, now),
        ends_another: preview.before().account_at(start.at.just_before()).budget().plan().name != start.record.name,
        end: after.schedule().end_of(&start).map(|end| (end.record.name.clone(), end.at)),
    };
    let answer = PlanSetAnswer::new(items, (start, effect), gap, status_before, status_after);
    preview.commit()?;
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

/// The failure for a change of the initial plan's limits at an instant at which that plan is not in force: it would
/// count nowhere (rules 4.11).
fn not_in_force(at: Instant, before: &Timeline) -> Failure {
    let first = &before.schedule().starts()[0];
    let message = format!(
        "the plan {} is not in force on {}: it starts on {}",
        safe(&first.record.name),
        day(date_of(at, before.zone())),
        day(first.date)
    );
    Failure::input("plan_not_in_force", message, "give the change a date with --from DATE")
}

/// Refuses set-up that would make history of what counts under the initial plan (rules 4.11).
fn refuse_history(start: &PlanStart, before: &Timeline, clock: ClockFormat) -> Result<(), Failure> {
    let used = initial_plan_use(before, start.at);
    if start.taken_for != PlanStartKind::SetUp || used.is_empty() {
        return Ok(());
    }
    let parts = [
        (used.inmails, "InMail", "InMails"),
        (used.purchases, "purchase", "purchases"),
        (used.balances, "balance", "balances"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| plural(*count, one, many)).collect();
    let message = format!(
        "did you change to {}, or were you on it all along? on the plan {}, {} counted before {}",
        safe(&start.record.name),
        safe(&before.schedule().first().name),
        parts.join(" and "),
        LocalPlanDate::new(start.on(), before.zone()).day(clock)
    );
    let name = safe(&start.record.name);
    let renewal = if start.record.own.cadence == Cadence::Billing { " --renews-on DAY" } else { "" };
    let created = date_of(before.created(), before.zone());
    let hint = format!(
        "changed: inquota plan set {name} --from DATE, the date of the change; all along: inquota plan set {name}{renewal} --from {created}, or an earlier date"
    );
    Err(Failure::input("set_up_or_change", message, hint))
}

/// The numbers that the options give.
///
/// # Errors
///
/// When `--advisory` is given without a limit.
fn changes(args: &PlanSet) -> Result<PlanChanges, Failure> {
    let force = if args.advisory { Enforcement::Advisory } else { Enforcement::Enforced };
    let mut changes = PlanChanges::default();
    for (number, count) in &args.numbers.0 {
        changes.give(*number, *count, force);
    }
    let is_limit = |(number, count): &(PlanNumber, Option<u32>)| number.is_limit() && count.is_some();
    if args.advisory && !args.numbers.0.iter().any(is_limit) {
        let message = "--advisory needs a limit, and none is given";
        return Err(Failure::input("usage", message, format!("add {}", limit_options())));
    }
    Ok(changes)
}

/// Every option that sets a limit: "--daily, --monthly, … or --notes".
fn limit_options() -> String {
    let limits = PlanNumber::ALL.iter().filter(|number| number.is_limit());
    one_of(&limits.map(|number| format!("--{}", number.option())).collect::<Vec<_>>())
}

/// Refuses a plan without known InMail credits, unless they are given or it is in force already.
fn refuse_unknown_credits(
    definition: &PlanDefinition,
    changes: &PlanChanges,
    start: Option<PlanDate>,
    transaction: &Transaction,
) -> Result<(), Failure> {
    if !definition.needs_credits || changes.gives(PlanNumber::InMailMonthly) {
        return Ok(());
    }
    let at = start.map_or(transaction.at, |start| start.at);
    let in_force = transaction.before().account_at(at);
    let is_in_force = in_force.budget().plan().name == definition.name;
    if is_in_force { Ok(()) } else { Err(credits_unknown(definition)) }
}

/// Refuses `--credits` with a plan that starts later: the balance that LinkedIn shows is today's.
fn refuse_credits_ahead(
    credits: Option<u32>,
    start: Option<PlanDate>,
    transaction: &Transaction,
) -> Result<(), Failure> {
    let Some(start) = start.filter(|start| credits.is_some() && start.at > transaction.at) else { return Ok(()) };
    let (now, start) =
        (LocalInstant::new(transaction.at, transaction.zone()), LocalPlanDate::new(start, transaction.zone()));
    let days = days_between(now.date(), start.date()).unsigned_abs();
    let when =
        if start.differs() { start.on(now, transaction.clock) } else { format!("in {}", plural(days, "day", "days")) };
    let message = format!("--credits says what LinkedIn shows now, and the plan starts {when}");
    Err(Failure::input("usage", message, "leave --credits out; on that day, run inquota credits set N"))
}
