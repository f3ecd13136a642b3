//! How things stand, on one screen.

mod document;
mod line;
pub(crate) mod window;

pub(crate) use document::StatusJson;
pub(crate) use line::{Format, LineAnswer, Unread, UnreadAnswer};

use crate::engine::outcome::Window;
use crate::engine::plan::{Force, PlanDefinition, Whose};
use crate::engine::status::AccountStatus;
use crate::view::credits::outlook::Outlook;
use crate::view::format::global_clock::{moment, near_date};
use crate::view::format::{day, json, plural, safe};
use crate::view::terminal::{Level, OutputStyle, Show, Tone, bar, padded, width};
use window::WINDOWS;

/// The answer to `status`.
#[derive(Debug)]
pub(crate) struct StatusAnswer {
    pub(crate) standing: AccountStatus,
    /// The plan's own numbers with their sources.
    pub(crate) definition: Option<PlanDefinition>,
    pub(crate) outlook: Outlook,
}

/// Columns of the labels.
const LABEL: usize = 20;

/// The longest bar that still reads at a glance, and the shortest.
const BAR: std::ops::RangeInclusive<usize> = 4..=20;

/// Screens narrower than this have the labels on lines of their own.
const NARROW: usize = 60;

/// A window with a limit, in the words of its row.
struct Row {
    label: &'static str,
    used: u64,
    limit: u64,
    left: u32,
    level: Level,
    resets: String,
    whose: String,
}

/// A line of the windows.
enum Line {
    Limited(Row),
    /// A window without a limit, in words.
    Free(&'static str, String),
}

impl Show for StatusAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let lines = self.lines(style);
        let windows = side_by_side(&lines, style).unwrap_or_else(|| stacked(&lines, style));
        let credits = self.credits(style) + &self.outlook.advice(&self.standing, style);
        format!("{}\n\n{credits}\n{windows}", self.head(style))
    }

    fn json(&self) -> String {
        json::document(&StatusJson::from(self))
    }
}

impl StatusAnswer {
    fn head(&self, style: OutputStyle) -> String {
        let standing = &self.standing;
        let plan = style.paint(Tone::Strong, &format!("Plan {}", safe(&standing.plan.name)));
        let since = day(standing.plan.start_date);
        format!("{plan}, since {since}\n{}, {}", moment(standing.as_of, standing.zone), standing.zone.name())
    }

    fn credits(&self, style: OutputStyle) -> String {
        let standing = &self.standing;
        let tone = if standing.balance == 0 { Tone::Bad } else { Tone::Good };
        let mut lines = vec![style.paint(tone, &format!("{} left", standing.balance)), self.outlook.grant(standing)];
        lines.extend(self.outlook.expiry(standing));
        if standing.uncovered > 0 {
            let sent = plural(standing.uncovered, "InMail", "InMails");
            lines.push(style.paint(Tone::Bad, &format!("{sent} sent without a credit since the last grant")));
        }
        if style.columns < NARROW {
            return lines.iter().fold("InMail credits\n".to_owned(), |text, line| format!("{text}  {line}\n"));
        }
        let labels = std::iter::once("InMail credits").chain(std::iter::repeat(""));
        lines.iter().zip(labels).map(|(line, label)| format!("{label:<LABEL$}{line}\n")).collect()
    }

    fn lines(&self, style: OutputStyle) -> [Line; 4] {
        WINDOWS.map(|window| self.line(window, style))
    }

    fn line(&self, window: Window, style: OutputStyle) -> Line {
        let (label, used) = (window::label(window), window::used(&self.standing, window));
        let whose = whose(&self.standing, window, self.definition.as_ref());
        let Some(limit) = used.limit else {
            return Line::Free(label, format!("{} used, no limit ({whose})", used.used));
        };
        let left = used.remaining().unwrap_or_default();
        let (used, limit) = (u64::from(used.used), u64::from(limit.count));
        let (level, resets) = (Level::of(used, limit, style), resets(&self.standing, window));
        Line::Limited(Row { label, used, limit, left, level, resets, whose })
    }
}

