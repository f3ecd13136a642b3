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
