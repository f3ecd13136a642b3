//! Limits on how much is read, so that reading stops early if an archive expands enormously.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

/// How much is read before an archive is refused as damaged or hostile.
///
/// The largest real export seen has 5 MB. The defaults leave room for a hundred times that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one table, unpacked.
    pub table_bytes: u64,
    /// Bytes of all tables together, unpacked.
    pub all_bytes: u64,
    /// Bytes of one row. An unclosed quote turns the rest of the table into one row.
    pub row_bytes: u64,
    /// Rows of all tables together.
    pub rows: u64,
    /// Files in one archive or folder.
    pub files: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { table_bytes: 512 << 20, all_bytes: 1 << 30, row_bytes: 8 << 20, rows: 2_000_000, files: 50_000 }
    }
}

/// The limit that was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExceededLimit {
    /// [`Limits::table_bytes`].
    Table,
    /// [`Limits::all_bytes`].
    All,
    /// [`Limits::row_bytes`].
    Row,
    /// [`Limits::rows`].
    Rows,
    /// [`Limits::files`].
    Files,
}

impl fmt::Display for ExceededLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ExceededLimit::Table => "it unpacks to more than any real table has",
            ExceededLimit::All => "the tables together unpack to more than any real export has",
            ExceededLimit::Row => "one row is larger than any real row, as after a quote that is never closed",
            ExceededLimit::Rows => "there are more rows than any real export has",
            ExceededLimit::Files => "it holds more files than any real export has",
        })
    }
}

impl std::error::Error for ExceededLimit {}

/// Tracks how much may still be read. Clones share their counts.
#[derive(Clone, Debug)]
pub(super) struct LimitTracker {
    limits: Limits,
    table: Rc<Cell<u64>>,
    all: Rc<Cell<u64>>,
    row: Rc<Cell<u64>>,
    rows: Rc<Cell<u64>>,
}

impl LimitTracker {
    pub(super) fn new(limits: Limits) -> Self {
        let remaining = |limit: u64| Rc::new(Cell::new(limit));
        LimitTracker {
            limits,
            table: remaining(limits.table_bytes),
            all: remaining(limits.all_bytes),
            row: remaining(limits.row_bytes),
            rows: remaining(limits.rows),
        }
    }

    /// Starts a table.
    pub(super) fn next_table(&self) {
        self.table.set(self.limits.table_bytes);
        self.row.set(self.limits.row_bytes);
    }

    /// Starts a row.
    pub(super) fn next_row(&self) -> Result<(), ExceededLimit> {
        self.row.set(self.limits.row_bytes);
        take(&self.rows, 1, ExceededLimit::Rows)
    }

    /// The number of rows started, in all tables.
    pub(super) fn rows_read(&self) -> u64 {
        self.limits.rows - self.rows.get()
    }

    fn bytes(&self, count: u64) -> Result<(), ExceededLimit> {
        take(&self.table, count, ExceededLimit::Table)?;
        take(&self.all, count, ExceededLimit::All)?;
        take(&self.row, count, ExceededLimit::Row)
    }
}

fn take(remaining: &Cell<u64>, count: u64, limit: ExceededLimit) -> Result<(), ExceededLimit> {
    remaining.set(remaining.get().checked_sub(count).ok_or(limit)?);
    Ok(())
}

/// A reader that fails when a limit is exceeded.
pub(super) struct LimitedReader<R> {
    inner: R,
    limits: LimitTracker,
}

impl<R> LimitedReader<R> {
    pub(super) fn new(inner: R, limits: LimitTracker) -> Self {
        LimitedReader { inner, limits }
    }
}

impl<R: Read> Read for LimitedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.limits.bytes(count as u64).map_err(io::Error::other)?;
        Ok(count)
    }
}

/// The limit that caused an error, if one did.
pub(super) fn exceeded_limit(error: &io::Error) -> Option<ExceededLimit> {
    error.get_ref()?.downcast_ref::<ExceededLimit>().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(limits: Limits, length: u64) -> Option<ExceededLimit> {
        let mut limited = LimitedReader::new(io::repeat(b'x').take(length), LimitTracker::new(limits));
        io::copy(&mut limited, &mut io::sink()).err().and_then(|error| exceeded_limit(&error))
    }

    #[test]
    fn limits_are_exact_to_the_byte() {
        let limits = Limits { table_bytes: 100, all_bytes: 1000, row_bytes: 1000, rows: 1, files: 1 };
        assert_eq!(read(limits, 100), None);
        assert_eq!(read(limits, 101), Some(ExceededLimit::Table));
        assert_eq!(read(Limits { all_bytes: 50, ..limits }, 51), Some(ExceededLimit::All));
        assert_eq!(read(Limits { row_bytes: 50, ..limits }, 51), Some(ExceededLimit::Row));
    }

    #[test]
    fn each_table_and_row_resets_its_limit_but_not_the_total() {
        let limits = LimitTracker::new(Limits { table_bytes: 100, all_bytes: 150, row_bytes: 60, rows: 2, files: 1 });
        assert_eq!(limits.bytes(60), Ok(()));
        assert_eq!(limits.next_row(), Ok(()));
        assert_eq!(limits.bytes(40), Ok(()));
        limits.next_table();
        assert_eq!(limits.bytes(50), Ok(()));
        assert_eq!(limits.bytes(1), Err(ExceededLimit::All));
        assert_eq!((limits.next_row(), limits.next_row()), (Ok(()), Err(ExceededLimit::Rows)));
        assert_eq!(limits.rows_read(), 2);
    }
}
