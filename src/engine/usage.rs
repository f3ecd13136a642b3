//! How much of a limit is used, and whether more fits (rules 3.3, 6).

use super::plan::{Force, Limit};

/// Whether there is enough for what is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// There is.
    Available,
    /// There is not, but the limit only warns (rules 6).
    OverAdvisory,
    /// There is not.
    Blocked,
}

/// A window with its use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// How many were used.
    pub used: u32,
    /// The limit, where there is one.
    pub limit: Option<Limit>,
}

impl Use {
    /// How many are left, never below 0; `None` without a limit.
    pub fn remaining(self) -> Option<u32> {
        self.limit.map(|limit| limit.count.saturating_sub(self.used))
    }

    /// Whether so many more fit.
    pub fn availability(self, more: u32) -> Availability {
        match self.limit {
            Some(limit) if u64::from(self.used) + u64::from(more) > u64::from(limit.count) => match limit.force {
                Force::Enforced => Availability::Blocked,
                Force::Advisory => Availability::OverAdvisory,
            },
            _ => Availability::Available,
        }
    }
}
