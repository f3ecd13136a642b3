//! The status in one line, for a prompt or a status bar, in the member's own format.

use serde::Serialize;

use super::line_format::{LineFormat, Piece, Value};
use super::window::{WINDOWS, is_shown, label, used};
use crate::engine::calendar::PlanDate;
use crate::engine::outcome::Window;
use crate::engine::status::{AccountStatus, WindowUsage};
use crate::engine::stop::StoppedKind;
use crate::view::format::{LocalInstant, LocalPlanDate, credits, safe};
use crate::view::stop::{StopRow, plural_of};
use crate::view::terminal::{Level, OutputStyle, Show, Tone};

/// The answer to `status --line`. Its JSON has the keys that status bars expect.
#[derive(Debug, Serialize)]
pub(crate) struct LineAnswer {
    /// The instant that it is for; `None` if something cannot be read.
    as_of: Option<LocalInstant>,
    /// The line without colours.
    text: String,
    tooltip: String,
    class: &'static str,
    percentage: Option<u64>,
    /// The line as it is printed.
    #[serde(skip)]
    line: String,
}

/// What cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    Ledger,
    Settings,
}

impl LineAnswer {
    /// The line for the status of an account.
    pub(crate) fn new(status: &AccountStatus, format: &LineFormat, style: OutputStyle) -> LineAnswer {
        let line = Line { status, format, style };
        LineAnswer {
            as_of: Some(LocalInstant::new(status.as_of, status.zone)),
            text: Line { style: OutputStyle { colour: false, ..style }, ..line }.text(),
            tooltip: line.tooltip(),
            class: line.state().word(),
            percentage: Some(line.percentage()),
            line: line.text(),
        }
    }

    /// The line if something cannot be read: a short mark, because a prompt has no room for an explanation.
    pub(crate) fn unreadable(what: Unreadable, why: &str) -> LineAnswer {
        let mark = match what {
            Unreadable::Ledger => "ledger?",
            Unreadable::Settings => "settings?",
        };
        LineAnswer {
            as_of: None,
            text: mark.to_owned(),
            tooltip: safe(why),
            class: "unreadable",
            percentage: None,
            line: mark.to_owned(),
        }
    }
}

impl Show for LineAnswer {
    fn text(&self, _style: OutputStyle) -> String {
        format!("{}\n", self.line)
    }
}

/// What separates the parts of the default line. Text to be read aloud has a comma instead.
const SEPARATOR: &str = " · ";

/// What a line is made from.
#[derive(Clone, Copy)]
struct Line<'a> {
    status: &'a AccountStatus,
    format: &'a LineFormat,
    style: OutputStyle,
}

