//! What remains for sends of a kind.

use crate::engine::status::{AccountStatus, WindowUsage};
use crate::engine::verdict::SendKind;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, credits};
use crate::view::terminal::{Level, OutputStyle};

/// What remains for sends of this kind: "14 of 15 today, 29 of 30 this month".
pub(crate) fn remaining(kind: SendKind, status: &AccountStatus, style: OutputStyle) -> String {
    let window = |window, of| window_remaining(window, of, style);
    match kind {
        SendKind::Message => format!("{}, {}", window(status.day, "today"), window(status.month, "this month")),
        SendKind::InMail(_) => credits_remaining(status, style.clock),
        SendKind::Invitation { with_note: false } => window(status.week, "of these 7 days"),
        SendKind::Invitation { with_note: true } => {
            format!("{}, {}", window(status.week, "of these 7 days"), window(status.notes, "of this month's notes"))
        }
    }
}

fn window_remaining(window: WindowUsage, of: &str, style: OutputStyle) -> String {
    match (window.limit, window.remaining()) {
        (Some(limit), Some(remaining)) => {
            let numbers = format!("{remaining} of {}", limit.count);
            let level = Level::of(window.used.into(), limit.count.into(), style);
            let numbers = if level == Level::Fine { numbers } else { style.paint(level.tone(), &numbers) };
            format!("{numbers} {of}")
        }
        // LinkedIn limits messages and invitations too, and publishes no number.
        _ => format!("no published limit {of} ({} used)", window.used),
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
