//! A plan was recorded: what it was taken for, since when, and what it changed.

use serde::Serialize;

use crate::engine::plan::{Cadence, Force, Limit, PlanStart, TakenFor};
use crate::engine::status::AccountStatus;
use crate::view::credits::lots::gap;
use crate::view::format::global_clock::moment;
use crate::view::format::{credits, day, json, safe};
use crate::view::recorded::{ItemJson, RecordedItem};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// A plan was recorded.
#[derive(Debug)]
pub(crate) struct PlanSetAnswer {
    pub(crate) items: Vec<RecordedItem>,
    pub(crate) start: PlanStart,
    /// The gap that was found, and the balance shown, where one was given.
    pub(crate) gap: Option<(i64, u32)>,
    /// How things stood, and stand, now.
    pub(crate) before: AccountStatus,
    pub(crate) after: AccountStatus,
}

impl Show for PlanSetAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let name = safe(&self.start.record.name);
        let (zone, starts) = (self.after.zone, day(self.start.date));
        let (head, other) = match self.start.taken_for {
            TakenFor::SetUp => (
                format!("plan {name}, as set-up: in force since {starts}, as if all along"),
                "if you changed to it on a certain day instead: undo, then plan set with --from DATE",
            ),
            _ if self.start.record.from.is_some() => (
                format!("plan {name}, as a change: in force from {starts} on"),
                "if that is wrong: undo, and give another --from DATE",
            ),
            _ => (
                format!("plan {name}, as a change: in force from {}", moment(self.start.at, zone)),
                "if it has been in force for longer: undo, then plan set with --from DATE",
            ),
        };
        let head = style.paint(Tone::Strong, &head);
        let gap = self.gap.map(|(found, shown)| format!("{}\n", gap(found, shown))).unwrap_or_default();
        format!("recorded: {head}\n{}{gap}{}{other}\n", self.moved(), self.renewal_day_taken())
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            recorded: Vec<ItemJson<'a>>,
            taken_for: &'static str,
            since: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            gap: Option<i64>,
            balance: u64,
            cautions: [(); 0],
        }
        json::document(&Document {
            schema: json::SCHEMA,
            recorded: self.items.iter().map(|item| item.json(self.after.zone)).collect(),
            taken_for: if self.start.taken_for == TakenFor::SetUp { "set_up" } else { "change" },
            since: json::date(self.start.date),
            gap: self.gap.map(|(gap, _)| gap),
            balance: self.after.balance,
            cautions: [],
        })
    }
}

impl PlanSetAnswer {
    /// The renewal day that was taken where a plan that has one began without it.
    fn renewal_day_taken(&self) -> String {
        let (record, plan) = (&self.start.record, &self.after.plan);
        let begins = self.start.taken_for == TakenFor::SetUp || self.before.plan.name != record.name;
        if record.own.cadence != Cadence::Billing || record.renews_on.is_some() || plan.name != record.name || !begins {
            return String::new();
        }
        format!("renewal day taken: {}; give --renews-on DAY if it is another\n", plan.renewal_day.number())
    }

    /// What it changed of today's figures, a line each.
    fn moved(&self) -> String {
        let (before, after) = (&self.before, &self.after);
        let limit = |limit: Option<Limit>| {
            limit.map_or("none".to_owned(), |limit| match limit.force {
                Force::Enforced => limit.count.to_string(),
                Force::Advisory => format!("{} (only warns)", limit.count),
            })
        };
        let figures = [
            ("credits now", credits(before.balance), credits(after.balance)),
            ("people a day", limit(before.day.limit), limit(after.day.limit)),
            ("people a month", limit(before.month.limit), limit(after.month.limit)),
            ("invitations in 7 days", limit(before.week.limit), limit(after.week.limit)),
            ("notes a month", limit(before.notes.limit), limit(after.notes.limit)),
        ];
        let moved = figures.iter().filter(|(_, before, after)| before != after);
        let lines: String =
            moved.map(|(figure, before, after)| format!("{figure}: {before} before, {after} now\n")).collect();
        if lines.is_empty() { "none of today's figures changed\n".to_owned() } else { lines }
    }
}
