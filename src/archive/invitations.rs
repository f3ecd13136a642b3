//! Invitations.csv: invitations of the last months, sent and received. It forgets those accepted longer ago than 180
//! days, and it has no column that says which were accepted.

use crate::engine::calendar::Instant;

use super::dates::{self, PACIFIC};
use super::fingerprint::Fingerprint;
use super::messages::{outgoing, text_of};
use super::owner::SourceOwner;
use super::register::{PartyId, Register};
use super::source::Kind;
use super::table::{Fields, Shape};

const FROM: usize = 0;
const TO: usize = 1;
const SENT_AT: usize = 2;
const MESSAGE: usize = 3;
const DIRECTION: usize = 4;
const INVITER: usize = 5;
const INVITEE: usize = 6;

/// An invitation as its row tells it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Invitation {
    pub(super) sent: Instant,
    pub(super) from: PartyId,
    pub(super) to: PartyId,
    /// What stands for the note, if there is one.
    pub(super) note: Option<Fingerprint>,
    /// Whether the owner sent it, where the row says so.
    pub(super) outgoing: Option<bool>,
}

impl Invitation {
    /// Whether the owner sent it, and who the other one is; `None` where neither the row nor the profiles tell.
    pub(super) fn other(&self, owner: Option<&SourceOwner>, register: &Register) -> Option<(bool, PartyId)> {
        let is_owner = |party| owner.is_some_and(|owner| owner.is(register.party_of(party)));
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
pub(super) struct Invitations {
    pub(super) rows: Vec<Invitation>,
    bad_dates: u64,
}

impl Kind for Invitations {
    const SHAPE: Shape = Shape {
        columns: &["from", "to", "sent at", "message", "direction", "inviterprofileurl", "inviteeprofileurl"],
        confirmed_by: |has| has(SENT_AT) && (has(FROM) && has(TO) || has(INVITER) && has(INVITEE)),
    };

    const COSTS: &'static [(&'static [usize], &'static str)] = &[
        (&[INVITEE], "the people invited are told apart by name"),
        (&[MESSAGE], "invitations with a note cannot be told from those without, nor notes from messages"),
    ];

    fn row(&mut self, fields: &Fields<'_>, register: &mut Register) {
        let Some(moment) = dates::moment(fields.get(SENT_AT), PACIFIC) else {
            self.bad_dates += 1;
            return;
        };
        let note = fields.get(MESSAGE);
        self.rows.push(Invitation {
            sent: moment.at,
            from: register.party(fields.get(FROM), fields.get(INVITER)),
            to: register.party(fields.get(TO), fields.get(INVITEE)),
            note: (!note.is_empty()).then(|| text_of(note)),
            outgoing: outgoing(fields.get(DIRECTION)),
        });
    }

    fn bad_dates(&self) -> u64 {
        self.bad_dates
    }
}
