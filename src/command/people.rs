//! `people`: lists the people of the ledger; `link`, `rename` and `merge` change their entries. `block` and `unblock`
//! have a file of their own.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::person_arg;
use super::recorded::item;
use super::session::Session;
use super::transaction::Transaction;
use crate::cli::People;
use crate::engine::advice::new_connections::not_written_to;
use crate::engine::calendar::date_of;
use crate::engine::contact_book::{ContactBook, Person};
use crate::engine::last_contact::{LastContact, last_contacts};
use crate::engine::person::{Handle, PersonId, PersonQuery};
use crate::engine::record::{ContactChange, Details, Fact};
use crate::error::{ExitStatus, Failure, nearest};
use crate::ledger::ReadDetail;
use crate::view::{ContactAnswer, LocalInstant, PeopleAnswer, PersonInput, PersonRow, WantedPeople, safe};

/// The error code for somebody who is not in the ledger.
const UNKNOWN: &str = "unknown_person";

/// The subcommands of `people`.
const COMMANDS: [&str; 5] = ["link", "rename", "merge", "block", "unblock"];

/// The number of people that a terminal shows unless the member asks for more.
const MOST_ON_TERMINAL: usize = 50;

pub(super) fn show(args: &People, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let account = timeline.account_at(session.as_of(timeline.zone())?);
    // Search for a dash like for any other text.
    let parse = |query: &str| match query {
        person_arg::STDIN => Ok(query.to_owned()),
        _ => person_arg::parse(query).map(|query| query.to_string()),
    };
    let query = args.query.as_deref().map(parse).transpose()?;
    let (book, as_of, zone) = (timeline.book(), account.budget().now(), timeline.zone());
    let contacts = last_contacts(&timeline, as_of);
    let mut people = book.search(query.as_deref());
    people.retain(|id| !args.blocked || account.do_not_contact(*id).is_some());
    if args.not_written {
        let found: HashSet<PersonId> = people.into_iter().collect();
        let newest = not_written_to(&timeline, &account).into_iter().map(|(id, _)| id);
        people = newest.filter(|id| found.contains(id)).collect();
    } else {
        rank(&mut people, &contacts, book);
    }
    let (total, namesakes) = (people.len(), book.namesakes());
    people.truncate(most(args, session));
    if session.screen.is_json() && !args.not_written {
        people.sort_by_cached_key(|id| name_order(book.person(*id)));
    }
    let row = |id: &PersonId| {
        PersonRow::new(&PersonInput {
            person: book.person(*id),
            state: account.person(Some(*id)),
            last_contact: contacts.get(id),
            has_namesake: namesakes.contains(id),
            as_of,
            zone,
        })
    };
    let people = people.iter().map(row).collect();
    let (today, as_of) = (date_of(session.now, zone), LocalInstant::new(as_of, zone));
    session.screen.show(&PeopleAnswer { as_of, total, people, today, wanted: wanted(args, book) })?;
    let meant = query.as_deref().filter(|_| total == 0).and_then(|query| nearest(query, COMMANDS.into_iter()));
    if let Some(command) = meant {
        session.screen.note(&format!("hint: if you meant the command, it is inquota people {command}"));
    }
    Ok(ExitStatus::Yes)
}

/// Whom the member asked for.
fn wanted(args: &People, book: &ContactBook) -> WantedPeople {
    match &args.query {
        _ if book.known().next().is_none() => WantedPeople::Anybody,
        Some(query) => WantedPeople::Named(query.clone()),
        None if args.blocked => WantedPeople::Blocked,
        None if args.not_written => WantedPeople::NotWritten,
        None => WantedPeople::Anybody,
    }
}

/// Sorts people by their latest contact, the latest first. Those without one come last, by name.
fn rank(people: &mut [PersonId], contacts: &HashMap<PersonId, LastContact>, book: &ContactBook) {
    people.sort_by_cached_key(|id| match contacts.get(id) {
        Some(contact) => (Reverse(Some(contact.rank)), String::new(), *id),
        None => (Reverse(None), book.person(*id).short_name().to_lowercase(), *id),
    });
}

