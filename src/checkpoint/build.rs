//! Making the layers of a checkpoint.

use std::collections::BTreeMap;
use std::thread;

use super::form;
use super::layer::{Header, NEVER, Section, Sections, width};
use super::names::{beginning, hash_of_handle, hash_of_key, picture};
use super::resumed::Resumed;
use crate::engine::account::Account;
use crate::engine::book::{Book, Person};
use crate::engine::calendar::Instant;
use crate::engine::correspondent::Correspondent;
use crate::engine::course::{Course, course};
use crate::engine::directory::Doubt;
use crate::engine::person::PersonId;
use crate::engine::rates::Contact;
use crate::engine::statement::Mark;
use crate::engine::timeline::Timeline;
use crate::ledger::Extent;
use chrono::NaiveDate;

/// A base of the records before a place in the order recorded, piece by piece; `None` without such records.
pub(super) fn base(timeline: &Timeline, before: usize, extent: &Extent, build: &str) -> Option<Vec<Vec<u8>>> {
    let known = known_before(timeline, before);
    let (course, index) = thread::scope(|scope| {
        let index = scope.spawn(|| Lists::of(timeline.book(), &known).laid_out());
        (course(timeline, before), index.join().ok())
    });
    let (Course { account, last, marks }, index) = (course, index?);
    let mut body = Body::default();
    let people = people(&mut body, timeline.book(), &known, &account);
    let sections = put_lists(&mut body, index, &marks, account.answered_inmails(), people);
    let header = Header {
        build: build.to_owned(),
        extent: extent.clone(),
        base: None,
        created: timeline.created(),
        zone: timeline.zone(),
        records: before,
        last_id: timeline.records()[..before].last()?.id,
        last_at: last?,
        people: known.len(),
        sections,
        budget: account.budget().clone(),
    };
    // The program ends soon, and gives back all that it read at once.
    std::mem::forget(account);
    body.under(&header)
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
    let people = people_of(&mut body, &entries, resumed.contacts_before());
    let sections = put_lists(&mut body, lists.laid_out(), &marks, account.answered_inmails(), people);
    let (_, tail) = resumed.file();
    let Some(last) = tail.records.last() else { return Ok(None) };
    let header = Header {
        build: build.to_owned(),
        extent: tail.extent.clone(),
        base: Some(base.extent.clone()),
        records: base.records + tail.records.len(),
        last_id: last.id,
        last_at: resumed.last_at(),
        people: tail.book.len(),
        sections,
        budget: account.budget().clone(),
        ..base.clone()
    };
    Ok(body.under(&header))
}

/// For everybody entered before a place, whether a record before it that stands is about them. Nothing behind it
/// changes who is who.
fn known_before(timeline: &Timeline, before: usize) -> Vec<bool> {
    let mut known = Vec::new();
    for (place, record) in timeline.records()[..before].iter().enumerate() {
        let Some(named) = record.fact.person() else { continue };
        let person = timeline.book().resolve(named);
        let entered = named.index().max(person.index()) + 1;
        if known.len() < entered {
            known.resize(entered, false);
        }
        known[person.index()] |= timeline.stands(place);
    }
    known
}

/// Writes the lists that both kinds of layers have.
fn put_lists(
    body: &mut Body,
    index: Index,
    marks: &[(NaiveDate, Mark)],
    answered: &[Instant],
    people: Sections,
) -> Sections {
    let mut answered = answered.to_vec();
    answered.sort_unstable();
    Sections {
        marks: body.section(width::MARK, marks.len(), |into| {
            for (date, mark) in marks {
                form::put_date(into, *date);
                into.extend_from_slice(&mark.balance.to_le_bytes());
                mark.totals.counts().iter().for_each(|count| into.extend_from_slice(&count.to_le_bytes()));
            }
        }),
        names: body.piece(width::NAME, index.names),
        words: body.piece(width::WORD, index.words),
        answered: body.section(width::ANSWERED, answered.len(), |into| {
            for at in &answered {
                form::put_instant(into, *at);
            }
        }),
        ..people
    }
}

/// Bytes that most entries of people take at the most.
const TYPICAL_ENTRY: usize = 64;

/// The sections behind the header.
#[derive(Default)]
struct Body {
    pieces: Vec<Vec<u8>>,
    length: u64,
}

impl Body {
    fn section(&mut self, width: u64, count: usize, put: impl FnOnce(&mut Vec<u8>)) -> Section {
        let mut piece = Vec::with_capacity(count * usize::try_from(width).unwrap_or(0));
        put(&mut piece);
        self.piece(width, piece)
    }

    fn piece(&mut self, width: u64, piece: Vec<u8>) -> Section {
        let (at, length) = (self.length, piece.len() as u64);
        self.length += length;
        self.pieces.push(piece);
        Section { at, count: length / width, width }
    }

    fn contacts(&mut self, mut contacts: Vec<Contact>) -> Section {
        contacts.sort_unstable_by_key(|contact| contact.first);
        self.section(width::CONTACT, contacts.len(), |into| {
            for contact in &contacts {
                form::put_instant(into, contact.first);
                form::put_instant(into, contact.answered.unwrap_or(NEVER));
            }
        })
    }

