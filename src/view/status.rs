//! How things stand, on one screen.

use chrono::NaiveDate;
use serde::Serialize;

use super::bar::{bar, tone};
use super::json;
use super::screen::{Look, Show, Tone};
use super::text::{day, in_days, moment, near_date, plural, safe};
use crate::engine::calendar::{Instant, date_of};
use crate::engine::plan::{Force, PlanDefinition, Whose};
use crate::engine::standing::{Standing, Use};

/// The answer to `status`.
#[derive(Debug)]
pub(crate) struct StatusAnswer {
    pub(crate) standing: Standing,
    /// The plan's own numbers with their sources.
    pub(crate) definition: Option<PlanDefinition>,
}

/// Columns that a row of a window needs; narrower screens get two lines.
const WIDE: usize = 79;

/// Columns of the labels.
const LABEL: usize = 20;

impl Show for StatusAnswer {
    fn text(&self, look: Look) -> String {
        let standing = &self.standing;
        let near = |at| near_date(at, standing.as_of, standing.zone);
        let (day, month) = (near(standing.day_resets_at), near(standing.month_resets_at));
        let rows = [
            self.row("People today", standing.day, &day, "daily", look),
            self.row("People this month", standing.month, &month, "monthly", look),
            self.row("Invitations, 7 days", standing.week, &self.next_slot(), "invitations", look),
            self.row("Notes this month", standing.notes, &month, "notes", look),
        ];
        let heads = if look.columns >= WIDE { heads(look) } else { String::new() };
        format!("{}\n\n{}\n{heads}{}", self.head(look), self.credits(look), rows.concat())
    }

    fn json(&self) -> String {
        json::document(&StatusJson::from(&self.standing))
    }
}

fn heads(look: Look) -> String {
    let line = format!("{:<LABEL$}{:<8} {:>10} {:>4}  {:<14}  number", "", "", "used", "left", "resets");
    look.paint(Tone::Faint, &line) + "\n"
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
        let tone = if standing.balance == 0 { Tone::Bad } else { Tone::Good };
        let balance = look.paint(tone, &format!("{} left", standing.balance));
        let mut lines = vec![balance, self.grant(), self.loss()];
        if standing.uncovered > 0 {
            let sent = plural(standing.uncovered, "InMail", "InMails");
            lines.push(look.paint(Tone::Bad, &format!("{sent} sent without a credit since the last grant")));
        }
        let labels = std::iter::once("InMail credits").chain(std::iter::repeat(""));
        lines.iter().zip(labels).map(|(line, label)| format!("{label:<LABEL$}{line}\n")).collect()
    }

    /// The next grant.
    fn grant(&self) -> String {
        match self.standing.next_grant {
            Some(grant) => format!("{} more on {}, {}", grant.credits, day(grant.on), self.in_days(grant.on)),
            None => "no more are coming".to_owned(),
        }
    }

    /// The next loss.
    fn loss(&self) -> String {
        match self.standing.next_expiry {
            Some((on, 1)) => format!("1 expires on {}, {}", day(on), self.in_days(on)),
            Some((on, left)) => format!("{left} expire on {}, {}", day(on), self.in_days(on)),
            None if self.standing.balance == 0 => "none to lose".to_owned(),
            None => "none expires".to_owned(),
        }
    }

    fn in_days(&self, date: NaiveDate) -> String {
        let standing = &self.standing;
        in_days(date, date_of(standing.as_of, standing.plan.inmail_zone(standing.zone)))
    }

    fn next_slot(&self) -> String {
        let standing = &self.standing;
        standing.next_slot_at.map_or("rolling".to_owned(), |at| near_date(at, standing.as_of, standing.zone))
    }

    fn row(&self, label: &str, window: Use, reset: &str, option: &str, look: Look) -> String {
        let Some(limit) = window.limit else {
            return format!("{label:<LABEL$}{} used, no limit ({})\n", window.used, self.whose(option, None));
        };
        let (used, count) = (u64::from(window.used), u64::from(limit.count));
        let left = window.remaining().unwrap_or_default();
        let painted = |left: String| look.paint(tone(used, count), &left);
        let whose = self.whose(option, Some(limit.force));
        let bar = bar(used, count, 8, look);
        if look.columns >= WIDE {
            let (used, left) = (format!("{used} of {count}"), painted(format!("{left:>4}")));
            format!("{label:<LABEL$}{bar} {used:>10} {left}  {reset:<14}  {whose}\n")
        } else {
            let left = painted(format!("{left} left"));
            format!("{label}\n  {bar} {used} of {count}, {left}\n  resets {reset}; {whose}\n")
        }
    }

    /// Whose number a limit is, and whether it only warns.
    fn whose(&self, option: &str, force: Option<Force>) -> String {
        let whose = match self.standing.plan.whose(option, self.definition.as_ref()) {
            Whose::Member => "yours",
            Whose::Guide => "guide's",
            Whose::Official => "LinkedIn's",
            Whose::Reported => "reported",
        };
        let warns = if force == Some(Force::Advisory) { ", warns" } else { "" };
        format!("{whose}{warns}")
    }
}

#[derive(Serialize)]
pub(super) struct StatusJson<'a> {
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
