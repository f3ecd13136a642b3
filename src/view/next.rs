//! What to do today.

use serde::Serialize;

use crate::engine::advice::agenda::Agenda;
use crate::engine::advice::habits::Habits;
use crate::engine::advice::quota_left::QuotaLeft;
use crate::engine::advice::targets::TargetProgress;
use crate::engine::status::AccountStatus;
use crate::settings::ClockFormat;
use crate::view::credits::{LossAhead, WatchedRow};
use crate::view::followups::{
    FollowUpContext, FollowUpRow, NO_SECOND_INMAIL, WaitingRow, do_not_contact_in_words, left_in_words,
    left_out_in_words, once_connected,
};
use crate::view::format::{LocalInstant, moment, plural};
use crate::view::new_connection::NewConnectionRow;
use crate::view::pace::PaceRow;
use crate::view::stop::StopRow;
use crate::view::targets::target_in_words;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `next`.
#[derive(Debug, Serialize)]
pub(crate) struct NextAnswer {
    as_of: LocalInstant,
    left: QuotaLeft,
    /// What LinkedIn has stopped. No such follow-up and no such pace is listed.
    stopped: Vec<StopRow>,
    /// The number of follow-ups due that are left out for that.
    stopped_due: usize,
    /// The due follow-ups, those that fit in what remains today first.
    due: Vec<FollowUpRow>,
    /// The people who would be due, but whom no nudge can reach.
    waiting: Vec<WaitingRow>,
    /// The number of people left out because they have been overdue for more than `overdue_days`.
    left_out: usize,
    overdue_days: u32,
    /// The number of people left out because they are marked as not to be contacted.
    do_not_contact: usize,
    /// The newest connections not written to yet, and how many more there are.
    connected: Vec<NewConnectionRow>,
    connected_more: usize,
    losses: Vec<LossAhead>,
    lapsing: Vec<WatchedRow>,
    pace: Vec<PaceRow>,
    pub(crate) targets: Vec<TargetProgress>,
}

/// The most lines of a part of the text.
const MOST_LINES: usize = 5;

impl NextAnswer {
    /// The answer for the agenda of an account.
    pub(crate) fn new(
        agenda: &Agenda,
        habits: &Habits,
        status: &AccountStatus,
        context: FollowUpContext<'_>,
    ) -> NextAnswer {
        let watched = |watched| WatchedRow::new(watched, context.book, status);
        NextAnswer {
            as_of: context.as_of,
            left: agenda.left,
            stopped: StopRow::in_force(status),
            stopped_due: agenda.stopped,
            due: agenda.due.iter().map(|item| FollowUpRow::new(item, context)).collect(),
            waiting: agenda.waiting.iter().map(|item| WaitingRow::new(item, context)).collect(),
            left_out: agenda.left_out,
            overdue_days: habits.overdue_days,
            do_not_contact: agenda.do_not_contact,
            connected: agenda.connected.newest.iter().map(|item| NewConnectionRow::new(item, context)).collect(),
            connected_more: agenda.connected.more,
            losses: agenda.losses.iter().map(|loss| LossAhead::new(loss, status.zone)).collect(),
            lapsing: agenda.lapsing.iter().map(watched).collect(),
            pace: agenda.pace.iter().map(|pace| PaceRow::new(pace, context.as_of)).collect(),
            targets: Vec::new(),
        }
    }

    /// The due follow-ups, and what each costs; and how many are left out.
    fn due_lines(&self) -> Vec<String> {
        let shown = if self.due.len() > MOST_LINES { MOST_LINES - 1 } else { self.due.len() };
        let mut lines: Vec<String> = self.due[..shown].iter().map(FollowUpRow::line).collect();
        if let rest @ [_, ..] = &self.due[shown..] {
            let fit = rest.iter().filter(|row| row.fits == Some(true)).count();
            lines.push(format!("and {} more, {}: inquota followups", rest.len(), fitting(fit, rest.len())));
        }
        lines.extend(left_out_in_words(self.left_out, self.overdue_days));
        lines.extend(do_not_contact_in_words(self.do_not_contact));
        lines
    }

