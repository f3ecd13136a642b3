//! Limits on what may be sent, and whether they block or warn (rules 6).

use serde::{Deserialize, Serialize};

/// Whether a limit blocks or warns (rules 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Enforcement {
    /// It blocks: over it, the answer is no.
    Enforced,
    /// It warns: over it, the answer is yes, with a warning.
    Advisory,
}

/// A limit on what may be sent in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// How many.
    pub count: u32,
    /// Whether it blocks or warns.
    pub force: Enforcement,
}

impl Limit {
    /// A limit that blocks.
    pub const fn enforced(count: u32) -> Self {
        Limit { count, force: Enforcement::Enforced }
    }

    /// A limit that warns.
    pub const fn advisory(count: u32) -> Self {
        Limit { count, force: Enforcement::Advisory }
    }
}
