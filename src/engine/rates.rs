//! Response rates (rules 8).

use super::account::Account;
use super::calendar::{HOUR, Instant};
use super::correspondent::Correspondent;

/// How long a person who has not responded is left out of the judgement (rules 8.1).
const PATIENCE: i64 = 14 * 24 * HOUR;

/// The response rate by people (rules 8.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResponseRate {
    /// People first contacted in the period.
    pub contacted: u64,
    /// Of those, the ones who responded after it.
    pub responded: u64,
    /// Of those, the ones who may still respond.
    pub pending: u64,
}

impl ResponseRate {
    /// Counts a person first contacted at an instant, as of another.
    pub(super) fn count(&mut self, contacted: Instant, answered: bool, as_of: Instant) {
        self.contacted += 1;
        self.responded += u64::from(answered);
        self.pending += u64::from(!answered && as_of.seconds_since(contacted) < PATIENCE);
    }

    /// Responded of those who had their time; `None` with nobody to judge.
    pub fn rate(self) -> Option<f64> {
        fraction(self.responded, self.contacted - self.pending)
    }
}

/// LinkedIn's own response rate for InMail (rules 8.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InMailRate {
    /// InMails sent in the period, free ones too.
    pub sent: u64,
    /// Of those, the ones answered within 30 days.
    pub responded: u64,
}

impl InMailRate {
    /// Responded of sent; `None` when none was sent.
    pub fn rate(self) -> Option<f64> {
        fraction(self.responded, self.sent)
    }
}

/// The response rate of the people first contacted between two instants, both included, for an account as
/// of an instant.
pub fn response_rate(account: &Account, first: Instant, last: Instant, as_of: Instant) -> ResponseRate {
    let mut rate = ResponseRate::default();
    for person in account.people() {
        if let Some(contacted) = judged_contact(person).filter(|at| (first..=last).contains(at)) {
            rate.count(contacted, person.answered.is_some(), as_of);
        }
    }
    rate
}

/// When a person was first contacted, unless they wrote first.
fn judged_contact(person: &Correspondent) -> Option<Instant> {
    person.first_contact.filter(|_| !person.wrote_first)
}

/// The rate of the InMails sent between two instants, both included.
pub fn inmail_rate(account: &Account, sent: u64, first: Instant, last: Instant) -> InMailRate {
    let responded = account.answered_inmails().iter().filter(|at| (first..=last).contains(at)).count();
    InMailRate { sent, responded: responded as u64 }
}

/// A fraction, rounded to four places.
#[expect(clippy::cast_precision_loss, reason = "at most 10,000, exact in a float")]
fn fraction(part: u64, whole: u64) -> Option<f64> {
    let rounded = (part * 20_000 + whole).checked_div(2 * whole)?;
    Some(rounded as f64 / 10_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_rounded_to_four_places() {
        assert_eq!(fraction(1, 3), Some(0.3333));
        assert_eq!(fraction(2, 3), Some(0.6667));
        assert_eq!(fraction(1, 8), Some(0.125));
        assert_eq!(fraction(0, 0), None);
        assert_eq!(fraction(0, 5), Some(0.0));
        assert_eq!(fraction(5, 5), Some(1.0));
    }
}
