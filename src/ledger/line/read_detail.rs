//! How much of each record is read.

/// How much of each record is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadDetail {
    /// Everything.
    Everything,
    /// Only what the figures of an account depend on. Notes and origins may be left out.
    Figures,
}