/// The order in which programs get people: by name, and people without a name last.
fn name_order(person: &Person) -> (bool, String) {
    (person.name.is_none(), person.short_name().to_lowercase())
}

/// The most people to show.
fn most(args: &People, session: &Session<'_>) -> usize {
    let limits_itself = session.screen.style().is_terminal && !session.screen.is_json() && !args.all;
    match args.number {
        Some(number) => usize::try_from(number).unwrap_or(usize::MAX),
        None if limits_itself => MOST_ON_TERMINAL,
        None => usize::MAX,
    }
}

pub(super) fn link(person: &str, handle: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let handle = match PersonQuery::read(handle) {
        Ok(PersonQuery::Handle(handle)) => handle,
        Ok(PersonQuery::Name(bare)) => Handle::new(&bare).map_err(|error| bad_handle(&error.to_string()))?,
        Err(error) => return Err(bad_handle(&error.to_string())),
    };
    record_change(session, |transaction| {
        let book = transaction.before().book();
        let holder = holder(&handle, book);
        let who = match (person_arg::find_known(person, book), holder) {
            (Err(failure), Some(holder)) if failure.code() == UNKNOWN => {
                return Err(failure.with_hint(rename_hint(holder, person, book)));
            }
            (who, _) => who?,
        };
        match holder {
            Some(other) if other != who => {
                let (name, typed) = (person_arg::as_argument(who, book), person_arg::as_argument(other, book));
                let message = format!("{} is the profile of {}", safe(&handle.to_string()), shown(other, book));
                let hint = format!("if they are one person: inquota people merge \"{name}\" \"{typed}\"");
                Err(Failure::input("handle_taken", message, hint))
            }
            Some(nameless) if book.person(nameless).name.is_none() && is_name(person) => {
                let message = format!("{} is that person already, without a name", shown(nameless, book));
                Err(Failure::input("same_person", message, rename_hint(nameless, person, book)))
            }
            _ => Ok(ContactChange::Link { who, handle }),
        }
    })
}

fn bad_handle(message: &str) -> Failure {
    Failure::input("bad_person", message, "write it as in/jane-doe, or as the address of a profile")
}

/// The person with records who has this handle.
fn holder(handle: &Handle, book: &ContactBook) -> Option<PersonId> {
    let holders = book.exactly(&PersonQuery::Handle(handle.clone()));
    holders.first().copied().filter(|holder| book.person(*holder).is_known)
}

/// Whether a PERSON is a name, and no handle.
fn is_name(person: &str) -> bool {
    matches!(PersonQuery::read(person), Ok(PersonQuery::Name(_)))
}

fn shown(id: PersonId, book: &ContactBook) -> String {
    safe(&book.display_name(id))
}

fn rename_hint(who: PersonId, name: &str, book: &ContactBook) -> String {
    let who = person_arg::as_argument(who, book);
    format!("to give {who} that name: inquota people rename \"{who}\" \"{}\"", safe(name.trim()))
}

fn link_hint(who: PersonId, profile: &str, book: &ContactBook) -> String {
    let who = person_arg::as_argument(who, book);
    format!("to say that it is the profile of {who}: inquota people link \"{who}\" \"{}\"", safe(profile.trim()))
}

fn merge_hint(stays: PersonId, goes: PersonId, book: &ContactBook) -> String {
    let (stays, goes) = (person_arg::as_argument(stays, book), person_arg::as_argument(goes, book));
    format!("if they are one person: inquota people merge \"{stays}\" \"{goes}\"")
}