    /// All of it, under its header.
    fn under(mut self, header: &Header) -> Option<Vec<Vec<u8>>> {
        let text = serde_json::to_vec(header).ok()?;
        let length = u32::try_from(text.len()).ok()?.to_le_bytes().to_vec();
        self.pieces.splice(0..0, [length, text]);
        Some(self.pieces)
    }
}

/// The entries of everybody, and their contacts.
fn people(body: &mut Body, book: &Book, known: &[bool], account: &Account) -> Sections {
    let (mut places, mut contacts) = (Vec::with_capacity(known.len() + 1), Vec::new());
    let mut entries = Vec::with_capacity(known.len() * TYPICAL_ENTRY);
    let nothing = Correspondent::default();
    for (number, is_known) in known.iter().enumerate() {
        places.push(u32::try_from(entries.len()).unwrap_or(u32::MAX));
        let standing = account.known(id(number)).unwrap_or(&nothing);
        form::put_person(&mut entries, book.entry(number), *is_known, standing);
        contacts.extend(Contact::of(standing));
    }
    places.push(u32::try_from(entries.len()).unwrap_or(u32::MAX));
    Sections {
        places: body.section(width::PLACE, places.len(), |into| put_numbers(into, &places)),
        entries: body.piece(1, entries),
        contacts: body.contacts(contacts),
        ..Sections::default()
    }
}

/// The entries of some people, their contacts, and what those were before.
fn people_of(body: &mut Body, people: &BTreeMap<PersonId, (Person, Correspondent)>, before: Vec<Contact>) -> Sections {
    let (mut places, mut entries, mut contacts) = (Vec::new(), Vec::new(), Vec::new());
    for (person, standing) in people.values() {
        places.push(u32::try_from(entries.len()).unwrap_or(u32::MAX));
        form::put_person(&mut entries, person, person.is_known, standing);
        contacts.extend(Contact::of(standing));
    }
    places.push(u32::try_from(entries.len()).unwrap_or(u32::MAX));
    let ids: Vec<u32> = people.keys().map(|id| id.0).collect();
    Sections {
        ids: body.section(width::ID, ids.len(), |into| put_numbers(into, &ids)),
        places: body.section(width::PLACE, places.len(), |into| put_numbers(into, &places)),
        entries: body.piece(1, entries),
        contacts: body.contacts(contacts),
        contacts_before: body.contacts(before),
        ..Sections::default()
    }
}

fn put_numbers(into: &mut Vec<u8>, numbers: &[u32]) {
    for number in numbers {
        into.extend_from_slice(&number.to_le_bytes());
    }
}

fn id(number: usize) -> PersonId {
    PersonId(u32::try_from(number).unwrap_or(u32::MAX))
}

/// What people are found by. Who was merged into somebody else is not looked for.
#[derive(Default)]
struct Lists {
    names: Vec<(u64, u32)>,
    words: Vec<(u64, u32, u64)>,
}

impl Lists {
    fn of(book: &Book, known: &[bool]) -> Lists {
        let mut lists = Lists { names: Vec::with_capacity(known.len()), words: Vec::with_capacity(3 * known.len()) };
        for (number, is_known) in known.iter().enumerate() {
            let person = book.entry(number);
            if !person.is_merged() {
                lists.add(id(number).0, person, *is_known, true);
            }
        }
        lists
    }

    /// Lists a person: by their words when they are known, by their names and handles when these are not listed yet.
    fn add(&mut self, id: u32, person: &Person, is_known: bool, is_new: bool) {
        if is_new {
            self.names.extend(person.handles.iter().map(|handle| (hash_of_handle(handle), id)));
            self.names.extend(person.name.iter().map(|_| (hash_of_key(person.key()), id)));
        }
        if is_known && person.name.is_some() {
            let (key, picture) = (person.key(), picture(person.key()));
            self.words.extend(key.split(' ').map(|word| (beginning(word), id, picture)));
            if !key.contains(' ') {
                self.words.push((SINGLE, id, picture));
            }
        }
    }

    /// In order, as they are written.
    fn laid_out(mut self) -> Index {
        self.names.sort_unstable();
        self.words.sort_unstable();
        let (mut names, mut words) = (Vec::new(), Vec::new());
        names.reserve(self.names.len() * usize::try_from(width::NAME).unwrap_or(0));
        for (hash, id) in &self.names {
            names.extend_from_slice(&hash.to_le_bytes());
            names.extend_from_slice(&id.to_le_bytes());
        }
        words.reserve(self.words.len() * usize::try_from(width::WORD).unwrap_or(0));
        for (beginning, id, picture) in &self.words {
            words.extend_from_slice(&beginning.to_le_bytes());
            words.extend_from_slice(&id.to_le_bytes());
            words.extend_from_slice(&picture.to_le_bytes());
        }
        Index { names, words }
    }
}

/// What people are found by, as it is written.
struct Index {
    names: Vec<u8>,
    words: Vec<u8>,
}

/// Under this beginning, which no word has, stand the names of one word.
pub(super) const SINGLE: u64 = 0;
