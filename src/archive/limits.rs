//! Limits on what an import reads and on what it makes of it. An archive that exceeds one is refused before its content
//! fills the memory.
//!
//! An import takes at most 10,000 files, 500,000 rows, 1,000 recipients in one row, 100,000 different people, and
//! 400,000 messages and invitations, each message counted once for each person. LinkedIn allows 50 members in a
//! conversation and 30,000 connections, and the largest real export seen has 5 MB, so every real export fits.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

/// How much an archive may hold before it is refused as damaged or hostile. Each limit is for all given files together,
/// unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one table, unpacked.
    pub table_bytes: u64,
    /// Bytes of all tables, unpacked.
    pub all_bytes: u64,
    /// Bytes of one row. An unclosed quote turns the rest of the table into one row.
    pub row_bytes: u64,
    /// Rows of all tables.
    pub rows: u64,
    /// Files in all archives and folders.
    pub files: u64,
    /// Bytes of the directory of one zip, which names its files.
    pub directory_bytes: u64,
    /// Recipients of one row.
    pub recipients: u64,
    /// Recipients of all rows: a row with five recipients counts as five.
    pub all_recipients: u64,
    /// Different people in all tables. A person with two spellings counts as two.
    pub people: u64,
    /// Bytes of all different names and profile addresses.
    pub name_bytes: u64,
    /// Messages, each counted once for each person that it is to or from, and invitations.
    pub messages: u64,
    /// Bytes of the names and profile addresses of all events. A ledger repeats them in each record.
    pub event_name_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            table_bytes: 512 << 20,
            all_bytes: 1 << 30,
            row_bytes: 8 << 20,
            rows: 500_000,
            files: 10_000,
            directory_bytes: 8 << 20,
            recipients: 1_000,
            all_recipients: 10_000_000,
            people: 100_000,
            name_bytes: 16 << 20,
            messages: 400_000,
            event_name_bytes: 32 << 20,
        }
    }
}

/// The limit that was exceeded, with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExceededLimit {
    /// [`Limits::table_bytes`].
    Table(u64),
    /// [`Limits::all_bytes`].
    All(u64),
    /// [`Limits::row_bytes`].
    Row(u64),
    /// [`Limits::rows`].
    Rows(u64),
    /// [`Limits::files`].
    Files(u64),
    /// [`Limits::directory_bytes`].
    Directory(u64),
    /// [`Limits::recipients`].
    Recipients(u64),
    /// [`Limits::all_recipients`].
    AllRecipients(u64),
    /// [`Limits::people`].
    People(u64),
    /// [`Limits::name_bytes`] or [`Limits::event_name_bytes`].
    Names(u64),
    /// [`Limits::messages`].
    Messages(u64),
}

impl ExceededLimit {
    /// What to do about it.
    pub(super) fn hint(self) -> &'static str {
        match self {
            ExceededLimit::Files(_) | ExceededLimit::Directory(_) => {
                "import the zip as LinkedIn sent it, or messages.csv, Invitations.csv and Connections.csv by themselves"
            }
            ExceededLimit::Recipients(_) => {
                "check where the file comes from; if it is yours, remove that row from messages.csv and import the \
                 table by itself"
            }
            ExceededLimit::Table(_) | ExceededLimit::All(_) | ExceededLimit::Row(_) => {
                "check where the file comes from; if it is yours, import messages.csv, Invitations.csv and \
                 Connections.csv by themselves"
            }
            _ => {
                "check where the file comes from; if it is yours, import one archive at a time, or messages.csv in \
                 parts"
            }
        }
    }
}

impl fmt::Display for ExceededLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            ExceededLimit::Table(most) => {
                write!(f, "unpacked, it is larger than any real table: at most {} MiB", most >> 20)
            }
            ExceededLimit::All(most) => {
                write!(f, "unpacked, its tables are larger than any real export: at most {} MiB", most >> 20)
            }
            ExceededLimit::Row(most) => write!(
                f,
                "one row is larger than any real row, at most {} MiB; perhaps a quote is never closed",
                most >> 20
            ),
            ExceededLimit::Rows(most) => {
                write!(f, "it has more rows than any real export: at most {}", grouped(most))
            }
            ExceededLimit::Files(most) => {
                write!(f, "it has more files than any real export: at most {}", grouped(most))
            }
            ExceededLimit::Directory(most) => {
                write!(f, "its list of files is longer than in any real export: at most {} MiB", most >> 20)
            }
            ExceededLimit::Recipients(most) => {
                write!(f, "one row has more recipients than any real message: at most {}", grouped(most))
            }
            ExceededLimit::AllRecipients(most) => {
                write!(f, "its rows have more recipients together than in any real export: at most {}", grouped(most))
            }
            ExceededLimit::People(most) => {
                write!(f, "it names more people than any real export: at most {}", grouped(most))
            }
            ExceededLimit::Names(most) => {
                write!(f, "its names are longer than in any real export: at most {} MiB", most >> 20)
            }
            ExceededLimit::Messages(most) => write!(
                f,
                "it has more messages and invitations than any real export: at most {}, counting each message once per person",
                grouped(most)
            ),
        }
    }
}

/// A number with a comma after each thousand.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl std::error::Error for ExceededLimit {}

