//! A second model of the rules, as plain as possible, which the engine is compared with.
//!
//! It is written from `docs/rules.md` alone. It keeps one long journal, asks it everything, and
//! folds again for each question. It uses types of the engine as names only, never their behaviour.

pub(crate) mod answers;
pub(crate) mod dates;
mod events;
pub(crate) mod fold;
pub(crate) mod journal;
mod lots;
pub(crate) mod reading;
mod reports;
mod starts;
mod stops;

pub(crate) use answers::Ask;
pub(crate) use fold::State;
pub(crate) use reading::Reading;
pub(crate) use reports::{PeopleRate, figures, invitations_by_note};
