//! What to do today.

use serde::Serialize;

use crate::engine::advice::agenda::Agenda;
use crate::engine::advice::followup::QuotaLeft;
use crate::engine::advice::pace::{Pace, PaceSubject};
use crate::engine::calendar::Instant;
use crate::engine::status::AccountStatus;
use crate::settings::ClockFormat;
use crate::view::caution::Caution;
use crate::view::credits::{LossAhead, WatchedRow};
use crate::view::followups::{FollowUpContext, FollowUpRow, left_in_words, nudge_cautions};
use crate::view::format::{LocalInstant, LocalPlanDate, moment, near_date};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `next`.
#[derive(Debug, Serialize)]
pub(crate) struct NextAnswer {
    as_of: LocalInstant,
    left: QuotaLeft,
    /// The due follow-ups, those that fit in what remains today first.
    due: Vec<FollowUpRow>,
    losses: Vec<LossAhead>,
    lapsing: Vec<WatchedRow>,
    pace: Vec<PaceRow>,
}

/// The most lines of a part of the text.
const MOST_LINES: usize = 5;

impl NextAnswer {
    /// The answer for the agenda of an account.
    pub(crate) fn new(agenda: &Agenda, status: &AccountStatus, context: FollowUpContext<'_>) -> NextAnswer {
        let watched = |watched| WatchedRow::new(watched, context.book, status);
        NextAnswer {
            as_of: context.as_of,
            left: agenda.left,
            due: agenda.due.iter().map(|item| FollowUpRow::new(item, context)).collect(),
            losses: agenda.losses.iter().map(|loss| LossAhead::new(loss, status.zone)).collect(),
            lapsing: agenda.lapsing.iter().map(watched).collect(),
            pace: agenda.pace.iter().map(|pace| PaceRow::new(pace, context.as_of)).collect(),
        }
    }

    /// The cautions about the due nudges.
    pub(crate) fn cautions(&self) -> Vec<Caution> {
        nudge_cautions(self.due.iter())
    }

    /// The due follow-ups, and what each costs.
    fn due_lines(&self) -> Vec<String> {
        let shown = if self.due.len() > MOST_LINES { MOST_LINES - 1 } else { self.due.len() };
        let mut lines: Vec<String> = self.due[..shown].iter().map(FollowUpRow::line).collect();
        if let rest @ [_, ..] = &self.due[shown..] {
            let fit = rest.iter().filter(|row| row.fits == Some(true)).count();
            lines.push(format!("and {} more, of which {fit} fit today: inquota followups", rest.len()));
        }
        lines
    }

    fn lapsing_lines(&self, clock: ClockFormat) -> Vec<String> {
        let line = |row: &WatchedRow| format!("InMail to {}: 1 credit {}", row.name(), row.at_stake_in_words(clock));
        self.lapsing.iter().map(line).collect()
    }

    /// The pace of each window that was used.
    fn pace_lines(&self, clock: ClockFormat) -> Vec<String> {
        self.pace.iter().filter(|pace| pace.used > 0).map(|pace| pace.line(self.as_of, clock)).collect()
    }
}

impl Show for NextAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = style.paint(Tone::Strong, &moment(self.as_of, style.clock));
        let loss = |loss: &LossAhead| loss.in_words(self.as_of, style.clock);
        let parts = [
            ("Due", self.due_lines()),
            ("Will be lost", self.losses.iter().map(loss).collect()),
            ("May come back, if they answer", self.lapsing_lines(style.clock)),
            ("Pace", self.pace_lines(style.clock)),
        ];
        let parts: String = parts.into_iter().map(|(title, lines)| part(title, &lines, style)).collect();
        let parts =
            if parts.is_empty() { "\nnothing is due, and nothing will be lost soon\n".to_owned() } else { parts };
        format!("{head}\nleft: {}\n{parts}", left_in_words(&self.left))
    }
}

/// A part of the text; empty without lines.
fn part(title: &str, lines: &[String], style: OutputStyle) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let shown: String = lines.iter().take(MOST_LINES).map(|line| format!("  {line}\n")).collect();
    let more = lines.len().saturating_sub(MOST_LINES);
    let more = if more > 0 { format!("  and {more} more\n") } else { String::new() };
    format!("\n{}\n{shown}{more}", style.paint(Tone::Strong, title))
}

/// The use of a window, compared with the time that has passed of it.
#[derive(Debug, Serialize)]
struct PaceRow {
    window: PaceSubject,
    used: u64,
    limit: u64,
    gone: f64,
    leads_to: u64,
    resets_at: LocalInstant,
    #[serde(skip)]
    resets_on: Option<LocalPlanDate>,
    runs_out_at: Option<LocalInstant>,
    used_up: bool,
}

impl PaceRow {
    fn new(pace: &Pace, as_of: LocalInstant) -> PaceRow {
        let local = |at| as_of.with_instant(at);
        PaceRow {
            window: pace.window,
            used: pace.used,
            limit: pace.limit,
            gone: pace.gone,
            leads_to: pace.leads_to,
            resets_at: local(pace.resets_at),
            resets_on: pace.resets_on.map(|on| LocalPlanDate::new(on, as_of.zone())),
            runs_out_at: pace.runs_out_at.map(local),
            used_up: pace.used >= pace.limit,
        }
    }

    /// "people this month: 12 of 30, 43 % of the time gone, leads to 28 by Tue 1 Dec".
    fn line(&self, now: LocalInstant, clock: ClockFormat) -> String {
        let label = match self.window {
            PaceSubject::Day => "people today",
            PaceSubject::Month => "people this month",
            PaceSubject::Week => "invitations, 7 days",
            PaceSubject::Notes => "notes this month",
            PaceSubject::Credits => "InMail credits",
        };
        let behind = self.resets_on.map(LocalPlanDate::behind).unwrap_or_default();
        let (gone, reset) = ((self.gone * 100.0).round(), near_date(self.resets_at, now, clock) + &behind);
        let end = match self.runs_out_at {
            Some(at) => format!("runs out {}, before {reset}", near_date(to_the_minute(at), now, clock)),
            None if self.used_up => format!("used up until {reset}"),
            None => format!("leads to {} by {reset}", self.leads_to),
        };
        format!("{label}: {} of {}, {gone} % of the time gone; {end}", self.used, self.limit)
    }
}

/// Rounds an estimated instant down to the minute.
fn to_the_minute(at: LocalInstant) -> LocalInstant {
    at.with_instant(Instant::from_unix(at.instant().unix().div_euclid(60) * 60))
}