pub(super) fn rename(person: &str, name: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let to = person_arg::parse_new_name(name)?;
    record_change(session, |transaction| {
        let book = transaction.before().book();
        let known = book.exactly(&to).into_iter().filter(|id| book.person(*id).is_known).collect::<Vec<_>>();
        let who = person_arg::find_known(person, book).map_err(|failure| match known.first() {
            Some(swapped) if failure.code() == UNKNOWN && is_name(person) => {
                failure.with_hint(rename_hint(*swapped, person, book))
            }
            _ => failure,
        })?;
        let name = match to {
            PersonQuery::Name(name) => name,
            PersonQuery::Handle(handle) => {
                let hint = match holder(&handle, book) {
                    Some(holder) if holder == who && is_name(person) => rename_hint(who, person, book),
                    Some(holder) if holder != who => merge_hint(who, holder, book),
                    _ => link_hint(who, &handle.to_string(), book),
                };
                return Err(Failure::input("bad_person", "the new name is a profile", hint));
            }
        };
        let has_handle = |id: PersonId| !book.person(id).handles.is_empty();
        match known.into_iter().find(|other| *other != who && !(has_handle(*other) && has_handle(who))) {
            Some(other) => {
                let message = format!("there is a {} already", shown(other, book));
                let hint = merge_hint(other, who, book) + "; else link both to their profiles first";
                Err(Failure::input("person_exists", message, hint))
            }
            None => Ok(ContactChange::Rename { who, name }),
        }
    })
}

pub(super) fn merge(stays: &str, goes: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    record_change(session, |transaction| {
        let book = transaction.before().book();
        let (into, from) = match (person_arg::find_known(stays, book), person_arg::find_known(goes, book)) {
            (Ok(into), Ok(from)) => (into, from),
            (Ok(known), Err(failure)) => return Err(only_one_known(known, goes, failure, book)),
            (Err(failure), Ok(known)) => return Err(only_one_known(known, stays, failure, book)),
            (Err(failure), Err(_)) => return Err(failure),
        };
        if into == from {
            let named = [stays, goes].into_iter().find(|text| is_name(text) && book.person(into).name.is_none());
            let hint = named.map(|name| rename_hint(into, name, book));
            let hint = hint.unwrap_or_else(|| "there is nothing to merge".to_owned());
            return Err(Failure::input("same_person", format!("both are {}", shown(into, book)), hint));
        }
        Ok(ContactChange::Merge { from, into })
    })
}

/// The failure of a merge with somebody unknown: a known person has a profile or a name to be added, not a second entry.
fn only_one_known(known: PersonId, unknown: &str, failure: Failure, book: &ContactBook) -> Failure {
    if failure.code() != UNKNOWN {
        return failure;
    }
    let hint = if is_name(unknown) { rename_hint(known, unknown, book) } else { link_hint(known, unknown, book) };
    match failure.hint() {
        Some(guess) if guess.starts_with("did you mean") => failure.with_hint(format!("{guess} {hint}")),
        _ => failure.with_hint(hint),
    }
}

/// Records a change of the contact book, made from the ledger as it is.
fn record_change(
    session: &mut Session<'_>,
    make_change: impl FnOnce(&Transaction) -> Result<ContactChange, Failure>,
) -> Result<ExitStatus, Failure> {
    session.refuse_at("a change of people")?;
    if !session.has_ledger()? {
        let message = "there is no ledger yet, so it has no people";
        return Err(Failure::input(
            "unknown_person",
            message,
            "record something first, as in inquota log \"Jane Doe\"",
        ));
    }
    let mut transaction = session.begin(ReadDetail::Everything)?;
    let change = make_change(&transaction)?;
    let (book, person) = (transaction.before().book(), change.person());
    let (was, stays) = match change {
        ContactChange::Merge { from, .. } => (book.display_name(from), Some(book.display_name(person))),
        _ => (book.display_name(person), None),
    };
    let at = transaction.at;
    let id = transaction.add(at, Fact::Contact(Box::new(change.clone())), Details::default());
    let after = transaction.preview().commit()?;
    let item = item(&after, id);
    let handle = after.book().person(person).handles.last().cloned();
    let now = stays.unwrap_or_else(|| after.book().display_name(person));
    let answer = ContactAnswer { item, cautions: Vec::new(), was, now, handle };
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}
