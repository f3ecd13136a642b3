//! How things stand with everybody, or with those who matter for what is left to read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::person::PersonId;
use super::person_state::PersonState;

/// How things stand with people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum People {
    /// With everybody, by number.
    All(Vec<PersonState>),
    /// With those who matter for what is left to read.
    Admitted(BTreeMap<PersonId, PersonState>),
}

impl People {
    /// How things stand with a person, if anything is known.
    pub(super) fn get(&self, id: PersonId) -> Option<&PersonState> {
        match self {
            People::All(all) => all.get(id.index()),
            People::Admitted(admitted) => admitted.get(&id),
        }
    }

    /// The same, to be changed; of whom nothing is known it begins.
    pub(super) fn of(&mut self, id: PersonId) -> &mut PersonState {
        match self {
            People::All(all) => {
                // Somebody may be entered while the account is in use.
                if all.len() <= id.index() {
                    all.resize(id.index() + 1, PersonState::default());
                }
                &mut all[id.index()]
            }
            People::Admitted(admitted) => admitted.entry(id).or_default(),
        }
    }
}
