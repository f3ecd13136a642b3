//! Which entries were one person, and when (rules 5.7). Merges count for every figure as of every instant; only the
//! marks of [`do_not_contact`](crate::engine::do_not_contact) distinguish records before a merge from those after it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::person::PersonId;

/// The merges of a contact book: of each entry that was merged into another, the place of the record that did it, and
/// the entry that remained.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merges(BTreeMap<PersonId, (usize, PersonId)>);

impl Merges {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes a merge of two people who were not one before.
    pub(in crate::engine) fn note(&mut self, place: usize, from: PersonId, into: PersonId) {
        self.0.insert(from, (place, into));
    }

    /// The person that an entry was part of, just before the record at a place.
    pub fn person_before(&self, entry: PersonId, place: usize) -> PersonId {
        let mut person = entry;
        while let Some((_, into)) = self.0.get(&person).filter(|(merged_at, _)| *merged_at < place) {
            person = *into;
        }
        person
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_part_of_another_from_each_merge_on() {
        let (a, b, c) = (PersonId(0), PersonId(1), PersonId(2));
        let mut merges = Merges::default();
        merges.note(5, c, b);
        merges.note(9, b, a);
        let persons = [5, 6, 9, 10].map(|place| merges.person_before(c, place));
        assert_eq!(persons, [c, b, b, a]);
        assert_eq!(merges.person_before(a, 10), a);
    }
}
