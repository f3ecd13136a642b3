//! Two copies of a ledger that went apart, joined.
//!
//! 1. People are matched: by the record that first names them, by a shared profile, and by a name that only one person
//!    in each copy has of those not matched yet, unless both have profiles and share none.
//!    Where they came in under different names or profiles, a record that is made merges them.
//! 2. Records are matched: those that say the same in every field, and those that tell the same event (kind,
//!    person, instant). Undos are one when they take back the same record. Where two records tell one event
//!    differently, the one recorded first counts, and the other is kept, taken back.
//! 3. The records are put in one order: that of each copy stays, and between them the one recorded first comes
//!    first. They and the people are numbered anew in that order. So either order of joining gives the same.
//! 4. The account was created when the older copy was; it has the zone of the copy that was written to last.

mod events;
mod order;
mod partners;
mod people;

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use chrono_tz::Tz;

use super::document::{self, Document, Header};
use super::error::LedgerError;
use super::fields::on_one_line;
use super::numbers::Renumbering;
use super::{Contents, Ledger, Recovery, file, line, numbers, read_any, refusal};
use crate::engine::calendar::Instant;
use crate::engine::contact_book::ContactBook;
use crate::engine::record::{Details, Fact, Record, RecordId};
use events::Events;
use people::People;

/// What joining another copy comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// Records that both copies have.
    pub same: usize,
    /// Records that only this one has.
    pub only_here: usize,
    /// Records that only the other has.
    pub only_there: usize,
    /// Events that the copies tell differently, and records that both correct.
    pub conflicting: usize,
    /// The zones of this copy and the other, when they differ, and the one that holds.
    pub zones: Option<(Tz, Tz, Tz)>,
    /// The backup of the ledger as it was; `None` when nothing was written.
    pub backup: Option<String>,
}

/// A copy, read.
struct Copy {
    header: Header,
    lines: Vec<String>,
    contents: Contents,
    /// The people with all that became known of them.
    book: ContactBook,
}

impl Copy {
    fn read(path: &Path, bytes: Vec<u8>) -> Result<Copy, LedgerError> {
        let (bytes, header, contents) = read_any(bytes).map_err(|(fault, _)| refusal(path, fault))?;
        let Ok(Document { records, .. }) = document::parse(&bytes) else {
            return Err(LedgerError::NotAFile(path.to_owned()));
        };
        let lines = records.iter().map(|raw| on_one_line(raw.get()).into_owned()).collect();
        let book = contents.clone().into_timeline().book().clone();
        Ok(Copy { header, lines, contents, book })
    }

    /// When it was written to last, and what else tells it from another, whichever is named first.
    fn rank(&self) -> (Option<Instant>, &'static str) {
        (self.contents.records.last().map(|record| record.recorded), self.header.zone.name())
    }
}

impl Ledger {
    /// Joins another copy into this ledger, after a backup; or only counts.
    ///
    /// # Errors
    ///
    /// When either cannot be read, or this one not be written.
    pub fn join(
        &self,
        other: &Path,
        counts_only: bool,
        now: Instant,
    ) -> Result<(Joined, Option<Recovery>), LedgerError> {
        let path = file::follow_links(other)?;
        let bytes = file::read(&path)?.map(|(bytes, _)| bytes).unwrap_or_default();
        let there = Copy::read(&path, bytes)?;
        let mut locked = self.lock()?;
        let (bytes, recovery) = locked.read_recovered()?;
        let here = bytes.map(|bytes| Copy::read(&self.path, bytes)).transpose()?;
        let here = here.unwrap_or_else(|| Copy {
            header: there.header.clone(),
            lines: Vec::new(),
            contents: Contents::new(there.header.created, there.header.zone),
            book: ContactBook::default(),
        });
        let (mut joined, document) = join(&here, &there, now);
        // What could not be read afterwards is not written.
        read_any(document.clone()).map_err(|(fault, _)| refusal(&self.path, fault))?;
        if joined.only_there > 0 && !counts_only {
            locked.replace(&document, now, here.header.zone, false).map(|name| joined.backup = name)?;
        }
        Ok((joined, recovery))
    }
}

/// The counts, and the joined document.
fn join(here: &Copy, there: &Copy, now: Instant) -> (Joined, Vec<u8>) {
    let mut people = People::matched(here, there);
    let mut events = Events::matched(here, there, &people);
    let kept_apart = people.keep_apart(&events.shared_people(&people));
    events.merge_entries(&kept_apart);
    let order = order::order(&events);
    let header = header(here, there);
    let zones = (here.header.zone, there.header.zone);
    let joined = Joined {
        same: events.same(),
        only_here: events.only(0),
        only_there: events.only(1),
        conflicting: events.conflicting,
        zones: (zones.0 != zones.1).then_some((zones.0, zones.1, header.zone)),
        backup: None,
    };
    let mut lines = write(&events, &order, people);
    let news: Vec<RecordId> =
        order.iter().zip(1..).filter(|(event, _)| events.is_new(**event)).map(|(_, id)| RecordId(id)).collect();
    let marker = Record {
        id: RecordId(lines.len() as u64 + 1),
        at: now,
        recorded: now,
        fact: Fact::Joined(news),
        details: Details::default(),
    };
    lines.push(line::write(&marker, &ContactBook::default()));
    let lines: Vec<Cow<'_, str>> = lines.into_iter().map(Cow::Owned).collect();
    (joined, document::render(&header, &lines))
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

/// The lines in their order, with the numbers of records and people that this gives them.
fn write(events: &Events<'_>, order: &[usize], mut people: People) -> Vec<String> {
    let mut new_ids = vec![0_u64; events.list.len()];
    for (id, event) in (1..).zip(order) {
        new_ids[*event] = id;
    }
    let mut named = HashSet::new();
    order
        .iter()
        .map(|event| {
            let texts = events.list[*event].told.iter().map(|(side, text)| {
                // What is made here refers by event.
                let made = |old: u64| new_ids[usize::try_from(old).unwrap_or(0)];
                let told = |old: u64| events.event_of(*side, old).map_or(old, |event| new_ids[event]);
                let record = |old: u64| if *side == events::MADE { made(old) } else { told(old) };
                let mut person = |who: &numbers::Who| people.number(*side, who.number);
                let mut numbers = Renumbering { record: &record, person: &mut person };
                let text = numbers::renumber(text, &mut numbers).unwrap_or_else(|| text.clone());
                if *side == events::MADE { events::numbered(&text, new_ids[*event]) } else { text }
            });
            let text = texts.collect::<Vec<String>>().into_iter().min().unwrap_or_default();
            people.introduce(&text, &mut named)
        })
        .collect()
}
