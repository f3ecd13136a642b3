//! The records as text, JSON and CSV.
//!
//! | file | contents |
//! |---|---|
//! | `row` | one record and its outcome |
//! | `follow_up` | how a follow-up was settled |
//! | `stop` | stops and their ends |
//! | `list` | the answer to `history` |
//! | `csv` | the records as CSV, for `export` |

mod csv;
mod follow_up;
mod list;
mod row;
mod stop;

pub(crate) use csv::{CsvRow, csv_of_records};
pub(crate) use list::HistoryAnswer;
pub(crate) use row::{HistoryInput, HistoryRow};
