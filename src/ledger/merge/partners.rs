//! Matches the people of the two copies.

use std::collections::{HashMap, HashSet};

use super::copy::Copy;
use crate::engine::person::name_key;
use crate::ledger::renumber::without_numbers;

/// The people of a copy by a key, such as a name, that may identify them.
type Index = HashMap<String, Vec<usize>>;

/// The matches found so far. No person is matched twice.
struct Partners {
    /// For each person in the other copy, the same person in this copy.
    here: Vec<Option<usize>>,
    taken: HashSet<usize>,
}

/// For each person in the other copy, the same person in this copy. The most reliable evidence is used first.
pub(super) fn partners(here: &Copy, there: &Copy) -> Vec<Option<usize>> {
    let mut partners = Partners { here: vec![None; there.contents.book.len()], taken: HashSet::new() };
    partners.match_in_order(&by_introduction(here), &by_introduction(there));
    partners.match_by(&by_profile(here), &by_profile(there), |_, _| true);
    let may_be_same = |one: usize, other: usize| {
        let (one, other) = (&here.person(one).handles, &there.person(other).handles);
        one.is_empty() || other.is_empty() || one.iter().any(|handle| other.contains(handle))
    };
    partners.match_by(&by_name(here), &by_name(there), may_be_same);
    partners.here
}

impl Partners {
    fn pair(&mut self, one: usize, other: usize) {
        if self.here[other].is_none() && self.taken.insert(one) {
            self.here[other] = Some(one);
        }
    }

    /// Pairs the people with the same key in their order, if the key has equally many in both copies.
    fn match_in_order(&mut self, ours: &Index, theirs: &Index) {
        for (key, ours) in ours {
            let theirs = theirs.get(key).filter(|theirs| theirs.len() == ours.len());
            for (one, other) in ours.iter().zip(theirs.into_iter().flatten()) {
                self.pair(*one, *other);
            }
        }
    }

    /// Pairs people who are the only unmatched ones with their key in both copies. Each pair may leave other people as
    /// the only ones with a key, so this is repeated. The order does not depend on which copy is given first.
    fn match_by(&mut self, ours: &Index, theirs: &Index, may_be_same: impl Fn(usize, usize) -> bool) {
        let mut keys: Vec<&String> = ours.keys().filter(|key| theirs.contains_key(*key)).collect();
        keys.sort();
        let mut matched = usize::MAX;
        while matched != self.taken.len() {
            matched = self.taken.len();
            self.match_once(&keys, (ours, theirs), &may_be_same);
        }
    }

    fn match_once(
        &mut self,
        keys: &[&String],
        (ours, theirs): (&Index, &Index),
        may_be_same: &impl Fn(usize, usize) -> bool,
    ) {
        for key in keys.iter().copied() {
            let one: Vec<usize> = ours[key].iter().copied().filter(|one| !self.taken.contains(one)).collect();
            let other: Vec<usize> = theirs[key].iter().copied().filter(|other| self.here[*other].is_none()).collect();
            if let ([one], [other]) = (&one[..], &other[..])
                && may_be_same(*one, *other)
            {
                self.pair(*one, *other);
            }
        }
    }
}

/// The people by the record that introduces them, without its numbers. After a merge, both copies have that record.
fn by_introduction(copy: &Copy) -> Index {
    let mut index = Index::new();
    for (person, place) in copy.introductions().into_iter().enumerate() {
        index.entry(without_numbers(&copy.lines[place])).or_default().push(person);
    }
    index
}

/// The people by profile. If two have the same profile, only the first.
fn by_profile(copy: &Copy) -> Index {
    let mut index = Index::new();
    for person in 0..copy.book.len() {
        for handle in &copy.person(person).handles {
            let holders = index.entry(handle.to_string()).or_default();
            if holders.is_empty() {
                holders.push(person);
            }
        }
    }
    index
}

/// The people by name: the present one and the first one.
fn by_name(copy: &Copy) -> Index {
    let mut index = Index::new();
    for person in 0..copy.book.len() {
        let first = copy.contents.book.entry(person).name.as_deref().map(name_key);
        let now = copy.person(person).name.as_deref().map(name_key);
        let names: HashSet<String> = first.into_iter().chain(now).collect();
        for name in names {
            index.entry(name).or_default().push(person);
        }
    }
    index
}
