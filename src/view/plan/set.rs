//! A recorded plan: whether it sets the account up or changes the plan, since when, and what changed.

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::advice::ended_limits::EndedLimit;
use crate::engine::advice::lapse::Lapse;
use crate::engine::calendar::Instant;
use crate::engine::plan::{Cadence, Enforcement, Limit, PlanStart, PlanStartKind, Window};
use crate::engine::status::{AccountStatus, WindowUsage};
use crate::settings::ClockFormat;
use crate::view::caution::{Caution, count_in_words};
use crate::view::credits::{LapseOn, gap_in_words};
use crate::view::format::{LocalInstant, LocalPlanDate, credits, moment, safe};
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `plan set`.
#[derive(Debug, Serialize)]
pub(crate) struct PlanSetAnswer {
    /// The plan, then the balance if one was given.
    recorded: Vec<RecordedItem>,
    taken_for: &'static str,
    since: NaiveDate,
    since_at: LocalInstant,
    /// The gap to the given balance.
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<i64>,
    balance: u64,
    /// What lapses as it starts.
    lapse: Option<LapseOn>,
    /// The limits of the member's own that end with it.
    ended_limits: Vec<EndedLimitRow>,
    /// When a later plan ends it.
    until: Option<LocalInstant>,
    cautions: Vec<Caution>,
    #[serde(skip)]
    shown: u32,
    #[serde(skip)]
    start: PlanStart,
    #[serde(skip)]
    ends_another: bool,
    /// The plan that ends it.
    #[serde(skip)]
    ended_by: Option<String>,
    /// The status now, without and with the record.
    #[serde(skip)]
    before: AccountStatus,
    #[serde(skip)]
    after: AccountStatus,
}

/// A limit of the member's own that ends with the plan.
#[derive(Debug, Serialize)]
struct EndedLimitRow {
    option: &'static str,
    value: u32,
    enforced: bool,
    #[serde(skip)]
    window: Window,
}

impl EndedLimitRow {
    fn new(ended: &EndedLimit) -> EndedLimitRow {
        let (window, Limit { count, force }) = (ended.window, ended.limit);
        let enforced = force == Enforcement::Enforced;
        EndedLimitRow { option: window.number().option(), value: count, enforced, window }
    }
}

/// What a plan takes as it starts, and when it ends.
#[derive(Debug)]
pub(crate) struct PlanEffect {
    pub(crate) lapse: Option<Lapse>,
    /// The limits of the member's own that end.
    pub(crate) ended: Vec<EndedLimit>,
    /// Whether another plan was in force just before.
    pub(crate) ends_another: bool,
    /// The plan that ends it, and when.
    pub(crate) end: Option<(String, Instant)>,
}

impl PlanSetAnswer {
    /// The answer for a recorded plan and its effect. `gap` has the gap and the balance if one was given; `before` and
    /// `after` are the status now without and with the record.
    pub(crate) fn new(
        recorded: Vec<RecordedItem>,
        (start, effect): (PlanStart, PlanEffect),
        gap: Option<(i64, u32)>,
        before: AccountStatus,
        after: AccountStatus,
    ) -> PlanSetAnswer {
        let local = |at| LocalInstant::new(at, after.zone);
        let (ended_by, until) = effect.end.map(|(plan, at)| (plan, local(at))).unzip();
        PlanSetAnswer {
            lapse: effect.lapse.map(|lapse| LapseOn::new(lapse, after.zone)),
            ended_limits: effect.ended.iter().map(EndedLimitRow::new).collect(),
            until,
            ended_by,
            recorded,
            taken_for: if start.taken_for == PlanStartKind::SetUp { "set_up" } else { "change" },
            since: start.date,
            since_at: LocalInstant::new(start.at, after.zone),
            gap: gap.map(|(gap, _)| gap),
            balance: after.balance,
            cautions: Vec::new(),
            shown: gap.map_or(0, |(_, shown)| shown),
            start,
            ends_another: effect.ends_another,
            before,
            after,
        }
    }
}

impl Show for PlanSetAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let (head, otherwise) = self.head_and_alternative(style);
        let head = style.paint(Tone::Strong, &head);
        let gap = self.gap.map(|gap| format!("{}\n", gap_in_words(gap, self.shown))).unwrap_or_default();
        let lapse = self.lapse_in_words(style.clock) + self.separate_in_words();
        let effects = [lapse, self.ended_limits_in_words(), self.end_in_words(style)];
        let figures = self.changed_figures() + &effects.concat();
        format!("recorded: {head}\n{figures}{gap}{}{otherwise}\n", self.assumed_renewal_day())
    }
}

