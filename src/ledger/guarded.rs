//! The lock of a ledger, whose file need not be read to append to it.

use std::borrow::Cow;
use std::path::Path;

use chrono_tz::Tz;

use super::error::LedgerError;
use super::glance::{Extent, Glance, Identity};
use super::lock::Guard;
use super::write::{self, Held, Locked};
use super::{Contents, Ledger, Scope, crash, file, line, mend, read_any, refusal, stream};
use crate::engine::calendar::Instant;
use crate::engine::contact_book::Person;
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

    /// Where the file is.
    pub(super) fn path(&self) -> &Path {
        &self.ledger.path
    }

    /// Reads the file: of one that is laid out by this program and sound, only the records stay in memory.
    ///
    /// # Errors
    ///
    /// As [`Ledger::read`].
    pub fn read(self) -> Result<Locked, LedgerError> {
        let glance = self.glance(0);
        let sound = glance.zip(self.read_sound(Scope::Everything)).filter(|(glance, (contents, extent))| {
            !contents.records.is_empty() && extent.number_at.is_some() && extent.identity == *glance.identity()
        });
        match sound {
            Some((glance, (contents, extent))) => {
                crash::step("read");
                Ok(Locked::measured(self, glance, extent, contents))
            }
            None => keep_text(self.hold()?),
        }
    }

    /// What a sound file of ours holds and how far it reaches, without its text ever in memory.
    pub fn read_sound(&self, scope: Scope) -> Option<(Contents, Extent)> {
        let (contents, extent) = stream::read(self.path(), scope)?;
        Some((contents, extent?))
    }

    /// Reads the whole file again, of which it is known what it holds.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or has changed since the glance.
    pub(super) fn read_again(self, glance: &Glance) -> Result<Held, LedgerError> {
        file::is_still(self.path(), Some(glance.stamp()))?;
        self.read_bytes()
    }

    pub(super) fn hold(self) -> Result<Held, LedgerError> {
        let held = self.read_bytes()?;
        crash::step("read");
        Ok(held)
    }

    fn read_bytes(self) -> Result<Held, LedgerError> {
        let Guarded { ledger: Ledger { path, .. }, guard } = self;
        let file = file::read(&path)?;
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
        write::refuse_full(records.iter().map(|(record, _)| record), self.path())?;
        let about =
            |(record, person): &(Record, Option<Person>)| Cow::Owned(line::write_about(record, person.as_ref()));
        let lines: Vec<Cow<'_, str>> = records.iter().map(about).collect();
        if !self.append_lines((glance, extent), &lines, (now, zone))? {
            return Ok(Appended::Not);
        }
        let salt = lines.last().map_or(0, |line| crc32fast::hash(line.as_bytes()));
        Ok(Appended::Now(file::tell_apart(self.path(), salt).map(|about| Identity::of(&about))))
    }

    /// Writes lines behind what a glance has shown; says no when the file has to be laid out anew.
    pub(super) fn append_lines(
        &self,
        (glance, extent): (&Glance, &Extent),
        lines: &[Cow<'_, str>],
        (now, zone): (Instant, Tz),
    ) -> Result<bool, LedgerError> {
        match glance.place_behind(extent) {
            Some((stamp, slack)) => write::append(self.path(), &stamp, slack, lines, (now, zone)),
            None => Ok(false),
        }
    }
}

/// Mends and reads what is held, and keeps its text.
pub(super) fn keep_text(mut held: Held) -> Result<Locked, LedgerError> {
    let repair = mend::mend(&mut held)?;
    // Of a large ledger there is one copy in memory, not two.
    let Some(bytes) = held.file.as_mut().map(|(bytes, _)| std::mem::take(bytes)) else {
        return Ok(Locked::new(held, Vec::new(), None, repair));
    };
    let read = read_any(bytes);
    let (bytes, header, contents) = read.map_err(|(fault, _)| refusal(&held.path, fault))?;
    Ok(Locked::new(held, bytes, Some((header, contents)), repair))
}

/// What came of an append.
#[derive(Debug)]
pub enum Appended {
    /// The records last; which file it is now, where that can be told.
    Now(Option<Identity>),
    /// Nothing was written.
    Not,
}
