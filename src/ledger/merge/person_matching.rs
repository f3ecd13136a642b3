//! Matches the people of the two copies.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::copy::Copy;
use crate::engine::person::{Handle, PersonId, name_key};
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
    let mut profiles = SharedProfiles::of(here, there);
    let may_be_same = |one, other| profiles.allow(one, other);
    partners.match_by(&by_name(here), &by_name(there), may_be_same);
    partners.here
}

impl Partners {
    fn is_open_here(&self, one: usize) -> bool {
        !self.taken.contains(&one)
    }

    fn is_open_there(&self, other: usize) -> bool {
        self.here[other].is_none()
    }

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
    /// the only ones with a key, so this goes through the keys in rounds. A round looks only at the keys for which that
    /// may be so. The order does not depend on which copy is given first.
    fn match_by(&mut self, ours: &Index, theirs: &Index, mut may_be_same: impl FnMut(usize, usize) -> bool) {
        let mut keys: Vec<&String> = ours.keys().filter(|key| theirs.contains_key(*key)).collect();
        keys.sort();
        let mut left = Unmatched::of(&keys, (ours, theirs), self);
        let mut round: BTreeSet<usize> = (0..keys.len()).filter(|key| left.is_decided(*key)).collect();
        while !round.is_empty() {
            let mut next_round = BTreeSet::new();
            while let Some(key) = round.pop_first() {
                let one = ours[keys[key]].iter().copied().find(|one| self.is_open_here(*one));
                let other = theirs[keys[key]].iter().copied().find(|other| self.is_open_there(*other));
                let (Some(one), Some(other)) = (one, other) else { continue };
                if may_be_same(one, other) {
                    self.pair(one, other);
                    for decided in left.remove(one, other) {
                        if decided > key {
                            round.insert(decided)
                        } else {
                            next_round.insert(decided)
                        };
                    }
                }
            }
            round = next_round;
        }
    }
}

/// How many people with each key are unmatched, in this copy and in the other.
struct Unmatched {
    counts: Vec<[usize; 2]>,
    /// The keys of each person of this copy, and of the other copy.
    keys: [HashMap<usize, Vec<usize>>; 2],
}

impl Unmatched {
    fn of(keys: &[&String], (ours, theirs): (&Index, &Index), partners: &Partners) -> Unmatched {
        let mut unmatched = Unmatched { counts: vec![[0; 2]; keys.len()], keys: [HashMap::new(), HashMap::new()] };
        for (number, key) in keys.iter().enumerate() {
            for one in ours[*key].iter().filter(|one| partners.is_open_here(**one)) {
                unmatched.add(number, 0, *one);
            }
            for other in theirs[*key].iter().filter(|other| partners.is_open_there(**other)) {
                unmatched.add(number, 1, *other);
            }
        }
        unmatched
    }

    fn add(&mut self, key: usize, side: usize, person: usize) {
        self.counts[key][side] += 1;
        self.keys[side].entry(person).or_default().push(key);
    }

    /// Whether only one person with this key is left in each copy.
    fn is_decided(&self, key: usize) -> bool {
        self.counts[key] == [1, 1]
    }

    /// Removes a pair, and returns the keys that only one person in each copy is left with.
    fn remove(&mut self, one: usize, other: usize) -> Vec<usize> {
        let keys = [self.keys[0].remove(&one).unwrap_or_default(), self.keys[1].remove(&other).unwrap_or_default()];
        for (side, keys) in keys.iter().enumerate() {
            for key in keys {
                self.counts[*key][side] -= 1;
            }
        }
        keys.into_iter().flatten().filter(|key| self.is_decided(*key)).collect()
    }
}

/// Whether people may be the same by their profiles: one has none, or both have one in common.
struct SharedProfiles<'a> {
    copies: [&'a Copy; 2],
    /// Who has a profile, in each copy.
    holders: [HashSet<(PersonId, &'a Handle)>; 2],
    /// The answers so far. After merges, many entries are one person.
    known: HashMap<(PersonId, PersonId), bool>,
}

impl<'a> SharedProfiles<'a> {
    fn of(here: &'a Copy, there: &'a Copy) -> SharedProfiles<'a> {
        let holders = |copy: &'a Copy| {
            let people = (0..copy.book.len()).map(|index| (copy.remaining(index), copy.book.entry(index)));
            people.flat_map(|(id, person)| person.handles.iter().map(move |handle| (id, handle))).collect()
        };
        SharedProfiles { copies: [here, there], holders: [holders(here), holders(there)], known: HashMap::new() }
    }

    fn allow(&mut self, one: usize, other: usize) -> bool {
        let pair = [self.copies[0].remaining(one), self.copies[1].remaining(other)];
        let [one, other] = [0, 1].map(|side| self.copies[side].book.person(pair[side]).handles.as_slice());
        let holders = &self.holders;
        let share = || {
            if one.len() <= other.len() {
                one.iter().any(|handle| holders[1].contains(&(pair[1], handle)))
            } else {
                other.iter().any(|handle| holders[0].contains(&(pair[0], handle)))
            }
        };
        let is_allowed = || one.is_empty() || other.is_empty() || share();
        *self.known.entry((pair[0], pair[1])).or_insert_with(is_allowed)
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

/// The people by profile. Of two people with one profile, includes only the first. Of merged entries, only the first
/// has their profiles.
fn by_profile(copy: &Copy) -> Index {
    let (mut index, mut seen) = (Index::new(), HashSet::new());
    for person in (0..copy.book.len()).filter(|person| seen.insert(copy.remaining(*person))) {
        for handle in &copy.person(person).handles {
            index.entry(handle.to_string()).or_insert_with(|| vec![person]);
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
