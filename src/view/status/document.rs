//! `status --json`, as the interface has it.

use chrono::NaiveDate;
use serde::Serialize;

use super::StatusAnswer;
use crate::engine::calendar::Instant;
use crate::engine::plan::Force;
use crate::engine::status::Use;
use crate::view::credits::outlook::LossJson;
use crate::view::format::json;

#[derive(Serialize)]
pub(crate) struct StatusJson<'a> {
    schema: u32,
    as_of: String,
    zone: &'a str,
    plan: PlanJson<'a>,
    inmail: InMailJson,
    messages: MessagesJson,
    invitations: InvitationsJson,
    loss_warning: Option<LossJson>,
    reconciled_at: Option<String>,
}

#[derive(Serialize)]
struct PlanJson<'a> {
    name: &'a str,
    since: String,
}

#[derive(Serialize)]
struct InMailJson {
    balance: u64,
    cap: Option<u32>,
    uncovered: u64,
    next_grant: Option<CreditsOn>,
    next_expiry: Option<CreditsOn>,
}

#[derive(Serialize)]
struct CreditsOn {
    on: String,
    credits: u64,
}

#[derive(Serialize)]
struct MessagesJson {
    day: ResettingJson,
    month: ResettingJson,
}

#[derive(Serialize)]
struct InvitationsJson {
    week: RollingJson,
    notes: ResettingJson,
}

#[derive(Serialize)]
struct UseJson {
    used: u32,
    limit: Option<u32>,
    remaining: Option<u32>,
    enforced: bool,
}

#[derive(Serialize)]
struct ResettingJson {
    #[serde(flatten)]
    window: UseJson,
    resets_at: String,
}

#[derive(Serialize)]
struct RollingJson {
    #[serde(flatten)]
    window: UseJson,
    next_slot_at: Option<String>,
}

impl From<Use> for UseJson {
    fn from(window: Use) -> UseJson {
        UseJson {
            used: window.used,
            limit: window.limit.map(|limit| limit.count),
            remaining: window.remaining(),
            enforced: window.limit.is_some_and(|limit| limit.force == Force::Enforced),
        }
    }
}

impl<'a> From<&'a StatusAnswer> for StatusJson<'a> {
    fn from(answer: &'a StatusAnswer) -> StatusJson<'a> {
        let standing = &answer.standing;
        let instant = |at: Instant| json::instant(at, standing.zone);
        let resetting = |window: Use, at| ResettingJson { window: window.into(), resets_at: instant(at) };
        let on = |on: NaiveDate, credits| CreditsOn { on: json::date(on), credits };
        StatusJson {
            schema: json::SCHEMA,
            as_of: instant(standing.as_of),
            zone: standing.zone.name(),
            plan: PlanJson { name: &standing.plan.name, since: json::date(standing.plan.start_date) },
            inmail: InMailJson {
                balance: standing.balance,
                cap: standing.plan.numbers.inmail_cap,
                uncovered: standing.uncovered,
                next_grant: standing.next_grant.map(|grant| on(grant.on, u64::from(grant.credits))),
                next_expiry: standing.next_expiry.map(|(date, left)| on(date, left)),
            },
            messages: MessagesJson {
                day: resetting(standing.day, standing.day_resets_at),
                month: resetting(standing.month, standing.month_resets_at),
            },
            invitations: InvitationsJson {
                week: RollingJson { window: standing.week.into(), next_slot_at: standing.next_slot_at.map(instant) },
                notes: resetting(standing.notes, standing.month_resets_at),
            },
            loss_warning: answer.outlook.losses.first().map(LossJson::from),
            reconciled_at: answer.outlook.reconciled.map(instant),
        }
    }
}
