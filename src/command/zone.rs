//! `zone`: shows or changes the account's time zone.

use chrono_tz::{TZ_VARIANTS, Tz};

use super::session::Session;
use crate::cli::Zone;
use crate::engine::status::{AccountStatus, account_status};
use crate::error::{ExitStatus, Failure};
use crate::ledger::Scope;
use crate::settings::ClockFormat;
use crate::view::{LocalInstant, MovedFigure, ZoneAnswer, day, moment, safe};

pub(super) fn run(args: &Zone, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("zone")?;
    match &args.name {
        None => {
            let zone = session.timeline()?.zone();
            session.screen.show(&ZoneAnswer { zone, was: None, moved: Vec::new() })?;
        }
        Some(name) => change(named(name)?, session)?,
    }
    Ok(ExitStatus::Yes)
}

fn change(zone: Tz, session: &mut Session<'_>) -> Result<(), Failure> {
    let mut transaction = session.begin(Scope::Everything)?;
    let was = transaction.before().zone();
    let now = transaction.now;
    let before = account_status(&transaction.before().account_at(now));
    let after = account_status(&transaction.in_zone(zone).account_at(now));
    let answer = ZoneAnswer { zone, was: Some(was), moved: moved(&before, &after, session.clock()) };
    transaction.set_zone(zone)?;
    session.screen.show(&answer)
}

/// The zone of this name, whatever the case of its letters.
fn named(name: &str) -> Result<Tz, Failure> {
    let wanted = name.trim();
    let found = TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(wanted));
    found.copied().ok_or_else(|| {
        let near = TZ_VARIANTS.iter().map(|zone| zone.name());
        let place = wanted.replace(' ', "_").to_lowercase();
        let near: Vec<&str> =
            near.filter(|zone| !place.is_empty() && zone.to_lowercase().contains(&place)).take(5).collect();
        let hint = match near.as_slice() {
            [] => "write an IANA name, as in Europe/Berlin or America/New_York".to_owned(),
            near => format!("did you mean {}?", near.join(", or ")),
        };
        Failure::input("unknown_zone", format!("{} is not a time zone", safe(name)), hint)
    })
}

/// Which of today's figures read otherwise.
fn moved(before: &AccountStatus, after: &AccountStatus, clock: ClockFormat) -> Vec<MovedFigure> {
    let figures = |standing: &AccountStatus| {
        let grant = standing.next_grant.map_or("none".to_owned(), |grant| day(grant.on));
        let expiry = standing.next_expiry.map_or("none".to_owned(), |(date, left)| format!("{left} on {}", day(date)));
        [
            ("today", moment(LocalInstant::new(standing.as_of, standing.zone), clock)),
            ("credits", standing.balance.to_string()),
            ("InMails without a credit", standing.uncovered.to_string()),
            ("next grant", grant),
            ("next expiry", expiry),
            ("people today", standing.day.used.to_string()),
            ("people this month", standing.month.used.to_string()),
            ("notes this month", standing.notes.used.to_string()),
            ("plan in force", standing.plan.name.clone()),
            ("plan since", day(standing.plan.start_date)),
        ]
    };
    let pairs = figures(before).into_iter().zip(figures(after));
    let moved = pairs.filter(|((_, before), (_, after))| before != after);
    moved.map(|((figure, before), (_, after))| MovedFigure { figure, before, after }).collect()
}
