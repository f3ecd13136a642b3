//! Tables that cannot be read: why, and whether the import can do without them.

use super::csv_table::{TableError, TableStats};
use super::date_order::UnclearOrder;
use super::error::{ArchiveError, first_fields};
use super::file_kind::{FileKind, is_copy};
use super::files::ArchiveFile;
use super::table_parser::TableParser;

/// A table that was left out, because it cannot be read.
#[derive(Debug)]
pub(super) struct UnreadTable {
    pub(super) kind: FileKind,
    /// The file, as shown to the member.
    pub(super) file: String,
    pub(super) reason: String,
}

/// Why a table cannot be read.
#[derive(Debug)]
pub(super) enum Unread {
    /// It is no table of its kind.
    Table(TableError),
    /// It has rows, but none of them is usable.
    NoUsableRow { malformed: u64, bad_dates: u64 },
    /// Whether its dates are month first or day first is not known.
    UnclearDates(UnclearOrder),
}

impl Unread {
    /// Whether the import can do without the table. Messages are all or nothing, except a file that only looks like a
    /// copy of messages.csv by its name. A limit that is exceeded or bytes that are damaged concern the whole archive.
    pub(super) fn is_tolerable(&self, file: &ArchiveFile) -> bool {
        match self {
            Unread::Table(TableError::TooLarge(_) | TableError::Io(_)) => false,
            Unread::Table(TableError::NoHeader(_)) if is_copy(&file.name) => true,
            _ => file.kind != FileKind::Messages,
        }
    }

    /// The reason, as shown to the member.
    pub(super) fn reason(&self) -> String {
        match self {
            Unread::Table(TableError::Empty) => "it is empty".into(),
            Unread::Table(TableError::NoHeader(seen)) => {
                format!("its header is not known (the first row is \"{}\")", first_fields(seen))
            }
            Unread::Table(TableError::UnclosedQuote(line)) => {
                format!("a quote is never closed in the row that begins on line {line}")
            }
            Unread::Table(_) => "it cannot be read".into(),
            Unread::UnclearDates(order) => format!("its dates are not clear: {order}"),
            Unread::NoUsableRow { malformed, bad_dates } => format!(
                "none of its rows can be used ({malformed} with another number of fields than the header, {bad_dates} \
                 without a date and time that can be read)"
            ),
        }
    }

    /// The error for a table that the import cannot do without.
    pub(super) fn into_error(self, file: &ArchiveFile) -> ArchiveError {
        let label = file.label();
        match self {
            Unread::Table(TableError::Empty) => ArchiveError::UnknownHeader { file: label, seen: Vec::new() },
            Unread::Table(TableError::NoHeader(seen)) => ArchiveError::UnknownHeader { file: label, seen },
            Unread::Table(TableError::UnclosedQuote(line)) => ArchiveError::UnclosedQuote { file: label, line },
            Unread::Table(TableError::TooLarge(limit)) => ArchiveError::TooLarge { file: label, limit },
            Unread::Table(TableError::Io(cause)) => file.damaged(&cause),
            Unread::UnclearDates(order) => ArchiveError::UnclearDates { file: label, order },
            Unread::NoUsableRow { malformed, bad_dates } => {
                ArchiveError::NothingReadable { file: label, malformed, bad_dates }
            }
        }
    }
}

/// The table with its dates settled, if it has a usable row or no row at all. Otherwise, the reason and the table.
pub(super) fn usable_table<T: TableParser>(
    file: &ArchiveFile,
    mut table: T,
    stats: TableStats,
) -> Result<(T, TableStats), (Unread, T)> {
    if let Err(order) = table.finish() {
        return Err((Unread::UnclearDates(order), table));
    }
    let (malformed, bad_dates) = (stats.malformed, table.bad_dates());
    if file.kind.is_counted() && stats.rows > 0 && stats.rows == malformed + bad_dates {
        return Err((Unread::NoUsableRow { malformed, bad_dates }, table));
    }
    Ok((table, stats))
}
