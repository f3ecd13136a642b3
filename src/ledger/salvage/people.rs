//! The people of a damaged ledger, numbered anew as they come.

use std::collections::HashMap;

use crate::engine::person::name_key;
use crate::ledger::numbers::Who;

/// People as they are first named, by number and by name.
#[derive(Default)]
pub(super) struct People {
    numbers: HashMap<(u32, String), u32>,
    latest: HashMap<u32, u32>,
    count: u32,
}

impl People {
    /// The number of somebody: that of the same number before, unless another name stands beside it.
    pub(super) fn number(&mut self, who: &Who) -> u32 {
        let key = who.name.as_deref().map(name_key).unwrap_or_default();
        if let Some(number) = self.numbers.get(&(who.number, key.clone())) {
            return *number;
        }
        if let Some(number) = self.latest.get(&who.number) {
            self.numbers.insert((who.number, key), *number);
            return *number;
        }
        self.count += 1;
        self.latest.insert(who.number, self.count);
        self.numbers.insert((who.number, key), self.count);
        self.count
    }
}
