//! What LinkedIn stopped, in words and in JSON.

use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::budget::Budget;
use crate::engine::interaction::SendKind;
use crate::engine::plan::{Enforcement, Limit, PlanInForce, Window};
use crate::engine::status::AccountStatus;
use crate::engine::stop::{Stop, StoppedKind};
use crate::engine::stop_ends::EarlyEnd;
use crate::settings::ClockFormat;
use crate::view::caution::Caution;
use crate::view::format::{LocalInstant, ahead, day, moment, near, plural, safe};

/// A stop.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct StopRow {
    pub(crate) kind: StoppedKind,
    pub(crate) since: LocalInstant,
    pub(crate) until: LocalInstant,
    pub(crate) count: u32,
}

impl StopRow {
    /// A stop as a row.
    pub(crate) fn new(kind: StoppedKind, stop: Stop, zone: Tz) -> StopRow {
        let local = |at| LocalInstant::new(at, zone);
        StopRow { kind, since: local(stop.since), until: local(stop.until), count: stop.count }
    }

    /// The stops in force.
    pub(crate) fn in_force(status: &AccountStatus) -> Vec<StopRow> {
        let row = |kind| Some(StopRow::new(kind, status.stops.in_force(kind, status.as_of)?, status.zone));
        StoppedKind::ALL.into_iter().filter_map(row).collect()
    }

    /// Whether it stops what a window counts.
    pub(crate) fn stops(&self, window: Window) -> bool {
        match self.kind {
            StoppedKind::Message => matches!(window, Window::Day | Window::Month),
            StoppedKind::InMail => window == Window::InMailsDay,
            StoppedKind::Invitation => matches!(window, Window::InvitationsDay | Window::Week | Window::Notes),
            StoppedKind::Note => window == Window::Notes,
        }
    }

    /// The stop in force that stops a send now.
    pub(crate) fn of_send(send: SendKind, budget: &Budget) -> Option<StopRow> {
        let (kind, stop) = budget.stops().of_send(send, budget.now())?;
        Some(StopRow::new(kind, stop, budget.zone()))
    }

    /// "LinkedIn stopped messages".
    pub(crate) fn head(&self) -> String {
        format!("LinkedIn stopped {}", plural_of(self.kind))
    }

    /// "messages until tomorrow 00:00".
    pub(crate) fn brief(&self, now: LocalInstant, clock: ClockFormat) -> String {
        format!("{} until {}", plural_of(self.kind), near(self.until, now, clock))
    }

    /// "stopped by LinkedIn: messages until tomorrow 00:00, in 9 h 12 min".
    pub(crate) fn line(&self, now: LocalInstant, clock: ClockFormat) -> String {
        format!("stopped by LinkedIn: {} until {}", plural_of(self.kind), ahead(self.until, "", now, clock))
    }

    /// "Stopped by LinkedIn: messages until Thu 26 Nov 2026, 00:00", which stays true later.
    pub(crate) fn sentence(&self, clock: ClockFormat) -> String {
        format!("Stopped by LinkedIn: {} until {}", plural_of(self.kind), moment(self.until, clock))
    }

    /// The caution for a send that LinkedIn has stopped.
    pub(crate) fn caution(&self, clock: ClockFormat) -> Caution {
        let message = format!(
            "{} until {}; once you can send them again: inquota stopped{} --lifted",
            self.head(),
            moment(self.until, clock),
            options(self.kind)
        );
        Caution::new("stopped", message)
    }
}

/// The latest stop of a kind, over or not, and the limit on what was stopped.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LatestStop {
    #[serde(flatten)]
    stop: StopRow,
    limit: Option<u32>,
    /// Whether that limit blocks; `None` if there is none.
    enforced: Option<bool>,
    /// The command that makes the count an enforced limit; `None` if the limit is lower, or the same and enforced, and
    /// if the plan or the limit is not the one in force now.
    command: Option<String>,
}

impl LatestStop {
    /// The latest stop of each kind, and the commands that suit the plan in force now.
    pub(crate) fn all(status: &AccountStatus, plan_now: &PlanInForce) -> Vec<LatestStop> {
        StoppedKind::ALL.into_iter().filter_map(|kind| LatestStop::of(kind, status, plan_now)).collect()
    }

