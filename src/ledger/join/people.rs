//! Who is who in two copies.

use std::collections::{HashMap, HashSet};

use super::Copy;
use super::events::MADE;
use super::partners::partners;
use crate::engine::contact_book::ContactBook;
use crate::engine::person::PersonId;
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
    /// Those who came into the copies under different names or profiles: each entry stays, and a record merges the
    /// two, so that an undo of the joining leaves each copy's own.
    apart: HashSet<usize>,
    /// The numbers that they get, in the order in which they are named, and who got them.
    numbers: HashMap<(usize, usize), u32>,
    numbered: Vec<usize>,
}

impl People {
    /// Matches the people of two copies.
    pub(super) fn matched(here: &Copy, there: &Copy) -> People {
        let ours = here.contents.book.len();
        let mut count = ours;
        let their_numbers = partners(here, there).into_iter().map(|partner| {
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
        let differing = which[1].iter().enumerate().filter(|(index, person)| {
            let entry = |copy: &Copy, index: usize| {
                let entry = copy.contents.book.entry(index);
                (entry.name.clone(), entry.handles.clone())
            };
            **person < ours && entry(here, **person) != entry(there, *index)
        });
        let apart = differing.map(|(_, person)| *person).collect();
        People { which, handles, says, apart, numbers: HashMap::new(), numbered: Vec::new() }
    }

    /// Whether somebody came into the copies under different names or profiles.
    pub(super) fn is_apart(&self, side: usize, number: u32) -> bool {
        self.which(side, number).is_some_and(|person| self.apart.contains(&person))
    }

    /// The entries of those whom an event of both copies names are one all the same, for that names one of the two.
    /// Gives the others with their numbers in both.
    pub(super) fn keep_apart(&mut self, shared: &HashSet<usize>) -> Vec<(u32, u32)> {
        self.apart.retain(|person| !shared.contains(person));
        let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
        let theirs = self.which[1].iter().enumerate().filter(|(_, person)| self.apart.contains(person));
        theirs.map(|(index, person)| (number(*person), number(index))).collect()
    }

    /// Who a copy's number stands for.
    pub(super) fn which(&self, side: usize, number: u32) -> Option<usize> {
        self.which.get(side)?.get(number.checked_sub(1)? as usize).copied()
    }

    /// The number of somebody in the joined ledger. What is made here names them by [`made_number`].
    pub(super) fn number(&mut self, side: usize, number: u32) -> u32 {
        let (side, number) = if side == MADE { (number as usize % 2, number / 2) } else { (side, number) };
        let Some(person) = self.which(side, number) else { return number };
        let entry = (person, if self.apart.contains(&person) { side } else { 0 });
        let numbered = &mut self.numbered;
        *self.numbers.entry(entry).or_insert_with(|| {
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
        let person = person.filter(|person| !self.apart.contains(person));
        match person.and_then(|person| self.handles[*person].as_deref()) {
            Some(handle) => {
                fields.set("handle", &handle);
                line::sealed_anew(&fields.text()).unwrap_or_else(|| text.to_owned())
            }
            None => text.to_owned(),
        }
    }
}

/// The number by which a made record names somebody of a copy.
pub(super) fn made_number(side: usize, number: u32) -> u32 {
    number * 2 + u32::from(side == 1)
}

/// The person of this place in a book.
pub(super) fn person(book: &ContactBook, index: usize) -> &crate::engine::contact_book::Person {
    book.person(PersonId(u32::try_from(index).unwrap_or(u32::MAX)))
}
