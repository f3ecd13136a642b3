//! Why a sheet is refused as a whole.

use std::fmt;

use chrono::NaiveDate;

/// Why a sheet is refused. `file` is its name, safe to show once escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SheetError {
    /// It cannot be read.
    Unreadable { file: String, cause: String },
    /// It has more bytes or rows than a sheet may have.
    TooLarge { file: String },
    /// `--map` cannot be understood.
    BadMap { cause: String },
    /// It has no row with all columns that `--map` names.
    NoColumns { file: String, wanted: Vec<String>, seen: Vec<String> },
    /// A quote is never closed.
    UnclosedQuote { file: String, line: u64 },
    /// A date such as 9/3/2026 could be in March or in September, and no other row tells.
    AmbiguousDate { file: String, line: u64, text: String, readings: (NaiveDate, NaiveDate) },
    /// One date has the day first, another the month.
    MixedDates { file: String, day_first: u64, month_first: u64 },
}

impl SheetError {
    /// The code in JSON.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            SheetError::Unreadable { .. } => "unreadable",
            SheetError::TooLarge { .. } => "sheet_too_large",
            SheetError::BadMap { .. } => "bad_map",
            SheetError::NoColumns { .. } => "unknown_header",
            SheetError::UnclosedQuote { .. } => "unclosed_quote",
            SheetError::AmbiguousDate { .. } => "ambiguous_dates",
            SheetError::MixedDates { .. } => "mixed_dates",
        }
    }

    /// What to do about it.
    pub(crate) fn hint(&self) -> &'static str {
        match self {
            SheetError::Unreadable { .. } => "check the path and its permissions",
            SheetError::TooLarge { .. } => "import it in parts",
            SheetError::BadMap { .. } => {
                "write it as --map person=Name,date=Sent,kind=Type; the keys are person, handle, date, time, kind, free, \
                 with-note, note, tag, template, replied and accepted"
            }
            SheetError::NoColumns { .. } => "use the column names of the file's first line",
            SheetError::UnclosedQuote { .. } => "close the quote in that row",
            SheetError::AmbiguousDate { .. } => {
                "add --date-order day-first or --date-order month-first, or write dates as 2026-11-24"
            }
            SheetError::MixedDates { .. } => "write every date in the same order, or as 2026-11-24",
        }
    }
}

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SheetError::Unreadable { file, cause } => write!(f, "{file} cannot be read: {cause}"),
            SheetError::TooLarge { file } => write!(f, "{file} is too large: a sheet may have 32 MiB and 500,000 rows"),
            SheetError::BadMap { cause } => write!(f, "invalid --map: {cause}"),
            SheetError::NoColumns { file, wanted, seen } => write!(
                f,
                "{file} has no columns named {}: its first line is \"{}\"",
                wanted.join(", "),
                seen.join(", ")
            ),
            SheetError::UnclosedQuote { file, line } => {
                write!(f, "{file} has a quote that is never closed, in the row that begins on line {line}")
            }
            SheetError::AmbiguousDate { file, line, text, readings: (one, other) } => {
                write!(f, "{file}, line {line}: {text} could mean {one} or {other}, and no other row decides")
            }
            SheetError::MixedDates { file, day_first, month_first } => {
                write!(
                    f,
                    "{file} has a date with the day first on line {day_first}, and one with the month first on line {month_first}"
                )
            }
        }
    }
}
