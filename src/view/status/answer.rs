//! The full status.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use super::window::WindowUse;
use crate::engine::advice::lapse::Lapse;
use crate::engine::advice::loss::{CapAhead, Loss};
use crate::engine::advice::targets::TargetProgress;
use crate::engine::calendar::{Instant, days_between};
use crate::engine::outcome::Window;
use crate::engine::plan::PlanDefinition;
use crate::engine::status::AccountStatus;
use crate::settings::ClockFormat;
use crate::view::caution::Caution;
use crate::view::credits::{CreditsAhead, CreditsOn, LapseOn, LossAhead, losses_in_words};
use crate::view::format::{LocalInstant, LocalPlanDate, moment, plural, safe};
use crate::view::stop::{LatestStop, StopRow};
use crate::view::targets::target_in_words;
use crate::view::terminal::{Level, OutputStyle, Show, Table, Tone, bar};

/// The answer to `status`.
#[derive(Debug, Serialize)]
pub(crate) struct StatusAnswer {
    pub(crate) as_of: LocalInstant,
    zone: Tz,
    pub(crate) plan: PlanName,
    pub(crate) inmail: InMailStatus,
    pub(crate) messages: MessageWindows,
    pub(crate) invitations: InvitationWindows,
    /// The stops in force.
    stopped: Vec<StopRow>,
    /// The latest stop of each kind, over or not.
    latest_stops: Vec<LatestStop>,
    /// The next loss of credits.
    loss_warning: Option<LossAhead>,
    /// When the balance was last set to what LinkedIn shows.
    reconciled_at: Option<LocalInstant>,
    pub(crate) cautions: Vec<Caution>,
    pub(crate) targets: Vec<TargetProgress>,
    /// The losses of the days ahead.
    #[serde(skip)]
    losses: Vec<LossAhead>,
    #[serde(skip)]
    ahead: CreditsAhead,
}

#[derive(Debug, Serialize)]
pub(crate) struct PlanName {
    pub(crate) name: String,
    since: NaiveDate,
    since_at: LocalInstant,
    #[serde(skip)]
    start: LocalPlanDate,
}