/// Tracks how much may still be read and made. Clones share their counts.
#[derive(Clone, Debug)]
pub(super) struct LimitTracker {
    limits: Limits,
    table: Rc<Cell<u64>>,
    all: Rc<Cell<u64>>,
    row: Rc<Cell<u64>>,
    rows: Rc<Cell<u64>>,
    recipients: Rc<Cell<u64>>,
    messages: Rc<Cell<u64>>,
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
            recipients: remaining(limits.all_recipients),
            messages: remaining(limits.messages),
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
        take(&self.rows, 1, ExceededLimit::Rows(self.limits.rows))
    }

    /// The number of rows started, in all tables.
    pub(super) fn rows_read(&self) -> u64 {
        self.limits.rows - self.rows.get()
    }

    /// The most recipients that a row may have.
    pub(super) fn most_recipients(&self) -> usize {
        usize::try_from(self.limits.recipients).unwrap_or(usize::MAX)
    }

    /// Counts the recipients of a row.
    pub(super) fn recipients(&self, count: usize) -> Result<(), ExceededLimit> {
        if count > self.most_recipients() {
            return Err(ExceededLimit::Recipients(self.limits.recipients));
        }
        take(&self.recipients, count as u64, ExceededLimit::AllRecipients(self.limits.all_recipients))
    }

    /// Checks the number of different people, and the bytes of their names.
    pub(super) fn people(&self, count: usize, bytes: usize) -> Result<(), ExceededLimit> {
        if count as u64 > self.limits.people {
            return Err(ExceededLimit::People(self.limits.people));
        }
        if bytes as u64 > self.limits.name_bytes {
            return Err(ExceededLimit::Names(self.limits.name_bytes));
        }
        Ok(())
    }

    /// Counts a message to or from this many people.
    pub(super) fn message(&self, people: usize) -> Result<(), ExceededLimit> {
        take(&self.messages, people as u64, ExceededLimit::Messages(self.limits.messages))
    }

    /// Checks the bytes of the names of all events.
    pub(super) fn event_names(&self, bytes: u64) -> Result<(), ExceededLimit> {
        let most = self.limits.event_name_bytes;
        if bytes > most { Err(ExceededLimit::Names(most)) } else { Ok(()) }
    }

    fn bytes(&self, count: u64) -> Result<(), ExceededLimit> {
        take(&self.table, count, ExceededLimit::Table(self.limits.table_bytes))?;
        take(&self.all, count, ExceededLimit::All(self.limits.all_bytes))?;
        take(&self.row, count, ExceededLimit::Row(self.limits.row_bytes))
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
        let limits = Limits { table_bytes: 100, all_bytes: 1000, row_bytes: 1000, ..Limits::default() };
        assert_eq!(read(limits, 100), None);
        assert_eq!(read(limits, 101), Some(ExceededLimit::Table(100)));
        assert_eq!(read(Limits { all_bytes: 50, ..limits }, 51), Some(ExceededLimit::All(50)));
        assert_eq!(read(Limits { row_bytes: 50, ..limits }, 51), Some(ExceededLimit::Row(50)));
    }

    #[test]
    fn each_table_and_row_resets_its_limit_but_not_the_total() {
        let limits = Limits { table_bytes: 100, all_bytes: 150, row_bytes: 60, rows: 2, ..Limits::default() };
        let limits = LimitTracker::new(limits);
        assert_eq!(limits.bytes(60), Ok(()));
        assert_eq!(limits.next_row(), Ok(()));
        assert_eq!(limits.bytes(40), Ok(()));
        limits.next_table();
        assert_eq!(limits.bytes(50), Ok(()));
        assert_eq!(limits.bytes(1), Err(ExceededLimit::All(150)));
        assert_eq!((limits.next_row(), limits.next_row()), (Ok(()), Err(ExceededLimit::Rows(2))));
        assert_eq!(limits.rows_read(), 2);
    }

    #[test]
    fn recipients_are_limited_in_each_row_and_in_all_rows() {
        let limits = LimitTracker::new(Limits { recipients: 3, all_recipients: 7, ..Limits::default() });
        assert_eq!(limits.recipients(4), Err(ExceededLimit::Recipients(3)));
        assert_eq!((limits.recipients(3), limits.recipients(3)), (Ok(()), Ok(())));
        assert_eq!(limits.recipients(2), Err(ExceededLimit::AllRecipients(7)));
    }

    #[test]
    fn people_and_messages_are_limited() {
        let limits = LimitTracker::new(Limits { people: 2, name_bytes: 10, messages: 5, ..Limits::default() });
        assert_eq!(limits.people(2, 10), Ok(()));
        assert_eq!(limits.people(3, 10), Err(ExceededLimit::People(2)));
        assert_eq!(limits.people(2, 11), Err(ExceededLimit::Names(10)));
        assert_eq!((limits.message(3), limits.message(3)), (Ok(()), Err(ExceededLimit::Messages(5))));
    }

    #[test]
    fn an_error_names_the_limit() {
        let text = ExceededLimit::Messages(1_000_000).to_string();
        assert!(text.contains("at most 1,000,000"), "{text}");
        assert_eq!([999, 1000, 12_345_678].map(grouped), ["999", "1,000", "12,345,678"]);
    }
}
