//! The records as text, JSON and CSV.
//!
//! | file | contents |
//! |---|---|
//! | `row` | one record and its outcome |
//! | `change` | what a change of the contact book or an import changed |
//! | `follow_up` | how a follow-up was settled |
//! | `stop` | stops and their ends |
//! | `cell_form` | how the cells are written |
//! | `cells` | a record as cells of the table |
//! | `words` | a record in full, for the second line |
//! | `list` | the answer to `history` |
//! | `csv` | the records as CSV, for `export` |

mod cell_form;
mod cells;
mod change;
mod csv;
mod follow_up;
mod list;
mod row;
mod stop;
mod words;

pub(crate) use csv::{CsvRow, csv_of_records};
pub(crate) use list::{HistoryAnswer, HistoryForm, HistoryOrder};
pub(crate) use row::{HistoryInput, HistoryRow};
