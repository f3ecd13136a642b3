//! What `import` read: LinkedIn's data export, or a ledger that `export` wrote.
//!
//! | file | contents |
//! |---|---|
//! | `answer` | LinkedIn's data export: what was found, and what was added |
//! | `restore` | a restored ledger |

mod answer;
mod restore;

pub(crate) use answer::{ImportAnswer, MatchedRow};
pub(crate) use restore::RestoreAnswer;
