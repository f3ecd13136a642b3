//! The people in a line. In the file, people are numbered from 1, and the first record with a number introduces the
//! person.

use std::cmp::Ordering;

use super::error::LineError;
use crate::engine::contact_book::{ContactBook, Person};
use crate::engine::person::{Handle, PersonId, tidy_name};

/// The person with a number. Adds the person to the book if the number is the next one and there is a name or a handle.
/// This program introduces a person by an interaction, but a repair may have lost that record.
pub(super) fn known_or_named(
    number: u32,
    name: Option<&str>,
    handle: Option<&str>,
    book: &mut ContactBook,
) -> Result<PersonId, LineError> {
    if name.is_none() && handle.is_none() { known(number, book) } else { known_or_new(number, name, handle, book) }
}

/// The person with a number that an earlier record introduced.
fn known(number: u32, book: &ContactBook) -> Result<PersonId, LineError> {
    let id = number.checked_sub(1).map(PersonId);
    id.filter(|id| id.index() < book.len()).ok_or(LineError::UnknownPerson)
}

/// The person with a number. Adds the person to the book if the number is the next one.
pub(super) fn known_or_new(
    number: u32,
    name: Option<&str>,
    handle: Option<&str>,
    book: &mut ContactBook,
) -> Result<PersonId, LineError> {
    let id = number.checked_sub(1).map(PersonId).ok_or_else(|| LineError::field("who"))?;
    if id.index() != book.len() {
        return known(number, book);
    }
    Ok(book.enter(new_person(name, handle)?))
}

/// Adds a person to the book if their number is the next one; `None` if the number is larger than that.
pub(in crate::ledger) fn introduce(
    id: PersonId,
    person: impl FnOnce() -> Option<Person>,
    book: &mut ContactBook,
) -> Option<()> {
    match id.index().cmp(&book.len()) {
        Ordering::Less => {}
        Ordering::Equal => drop(book.enter(person()?)),
        Ordering::Greater => return None,
    }
    Some(())
}

/// Makes a new person with this name and this handle.
pub(super) fn new_person(name: Option<&str>, handle: Option<&str>) -> Result<Person, LineError> {
    let name = name.map(read_name).transpose()?;
    let handle = handle.map(read_handle).transpose()?;
    if name.is_none() && handle.is_none() {
        return Err(LineError::field("person"));
    }
    Ok(Person::new(name, handle.into_iter().collect()))
}

pub(super) fn read_name(text: &str) -> Result<String, LineError> {
    tidy_name(text).map_err(|error| LineError::Wrong(error.to_string()))
}

pub(super) fn read_handle(text: &str) -> Result<Handle, LineError> {
    Handle::new(text).map_err(|error| LineError::Wrong(error.to_string()))
}
