//! The days on which people got messages, from which the different people of any period are counted.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::person_state::PersonState;

/// A day on which a person got a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageDay {
    /// Its date.
    pub date: NaiveDate,
    /// The latest earlier date on which they got one.
    pub previous: Option<NaiveDate>,
}

/// The days on which people got messages: one entry for each person and day, in the order of dates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageDays(Vec<MessageDay>);

impl MessageDays {
    /// These days, in the order of dates.
    pub fn new(days: Vec<MessageDay>) -> MessageDays {
        MessageDays(days)
    }

    /// Notes a message to a person on a date that does not precede the latest one.
    pub(super) fn note(&mut self, person: &mut PersonState, date: NaiveDate) {
        if person.messaged_on != Some(date) {
            self.0.push(MessageDay { date, previous: person.messaged_on });
            person.messaged_on = Some(date);
        }
    }

    /// The entries.
    pub fn entries(&self) -> &[MessageDay] {
        &self.0
    }

    /// How many different people got a message between two dates, both included. Each counts on the first of their days
    /// in the period: the one without an earlier one in it.
    pub fn people(&self, from: NaiveDate, to: NaiveDate) -> u64 {
        self.between(from, to).iter().filter(|day| day.previous.is_none_or(|previous| previous < from)).count() as u64
    }

    /// The entries between two dates, both included.
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> &[MessageDay] {
        let first = self.0.partition_point(|day| day.date < from);
        let rest = &self.0[first..];
        &rest[..rest.partition_point(|day| day.date <= to)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_counts_once_in_any_period() {
        let date = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let (mut jane, mut ravi, mut days) = (PersonState::default(), PersonState::default(), MessageDays::default());
        days.note(&mut jane, date(2));
        days.note(&mut jane, date(2));
        days.note(&mut ravi, date(3));
        days.note(&mut jane, date(5));
        let people = |from, to| days.people(date(from), date(to));
        // Jane on the 2nd and the 5th, Ravi on the 3rd.
        assert_eq!((people(1, 30), people(2, 2), people(3, 5), people(4, 4)), (2, 1, 2, 0));
        assert_eq!((people(5, 30), people(1, 1), people(6, 30)), (1, 0, 0));
        assert_eq!(people(5, 2), 0);
    }
}
