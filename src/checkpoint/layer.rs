//! The file of a checkpoint, and what is looked up in it.

use std::fs::File;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::deferred;
use super::form::{self, NEVER, Parts};
use super::pages::Pages;
use crate::engine::budget::Budget;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::Person;
use crate::engine::directory::Doubt;
use crate::engine::person::PersonId;
use crate::engine::person_state::PersonState;
use crate::engine::rates::Contact;
use crate::engine::record::{Record, RecordId};
use crate::engine::statement::DaySnapshot;
use crate::engine::totals::{COUNTS, Totals};
use crate::ledger::CoveredPrefix;

/// The most bytes that a header may have.
const LONGEST_HEADER: usize = 64 << 20;

/// What a checkpoint says at its beginning.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Header {
    /// The build of the program that wrote it: no other reads it.
    pub(super) build: String,
    /// What of the ledger it covers.
    pub(super) extent: CoveredPrefix,
    /// What the base covers that it was made for; `None` for a base.
    pub(super) base: Option<CoveredPrefix>,
    pub(super) created: Instant,
    pub(super) zone: Tz,
    /// How many records it covers.
    pub(super) records: usize,
    /// The number of the last one.
    pub(super) last_id: RecordId,
    /// When the one that happened last of those that are folded did.
    pub(super) last_at: Instant,
    /// How many numbers of people are given.
    pub(super) people: usize,
    pub(super) sections: Sections,
    /// The budget after that one, moved no further.
    pub(super) budget: Budget,
}

/// Where things stand behind the header: the first byte, and how many there are.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Sections {
    /// The numbers of the people who have entries, sorted; none where everybody has.
    pub(super) ids: Section,
    /// Where each person's entry begins, from the beginning of the entries; one more for the end.
    pub(super) places: Section,
    /// The entries of people.
    pub(super) entries: Section,
    /// Hashes of names and handles, with whose they are, sorted.
    pub(super) names: Section,
    /// Beginnings of words, with whose they are and the picture of the whole name, sorted.
    pub(super) words: Section,
    /// Marks of days, sorted.
    pub(super) marks: Section,
    /// Contacts, sorted by the first.
    pub(super) contacts: Section,
    /// Those of the same people as the base has them.
    pub(super) contacts_before: Section,
    /// When InMails that were answered within 30 days were sent, sorted.
    pub(super) answered: Section,
    /// The records that a base leaves to be folded later, in the order recorded.
    pub(super) deferred: Section,
}

/// A part of the file, of entries of one width.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Section {
    pub(super) at: u64,
    pub(super) count: u64,
    pub(super) width: u64,
}

/// The bytes of a mark: its date, the balance, and the totals.
pub(super) const MARK: usize = 4 + 8 + 8 * COUNTS;

/// A checkpoint that is open.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) header: Header,
    pages: Pages,
    /// Where the sections begin.
    base: u64,
}

impl Layer {
    /// Opens the file, if it is one of this build.
    pub(super) fn open(file: File, build: &str) -> Result<Layer, Doubt> {
        let pages = Pages::of(file);
        let mut length = [0; 4];
        pages.read(0, &mut length)?;
        let length = usize::try_from(u32::from_le_bytes(length)).ok().filter(|length| *length <= LONGEST_HEADER);
        let mut text = vec![0; length.ok_or(Doubt)?];
        pages.read(4, &mut text)?;
        let header: Header = serde_json::from_slice(&text).map_err(|_| Doubt)?;
        let base = 4 + text.len() as u64;
        if header.build == build { Ok(Layer { header, pages, base }) } else { Err(Doubt) }
    }

    /// A person, and how things stood with them; `None` when this layer has no entry for them.
    pub(super) fn entry(&self, id: PersonId) -> Result<Option<(Person, PersonState)>, Doubt> {
        let Sections { places, entries, .. } = self.header.sections;
        let Some(place) = self.place_of(id)? else { return Ok(None) };
        let bytes = self.range(places, place, place + 2)?;
        let mut parts = Parts(&bytes);
        let (from, to) = (u64::from(parts.number()?), u64::from(parts.number()?));
        form::person(&mut Parts(&self.range(entries, from, to)?)).map(Some)
    }

    /// Which entry is a person's.
    fn place_of(&self, id: PersonId) -> Result<Option<u64>, Doubt> {
        let ids = self.header.sections.ids;
        if self.header.base.is_none() {
            return Ok(Some(u64::from(id.0)));
        }
        let place = self.first(ids, |parts| Ok(parts.number()? >= id.0))?;
        if place == ids.count {
            return Ok(None);
        }
        let found = Parts(&self.range(ids, place, place + 1)?).number()?;
        Ok((found == id.0).then_some(place))
    }

