//! The invitation to one person, from when it is sent until it is accepted, withdrawn, or lapses (rules 5.3, 5.4).

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::calendar::{HOUR, Instant, same_time_months_after};

/// Months after which an invitation lapses.
const MONTHS_PENDING: u32 = 6;

/// How long a person cannot be invited again after a withdrawal (rules 5.4).
const WAIT: i64 = 21 * 24 * HOUR;

/// The latest invitation to a person, unless it was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// When it was sent.
    pub sent: Instant,
    /// When it lapses.
    pub lapses_at: Instant,
    /// The instant from which the acceptance rate counts it: when the first of those was sent that it replaces. `None`
    /// if the rate leaves it out, because the person was a connection (rules 5.6).
    pub counts_from: Option<Instant>,
}

/// What an acceptance did (rules 5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// It settled a pending invitation of the member.
    OfInvitation,
    /// No invitation was pending: the person had invited the member.
    Received,
    /// Nothing: the person was a connection already, and no invitation was pending.
    AlreadyConnected,
}

/// What the member and a person are to each other: whether they are connected, or an invitation is out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// Whether the person is a connection: an invitation was accepted, the member's or theirs.
    pub is_known: bool,
    /// The latest invitation to them, unless it was settled. It may have lapsed.
    pub invitation: Option<Invitation>,
    /// When the member last withdrew an invitation to them.
    pub withdrawn: Option<Instant>,
    /// When they became a connection, if the member sent them neither a message nor an InMail since.
    pub unwritten_since: Option<Instant>,
}

impl Connection {
    /// That of a new person.
    pub(super) const fn new() -> Connection {
        Connection { is_known: false, invitation: None, withdrawn: None, unwritten_since: None }
    }

    /// The invitation that is pending at an instant, which must not be before it was sent.
    pub fn pending(&self, now: Instant) -> Option<Invitation> {
        self.invitation.filter(|invitation| now < invitation.lapses_at)
    }

    /// Notes an invitation. Returns whether the acceptance rate counts it as a new one.
    pub(super) fn invite(&mut self, now: Instant, zone: Tz) -> bool {
        let replaced = self.pending(now);
        let counts_from = match replaced {
            Some(replaced) => replaced.counts_from,
            None => (!self.is_known).then_some(now),
        };
        let lapses_at = same_time_months_after(now, MONTHS_PENDING, zone);
        self.invitation = Some(Invitation { sent: now, lapses_at, counts_from });
        replaced.is_none() && counts_from.is_some()
    }

    /// Notes an acceptance. Returns what it did, and the invitation that it settled.
    pub(super) fn accept(&mut self, now: Instant) -> (Acceptance, Option<Invitation>) {
        let settled = self.pending(now);
        let was_known = std::mem::replace(&mut self.is_known, true);
        if settled.is_some() {
            self.invitation = None;
        }
        if !was_known {
            self.unwritten_since = Some(now);
        }
        let acceptance = match settled {
            Some(_) => Acceptance::OfInvitation,
            None if was_known => Acceptance::AlreadyConnected,
            None => Acceptance::Received,
        };
        (acceptance, settled)
    }

    /// Notes a withdrawal. Returns whether an invitation was pending.
    pub(super) fn withdraw(&mut self, now: Instant) -> bool {
        let is_pending = self.pending(now).is_some();
        if is_pending {
            (self.invitation, self.withdrawn) = (None, Some(now));
        }
        is_pending
    }

    /// The instant from which they can be invited again; `None` if no invitation was withdrawn. It may be past.
    pub fn may_invite_again_at(&self) -> Option<Instant> {
        self.withdrawn.map(|at| at.plus_seconds(WAIT))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;
    use chrono_tz::Europe::Berlin;

    use super::*;
    use crate::engine::calendar::local_instant;

    fn berlin(local: &str) -> Instant {
        local_instant(NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap(), Berlin)
    }

    #[test]
    fn an_invitation_lapses_at_the_same_time_of_day_six_months_later() {
        let lapses = |sent| {
            let mut person = Connection::default();
            person.invite(berlin(sent), Berlin);
            person.invitation.unwrap().lapses_at
        };
        // 10:00 in summer and in winter are different hours in UTC.
        assert_eq!(lapses("2026-05-12 10:00"), berlin("2026-11-12 10:00"));
        // February has no 31st: its last day, which is the 29th in 2028.
        assert_eq!(lapses("2026-08-31 23:59"), berlin("2027-02-28 23:59"));
        assert_eq!(lapses("2027-08-31 23:59"), berlin("2028-02-29 23:59"));
        // On 28 March 2027, clocks skip from 02:00 to 03:00.
        assert_eq!(lapses("2026-09-28 02:30"), berlin("2027-03-28 03:00"));
    }

    #[test]
    fn an_invitation_is_pending_until_just_before_it_lapses() {
        let mut person = Connection::default();
        person.invite(berlin("2026-05-12 10:00"), Berlin);
        let lapse = berlin("2026-11-12 10:00");
        assert!(person.pending(lapse.just_before()).is_some());
        assert_eq!(person.pending(lapse), None);
    }

    #[test]
    fn an_acceptance_settles_what_is_pending_else_it_was_received_and_then_it_is_nothing() {
        let mut person = Connection::default();
        person.invite(berlin("2026-05-12 10:00"), Berlin);
        let mut accept = |at| person.accept(berlin(at)).0;
        assert_eq!(accept("2026-05-13 10:00"), Acceptance::OfInvitation);
        assert_eq!(accept("2026-05-14 10:00"), Acceptance::AlreadyConnected);
        let mut lapsed = Connection::default();
        lapsed.invite(berlin("2026-05-12 10:00"), Berlin);
        assert_eq!(lapsed.accept(berlin("2026-11-12 10:00")), (Acceptance::Received, None));
    }

    #[test]
    fn only_a_pending_invitation_can_be_withdrawn_and_then_there_is_a_wait_of_21_days() {
        let mut person = Connection::default();
        assert!(!person.withdraw(berlin("2026-10-01 10:00")));
        person.invite(berlin("2026-10-10 10:00"), Berlin);
        assert!(person.withdraw(berlin("2026-10-20 10:00")));
        assert!(!person.withdraw(berlin("2026-10-21 10:00")));
        // 21 × 24 hours: clocks go back on 25 October.
        assert_eq!(person.may_invite_again_at(), Some(berlin("2026-11-10 09:00")));
        assert_eq!(person.accept(berlin("2026-10-22 10:00")), (Acceptance::Received, None));
    }
}
