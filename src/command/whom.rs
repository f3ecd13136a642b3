//! Who is meant by a PERSON on the command line (interface, ground rules).

use super::desk::Draft;
use crate::engine::book::{Book, Meant};
use crate::engine::person::{LONGEST_NAME, PersonError, PersonId, Written};
use crate::error::Failure;
use crate::view::safe;

/// Who a record is about.
#[derive(Clone, Debug)]
pub(super) struct Whom {
    pub(super) id: PersonId,
    /// Whether no record was about them before.
    pub(super) is_new: bool,
    /// A known name so near to the new one that it may be a slip.
    pub(super) like: Option<String>,
}

/// Reads a PERSON.
pub(super) fn read(text: &str) -> Result<Written, Failure> {
    Written::read(text).map_err(|error| {
        let hint = match error {
            PersonError::Blank => "give a name, as in \"Jane Doe\"".to_owned(),
            PersonError::TooLong => format!("give at most {LONGEST_NAME} characters"),
            PersonError::NotAProfile | PersonError::BadHandle => {
                "give a name, a handle as in in/jane-doe, or the address of a profile".to_owned()
            }
        };
        Failure::input("bad_person", error.to_string(), hint)
    })
}

/// The person meant on a command that records; created when nobody is.
pub(super) fn find_or_create(written: &Written, new: bool, draft: &mut Draft) -> Result<Whom, Failure> {
    let book = draft.before.book();
    let meant = if new { exactly_or_nobody(written, book)? } else { book.meant_by(written) };
    match meant {
        Meant::Exactly(id) | Meant::ShortFor(id) => Ok(Whom { id, is_new: !book.person(id).is_known, like: None }),
        Meant::OneOf(people) => Err(several(written, &people, book)),
        Meant::Nobody => {
            let (name, handle) = match written.clone() {
                Written::Name(name) => (Some(name), None),
                Written::Handle(handle) => (None, Some(handle)),
            };
            let like = name.as_deref().filter(|_| !new).and_then(|name| book.like(name));
            let like = like.map(|id| book.person(id).called());
            Ok(Whom { id: draft.book.declare(name, handle), is_new: true, like })
        }
    }
}

/// With `--new`: nobody, unless the very name or handle is taken.
fn exactly_or_nobody(written: &Written, book: &Book) -> Result<Meant, Failure> {
    match book.exactly(written).as_slice() {
        [] => Ok(Meant::Nobody),
        [one] if !book.person(*one).is_known => Ok(Meant::Exactly(*one)),
        _ => Err(Failure::input(
            "person_exists",
            format!("there is a {} already", safe(&written.to_string())),
            "leave --new out if it is the same person; tell a namesake apart by the profile's handle, as in in/jane-doe-2",
        )),
    }
}

/// A person as they can be typed on a command line: by the name, or by the profile where somebody else has it too.
pub(super) fn typed(id: PersonId, book: &Book) -> String {
    let person = book.person(id);
    let handle = person.handles.last().filter(|_| book.has_namesake(id));
    safe(&handle.map_or_else(|| person.called(), ToString::to_string))
}

/// The person meant on a command that only reads; `None` when nobody is.
pub(super) fn find(written: &Written, book: &Book) -> Result<Option<PersonId>, Failure> {
    match book.meant_by(written) {
        Meant::Exactly(id) | Meant::ShortFor(id) => Ok(Some(id)),
        Meant::OneOf(people) => Err(several(written, &people, book)),
        Meant::Nobody => Ok(None),
    }
}

/// The person meant where one must be known.
pub(super) fn find_known(text: &str, book: &Book) -> Result<PersonId, Failure> {
    let written = read(text)?;
    let found = find(&written, book)?.filter(|id| book.person(*id).is_known);
    found.ok_or_else(|| {
        let hint = match &written {
            Written::Name(name) => {
                book.like(name).map(|id| format!("did you mean {}?", safe(&book.person(id).called())))
            }
            Written::Handle(_) => None,
        };
        let message = format!("nobody in the ledger is {}", safe(&written.to_string()));
        Failure::input("unknown_person", message, hint.unwrap_or_else(|| "inquota people lists them".to_owned()))
    })
}

fn several(written: &Written, people: &[PersonId], book: &Book) -> Failure {
    let list: Vec<String> = people
        .iter()
        .take(10)
        .map(|id| {
            let person = book.person(*id);
            let handle = person.handles.last().filter(|_| person.name.is_some());
            let handle = handle.map(|handle| format!(" ({handle})")).unwrap_or_default();
            safe(&format!("{}{handle}", person.called()))
        })
        .collect();
    let more = if people.len() > list.len() { ", and more" } else { "" };
    let message = format!("{} may be {}{more}", safe(&written.to_string()), list.join(", or "));
    Failure::input("ambiguous_person", message, "write the whole name, or the handle; --new records somebody new")
}
