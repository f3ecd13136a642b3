//! What each kind of table has to define to be read.

use super::csv_table::{Fields, Schema};
use super::interner::Interner;

/// Collects the rows of one kind of table.
pub(super) trait TableParser: Default {
    /// The columns, and how to know the header.
    const SCHEMA: Schema;
    /// What an import loses where a table has none of these columns.
    const MISSING_COLUMN_COSTS: &'static [(&'static [usize], &'static str)];

    /// Takes what is needed from a row.
    fn parse_row(&mut self, fields: &Fields<'_>, interner: &mut Interner);

    /// The number of rows whose date cannot be read.
    fn bad_dates(&self) -> u64;
}
