//! Renumbers the people of a damaged ledger in the order of their first record.

use std::collections::HashMap;

/// The new numbers of people, by their old numbers.
#[derive(Default)]
pub(super) struct People {
    numbers: HashMap<u32, u32>,
    /// The old numbers, in the order of the new ones.
    in_order: Vec<u32>,
}

impl People {
    /// The new number of a person, given the old one.
    pub(super) fn number(&mut self, old: u32) -> u32 {
        *self.numbers.entry(old).or_insert_with(|| {
            self.in_order.push(old);
            u32::try_from(self.in_order.len()).unwrap_or(u32::MAX)
        })
    }

    /// The count of numbers given.
    pub(super) fn len(&self) -> usize {
        self.in_order.len()
    }

    /// Forgets all numbers after the first `count`.
    pub(super) fn forget_after(&mut self, count: usize) {
        for old in self.in_order.drain(count..) {
            self.numbers.remove(&old);
        }
    }
}
