//! Renumbers the people of a damaged ledger in the order of their first record.

use std::collections::HashMap;

/// The new numbers of people, by their old numbers.
#[derive(Default)]
pub(super) struct People {
    numbers: HashMap<u32, u32>,
}

impl People {
    /// The new number of a person, given the old one.
    pub(super) fn number(&mut self, old: u32) -> u32 {
        let next = u32::try_from(self.numbers.len() + 1).unwrap_or(u32::MAX);
        *self.numbers.entry(old).or_insert(next)
    }
}
