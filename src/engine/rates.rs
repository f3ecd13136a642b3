//! Response rates (rules 8).

use serde::Serialize;

use super::calendar::{HOUR, Instant};
use super::person_state::PersonState;

/// How long a person who has not responded is left out of the judgement (rules 8.1).
const PATIENCE: i64 = 14 * 24 * HOUR;

/// The response rate by people (rules 8.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
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

impl ResponseRate {
    /// These people and others.
    #[must_use]
    pub fn with(self, others: ResponseRate) -> ResponseRate {
        ResponseRate {
            contacted: self.contacted + others.contacted,
            responded: self.responded + others.responded,
            pending: self.pending + others.pending,
        }
    }

    /// These people without some of them.
    #[must_use]
    pub fn without(self, some: ResponseRate) -> ResponseRate {
        ResponseRate {
            contacted: self.contacted.saturating_sub(some.contacted),
            responded: self.responded.saturating_sub(some.responded),
            pending: self.pending.saturating_sub(some.pending),
        }
    }
}

/// LinkedIn's own response rate for InMail (rules 8.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
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

/// When somebody was first contacted, and when they responded after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The first message or InMail.
    pub first: Instant,
    /// The first response after it.
    pub answered: Option<Instant>,
}

impl Contact {
    /// The contact with a person, unless there was none, or they wrote first (rules 8.1).
    pub fn of(person: &PersonState) -> Option<Contact> {
        let first = person.first_contact.filter(|_| !person.wrote_first)?;
        Some(Contact { first, answered: person.answered })
    }
}

/// The response rate of the people first contacted between two instants, both included, as of an instant.
pub fn response_rate(
    contacts: impl Iterator<Item = Contact>,
    (first, last): (Instant, Instant),
    as_of: Instant,
) -> ResponseRate {
    let mut rate = ResponseRate::default();
    for contact in contacts.filter(|contact| (first..=last).contains(&contact.first)) {
        rate.count(contact.first, contact.answered.is_some(), as_of);
    }
    rate
}

/// How many of the InMails answered within 30 days were sent between two instants, both included.
pub fn answered_between(answered: &[Instant], (first, last): (Instant, Instant)) -> u64 {
    answered.iter().filter(|at| (first..=last).contains(at)).count() as u64
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
