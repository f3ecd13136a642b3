//! Who in one copy is whom in the other.

use std::collections::{HashMap, HashSet};

use super::Copy;
use super::people::person;
use crate::engine::contact_book::ContactBook;
use crate::engine::person::{PersonId, name_key};
use crate::engine::record::Fact;
use crate::ledger::numbers::without_numbers;

/// People of a copy by what may tell who they are.
type Known = HashMap<String, Vec<usize>>;

/// The people of one copy matched with those of the other, each at most once.
struct Partners {
    /// For each person there, who it is here.
    here: Vec<Option<usize>>,
    taken: HashSet<usize>,
}

/// For each person there, who it is here; the surest signs first.
pub(super) fn partners(here: &Copy, there: &Copy) -> Vec<Option<usize>> {
    let mut partners = Partners { here: vec![None; there.contents.book.len()], taken: HashSet::new() };
    let (ours, theirs) = (introductions(here), introductions(there));
    partners.match_in_order(&ours, &theirs);
    partners.match_by(&profiles(&here.book), &profiles(&there.book), |_, _| true);
    let may_be_one = |one: usize, other: usize| {
        let (one, other) = (&person(&here.book, one).handles, &person(&there.book, other).handles);
        one.is_empty() || other.is_empty() || one.iter().any(|handle| other.contains(handle))
    };
    partners.match_by(&names(here), &names(there), may_be_one);
    partners.here
}

impl Partners {
    fn join(&mut self, one: usize, other: usize) {
        if self.here[other].is_none() && self.taken.insert(one) {
            self.here[other] = Some(one);
        }
    }

    /// Joins those whom one key names, the first with the first, where it names as many in both.
    fn match_in_order(&mut self, ours: &Known, theirs: &Known) {
        for (key, ours) in ours {
            let theirs = theirs.get(key).filter(|theirs| theirs.len() == ours.len());
            for (one, other) in ours.iter().zip(theirs.into_iter().flatten()) {
                self.join(*one, *other);
            }
        }
    }

    /// Joins those whom one key names in both, and nobody else in either who has no partner yet; in an order that
    /// does not depend on which copy is named first, and again as long as that leaves others alone under a key.
    fn match_by(&mut self, ours: &Known, theirs: &Known, may_be_one: impl Fn(usize, usize) -> bool) {
        let mut keys: Vec<&String> = ours.keys().filter(|key| theirs.contains_key(*key)).collect();
        keys.sort();
        let mut joined = usize::MAX;
        while joined != self.taken.len() {
            joined = self.taken.len();
            self.match_once(&keys, (ours, theirs), &may_be_one);
        }
    }

    fn match_once(
        &mut self,
        keys: &[&String],
        (ours, theirs): (&Known, &Known),
        may_be_one: &impl Fn(usize, usize) -> bool,
    ) {
        for key in keys.iter().copied() {
            let one: Vec<usize> = ours[key].iter().copied().filter(|one| !self.taken.contains(one)).collect();
            let other: Vec<usize> = theirs[key].iter().copied().filter(|other| self.here[*other].is_none()).collect();
            if let ([one], [other]) = (&one[..], &other[..])
                && may_be_one(*one, *other)
            {
                self.join(*one, *other);
            }
        }
    }
}

/// People by the record that first names them, but for the numbers in it: once joined, both copies have it.
fn introductions(copy: &Copy) -> Known {
    let mut introductions = Known::new();
    for (person, place) in introduced(copy).into_iter().enumerate() {
        introductions.entry(without_numbers(&copy.lines[place])).or_default().push(person);
    }
    introductions
}

/// The places of the records that first name the people of a copy.
pub(super) fn introduced(copy: &Copy) -> Vec<usize> {
    let mut places = Vec::new();
    for (place, record) in copy.contents.records.iter().enumerate() {
        if named(&record.fact).is_some_and(|person| person.index() == places.len()) {
            places.push(place);
        }
    }
    places
}

/// Whom a record may name first.
pub(super) fn named(fact: &Fact) -> Option<PersonId> {
    match fact {
        Fact::Edit { correction, .. } => correction.person,
        fact => fact.person(),
    }
}

/// People by each profile; of two who have one, the first.
fn profiles(book: &ContactBook) -> Known {
    let mut profiles = Known::new();
    for index in 0..book.len() {
        for handle in &person(book, index).handles {
            let holders = profiles.entry(handle.to_string()).or_default();
            if holders.is_empty() {
                holders.push(index);
            }
        }
    }
    profiles
}

/// People by each name that they have or had at first.
fn names(copy: &Copy) -> Known {
    let mut names = Known::new();
    for index in 0..copy.book.len() {
        let first = copy.contents.book.entry(index).name.as_deref().map(name_key);
        let now = person(&copy.book, index).name.as_deref().map(name_key);
        let both: HashSet<String> = first.into_iter().chain(now).collect();
        for name in both {
            names.entry(name).or_default().push(index);
        }
    }
    names
}
