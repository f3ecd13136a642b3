//! The records: on the screen, as documents, and as a table for spreadsheets.
//!
//! | file | what is in it |
//! |---|---|
//! | `row` | a record with what came of it |
//! | `list` | the records, newest first |
//! | `csv` | the records as CSV |

mod csv;
mod list;
mod row;

pub(crate) use csv::{CsvRow, csv_of_records};
pub(crate) use list::HistoryAnswer;
pub(crate) use row::{HistoryInput, HistoryRow};
