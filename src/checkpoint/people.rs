//! Looking people up in a checkpoint, and among those whom the records behind it name.

use std::collections::BTreeSet;

use super::behind::Behind;
use super::layer::Layer;
use super::names::{SINGLE, beginning, beginning_with, hash_of_handle, hash_of_key, may_be_alike, picture};
use super::stack::Stack;
use crate::engine::contact_book::{Match, Person};
use crate::engine::directory::{Directory, Doubt};
use crate::engine::person::{PersonId, PersonQuery, is_like, is_short_for, name_key};

/// How many of those that a short name may mean are looked for: more are never listed.
const ENOUGH: usize = 11;

/// Everybody: those of the checkpoint, then those of the records behind it.
pub(super) struct People<'a> {
    pub(super) stack: &'a Stack,
    pub(super) behind: &'a Behind,
}

impl People<'_> {
    fn of_layer(&self, id: PersonId) -> Result<Person, Doubt> {
        match self.behind.touched.get(&id) {
            Some(person) => Ok(person.clone()),
            None => self.stack.person(id).map(|(person, _)| person),
        }
    }

    /// The known people of the checkpoint that a name's key is short for, up to [`ENOUGH`].
    fn short_in_layer(&self, key: &str) -> Result<Vec<PersonId>, Doubt> {
        let mut short = Vec::new();
        for id in self.candidates(key)? {
            let person = self.of_layer(id)?;
            if person.is_known && is_short_for(key, person.key()) {
                short.push(id);
            }
            if short.len() == ENOUGH {
                break;
            }
        }
        Ok(short)
    }

    /// Everybody of the checkpoint whom a name may be short for, by its rarest word: each of its words begins one of
    /// theirs, and at least one is theirs whole.
    fn candidates(&self, key: &str) -> Result<BTreeSet<PersonId>, Doubt> {
        let mut people: BTreeSet<PersonId> = self.behind.known_again.iter().copied().collect();
        for layer in self.stack.layers() {
            people.extend(candidates_in(layer, key)?);
        }
        Ok(people)
    }

    /// Everybody of the checkpoint whose name may be a slip of this one or the other way round.
    fn perhaps_like(&self, key: &str) -> Result<BTreeSet<PersonId>, Doubt> {
        let picture = picture(key);
        let mut people: BTreeSet<PersonId> = self.behind.known_again.iter().copied().collect();
        for layer in self.stack.layers() {
            let mut spans = Vec::new();
            for word in key.split(' ') {
                spans.push(layer.words((beginning(word), beginning(word)))?);
            }
            if !key.contains(' ') {
                spans.push(layer.words((SINGLE, SINGLE))?);
            }
            for span in spans {
                let near = layer.whose_words(span)?.into_iter().filter(|(_, other)| may_be_alike(picture, *other));
                people.extend(near.map(|(id, _)| id));
            }
        }
        Ok(people)
    }
}

/// Everybody of a layer whom a name may be short for, by its rarest word: each of its words begins one of theirs, and
/// at least one is theirs whole.
fn candidates_in(layer: &Layer, key: &str) -> Result<Vec<PersonId>, Doubt> {
    let mut rarest = None;
    let mut whole = Vec::new();
    for word in key.split(' ') {
        let begun = layer.words(beginning_with(word))?;
        if rarest.is_none_or(|(from, to)| begun.1 - begun.0 < to - from) {
            rarest = Some(begun);
        }
        whole.push(layer.words((beginning(word), beginning(word)))?);
    }
    let count = |spans: &[(u64, u64)]| spans.iter().map(|(from, to)| to - from).sum::<u64>();
    let rarest: Vec<(u64, u64)> = rarest.into_iter().collect();
    let spans = if count(&whole) <= count(&rarest) { whole } else { rarest };
    let mut people = Vec::new();
    for span in spans {
        people.extend(layer.whose_words(span)?.into_iter().map(|(id, _)| id));
    }
    Ok(people)
}

impl Directory for People<'_> {
    fn find(&self, written: &PersonQuery) -> Result<Match, Doubt> {
        let exact = self.exactly(written)?;
        match exact.as_slice() {
            [one] => return Ok(Match::Exactly(*one)),
            [] => {}
            _ => return Ok(Match::OneOf(exact)),
        }
        let PersonQuery::Name(name) = written else { return Ok(Match::Nobody) };
        let key = name_key(name);
        let mut short = self.short_in_layer(&key)?;
        short.extend(self.behind.book.known().filter(|(_, person)| is_short_for(&key, person.key())).map(|(id, _)| id));
        Ok(match short.as_slice() {
            [] => Match::Nobody,
            [one] => Match::ShortFor(*one),
            _ => Match::OneOf(short),
        })
    }

    fn exactly(&self, written: &PersonQuery) -> Result<Vec<PersonId>, Doubt> {
        let (hash, key) = match written {
            PersonQuery::Name(name) => (hash_of_key(&name_key(name)), name_key(name)),
            PersonQuery::Handle(handle) => (hash_of_handle(handle), String::new()),
        };
        let is_it = |person: &Person| match written {
            PersonQuery::Name(_) => person.key() == key,
            PersonQuery::Handle(handle) => person.handles.contains(handle),
        };
        let mut all = Vec::new();
        for layer in self.stack.layers() {
            for id in layer.by_hash(hash)? {
                let person = self.of_layer(id)?;
                if is_it(&person) {
                    all.push((id, person.is_known));
                }
            }
        }
        let of_book =
            (self.stack.header().people..self.behind.book.len()).map(|place| (place, self.behind.book.entry(place)));
        let of_book = of_book.filter(|(_, person)| is_it(person));
        all.extend(
            of_book.map(|(place, person)| (PersonId(u32::try_from(place).unwrap_or(u32::MAX)), person.is_known)),
        );
        all.sort_unstable_by_key(|(id, _)| *id);
        all.dedup();
        let known: Vec<PersonId> = all.iter().filter(|(_, known)| *known).map(|(id, _)| *id).collect();
        Ok(if known.is_empty() { all.into_iter().map(|(id, _)| id).take(1).collect() } else { known })
    }

    fn like(&self, name: &str) -> Result<Option<PersonId>, Doubt> {
        let key = name_key(name);
        for id in self.perhaps_like(&key)? {
            let person = self.of_layer(id)?;
            if person.is_known && is_like(&key, person.key()) {
                return Ok(Some(id));
            }
        }
        Ok(self.behind.book.like(name))
    }

    fn person(&self, id: PersonId) -> Result<Person, Doubt> {
        if self.behind.book.holds(id) { Ok(self.behind.book.person(id).clone()) } else { self.of_layer(id) }
    }
}
