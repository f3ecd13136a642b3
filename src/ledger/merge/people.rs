//! Who is who in two copies.

use std::collections::{HashMap, HashSet};

use super::copy::{ADDED, Copy};
use super::partners::partners;
use crate::ledger::json::Fields;
use crate::ledger::line;

/// The people of both copies, each once.
pub(super) struct People {
    /// For each copy, the person of each of its numbers.
    by_number: [Vec<usize>; 2],
    /// The profile under which somebody was introduced, where one was given.
    handles: Vec<Option<String>>,
    /// Texts that order the people, whichever copy is named first.
    sort_keys: Vec<String>,
    /// Those who came into the copies under different names or profiles: each entry stays, and a record merges the two,
    /// so that an undo of the merge leaves each copy its own.
    apart: HashSet<usize>,
    /// The numbers of entries in the merged ledger, given in the order in which they are named; and who got them.
    numbers: HashMap<(usize, usize), u32>,
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
        let apart = differing(here, there, &by_number[1]);
        People { by_number, handles, sort_keys, apart, numbers: HashMap::new(), numbered: Vec::new() }
    }

    /// Whether somebody came into the copies under different names or profiles.
    pub(super) fn is_apart(&self, side: usize, number: u32) -> bool {
        self.find(side, number).is_some_and(|person| self.apart.contains(&person))
    }

    /// Keeps those apart who came in differently, except those whom an event of both copies names: that event can only
    /// name one entry. Gives the numbers in both copies of those who stay apart.
    pub(super) fn keep_apart(&mut self, of_shared_events: &HashSet<usize>) -> Vec<(u32, u32)> {
        self.apart.retain(|person| !of_shared_events.contains(person));
        let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
        let theirs = self.by_number[1].iter().enumerate().filter(|(_, person)| self.apart.contains(person));
        theirs.map(|(index, person)| (number(*person), number(index))).collect()
    }

    /// The person of a copy's number.
    pub(super) fn find(&self, side: usize, number: u32) -> Option<usize> {
        self.by_number.get(side)?.get(number.checked_sub(1)? as usize).copied()
    }

    /// The number of somebody in the merged ledger. Records that the merge adds name people by [`added_number`].
    pub(super) fn number(&mut self, side: usize, number: u32) -> u32 {
        let (side, number) = if side == ADDED { (number as usize % 2, number / 2) } else { (side, number) };
        let Some(person) = self.find(side, number) else { return number };
        let entry = (person, if self.apart.contains(&person) { side } else { 0 });
        let numbered = &mut self.numbered;
        *self.numbers.entry(entry).or_insert_with(|| {
            numbered.push(person);
            u32::try_from(numbered.len()).unwrap_or(u32::MAX)
        })
    }

    /// A text that orders somebody among the others.
    pub(super) fn sort_key(&self, person: usize) -> &str {
        &self.sort_keys[person]
    }

    /// The line with the profile of the person whom it introduces.
    pub(super) fn introduce(&self, text: &str, introduced: &mut HashSet<u32>) -> String {
        let Ok(mut fields) = Fields::read(text) else { return text.to_owned() };
        let in_set = fields.value::<Fields>("set").and_then(|set| set.value("who"));
        let Some(number) = fields.value::<u32>("who").or(in_set) else { return text.to_owned() };
        if !introduced.insert(number) || in_set.is_some() || fields.get("handle").is_some() {
            return text.to_owned();
        }
        let person = number.checked_sub(1).and_then(|place| self.numbered.get(place as usize));
        let person = person.filter(|person| !self.apart.contains(person));
        match person.and_then(|person| self.handles[*person].as_deref()) {
            Some(handle) => {
                fields.set("handle", &handle);
                line::with_new_checksum(&fields.text()).unwrap_or_else(|| text.to_owned())
            }
            None => text.to_owned(),
        }
    }
}

/// Those of both copies whose entries have different names or profiles.
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

/// The number by which a record that the merge adds names somebody of a copy.
pub(super) fn added_number(side: usize, number: u32) -> u32 {
    number * 2 + u32::from(side == 1)
}
