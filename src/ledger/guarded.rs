//! The lock of a ledger, whose file need not be read to append to it.

use std::borrow::Cow;

use chrono_tz::Tz;

use super::error::LedgerError;
use super::glance::{Extent, Glance, Identity};
use super::lock::Guard;
use super::write::{self, Held, Locked};
use super::{Ledger, crash, file, line, mend, read_any, refusal};
use crate::engine::book::Person;
use crate::engine::calendar::Instant;
use crate::engine::record::Record;

/// The lock of a ledger.
#[derive(Debug)]
pub struct Guarded {
    ledger: Ledger,
    guard: Guard,
}

impl Ledger {
    /// Takes the lock, whatever state the file is in.
    ///
    /// # Errors
    ///
    /// When the lock cannot be had, or is held by another process for too long.
    pub fn guard(&self) -> Result<Guarded, LedgerError> {
        if self.makes_folder {
            file::make_folder(file::folder_of(&self.path))?;
        }
        // Refused before a lock is left beside it.
        file::is_there(&self.path)?;
        let guard = Guard::take(&self.path)?;
        crash::step("locked");
        Ok(Guarded { ledger: self.clone(), guard })
    }
}

impl Guarded {
    /// Opens the file, if there is one of at least so many bytes.
    pub fn glance(&self, least: u64) -> Option<Glance> {
        self.ledger.glance(least)
    }

    /// Reads the whole file.
    ///
    /// # Errors
    ///
    /// As [`Ledger::read`].
    pub fn read(self) -> Result<Locked, LedgerError> {
        let mut held = self.hold()?;
        let repair = mend::mend(&mut held)?;
        // Of a large ledger there is one copy in memory, not two.
        let Some(bytes) = held.file.as_mut().map(|(bytes, _)| std::mem::take(bytes)) else {
            return Ok(Locked::new(held, Vec::new(), None, repair));
        };
        let read = read_any(bytes);
        let (bytes, header, contents) = read.map_err(|(fault, _)| refusal(&held.path, fault))?;
        Ok(Locked::new(held, bytes, Some((header, contents)), repair))
    }

    pub(super) fn hold(self) -> Result<Held, LedgerError> {
        let Guarded { ledger: Ledger { path, .. }, guard } = self;
        let file = file::read(&path)?;
        crash::step("read");
        Ok(Held { path, file, _guard: guard })
    }

    /// Appends records, each with the person it is about, behind what a glance has shown, and says which file it is
    /// now, if that can be told. When this returns yes, the records last. Says no, and writes nothing, when the file
    /// has to be laid out anew, for which it has to be read.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; it is then as it was, or is mended by the next command.
    pub fn append(
        &self,
        (glance, extent): (&Glance, &Extent),
        records: &[(Record, Option<Person>)],
        (now, zone): (Instant, Tz),
    ) -> Result<Appended, LedgerError> {
        let Some((stamp, slack)) = glance.place_behind(extent) else { return Ok(Appended::Not) };
        if records.iter().any(|(record, _)| record.id.0 > line::LARGEST_ID) {
            return Err(LedgerError::Full(self.ledger.path.clone()));
        }
        let about =
            |(record, person): &(Record, Option<Person>)| Cow::Owned(line::write_about(record, person.as_ref()));
        let lines: Vec<Cow<'_, str>> = records.iter().map(about).collect();
        if !write::append(&self.ledger.path, &stamp, slack, &lines, (now, zone))? {
            return Ok(Appended::Not);
        }
        let salt = lines.last().map_or(0, |line| crc32fast::hash(line.as_bytes()));
        Ok(Appended::Now(file::tell_apart(&self.ledger.path, salt).map(|about| Identity::of(&about))))
    }
}

/// What came of an append.
#[derive(Debug)]
pub enum Appended {
    /// The records last; which file it is now, where that can be told.
    Now(Option<Identity>),
    /// Nothing was written.
    Not,
}
