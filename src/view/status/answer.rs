//! The account at a glance, on one screen.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use super::window::WindowUse;
use crate::engine::advice::loss::{CapAhead, Loss};
use crate::engine::calendar::{Instant, days_between};
use crate::engine::plan::PlanDefinition;
use crate::engine::status::AccountStatus;
use crate::view::credits::{CreditsAhead, CreditsOn, LossAhead, losses_in_words};
use crate::view::format::{LocalInstant, day, moment, plural, safe};
use crate::view::terminal::{Level, OutputStyle, Show, Tone, bar, padded, width};

/// The answer to `status`.
#[derive(Debug, Serialize)]
pub(crate) struct StatusAnswer {
    as_of: LocalInstant,
    zone: Tz,
    pub(crate) plan: PlanName,
    pub(crate) inmail: InMailStatus,
    pub(crate) messages: MessageWindows,
    pub(crate) invitations: InvitationWindows,
    /// The first loss of credits ahead.
    loss_warning: Option<LossAhead>,
    /// When the balance was last set to what LinkedIn shows.
    reconciled_at: Option<LocalInstant>,
    /// Every loss of credits ahead.
    #[serde(skip)]
    losses: Vec<LossAhead>,
    #[serde(skip)]
    ahead: CreditsAhead,
}

#[derive(Debug, Serialize)]
pub(crate) struct PlanName {
    pub(crate) name: String,
    since: NaiveDate,
}

#[derive(Debug, Serialize)]
pub(crate) struct InMailStatus {
    pub(crate) balance: u64,
    cap: Option<u32>,
    uncovered: u64,
    next_grant: Option<CreditsOn>,
    next_expiry: Option<CreditsOn>,
}

#[derive(Debug, Serialize)]
pub(crate) struct MessageWindows {
    pub(crate) day: WindowUse,
    pub(crate) month: WindowUse,
}

#[derive(Debug, Serialize)]
pub(crate) struct InvitationWindows {
    pub(crate) week: WindowUse,
    notes: WindowUse,
}

/// The width of the labels.
const LABEL: usize = 20;

/// The lengths between which a bar is drawn: it still reads at a glance.
const BAR: std::ops::RangeInclusive<usize> = 4..=20;

/// Screens narrower than this have the labels on lines of their own.
const NARROW: usize = 60;

impl StatusAnswer {
    /// An account with what lies ahead of its credits, and when its balance was last set. The definition of its plan
    /// says whose numbers the limits are.
    pub(crate) fn new(
        status: &AccountStatus,
        (cap, losses): (CapAhead, &[Loss]),
        reconciled: Option<Instant>,
        definition: Option<&PlanDefinition>,
    ) -> StatusAnswer {
        let local = |at| LocalInstant::new(at, status.zone);
        let [day, month, week, notes] = WindowUse::all(status, definition);
        let (ahead, losses) = (CreditsAhead::new(status, cap), losses.iter().map(LossAhead::from).collect::<Vec<_>>());
        StatusAnswer {
            as_of: local(status.as_of),
            zone: status.zone,
            plan: PlanName { name: status.plan.name.clone(), since: status.plan.start_date },
            inmail: InMailStatus {
                balance: status.balance,
                cap: status.plan.numbers.inmail_cap,
                uncovered: status.uncovered,
                next_grant: ahead.next_grant,
                next_expiry: ahead.next_expiry,
            },
            messages: MessageWindows { day, month },
            invitations: InvitationWindows { week, notes },
            loss_warning: losses.first().copied(),
            reconciled_at: reconciled.map(local),
            losses,
            ahead,
        }
    }

    fn windows(&self) -> [&WindowUse; 4] {
        let (messages, invitations) = (&self.messages, &self.invitations);
        [&messages.day, &messages.month, &invitations.week, &invitations.notes]
    }

    fn head(&self, style: OutputStyle) -> String {
        let plan = style.paint(Tone::Strong, &format!("Plan {}", safe(&self.plan.name)));
        let (since, as_of) = (day(self.plan.since), moment(self.as_of, style.clock));
        format!("{plan}, since {since}\n{as_of}, {}", self.zone.name())
    }

    fn credits(&self, style: OutputStyle) -> String {
        let inmail = &self.inmail;
        let tone = if inmail.balance == 0 { Tone::Bad } else { Tone::Good };
        let mut lines = vec![style.paint(tone, &format!("{} left", inmail.balance)), self.ahead.grant_in_words()];
        lines.extend(self.ahead.expiry_in_words());
        if inmail.uncovered > 0 {
            let sent = plural(inmail.uncovered, "InMail", "InMails");
            lines.push(style.paint(Tone::Bad, &format!("{sent} sent without a credit since the last grant")));
        }
        if style.columns < NARROW {
            return lines.iter().fold("InMail credits\n".to_owned(), |text, line| format!("{text}  {line}\n"));
        }
        let labels = std::iter::once("InMail credits").chain(std::iter::repeat(""));
        lines.iter().zip(labels).map(|(line, label)| format!("{label:<LABEL$}{line}\n")).collect()
    }

