//! The states of people by their number. A search tree of people took a tenth of the first reading of a large ledger:
//! numbers are dense, so this map finds a block of neighbours in a small tree, and the person in it by position.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::person::PersonId;
use super::person_state::PersonState;

/// The number of people in a block.
const BLOCK: u32 = 64;

/// The state of each person who has one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonMap {
    blocks: BTreeMap<u32, Vec<Option<PersonState>>>,
}

/// The block of a person, and the position in it.
fn position(id: PersonId) -> (u32, usize) {
    (id.0 / BLOCK, (id.0 % BLOCK) as usize)
}

impl PersonMap {
    /// The state of a person, if there is one.
    pub fn get(&self, id: PersonId) -> Option<&PersonState> {
        let (block, place) = position(id);
        self.blocks.get(&block)?.get(place)?.as_ref()
    }

    /// The state of a person, if there is one, to be changed.
    pub fn get_mut(&mut self, id: PersonId) -> Option<&mut PersonState> {
        let (block, place) = position(id);
        self.blocks.get_mut(&block)?.get_mut(place)?.as_mut()
    }

    /// The state of a person, or a new one that is added.
    pub fn get_or_add(&mut self, id: PersonId) -> &mut PersonState {
        self.slot(id).get_or_insert_default()
    }

    /// Adds the state of a person, unless there is one.
    pub fn add(&mut self, id: PersonId, state: &PersonState) {
        self.slot(id).get_or_insert_with(|| state.clone());
    }

    /// Sets the state of a person.
    pub fn insert(&mut self, id: PersonId, state: PersonState) {
        *self.slot(id) = Some(state);
    }

    /// Everyone with a state, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (PersonId, &PersonState)> {
        self.blocks.iter().flat_map(|(block, states)| {
            let ids = (block * BLOCK..=block * BLOCK + (BLOCK - 1)).map(PersonId);
            ids.zip(states).filter_map(|(id, state)| Some((id, state.as_ref()?)))
        })
    }

    fn slot(&mut self, id: PersonId) -> &mut Option<PersonState> {
        let (block, place) = position(id);
        let states = self.blocks.entry(block).or_insert_with(|| Vec::with_capacity(BLOCK as usize));
        if states.len() <= place {
            states.resize(place + 1, None);
        }
        &mut states[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_found_and_listed_by_number() {
        let mut map = PersonMap::default();
        for id in [200, 3, 64, 63, u32::MAX] {
            map.get_or_add(PersonId(id)).open = true;
        }
        assert_eq!(map.iter().map(|(id, _)| id.0).collect::<Vec<_>>(), [3, 63, 64, 200, u32::MAX]);
        assert!(map.get(PersonId(63)).is_some_and(|state| state.open));
        assert_eq!(map.get(PersonId(0)), None);
        assert_eq!(map.get_mut(PersonId(201)), None);
    }

    #[test]
    fn adding_keeps_a_state_that_is_there() {
        let mut map = PersonMap::default();
        map.get_or_add(PersonId(1)).open = true;
        map.add(PersonId(1), &PersonState::default());
        map.add(PersonId(2), &PersonState::default());
        assert!(map.get(PersonId(1)).is_some_and(|state| state.open));
        assert!(map.get(PersonId(2)).is_some_and(|state| !state.open));
    }
}
