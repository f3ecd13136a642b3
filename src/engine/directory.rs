//! Looking people up, where not all of them are at hand: a lookup may be in doubt.

use super::book::{Book, Meant, Person};
use super::person::{PersonId, Written};

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
    fn meant_by(&self, written: &Written) -> Result<Meant, Doubt>;

    /// Those with exactly this name or handle: the known ones, else one that was taken back.
    ///
    /// # Errors
    ///
    /// When it is in doubt.
    fn exactly(&self, written: &Written) -> Result<Vec<PersonId>, Doubt>;

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
        for other in self.exactly(&Written::Name(name))? {
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
    fn told(&self, id: PersonId) -> Result<String, Doubt> {
        Ok(self.person(id)?.told_if(self.has_namesake(id)?))
    }
}

impl Directory for Book {
    fn meant_by(&self, written: &Written) -> Result<Meant, Doubt> {
        Ok(Book::meant_by(self, written))
    }

    fn exactly(&self, written: &Written) -> Result<Vec<PersonId>, Doubt> {
        Ok(Book::exactly(self, written))
    }

    fn like(&self, name: &str) -> Result<Option<PersonId>, Doubt> {
        Ok(Book::like(self, name))
    }

    fn person(&self, id: PersonId) -> Result<Person, Doubt> {
        Ok(Book::person(self, id).clone())
    }
}
