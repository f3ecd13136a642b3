//! Finding people: candidates are loaded from the checkpoint first, then the contact book decides.

use std::collections::BTreeSet;

use super::ledger_source::LedgerSource;
use super::ledger_view::LedgerView;
use crate::engine::contact_book::{Match, Person};
use crate::engine::likeness::Newcomer;
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
