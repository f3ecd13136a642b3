//! Queries about everyone and about the latest records, for completions.

use std::borrow::Cow;
use std::ops::Range;

use super::codec::{self, Bytes};
use super::labels::TagsAndTemplates;
use super::ledger_source::LedgerSource;
use super::ledger_view::LedgerView;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::{ContactBook, Person};
use crate::engine::person::PersonId;
use crate::engine::person_state::PersonState;
use crate::engine::timeline::Timeline;
use crate::ledger::LedgerError;

impl<S: LedgerSource> LedgerView<S> {
    /// The number of people, known or not; each person's number is below it.
    pub(crate) fn people_count(&self) -> u32 {
        u32::try_from(self.timeline().book().len()).unwrap_or(u32::MAX)
    }

    /// The people among these numbers who have active records, in order.
    pub(crate) fn known_people(&mut self, numbers: Range<u32>) -> Result<Vec<Person>, LedgerError> {
        let read = |_, entry: &mut Bytes<'_>| codec::read_person(entry);
        let earlier = self.look_up(|checkpoint| checkpoint.people(numbers.clone(), read))?;
        let book = self.timeline().book();
        let mut people = earlier.unwrap_or_default();
        people.retain(|(id, person)| person.is_known && book.lacks(*id));
        let in_book = book.known().filter(|(id, _)| numbers.contains(&id.0));
        people.extend(in_book.map(|(id, person)| (id, person.clone())));
        people.sort_unstable_by_key(|(id, _)| *id);
        Ok(people.into_iter().map(|(_, person)| person).collect())
    }

    /// Everyone with active records and their state as of an instant, in the order first entered.
    pub(crate) fn people_at(&mut self, as_of: Instant) -> Result<Vec<(PersonId, Person, PersonState)>, LedgerError> {
        let account = self.account_at(as_of, None)?;
        let everyone = 0..self.people_count();
        let earlier = self.look_up(|checkpoint| checkpoint.people(everyone.clone(), codec::read_person_and_state))?;
        let book = self.timeline().book();
        let earlier = earlier.into_iter().flatten().filter(|(id, (person, _))| person.is_known && book.lacks(*id));
        let mut people: Vec<_> = earlier.map(|(id, (person, state))| (id, person, state)).collect();
        people.extend(book.known().map(|(id, person)| (id, person.clone(), account.person(Some(id)).clone())));
        people.sort_unstable_by_key(|(id, ..)| *id);
        Ok(people)
    }

    /// The labels of all records, latest first.
    pub(crate) fn labels(&mut self) -> Result<TagsAndTemplates, LedgerError> {
        let earlier = self.look_up(super::file::CheckpointFile::labels)?.unwrap_or_default();
        Ok(TagsAndTemplates::of(self.timeline().records(), earlier))
    }

    /// The latest records, at least `most` if there are that many, without the people they are about.
    pub(crate) fn latest_records(&mut self, most: usize) -> Result<Cow<'_, Timeline>, LedgerError> {
        let missing = most.saturating_sub(self.timeline().records().len());
        let Some(mut records) = self.records_before(missing)? else { return Ok(Cow::Borrowed(self.timeline())) };
        let timeline = self.timeline();
        records.extend(timeline.records().iter().cloned());
        let book = ContactBook::resumed(timeline.book().len());
        Ok(Cow::Owned(Timeline::new(records, book, timeline.created(), timeline.zone())))
    }
}
