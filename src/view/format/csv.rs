//! Cells of CSV files.

use super::words::safe;

/// Escapes a cell, so that no spreadsheet treats it as a formula and no terminal interprets it.
pub(crate) fn csv_cell(cell: &str) -> String {
    let is_formula = cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{}", safe(cell)) } else { safe(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_and_control_characters_are_escaped() {
        assert_eq!(csv_cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(csv_cell("  +1"), "'  +1");
        assert_eq!(csv_cell("@x"), "'@x");
        assert_eq!(csv_cell("Jane Doe"), "Jane Doe");
        assert_eq!(csv_cell("a\u{1b}b"), "a\\u{1b}b");
    }
}
