//! Plans: the one in force, all of them, a change, and a comparison.

pub(crate) mod change;
pub(crate) mod compare;
pub(crate) mod numbers;
pub(crate) mod set;
