//! Making a checkpoint of a ledger that was read as a whole.

use std::thread;

use super::form;
use super::layer::{Header, NEVER, Section, Sections, width};
use super::names::{beginning, hash_of_handle, hash_of_key, picture};
use crate::engine::account::Account;
use crate::engine::book::{Book, Person};
use crate::engine::correspondent::Correspondent;
use crate::engine::course::{Course, course};
use crate::engine::person::PersonId;
use crate::engine::rates::Contact;
use crate::engine::timeline::Timeline;
use crate::ledger::Extent;

/// What a checkpoint holds, piece by piece; `None` of a ledger without records.
pub(super) fn build(timeline: &Timeline, extent: &Extent, build: &str) -> Option<Vec<Vec<u8>>> {
    let book = timeline.book();
    let (course, lists) = thread::scope(|scope| {
        let lists = scope.spawn(|| Lists::of(book));
        (course(timeline), lists.join().ok())
    });
    let (Course { account, last, marks }, lists) = (course, lists?);
    let mut body = Body::default();
    let sections = Sections {
        marks: body.section(width::MARK, marks.len(), |into| {
            for (date, mark) in &marks {
                form::put_date(into, *date);
                into.extend_from_slice(&mark.balance.to_le_bytes());
                mark.totals.counts().iter().for_each(|count| into.extend_from_slice(&count.to_le_bytes()));
            }
        }),
        names: body.section(width::NAME, lists.names.len(), |into| lists.put_names(into)),
        words: body.section(width::WORD, lists.words.len(), |into| lists.put_words(into)),
        ..people(&mut body, book, &account)
    };
    let records = timeline.records();
    let header = Header {
        build: build.to_owned(),
        extent: extent.clone(),
        created: timeline.created(),
        zone: timeline.zone(),
        records: records.len(),
        last_id: records.last()?.id,
        last_at: last?,
        people: book.len(),
        sections,
        budget: account.budget().clone(),
    };
    let text = serde_json::to_vec(&header).ok()?;
    let length = u32::try_from(text.len()).ok()?.to_le_bytes().to_vec();
    body.pieces.splice(0..0, [length, text]);
    Some(body.pieces)
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
        let at = self.length;
        self.length += piece.len() as u64;
        self.pieces.push(piece);
        Section { at, count: count as u64, width }
    }
}

/// The sections about people: their entries, their contacts, their answers.
fn people(body: &mut Body, book: &Book, account: &Account) -> Sections {
    let (mut places, mut contacts) = (Vec::with_capacity(book.len() + 1), Vec::new());
    let mut entries = Vec::with_capacity(book.len() * TYPICAL_ENTRY);
    let nothing = Correspondent::default();
    for number in 0..book.len() {
        places.push(u32::try_from(entries.len()).unwrap_or(u32::MAX));
        let id = id(number);
        let standing = account.known(id).unwrap_or(&nothing);
        form::put_person(&mut entries, book.entry(number), standing);
        contacts.extend(Contact::of(standing));
    }
    places.push(u32::try_from(entries.len()).unwrap_or(u32::MAX));
    contacts.sort_unstable_by_key(|contact| contact.first);
    let mut answered = account.answered_inmails().to_vec();
    answered.sort_unstable();
    Sections {
        places: body.section(width::PLACE, places.len(), |into| {
            for place in places {
                into.extend_from_slice(&place.to_le_bytes());
            }
        }),
        entries: body.section(1, entries.len(), |into| std::mem::swap(into, &mut entries)),
        contacts: body.section(width::CONTACT, contacts.len(), |into| {
            for contact in &contacts {
                form::put_instant(into, contact.first);
                form::put_instant(into, contact.answered.unwrap_or(NEVER));
            }
        }),
        answered: body.section(width::ANSWERED, answered.len(), |into| {
            for at in &answered {
                form::put_instant(into, *at);
            }
        }),
        ..Sections::default()
    }
}

fn id(number: usize) -> PersonId {
    PersonId(u32::try_from(number).unwrap_or(u32::MAX))
}

/// What people are found by. Who was merged into somebody else is not looked for.
struct Lists {
    names: Vec<(u64, u32)>,
    words: Vec<(u64, u32, u64)>,
}

impl Lists {
    fn of(book: &Book) -> Lists {
        let mut lists = Lists { names: Vec::with_capacity(book.len()), words: Vec::with_capacity(3 * book.len()) };
        for number in 0..book.len() {
            let person = book.entry(number);
            if !person.is_merged() {
                lists.add(id(number).0, person);
            }
        }
        lists.names.sort_unstable();
        lists.words.sort_unstable();
        lists
    }

    fn add(&mut self, id: u32, person: &Person) {
        self.names.extend(person.handles.iter().map(|handle| (hash_of_handle(handle), id)));
        if person.name.is_none() {
            return;
        }
        let key = person.key();
        self.names.push((hash_of_key(key), id));
        if person.is_known {
            let picture = picture(key);
            self.words.extend(key.split(' ').map(|word| (beginning(word), id, picture)));
            if !key.contains(' ') {
                self.words.push((SINGLE, id, picture));
            }
        }
    }

    fn put_names(&self, into: &mut Vec<u8>) {
        for (hash, id) in &self.names {
            into.extend_from_slice(&hash.to_le_bytes());
            into.extend_from_slice(&id.to_le_bytes());
        }
    }

    fn put_words(&self, into: &mut Vec<u8>) {
        for (beginning, id, picture) in &self.words {
            into.extend_from_slice(&beginning.to_le_bytes());
            into.extend_from_slice(&id.to_le_bytes());
            into.extend_from_slice(&picture.to_le_bytes());
        }
    }
}

/// Under this beginning, which no word has, stand the names of one word.
pub(super) const SINGLE: u64 = 0;
