//! Invitations.csv: invitations of the last few months, sent and received. An invitation disappears from it 180 days
//! after it was accepted, and no column says which were accepted.

use std::collections::HashSet;

use crate::engine::calendar::Instant;

use super::csv_table::{Fields, Schema};
use super::date_order::{DateColumn, UnclearOrder};
use super::dates::{self, PACIFIC, Timestamp};
use super::fingerprint::Fingerprint;
use super::interner::{Interner, PartyId};
use super::limits::ExceededLimit;
use super::messages::{parse_direction, text_fingerprint};
use super::owner::SourceOwner;
use super::table_parser::TableParser;

const FROM: usize = 0;
const TO: usize = 1;
const SENT_AT: usize = 2;
const MESSAGE: usize = 3;
const DIRECTION: usize = 4;
const INVITER: usize = 5;
const INVITEE: usize = 6;

/// A row.
#[derive(Clone, Copy, Debug)]
pub(super) struct InvitationRow {
    pub(super) sent: Instant,
    pub(super) from: PartyId,
    pub(super) to: PartyId,
    pub(super) note: Option<Fingerprint>,
    /// Whether the owner sent it, if the row says so.
    pub(super) outgoing: Option<bool>,
}

impl InvitationRow {
    /// Whether the owner sent it, and the other party. `None` if neither the row nor the profiles show the direction.
    pub(super) fn direction_and_other_party(
        &self,
        owner: Option<&SourceOwner>,
        interner: &Interner,
    ) -> Option<(bool, PartyId)> {
        let is_owner = |party| owner.is_some_and(|owner| owner.is(interner.party(party)));
        let outgoing = self.outgoing.or(match (is_owner(self.from), is_owner(self.to)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        })?;
        Some((outgoing, if outgoing { self.to } else { self.from }))
    }
}

/// The rows of one Invitations.csv.
#[derive(Debug, Default)]
pub(super) struct InvitationsTable {
    pub(super) rows: Vec<InvitationRow>,
    /// The owner's side of each row that says which side that is, also of rows without a usable date.
    pub(super) owner_sides: HashSet<PartyId>,
    dates: DateColumn<Timestamp>,
    bad_dates: u64,
}

impl TableParser for InvitationsTable {
    const SCHEMA: Schema = Schema {
        columns: &["from", "to", "sent at", "message", "direction", "inviterprofileurl", "inviteeprofileurl"],
        is_header: |has| has(SENT_AT) && (has(FROM) && has(TO) || has(INVITER) && has(INVITEE)),
    };

    const MISSING_COLUMN_COSTS: &'static [(&'static [usize], &'static str)] = &[
        (&[INVITEE], "the people invited are distinguished by name"),
        (&[MESSAGE], "invitations with a note cannot be distinguished from those without, nor notes from messages"),
    ];

    fn parse_row(&mut self, fields: &Fields<'_>, interner: &mut Interner) -> Result<(), ExceededLimit> {
        let from = interner.intern_party(fields.get(FROM), fields.get(INVITER));
        let to = interner.intern_party(fields.get(TO), fields.get(INVITEE));
        let outgoing = parse_direction(fields.get(DIRECTION));
        self.owner_sides.extend(outgoing.map(|outgoing| if outgoing { from } else { to }));
        let sent_at = fields.get(SENT_AT);
        let reading = dates::parse_timestamp(sent_at, PACIFIC);
        let Some(timestamp) = self.dates.add(self.rows.len(), sent_at, reading) else {
            self.bad_dates += 1;
            return Ok(());
        };
        let note = fields.get(MESSAGE);
        self.rows.push(InvitationRow {
            sent: timestamp.at,
            from,
            to,
            note: (!note.is_empty()).then(|| text_fingerprint(note)),
            outgoing,
        });
        Ok(())
    }

    fn finish(&mut self) -> Result<(), UnclearOrder> {
        for (row, timestamp) in self.dates.corrections()? {
            self.rows[row].sent = timestamp.at;
        }
        Ok(())
    }

    fn bad_dates(&self) -> u64 {
        self.bad_dates
    }

    fn left_out(self) -> InvitationsTable {
        InvitationsTable { owner_sides: self.owner_sides, ..InvitationsTable::default() }
    }
}
