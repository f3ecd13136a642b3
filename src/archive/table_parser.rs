//! The trait that each kind of table implements.

use super::csv_table::{Fields, Schema};
use super::date_order::UnclearOrder;
use super::interner::Interner;
use super::limits::ExceededLimit;

/// Collects the rows of one kind of table.
pub(super) trait TableParser: Default {
    /// The columns, and how to recognise the header.
    const SCHEMA: Schema;
    /// What an import loses if a table has none of the columns in a list. The text is shown to the member.
    const MISSING_COLUMN_COSTS: &'static [(&'static [usize], &'static str)];

    /// Parses a row.
    fn parse_row(&mut self, fields: &Fields<'_>, interner: &mut Interner) -> Result<(), ExceededLimit>;

    /// Settles what only the whole table shows: the order of its dates.
    fn finish(&mut self) -> Result<(), UnclearOrder> {
        Ok(())
    }

    /// The number of rows whose date cannot be read.
    fn bad_dates(&self) -> u64;

    /// What remains of a table that is left out because its dates cannot be used.
    fn left_out(self) -> Self {
        Self::default()
    }
}