impl Line<'_> {
    fn text(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) if self.style.plain => safe(text).replace(SEPARATOR, ", "),
            Piece::Text(text) => safe(text),
            Piece::Value(value) => {
                let text = self.value(*value);
                self.tone(*value).map_or_else(|| text.clone(), |tone| self.style.paint(tone, &text))
            }
        };
        self.format.pieces().iter().map(piece).collect()
    }

    fn window(&self, window: Window) -> WindowUsage {
        used(self.status, window)
    }

    fn level(&self, window: Window) -> Option<Level> {
        let window = self.window(window);
        window.limit.map(|limit| Level::of(window.used.into(), limit.count.into(), self.style))
    }

    /// The level of the fullest window, at least full while something is stopped; fine if no window has a limit.
    fn state(&self) -> Level {
        let stopped = (!StopRow::in_force(self.status).is_empty()).then_some(Level::Full);
        WINDOWS.into_iter().filter_map(|window| self.level(window)).chain(stopped).max().unwrap_or(Level::Fine)
    }

    /// The used share of the fullest window, in whole per cent, at most 100.
    fn percentage(&self) -> u64 {
        let share = |window: WindowUsage| {
            let (used, limit) = (u64::from(window.used), u64::from(window.limit?.count));
            Some((used * 100).checked_div(limit).unwrap_or(100).min(100))
        };
        WINDOWS.into_iter().filter_map(|window| share(self.window(window))).max().unwrap_or(0)
    }

    /// A date of the plan, and now, on the account's clock.
    fn local(&self, date: PlanDate) -> (LocalPlanDate, LocalInstant) {
        let AccountStatus { as_of, zone, .. } = *self.status;
        (LocalPlanDate::new(date, zone), LocalInstant::new(as_of, zone))
    }

    fn value(&self, value: Value) -> String {
        let status = self.status;
        let on = |number: u64, date| {
            let (date, now) = self.local(date);
            format!("{number} {}", date.on_brief(now, self.style.clock))
        };
        let none = || "none".to_owned();
        match value {
            Value::Credits => status.balance.to_string(),
            Value::Grant => status.next_grant.map_or_else(none, |grant| on(grant.credits.into(), grant.on)),
            Value::Expiry => status.next_expiry.map_or_else(none, |(date, left)| on(left, date)),
            Value::Plan => safe(&status.plan.name),
            Value::State => self.state().word().to_owned(),
            Value::Stopped => self.stopped(),
            Value::Left(window) => number(self.window(window).remaining(), self.style),
            Value::Used(window) => self.window(window).used.to_string(),
            Value::Limit(window) => limit(self.window(window), self.style),
        }
    }

    /// " · stopped: messages, InMails"; empty if nothing is.
    fn stopped(&self) -> String {
        let stops = StopRow::in_force(self.status);
        let name = |stop: &StopRow| if stop.kind == StoppedKind::Note { "notes" } else { plural_of(stop.kind) };
        let kinds: Vec<_> = stops.iter().map(name).collect();
        let separator = if self.style.plain { ", " } else { SEPARATOR };
        if kinds.is_empty() { String::new() } else { format!("{separator}stopped: {}", kinds.join(", ")) }
    }

    fn tone(&self, value: Value) -> Option<Tone> {
        match value {
            Value::Credits if self.status.balance == 0 => Some(Tone::Bad),
            Value::Credits => Some(Tone::Good),
            Value::State => Some(self.state().tone()),
            Value::Stopped => Some(Tone::Bad),
            Value::Left(window) | Value::Used(window) => self.level(window).map(Level::tone),
            Value::Grant | Value::Expiry | Value::Plan | Value::Limit(_) => None,
        }
    }

    /// The status in words, which a status bar shows as a tooltip.
    fn tooltip(&self) -> String {
        let status = self.status;
        let grant = status.next_grant.map(|grant| {
            let (date, now) = self.local(grant.on);
            format!("; {} more {}", grant.credits, date.on(now, self.style.clock))
        });
        let held = format!("InMail: {}{}", credits(status.balance), grant.unwrap_or_default());
        let line = |window: Window| match (label(window), self.window(window), self.level(window)) {
            (label, used, Some(level)) => {
                format!("\n{label}: {} of {}, {}", used.used, limit(used, self.style), level.word())
            }
            (label, used, None) if window == Window::Notes => format!("\n{label}: {}, no limit", used.used),
            (label, used, None) => format!("\n{label}: {}, no published limit", used.used),
        };
        let windows: String = WINDOWS.into_iter().filter(|window| is_shown(status, *window)).map(line).collect();
        let now = LocalInstant::new(status.as_of, status.zone);
        let stop = |stop: StopRow| format!("\nStopped by LinkedIn: {}", stop.brief(now, self.style.clock));
        let stops: String = StopRow::in_force(status).into_iter().map(stop).collect();
        format!("Plan {}\n{held}{windows}{stops}", safe(&status.plan.name))
    }
}

/// A number, or that there is none: by a sign, or by a word if it is read aloud.
fn number(number: Option<u32>, style: OutputStyle) -> String {
    let none = if style.plain { "unknown" } else { "∞" };
    number.map_or_else(|| none.to_owned(), |number| number.to_string())
}

fn limit(window: WindowUsage, style: OutputStyle) -> String {
    number(window.limit.map(|limit| limit.count), style)
}