impl PlanName {
    fn new(status: &AccountStatus) -> PlanName {
        let start = LocalPlanDate::new(status.plan.start_date, status.zone);
        PlanName { name: status.plan.name.clone(), since: start.date(), since_at: start.at(), start }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct InMailStatus {
    pub(crate) balance: u64,
    cap: Option<u32>,
    uncovered: u64,
    next_grant: Option<CreditsOn>,
    next_expiry: Option<CreditsOn>,
    /// What lapses as another plan starts, if nothing is sent.
    next_lapse: Option<LapseOn>,
    /// The InMails of today; `None` unless the member limits them.
    pub(crate) day: Option<WindowUse>,
}

#[derive(Debug, Serialize)]
pub(crate) struct MessageWindows {
    pub(crate) day: WindowUse,
    pub(crate) month: WindowUse,
}

#[derive(Debug, Serialize)]
pub(crate) struct InvitationWindows {
    /// The invitations of today; `None` unless the member limits them.
    pub(crate) day: Option<WindowUse>,
    pub(crate) week: WindowUse,
    notes: WindowUse,
    /// How many are pending.
    pending: u64,
}

impl InvitationWindows {
    /// How many are pending, on a line; empty if none is.
    fn pending_in_words(&self) -> String {
        match self.pending {
            0 => String::new(),
            pending => format!("{} pending: inquota invitations\n", plural(pending, "invitation", "invitations")),
        }
    }
}

/// The width of the labels.
const LABEL: usize = 20;

/// The shortest and the longest bar in the table. Longer bars are no easier to read.
const BAR: std::ops::RangeInclusive<usize> = 4..=20;

/// The length of a bar on a separate line.
const STACKED_BAR: usize = 12;

/// On screens narrower than this, labels have separate lines.
const NARROW: usize = 60;

impl StatusAnswer {
    /// The answer for the status of an account, its pending invitations and its latest stops, with what the cap takes,
    /// what lapses, the losses ahead, and when its balance was last set. The definition of its plan has the sources of the limits.
    pub(crate) fn new(
        (status, pending, latest_stops): (&AccountStatus, u64, Vec<LatestStop>),
        (cap, lapse, losses): (CapAhead, Option<Lapse>, &[Loss]),
        reconciled: Option<Instant>,
        definition: Option<&PlanDefinition>,
        clock: ClockFormat,
    ) -> StatusAnswer {
        let local = |at| LocalInstant::new(at, status.zone);
        let window = |window| WindowUse::new(window, status, definition);
        let own = |window| WindowUse::own(window, status, definition);
        let losses: Vec<_> = losses.iter().map(|loss| LossAhead::new(loss, status.zone)).collect();
        let ahead = CreditsAhead::new(status, (cap, lapse));
        let stopped = StopRow::in_force(status);
        StatusAnswer {
            as_of: local(status.as_of),
            zone: status.zone,
            plan: PlanName::new(status),
            inmail: InMailStatus {
                balance: status.balance,
                cap: status.plan.numbers.inmail_cap,
                uncovered: status.uncovered,
                next_grant: ahead.next_grant,
                next_expiry: ahead.next_expiry,
                next_lapse: ahead.next_lapse.clone(),
                day: own(Window::InMailsDay),
            },
            messages: MessageWindows { day: window(Window::Day), month: window(Window::Month) },
            invitations: InvitationWindows {
                day: own(Window::InvitationsDay),
                week: window(Window::Week),
                notes: window(Window::Notes),
                pending,
            },
            latest_stops,
            cautions: stopped.iter().map(|stop| stop.caution(clock)).collect(),
            stopped,
            loss_warning: losses.first().copied(),
            reconciled_at: reconciled.map(local),
            targets: Vec::new(),
            losses,
            ahead,
        }
    }

    /// The windows that people see, in the order of answers.
    fn windows(&self) -> impl Iterator<Item = &WindowUse> {
        let (messages, invitations) = (&self.messages, &self.invitations);
        let own = self.inmail.day.iter().chain(&invitations.day);
        [&messages.day, &messages.month].into_iter().chain(own).chain([&invitations.week, &invitations.notes])
    }

    fn head(&self, style: OutputStyle) -> String {
        let plan = style.paint(Tone::Strong, &format!("Plan {}", safe(&self.plan.name)));
        let (since, as_of) = (self.plan.start.day(style.clock), moment(self.as_of, style.clock));
        format!("{plan}, since {since}\n{as_of}, {}", self.zone.name())
    }

    fn credits(&self, style: OutputStyle) -> String {
        let inmail = &self.inmail;
        let tone = if inmail.balance == 0 { Tone::Bad } else { Tone::Good };
        let mut lines =
            vec![style.paint(tone, &format!("{} left", inmail.balance)), self.ahead.grant_in_words(style.clock)];
        lines.extend(self.ahead.losses_in_words(style.clock));
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

    /// What LinkedIn has stopped, the losses ahead, and the age of the balance if that is old; empty if there is none.
    fn warnings(&self, style: OutputStyle) -> String {
        let stop = |line: String| style.paint(Tone::Bad, &line) + "\n";
        let stopped: String = self.stopped_in_words(style.clock).map(stop).collect();
        let losses = losses_in_words(&self.losses, self.as_of, style.clock).map(|losses| format!("mind: {losses}"));
        let losses = losses.map(|line| style.paint(Tone::Near, &line) + "\n");
        stopped + &losses.unwrap_or_default() + &self.reconciliation().map(|line| line + "\n").unwrap_or_default()
    }

    /// A line for each stop in force.
    pub(crate) fn stopped_in_words(&self, clock: ClockFormat) -> impl Iterator<Item = String> {
        self.stopped.iter().map(move |stop| stop.line(self.as_of, clock))
    }

    /// When the balance was last set to LinkedIn's, if that was more than a month ago.
    fn reconciliation(&self) -> Option<String> {
        let at = self.reconciled_at.filter(|at| at.instant().plus_months(1) < self.as_of.instant())?;
        let days = days_between(at.date(), self.as_of.date());
        Some(format!("last set to LinkedIn's {days} days ago: inquota credits set N"))
    }

    /// The progress of the targets; empty without any.
    fn targets(&self, style: OutputStyle) -> String {
        if self.targets.is_empty() {
            return String::new();
        }
        let lines: String = self.targets.iter().map(|target| format!("  {}\n", target_in_words(target))).collect();
        format!("\n{}\n{lines}", style.paint(Tone::Strong, "Targets"))
    }

    /// The windows, with the longest bars that fit on the screen.
    fn windows_table(&self, style: OutputStyle) -> Table {
        let longest = (style.columns / 7).clamp(*BAR.start(), *BAR.end());
        let tables = (*BAR.start()..=longest).rev().map(|cells| self.windows_with_bars(cells, style));
        let mut side_by_side = tables.filter(Table::is_side_by_side);
        side_by_side.next().unwrap_or_else(|| self.windows_with_bars(STACKED_BAR, style))
    }

    fn windows_with_bars(&self, cells: usize, style: OutputStyle) -> Table {
        let mut table = Table::new(&["", "", "used", "left", "resets", "number"], &[2], style);
        for window in self.windows() {
            let (label, whose) = (window.label().to_owned(), window.whose_in_words());
            let Some(limit) = window.limit else {
                let (used, left) = (window.used.to_string(), window.left_without_limit().to_owned());
                table.row(vec![label, String::new(), used, left, String::new(), whose]);
                continue;
            };
            let level = Level::of(window.used.into(), limit.into(), style);
            let left = match (window.remaining.unwrap_or_default(), level) {
                (left, Level::Fine) => left.to_string(),
                (left, level) => format!("{left}, {}", level.word()),
            };
            let (used, left) = (format!("{} of {limit}", window.used), style.mark(level.tone(), &left));
            let bar = bar(window.used.into(), limit.into(), cells, style);
            table.row(vec![label, bar, used, left, window.room_again_in_words(style.clock), whose]);
        }
        table
    }
}

impl Show for StatusAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let (head, credits, warnings) = (self.head(style), self.credits(style), self.warnings(style));
        let is_withheld = self.windows().any(WindowUse::is_withheld);
        let legend =
            if is_withheld { "not published: LinkedIn limits these too, and publishes no number\n" } else { "" };
        let pending = self.invitations.pending_in_words();
        let stops: String = self.latest_stops.iter().map(LatestStop::lines).collect();
        let (windows, targets) = (self.windows_table(style), self.targets(style));
        format!("{head}\n\n{credits}{warnings}\n{windows}{legend}{pending}{stops}{targets}")
    }
}
