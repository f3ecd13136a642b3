//! What LinkedIn has stopped (rules 6).

use chrono::NaiveDate;
use inquota::engine::calendar::Instant;
use inquota::engine::outcome::Window;
use inquota::engine::stop::StoppedKind;
use inquota::engine::verdict::SendKind;

use super::dates::{Dates, day_after, first_of_next_month};
use super::fold::{State, WEEK};
use super::journal::Entered;

impl State<'_> {
    /// Notes a stop, which ends at the start of the date given, else with the day, after 168 hours, or with the month.
    pub(super) fn note_stop(&mut self, what: StoppedKind, until: Option<NaiveDate>, place: Option<usize>) {
        let (dates, today) = (Dates::of(self.reading.zone), self.today());
        let ends = match (until, what) {
            (Some(date), _) => dates.start(date),
            (None, StoppedKind::Message | StoppedKind::InMail) => dates.start(day_after(today)),
            (None, StoppedKind::Invitation) => self.now.plus_seconds(WEEK),
            (None, StoppedKind::Note) => dates.start(first_of_next_month(today)),
        };
        let count = match what {
            StoppedKind::Message => self.used(Window::Day),
            StoppedKind::InMail => self.used(Window::InMailsDay),
            StoppedKind::Invitation => self.used(Window::Week),
            StoppedKind::Note => self.used(Window::Notes),
        };
        self.note(place, Entered::Stopped { what, ends, count });
    }

    pub(super) fn note_lift(&mut self, what: StoppedKind, place: Option<usize>) {
        let ended = self.latest_stop(what).filter(|(_, ends, _)| self.now < *ends);
        self.note(place, Entered::Lifted { what, ended });
    }

    /// The latest stop of a kind: when it began, when it ends or was lifted, and its count.
    pub(crate) fn latest_stop(&self, kind: StoppedKind) -> Option<(Instant, Instant, u32)> {
        let mut latest = None;
        for entry in &self.journal {
            match entry.what {
                Entered::Stopped { what, ends, count } if what == kind => latest = Some((entry.at, ends, count)),
                Entered::Lifted { what, ended: Some(_) } if what == kind => {
                    latest = latest.map(|(since, _, count)| (since, entry.at, count));
                }
                _ => {}
            }
        }
        latest
    }

    /// Whether LinkedIn has stopped a send. A stop of notes stops invitations with a note only.
    pub(crate) fn is_stopped(&self, send: SendKind) -> bool {
        let holds = |kind| self.latest_stop(kind).is_some_and(|(_, ends, _)| self.now < ends);
        match send {
            SendKind::Message => holds(StoppedKind::Message),
            SendKind::InMail(_) => holds(StoppedKind::InMail),
            SendKind::Invitation { with_note: false } => holds(StoppedKind::Invitation),
            SendKind::Invitation { with_note: true } => holds(StoppedKind::Invitation) || holds(StoppedKind::Note),
        }
    }
}
