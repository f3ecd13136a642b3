//! Stops: LinkedIn refused to send something, and sends nothing of that kind for a while (rules 6).

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::calendar::{HOUR, Instant, Month, date_of, next_day, start_of};
use super::interaction::SendKind;

/// How long a stop of invitations lasts, unless its end is given.
const INVITATIONS_STOPPED: i64 = 168 * HOUR;

/// What LinkedIn refused to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StoppedKind {
    /// Messages.
    Message,
    /// InMails.
    InMail,
    /// Invitations, with and without a note.
    Invitation,
    /// Personal notes on invitations.
    Note,
}

impl StoppedKind {
    /// All of them, in the order of answers.
    pub const ALL: [StoppedKind; 4] =
        [StoppedKind::Message, StoppedKind::InMail, StoppedKind::Invitation, StoppedKind::Note];

    /// Its name, as in the ledger file and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            StoppedKind::Message => "message",
            StoppedKind::InMail => "inmail",
            StoppedKind::Invitation => "invitation",
            StoppedKind::Note => "note",
        }
    }

    /// The kinds whose stop also stops a send.
    pub fn that_stop(send: SendKind) -> &'static [StoppedKind] {
        match send {
            SendKind::Message => &[StoppedKind::Message],
            SendKind::InMail(_) => &[StoppedKind::InMail],
            SendKind::Invitation { with_note: false } => &[StoppedKind::Invitation],
            SendKind::Invitation { with_note: true } => &[StoppedKind::Invitation, StoppedKind::Note],
        }
    }

    /// When a stop from this instant on ends, unless its end is given.
    fn usual_end(self, since: Instant, zone: Tz) -> Instant {
        let today = date_of(since, zone);
        match self {
            StoppedKind::Message | StoppedKind::InMail => start_of(next_day(today), zone),
            StoppedKind::Invitation => since.plus_seconds(INVITATIONS_STOPPED),
            StoppedKind::Note => start_of(Month::of(today).next().first_day(), zone),
        }
    }
}

/// A stop of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// When LinkedIn refused.
    pub since: Instant,
    /// The first instant at which it is no longer in force.
    pub until: Instant,
    /// The count at that time: people or InMails of the day, invitations of the 168 hours, or notes of the month.
    pub count: u32,
}

impl Stop {
    /// A stop from now on, until the start of a date if one is given.
    pub(super) fn new(kind: StoppedKind, since: Instant, until: Option<NaiveDate>, zone: Tz, count: u32) -> Stop {
        let until = until.map_or_else(|| kind.usual_end(since, zone), |date| start_of(date, zone));
        Stop { since, until, count }
    }

    /// Whether it is in force at an instant, which must not be before it started.
    pub fn is_in_force(self, now: Instant) -> bool {
        now < self.until
    }
}

/// The latest stop of each kind, over or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stops([Option<Stop>; 4]);

impl Stops {
    /// The latest stop of a kind.
    pub fn latest(&self, kind: StoppedKind) -> Option<Stop> {
        self.0[kind as usize]
    }

    /// The stop of a kind that is in force.
    pub fn in_force(&self, kind: StoppedKind, now: Instant) -> Option<Stop> {
        self.latest(kind).filter(|stop| stop.is_in_force(now))
    }

    /// The stop in force that stops a send, with its kind; of two, the one that ends later.
    pub fn of_send(&self, send: SendKind, now: Instant) -> Option<(StoppedKind, Stop)> {
        let kinds = StoppedKind::that_stop(send).iter();
        let stops = kinds.filter_map(|kind| self.in_force(*kind, now).map(|stop| (*kind, stop)));
        stops.max_by_key(|(_, stop)| stop.until)
    }

    /// Starts a stop, which replaces the one before.
    pub(super) fn begin(&mut self, kind: StoppedKind, stop: Stop) {
        self.0[kind as usize] = Some(stop);
    }

