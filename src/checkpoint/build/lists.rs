//! What people are found by.

use super::super::form::{name_row, rank, word_row};
use super::super::names::{SINGLE, beginning, hash_of_handle, hash_of_key, picture};
use super::id;
use crate::engine::contact_book::{ContactBook, Person};

/// What people are found by. Who was merged into somebody else is not looked for.
#[derive(Default)]
pub(super) struct Lists {
    /// Hashes of names and handles, with whose they are.
    pub(super) names: Vec<[u8; 12]>,
    /// Beginnings of words, with whose they are.
    pub(super) words: Vec<[u8; 20]>,
}

impl Lists {
    pub(super) fn of(book: &ContactBook, known: &[bool]) -> Lists {
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
    pub(super) fn add(&mut self, id: u32, person: &Person, is_known: bool, is_new: bool) {
        if is_new {
            self.names.extend(person.handles.iter().map(|handle| name_row(hash_of_handle(handle), id)));
            self.names.extend(person.name.iter().map(|_| name_row(hash_of_key(person.key()), id)));
        }
        if is_known && person.name.is_some() {
            let (key, picture) = (person.key(), picture(person.key()));
            self.words.extend(key.split(' ').map(|word| word_row(beginning(word), id, picture)));
            if !key.contains(' ') {
                self.words.push(word_row(SINGLE, id, picture));
            }
        }
    }

    /// In order. One person's words that begin alike are told in any order.
    pub(super) fn sorted(mut self) -> Lists {
        self.names.sort_unstable_by_key(rank);
        self.words.sort_unstable_by_key(rank);
        self
    }
}
