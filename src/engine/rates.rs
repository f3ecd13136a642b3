//! Response rates: by people (rules 8.1), and LinkedIn's own for InMail (rules 8.2).

use chrono::NaiveDate;
use serde::Serialize;

use super::calendar::{HOUR, Instant, days_between};
use super::person_state::PersonState;

/// How long a person without a response is pending (rules 8.1).
const TIME_TO_RESPOND: i64 = 14 * 24 * HOUR;

/// Days within which an InMail must be answered to count as answered in LinkedIn's own rate (rules 8.2).
const INMAIL_DAYS: i64 = 30;

impl PersonState {
    /// Notes a message or an InMail to the person.
    pub(super) fn note_contact(&mut self, at: Instant) {
        self.first_contact.get_or_insert(at);
    }

    /// Notes a response of any kind.
    pub(super) fn note_response(&mut self, at: Instant) {
        match self.first_contact {
            None => self.wrote_first = true,
            Some(_) => drop(self.answered.get_or_insert(at)),
        }
    }
}

/// The first contact with a person, and their first response after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The first message or InMail.
    pub first: Instant,
    /// The first response after it.
    pub answered: Option<Instant>,
}

impl Contact {
    /// The contact with a person; `None` if there was none, or if they wrote first.
    pub fn of(person: &PersonState) -> Option<Contact> {
        let first = person.first_contact.filter(|_| !person.wrote_first)?;
        Some(Contact { first, answered: person.answered })
    }

    /// Whether it is too early to judge them as of an instant.
    fn is_pending(self, as_of: Instant) -> bool {
        self.answered.is_none() && as_of.seconds_since(self.first) < TIME_TO_RESPOND
    }
}

/// The response rate by people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ResponseRate {
    /// People first contacted in the period.
    pub contacted: u64,
    /// Those of them who responded afterwards.
    pub responded: u64,
    /// Those of them who are not judged yet.
    pub pending: u64,
}

impl ResponseRate {
    /// The rate of these people, as of an instant.
    pub fn of(contacts: impl Iterator<Item = Contact>, as_of: Instant) -> ResponseRate {
        let mut rate = ResponseRate::default();
        for contact in contacts {
            rate.contacted += 1;
            rate.responded += u64::from(contact.answered.is_some());
            rate.pending += u64::from(contact.is_pending(as_of));
        }
        rate
    }

    /// The people who are judged.
    pub fn judged(self) -> u64 {
        self.contacted - self.pending
    }

    /// Responded ÷ judged; `None` with nobody judged.
    pub fn rate(self) -> Option<f64> {
        fraction(self.responded, self.judged())
    }

    /// The rate of these people together with others.
    #[must_use]
    pub fn with(self, others: ResponseRate) -> ResponseRate {
        ResponseRate {
            contacted: self.contacted + others.contacted,
            responded: self.responded + others.responded,
            pending: self.pending + others.pending,
        }
    }

    /// The rate of these people without some of them.
    #[must_use]
    pub fn without(self, some: ResponseRate) -> ResponseRate {
        ResponseRate {
            contacted: self.contacted.saturating_sub(some.contacted),
            responded: self.responded.saturating_sub(some.responded),
            pending: self.pending.saturating_sub(some.pending),
        }
    }
}

/// The response rate of the people first contacted between two instants, both included, as of an instant.
pub fn response_rate(
    contacts: impl Iterator<Item = Contact>,
    (first, last): (Instant, Instant),
    as_of: Instant,
) -> ResponseRate {
    ResponseRate::of(contacts.filter(|contact| (first..=last).contains(&contact.first)), as_of)
}

/// LinkedIn's own response rate for InMail (rules 8.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InMailRate {
    /// InMails sent in the period, free ones too.
    pub sent: u64,
    /// Those of them that were answered within 30 days.
    pub responded: u64,
}

impl InMailRate {
    /// Responded ÷ sent; `None` if none was sent.
    pub fn rate(self) -> Option<f64> {
        fraction(self.responded, self.sent)
    }
}

/// Whether an InMail sent on one date and answered on another counts as answered.
pub(super) fn is_answered_in_time(sent: NaiveDate, answered: NaiveDate) -> bool {
    days_between(sent, answered) <= INMAIL_DAYS
}

/// How many InMails sent between two instants, both included, were answered within 30 days.
pub fn answered_between(answered: &[Instant], (first, last): (Instant, Instant)) -> u64 {
    answered.iter().filter(|at| (first..=last).contains(at)).count() as u64
}

/// A fraction, rounded to four places.
#[expect(clippy::cast_precision_loss, reason = "at most 10,000, exact in a float")]
pub(super) fn fraction(part: u64, whole: u64) -> Option<f64> {
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
