//! The people of both copies.

use std::collections::{HashMap, HashSet};

use super::copy::{ADDED, Copy};
use super::person_matching::partners;
use crate::ledger::json::Fields;
use crate::ledger::line;

/// The people of both copies, each once.
pub(super) struct People {
    /// For each copy, the person with each of its numbers.
    by_number: [Vec<usize>; 2],
    /// For each person, the profile with which they were introduced, if any.
    handles: Vec<Option<String>>,
    /// For each person, a text that orders people, whichever copy is given first.
    sort_keys: Vec<String>,
    /// The people who were introduced with different names or profiles. They keep a separate entry for each copy, and a
    /// record merges the two, so that undoing the merge restores both entries.
    separate: HashSet<usize>,
    /// The numbers of entries (person and side) in the merged ledger.
    numbers: HashMap<(usize, usize), u32>,
    /// The person of each of these numbers, in order.
    numbered: Vec<usize>,
}

impl People {
    /// Matches the people of two copies.
    pub(super) fn matched(here: &Copy, there: &Copy) -> People {
        let ours = here.contents.book.len();
        let mut count = ours;
        let theirs = partners(here, there).into_iter().map(|partner| {
            partner.unwrap_or_else(|| {
                count += 1;
                count - 1
            })
        });
        let by_number = [(0..ours).collect(), theirs.collect::<Vec<usize>>()];
        let mut handles: Vec<Option<String>> = vec![None; count];
        let mut sort_keys: Vec<Option<String>> = vec![None; count];
        for (copy, by_number) in [(here, &by_number[0]), (there, &by_number[1])] {
            for (index, person) in by_number.iter().enumerate() {
                let entry = copy.contents.book.entry(index);
                let first = entry.handles.first().map(|handle| handle.as_str().to_owned());
                let name = entry.name.as_deref().unwrap_or_default();
                let sort_key = Some(format!("{name} {}", first.as_deref().unwrap_or_default()));
                handles[*person] = [handles[*person].take(), first].into_iter().flatten().min();
                sort_keys[*person] = [sort_keys[*person].take(), sort_key].into_iter().flatten().min();
            }
        }
        let sort_keys = sort_keys.into_iter().map(Option::unwrap_or_default).collect();
        let separate = differing(here, there, &by_number[1]);
        People { by_number, handles, sort_keys, separate, numbers: HashMap::new(), numbered: Vec::new() }
    }

    /// Whether a person has separate entries.
    pub(super) fn is_separate(&self, side: usize, number: u32) -> bool {
        self.find(side, number).is_some_and(|person| self.separate.contains(&person))
    }

    /// Keeps separate entries only for people who are in no shared event, because such an event can refer to only one
    /// entry. Returns the numbers of the separate entries in both copies.
    pub(super) fn keep_separate(&mut self, of_shared_events: &HashSet<usize>) -> Vec<(u32, u32)> {
        self.separate.retain(|person| !of_shared_events.contains(person));
        let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
        let theirs = self.by_number[1].iter().enumerate().filter(|(_, person)| self.separate.contains(person));
        theirs.map(|(index, person)| (number(*person), number(index))).collect()
    }

    /// The person with a number in a copy.
    pub(super) fn find(&self, side: usize, number: u32) -> Option<usize> {
        self.by_number.get(side)?.get(number.checked_sub(1)? as usize).copied()
    }

    /// The number of a person in the merged ledger, given their number in a copy. The records that the merge adds refer
    /// to people by [`added_number`].
    pub(super) fn number(&mut self, side: usize, number: u32) -> u32 {
        let (side, number) = if side == ADDED { (number as usize % 2, number / 2) } else { (side, number) };
        let Some(person) = self.find(side, number) else { return number };
        let entry = (person, if self.separate.contains(&person) { side } else { 0 });
        let numbered = &mut self.numbered;
        *self.numbers.entry(entry).or_insert_with(|| {
            numbered.push(person);
            u32::try_from(numbered.len()).unwrap_or(u32::MAX)
        })
    }

    /// A text that orders people.
    pub(super) fn sort_key(&self, person: usize) -> &str {
        &self.sort_keys[person]
    }

    /// Adds the profile of the person whom a line introduces.
    pub(super) fn introduce(&self, text: &str, introduced: &mut HashSet<u32>) -> String {
        let Ok(mut fields) = Fields::read(text) else { return text.to_owned() };
        let in_set = fields.value::<Fields>("set").and_then(|set| set.value("who"));
        let Some(number) = fields.value::<u32>("who").or(in_set) else { return text.to_owned() };
        if !introduced.insert(number) || in_set.is_some() || fields.get("handle").is_some() {
            return text.to_owned();
        }
        let person = number.checked_sub(1).and_then(|place| self.numbered.get(place as usize));
        let person = person.filter(|person| !self.separate.contains(person));
        match person.and_then(|person| self.handles[*person].as_deref()) {
            Some(handle) => {
                fields.set("handle", &handle);
                line::with_new_checksum(&fields.text()).unwrap_or_else(|| text.to_owned())
            }
            None => text.to_owned(),
        }
    }
}

/// The people in both copies whose entries have different names or profiles.
fn differing(here: &Copy, there: &Copy, there_by_number: &[usize]) -> HashSet<usize> {
    let entry = |copy: &Copy, index: usize| {
        let entry = copy.contents.book.entry(index);
        (entry.name.clone(), entry.handles.clone())
    };
    let of_both = |person: usize| person < here.contents.book.len();
    let theirs = there_by_number.iter().enumerate();
    let differing = theirs.filter(|(index, person)| of_both(**person) && entry(here, **person) != entry(there, *index));
    differing.map(|(_, person)| *person).collect()
}

/// The number by which a record that the merge adds refers to a person of a copy.
pub(super) fn added_number(side: usize, number: u32) -> u32 {
    number * 2 + u32::from(side == 1)
}
