//! What `import` read: LinkedIn's data export, a sheet of one's own, or a ledger that `export` wrote.
//!
//! | file | contents |
//! |---|---|
//! | `answer` | LinkedIn's data export: what was found, and what was added |
//! | `sheet` | a sheet of one's own: what was found, and what was added |
//! | `restore` | a restored ledger |

mod answer;
mod restore;
mod sheet;

pub(crate) use answer::{ImportAnswer, MatchedRow};
pub(crate) use restore::RestoreAnswer;
pub(crate) use sheet::{
    RefusedLine, SheetAnswer, SheetFile, SheetInvitations, SheetMessages, SheetSent, SheetSkipped, SheetSpan,
    refused_in_words,
};
