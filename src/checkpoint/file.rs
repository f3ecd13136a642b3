//! The checkpoint file, and lookups in it.
//!
//! ```text
//! length of the header · header (JSON) · sections
//! ```
//!
//! A section is an array of entries of the same width. Most sections are sorted, for binary search: finding a person
//! among 25,000 reads some ten pages. The header says where each section starts.

use std::fs::File;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::codec::{self, Bytes};
use super::labels::TagsAndTemplates;
use super::pages::Pages;
use super::rows;
use super::stale::Stale;
use crate::engine::acceptance_rate::CountedInvitations;
use crate::engine::advice::alike::SentText;
use crate::engine::budget::Budget;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::Person;
use crate::engine::person::PersonId;
use crate::engine::person_state::PersonState;
use crate::engine::record::RecordId;
use crate::engine::statement::{PastFigures, Period};
use crate::ledger::CoveredPrefix;

/// The version of the contents and the format. A checkpoint of another version is not read. Raise the number after the
/// slash with every change of the format, and with every change of a rule that changes folded state.
pub(super) const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "/4");

/// The largest header, in bytes.
const LONGEST_HEADER: usize = 64 << 20;

/// The header of a checkpoint.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Header {
    /// Its version.
    pub(super) version: String,
    /// The prefix of the ledger that it covers.
    pub(super) prefix: CoveredPrefix,
    /// When the ledger was created.
    pub(super) created: Instant,
    /// The number of records covered.
    pub(super) records: usize,
    /// The id of the last of them in the order recorded.
    pub(super) last_id: RecordId,
    /// When the last of them in the order of replay happened.
    pub(super) last_at: Instant,
    /// The number of people in these records.
    pub(super) people: usize,
    /// Where the sections are.
    pub(super) sections: Sections,
    /// The budget after the last record.
    pub(super) budget: Budget,
}

/// The sections after the header.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Sections {
    /// The offset of each person's entry within `entries`, and the end of the last one.
    pub(super) places: Section,
    /// The entries of people, in the order of their numbers.
    pub(super) entries: Section,
    /// Hashes of names and handles, sorted.
    pub(super) names: Section,
    /// Beginnings of words, sorted.
    pub(super) words: Section,
    /// The days at the end of which something had changed, sorted.
    pub(super) days: Section,
    /// First contacts, sorted.
    pub(super) contacts: Section,
    /// When each InMail was sent that was answered within 30 days, sorted.
    pub(super) answered: Section,
    /// The days on which people got messages, sorted.
    pub(super) message_days: Section,
    /// When each invitation was sent that the acceptance rate counts, sorted.
    pub(super) invited: Section,
    /// When each of them was sent that was accepted in time, sorted.
    pub(super) accepted: Section,
    /// When each invitation lapses that was neither accepted, withdrawn nor replaced, sorted.
    pub(super) lapses: Section,
    /// The texts sent in the 30 days up to the last record, sorted.
    pub(super) texts: Section,
    /// When each of the last sends happened, sorted.
    pub(super) sends: Section,
    /// The labels of records (JSON).
    pub(super) labels: Section,
}

/// A section: its offset after the header, the number of its entries, and the size of each in bytes.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Section {
    pub(super) at: u64,
    pub(super) count: u64,
    pub(super) width: u64,
}

/// An open checkpoint.
#[derive(Debug)]
pub(super) struct CheckpointFile {
    pub(super) header: Header,
    pages: Pages,
    /// The offset of the first section.
    body: u64,
}

impl CheckpointFile {
    /// Opens the file, if it is of this version.
    pub(super) fn open(file: File) -> Result<CheckpointFile, Stale> {
        let pages = Pages::of(file);
        let mut length = [0; 4];
        pages.read(0, &mut length)?;
        let length = usize::try_from(u32::from_le_bytes(length)).ok().filter(|length| *length <= LONGEST_HEADER);
        let mut json = vec![0; length.ok_or(Stale)?];
        pages.read(4, &mut json)?;
        let header: Header = serde_json::from_slice(&json).map_err(|_| Stale)?;
        let body = 4 + json.len() as u64;
        if header.version == VERSION { Ok(CheckpointFile { header, pages, body }) } else { Err(Stale) }
    }

    /// A person and their state.
    pub(super) fn person(&self, id: PersonId) -> Result<(Person, PersonState), Stale> {
        codec::read_person_and_state(id, &mut Bytes(&self.entry(id)?))
    }

    /// The person who remains after merging.
    pub(super) fn resolve(&self, mut id: PersonId) -> Result<PersonId, Stale> {
        while id.index() < self.header.people
            && let Some(into) = codec::merged_into(&self.entry(id)?)?
        {
            id = into;
        }
        Ok(id)
    }

    fn entry(&self, id: PersonId) -> Result<Vec<u8>, Stale> {
        let Sections { places, entries, .. } = self.header.sections;
        let bytes = self.entries(places, u64::from(id.0)..u64::from(id.0) + 2)?;
        let mut place = Bytes(&bytes);
        self.entries(entries, u64::from(place.u32()?)..u64::from(place.u32()?))
    }

