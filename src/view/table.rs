//! Tables for the terminal.

use std::fmt;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement};

use super::screen::Look;

/// A table no wider than the screen.
pub(super) struct Table(comfy_table::Table);

impl Table {
    /// A table of columns with these heads; those named in `numbers` lean right.
    pub(super) fn new(heads: &[&str], numbers: &[usize], look: Look) -> Table {
        let mut table = comfy_table::Table::new();
        table.load_style(NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(look.columns).unwrap_or(80));
        table.set_header(heads.iter().copied());
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, if heads.len() > 6 { 1 } else { 2 }));
            if numbers.contains(&index) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        Table(table)
    }

    /// Adds a row of texts that are safe to show.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.0.add_row(cells);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.0.to_string().lines() {
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
