//! The acceptance rate of invitations (rules 5.6).

use serde::{Deserialize, Serialize};

use super::calendar::{HOUR, Instant};
use super::invitation::Invitation;
use super::rates::{ResponseRate, fraction};

/// How long a person has to accept before their invitation is judged.
const TIME_TO_ACCEPT: i64 = 14 * 24 * HOUR;

/// The invitations that the rate counts: those to people who were not connections, without those that replaced a
/// pending one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedInvitations {
    /// When each was sent.
    pub sent: Vec<Instant>,
    /// When each was sent that was accepted in time.
    pub accepted: Vec<Instant>,
}

impl CountedInvitations {
    /// Notes that an invitation was settled by an acceptance.
    pub(super) fn note_acceptance(&mut self, settled: Option<Invitation>, now: Instant) {
        let counts_from = settled.and_then(|invitation| invitation.counts_from);
        self.accepted.extend(counts_from.filter(|sent| now.seconds_since(*sent) <= TIME_TO_ACCEPT));
    }

    /// The rate of those sent between two instants, both included, as of an instant.
    pub fn rate(&self, (first, last): (Instant, Instant), as_of: Instant) -> AcceptanceRate {
        let in_period = |sent: &&Instant| (first..=last).contains(*sent);
        let is_judged = |sent: &&Instant| as_of.seconds_since(**sent) >= TIME_TO_ACCEPT;
        let invited = self.sent.iter().filter(in_period).count() as u64;
        let judged = self.sent.iter().filter(in_period).filter(is_judged).count() as u64;
        let accepted = self.accepted.iter().filter(in_period).filter(is_judged).count() as u64;
        AcceptanceRate { invited, judged, accepted, pending: invited - judged }
    }
}

/// The acceptance rate of the invitations sent in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AcceptanceRate {
    /// Invitations sent in the period.
    pub invited: u64,
    /// Those of them that are old enough to judge.
    pub judged: u64,
    /// Those of the judged that were accepted within 14 days.
    pub accepted: u64,
    /// Those that are too recent to judge, accepted or not.
    pub pending: u64,
}

impl AcceptanceRate {
    /// Accepted ÷ judged; `None` if none is judged.
    pub fn rate(self) -> Option<f64> {
        fraction(self.accepted, self.judged)
    }

    /// The rate of these invitations together with others.
    #[must_use]
    pub fn with(self, others: AcceptanceRate) -> AcceptanceRate {
        AcceptanceRate {
            invited: self.invited + others.invited,
            judged: self.judged + others.judged,
            accepted: self.accepted + others.accepted,
            pending: self.pending + others.pending,
        }
    }
}

/// The rate of invitations that were judged like contacts, with acceptances instead of responses (rules 5.6).
impl From<ResponseRate> for AcceptanceRate {
    fn from(rate: ResponseRate) -> AcceptanceRate {
        let ResponseRate { contacted: invited, judged, responded: accepted, pending, .. } = rate;
        AcceptanceRate { invited, judged, accepted, pending }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * HOUR;

    #[test]
    fn an_invitation_is_judged_after_14_days_and_accepted_within_them() {
        let day = |days: i64| Instant::from_unix(days * DAY);
        let invitation = |sent| Some(Invitation { sent, lapses_at: day(180), counts_from: Some(sent) });
        let mut counted = CountedInvitations { sent: vec![day(0), day(1), day(2)], accepted: Vec::new() };
        // In time to the second, and a second too late.
        counted.note_acceptance(invitation(day(0)), day(14));
        counted.note_acceptance(invitation(day(1)), day(15).plus_seconds(1));
        let rate = |as_of: Instant| counted.rate((day(0), day(9)), as_of);
        assert_eq!(rate(day(16).just_before()), AcceptanceRate { invited: 3, judged: 2, accepted: 1, pending: 1 });
        assert_eq!(rate(day(16)), AcceptanceRate { invited: 3, judged: 3, accepted: 1, pending: 0 });
        assert_eq!(rate(day(16)).rate(), Some(0.3333));
        assert_eq!(rate(day(13)).rate(), None);
    }
}
