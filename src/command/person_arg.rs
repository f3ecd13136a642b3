//! Who is meant by a PERSON on the command line (interface, ground rules).

use crate::engine::contact_book::{ContactBook, Match};
use crate::engine::directory::{Directory, Doubt};
use crate::engine::person::{Handle, LONGEST_NAME, PersonError, PersonId, PersonQuery, is_several_names};
use crate::error::Failure;
use crate::view::{Caution, safe};

/// Stands for standard input among the people of `log`, and is nobody's name.
pub(super) const STDIN: &str = "-";

/// Who a record is about.
#[derive(Clone, Debug)]
pub(super) struct ResolvedPerson {
    pub(super) id: PersonId,
    /// Whether no record was about them before.
    pub(super) is_new: bool,
    /// What to mind about a new one: a known name so near that it may be a slip, or names that may be several people's.
    pub(super) cautions: Vec<Caution>,
}

/// Reads a PERSON.
pub(super) fn read(text: &str) -> Result<PersonQuery, Failure> {
    if text.trim() == STDIN {
        let hint = "give a name, as in \"Jane Doe\"; several people are recorded at once by log alone, as in inquota log - < names.txt";
        return Err(Failure::input(
            "bad_person",
            "- is nobody's name: it stands for standard input, once, for log",
            hint,
        ));
    }
    PersonQuery::read(text).map_err(|error| {
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

/// Who is who, the people to be entered with the records in the making included.
pub(super) trait Entering: Directory {
    /// Enters somebody new.
    fn declare(&mut self, name: Option<String>, handle: Option<Handle>) -> PersonId;
}

/// The person meant on a command that records; created when nobody is.
pub(super) fn find_or_create(
    written: &PersonQuery,
    new: bool,
    people: &mut impl Entering,
) -> Result<ResolvedPerson, Failure> {
    let meant = if new { exactly_or_nobody(written, people)? } else { people.find(written)? };
    match meant {
        Match::Exactly(id) | Match::ShortFor(id) => {
            Ok(ResolvedPerson { id, is_new: !people.person(id)?.is_known, cautions: Vec::new() })
        }
        Match::OneOf(several) => Err(ambiguous(
            written,
            &several,
            people,
            "write the whole name, or the handle; --new records somebody new",
        )?),
        Match::Nobody => {
            let (name, handle) = match written.clone() {
                PersonQuery::Name(name) => (Some(name), None),
                PersonQuery::Handle(handle) => (None, Some(handle)),
            };
            let like = match name.as_deref().filter(|_| !new) {
                Some(name) => people.like(name)?,
                None => None,
            };
            let like = like.map(|id| people.person(id)).transpose()?.map(|person| Caution::like(&person.short_name()));
            let several = name.as_deref().filter(|name| is_several_names(name)).map(Caution::several);
            let cautions = like.into_iter().chain(several).collect();
            Ok(ResolvedPerson { id: people.declare(name, handle), is_new: true, cautions })
        }
    }
}

/// With `--new`: nobody, unless the very name or handle is taken.
fn exactly_or_nobody(written: &PersonQuery, people: &dyn Directory) -> Result<Match, Failure> {
    match people.exactly(written)?.as_slice() {
        [] => Ok(Match::Nobody),
        [one] if !people.person(*one)?.is_known => Ok(Match::Exactly(*one)),
        _ => Err(Failure::input(
            "person_exists",
            format!("there is a {} already", safe(&written.to_string())),
            "leave --new out if it is the same person; tell a namesake apart by the profile's handle, as in in/jane-doe-2",
        )),
    }
}

/// A person as they can be typed on a command line: by the name, or by the profile where somebody else has it too.
pub(super) fn typed(id: PersonId, people: &dyn Directory) -> Result<String, Doubt> {
    let (person, has_namesake) = (people.person(id)?, people.has_namesake(id)?);
    let handle = person.handles.last().filter(|_| has_namesake);
    Ok(safe(&handle.map_or_else(|| person.short_name(), ToString::to_string)))
}

/// The person meant on a command that only reads; `None` when nobody is.
pub(super) fn find(written: &PersonQuery, people: &dyn Directory) -> Result<Option<PersonId>, Failure> {
    match people.find(written)? {
        Match::Exactly(id) | Match::ShortFor(id) => Ok(Some(id)),
        Match::OneOf(several) => Err(ambiguous(written, &several, people, "write the whole name, or the handle")?),
        Match::Nobody => Ok(None),
    }
}

/// The person meant where one must be known.
pub(super) fn find_known(text: &str, book: &ContactBook) -> Result<PersonId, Failure> {
    let written = read(text)?;
    let found = find(&written, book)?.filter(|id| book.person(*id).is_known);
    found.ok_or_else(|| {
        let hint = match &written {
            PersonQuery::Name(name) => {
                book.like(name).map(|id| format!("did you mean {}?", safe(&book.person(id).short_name())))
            }
            PersonQuery::Handle(_) => None,
        };
        let message = format!("nobody in the ledger is {}", safe(&written.to_string()));
        Failure::input("unknown_person", message, hint.unwrap_or_else(|| "inquota people lists them".to_owned()))
    })
}

fn ambiguous(
    written: &PersonQuery,
    several: &[PersonId],
    people: &dyn Directory,
    hint: &str,
) -> Result<Failure, Failure> {
    let mut list: Vec<String> = Vec::new();
    for id in several.iter().take(10) {
        let person = people.person(*id)?;
        let handle = person.handles.last().filter(|_| person.name.is_some());
        let handle = handle.map(|handle| format!(" ({handle})")).unwrap_or_default();
        list.push(safe(&format!("{}{handle}", person.short_name())));
    }
    let more = if several.len() > list.len() { ", and more" } else { "" };
    let message = format!("{} may be {}{more}", safe(&written.to_string()), list.join(", or "));
    Ok(Failure::input("ambiguous_person", message, hint))
}
