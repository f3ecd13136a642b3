//! `zone`: shows or changes the account's time zone.

use chrono_tz::{TZ_VARIANTS, Tz};

use super::session::Session;
use crate::cli::Zone;
use crate::engine::calendar::PlanDate;
use crate::engine::status::{AccountStatus, WindowUsage, account_status};
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::settings::ClockFormat;
use crate::view::{LocalInstant, LocalPlanDate, MovedFigure, StopRow, ZoneAnswer, moment, safe, stopped_in_words};

pub(super) fn run(args: &Zone, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("zone")?;
    match &args.name {
        None => {
            let zone = session.timeline()?.zone();
            let as_of = LocalInstant::new(session.now, zone);
            session.screen.show(&ZoneAnswer { as_of, zone, was: None, moved: Vec::new() })?;
        }
        Some(name) => change(find_zone(name)?, session)?,
    }
    Ok(ExitStatus::Yes)
}

fn change(zone: Tz, session: &mut Session<'_>) -> Result<(), Failure> {
    let transaction = session.begin(ReadDetail::Everything)?;
    let was = transaction.before().zone();
    let now = transaction.now;
    let before = account_status(&transaction.before().account_at(now));
    let (locked, timeline) = transaction.in_zone(zone);
    let after = account_status(&timeline.account_at(now));
    drop(timeline);
    let moved = moved_figures(&before, &after, session.clock());
    let answer = ZoneAnswer { as_of: LocalInstant::new(now, zone), zone, was: Some(was), moved };
    locked.set_zone(zone, now)?;
    session.screen.show(&answer)
}

/// The zone with this name, in upper or lower case.
///
/// # Errors
///
/// When there is none. The hint suggests zones that contain the name.
fn find_zone(name: &str) -> Result<Tz, Failure> {
    let wanted = name.trim();
    let found = TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(wanted));
    found.copied().ok_or_else(|| {
        let near = TZ_VARIANTS.iter().map(|zone| zone.name());
        let part = wanted.replace(' ', "_").to_lowercase();
        let near: Vec<&str> =
            near.filter(|zone| !part.is_empty() && zone.to_lowercase().contains(&part)).take(5).collect();
        let hint = match near.as_slice() {
            [] => "write an IANA name, as in Europe/Berlin or America/New_York".to_owned(),
            near => format!("did you mean {}?", near.join(", or ")),
        };
        Failure::input("unknown_zone", format!("{} is not a time zone", safe(name)), hint)
    })
}

/// What LinkedIn has stopped, and at which counts: "messages at 12, invitations at 87".
fn stops(status: &AccountStatus) -> String {
    let stops = StopRow::in_force(status);
    let stop = |stop: &StopRow| format!("{} at {}", stopped_in_words(stop.kind), stop.count);
    if stops.is_empty() { "nothing".to_owned() } else { stops.iter().map(stop).collect::<Vec<_>>().join(", ") }
}

/// Today's figures that differ between the two statuses. A date that a plan pins to another zone does not move, though
/// the account's clock shows another time for it.
fn moved_figures(before: &AccountStatus, after: &AccountStatus, clock: ClockFormat) -> Vec<MovedFigure> {
    let figures = |status: &AccountStatus| {
        let plain = |text: String| (text.clone(), text);
        let day = |date| LocalPlanDate::new(date, status.zone).day(clock);
        let dated = |date: PlanDate| (date.date.to_string(), day(date));
        let expiry =
            |(date, left): (PlanDate, u64)| (format!("{left} {}", date.date), format!("{left} on {}", day(date)));
        let none = || plain("none".to_owned());
        // Without a limit, nobody sees the figure elsewhere.
        let own = |window: WindowUsage| plain(window.limit.map(|_| window.used.to_string()).unwrap_or_default());
        [
            ("today", plain(moment(LocalInstant::new(status.as_of, status.zone), clock))),
            ("credits", plain(status.balance.to_string())),
            ("InMails without a credit", plain(status.uncovered.to_string())),
            ("next grant", status.next_grant.map_or_else(none, |grant| dated(grant.on))),
            ("next expiry", status.next_expiry.map_or_else(none, expiry)),
            ("people today", plain(status.day.used.to_string())),
            ("people this month", plain(status.month.used.to_string())),
            ("InMails today", own(status.inmails_day)),
            ("invitations today", own(status.invitations_day)),
            ("notes this month", plain(status.notes.used.to_string())),
            ("stopped by LinkedIn", plain(stops(status))),
            ("plan in force", plain(status.plan.name.clone())),
            ("plan since", dated(status.plan.start_date)),
        ]
    };
    let pairs = figures(before).into_iter().zip(figures(after));
    let moved = pairs.filter(|((_, before), (_, after))| before.0 != after.0);
    moved.map(|((figure, before), (_, after))| MovedFigure { figure, before: before.1, after: after.1 }).collect()
}
