//! Plans: the one in force, all plans, and changes of plan.
//!
//! | file | contents |
//! |---|---|
//! | `current` | the plan in force |
//! | `list` | all plans |
//! | `show` | one plan, each number with its source |
//! | `set` | a recorded plan |
//! | `compare` | the member's history, replayed on every plan |
//! | `numbers` | the numbers of a plan, each with its source |
//! | `change` | the numbers that a plan record changed, for the history |

mod change;
mod compare;
mod current;
mod list;
mod numbers;
mod set;
mod show;

pub(crate) use change::{ChangedNumber, changed_numbers, changes_in_words};
pub(crate) use compare::ComparisonAnswer;
pub(crate) use current::PlanAnswer;
pub(crate) use list::PlanListAnswer;
pub(crate) use set::{PlanEffect, PlanSetAnswer};
pub(crate) use show::PlanShowAnswer;
