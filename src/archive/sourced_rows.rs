//! The rows of all messages.csv files together, by thread and time, regardless of the order in which sources were read.

use std::collections::HashSet;
use std::mem;

use super::fingerprint::Fingerprint;
use super::interner::{Interner, Party, ThreadId};
use super::messages::{MessageRow, people_fingerprint};
use super::owner::SourceOwner;
use super::source::ExportSource;

/// A row, the source that it is in, and its direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct SourcedRow {
    pub(super) source: usize,
    /// Whether the owner sent it.
    pub(super) outgoing: bool,
    /// Whether this row has lost its seconds and another source has the same row with seconds.
    pub(super) has_precise_copy: bool,
    pub(super) message: MessageRow,
}

impl SourcedRow {
    /// The parties other than the owner: the recipients of an outgoing row, the sender of an incoming one.
    pub(super) fn other_parties<'a>(
        &self,
        owners: &[Option<SourceOwner>],
        interner: &'a Interner,
    ) -> impl Iterator<Item = Party> + use<'a> {
        let owner = owners[self.source].as_ref().and_then(|owner| owner.handle);
        let sender = (!self.outgoing).then(|| interner.party(self.message.from));
        let recipients = self.outgoing.then(|| interner.recipient_parties(self.message.to)).into_iter().flatten();
        let recipients = recipients.filter(move |party| owner.is_none() || party.handle != owner);
        sender.into_iter().chain(recipients)
    }

    /// Whether the row is between the owner and one other. An incoming row without recipients may be to a group.
    pub(super) fn is_one_to_one(&self, interner: &Interner) -> bool {
        let recipients = interner.recipients(self.message.to).len();
        !self.message.kind.is_correspondence() || recipients == 1 || (recipients == 0 && self.outgoing)
    }

    /// Whether two rows of a thread are the same message: one instant, one direction, one text.
    pub(super) fn is_same_message(&self, other: &SourcedRow) -> bool {
        let key =
            |row: &SourcedRow| (row.message.timestamp.map(|timestamp| timestamp.at), row.outgoing, row.message.text);
        key(self) == key(other)
    }

    /// Whether two rows are from one source, with the same sender and recipients.
    pub(super) fn has_same_parties(&self, other: &SourcedRow) -> bool {
        let key = |row: &SourcedRow| (row.source, row.message.from, row.message.to);
        key(self) == key(other)
    }

    /// Identifies the row by its minute, for rows without seconds.
    fn minute_fingerprint(&self, thread: Fingerprint) -> Option<Fingerprint> {
        let minute = self.message.timestamp?.at.unix().div_euclid(60);
        let minute = Fingerprint::of("minute").number(minute).number(i64::from(self.outgoing));
        Some(minute.part(self.message.text).part(thread))
    }
}

/// Takes the rows out of all sources, by thread, then by instant, incoming ones first. Rows without a date come last.
pub(super) fn take_rows(
    sources: &mut [ExportSource],
    owners: &[Option<SourceOwner>],
    interner: &Interner,
) -> Vec<SourcedRow> {
    let ranks = interner.thread_ranks();
    let rank = |thread: ThreadId| ranks[thread.0 as usize];
    let mut rows = Vec::with_capacity(sources.iter().map(|source| source.messages.len()).sum());
    for (source, (table, owner)) in sources.iter_mut().zip(owners).enumerate() {
        let Some(owner) = owner else { continue };
        let to_row = |message: MessageRow| SourcedRow {
            source,
            outgoing: owner.sent(&message, interner),
            has_precise_copy: false,
            message,
        };
        rows.extend(mem::take(&mut table.messages).into_iter().map(to_row));
    }
    rows.sort_unstable_by_key(|row: &SourcedRow| {
        let at = row.message.timestamp.map(|timestamp| timestamp.at);
        (rank(row.message.thread), at.is_none(), at, row.outgoing, row.message.text)
    });
    mark_rows_with_precise_copy(&mut rows, interner);
    rows
}

/// Marks the rows without seconds (saved by a spreadsheet, or exported in 2018) for which another source has the
/// seconds. Rows of 2018 have no thread either, so they are compared by the people in them.
fn mark_rows_with_precise_copy(rows: &mut [SourcedRow], interner: &Interner) {
    let is_precise = |row: &SourcedRow| row.message.timestamp.is_some_and(|timestamp| timestamp.has_seconds);
    if rows.iter().all(|row| row.message.timestamp.is_none() || is_precise(row)) {
        return;
    }
    let people = |row: &SourcedRow| people_fingerprint(row.message.from, row.message.to, interner);
    let thread = |row: &SourcedRow| interner.thread(row.message.thread);
    let known: HashSet<Fingerprint> = rows
        .iter()
        .filter(|row| is_precise(row))
        .flat_map(|row| [row.minute_fingerprint(thread(row).fingerprint), row.minute_fingerprint(people(row))])
        .flatten()
        .collect();
    for row in rows.iter_mut().filter(|row| !is_precise(row)) {
        let thread_or_people = if thread(row).has_id { thread(row).fingerprint } else { people(row) };
        row.has_precise_copy = row.minute_fingerprint(thread_or_people).is_some_and(|key| known.contains(&key));
    }
}