    /// What will be lost soon, and a balance that was not compared for long; nothing where there is nothing.
    fn warnings(&self, style: OutputStyle) -> String {
        let losses = losses_in_words(&self.losses).map(|losses| format!("mind: {losses}"));
        let losses = losses.map(|line| style.paint(Tone::Near, &line) + "\n");
        losses.unwrap_or_default() + &self.reconciliation().map(|line| line + "\n").unwrap_or_default()
    }

    /// When the balance was last compared with LinkedIn's, if that was more than a month ago.
    fn reconciliation(&self) -> Option<String> {
        let at = self.reconciled_at.filter(|at| at.instant().plus_months(1) < self.as_of.instant())?;
        let days = days_between(at.date(), self.as_of.date());
        Some(format!("last set to LinkedIn's {days} days ago: inquota credits set N"))
    }

    /// A window a line, under heads; `None` where there is no room for that.
    fn windows_side_by_side(&self, style: OutputStyle) -> Option<String> {
        let rows: Vec<Row> = self.windows().into_iter().filter_map(|window| Row::new(window, style)).collect();
        let widest =
            |cell: fn(&Row) -> &str, head: &str| rows.iter().map(|row| width(cell(row))).chain([head.len()]).max();
        let (used, left) = (widest(|row| &row.used, "used")?, widest(|row| &row.left, "left")?);
        let (resets, whose) = (widest(|row| &row.resets, "resets")?, widest(|row| &row.whose, "number")?);
        let free = style.columns.checked_sub(LABEL + 1 + used + 2 + left + 2 + resets + 2 + whose)?;
        if free < *BAR.start() {
            return None;
        }
        let cells = free.min(style.columns / 7).min(*BAR.end());
        let line = |window: &WindowUse| match Row::new(window, style) {
            Some(row) => {
                let (bar, label) = (row.bar(cells, style), window.label());
                let painted = padded(&style.paint(row.level.tone(), &row.left), left);
                let resets = padded(&row.resets, resets);
                format!("{label:<LABEL$}{bar} {:>used$}  {painted}  {resets}  {}\n", row.used, row.whose)
            }
            None => format!("{:<LABEL$}{}\n", window.label(), without_limit(window)),
        };
        let lines: String = self.windows().into_iter().map(line).collect();
        if rows.is_empty() {
            return Some(lines);
        }
        let head =
            format!("{:1$} {2:>used$}  {3:<left$}  {4:<resets$}  number", "", LABEL + cells, "used", "left", "resets");
        Some(style.paint(Tone::Faint, &head) + "\n" + &lines)
    }

    /// Each window on lines of its own.
    fn windows_stacked(&self, style: OutputStyle) -> String {
        let lines = |window: &WindowUse| match Row::new(window, style) {
            Some(row) => {
                let left = format!("{} left", window.remaining.unwrap_or_default());
                let left = if row.level == Level::Fine { left } else { format!("{left}, {}", row.level.word()) };
                let (bar, left) = (row.bar(12, style), style.paint(row.level.tone(), &left));
                let Row { used, resets, whose, .. } = row;
                format!("{}\n  {bar} {used}\n  {left}\n  resets {resets}; {whose}\n", window.label())
            }
            None => format!("{}\n  {}\n", window.label(), without_limit(window)),
        };
        self.windows().into_iter().map(lines).collect()
    }
}

impl Show for StatusAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let windows = self.windows_side_by_side(style).unwrap_or_else(|| self.windows_stacked(style));
        format!("{}\n\n{}{}\n{windows}", self.head(style), self.credits(style), self.warnings(style))
    }
}

fn without_limit(window: &WindowUse) -> String {
    format!("{} used, no limit ({})", window.used, window.whose_in_words())
}

/// The cells of a window that has a limit.
struct Row {
    numbers: (u64, u64),
    level: Level,
    /// "1 of 15".
    used: String,
    /// "14", or "2, near": what is left, and how far the limit is used where that matters.
    left: String,
    resets: String,
    whose: String,
}

impl Row {
    fn new(window: &WindowUse, style: OutputStyle) -> Option<Row> {
        let (used, limit, left) = (window.used, window.limit?, window.remaining.unwrap_or_default());
        let level = Level::of(used.into(), limit.into(), style);
        Some(Row {
            numbers: (used.into(), limit.into()),
            level,
            used: format!("{used} of {limit}"),
            left: if level == Level::Fine { left.to_string() } else { format!("{left}, {}", level.word()) },
            resets: window.room_again_in_words(style.clock),
            whose: window.whose_in_words(),
        })
    }

    fn bar(&self, cells: usize, style: OutputStyle) -> String {
        bar(self.numbers.0, self.numbers.1, cells, style)
    }
}
