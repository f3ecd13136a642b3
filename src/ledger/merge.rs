//! Two copies of a ledger that diverged, merged into one.
//!
//! 1. People are matched: by the record that first names them, by a shared profile, and by a name that only one person
//!    in each copy has of those not matched yet, unless both have profiles and share none. Where they came into the
//!    copies under different names or profiles, a record is added that merges them.
//! 2. Records are matched: those that say the same in every field, and those of the same event (kind, person, instant).
//!    Undos are one when they take back the same record. Where two records describe one event differently, the one
//!    recorded first counts, and the other is kept, taken back.
//! 3. The records are put in one order: each copy keeps its own, and between the copies the one recorded first comes
//!    first. Records and people are numbered in that order. So it does not matter which copy is merged into which.
//! 4. The account was created when the older copy was; it has the zone of the copy that was written to last.
//!
//! | file | what |
//! |---|---|
//! | `order` | one order for the records of both copies |
//! | `matching` | which records of the two copies are one event |
//! | `key` | what a record says, in words that both copies share |
//! | `events` | the events of both copies |
//! | `people`, `partners` | who is who |
//! | `copy` | one of the copies |

mod copy;
mod events;
mod key;
mod matching;
mod order;
mod partners;
mod people;

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use chrono_tz::Tz;

use super::document::{self, Header};
use super::error::LedgerError;
use super::handle::Ledger;
use super::reader;
use super::recovery::Recovery;
use super::renumber::{NamedPerson, Renumbering, renumber};
use super::{file, line};
use crate::engine::calendar::Instant;
use crate::engine::contact_book::ContactBook;
use crate::engine::record::{Details, Fact, Record, RecordId};
use copy::{ADDED, Copy, HERE, THERE};
use events::Events;
use people::People;

/// What merging another copy into the ledger comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergeReport {
    /// Records that both copies have.
    pub same: usize,
    /// Records that only this one has.
    pub only_here: usize,
    /// Records that only the other one has.
    pub only_there: usize,
    /// Events that the copies describe differently, and records that both correct.
    pub conflicting: usize,
    /// The zones of this copy and the other, when they differ, and the one that is used.
    pub zones: Option<(Tz, Tz, Tz)>,
    /// The backup of the ledger as it was; `None` when nothing was written.
    pub backup: Option<String>,
}

impl Ledger {
    /// Merges another copy into this ledger, after a backup; or only counts.
    ///
    /// # Errors
    ///
    /// When either cannot be read, or this one cannot be written.
    pub fn merge(
        &self,
        other: &Path,
        counts_only: bool,
        now: Instant,
    ) -> Result<(MergeReport, Option<Recovery>), LedgerError> {
        let path = file::follow_links(other)?;
        let bytes = file::read(&path)?.map(|(bytes, _)| bytes).unwrap_or_default();
        let there = Copy::read(&path, bytes)?;
        let mut locked = self.lock()?;
        let (bytes, recovery) = locked.read_recovered()?;
        let here = match bytes {
            Some(bytes) => Copy::read(self.path(), bytes)?,
            None => Copy::without_records(there.header.clone()),
        };
        let (mut report, document) = merge(&here, &there, now);
        // What could not be read afterwards is not written.
        reader::read(document.clone()).map_err(|(error, _)| error.of_file(self.path()))?;
        if report.only_there > 0 && !counts_only {
            report.backup = locked.replace(&document, now, here.header.zone, false)?;
        }
        Ok((report, recovery))
    }
}

/// The counts, and the merged document.
fn merge(here: &Copy, there: &Copy, now: Instant) -> (MergeReport, Vec<u8>) {
    let mut people = People::matched(here, there);
    let mut events = Events::matched(here, there, &people);
    let kept_apart = people.keep_apart(&events.people_of_shared_events(&people));
    events.merge_entries(&kept_apart);
    let order = order::order(&events);
    let header = header(here, there);
    let zones = (here.header.zone, there.header.zone);
    let report = MergeReport {
        same: events.shared_count(),
        only_here: events.count_only_of(HERE),
        only_there: events.count_only_of(THERE),
        conflicting: events.conflicting,
        zones: (zones.0 != zones.1).then_some((zones.0, zones.1, header.zone)),
        backup: None,
    };
    let mut lines = write(&events, &order, people);
    lines.push(marker(&events, &order, now));
    let lines: Vec<Cow<'_, str>> = lines.into_iter().map(Cow::Owned).collect();
    (report, document::render(&header, &lines))
}

/// The opening line of both.
fn header(here: &Copy, there: &Copy) -> Header {
    let (first, second) = if here.rank() >= there.rank() { (here, there) } else { (there, here) };
    let mut header = first.header.clone();
    header.created = first.header.created.min(second.header.created);
    header.account.fill_from(&second.header.account);
    header.others.fill_from(&second.header.others);
    header
}

/// The lines in their order, with the numbers of records and people that this order gives them.
fn write(events: &Events<'_>, order: &[usize], mut people: People) -> Vec<String> {
    let mut new_ids = vec![0_u64; events.list.len()];
    for (id, event) in (1..).zip(order) {
        new_ids[*event] = id;
    }
    let mut introduced = HashSet::new();
    let mut lines = Vec::with_capacity(order.len());
    for event in order {
        let texts = events.list[*event].texts.iter().map(|(side, text)| {
            // Records that the merge adds refer to others by event.
            let of_event = |event: u64| new_ids[usize::try_from(event).unwrap_or(0)];
            let of_record = |id: u64| events.event_of(*side, id).map_or(id, |event| new_ids[event]);
            let record = |old: u64| if *side == ADDED { of_event(old) } else { of_record(old) };
            let mut person = |person: &NamedPerson| people.number(*side, person.number);
            let mut numbers = Renumbering { record: &record, person: &mut person };
            let text = renumber(text, &mut numbers).unwrap_or_else(|| text.clone());
            if *side == ADDED { events::with_id(&text, new_ids[*event]) } else { text }
        });
        let text = texts.collect::<Vec<String>>().into_iter().min().unwrap_or_default();
        lines.push(people.introduce(&text, &mut introduced));
    }
    lines
}

/// The record that says which records came from the other copy, so that one undo takes the merge back.
fn marker(events: &Events<'_>, order: &[usize], now: Instant) -> String {
    let new = order.iter().zip(1..).filter(|(event, _)| events.is_new(**event)).map(|(_, id)| RecordId(id));
    let marker = Record {
        id: RecordId(order.len() as u64 + 1),
        at: now,
        recorded: now,
        fact: Fact::Joined(new.collect()),
        details: Details::default(),
    };
    line::write(&marker, &ContactBook::default())
}
