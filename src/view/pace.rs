//! How fast a limit is used up.

use serde::Serialize;

use crate::engine::advice::pace::{Pace, PaceSubject};
use crate::engine::plan::Window;
use crate::view::format::{LocalInstant, LocalPlanDate, on_day};

/// The use of a window, compared with the time that has passed of it.
#[derive(Debug, Serialize)]
pub(crate) struct PaceRow {
    window: PaceSubject,
    used: u64,
    limit: u64,
    gone: f64,
    leads_to: u64,
    resets_at: LocalInstant,
    /// For credits, the date of the next grant.
    #[serde(skip)]
    resets_on: Option<LocalPlanDate>,
    runs_out_at: Option<LocalInstant>,
    used_up: bool,
    /// Whether the limit is reached, or will be before the reset.
    pub(crate) at_risk: bool,
    /// When the next one stops counting, in a rolling window; else `None`.
    next_release_at: Option<LocalInstant>,
    /// How many stop counting on that date.
    released: Option<u64>,
    /// How many per working day stay within the limit, in a rolling window.
    a_working_day: Option<u64>,
}

impl PaceRow {
    /// The pace of a window as a row.
    pub(crate) fn new(pace: &Pace, as_of: LocalInstant) -> PaceRow {
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
            used_up: pace.is_used_up(),
            at_risk: pace.is_at_risk(),
            next_release_at: pace.rolling.map(|rolling| local(rolling.next_release_at)),
            released: pace.rolling.map(|rolling| rolling.released),
            a_working_day: pace.rolling.map(|rolling| rolling.per_working_day),
        }
    }

    /// "people this month: 20 of 30, 48 % of the time has passed; runs out on Fri 20 Nov, the next are on Tue 1 Dec".
    pub(crate) fn line(&self, now: LocalInstant) -> String {
        let used = format!("{}: {} of {}", self.label(), self.used, self.limit);
        match (self.next_release_at, self.a_working_day) {
            (Some(release), Some(steady)) => format!("{used}; {}", self.rolling(release, steady, now)),
            _ => format!("{used}, {} % of the time has passed; {}", (self.gone * 100.0).round(), self.resetting(now)),
        }
    }

    fn label(&self) -> &'static str {
        match self.window {
            PaceSubject::Window(Window::Day) => "people today",
            PaceSubject::Window(Window::Month) => "people this month",
            PaceSubject::Window(Window::InMailsDay) => "InMails today",
            PaceSubject::Window(Window::InvitationsDay) => "invitations today",
            PaceSubject::Window(Window::Week) => "invitations, 7 days",
            PaceSubject::Window(Window::Notes) => "notes this month",
            PaceSubject::Credits => "InMail credits",
        }
    }

    /// When it runs out, and when it resets.
    fn resetting(&self, now: LocalInstant) -> String {
        let pinned = self.resets_on.map(LocalPlanDate::pinned).unwrap_or_default();
        let reset = on_day(self.resets_at, now) + &pinned;
        match self.runs_out_at {
            // The last one is used on the day before a midnight.
            Some(at) => {
                let last = at.with_instant(at.instant().just_before());
                format!("runs out {}, resets {reset}", on_day(last, now))
            }
            None => format!("used up, resets {reset}"),
        }
    }

    /// When it runs out, when the next ones stop counting, and how many a day stay within the limit.
    fn rolling(&self, release: LocalInstant, steady: u64, now: LocalInstant) -> String {
        let end = self.runs_out_at.map_or_else(|| "used up".to_owned(), |at| format!("runs out {}", on_day(at, now)));
        let released = match self.released {
            Some(1) => "1 stops".to_owned(),
            several => format!("{} stop", several.unwrap_or(0)),
        };
        let day = on_day(release, now);
        let keep = match (steady, self.limit.saturating_sub(self.used)) {
            (0, 0) => "send none until then".to_owned(),
            (0, left) => format!("send {left} at most until then"),
            (steady, _) => format!("{steady} a working day stay within the limit"),
        };
        format!("{end}; {released} counting {day}; {keep}")
    }
}
