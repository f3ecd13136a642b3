//! Plans.
//!
//! | file | what is in it |
//! |---|---|
//! | `current` | the plan in force |
//! | `list` | all plans |
//! | `set` | a plan was recorded |
//! | `compare` | plans compared by the member's own history |
//! | `numbers` | the numbers of a plan, each with its source |
//! | `change` | the numbers that a plan record changed |

mod change;
mod compare;
mod current;
mod list;
mod numbers;
mod set;

pub(crate) use change::{ChangedNumber, changed_numbers, changes_in_words};
pub(crate) use compare::ComparisonAnswer;
pub(crate) use current::PlanAnswer;
pub(crate) use list::PlanListAnswer;
pub(crate) use set::PlanSetAnswer;
