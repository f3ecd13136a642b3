//! Making the layers of a checkpoint.

mod body;
mod lists;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;

use super::deferred::Deferred;
use super::form;
use super::layer::{Header, MARK, Sections};
use super::resumed::Resumed;
use crate::engine::account::Account;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::{ContactBook, Person};
use crate::engine::course::{Course, course};
use crate::engine::directory::Doubt;
use crate::engine::person::PersonId;
use crate::engine::person_state::PersonState;
use crate::engine::rates::Contact;
use crate::engine::statement::DaySnapshot;
use crate::engine::timeline::Timeline;
use crate::ledger::CoveredPrefix;
use body::{Body, Entries};
use chrono::NaiveDate;
use lists::Lists;

/// A base of a whole ledger, piece by piece; `None` without records.
pub(super) fn base(timeline: &Timeline, extent: &CoveredPrefix, build: &str) -> Option<Vec<Vec<u8>>> {
    let deferred = Deferred::of(timeline);
    let known = known_without(timeline, &deferred);
    let Folded { course, lists, people: [first, second] } = folded(timeline, deferred.told, &known)?;
    let mut body = Body::default();
    let people = body.entries(first, second);
    let people = Sections { deferred: body.rows(deferred.rows()?), ..people };
    let sections = put_lists(&mut body, lists, &course.marks, course.account.answered_inmails(), people);
    let header = Header {
        build: build.to_owned(),
        extent: extent.clone(),
        base: None,
        created: timeline.created(),
        zone: timeline.zone(),
        records: timeline.records().len(),
        last_id: timeline.records().last()?.id,
        last_at: course.last?,
        people: known.len(),
        sections,
        budget: course.account.budget().clone(),
    };
    // The program ends soon, and gives back all that it read at once.
    std::mem::forget(course);
    body.under(&header)
}

/// What the first records came to.
struct Folded {
    course: Arc<Course>,
    lists: Lists,
    /// The entries of everybody.
    people: [Entries; 2],
}

/// Folds the first so many records, while another thread makes the lists of people; then each of the two writes down
/// half of the people.
fn folded(timeline: &Timeline, told: usize, known: &[bool]) -> Option<Folded> {
    let (first_half, second_half) = (0..known.len() / 2, known.len() / 2..known.len());
    let entries = |people, course: &Course| entries(people, timeline.book(), known, &course.account);
    let (sender, receiver) = channel::<Arc<Course>>();
    // The sender goes when this thread is done, or gives up: the other one waits no longer.
    thread::scope(move |scope| {
        let other = thread::Builder::new().spawn_scoped(scope, move || {
            let lists = Lists::of(timeline.book(), known).sorted();
            Some((lists, entries(second_half, &*receiver.recv().ok()?)))
        });
        // Without another thread there is no checkpoint, and the next command takes as long as this one.
        let other = other.ok()?;
        let course = Arc::new(course(timeline, told));
        sender.send(Arc::clone(&course)).ok()?;
        let first = entries(first_half, &course);
        let (lists, second) = other.join().ok()??;
        Some(Folded { course, lists, people: [first, second] })
    })
}

/// The entries of some of the people in a book, numbered from the first on.
fn entries(people: Range<usize>, book: &ContactBook, known: &[bool], account: &Account) -> Entries {
    let nothing = PersonState::default();
    // Room for all: the second half may come behind the first.
    let mut entries = Entries::with_room(known.len());
    for number in people {
        let standing = account.known(id(number)).unwrap_or(&nothing);
        entries.put(book.entry(number), known[number], standing);
    }
    entries
}

/// A layer for the top of a base, of what was resumed from it; `None` where nothing comes behind the base.
pub(super) fn top(resumed: &Resumed, build: &str) -> Result<Option<Vec<Vec<u8>>>, Doubt> {
    let (account, marks) = resumed.course()?;
    let (mut body, mut lists, base) = (Body::default(), Lists::default(), resumed.header());
    let mut entries = BTreeMap::new();
    for (id, person) in resumed.people_behind() {
        let is_listed = base.people > id.index() && resumed.is_known_in_base(id)?;
        if !is_listed {
            lists.add(id.0, &person, person.is_known, base.people <= id.index());
        }
        entries.insert(id, (person, account.known(id).cloned().unwrap_or_default()));
    }
    let people = people_of(&mut body, &entries, &resumed.contacts_before());
    let sections = put_lists(&mut body, lists.sorted(), &marks, account.answered_inmails(), people);
    let behind = resumed.behind();
    if behind.len() == 0 {
        return Ok(None);
    }
    let header = Header {
        build: build.to_owned(),
        extent: behind.extent.clone(),
        base: Some(base.extent.clone()),
        records: behind.count,
        last_id: behind.last_id,
        last_at: resumed.last_at(),
        people: behind.book.len(),
        sections,
        budget: account.budget().clone(),
        ..base.clone()
    };
    Ok(body.under(&header))
}

/// Of everybody, whether a record that stands, and is not left to be folded later, is about them.
fn known_without(timeline: &Timeline, deferred: &Deferred) -> Vec<bool> {
    let mut known = vec![false; timeline.book().len()];
    let mut deferred = deferred.records.iter().map(|(place, _)| *place).peekable();
    for (place, record) in timeline.records().iter().enumerate() {
        let is_folded = deferred.next_if_eq(&place).is_none() && timeline.is_active(place);
        if let Some(person) = timeline.person_of(&record.fact).filter(|_| is_folded) {
            known[person.index()] = true;
        }
    }
    known
}

/// Writes the lists that both kinds of layers have.
fn put_lists(
    body: &mut Body,
    lists: Lists,
    marks: &[(NaiveDate, DaySnapshot)],
    answered: &[Instant],
    people: Sections,
) -> Sections {
    let mut answered = answered.to_vec();
    answered.sort_unstable();
    let mut rows = Vec::with_capacity(marks.len() * MARK);
    for (date, mark) in marks {
        form::put_date(&mut rows, *date);
        rows.extend_from_slice(&mark.balance.to_le_bytes());
        mark.totals.counts().iter().for_each(|count| rows.extend_from_slice(&count.to_le_bytes()));
    }
    Sections {
        marks: body.section(MARK as u64, vec![rows]),
        names: body.rows(lists.names),
        words: body.rows(lists.words),
        answered: body.rows(answered.iter().map(|at| at.unix().to_le_bytes()).collect()),
        ..people
    }
}

/// The entries of some people, their contacts, and what those were before.
fn people_of(body: &mut Body, people: &BTreeMap<PersonId, (Person, PersonState)>, before: &[Contact]) -> Sections {
    let mut entries = Entries::default();
    for (person, standing) in people.values() {
        entries.put(person, person.is_known, standing);
    }
    let ids: Vec<u32> = people.keys().map(|id| id.0).collect();
    Sections {
        ids: body.numbers(&ids),
        contacts_before: body.contacts(before.iter().map(form::contact_row).collect()),
        ..body.entries(entries, Entries::default())
    }
}

fn id(number: usize) -> PersonId {
    PersonId(u32::try_from(number).unwrap_or(u32::MAX))
}
