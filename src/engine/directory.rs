//! Looking people up, where not all of them are at hand: a lookup may be in doubt.

use super::contact_book::{ContactBook, Match, Person};
use super::person::{PersonId, PersonQuery};

/// What was looked up cannot be relied on: the whole ledger has to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt;

/// Who is who.
pub trait Directory {
    /// Who is meant: an exact match of handle or name, else the one person it is short for.
    ///
    /// # Errors
    ///
    /// When it is in doubt, as with every lookup here.
    fn find(&self, written: &PersonQuery) -> Result<Match, Doubt>;

    /// Those with exactly this name or handle: the known ones, else one that was taken back.
    ///
    /// # Errors
    ///
    /// When it is in doubt.
    fn exactly(&self, written: &PersonQuery) -> Result<Vec<PersonId>, Doubt>;

    /// The known person, first entered, whose name is so near to a new one that it may be a slip.
    ///
    /// # Errors
    ///
    /// When it is in doubt.
    fn like(&self, name: &str) -> Result<Option<PersonId>, Doubt>;

    /// The person behind a number.
    ///
    /// # Errors
    ///
    /// When it is in doubt.
    fn person(&self, id: PersonId) -> Result<Person, Doubt>;

    /// Whether somebody else who is known has the same name.
    ///
    /// # Errors
    ///
    /// When it is in doubt.
    fn has_namesake(&self, id: PersonId) -> Result<bool, Doubt> {
        let Some(name) = self.person(id)?.name else { return Ok(false) };
        for other in self.exactly(&PersonQuery::Name(name))? {
            if other != id && self.person(other)?.is_known {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What to call a person where others are about too: the name, and the profile if somebody known has the same name.
    ///
    /// # Errors
    ///
    /// When it is in doubt.
    fn display_name(&self, id: PersonId) -> Result<String, Doubt> {
        Ok(self.person(id)?.display_name_if(self.has_namesake(id)?))
    }
}

impl Directory for ContactBook {
    fn find(&self, written: &PersonQuery) -> Result<Match, Doubt> {
        Ok(ContactBook::find(self, written))
    }

    fn exactly(&self, written: &PersonQuery) -> Result<Vec<PersonId>, Doubt> {
        Ok(ContactBook::exactly(self, written))
    }

    fn like(&self, name: &str) -> Result<Option<PersonId>, Doubt> {
        Ok(ContactBook::like(self, name))
    }

    fn person(&self, id: PersonId) -> Result<Person, Doubt> {
        Ok(ContactBook::person(self, id).clone())
    }
}
