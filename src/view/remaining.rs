//! What remains for sends of a kind.

use crate::engine::status::{AccountStatus, WindowUsage};
use crate::engine::verdict::SendKind;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, credits};
use crate::view::terminal::{Level, OutputStyle};

/// Where the plan has no limit on messages or invitations: LinkedIn has one, and publishes no number.
const UNPUBLISHED: &str = "no published limit";

/// What remains for sends of this kind: "14 of 15 today, 29 of 30 this month".
pub(crate) fn remaining(kind: SendKind, status: &AccountStatus, style: OutputStyle) -> String {
    let window = |window, of| window_remaining(window, of, UNPUBLISHED, style);
    match kind {
        SendKind::Message if status.day.limit.is_none() && status.month.limit.is_none() => {
            format!("{UNPUBLISHED} ({} used today, {} this month)", status.day.used, status.month.used)
        }
        SendKind::Message => format!("{}, {}", window(status.day, "today"), window(status.month, "this month")),
        SendKind::InMail(_) => {
            let own = own_remaining(status.inmails_day, "; ", "InMails today", style);
            credits_remaining(status, style.clock) + &own
        }
        SendKind::Invitation { with_note } => {
            let own = own_remaining(status.invitations_day, ", ", "today", style);
            let notes = || window_remaining(status.notes, "of this month's notes", "no limit", style);
            let notes = if with_note { format!(", {}", notes()) } else { String::new() };
            format!("{}{own}{notes}", window(status.week, "of these 7 days"))
        }
    }
}

/// What remains of a limit that only members set, after a separator; empty without one.
fn own_remaining(window: WindowUsage, separator: &str, of: &str, style: OutputStyle) -> String {
    let remaining = window.limit.map(|_| format!("{separator}{}", window_remaining(window, of, "", style)));
    remaining.unwrap_or_default()
}

/// What remains of a window; `none` says that it has no limit.
fn window_remaining(window: WindowUsage, of: &str, none: &str, style: OutputStyle) -> String {
    match (window.limit, window.remaining()) {
        (Some(limit), Some(remaining)) => {
            let numbers = format!("{remaining} of {}", limit.count);
            let level = Level::of(window.used.into(), limit.count.into(), style);
            let numbers = if level == Level::Fine { numbers } else { style.paint(level.tone(), &numbers) };
            format!("{numbers} {of}")
        }
        _ => format!("{none} {of} ({} used)", window.used),
    }
}

/// "4 credits; 5 more on Tue 1 Dec 2026, in 6 days".
fn credits_remaining(status: &AccountStatus, clock: ClockFormat) -> String {
    let (balance, now) = (credits(status.balance), LocalInstant::new(status.as_of, status.zone));
    match status.next_grant {
        Some(grant) => {
            let on = LocalPlanDate::new(grant.on, status.zone).on_in_days(now, clock);
            format!("{balance}; {} more {on}", grant.credits)
        }
        None => balance,
    }
}
