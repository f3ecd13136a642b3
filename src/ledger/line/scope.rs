//! How much of a record is read.

/// How much of each record is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything.
    Everything,
    /// What the figures of an account depend on: notes, tags, templates and origins may be left out.
    Figures,
}