    /// Whose names or handles have this hash.
    pub(super) fn by_hash(&self, hash: u64) -> Result<Vec<PersonId>, Doubt> {
        let names = self.header.sections.names;
        let from = self.first(names, |parts| Ok(parts.long()? >= hash))?;
        let to = self.first(names, |parts| Ok(parts.long()? > hash))?;
        let bytes = self.range(names, from, to)?;
        let mut parts = Parts(&bytes);
        (from..to).map(|_| parts.long().and_then(|_| parts.number()).map(PersonId)).collect()
    }

    /// Where the words that begin from `first` to `last` stand.
    pub(super) fn words(&self, (first, last): (u64, u64)) -> Result<(u64, u64), Doubt> {
        let words = self.header.sections.words;
        let from = self.first(words, |parts| Ok(parts.long()? >= first))?;
        let to = self.first(words, |parts| Ok(parts.long()? > last))?;
        Ok((from, to.max(from)))
    }

    /// Whose words stand there, with the pictures of their names.
    pub(super) fn whose_words(&self, (from, to): (u64, u64)) -> Result<Vec<(PersonId, u64)>, Doubt> {
        let bytes = self.range(self.header.sections.words, from, to)?;
        let mut parts = Parts(&bytes);
        (from..to).map(|_| parts.long().and_then(|_| Ok((PersonId(parts.number()?), parts.long()?)))).collect()
    }

    /// The mark at the end of a date before the last record's.
    pub(super) fn mark(&self, date: NaiveDate) -> Result<DaySnapshot, Doubt> {
        let marks = self.header.sections.marks;
        let behind = self.first(marks, |parts| Ok(parts.date()? > date))?;
        let Some(place) = behind.checked_sub(1) else { return Ok(DaySnapshot::default()) };
        let bytes = self.range(marks, place, behind)?;
        let mut parts = Parts(&bytes);
        parts.date()?;
        let balance = parts.long()?;
        let mut counts = [0; COUNTS];
        for count in &mut counts {
            *count = parts.long()?;
        }
        Ok(DaySnapshot { totals: Totals::of_counts(counts), balance })
    }

    /// The contacts whose first message or InMail lies between two instants, both included.
    pub(super) fn contacts(&self, span: (Instant, Instant)) -> Result<Vec<Contact>, Doubt> {
        self.contacts_in(self.header.sections.contacts, span)
    }

    /// The contacts of the people of this layer as the base has them.
    pub(super) fn contacts_before(&self, span: (Instant, Instant)) -> Result<Vec<Contact>, Doubt> {
        self.contacts_in(self.header.sections.contacts_before, span)
    }

    fn contacts_in(&self, contacts: Section, span: (Instant, Instant)) -> Result<Vec<Contact>, Doubt> {
        let (from, to) = self.between(contacts, span)?;
        let bytes = self.range(contacts, from, to)?;
        let mut parts = Parts(&bytes);
        let contact = |_| {
            let (first, answered) = (parts.instant()?, parts.instant()?);
            Ok(Contact { first, answered: (answered != NEVER).then_some(answered) })
        };
        (from..to).map(contact).collect()
    }

    /// The records that are left to be folded later, and the place of each.
    pub(super) fn deferred(&self) -> Result<(Vec<usize>, Vec<Record>), Doubt> {
        let rows = self.header.sections.deferred;
        deferred::records(&self.range(rows, 0, rows.count)?)
    }

    /// How many InMails that were answered within 30 days were sent between two instants, both included.
    pub(super) fn answered(&self, span: (Instant, Instant)) -> Result<u64, Doubt> {
        self.between(self.header.sections.answered, span).map(|(from, to)| to - from)
    }

    /// Where the entries that begin with an instant of a span stand.
    fn between(&self, section: Section, (first, last): (Instant, Instant)) -> Result<(u64, u64), Doubt> {
        let from = self.first(section, |parts| Ok(parts.instant()? >= first))?;
        let to = self.first(section, |parts| Ok(parts.instant()? > last))?;
        Ok((from, to.max(from)))
    }

    /// The first entry of a sorted section for which something holds, found by halving.
    fn first(&self, section: Section, holds: impl Fn(&mut Parts<'_>) -> Result<bool, Doubt>) -> Result<u64, Doubt> {
        let (mut low, mut high) = (0, section.count);
        while low < high {
            let middle = low + (high - low) / 2;
            let mut entry = [0; 8];
            let key = usize::try_from(section.width.min(8)).unwrap_or(8);
            self.pages.read(self.base + section.at + middle * section.width, &mut entry[..key])?;
            if holds(&mut Parts(&entry[..key]))? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(low)
    }

    /// The bytes of some entries.
    fn range(&self, section: Section, from: u64, to: u64) -> Result<Vec<u8>, Doubt> {
        if from > to || to > section.count {
            return Err(Doubt);
        }
        let length = usize::try_from((to - from) * section.width).map_err(|_| Doubt)?;
        let mut bytes = vec![0; length];
        self.pages.read(self.base + section.at + from * section.width, &mut bytes)?;
        Ok(bytes)
    }
}
