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
use crate::ledger::file;
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

    /// Reads the copy that is merged into the ledger.
    pub(super) fn read_other(path: &Path) -> Result<Copy, LedgerError> {
        let path = file::follow_links(path)?;
        let bytes = file::read(&path)?.map(|(bytes, _)| bytes).unwrap_or_default();
        Copy::read(&path, bytes)
    }

    /// The copy for a file that does not exist yet.
    pub(super) fn without_records(header: Header) -> Copy {
        let contents = Contents::new(header.created, header.zone);
        Copy { header, lines: Vec::new(), contents, book: ContactBook::default(), voided: HashSet::new() }
    }

    /// The key by which copies are ordered: the time of the latest record, then the zone.
    pub(super) fn sort_key(&self) -> (Option<Instant>, &'static str) {
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

    /// The places of the records by level: those that refer to no other record, those that refer to one of these, and
    /// so on.
    pub(super) fn levels(&self) -> Vec<Vec<usize>> {
        let records = &self.contents.records;
        let (mut level_of, mut levels) = (Vec::with_capacity(records.len()), Vec::new());
        for (place, record) in records.iter().enumerate() {
            let referred = refers_to(&record.fact).and_then(|id| self.place_of(id));
            let level = referred.and_then(|place| level_of.get(place)).map_or(0, |level| level + 1);
            if levels.len() <= level {
                levels.resize(level + 1, Vec::new());
            }
            levels[level].push(place);
            level_of.push(level);
        }
        levels
    }

    /// The place of a record.
    pub(super) fn place_of(&self, id: u64) -> Option<usize> {
        self.contents.records.binary_search_by_key(&id, |record| record.id.0).ok()
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

/// The id of the record that a fact refers to.
pub(super) fn refers_to(fact: &Fact) -> Option<u64> {
    match fact {
        Fact::Void(Target::Record(id) | Target::Step(id)) | Fact::Edit { record: id, .. } => Some(id.0),
        Fact::Joined(added) => added.last().map(|id| id.0),
        _ => None,
    }
}
