//! What LinkedIn has stopped, and the counts at which it did (rules 6).

use chrono::NaiveDate;

use super::{Budget, Resource};
use crate::engine::calendar::Instant;
use crate::engine::plan::Window;
use crate::engine::stop::{Stop, StoppedKind, Stops};

impl Budget {
    /// The latest stop of each kind.
    pub fn stops(&self) -> &Stops {
        &self.stops
    }

    /// LinkedIn stops a kind now, until the start of a date if one is given.
    pub(in crate::engine) fn stop(&mut self, kind: StoppedKind, until: Option<NaiveDate>) -> Stop {
        let stop = Stop::new(kind, self.now, until, self.zone, self.count_of(kind));
        self.stops.begin(kind, stop);
        stop
    }

    /// LinkedIn sends a kind again. Returns the stop that this ends, as it was; `None` if there is none.
    pub(in crate::engine) fn lift(&mut self, kind: StoppedKind) -> Option<Stop> {
        self.stops.lift(kind, self.now)
    }

    /// The count that a stop of this kind remembers.
    fn count_of(&self, kind: StoppedKind) -> u32 {
        match kind {
            StoppedKind::Message => self.used(Window::Day),
            StoppedKind::InMail => self.used(Window::InMailsDay),
            StoppedKind::Invitation => self.used(Window::Week),
            StoppedKind::Note => self.used(Window::Notes),
        }
    }

    /// When the next stop of a resource ends.
    pub(super) fn next_stop_end(&self, resource: Resource) -> Option<Instant> {
        let kinds: &[StoppedKind] = match resource {
            Resource::Credits => &[],
            Resource::InMails => &[StoppedKind::InMail],
            Resource::People => &[StoppedKind::Message],
            Resource::Invitations => &[StoppedKind::Invitation, StoppedKind::Note],
        };
        kinds.iter().filter_map(|kind| self.stops.in_force(*kind, self.now)).map(|stop| stop.until).min()
    }
}
