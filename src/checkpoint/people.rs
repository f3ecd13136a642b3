//! Who is who: the people whom a question may be about are loaded first, then the contact book decides.

use std::collections::BTreeSet;

use super::ledger_source::LedgerSource;
use super::ledger_view::LedgerView;
use crate::engine::contact_book::{Match, Person};
use crate::engine::person::{PersonId, PersonQuery, is_like, is_short_for, name_key};
use crate::ledger::LedgerError;

/// How many of those whom a short name may mean are looked for: more are never listed.
const ENOUGH: usize = 11;

impl<S: LedgerSource> LedgerView<S> {
    /// Who is meant: an exact match of handle or name, else the one person it is short for.
    pub(crate) fn find(&mut self, query: &PersonQuery) -> Result<Match, LedgerError> {
        let exact = self.exactly(query)?;
        if let (true, PersonQuery::Name(name)) = (exact.is_empty(), query) {
            let (key, mut found) = (name_key(name), 0);
            let candidates = self.look_up(|checkpoint| checkpoint.short_for(&key))?.unwrap_or_default();
            for id in BTreeSet::from_iter(candidates) {
                self.load(id)?;
                let person = self.timeline().book().person(id);
                found += usize::from(person.is_known && is_short_for(&key, person.key()));
                if found == ENOUGH {
                    break;
                }
            }
        }
        Ok(self.timeline().book().find(query))
    }

    /// Those with exactly this name or handle: the known ones, else one that was taken back.
    pub(crate) fn exactly(&mut self, query: &PersonQuery) -> Result<Vec<PersonId>, LedgerError> {
        for id in self.look_up(|checkpoint| checkpoint.named(query))?.unwrap_or_default() {
            self.load(id)?;
        }
        Ok(self.timeline().book().exactly(query))
    }

    /// The known person, first entered, whose name is so near to a new one that it may be a slip.
    pub(crate) fn like(&mut self, name: &str) -> Result<Option<PersonId>, LedgerError> {
        let key = name_key(name);
        let candidates = self.look_up(|checkpoint| checkpoint.like(&key))?.unwrap_or_default();
        for id in BTreeSet::from_iter(candidates) {
            self.load(id)?;
            let person = self.timeline().book().person(id);
            if person.is_known && is_like(&key, person.key()) {
                break;
            }
        }
        Ok(self.timeline().book().like(name))
    }

    /// The person behind a number.
    pub(crate) fn person(&mut self, id: PersonId) -> Result<&Person, LedgerError> {
        self.load(id)?;
        Ok(self.timeline().book().person(id))
    }

    /// The same of a number that may be that of somebody who was merged into another.
    pub(crate) fn resolved_person(&mut self, id: PersonId) -> Result<&Person, LedgerError> {
        let id = self.look_up(|checkpoint| checkpoint.resolve(id))?.unwrap_or(id);
        self.person(id)
    }

    /// What to call a person where others are about too: the name, and the profile if somebody known has the same name.
    pub(crate) fn display_name(&mut self, id: PersonId) -> Result<String, LedgerError> {
        let has_namesake = self.has_namesake(id)?;
        Ok(self.timeline().book().person(id).display_name_if(has_namesake))
    }

    /// Whether somebody else who is known has the same name.
    pub(crate) fn has_namesake(&mut self, id: PersonId) -> Result<bool, LedgerError> {
        if let Some(name) = self.person(id)?.name.clone() {
            self.exactly(&PersonQuery::Name(name))?;
        }
        Ok(self.timeline().book().has_namesake(id))
    }
}
