//! Why a date or a time cannot be read.

use chrono::NaiveDate;

/// Why a WHEN or a DATE cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WhenError {
    /// It has none of the accepted forms.
    Unknown,
    /// It could mean either of these dates.
    EitherDate(NaiveDate, NaiveDate),
    /// It could mean minutes or months.
    MinutesOrMonths,
    /// It is outside the years 1970 to 2999.
    OutOfRange,
}