    /// Ends the stop of a kind that is in force. Returns it as it was; `None` if there is none.
    pub(super) fn lift(&mut self, kind: StoppedKind, now: Instant) -> Option<Stop> {
        let lifted = self.in_force(kind, now)?;
        self.begin(kind, Stop { until: now, ..lifted });
        Some(lifted)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;
    use chrono_tz::Africa::Cairo;
    use chrono_tz::Asia::Beirut;
    use chrono_tz::Europe::Berlin;
    use chrono_tz::Pacific::Apia;

    use super::*;
    use crate::engine::calendar::local_instant;

    fn at(local: &str, zone: Tz) -> Instant {
        local_instant(NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap(), zone)
    }

    /// When a stop from an instant on ends, by the clock of the zone.
    fn end(kind: StoppedKind, since: &str, until: Option<&str>, zone: Tz) -> Instant {
        Stop::new(kind, at(since, zone), until.map(|date| date.parse().unwrap()), zone, 0).until
    }

    #[test]
    fn each_kind_has_its_own_end() {
        let ends = |kind| end(kind, "2026-11-25 09:00", None, Berlin);
        assert_eq!(ends(StoppedKind::Message), at("2026-11-26 00:00", Berlin));
        assert_eq!(ends(StoppedKind::InMail), at("2026-11-26 00:00", Berlin));
        assert_eq!(ends(StoppedKind::Invitation), at("2026-12-02 09:00", Berlin));
        assert_eq!(ends(StoppedKind::Note), at("2026-12-01 00:00", Berlin));
    }

    #[test]
    fn the_168_hours_are_elapsed_hours_across_a_clock_change() {
        // Berlin sets its clocks back on 25 October 2026, and forward on 28 March 2027.
        let ends = |since| end(StoppedKind::Invitation, since, None, Berlin);
        assert_eq!(ends("2026-10-20 10:00"), at("2026-10-27 09:00", Berlin));
        assert_eq!(ends("2027-03-25 10:00"), at("2027-04-01 11:00", Berlin));
    }

    #[test]
    fn a_date_without_a_midnight_begins_at_its_first_instant() {
        // Beirut skipped from 00:00 to 01:00 on 27 March 2022, and Cairo on 28 April 2023, at 22:00 UTC of the day
        // before. Apia skipped 30 December 2011 altogether: that date and the 31st begin at 10:00 UTC on the 30th.
        let until = |date: &str, zone| end(StoppedKind::Message, "2011-01-10 09:00", Some(date), zone).to_string();
        assert_eq!(until("2022-03-27", Beirut), "2022-03-26T22:00:00Z");
        assert_eq!(until("2023-04-28", Cairo), "2023-04-27T22:00:00Z");
        assert_eq!(until("2011-12-30", Apia), "2011-12-30T10:00:00Z");
        assert_eq!(end(StoppedKind::Message, "2022-03-26 18:00", None, Beirut).to_string(), "2022-03-26T22:00:00Z");
        assert_eq!(end(StoppedKind::Message, "2011-12-29 18:00", None, Apia).to_string(), "2011-12-30T10:00:00Z");
    }

    #[test]
    fn a_stop_is_lifted_once_and_stays_known() {
        let (since, lifted) = (at("2026-11-25 09:00", Berlin), at("2026-11-26 09:00", Berlin));
        let kind = StoppedKind::Invitation;
        let stop = Stop::new(kind, since, None, Berlin, 87);
        let mut stops = Stops::default();
        assert_eq!(stops.lift(kind, since), None);
        stops.begin(kind, stop);
        assert_eq!(stops.lift(kind, lifted), Some(stop));
        assert_eq!((stops.in_force(kind, lifted), stops.lift(kind, lifted)), (None, None));
        assert_eq!(stops.latest(kind), Some(Stop { until: lifted, ..stop }));
    }

    #[test]
    fn a_stop_of_notes_stops_only_invitations_with_a_note() {
        let now = at("2026-11-25 09:00", Berlin);
        let (plain, with_note) = (SendKind::Invitation { with_note: false }, SendKind::Invitation { with_note: true });
        let mut stops = Stops::default();
        let notes = Stop::new(StoppedKind::Note, now, None, Berlin, 4);
        stops.begin(StoppedKind::Note, notes);
        assert_eq!(stops.of_send(plain, now), None);
        assert_eq!(stops.of_send(with_note, now), Some((StoppedKind::Note, notes)));
        // Invitations stay stopped until 2 December, notes only until the 1st.
        let invitations = Stop::new(StoppedKind::Invitation, now, None, Berlin, 87);
        stops.begin(StoppedKind::Invitation, invitations);
        assert_eq!(stops.of_send(plain, now), Some((StoppedKind::Invitation, invitations)));
        assert_eq!(stops.of_send(with_note, now), Some((StoppedKind::Invitation, invitations)));
        assert_eq!(stops.of_send(SendKind::Message, now), None);
    }
}
