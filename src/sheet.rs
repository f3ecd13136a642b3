//! A sheet of one's own: a CSV that a spreadsheet saved, or that `export --format csv` wrote.
//!
//! | file | contents |
//! |---|---|
//! | `columns` | which column is what: the keys of `--map`, and the columns of `export` |
//! | `table` | the cells of a file, with their lines |
//! | `dates` | the dates of a file, and the order of day and month |
//! | `kinds` | the words for kinds |
//! | `rows` | what each row records, or why it cannot be understood |
//! | `tag_cell` | the tags of a record as one cell |
//! | `comparison` | what a ledger has already |
//! | `error` | why a file is refused |
//!
//! A sheet names people as its owner did. It finds a person in the ledger by profile, or by the whole name.

mod columns;
mod comparison;
mod dates;
mod error;
mod kinds;
mod rows;
mod table;
mod tag_cell;

pub(crate) use columns::ColumnMap;
pub(crate) use comparison::{Comparison, PersonPlace, compare};
pub(crate) use error::SheetError;
pub(crate) use rows::{Reading, RefusedRow, Sheet, SheetRow, read};
pub(crate) use table::is_own;
pub(crate) use tag_cell::tag_cell;
