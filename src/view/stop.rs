//! What LinkedIn stopped, in words and in JSON.

use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::budget::Budget;
use crate::engine::interaction::SendKind;
use crate::engine::plan::{PlanNumber, Window};
use crate::engine::status::AccountStatus;
use crate::engine::stop::{Stop, StoppedKind};
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

    /// The caution for a send that LinkedIn has stopped.
    pub(crate) fn caution(&self, clock: ClockFormat) -> Caution {
        let message = format!(
            "{} until {}; if it sends them again, record that: inquota stopped{} --lifted",
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
    /// The command that makes the count the limit; `None` if the limit is no higher already.
    command: Option<String>,
}

impl LatestStop {
    /// The latest stop of each kind.
    pub(crate) fn all(status: &AccountStatus) -> Vec<LatestStop> {
        StoppedKind::ALL.into_iter().filter_map(|kind| LatestStop::of(kind, status)).collect()
    }

    /// The latest stop of a kind, if there was one.
    pub(crate) fn of(kind: StoppedKind, status: &AccountStatus) -> Option<LatestStop> {
        let stop = StopRow::new(kind, status.stops.latest(kind)?, status.zone);
        let limit = limit(kind, status);
        // A limit of 0 would allow nothing, ever.
        let is_lower = stop.count > 0 && limit.is_none_or(|limit| stop.count < limit);
        let command =
            is_lower.then(|| format!("inquota plan set {} --{} {}", safe(&status.plan.name), option(kind), stop.count));
        Some(LatestStop { stop, limit, command })
    }

    /// "invitations in 7 days: LinkedIn stopped you at 87 on Thu 12 Nov 2026; your limit here is 100", and on another
    /// line the command that makes the count the limit.
    pub(crate) fn lines(&self) -> String {
        let StopRow { kind, since, count, .. } = self.stop;
        let limit = match self.limit {
            Some(limit) => format!("your limit here is {limit}"),
            None => "you have no limit here".to_owned(),
        };
        let command = self.command.as_ref().map(|command| format!("  to make it {count}: {command}\n"));
        let (window, on) = (window_in_words(kind), day(since.date()));
        let line = format!("{window}: LinkedIn stopped you at {count} on {on}; {limit}\n");
        line + &command.unwrap_or_default()
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

/// The window with the limit on what a kind counts.
fn window(kind: StoppedKind) -> Option<Window> {
    match kind {
        StoppedKind::Message => Some(Window::Day),
        StoppedKind::InMail => None,
        StoppedKind::Invitation => Some(Window::Week),
        StoppedKind::Note => Some(Window::Notes),
    }
}

/// The limit on what a kind counts.
fn limit(kind: StoppedKind, status: &AccountStatus) -> Option<u32> {
    Some(status.plan.numbers.limit(window(kind)?)?.count)
}

/// The option of `plan set` for the limit on what a kind counts.
fn option(kind: StoppedKind) -> &'static str {
    window(kind).map(Window::number).map_or("inmails-daily", PlanNumber::option)
}