    /// Reads the entries of the people among these numbers who were not merged into others.
    pub(super) fn people<T>(
        &self,
        numbers: Range<u32>,
        read: impl Fn(PersonId, &mut Bytes<'_>) -> Result<T, Stale>,
    ) -> Result<Vec<(PersonId, T)>, Stale> {
        let Sections { places, entries, .. } = self.header.sections;
        let end = u64::from(numbers.end).min(self.header.people as u64);
        let start = end.min(u64::from(numbers.start));
        let places = self.read(places, start..end + 1, |place| place.u32().map(u64::from))?;
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return Ok(Vec::new()) };
        let bytes = self.entries(entries, *first..*last)?;
        let within = |place: u64| usize::try_from(place.saturating_sub(*first)).map_err(|_| Stale);
        let mut people = Vec::with_capacity(places.len());
        for (id, place) in numbers.map(PersonId).zip(places.windows(2)) {
            let entry = bytes.get(within(place[0])?..within(place[1])?).ok_or(Stale)?;
            if codec::merged_into(entry)?.is_none() {
                people.push((id, read(id, &mut Bytes(entry))?));
            }
        }
        Ok(people)
    }

    /// The labels of records, latest first.
    pub(super) fn labels(&self) -> Result<TagsAndTemplates, Stale> {
        let labels = self.header.sections.labels;
        serde_json::from_slice(&self.entries(labels, 0..labels.count)?).map_err(|_| Stale)
    }

    /// The past figures that a statement of a period needs.
    pub(super) fn past_figures(&self, period: Period, span: (Instant, Instant)) -> Result<PastFigures, Stale> {
        let Sections { contacts, answered, message_days, invited, accepted, .. } = self.header.sections;
        Ok(PastFigures {
            contacts: self.read(contacts, self.key_range(contacts, span, codec::read_instant)?, rows::read_contact)?,
            answered_inmails: self.instants(answered, span)?,
            message_days: self.read(
                message_days,
                self.key_range(message_days, (period.from, period.to), codec::read_date)?,
                rows::read_message_day,
            )?,
            invitations: CountedInvitations {
                sent: self.instants(invited, span)?,
                accepted: self.instants(accepted, span)?,
            },
            ..self.past_counts(period)?
        })
    }

    /// The past figures that the counts of a period need.
    pub(super) fn past_counts(&self, period: Period) -> Result<PastFigures, Stale> {
        let days = self.header.sections.days;
        let after_opening = self.first_match(days, |date| Ok(date.date()? >= period.from))?;
        let through = self.first_match(days, |date| Ok(date.date()? > period.to))?;
        let snapshots = self.read(days, after_opening.saturating_sub(1)..through, rows::read_day)?;
        Ok(PastFigures { snapshots, ..PastFigures::default() })
    }

    /// How many of its people have a pending invitation at an instant, as of its last record.
    pub(super) fn pending_invitations(&self, now: Instant) -> Result<u64, Stale> {
        let lapses = self.header.sections.lapses;
        Ok(lapses.count - self.first_match(lapses, |bytes| Ok(bytes.instant()? > now))?)
    }

    /// The texts sent since an instant, if that is at most 30 days before its last record.
    pub(super) fn texts(&self, since: Instant) -> Result<Vec<SentText>, Stale> {
        let texts = self.header.sections.texts;
        self.read(texts, self.key_range(texts, (since, Instant::MAX), codec::read_instant)?, rows::read_text)
    }

    /// When each of the last sends happened.
    pub(super) fn sends(&self) -> Result<Vec<Instant>, Stale> {
        let sends = self.header.sections.sends;
        self.read(sends, 0..sends.count, codec::read_instant)
    }

    /// The instants of a section between two, both included.
    fn instants(&self, section: Section, span: (Instant, Instant)) -> Result<Vec<Instant>, Stale> {
        self.read(section, self.key_range(section, span, codec::read_instant)?, codec::read_instant)
    }

    /// The places of the entries with keys between two, both included.
    pub(super) fn key_range<K: PartialOrd>(
        &self,
        section: Section,
        (first, last): (K, K),
        key: impl Fn(&mut Bytes<'_>) -> Result<K, Stale>,
    ) -> Result<Range<u64>, Stale> {
        let from = self.first_match(section, |bytes| Ok(key(bytes)? >= first))?;
        let to = self.first_match(section, |bytes| Ok(key(bytes)? > last))?;
        Ok(from..to.max(from))
    }

    /// The first entry of a sorted section whose key matches, by binary search. A key has at most eight bytes.
    fn first_match(
        &self,
        section: Section,
        matches: impl Fn(&mut Bytes<'_>) -> Result<bool, Stale>,
    ) -> Result<u64, Stale> {
        let (mut low, mut high) = (0, section.count);
        while low < high {
            let middle = low + (high - low) / 2;
            let mut key = [0; 8];
            let width = usize::try_from(section.width.min(8)).unwrap_or(8);
            self.pages.read(self.body + section.at + middle * section.width, &mut key[..width])?;
            if matches(&mut Bytes(&key[..width]))? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(low)
    }

    /// Reads and parses a range of entries.
    pub(super) fn read<T>(
        &self,
        section: Section,
        places: Range<u64>,
        entry: impl Fn(&mut Bytes<'_>) -> Result<T, Stale>,
    ) -> Result<Vec<T>, Stale> {
        let width = usize::try_from(section.width).map_err(|_| Stale)?.max(1);
        self.entries(section, places)?.chunks(width).map(|bytes| entry(&mut Bytes(bytes))).collect()
    }

    /// The bytes of a range of entries.
    fn entries(&self, section: Section, Range { start, end }: Range<u64>) -> Result<Vec<u8>, Stale> {
        if start > end || end > section.count {
            return Err(Stale);
        }
        let mut bytes = vec![0; usize::try_from((end - start) * section.width).map_err(|_| Stale)?];
        self.pages.read(self.body + section.at + start * section.width, &mut bytes)?;
        Ok(bytes)
    }
}
