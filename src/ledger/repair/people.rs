//! The people of a damaged ledger, numbered again in the order in which they come.

use std::collections::HashMap;

use crate::engine::person::name_key;
use crate::ledger::renumber::NamedPerson;

/// People as they are first named, by number and by name.
#[derive(Default)]
pub(super) struct People {
    numbers: HashMap<(u32, String), u32>,
    latest: HashMap<u32, u32>,
    count: u32,
}

impl People {
    /// The new number of somebody: that of the same old number before, unless it came with another name.
    pub(super) fn number(&mut self, person: &NamedPerson) -> u32 {
        let key = person.name.as_deref().map(name_key).unwrap_or_default();
        if let Some(number) = self.numbers.get(&(person.number, key.clone())) {
            return *number;
        }
        if let Some(number) = self.latest.get(&person.number) {
            self.numbers.insert((person.number, key), *number);
            return *number;
        }
        self.count += 1;
        self.latest.insert(person.number, self.count);
        self.numbers.insert((person.number, key), self.count);
        self.count
    }
}
