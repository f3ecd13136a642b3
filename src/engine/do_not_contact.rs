//! Do not contact: the marks that a member sets on people (rules 2.5, 5.7).
//!
//! A person has one mark at most, since a new one replaces it. Only people who were merged may have several: each of
//! them may have had one before. Then the one that ends last is in force. A mark that is set after the merge replaces
//! all of them, and lifting it lifts all.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::calendar::{Instant, start_of};
use super::contact_book::Merges;
use super::person::PersonId;

/// A mark on a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The first date on which it is no longer in force; `None` for good.
    pub until: Option<NaiveDate>,
}

impl Mark {
    /// The instant from which it is no longer in force: the start of its date in the account's zone.
    pub fn ends_at(self, zone: Tz) -> Option<Instant> {
        self.until.map(|date| start_of(date, zone))
    }

    /// Its end, in an order in which "for good" comes last.
    fn end(self) -> NaiveDate {
        self.until.unwrap_or(NaiveDate::MAX)
    }
}

/// The marks on a person, each with the person on whom it was set, as known when it was recorded. Few people have any,
/// so no marks take little room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks(Option<Box<[(PersonId, Mark)]>>);

impl Marks {
    /// No marks.
    pub(super) const fn none() -> Marks {
        Marks(None)
    }

    /// The mark of a checkpoint: each later record is about the whole person, and replaces it or lifts it.
    pub fn restored(person: PersonId, mark: Mark) -> Marks {
        Marks(Some(Box::new([(person, mark)])))
    }

    /// The mark that ends last. It may be over.
    pub fn latest(&self) -> Option<Mark> {
        self.0.iter().flatten().map(|(_, mark)| *mark).max_by_key(|mark| mark.end())
    }

    /// The mark in force at an instant.
    pub fn holding(&self, now: Instant, zone: Tz) -> Option<Mark> {
        self.latest().filter(|mark| mark.ends_at(zone).is_none_or(|end| now < end))
    }

    /// Notes that a person was marked by the record at a place, or that their mark was lifted. `merges` says who was
    /// one person by then; without it, all were.
    pub(super) fn set(&mut self, on: PersonId, mark: Option<Mark>, (merges, place): (Option<&Merges>, usize)) {
        let was_other = |set_on: PersonId| merges.is_some_and(|merges| merges.person_before(set_on, place) != on);
        let others = self.0.iter().flatten().filter(|(set_on, _)| was_other(*set_on)).copied();
        let marks: Vec<(PersonId, Mark)> = others.chain(mark.map(|mark| (on, mark))).collect();
        self.0 = (!marks.is_empty()).then(|| marks.into_boxed_slice());
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;

    use super::*;

    const A: PersonId = PersonId(0);
    const B: PersonId = PersonId(1);

    fn date(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
    }

    fn until(day: u32) -> Mark {
        Mark { until: Some(date(day)) }
    }

    #[test]
    fn a_mark_holds_until_just_before_the_start_of_its_date() {
        let mut marks = Marks::none();
        marks.set(A, Some(until(5)), (None, 0));
        let end = start_of(date(5), Berlin);
        assert_eq!(marks.holding(end.just_before(), Berlin), Some(until(5)));
        assert_eq!(marks.holding(end, Berlin), None);
    }

    #[test]
    fn a_second_mark_replaces_the_first_even_if_it_ends_earlier() {
        let mut marks = Marks::none();
        marks.set(A, Some(Mark { until: None }), (None, 0));
        marks.set(A, Some(until(2)), (None, 1));
        assert_eq!(marks.latest(), Some(until(2)));
        marks.set(A, None, (None, 2));
        assert_eq!(marks, Marks::none());
    }

    #[test]
    fn of_merged_people_the_mark_that_ends_later_holds_and_what_follows_the_merge_is_about_both() {
        let mut merges = Merges::default();
        merges.note(10, B, A);
        let mut marks = Marks::none();
        marks.set(A, Some(until(5)), (Some(&merges), 0));
        marks.set(B, Some(until(2)), (Some(&merges), 1));
        assert_eq!(marks.latest(), Some(until(5)));
        // Before the merge, each was marked and freed separately.
        let mut freed = marks.clone();
        freed.set(A, None, (Some(&merges), 9));
        assert_eq!(freed.latest(), Some(until(2)));
        // After it, a mark and its end are about both.
        let mut replaced = marks.clone();
        replaced.set(A, Some(until(1)), (Some(&merges), 11));
        assert_eq!(replaced.latest(), Some(until(1)));
        marks.set(A, None, (Some(&merges), 11));
        assert_eq!(marks, Marks::none());
    }
}
