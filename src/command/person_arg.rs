//! Resolves a PERSON on the command line to a person of the ledger.

use super::not_a_name::{NotAName, Remedy};
use super::transaction::Transaction;
use crate::checkpoint::{LedgerSource, LedgerView, MOST_LISTED_MATCHES};
use crate::engine::contact_book::{ContactBook, Match};
use crate::engine::likeness::Newcomer;
use crate::engine::person::{LONGEST_NAME, PersonError, PersonId, PersonQuery, is_several_names};
use crate::error::Failure;
use crate::view::{Caution, safe};

/// The PERSON of `log` for names on standard input. Nobody can have it as a name.
pub(super) const STDIN: &str = "-";

/// The person whom a record is about.
#[derive(Clone, Debug)]
pub(super) struct ResolvedPerson {
    pub(super) id: PersonId,
    /// Whether no earlier record is about them.
    pub(super) is_new: bool,
    /// Cautions about a new person: the name is nearly that of a known one, or looks like the names of several.
    pub(super) cautions: Vec<Caution>,
}

/// Parses a PERSON: a name, a handle or a profile address.
pub(super) fn parse(text: &str) -> Result<PersonQuery, Failure> {
    if text.trim() == STDIN {
        let hint = "give a name, as in \"Jane Doe\"; only inquota log and inquota withdraw read names from standard input, as in inquota log - < names.txt";
        return Err(Failure::input(
            "bad_person",
            "- is not a name: it means standard input, once, for inquota log and inquota withdraw",
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

/// Parses the name that somebody is to have from now on.
///
/// # Errors
///
/// When it is not valid, or plainly no name. A name such as "May" is one here.
pub(super) fn parse_new_name(text: &str) -> Result<PersonQuery, Failure> {
    let query = parse(text)?;
    NotAName::refusal(&query, &Match::Nobody, Remedy::IsNew).map_or(Ok(query), Err)
}

/// The person meant, for a command that records. Creates the person if the ledger has nobody like that, or if
/// `new` is set.
///
/// # Errors
///
/// When the query is ambiguous or plainly no name; with `new`, when the name or handle is taken.
pub(super) fn find_or_create(
    query: &PersonQuery,
    new: bool,
    transaction: &mut Transaction,
) -> Result<ResolvedPerson, Failure> {
    let found = find_unless_new(query, new, transaction)?;
    let hint = "give the whole name or the handle; for a new person, add --new";
    let found = unambiguous(found, query, transaction.book(), hint)?;
    if let Some(id) = found.filter(|id| transaction.book().person(*id).is_known) {
        return Ok(ResolvedPerson { id, is_new: false, cautions: Vec::new() });
    }
    let similar = if new { None } else { transaction.ledger.like(&Newcomer::of(query))? };
    // Somebody about whom everything was taken back is as new as before.
    let id = found.unwrap_or_else(|| {
        let (name, handle) = match query.clone() {
            PersonQuery::Name(name) => (Some(name), None),
            PersonQuery::Handle(handle) => (None, Some(handle)),
        };
        transaction.ledger.declare(name, handle)
    });
    Ok(newcomer(id, query, similar, transaction.book()))
}

/// Somebody new, with the cautions about their name.
fn newcomer(id: PersonId, query: &PersonQuery, similar: Option<PersonId>, book: &ContactBook) -> ResolvedPerson {
    let similar = similar.map(|known| similar_name(known, id, book));
    let several = match query {
        PersonQuery::Name(name) if is_several_names(name) => Some(Caution::several_names(name)),
        _ => None,
    };
    ResolvedPerson { id, is_new: true, cautions: similar.into_iter().chain(several).collect() }
}

/// Refuses a PERSON that is plainly no name, before anything else is said about it.
///
/// # Errors
///
/// When it is none.
pub(super) fn refuse_no_name(query: &PersonQuery, new: bool, transaction: &mut Transaction) -> Result<(), Failure> {
    let found = if new { Match::Nobody } else { transaction.ledger.find(query)? };
    NotAName::refusal(query, &found, remedy(new)).map_or(Ok(()), Err)
}

fn remedy(new: bool) -> Remedy {
    if new { Remedy::IsNew } else { Remedy::New }
}

/// Whom a PERSON finds; with `new`, only an entry that no record is about yet.
fn find_unless_new(query: &PersonQuery, new: bool, transaction: &mut Transaction) -> Result<Match, Failure> {
    let ledger = &mut transaction.ledger;
    let found = if new { unless_taken(query, ledger)? } else { ledger.find(query)? };
    NotAName::refusal(query, &found, remedy(new)).map_or(Ok(found), Err)
}

/// The caution that a new person is like a known one. The one with the longer name would stay.
fn similar_name(known: PersonId, new: PersonId, book: &ContactBook) -> Caution {
    let length = |id: PersonId| book.person(id).name.as_deref().map_or(0, |name| name.chars().count());
    let (stays, goes) = if length(new) > length(known) { (new, known) } else { (known, new) };
    let argument = |id| as_argument(id, book);
    Caution::similar_name(&safe(&book.display_name(known)), (&argument(stays), &argument(goes)))
}

/// The match for `--new`: nobody, or an entry with exactly this name or handle that no record is about yet.
///
/// # Errors
///
/// When a person with records has this name or handle.
fn unless_taken<S: LedgerSource>(query: &PersonQuery, ledger: &mut LedgerView<S>) -> Result<Match, Failure> {
    match ledger.exactly(query)?.as_slice() {
        [] => Ok(Match::Nobody),
        [one] if !ledger.timeline().book().person(*one).is_known => Ok(Match::Exactly(*one)),
        _ => Err(Failure::input(
            "person_exists",
            format!("there is a {} already", safe(&query.to_string())),
            "if it is the same person, leave --new out; for a namesake, give the profile's handle, as in in/jane-doe-2",
        )),
    }
}

/// A PERSON that means this person: their name, or their profile if someone else has the same name. Safe to show.
pub(super) fn as_argument(id: PersonId, book: &ContactBook) -> String {
    let person = book.person(id);
    let handle = person.handles.last().filter(|_| book.has_namesake(id));
    safe(&handle.map_or_else(|| person.short_name(), ToString::to_string))
}

/// The person meant, for a command that only reads; `None` if the ledger has nobody like that.
///
/// # Errors
///
/// When the query is ambiguous or plainly no name.
pub(super) fn find<S: LedgerSource>(
    query: &PersonQuery,
    ledger: &mut LedgerView<S>,
) -> Result<Option<PersonId>, Failure> {
    let found = ledger.find(query)?;
    if let Some(failure) = NotAName::refusal(query, &found, Remedy::None) {
        return Err(failure);
    }
    unambiguous(found, query, ledger.timeline().book(), WHOLE_NAME)
}

/// As [`find`], of a person who must be in the ledger.
///
/// # Errors
///
/// Also when the ledger has nobody like that.
pub(super) fn find_in_ledger<S: LedgerSource>(
    query: &PersonQuery,
    ledger: &mut LedgerView<S>,
) -> Result<PersonId, Failure> {
    if let Some(found) = find(query, ledger)? {
        return Ok(found);
    }
    let like = ledger.like(&Newcomer::of(query))?.map(|id| ledger.display_name(id)).transpose()?;
    Err(unknown(query, like.as_deref()))
}

/// The failure for a PERSON whom the ledger does not have, with somebody who has a name like it.
pub(super) fn unknown(query: &PersonQuery, like: Option<&str>) -> Failure {
    let message = format!("the ledger has no match for {}", safe(&query.to_string()));
    let hint = like.map(|name| format!("did you mean {}?", safe(name)));
    Failure::input("unknown_person", message, hint.unwrap_or_else(|| "to list the people: inquota people".to_owned()))
}

/// The hint for an ambiguous PERSON.
const WHOLE_NAME: &str = "give the whole name or the handle";

/// The person of a match; `None` for nobody.
///
/// # Errors
///
/// When there are several.
fn unambiguous(found: Match, query: &PersonQuery, book: &ContactBook, hint: &str) -> Result<Option<PersonId>, Failure> {
    match found {
        Match::Exactly(id) | Match::Fitting(id) => Ok(Some(id)),
        Match::OneOf(several) => Err(ambiguous(query, &several, book, hint)),
        Match::Nobody => Ok(None),
    }
}

/// The person meant, who must be in the ledger.
///
/// # Errors
///
/// When the PERSON is not valid, is ambiguous, or means nobody in the ledger.
pub(super) fn find_known(text: &str, book: &ContactBook) -> Result<PersonId, Failure> {
    let query = parse(text)?;
    let found = book.find(&query);
    if let Some(failure) = NotAName::refusal(&query, &found, Remedy::None) {
        return Err(failure);
    }
    let found = unambiguous(found, &query, book, WHOLE_NAME)?.filter(|id| book.person(*id).is_known);
    found.ok_or_else(|| {
        let like = book.like(&Newcomer::of(&query)).map(|id| book.person(id).short_name());
        unknown(&query, like.as_deref())
    })
}

fn ambiguous(query: &PersonQuery, several: &[PersonId], book: &ContactBook, hint: &str) -> Failure {
    let shown = several.iter().take(MOST_LISTED_MATCHES).map(|id| {
        let person = book.person(*id);
        let handle = person.handles.last().filter(|_| person.name.is_some());
        let handle = handle.map(|handle| format!(" ({handle})")).unwrap_or_default();
        safe(&format!("{}{handle}", person.short_name()))
    });
    let list: Vec<String> = shown.collect();
    let more = if several.len() > list.len() { ", and more" } else { "" };
    let message = format!("{} may be {}{more}", safe(&query.to_string()), list.join(", or "));
    Failure::input("ambiguous_person", message, hint)
}
