//! `people`: the contact book behind the names.

use super::desk::Desk;
use super::log::commit_and_item;
use super::whom;
use crate::engine::person::{Handle, Written};
use crate::engine::record::{ContactChange, Details, Fact};
use crate::error::{Ending, Failure, nearest};
use crate::view::{ContactAnswer, PeopleAnswer, PersonRow, safe};

/// What `people` does beside showing them.
const COMMANDS: [&str; 3] = ["link", "rename", "merge"];

pub(super) fn show(query: Option<&str>, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let timeline = desk.read()?;
    let account = timeline.account_at(desk.as_of(&timeline)?);
    // A dash is searched for like any other text.
    let read = |query: &str| match query {
        whom::STDIN => Ok(query.to_owned()),
        _ => whom::read(query).map(|written| written.to_string()),
    };
    let query = query.map(read).transpose()?;
    let book = timeline.book();
    let mut people: Vec<PersonRow> = book
        .search(query.as_deref())
        .into_iter()
        .map(|id| PersonRow {
            name: book.person(id).name.clone(),
            handles: book.person(id).handles.clone(),
            standing: account.person(Some(id)),
        })
        .collect();
    people.sort_by_key(PersonRow::order);
    let meant = query.as_deref().filter(|_| people.is_empty()).and_then(|query| nearest(query, COMMANDS.into_iter()));
    desk.screen.show(&PeopleAnswer { people, zone: timeline.zone() })?;
    if let Some(command) = meant {
        desk.screen.note(&format!("hint: if you meant the command, it is inquota people {command}"));
    }
    Ok(Ending::Yes)
}

pub(super) fn link(person: &str, handle: &str, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let handle = match Written::read(handle) {
        Ok(Written::Handle(handle)) => handle,
        Ok(Written::Name(bare)) => Handle::new(&bare).map_err(|error| bad_handle(&error.to_string()))?,
        Err(error) => return Err(bad_handle(&error.to_string())),
    };
    let holder = Written::Handle(handle.clone());
    change(desk, |draft| {
        let book = draft.before.book();
        let who = whom::find_known(person, book)?;
        match book.exactly(&holder).first().filter(|held_by| **held_by != who && book.person(**held_by).is_known) {
            None => Ok(ContactChange::Link { who, handle }),
            Some(other) => {
                let (name, typed) = (whom::typed(who, book)?, whom::typed(*other, book)?);
                let hint = format!("if they are one person: inquota people merge \"{name}\" \"{typed}\"");
                let other = safe(&book.told(*other));
                Err(Failure::input(
                    "handle_taken",
                    format!("{} is the profile of {other}", safe(&holder.to_string())),
                    hint,
                ))
            }
        }
    })
}

fn bad_handle(what: &str) -> Failure {
    Failure::input("bad_person", what, "write it as in/jane-doe, or as the address of a profile")
}

pub(super) fn rename(person: &str, name: &str, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let Written::Name(name) = whom::read(name)? else {
        return Err(Failure::input(
            "bad_person",
            "the new name is a profile",
            "say which profile it is with people link",
        ));
    };
    change(desk, |draft| {
        let book = draft.before.book();
        let who = whom::find_known(person, book)?;
        let namesakes = book.exactly(&Written::Name(name.clone()));
        let taken = namesakes.iter().find(|other| {
            let other_person = book.person(**other);
            let told_apart = !other_person.handles.is_empty() && !book.person(who).handles.is_empty();
            **other != who && other_person.is_known && !told_apart
        });
        if let Some(other) = taken {
            let (old, new) = (whom::typed(who, book)?, whom::typed(*other, book)?);
            let hint = format!(
                "if they are one person: inquota people merge \"{new}\" \"{old}\"; else link both to their profiles first"
            );
            return Err(Failure::input(
                "person_exists",
                format!("there is a {} already", safe(&book.told(*other))),
                hint,
            ));
        }
        Ok(ContactChange::Rename { who, name })
    })
}

pub(super) fn merge(stays: &str, goes: &str, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    change(desk, |draft| {
        let book = draft.before.book();
        let (into, from) = (whom::find_known(stays, book)?, whom::find_known(goes, book)?);
        if into == from {
            let message = format!("both are {}", safe(&book.told(into)));
            return Err(Failure::input("same_person", message, "there is nothing to merge"));
        }
        Ok(ContactChange::Merge { from, into })
    })
}

/// Records a change of the contact book.
fn change(
    desk: &mut Desk<'_>,
    find: impl FnOnce(&super::draft::Draft) -> Result<ContactChange, Failure>,
) -> Result<Ending, Failure> {
    desk.refuse_at("a change of people")?;
    if !desk.has_ledger()? {
        let message = "there is no ledger yet, and so nobody in it";
        return Err(Failure::input(
            "unknown_person",
            message,
            "record something first, as in inquota log \"Jane Doe\"",
        ));
    }
    let mut draft = desk.open()?;
    let change = find(&draft)?;
    let (book, person) = (draft.before.book(), change.person());
    let (was, stays) = match change {
        ContactChange::Merge { from, .. } => (book.told(from), Some(book.told(person))),
        _ => (book.told(person), None),
    };
    let at = draft.at;
    let id = draft.add(at, Fact::Contact(Box::new(change.clone())), Details::default());
    let (after, item) = commit_and_item(draft, id)?;
    let handle = after.book().person(person).handles.last().cloned();
    let now = stays.unwrap_or_else(|| after.book().told(person));
    let answer = ContactAnswer { item, was, now, handle, zone: after.zone() };
    desk.screen.show(&answer)?;
    Ok(Ending::Yes)
}
