//! What was imported: from LinkedIn's data export, or from a ledger that `export` wrote.
//!
//! | file | what is in it |
//! |---|---|
//! | `answer` | what was found in the archive, and what was added |
//! | `restore` | a ledger was put back |

mod answer;
mod restore;

pub(crate) use answer::{ImportAnswer, MatchedRow};
pub(crate) use restore::RestoreAnswer;
