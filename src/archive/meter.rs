//! Limits, and the meter that holds a reading to them: an archive that expands enormously stops early.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

/// How much is read before an archive is taken for damaged or hostile.
///
/// The largest real export seen has 5 MB; these limits leave room for a hundred times that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one table, unpacked.
    pub table_bytes: u64,
    /// Bytes of all tables together, unpacked.
    pub all_bytes: u64,
    /// Bytes of one row: an unclosed quote makes one row of all that follows.
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

/// The limit that was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
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

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Excess::Table => "it unpacks to more than any real table has",
            Excess::All => "the tables together unpack to more than any real export has",
            Excess::Row => "one row is larger than any real row, as after a quote that is never closed",
            Excess::Rows => "there are more rows than any real export has",
            Excess::Files => "it holds more files than any real export has",
        })
    }
}

impl std::error::Error for Excess {}

/// What is still allowed. Clones share what they count.
#[derive(Clone, Debug)]
pub(super) struct Meter {
    limits: Limits,
    table: Rc<Cell<u64>>,
    all: Rc<Cell<u64>>,
    row: Rc<Cell<u64>>,
    rows: Rc<Cell<u64>>,
}

impl Meter {
    pub(super) fn new(limits: Limits) -> Self {
        let full = |most: u64| Rc::new(Cell::new(most));
        Meter {
            limits,
            table: full(limits.table_bytes),
            all: full(limits.all_bytes),
            row: full(limits.row_bytes),
            rows: full(limits.rows),
        }
    }

    /// Begins another table.
    pub(super) fn next_table(&self) {
        self.table.set(self.limits.table_bytes);
        self.row.set(self.limits.row_bytes);
    }

    /// Begins another row.
    pub(super) fn next_row(&self) -> Result<(), Excess> {
        self.row.set(self.limits.row_bytes);
        take(&self.rows, 1, Excess::Rows)
    }

    /// How many rows were begun, over all tables.
    pub(super) fn rows_read(&self) -> u64 {
        self.limits.rows - self.rows.get()
    }

    fn bytes(&self, count: u64) -> Result<(), Excess> {
        take(&self.table, count, Excess::Table)?;
        take(&self.all, count, Excess::All)?;
        take(&self.row, count, Excess::Row)
    }
}

fn take(left: &Cell<u64>, count: u64, excess: Excess) -> Result<(), Excess> {
    let rest = left.get().checked_sub(count).ok_or(excess)?;
    left.set(rest);
    Ok(())
}

/// A reader whose every byte is counted.
pub(super) struct Metered<R> {
    inner: R,
    meter: Meter,
}

impl<R> Metered<R> {
    pub(super) fn new(inner: R, meter: Meter) -> Self {
        Metered { inner, meter }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.meter.bytes(count as u64).map_err(io::Error::other)?;
        Ok(count)
    }
}

/// The limit that a reading error is about, if it is about one.
pub(super) fn excess_in(error: &io::Error) -> Option<Excess> {
    error.get_ref()?.downcast_ref::<Excess>().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(limits: Limits, length: u64) -> Option<Excess> {
        let mut metered = Metered::new(io::repeat(b'x').take(length), Meter::new(limits));
        io::copy(&mut metered, &mut io::sink()).err().and_then(|error| excess_in(&error))
    }

    #[test]
    fn each_limit_holds_to_the_byte() {
        let limits = Limits { table_bytes: 100, all_bytes: 1000, row_bytes: 1000, rows: 1, files: 1 };
        assert_eq!(read(limits, 100), None);
        assert_eq!(read(limits, 101), Some(Excess::Table));
        assert_eq!(read(Limits { all_bytes: 50, ..limits }, 51), Some(Excess::All));
        assert_eq!(read(Limits { row_bytes: 50, ..limits }, 51), Some(Excess::Row));
    }

    #[test]
    fn tables_and_rows_start_afresh_and_the_whole_does_not() {
        let meter = Meter::new(Limits { table_bytes: 100, all_bytes: 150, row_bytes: 60, rows: 2, files: 1 });
        assert_eq!(meter.bytes(60), Ok(()));
        assert_eq!(meter.next_row(), Ok(()));
        assert_eq!(meter.bytes(40), Ok(()));
        meter.next_table();
        assert_eq!(meter.bytes(50), Ok(()));
        assert_eq!(meter.bytes(1), Err(Excess::All));
        assert_eq!((meter.next_row(), meter.next_row()), (Ok(()), Err(Excess::Rows)));
        assert_eq!(meter.rows_read(), 2);
    }
}