impl PlanSetAnswer {
    /// How the record was understood, and what to do if something else was meant.
    fn head_and_alternative(&self, style: OutputStyle) -> (String, &'static str) {
        let starts = LocalPlanDate::new(self.start.on(), self.after.zone);
        let (name, at, starts) = (safe(&self.start.record.name), starts.moment(style.clock), starts.day(style.clock));
        match self.start.taken_for {
            PlanStartKind::SetUp => (
                format!("plan {name}, as your first plan: in force since {starts}"),
                "if you changed to it on a later day: inquota undo, then inquota plan set NAME --from DATE",
            ),
            _ if self.start.record.from.is_some() => (
                format!("plan {name}, as a change: in force from {starts}"),
                "if that is wrong: inquota undo, then inquota plan set NAME with another --from DATE",
            ),
            _ => {
                let alternative =
                    "if it has been in force for longer: inquota undo, then inquota plan set NAME --from DATE";
                (format!("plan {name}, as a change: in force from {at}"), alternative)
            }
        }
    }

    /// What lapses as the plan starts, and how to keep it.
    fn lapse_in_words(&self, clock: ClockFormat) -> String {
        let Some(lapse) = &self.lapse else { return String::new() };
        let (now, number) = (LocalInstant::new(self.after.as_of, self.after.zone), credits(lapse.credits));
        let lapses = match self.start.at {
            at if at > now.instant() => {
                let (verb, them) = if lapse.credits == 1 { ("lapses", "it is") } else { ("lapse", "they are") };
                format!("{number} {verb} {}, unless {them} spent before", lapse.on.on_in_days(now, clock))
            }
            at if at == now.instant() => format!("{number} lapsed"),
            _ => format!("{number} lapsed {}", lapse.on.on(now, clock)),
        };
        format!("{lapses}; to keep them: inquota undo, then the same command with --keep-credits\n")
    }

    /// The limits of the member's own that end, and the command that sets each of them again.
    fn ended_limits_in_words(&self) -> String {
        let record = &self.start.record;
        let from = record.from.map(|date| format!(" --from {date}")).unwrap_or_default();
        let line = |ended: &EndedLimitRow| {
            let (limit, name) = (count_in_words(ended.window, ended.value), safe(&record.name));
            let warns = if ended.enforced { "" } else { " --advisory" };
            let again = format!("inquota plan set {name}{from} --{} {}{warns}", ended.option, ended.value);
            format!("{limit} ends with the old plan; you can set it again\nnext: {again}\n")
        };
        self.ended_limits.iter().map(line).collect()
    }

    /// What LinkedIn does with the InMails of a plan that is to end.
    fn separate_in_words(&self) -> &'static str {
        if self.start.at <= self.after.as_of || !self.ends_another {
            return "";
        }
        "LinkedIn keeps each product's InMails apart: when you cancel one, those left lapse on its last day\n"
    }

    /// Until when the plan holds, if a later one ends it.
    fn end_in_words(&self, style: OutputStyle) -> String {
        let (Some(until), Some(plan)) = (self.until, &self.ended_by) else { return String::new() };
        let holds = if until.instant() > self.after.as_of { "in force until" } else { "it was in force until" };
        let (at, begins) =
            (moment(until, style.clock), if holds == "it was in force until" { "started" } else { "starts" });
        format!("{holds} {at}, when {} {begins}\n", safe(plan))
    }

    /// The assumed renewal day, if a plan with a renewal day begins and none was given.
    fn assumed_renewal_day(&self) -> String {
        let (record, plan) = (&self.start.record, &self.after.plan);
        let begins = self.start.taken_for == PlanStartKind::SetUp || self.before.plan.name != record.name;
        if record.own.cadence != Cadence::Billing || record.renews_on.is_some() || plan.name != record.name || !begins {
            return String::new();
        }
        format!("assumed renewal day: {}; if it is another, give --renews-on DAY\n", plan.renewal_day.number())
    }

    /// Today's figures that changed, a line each.
    fn changed_figures(&self) -> String {
        let (before, after) = (&self.before, &self.after);
        // Whether LinkedIn has a limit without a published number is not known from the number.
        let of_plan = |window: WindowUsage| limit_in_words(window.limit, "no number");
        let own = |window: WindowUsage| limit_in_words(window.limit, "none");
        let figures = [
            ("InMail credits", before.balance.to_string(), after.balance.to_string()),
            ("people a day", of_plan(before.day), of_plan(after.day)),
            ("people a month", of_plan(before.month), of_plan(after.month)),
            ("InMails a day", own(before.inmails_day), own(after.inmails_day)),
            ("invitations a day", own(before.invitations_day), own(after.invitations_day)),
            ("invitations in 7 days", of_plan(before.week), of_plan(after.week)),
            ("notes a month", of_plan(before.notes), of_plan(after.notes)),
        ];
        let changed = figures.iter().filter(|(_, before, after)| before != after);
        let lines: String =
            changed.map(|(figure, before, after)| format!("{figure}: {before} before, {after} now\n")).collect();
        if lines.is_empty() { "none of today's figures changed\n".to_owned() } else { lines }
    }
}

/// A limit in words, or the word for none.
fn limit_in_words(limit: Option<Limit>, none: &str) -> String {
    limit.map_or(none.to_owned(), |limit| match limit.force {
        Enforcement::Enforced => limit.count.to_string(),
        Enforcement::Advisory => format!("{} (only warns)", limit.count),
    })
}
