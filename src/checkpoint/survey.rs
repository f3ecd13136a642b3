//! Queries about everyone and about the latest records, for completions.

use std::borrow::Cow;

use super::labels::Labels;
use super::ledger_source::LedgerSource;
use super::ledger_view::LedgerView;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::{ContactBook, Person};
use crate::engine::person::PersonId;
use crate::engine::person_state::PersonState;
use crate::engine::timeline::Timeline;
use crate::ledger::LedgerError;

impl<S: LedgerSource> LedgerView<S> {
    /// Everyone with active records and their state as of an instant, in the order first entered.
    pub(crate) fn everybody(&mut self, as_of: Instant) -> Result<Vec<(PersonId, Person, PersonState)>, LedgerError> {
        let account = self.account_at(as_of, None)?;
        let earlier = self.look_up(super::file::CheckpointFile::everybody)?.unwrap_or_default();
        let book = self.timeline().book();
        let mut people: Vec<_> =
            earlier.into_iter().filter(|(id, person, _)| person.is_known && book.lacks(*id)).collect();
        people.extend(book.known().map(|(id, person)| (id, person.clone(), account.person(Some(id)))));
        people.sort_unstable_by_key(|(id, ..)| *id);
        Ok(people)
    }

    /// The labels of all records, latest first.
    pub(crate) fn labels(&mut self) -> Result<Labels, LedgerError> {
        let earlier = self.look_up(super::file::CheckpointFile::labels)?.unwrap_or_default();
        Ok(Labels::of(self.timeline().records(), earlier))
    }

    /// The latest records, at least `most` if there are that many, without the people they are about.
    pub(crate) fn latest_records(&mut self, most: usize) -> Result<Cow<'_, Timeline>, LedgerError> {
        let missing = most.saturating_sub(self.timeline().records().len());
        let Some(mut records) = self.records_before(missing)? else { return Ok(Cow::Borrowed(self.timeline())) };
        let timeline = self.timeline();
        records.extend(timeline.records().iter().cloned());
        let book = ContactBook::continued(timeline.book().len());
        Ok(Cow::Owned(Timeline::new(records, book, timeline.created(), timeline.zone())))
    }
}
