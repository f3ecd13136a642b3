//! How the cells of the table of `history` are written.

use chrono::NaiveDate;

use crate::settings::ClockFormat;

/// How the cells are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellForm {
    pub(super) clock: ClockFormat,
    pub(super) today: NaiveDate,
    /// Whether what a record did is in as few words as possible.
    pub(super) is_brief: bool,
}
