//! `people`: lists the people of the ledger; `link`, `rename` and `merge` change their entries.

use super::person_arg;
use super::recorded::item;
use super::session::Session;
use super::transaction::Transaction;
use crate::engine::person::{Handle, PersonQuery};
use crate::engine::record::{ContactChange, Details, Fact};
use crate::error::{ExitStatus, Failure, nearest};
use crate::ledger::ReadDetail;
use crate::view::{ContactAnswer, PeopleAnswer, PersonRow, safe};

/// The subcommands of `people`.
const COMMANDS: [&str; 3] = ["link", "rename", "merge"];

pub(super) fn show(query: Option<&str>, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let account = timeline.account_at(session.as_of(timeline.zone())?);
    // Search for a dash like for any other text.
    let parse = |query: &str| match query {
        person_arg::STDIN => Ok(query.to_owned()),
        _ => person_arg::parse(query).map(|query| query.to_string()),
    };
    let query = query.map(parse).transpose()?;
    let (book, now) = (timeline.book(), (account.budget().now(), timeline.zone()));
    let mut people: Vec<PersonRow> = book
        .search(query.as_deref())
        .into_iter()
        .map(|id| PersonRow::new(book.person(id), account.person(Some(id)), now))
        .collect();
    people.sort_by_key(PersonRow::sort_key);
    let meant = query.as_deref().filter(|_| people.is_empty()).and_then(|query| nearest(query, COMMANDS.into_iter()));
    session.screen.show(&PeopleAnswer { people })?;
    if let Some(command) = meant {
        session.screen.note(&format!("hint: if you meant the command, it is inquota people {command}"));
    }
    Ok(ExitStatus::Yes)
}

pub(super) fn link(person: &str, handle: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let handle = match PersonQuery::read(handle) {
        Ok(PersonQuery::Handle(handle)) => handle,
        Ok(PersonQuery::Name(bare)) => Handle::new(&bare).map_err(|error| bad_handle(&error.to_string()))?,
        Err(error) => return Err(bad_handle(&error.to_string())),
    };
    let holder = PersonQuery::Handle(handle.clone());
    record_change(session, |transaction| {
        let book = transaction.before().book();
        let who = person_arg::find_known(person, book)?;
        match book.exactly(&holder).first().filter(|held_by| **held_by != who && book.person(**held_by).is_known) {
            None => Ok(ContactChange::Link { who, handle }),
            Some(other) => {
                let (name, typed) = (person_arg::as_argument(who, book), person_arg::as_argument(*other, book));
                let hint = format!("if they are one person: inquota people merge \"{name}\" \"{typed}\"");
                let other = safe(&book.display_name(*other));
                Err(Failure::input(
                    "handle_taken",
                    format!("{} is the profile of {other}", safe(&holder.to_string())),
                    hint,
                ))
            }
        }
    })
}

fn bad_handle(message: &str) -> Failure {
    Failure::input("bad_person", message, "write it as in/jane-doe, or as the address of a profile")
}

pub(super) fn rename(person: &str, name: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let PersonQuery::Name(name) = person_arg::parse(name)? else {
        return Err(Failure::input(
            "bad_person",
            "the new name is a profile",
            "say which profile it is with people link",
        ));
    };
    record_change(session, |transaction| {
        let book = transaction.before().book();
        let who = person_arg::find_known(person, book)?;
        let namesakes = book.exactly(&PersonQuery::Name(name.clone()));
        let taken = namesakes.iter().find(|other| {
            let other_person = book.person(**other);
            let both_have_handles = !other_person.handles.is_empty() && !book.person(who).handles.is_empty();
            **other != who && other_person.is_known && !both_have_handles
        });
        if let Some(other) = taken {
            let (old, new) = (person_arg::as_argument(who, book), person_arg::as_argument(*other, book));
            let hint = format!(
                "if they are one person: inquota people merge \"{new}\" \"{old}\"; else link both to their profiles first"
            );
            return Err(Failure::input(
                "person_exists",
                format!("there is a {} already", safe(&book.display_name(*other))),
                hint,
            ));
        }
        Ok(ContactChange::Rename { who, name })
    })
}

pub(super) fn merge(stays: &str, goes: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    record_change(session, |transaction| {
        let book = transaction.before().book();
        let (into, from) = (person_arg::find_known(stays, book)?, person_arg::find_known(goes, book)?);
        if into == from {
            let message = format!("both are {}", safe(&book.display_name(into)));
            return Err(Failure::input("same_person", message, "there is nothing to merge"));
        }
        Ok(ContactChange::Merge { from, into })
    })
}

/// Records a change of the contact book, made from the ledger as it is.
fn record_change(
    session: &mut Session<'_>,
    make_change: impl FnOnce(&Transaction) -> Result<ContactChange, Failure>,
) -> Result<ExitStatus, Failure> {
    session.refuse_at("a change of people")?;
    if !session.has_ledger()? {
        let message = "there is no ledger yet, and so nobody in it";
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