    /// What LinkedIn has stopped and until when, and how many follow-ups wait for that.
    fn stopped_lines(&self, clock: ClockFormat) -> Vec<String> {
        let mut lines: Vec<String> = self.stopped.iter().map(|stop| stop.brief(self.as_of, clock)).collect();
        if self.stopped_due > 0 {
            let due = plural(self.stopped_due as u64, "follow-up is waiting", "follow-ups are waiting");
            lines.push(format!("{due} for that: inquota followups"));
        }
        lines
    }

    /// The connections not written to yet, and how many more there are.
    fn connected_lines(&self) -> Vec<String> {
        let more = self.connected_more;
        let more = (more > 0).then(|| format!("and {more} more: inquota people --not-written"));
        self.connected.iter().map(NewConnectionRow::line).chain(more).collect()
    }

    /// The people whom no nudge can reach, and what remains.
    fn waiting_lines(&self, clock: ClockFormat) -> Vec<String> {
        let mut lines: Vec<String> = self.waiting.iter().take(MOST_LINES).map(|row| row.line(clock)).collect();
        if let Some(more) = self.waiting.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
            lines.push(format!("and {more} more: inquota followups"));
        }
        lines.into_iter().chain(once_connected(self.waiting.iter())).collect()
    }

    fn lapsing_lines(&self, clock: ClockFormat) -> Vec<String> {
        limited(self.lapsing.iter().map(|row| row.sentence(clock)))
    }

    /// The pace of each window whose limit will not last.
    fn pace_lines(&self) -> Vec<String> {
        limited(self.pace.iter().filter(|pace| pace.at_risk).map(|pace| pace.line(self.as_of)))
    }
}

impl Show for NextAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = style.paint(Tone::Strong, &moment(self.as_of, style.clock));
        let loss = |loss: &LossAhead| loss.sentence(self.as_of, style.clock);
        let parts = [
            ("Stopped by LinkedIn", self.stopped_lines(style.clock)),
            ("Due", self.due_lines()),
            (NO_SECOND_INMAIL, self.waiting_lines(style.clock)),
            ("Connected, not yet written to", self.connected_lines()),
            ("Will be lost", limited(self.losses.iter().map(loss))),
            ("May come back", self.lapsing_lines(style.clock)),
            ("Pace", self.pace_lines()),
        ];
        let parts: String = parts.into_iter().map(|(title, lines)| part(title, &lines, style)).collect();
        let parts =
            if parts.is_empty() { "\nnothing is due, and nothing will be lost soon\n".to_owned() } else { parts };
        let targets: Vec<String> = self.targets.iter().map(target_in_words).collect();
        let targets = part("Targets", &targets, style);
        format!("{head}\nleft: {}\n{parts}{targets}", left_in_words(&self.left))
    }
}

/// How many of the others fit today: "all of which fit today".
fn fitting(fit: usize, all: usize) -> String {
    match (fit, all) {
        (1, 1) => "which fits today".to_owned(),
        (0, 1) => "which does not fit today".to_owned(),
        (0, _) => "none of which fits today".to_owned(),
        (fit, all) if fit == all => "all of which fit today".to_owned(),
        (1, _) => "of which 1 fits today".to_owned(),
        (fit, _) => format!("of which {fit} fit today"),
    }
}

/// A part of the text; empty without lines.
fn part(title: &str, lines: &[String], style: OutputStyle) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let lines: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    format!("\n{}\n{lines}", style.paint(Tone::Strong, title))
}

/// The first lines, and how many more there are.
fn limited(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = lines.collect();
    if lines.len() > MOST_LINES {
        let more = lines.len() - MOST_LINES;
        lines.truncate(MOST_LINES);
        lines.push(format!("and {more} more"));
    }
    lines
}