    /// The latest stop of a kind, if there was one.
    pub(crate) fn of(kind: StoppedKind, status: &AccountStatus, plan_now: &PlanInForce) -> Option<LatestStop> {
        let stop = StopRow::new(kind, status.stops.latest(kind)?, status.zone);
        let limit = limit(kind, &status.plan);
        // `plan set` changes the plan in force now, which --at may not be about.
        let is_current = status.plan.name == plan_now.name && limit == self::limit(kind, plan_now);
        let command = (is_current && is_tighter(stop.count, limit)).then(|| {
            let option = window(kind).number().option();
            format!("inquota plan set {} --{option} {}", safe(&status.plan.name), stop.count)
        });
        let enforced = limit.map(|limit| limit.force == Enforcement::Enforced);
        Some(LatestStop { stop, limit: limit.map(|limit| limit.count), enforced, command })
    }

    /// "invitations in 7 days: LinkedIn stopped you at 87 on Thu 12 Nov 2026; your limit here is 100, which only warns",
    /// and on another line the command that makes the count an enforced limit.
    pub(crate) fn lines(&self) -> String {
        let StopRow { kind, since, count, .. } = self.stop;
        let limit = match self.limit {
            Some(limit) if self.enforced == Some(false) => format!("your limit here is {limit}, which only warns"),
            Some(limit) => format!("your limit here is {limit}"),
            None => "you have no limit here".to_owned(),
        };
        let change = if self.limit == Some(count) { "enforce it".to_owned() } else { format!("make it {count}") };
        let command = self.command.as_ref().map(|command| format!("  to {change}: {command}\n"));
        let (window, on) = (window_in_words(kind), day(since.date()));
        let line = format!("{window}: LinkedIn stopped you at {count} on {on}; {limit}\n");
        line + &command.unwrap_or_default()
    }
}

/// What ended a stop before its own end.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum EndedBy {
    Lifted,
    Replaced,
}

impl From<EarlyEnd> for EndedBy {
    fn from(how: EarlyEnd) -> EndedBy {
        match how {
            EarlyEnd::Lifted => EndedBy::Lifted,
            EarlyEnd::Replaced => EndedBy::Replaced,
        }
    }
}

impl EndedBy {
    /// ", when it was lifted", to follow an instant.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            EndedBy::Lifted => ", when it was lifted",
            EndedBy::Replaced => ", when another stop replaced it",
        }
    }
}

/// "87 invitations in 7 days".
pub(crate) fn count_in_words(kind: StoppedKind, count: u32) -> String {
    let (one, many, within) = match kind {
        StoppedKind::Message => ("person", "people", "that day"),
        StoppedKind::InMail => ("InMail", "InMails", "that day"),
        StoppedKind::Invitation => ("invitation", "invitations", "in 7 days"),
        StoppedKind::Note => ("note", "notes", "that month"),
    };
    format!("{} {within}", plural(count.into(), one, many))
}

/// What is stopped: "messages".
pub(crate) fn plural_of(kind: StoppedKind) -> &'static str {
    match kind {
        StoppedKind::Message => "messages",
        StoppedKind::InMail => "InMails",
        StoppedKind::Invitation => "invitations",
        StoppedKind::Note => "invitations with a note",
    }
}

/// The options of `stopped` that name a kind, each after a space.
pub(crate) fn options(kind: StoppedKind) -> &'static str {
    match kind {
        StoppedKind::Message => "",
        StoppedKind::InMail => " --inmail",
        StoppedKind::Invitation => " --invite",
        StoppedKind::Note => " --invite --with-note",
    }
}

/// What the count of a stop counts, over which time.
fn window_in_words(kind: StoppedKind) -> &'static str {
    match kind {
        StoppedKind::Message => "people a day",
        StoppedKind::InMail => "InMails a day",
        StoppedKind::Invitation => "invitations in 7 days",
        StoppedKind::Note => "notes a month",
    }
}

/// The window that a kind counts in.
fn window(kind: StoppedKind) -> Window {
    match kind {
        StoppedKind::Message => Window::Day,
        StoppedKind::InMail => Window::InMailsDay,
        StoppedKind::Invitation => Window::Week,
        StoppedKind::Note => Window::Notes,
    }
}

/// The limit of a plan on what a kind counts.
fn limit(kind: StoppedKind, plan: &PlanInForce) -> Option<Limit> {
    plan.numbers.limit(window(kind))
}

/// Whether an enforced limit of this count is tighter than the limit. One of 0 would allow nothing, ever.
fn is_tighter(count: u32, limit: Option<Limit>) -> bool {
    let is_tighter_than = |limit: Limit| count < limit.count || limit == Limit::advisory(count);
    count > 0 && limit.is_none_or(is_tighter_than)
}
