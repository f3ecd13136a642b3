//! How things stand, on one screen.

use chrono::NaiveDate;
use serde::Serialize;

use super::bar::{bar, tone};
use super::json;
use super::screen::{Look, Show, Tone};
use super::text::{day, in_days, moment, near, plural, safe};
use crate::engine::calendar::{Instant, date_of};
use crate::engine::plan::{Force, PlanDefinition, Whose};
use crate::engine::standing::{Standing, Use};

/// The answer to `status`.
#[derive(Debug)]
pub(crate) struct StatusAnswer {
    pub(crate) standing: Standing,
    /// The plans whose numbers have sources.
    pub(crate) definitions: Vec<PlanDefinition>,
}

/// Columns that one row of a window needs.
const WIDE: usize = 78;

impl Show for StatusAnswer {
    fn text(&self, look: Look) -> String {
        let standing = &self.standing;
        let resets = |at| format!("resets {}", near(at, standing.as_of, standing.zone));
        let (day, month) = (resets(standing.day_resets_at), resets(standing.month_resets_at));
        let rows = [
            self.row("People today", standing.day, &day, "daily", look),
            self.row("People this month", standing.month, &month, "monthly", look),
            self.row("Invitations, 7 days", standing.week, &self.next_slot(), "invitations", look),
            self.row("Notes this month", standing.notes, &month, "notes", look),
        ];
        format!("{}\n\n{}\n{}", self.head(look), self.credits(look), rows.concat())
    }

    fn json(&self) -> String {
        json::document(&StatusJson::from(&self.standing))
    }
}

impl StatusAnswer {
    fn head(&self, look: Look) -> String {
        let standing = &self.standing;
        let plan = look.paint(Tone::Strong, &format!("Plan {}", safe(&standing.plan.name)));
        let since = day(standing.plan.start_date);
        format!("{plan}, since {since}\n{}, {}", moment(standing.as_of, standing.zone), standing.zone.name())
    }

    fn credits(&self, look: Look) -> String {
        let standing = &self.standing;
        let today = date_of(standing.as_of, standing.plan.inmail_zone(standing.zone));
        let balance = look.paint(
            if standing.balance == 0 { Tone::Bad } else { Tone::Good },
            &format!("{:<21}{}", "InMail credits", standing.balance),
        );
        let grant = match standing.next_grant {
            Some(grant) => format!("{} more on {}, {}", grant.credits, day(grant.on), in_days(grant.on, today)),
            None => "no more are coming".to_owned(),
        };
        let loss = match standing.next_expiry {
            Some((on, left)) => {
                let expire = if left == 1 { "expires" } else { "expire" };
                format!("{left} {expire} on {}, {}", day(on), in_days(on, today))
            }
            None if standing.balance == 0 => "none to lose".to_owned(),
            None => "none expires".to_owned(),
        };
        let uncovered = match standing.uncovered {
            0 => String::new(),
            missing => {
                let sent = plural(missing, "InMail", "InMails");
                format!("{:<21}{}\n", "", look.paint(Tone::Bad, &format!("{sent} sent without a credit since then")))
            }
        };
        format!("{balance} left\n{:<21}{grant}\n{:<21}{loss}\n{uncovered}", "", "")
    }

    fn next_slot(&self) -> String {
        let standing = &self.standing;
        match standing.next_slot_at {
            Some(at) => format!("next {}", near(at, standing.as_of, standing.zone)),
            None => "rolling".to_owned(),
        }
    }

    fn row(&self, label: &str, window: Use, reset: &str, option: &str, look: Look) -> String {
        let Some(limit) = window.limit else {
            let whose = self.whose(option, None);
            return format!("{label:<21}{} used, no limit ({whose})\n", window.used);
        };
        let (used, count) = (u64::from(window.used), u64::from(limit.count));
        let left = window.remaining().unwrap_or_default();
        let left = look.paint(tone(used, count), &format!("{left:>3} left"));
        let whose = self.whose(option, Some(limit.force));
        let figures = format!("{} {used:>3} of {count:<3} {left}", bar(used, count, 10, look));
        if look.columns >= WIDE {
            format!("{label:<21}{figures}  {reset} ({whose})\n")
        } else {
            format!("{label}\n  {figures}\n  {reset} ({whose})\n")
        }
    }

    /// Whose number a limit is, and whether it only warns.
    fn whose(&self, option: &str, force: Option<Force>) -> String {
        let whose = match self.standing.plan.whose(option, &self.definitions) {
            Whose::Member => "yours",
            Whose::Guide => "guide",
            Whose::Official => "LinkedIn",
            Whose::Reported => "reported",
        };
        let warns = if force == Some(Force::Advisory) { ", only warns" } else { "" };
        format!("{whose}{warns}")
    }
}

#[derive(Serialize)]
struct StatusJson<'a> {
    schema: u32,
    as_of: String,
    zone: &'a str,
    plan: PlanJson<'a>,
    inmail: InMailJson,
    messages: MessagesJson,
    invitations: InvitationsJson,
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

impl<'a> From<&'a Standing> for StatusJson<'a> {
    fn from(standing: &'a Standing) -> StatusJson<'a> {
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
        }
    }
}
