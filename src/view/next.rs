//! What to do today: the morning screen.

mod document;

use crate::engine::advice::agenda::Agenda;
use crate::engine::advice::followup::Fit;
use crate::engine::advice::pace::{Pace, Paced};
use crate::engine::calendar::Instant;
use crate::engine::status::AccountStatus;
use crate::view::credits::outlook::{lost, today};
use crate::view::followups::{FollowUpsAnswer, left};
use crate::view::format::global_clock::{moment, near_date};
use crate::view::format::{day, in_days};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `next`.
#[derive(Debug)]
pub(crate) struct NextAnswer {
    /// Everything but what is due.
    pub(crate) agenda: Agenda,
    /// What is due, what fits first.
    pub(crate) due: FollowUpsAnswer,
    pub(crate) standing: AccountStatus,
}

/// How many lines a part of the screen has at the most.
const MOST: usize = 5;

impl Show for NextAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let as_of = moment(self.standing.as_of, self.standing.zone);
        let head = style.paint(Tone::Strong, &as_of);
        let parts = [
            ("Due", self.due_lines()),
            ("Will be lost", self.agenda.losses.iter().map(lost).collect()),
            ("May come back, if they answer", self.lapsing()),
            ("Pace", self.paces()),
        ];
        let parts: String = parts.into_iter().map(|(title, lines)| part(title, &lines, style)).collect();
        let parts =
            if parts.is_empty() { "\nnothing is due, and nothing will be lost soon\n".to_owned() } else { parts };
        format!("{head}\nleft: {}\n{parts}", left(&self.agenda.left))
    }

    fn json(&self) -> String {
        document::document(self)
    }
}

/// A part of the screen; none without lines.
fn part(title: &str, lines: &[String], style: OutputStyle) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let shown: String = lines.iter().take(MOST).map(|line| format!("  {line}\n")).collect();
    let more = lines.len().saturating_sub(MOST);
    let more = if more > 0 { format!("  and {more} more\n") } else { String::new() };
    format!("\n{}\n{shown}{more}", style.paint(Tone::Strong, title))
}

impl NextAnswer {
    /// The follow-ups that are due, and what each costs.
    fn due_lines(&self) -> Vec<String> {
        let list = &self.due.found.list;
        let shown = if list.len() > MOST { MOST - 1 } else { list.len() };
        let mut lines: Vec<String> = list[..shown].iter().map(|item| self.due.line(item)).collect();
        if let rest @ [_, ..] = &list[shown..] {
            let fit = rest.iter().filter(|item| item.fit == Some(Fit::Fits)).count();
            lines.push(format!("and {} more, of which {fit} fit today: inquota followups", rest.len()));
        }
        lines
    }

    fn lapsing(&self) -> Vec<String> {
        let today = today(&self.standing);
        let line = |watched: &crate::engine::advice::watch::Watched| {
            let name = crate::view::format::safe(&self.due.book.person(watched.person).short_name());
            format!(
                "InMail to {name}: 1 credit through {}, {}",
                day(watched.last_day),
                in_days(watched.last_day, today)
            )
        };
        self.agenda.lapsing.iter().map(line).collect()
    }

    /// The pace of what was used at all.
    fn paces(&self) -> Vec<String> {
        self.agenda.pace.iter().filter(|pace| pace.used > 0).map(|pace| self.pace(pace)).collect()
    }

    /// "people this month: 12 of 30, 43 % of the time gone, leads to 28 by Tue 1 Dec".
    fn pace(&self, pace: &Pace) -> String {
        let (zone, now) = (self.standing.zone, self.standing.as_of);
        let label = match pace.window {
            Paced::Day => "people today",
            Paced::Month => "people this month",
            Paced::Week => "invitations, 7 days",
            Paced::Notes => "notes this month",
            Paced::Credits => "InMail credits",
        };
        let near = |at: Instant| near_date(at, now, zone);
        // To the minute: it is a guess.
        let about = |at: Instant| near(Instant::from_unix(at.unix().div_euclid(60) * 60));
        let (gone, anew) = ((pace.gone * 100.0).round(), near(pace.resets_at));
        let end = match pace.runs_out_at {
            Some(at) => format!("runs out {}, before {anew}", about(at)),
            None if pace.used >= pace.limit => format!("used up until {anew}"),
            None => format!("leads to {} by {anew}", pace.leads_to),
        };
        format!("{label}: {} of {}, {gone} % of the time gone; {end}", pace.used, pace.limit)
    }
}
