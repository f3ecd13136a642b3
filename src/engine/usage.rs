//! How much of a limit is used, and whether there is room for more (rules 3.3, 6).

use super::plan::{Enforcement, Limit};

/// Whether there is enough for a send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// There is enough.
    Available,
    /// There is not enough, but the limit only warns (rules 6).
    OverAdvisory,
    /// There is not enough.
    Blocked,
}

/// The usage of a window, and its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowUsage {
    /// The number used.
    pub used: u32,
    /// The limit, if there is one.
    pub limit: Option<Limit>,
}

impl WindowUsage {
    /// The number left, never below 0; `None` without a limit.
    pub fn remaining(self) -> Option<u32> {
        self.limit.map(|limit| limit.count.saturating_sub(self.used))
    }

    /// How many more an enforced limit allows; `None` if nothing blocks.
    pub fn room(self) -> Option<u32> {
        self.remaining().filter(|_| self.limit.is_some_and(|limit| limit.force == Enforcement::Enforced))
    }

    /// Whether there is room for this many more.
    pub fn availability(self, more: u32) -> Availability {
        match self.limit {
            Some(limit) if u64::from(self.used) + u64::from(more) > u64::from(limit.count) => match limit.force {
                Enforcement::Enforced => Availability::Blocked,
                Enforcement::Advisory => Availability::OverAdvisory,
            },
            _ => Availability::Available,
        }
    }
}
