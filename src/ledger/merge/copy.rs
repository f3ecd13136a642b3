//! One of the two copies that are merged.

use std::collections::HashSet;
use std::path::Path;

use crate::engine::calendar::Instant;
use crate::engine::contact_book::{ContactBook, Person};
use crate::engine::person::PersonId;
use crate::engine::record::{Fact, RecordId, Target};
use crate::ledger::contents::Contents;
use crate::ledger::document::{self, Document, Header};
use crate::ledger::error::LedgerError;
use crate::ledger::json::on_one_line;
use crate::ledger::reader::{self, ReadDocument};

/// Where a record comes from: this copy, the other copy, or the merge itself.
pub(super) const HERE: usize = 0;
pub(super) const THERE: usize = 1;
pub(super) const ADDED: usize = 2;

/// A copy that was read.
pub(super) struct Copy {
    pub(super) header: Header,
    pub(super) lines: Vec<String>,
    pub(super) contents: Contents,
    /// The people, with all later names and profiles.
    pub(super) book: ContactBook,
    /// The records that another record undoes.
    pub(super) voided: HashSet<RecordId>,
}

impl Copy {
    pub(super) fn read(path: &Path, bytes: Vec<u8>) -> Result<Copy, LedgerError> {
        let ReadDocument { bytes, header, contents } = reader::read(bytes).map_err(|(error, _)| error.of_file(path))?;
        let Ok(Document { records, .. }) = document::parse(&bytes) else {
            return Err(LedgerError::NotAFile(path.to_owned()));
        };
        let lines = records.iter().map(|raw| on_one_line(raw.get()).into_owned()).collect();
        let book = contents.clone().into_timeline().book().clone();
        let voided = contents.records.iter().filter_map(|record| match record.fact {
            Fact::Void(Target::Record(id)) => Some(id),
            _ => None,
        });
        Ok(Copy { header, lines, voided: voided.collect(), contents, book })
    }

    /// The copy for a file that does not exist yet.
    pub(super) fn without_records(header: Header) -> Copy {
        let contents = Contents::new(header.created, header.zone);
        Copy { header, lines: Vec::new(), contents, book: ContactBook::default(), voided: HashSet::new() }
    }

    /// Orders two copies, whichever is given first: by the time of the latest record, then by zone.
    pub(super) fn rank(&self) -> (Option<Instant>, &'static str) {
        (self.contents.records.last().map(|record| record.recorded), self.header.zone.name())
    }

    /// The number of the person who remains of an entry after all merges.
    pub(super) fn remaining(&self, index: usize) -> PersonId {
        self.book.resolve(PersonId(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// The person with this index, with all later names and profiles.
    pub(super) fn person(&self, index: usize) -> &Person {
        self.book.person(PersonId(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// The places of the records that introduce people, in the order of the people.
    pub(super) fn introductions(&self) -> Vec<usize> {
        let mut places = Vec::new();
        for (place, record) in self.contents.records.iter().enumerate() {
            if may_introduce(&record.fact).is_some_and(|person| person.index() == places.len()) {
                places.push(place);
            }
        }
        places
    }
}

/// The person whom a record may introduce.
pub(super) fn may_introduce(fact: &Fact) -> Option<PersonId> {
    match fact {
        Fact::Edit { correction, .. } => correction.person,
        fact => fact.person(),
    }
}
