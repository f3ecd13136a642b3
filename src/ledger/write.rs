//! Writing under the lock: creation, append, and the rewrite that a new zone needs.

use std::borrow::Cow;
use std::path::PathBuf;

use chrono_tz::Tz;

use super::document::{self, CLOSING, Header};
use super::error::LedgerError;
use super::lock::Guard;
use super::mend::Repair;
use super::{Contents, file, line};
use crate::engine::book::Book;
use crate::engine::calendar::Instant;
use crate::engine::record::Record;

/// A ledger under its lock.
#[derive(Debug)]
pub struct Locked {
    path: PathBuf,
    bytes: Vec<u8>,
    found: Option<(Header, Contents)>,
    repair: Option<Repair>,
    _guard: Guard,
}

impl Locked {
    pub(super) fn new(
        path: PathBuf,
        guard: Guard,
        bytes: Vec<u8>,
        found: Option<(Header, Contents)>,
        repair: Option<Repair>,
    ) -> Locked {
        Locked { path, bytes, found, repair, _guard: guard }
    }

    /// What the file holds; `None` when there is no file yet.
    pub fn contents(&self) -> Option<&Contents> {
        self.found.as_ref().map(|(_, contents)| contents)
    }

    /// What was mended before it could be read.
    pub fn repair(&self) -> Option<&Repair> {
        self.repair.as_ref()
    }

    /// Gives the lock up.
    pub(super) fn into_contents(self) -> (Option<Contents>, Option<Repair>) {
        (self.found.map(|(_, contents)| contents), self.repair)
    }

    /// Records: creates the file at `now` and in `zone` if there is none, else appends. When this returns,
    /// the records last. `book` has everybody that they name.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; it is then as it was, or is mended by the next command.
    pub fn record(self, records: &[Record], book: &Book, now: Instant, zone: Tz) -> Result<(), LedgerError> {
        let lines: Vec<Cow<'_, str>> = records.iter().map(|record| Cow::Owned(line::write(record, book))).collect();
        match &self.found {
            None => file::replace(&self.path, &document::render(&Header::new(now, zone), &lines)),
            Some(_) if document::is_laid_out(&self.bytes) => self.append(&lines),
            Some((header, _)) => self.rewrite(header, &lines, now),
        }
    }

    /// Writes over the closing line: the new lines and a new closing line. First the opening line learns how
    /// long the file is as it stands, so that a cut is told from an append that did not end.
    fn append(&self, lines: &[Cow<'_, str>]) -> Result<(), LedgerError> {
        let length = self.bytes.len();
        let at = length - CLOSING.len();
        let mut separator = if self.bytes[..at].ends_with(b"[") { "\n" } else { ",\n" };
        let mut tail = Vec::new();
        for line in lines {
            tail.extend_from_slice(separator.as_bytes());
            tail.extend_from_slice(line.as_bytes());
            separator = ",\n";
        }
        tail.extend_from_slice(CLOSING);
        let (place, _) = document::whole(&self.bytes).unwrap_or_default();
        let whole = document::whole_text(length);
        file::overwrite(&self.path, &[(place as u64, whole.as_bytes()), (at as u64, &tail)], None)
    }

    /// Lays the file out anew, with every record as it stands and these behind. The file as it was is kept
    /// beside, under the date of this change.
    fn rewrite(&self, header: &Header, new_lines: &[Cow<'_, str>], now: Instant) -> Result<(), LedgerError> {
        let path = || self.path.clone();
        let document = document::parse(&self.bytes).map_err(|_| LedgerError::NotAFile(path()))?;
        let mut lines: Vec<Cow<'_, str>> =
            document.records.iter().map(|raw| document::on_one_line(raw.get())).collect();
        lines.extend(new_lines.iter().cloned());
        let label = format!("{}.backup", now.in_utc().format("%Y%m%dT%H%M%SZ"));
        file::keep_beside(&self.path, &label, &self.bytes)?;
        file::replace(&self.path, &document::render(header, &lines))
    }

    /// Moves the account to another zone. Every figure is read anew in it (rules 1.4).
    ///
    /// # Errors
    ///
    /// When the file cannot be written; it is then as it was.
    pub fn set_zone(self, zone: Tz, now: Instant) -> Result<(), LedgerError> {
        match &self.found {
            None => file::replace(&self.path, &document::render(&Header::new(now, zone), &[])),
            Some((header, _)) => self.rewrite(&header.in_zone(zone), &[], now),
        }
    }
}
