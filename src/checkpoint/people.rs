//! Finding people: candidates are loaded from the checkpoint first, then the contact book decides.

use std::collections::{BTreeSet, HashMap};

use super::ledger_source::LedgerSource;
use super::ledger_view::LedgerView;
use crate::engine::contact_book::{Match, Person};
use crate::engine::likeness::Newcomer;
use crate::engine::loose_name::LooseName;
use crate::engine::name_search::{Fit, NameSearch};
use crate::engine::person::{PersonId, PersonQuery};
use crate::ledger::LedgerError;

/// The most people to list if a PERSON is ambiguous.
pub(crate) const MOST_LISTED_MATCHES: usize = 10;

/// The number of matches after which the search for a short name stops. One more than are listed, so that the list can
/// end with "and more".
const MOST_SHORT_MATCHES: usize = MOST_LISTED_MATCHES + 1;

impl<S: LedgerSource> LedgerView<S> {
    /// The person meant: an exact match of handle or name, else the only person whom the name fits closest.
    pub(crate) fn find(&mut self, query: &PersonQuery) -> Result<Match, LedgerError> {
        let exact = self.exactly(query)?;
        if let (true, PersonQuery::Name(name)) = (exact.is_empty(), query) {
            let (search, mut short) = (NameSearch::new(name), 0);
            let candidates = self.look_up(|checkpoint| checkpoint.fitting_candidates(search.loose()))?;
            for id in BTreeSet::from_iter(candidates.unwrap_or_default()) {
                self.load(id)?;
                let person = self.timeline().book().person(id);
                short += usize::from(person.is_known && search.fit(person) == Some(Fit::Short));
                if short == MOST_SHORT_MATCHES {
                    break;
                }
            }
        }
        Ok(self.timeline().book().find(query))
    }

    /// The people with exactly this name or handle: those with active records, else one without.
    pub(crate) fn exactly(&mut self, query: &PersonQuery) -> Result<Vec<PersonId>, LedgerError> {
        for id in self.look_up(|checkpoint| checkpoint.exact_candidates(query))?.unwrap_or_default() {
            self.load(id)?;
        }
        Ok(self.timeline().book().exactly(query))
    }

    /// The person with active records who is most like a newcomer; of several, the first.
    pub(crate) fn like(&mut self, new: &Newcomer) -> Result<Option<PersonId>, LedgerError> {
        for id in self.look_up(|checkpoint| checkpoint.like_candidates(new.name()))?.unwrap_or_default() {
            self.load(id)?;
        }
        Ok(self.timeline().book().like(new))
    }

    /// The names of people with active records whose name has one of these words, in plain letters; `most` at most for
    /// each word.
    pub(crate) fn names_with(&mut self, words: &[String], most: usize) -> Result<Vec<(PersonId, String)>, LedgerError> {
        let earlier = self.look_up(|checkpoint| checkpoint.with_words(words, most))?.unwrap_or_default();
        for id in earlier {
            self.load(id)?;
        }
        let wanted: HashMap<&str, usize> =
            words.iter().enumerate().map(|(number, word)| (word.as_str(), number)).collect();
        let (mut left, mut found) = (vec![most; words.len()], Vec::new());
        for (id, person) in self.timeline().book().known() {
            let Some(name) = &person.name else { continue };
            let loose = LooseName::of(name);
            let numbers = loose.words().into_iter().filter_map(|word| wanted.get(word).copied());
            // A name is taken for each of its words, as long as there is room for one of them.
            let has_room = numbers.fold(false, |has_room, number| {
                let is_free = left[number] > 0;
                left[number] -= usize::from(is_free);
                has_room || is_free
            });
            if has_room {
                found.push((id, name.clone()));
            }
        }
        Ok(found)
    }

    /// The person with a number, who must not have been merged in the checkpoint.
    pub(crate) fn person(&mut self, id: PersonId) -> Result<&Person, LedgerError> {
        self.load(id)?;
        Ok(self.timeline().book().person(id))
    }

    /// The person with a number, after merging.
    pub(crate) fn resolved_person(&mut self, id: PersonId) -> Result<&Person, LedgerError> {
        let id = self.look_up(|checkpoint| checkpoint.resolve(id))?.unwrap_or(id);
        self.person(id)
    }

    /// The name to show among other people: with the profile if another person with active records has the same name.
    pub(crate) fn display_name(&mut self, id: PersonId) -> Result<String, LedgerError> {
        let has_namesake = self.has_namesake(id)?;
        Ok(self.timeline().book().person(id).display_name_if(has_namesake))
    }

    /// Whether another person with active records has the same name.
    pub(crate) fn has_namesake(&mut self, id: PersonId) -> Result<bool, LedgerError> {
        if let Some(name) = self.person(id)?.name.clone() {
            self.exactly(&PersonQuery::Name(name))?;
        }
        Ok(self.timeline().book().has_namesake(id))
    }
}
