//! The invitations that a ledger has, each with its state as of an instant (rules 5.3, 5.4).

use std::collections::HashMap;

use super::account::Account;
use super::calendar::{HOUR, Instant};
use super::invitation::Invitation;
use super::outcome::{Acceptance, Outcome};
use super::person::PersonId;
use super::record::Fact;
use super::timeline::Timeline;

/// The number of pending invitations above which LinkedIn may restrict a member.
pub const MANY_PENDING: usize = 200;

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InvitationState {
    /// It is neither accepted nor withdrawn, and not six months old.
    Pending,
    /// The person accepted it.
    Accepted,
    /// The member withdrew it.
    Withdrawn,
    /// It became six months old without an answer.
    Lapsed,
}

impl InvitationState {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            InvitationState::Pending => "pending",
            InvitationState::Accepted => "accepted",
            InvitationState::Withdrawn => "withdrawn",
            InvitationState::Lapsed => "lapsed",
        }
    }
}

/// An invitation, and what became of it up to an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentInvitation {
    /// The place of its record in the order recorded.
    pub place: usize,
    /// The person invited, after merging.
    pub to: PersonId,
    /// When it was sent.
    pub sent: Instant,
    /// Whether it carried a personal note.
    pub with_note: bool,
    /// What became of it.
    pub state: InvitationState,
    /// When it was accepted, withdrawn or lapsed.
    pub changed_at: Option<Instant>,
    /// When it is six months old.
    pub lapses_at: Instant,
    /// The instant from which the person can be invited again, if that is ahead and this invitation was withdrawn.
    pub may_invite_again_at: Option<Instant>,
}

impl SentInvitation {
    /// The whole 24 hours since it was sent.
    pub fn age_days(&self, as_of: Instant) -> i64 {
        as_of.seconds_since(self.sent) / (24 * HOUR)
    }
}

/// The invitations sent up to an instant, oldest first, as of that instant. One that was replaced by a newer one is not
/// listed. The timeline must have every record.
pub fn sent_invitations(timeline: &Timeline, as_of: Instant) -> Vec<SentInvitation> {
    let (mut list, mut fold) = (List::default(), timeline.fold());
    while fold.next_at().is_some_and(|at| at <= as_of) {
        let Some((place, outcome)) = fold.read_next() else { break };
        let record = &timeline.records()[place];
        let Some(person) = timeline.person_of(&record.fact) else { continue };
        match (&record.fact, outcome) {
            (Fact::Invitation { with_note, .. }, _) => {
                let sent = fold.account().person(Some(person)).connection.invitation;
                list.send(place, person, *with_note, sent);
            }
            (_, Outcome::Accepted(Acceptance::OfInvitation)) => {
                list.settle(person, InvitationState::Accepted, record.at);
            }
            (_, Outcome::Withdrawn { was_pending: true }) => {
                list.settle(person, InvitationState::Withdrawn, record.at);
            }
            _ => {}
        }
    }
    fold.fold_through(as_of, |_, _| {});
    list.finish(fold.account(), as_of)
}

/// The invitations read so far.
#[derive(Default)]
struct List {
    /// In the order sent; `None` for one that was replaced.
    invitations: Vec<Option<SentInvitation>>,
    /// The index of the latest invitation to each person, unless it was accepted or withdrawn.
    latest: HashMap<PersonId, usize>,
}

impl List {
    /// Adds an invitation. It replaces the one that is pending.
    fn send(&mut self, place: usize, to: PersonId, with_note: bool, sent: Option<Invitation>) {
        let Some(Invitation { sent, lapses_at, .. }) = sent else { return };
        if let Some(before) = self.latest.insert(to, self.invitations.len()) {
            let is_pending = |before: &SentInvitation| sent < before.lapses_at;
            self.invitations[before].take_if(|before| is_pending(before));
        }
        self.invitations.push(Some(SentInvitation {
            place,
            to,
            sent,
            with_note,
            state: InvitationState::Pending,
            changed_at: None,
            lapses_at,
            may_invite_again_at: None,
        }));
    }

    /// Notes that the pending invitation to a person was accepted or withdrawn.
    fn settle(&mut self, person: PersonId, state: InvitationState, at: Instant) {
        let settled = self.latest.remove(&person).and_then(|index| self.invitations[index].as_mut());
        if let Some(invitation) = settled {
            (invitation.state, invitation.changed_at) = (state, Some(at));
        }
    }

    /// The list as of an instant, at which invitations may have lapsed.
    fn finish(self, account: &Account, as_of: Instant) -> Vec<SentInvitation> {
        let as_of_then = |mut invitation: SentInvitation| {
            match invitation.state {
                InvitationState::Pending if invitation.lapses_at <= as_of => {
                    invitation.state = InvitationState::Lapsed;
                    invitation.changed_at = Some(invitation.lapses_at);
                }
                InvitationState::Withdrawn => {
                    let again = account.person(Some(invitation.to)).connection.may_invite_again_at();
                    invitation.may_invite_again_at = again.filter(|again| *again > as_of);
                }
                _ => {}
            }
            invitation
        };
        self.invitations.into_iter().flatten().map(as_of_then).collect()
    }
}
