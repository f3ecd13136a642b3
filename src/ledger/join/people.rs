//! Who is who in two copies.

use std::collections::{HashMap, HashSet};

use super::Copy;
use crate::engine::book::Book;
use crate::engine::person::{PersonId, name_key};
use crate::ledger::fields::Fields;
use crate::ledger::line;

/// The people of both copies, each once.
pub(super) struct People {
    /// For each copy, who its numbers stand for.
    which: [Vec<usize>; 2],
    /// The profile under which somebody was first named, where it was given.
    handles: Vec<Option<String>>,
    /// What tells each from the others, whichever copy is named first.
    says: Vec<String>,
    /// The numbers that they get, in the order in which they are named, and who got them.
    numbers: HashMap<usize, u32>,
    numbered: Vec<usize>,
}

impl People {
    /// Matches the people of two copies.
    pub(super) fn matched(here: &Copy, there: &Copy) -> People {
        let (ours, theirs) = (here.contents.book.len(), there.contents.book.len());
        let mut partner: Vec<Option<usize>> = vec![None; theirs];
        let mut taken: HashSet<usize> = HashSet::new();
        let same_start = (0..ours.min(theirs)).take_while(|index| {
            let (one, other) = (here.contents.book.entry(*index), there.contents.book.entry(*index));
            one.name == other.name && one.handles == other.handles
        });
        let by_start = same_start.map(|index| (index, index)).collect::<Vec<_>>();
        let by_profile = pairs(&profiles(&here.book), &profiles(&there.book));
        let by_name = pairs(&names(here), &names(there));
        let apart = |one: usize, other: usize| {
            let (one, other) = (&person(&here.book, one).handles, &person(&there.book, other).handles);
            !one.is_empty() && !other.is_empty() && !one.iter().any(|handle| other.contains(handle))
        };
        let by_name = by_name.into_iter().filter(|(one, other)| !apart(*one, *other));
        for (one, other) in by_start.into_iter().chain(by_profile).chain(by_name) {
            if partner[other].is_none() && taken.insert(one) {
                partner[other] = Some(one);
            }
        }
        let mut count = ours;
        let their_numbers = partner.into_iter().map(|partner| {
            partner.unwrap_or_else(|| {
                count += 1;
                count - 1
            })
        });
        let which = [(0..ours).collect(), their_numbers.collect::<Vec<usize>>()];
        let mut handles: Vec<Option<String>> = vec![None; count];
        let mut says: Vec<Option<String>> = vec![None; count];
        for (copy, which) in [(here, &which[0]), (there, &which[1])] {
            for (index, person) in which.iter().enumerate() {
                let entry = copy.contents.book.entry(index);
                let first = entry.handles.first().map(|handle| handle.as_str().to_owned());
                let said =
                    format!("{} {}", entry.name.as_deref().unwrap_or_default(), first.as_deref().unwrap_or_default());
                handles[*person] = [handles[*person].take(), first].into_iter().flatten().min();
                says[*person] = [says[*person].take(), Some(said)].into_iter().flatten().min();
            }
        }
        let says = says.into_iter().map(Option::unwrap_or_default).collect();
        People { which, handles, says, numbers: HashMap::new(), numbered: Vec::new() }
    }

    /// Who a copy's number stands for.
    pub(super) fn which(&self, side: usize, number: u32) -> Option<usize> {
        self.which.get(side)?.get(number.checked_sub(1)? as usize).copied()
    }

    /// The number of somebody in the joined ledger.
    pub(super) fn number(&mut self, side: usize, number: u32) -> u32 {
        let Some(person) = self.which(side, number) else { return number };
        let numbered = &mut self.numbered;
        *self.numbers.entry(person).or_insert_with(|| {
            numbered.push(person);
            u32::try_from(numbered.len()).unwrap_or(u32::MAX)
        })
    }

    /// What tells somebody from the others.
    pub(super) fn says(&self, person: usize) -> &str {
        &self.says[person]
    }

    /// The line with the profile of whomever it is the first to name.
    pub(super) fn introduce(&self, text: &str, named: &mut HashSet<u32>) -> String {
        let Ok(mut fields) = Fields::read(text) else { return text.to_owned() };
        let in_set = fields.value::<Fields>("set").and_then(|set| set.value("who"));
        let Some(number) = fields.value::<u32>("who").or(in_set) else { return text.to_owned() };
        if !named.insert(number) || in_set.is_some() || fields.get("handle").is_some() {
            return text.to_owned();
        }
        let person = number.checked_sub(1).and_then(|place| self.numbered.get(place as usize));
        match person.and_then(|person| self.handles[*person].as_deref()) {
            Some(handle) => {
                fields.set("handle", &handle);
                line::sealed_anew(&fields.text()).unwrap_or_else(|| text.to_owned())
            }
            None => text.to_owned(),
        }
    }
}

fn person(book: &Book, index: usize) -> &crate::engine::book::Person {
    book.person(PersonId(u32::try_from(index).unwrap_or(u32::MAX)))
}

/// People by profile. Of several entries with one, the first counts.
fn profiles(book: &Book) -> HashMap<String, Vec<usize>> {
    let mut profiles: HashMap<String, Vec<usize>> = HashMap::new();
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
fn names(copy: &Copy) -> HashMap<String, Vec<usize>> {
    let mut names: HashMap<String, Vec<usize>> = HashMap::new();
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

/// Those whom one key names in both, and nobody else in either; in an order that does not depend on which is
/// named first.
fn pairs(ours: &HashMap<String, Vec<usize>>, theirs: &HashMap<String, Vec<usize>>) -> Vec<(usize, usize)> {
    let mut keys: Vec<&String> = ours.keys().filter(|key| theirs.contains_key(*key)).collect();
    keys.sort();
    let single = |people: &[usize]| if let [one] = people { Some(*one) } else { None };
    keys.into_iter().filter_map(|key| Some((single(&ours[key])?, single(&theirs[key])?))).collect()
}
