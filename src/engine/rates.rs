//! Response rates: by people (rules 8.1), and LinkedIn's own for InMail (rules 8.2).

use chrono::NaiveDate;
use serde::Serialize;

use super::calendar::{HOUR, Instant, days_between};
use super::interaction::Answer;
use super::person_state::{FirstResponse, PersonState};

/// How long everyone has to respond before they are judged (rules 8.1).
const TIME_TO_RESPOND: i64 = 14 * 24 * HOUR;

/// Days within which an InMail must be answered to count as answered in LinkedIn's own rate (rules 8.2).
const INMAIL_DAYS: i64 = 30;

/// On a plan with a response floor, LinkedIn may restrict sending if fewer than this many in 100 recent InMails were
/// answered (rules 8.2).
pub const RESPONSE_FLOOR: u64 = 13;

/// The recent InMails that LinkedIn does not judge: it judges more than these (rules 8.2).
const NOT_JUDGED: u64 = 100;

impl PersonState {
    /// Notes a message or an InMail to the person.
    pub(super) fn note_contact(&mut self, at: Instant) {
        self.first_contact.get_or_insert(at);
        self.connection.unwritten_since = None;
    }

    /// Notes a response of any kind.
    pub(super) fn note_response(&mut self, at: Instant, answer: Answer) {
        self.latest_declined = answer == Answer::Declined;
        match self.first_contact {
            None => self.wrote_first = true,
            Some(_) => drop(self.answered.get_or_insert(FirstResponse { at, declined: answer == Answer::Declined })),
        }
    }
}

/// The first contact with a person, and their first response after it. An invitation is judged in the same way, by its
/// acceptance instead of a response (rules 5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Contact {
    /// The first message or InMail.
    pub first: Instant,
    /// The first response after it.
    pub answered: Option<FirstResponse>,
}

impl Contact {
    /// The contact with a person; `None` if there was none, or if they wrote first.
    pub fn of(person: &PersonState) -> Option<Contact> {
        let first = person.first_contact.filter(|_| !person.wrote_first)?;
        Some(Contact { first, answered: person.answered })
    }

    /// When the person is judged: after the same time for everyone, whether they have responded or not.
    fn judged_at(self) -> Instant {
        self.first.plus_seconds(TIME_TO_RESPOND)
    }

    /// The response that counts, as of an instant: of a judged person, one that came in time.
    fn response_in_time(self, as_of: Instant) -> Option<FirstResponse> {
        let judged_at = self.judged_at();
        self.answered.filter(|response| judged_at <= as_of && response.at <= judged_at)
    }

    /// The seconds from the first contact to the response that counts.
    pub fn time_to_respond(self, as_of: Instant) -> Option<i64> {
        Some(self.response_in_time(as_of)?.at.seconds_since(self.first))
    }
}

/// The response rate by people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ResponseRate {
    /// People first contacted in the period.
    pub contacted: u64,
    /// Those of them who have had their time to respond.
    pub judged: u64,
    /// Those of the judged who responded in time.
    pub responded: u64,
    /// Those of the judged whose first response came later.
    pub late: u64,
    /// Those who responded in time whose first response was a decline.
    pub declined: u64,
    /// People first contacted in the period who are not judged yet.
    pub pending: u64,
    /// Those of the pending who have answered already.
    pub early: u64,
    /// When the first and the last of the pending are judged.
    #[serde(skip)]
    pub judging: Option<(Instant, Instant)>,
}

impl ResponseRate {
    /// The rate of these people, as of an instant.
    pub fn of(contacts: impl Iterator<Item = Contact>, as_of: Instant) -> ResponseRate {
        let mut rate = ResponseRate::default();
        for contact in contacts {
            rate.contacted += 1;
            if contact.judged_at() <= as_of {
                rate.add_judged(contact, as_of);
            } else {
                rate.add_pending(contact);
            }
        }
        rate
    }

    fn add_judged(&mut self, contact: Contact, as_of: Instant) {
        self.judged += 1;
        match contact.response_in_time(as_of) {
            Some(response) => {
                self.responded += 1;
                self.declined += u64::from(response.declined);
            }
            None => self.late += u64::from(contact.answered.is_some()),
        }
    }

    fn add_pending(&mut self, contact: Contact) {
        self.pending += 1;
        self.early += u64::from(contact.answered.is_some());
        let at = contact.judged_at();
        let (first, last) = self.judging.unwrap_or((at, at));
        self.judging = Some((first.min(at), last.max(at)));
    }

    /// Everyone who has responded, whether that counts or not.
    pub fn answered(self) -> u64 {
        self.responded + self.late + self.early
    }

    /// Responded ÷ judged; `None` if nobody is judged.
    pub fn rate(self) -> Option<f64> {
        fraction(self.responded, self.judged)
    }
}

/// What the responses of a period cost. Both figures are those of the period, whenever the people were first contacted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The credits spent in it.
    pub spent: u64,
    /// The responses that came in it.
    pub responses: u64,
}

impl Cost {
    /// Credits spent ÷ responses, rounded to four places; `None` without a response.
    pub fn per_response(self) -> Option<f64> {
        fraction(self.spent, self.responses)
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

    /// Of recent InMails, whether LinkedIn may restrict sending: enough were sent, and too few answered (rules 8.2).
    pub fn is_low(self) -> bool {
        self.sent > NOT_JUDGED && self.responded * 100 < self.sent * RESPONSE_FLOOR
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
#[expect(clippy::cast_precision_loss, reason = "of counts of people and credits, exact in a float")]
pub(super) fn fraction(part: u64, whole: u64) -> Option<f64> {
    let rounded = (part * 20_000 + whole).checked_div(2 * whole)?;
    Some(rounded as f64 / 10_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_than_13_in_100_of_more_than_100_inmails_are_low() {
        let is_low = |responded, sent| InMailRate { sent, responded }.is_low();
        // 101 × 13 % = 13.13, 200 × 13 % = 26.
        assert!(is_low(13, 101) && !is_low(14, 101));
        assert!(is_low(25, 200) && !is_low(26, 200));
        // 100 or fewer are not judged.
        assert!(!is_low(12, 100) && !is_low(0, 100) && !is_low(0, 0) && is_low(0, 101));
    }

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
