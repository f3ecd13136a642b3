//! What remains for sends of a kind.

use crate::engine::status::{AccountStatus, WindowUsage};
use crate::engine::verdict::SendKind;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, credits};
use crate::view::terminal::{Level, OutputStyle};

/// Where the plan has no limit on messages or invitations: LinkedIn has one, and publishes no number.
const UNPUBLISHED: &str = "no published limit";

/// What remains for sends of this kind: "14 of 15 slots left today, 29 of 30 this month".
pub(crate) fn remaining(kind: SendKind, status: &AccountStatus, style: OutputStyle) -> String {
    match kind {
        SendKind::Message if status.day.limit.is_none() && status.month.limit.is_none() => {
            format!("{UNPUBLISHED} ({} used today, {} this month)", status.day.used, status.month.used)
        }
        SendKind::Message => {
            let this_month = of_window(status.month, "", "this month", style);
            format!("{}, {this_month}", of_window(status.day, "slots left ", "today", style))
        }
        SendKind::InMail(_) => {
            let own = of_own_limit(status.inmails_day, "; ", "InMails left ", style);
            credits_remaining(status, style.clock) + &own
        }
        SendKind::Invitation { with_note } => {
            let own = of_own_limit(status.invitations_day, ", ", "", style);
            let notes = || match status.notes.limit {
                Some(_) => format!(", {}", of_window(status.notes, "notes left ", "this month", style)),
                None => format!(", no limit on notes ({} used this month)", status.notes.used),
            };
            let notes = if with_note { notes() } else { String::new() };
            format!("{}{own}{notes}", of_window(status.week, "invitations left ", "this week", style))
        }
    }
}

/// What remains today of a limit that only members set, after a separator; empty without one.
fn of_own_limit(window: WindowUsage, separator: &str, what: &str, style: OutputStyle) -> String {
    let remaining = window.limit.map(|_| format!("{separator}{}", of_window(window, what, "today", style)));
    remaining.unwrap_or_default()
}

/// What remains of a window: "14 of 15 slots left today".
fn of_window(window: WindowUsage, what: &str, span: &str, style: OutputStyle) -> String {
    match (window.limit, window.remaining()) {
        (Some(limit), Some(remaining)) => {
            let numbers = format!("{remaining} of {}", limit.count);
            let level = Level::of(window.used.into(), limit.count.into(), style);
            let numbers = if level == Level::Fine { numbers } else { style.paint(level.tone(), &numbers) };
            format!("{numbers} {what}{span}")
        }
        _ => format!("{UNPUBLISHED} {span} ({} used)", window.used),
    }
}

/// "4 credits left; 5 more on Tue 1 Dec 2026, in 6 days".
fn credits_remaining(status: &AccountStatus, clock: ClockFormat) -> String {
    let (balance, now) = (format!("{} left", credits(status.balance)), LocalInstant::new(status.as_of, status.zone));
    match status.next_grant {
        Some(grant) => {
            let on = LocalPlanDate::new(grant.on, status.zone).on_in_days(now, clock);
            format!("{balance}; {} more {on}", grant.credits)
        }
        None => balance,
    }
}
