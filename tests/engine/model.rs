//! The rules once more, in the plainest way there is: a second model that the engine is held against.
//!
//! It is written from `rules.md` and `interface.md` alone. It keeps one long journal, asks it everything, and
//! folds anew for each question. Where it uses types of the engine, it uses them as words, not for what they do.

pub(crate) mod answers;
pub(crate) mod dates;
mod events;
pub(crate) mod fold;
pub(crate) mod journal;
mod lots;
pub(crate) mod reading;
mod reports;
mod starts;

pub(crate) use answers::Ask;
pub(crate) use fold::State;
pub(crate) use reading::Reading;
pub(crate) use reports::figures;
