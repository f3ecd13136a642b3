//! The rows of all sources together, in the order of threads and time, whichever source came first.

use std::collections::HashSet;

use super::fingerprint::Fingerprint;
use super::messages::{Mark, Row, people_of};
use super::owner::SourceOwner;
use super::register::{Party, Register, ThreadId};
use super::source::Source;

/// A row, where it stands and whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) source: usize,
    /// Whether the owner sent it.
    pub(super) own: bool,
    /// Whether the same row stands with its seconds in another source, while this one has lost them.
    pub(super) twin: bool,
    pub(super) row: Row,
}

impl Seen {
    /// Those whom the row is about beside the owner: the recipients of an own row, the sender of another.
    pub(super) fn others<'a>(
        &self,
        owners: &[Option<SourceOwner>],
        register: &'a Register,
    ) -> impl Iterator<Item = Party> + use<'a> {
        let owner = owners[self.source].as_ref().and_then(|owner| owner.handle);
        let sender = (!self.own).then(|| register.party_of(self.row.from));
        let recipients = self.own.then(|| register.parties_of(self.row.to)).into_iter().flatten();
        let recipients = recipients.filter(move |party| owner.is_none() || party.handle != owner);
        sender.into_iter().chain(recipients)
    }

    /// Whether the row is between the owner and one other: not so sure where somebody writes to nobody named.
    pub(super) fn is_between_two(&self, register: &Register) -> bool {
        let recipients = register.list_of(self.row.to).len();
        self.row.mark != Mark::Ordinary || recipients == 1 || (recipients == 0 && self.own)
    }

    /// Whether two rows of a thread are the same row: one instant, one side, one text.
    pub(super) fn is_same_row(&self, other: &Seen) -> bool {
        let key = |seen: &Seen| (seen.row.moment.map(|moment| moment.at), seen.own, seen.row.text);
        key(self) == key(other)
    }

    /// What stands for the row when only its minute is known, and its thread perhaps not.
    fn in_minute(&self, thread: Fingerprint) -> Option<Fingerprint> {
        let minute = self.row.moment?.at.unix().div_euclid(60);
        let minute = Fingerprint::of("minute").number(minute).number(i64::from(self.own));
        Some(minute.part(self.row.text).part(thread))
    }
}

/// All rows: thread by thread, by instant, those by others first, rows without a date last.
pub(super) fn gather(sources: &[Source], owners: &[Option<SourceOwner>], register: &Register) -> Vec<Seen> {
    let ranks = register.thread_ranks();
    let rank = |thread: ThreadId| ranks[thread.0 as usize];
    let mut rows = Vec::with_capacity(sources.iter().map(|source| source.messages.len()).sum());
    for (source, (table, owner)) in sources.iter().zip(owners).enumerate() {
        let Some(owner) = owner else { continue };
        let seen = |&row: &Row| Seen { source, own: owner.sent(&row, register), twin: false, row };
        rows.extend(table.messages.iter().map(seen));
    }
    rows.sort_unstable_by_key(|seen: &Seen| {
        let at = seen.row.moment.map(|moment| moment.at);
        (rank(seen.row.thread), at.is_none(), at, seen.own, seen.row.text)
    });
    mark_twins(&mut rows, register);
    rows
}

/// Marks the rows that have lost their seconds (saved by a spreadsheet, or exported in 2018) and stand with them in
/// another source. Rows of 2018 have no thread either: there the people stand for it.
fn mark_twins(rows: &mut [Seen], register: &Register) {
    let precise = |seen: &Seen| seen.row.moment.is_some_and(|moment| moment.to_the_second);
    if rows.iter().all(|seen| seen.row.moment.is_none() || precise(seen)) {
        return;
    }
    let people = |seen: &Seen| people_of(seen.row.from, seen.row.to, register);
    let thread = |seen: &Seen| register.thread_of(seen.row.thread);
    let known: HashSet<Fingerprint> = rows
        .iter()
        .filter(|seen| precise(seen))
        .flat_map(|seen| [seen.in_minute(thread(seen).fingerprint), seen.in_minute(people(seen))])
        .flatten()
        .collect();
    for seen in rows.iter_mut().filter(|seen| !precise(seen)) {
        let place = if thread(seen).has_id { thread(seen).fingerprint } else { people(seen) };
        seen.twin = seen.in_minute(place).is_some_and(|key| known.contains(&key));
    }
}