/// When a window is free again.
pub(crate) fn resets(standing: &AccountStatus, window: Window) -> String {
    let at = match window {
        Window::Day => Some(standing.day_resets_at),
        Window::Month | Window::Notes => Some(standing.month_resets_at),
        Window::Week => standing.next_slot_at,
    };
    at.map_or("rolling".to_owned(), |at| near_date(at, standing.as_of, standing.zone))
}

/// Whose number the limit of a window is, and whether it only warns.
pub(crate) fn whose(standing: &AccountStatus, window: Window, own: Option<&PlanDefinition>) -> String {
    let whose = match standing.plan.whose(window::option(window), own) {
        Whose::Member => "yours",
        Whose::Guide => "guide's",
        Whose::Official => "LinkedIn's",
        Whose::Reported => "reported",
    };
    let force = window::used(standing, window).limit.map(|limit| limit.force);
    let warns = if force == Some(Force::Advisory) { ", warns" } else { "" };
    format!("{whose}{warns}")
}

impl Row {
    /// "1 of 15".
    fn used(&self) -> String {
        format!("{} of {}", self.used, self.limit)
    }

    /// "14", or "2, near": what is left, and how far the window is used where that is to be minded.
    fn left(&self) -> String {
        match self.level {
            Level::Fine => self.left.to_string(),
            level => format!("{}, {}", self.left, level.word()),
        }
    }

    fn bar(&self, cells: usize, style: OutputStyle) -> String {
        bar(self.used, self.limit, cells, style)
    }
}

/// A window a line, under heads; `None` where there is no room for that.
fn side_by_side(lines: &[Line], style: OutputStyle) -> Option<String> {
    let rows: Vec<&Row> = lines
        .iter()
        .filter_map(|line| match line {
            Line::Limited(row) => Some(row),
            Line::Free(..) => None,
        })
        .collect();
    let widest = |cell: fn(&Row) -> String, head: &str| {
        rows.iter().map(|row| width(&cell(row))).chain([head.len()]).max().unwrap_or(0)
    };
    let (used, left) = (widest(Row::used, "used"), widest(Row::left, "left"));
    let (resets, whose) = (widest(|row| row.resets.clone(), "resets"), widest(|row| row.whose.clone(), "number"));
    let free = style.columns.checked_sub(LABEL + 1 + used + 2 + left + 2 + resets + 2 + whose)?;
    if free < *BAR.start() {
        return None;
    }
    let cells = free.min(style.columns / 7).min(*BAR.end());
    let head =
        format!("{:1$} {2:>used$}  {3:<left$}  {4:<resets$}  number", "", LABEL + cells, "used", "left", "resets");
    let line = |line: &Line| match line {
        Line::Limited(row) => {
            let bar = row.bar(cells, style);
            let painted = padded(&style.paint(row.level.tone(), &row.left()), left);
            let (used, resets) = (format!("{:>used$}", row.used()), padded(&row.resets, resets));
            format!("{:<LABEL$}{bar} {used}  {painted}  {resets}  {}\n", row.label, row.whose)
        }
        Line::Free(label, words) => format!("{label:<LABEL$}{words}\n"),
    };
    let head = if rows.is_empty() { String::new() } else { style.paint(Tone::Faint, &head) + "\n" };
    Some(head + &lines.iter().map(line).collect::<String>())
}

/// Each window on lines of its own.
fn stacked(lines: &[Line], style: OutputStyle) -> String {
    let line = |line: &Line| match line {
        Line::Limited(row) => {
            let left = format!("{} left", row.left);
            let left = if row.level == Level::Fine { left } else { format!("{left}, {}", row.level.word()) };
            let (bar, left) = (row.bar(12, style), style.paint(row.level.tone(), &left));
            format!("{}\n  {bar} {}\n  {left}\n  resets {}; {}\n", row.label, row.used(), row.resets, row.whose)
        }
        Line::Free(label, words) => format!("{label}\n  {words}\n"),
    };
    lines.iter().map(line).collect()
}
