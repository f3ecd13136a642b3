//! Merges two copies of a ledger that diverged.
//!
//! 1. People are matched: by the record that introduces them, by a shared profile, or by name. A name counts if only
//!    one unmatched person in each copy has it, unless both have profiles but none in common. If a person was
//!    introduced with different names or profiles, a record is added that merges the two entries.
//! 2. Records are matched if all fields are the same, or if they are about the same event (kind, person and instant).
//!    Two undos match if they undo the same record, unless one was taken back before the other was made: of an undo and
//!    a redo, the later one counts. If two records describe an event differently, the one that was recorded first
//!    counts; the other is kept but undone.
//! 3. The records are put in one order. Each copy keeps its own order, and between the copies the record that was
//!    recorded first comes first. Records and people are renumbered in that order, so the result does not depend on
//!    which copy is merged into which.
//! 4. The account has the earlier creation time, and the zone of the copy that was written last.
//!
//! | file | what |
//! |---|---|
//! | `order` | puts the events of both copies in one order |
//! | `matching` | finds the records of the two copies that are the same event |
//! | `undos` | the same for undos and redos |
//! | `key` | the content of a record in a form that both copies share |
//! | `events` | the events of both copies |
//! | `people`, `person_matching` | the people of both copies, and who is the same person |
//! | `copy` | one of the copies |

mod copy;
mod events;
mod key;
mod matching;
mod order;
mod people;
mod person_matching;
mod undos;

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use chrono_tz::Tz;

use super::document::{self, Header};
use super::error::LedgerError;
use super::handle::Ledger;
use super::line;
use super::line::LONGEST_LINE;
use super::reader;
use super::recovery::Recovery;
use super::renumber::{Renumbering, renumber};
use crate::engine::calendar::Instant;
use crate::engine::contact_book::ContactBook;
use crate::engine::record::{Details, Fact, Record, RecordId};
use copy::{ADDED, Copy, HERE, THERE};
use events::Events;
use people::People;

/// The result of merging another copy into the ledger.
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
    /// The zones of this copy and the other copy, if they differ, and the zone that is used.
    pub zones: Option<(Tz, Tz, Tz)>,
    /// The name of the backup from before the merge; `None` if nothing was written.
    pub backup: Option<String>,
}

impl Ledger {
    /// Makes a backup and merges another copy into this ledger. With `counts_only`, writes nothing. Calls `progress`
    /// with what it does next.
    ///
    /// # Errors
    ///
    /// When one of the copies cannot be read, or this one cannot be written.
    pub fn merge(
        &self,
        other: &Path,
        counts_only: bool,
        now: Instant,
        progress: &mut dyn FnMut(&str),
    ) -> Result<(MergeReport, Option<Recovery>), LedgerError> {
        let there = Copy::read_other(other).map_err(|error| LedgerError::OtherCopy(Box::new(error)))?;
        progress("read the other copy");
        let mut locked = self.lock()?;
        let (bytes, recovery) = locked.read_recovered()?;
        let here = match bytes {
            Some(bytes) => Copy::read(self.path(), bytes)?,
            None => Copy::without_records(there.header.clone()),
        };
        let zone = here.header.zone;
        let (mut report, document) = merge(here, there, now, progress);
        refuse_long_lines(self.path(), &document)?;
        progress("checking the merged ledger");
        // Checks that the merged document can be read before it is written.
        reader::read_current(&document).map_err(|error| error.of_file(self.path()))?;
        if report.only_there > 0 && !counts_only {
            report.backup = locked.replace(&document, now, zone, false)?;
        }
        Ok((report, recovery))
    }
}

/// Fails if a line of the merged document could not be read again: the one that lists the records of the other copy.
fn refuse_long_lines(path: &Path, document: &[u8]) -> Result<(), LedgerError> {
    let lines = document.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b",").unwrap_or(line));
    // After the last record, there is space for more.
    if lines.map(<[u8]>::trim_ascii_end).all(|line| line.len() <= LONGEST_LINE) {
        return Ok(());
    }
    let (what, remedy) = ("a record would be longer than 1 MiB", "merge into the copy that has more records");
    Err(LedgerError::NoRoom { path: path.to_owned(), what, remedy })
}

/// Merges two copies. Returns the counts and the merged document.
fn merge(mut here: Copy, mut there: Copy, now: Instant, progress: &mut dyn FnMut(&str)) -> (MergeReport, Vec<u8>) {
    progress("read both copies; finding the same people and records");
    let mut people = People::matched(&here, &there);
    // Only matching people needs their present names.
    (here.book, there.book) = (ContactBook::default(), ContactBook::default());
    let (here, there) = (&here, &there);
    let mut events = Events::matched(here, there, &people);
    let separate = people.keep_separate(&events.people_of_shared_events(&people));
    events.merge_entries(&separate);
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
    progress("writing the merged ledger");
    let mut lines = write(&events, &order, people);
    lines.push(marker(&events, &order, now));
    let lines: Vec<Cow<'_, str>> = lines.into_iter().map(Cow::Owned).collect();
    (report, document::render(&header, &lines))
}

/// The merged opening line.
fn header(here: &Copy, there: &Copy) -> Header {
    let (first, second) = if here.sort_key() >= there.sort_key() { (here, there) } else { (there, here) };
    let mut header = first.header.clone();
    header.created = first.header.created.min(second.header.created);
    header.account.fill_from(&second.header.account);
    header.others.fill_from(&second.header.others);
    header
}

/// Writes the lines in their order, with new numbers for records and people.
fn write(events: &Events<'_>, order: &[usize], mut people: People) -> Vec<String> {
    let mut new_ids = vec![0_u64; events.list.len()];
    for (id, event) in (1..).zip(order) {
        new_ids[*event] = id;
    }
    let mut introduced = HashSet::new();
    let mut lines = Vec::with_capacity(order.len());
    for event in order {
        let texts = events.list[*event].texts.iter().map(|(side, text)| {
            // Records that the merge adds refer to other records by event.
            let of_event = |event: u64| new_ids[usize::try_from(event).unwrap_or(0)];
            let of_record = |id: u64| events.event_of(*side, id).map_or(id, |event| new_ids[event]);
            let record = |old: u64| if *side == ADDED { of_event(old) } else { of_record(old) };
            let mut person = |number: u32| people.number(*side, number);
            let mut numbers = Renumbering { record: &record, person: &mut person };
            let text = renumber(text, &mut numbers).unwrap_or_else(|| text.clone().into_owned());
            if *side == ADDED { events::with_id(&text, new_ids[*event]) } else { text }
        });
        let text = texts.collect::<Vec<String>>().into_iter().min().unwrap_or_default();
        lines.push(people.introduce(&text, &mut introduced));
    }
    lines
}

/// The record that lists the records from the other copy, so that one undo can undo the merge.
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
