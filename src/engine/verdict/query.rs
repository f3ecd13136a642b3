//! The question that a verdict answers.

use crate::engine::budget::Budget;
use crate::engine::calendar::Instant;
use crate::engine::do_not_contact::Mark;
use crate::engine::interaction::SendKind;
use crate::engine::person_state::PersonState;
use crate::engine::send::{Price, Requirement};
use crate::engine::stop::StoppedKind;
use crate::engine::usage::Availability;

/// What keeps the member from sending to this person at present, whichever reason the answer gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bars {
    /// The do-not-contact mark (rules 2.5).
    pub mark: Option<Mark>,
    /// For an invitation, the instant from which they can be invited again (rules 5.4).
    pub invite_again_at: Option<Instant>,
}

/// A question: everything that the answer depends on except the budget.
pub(super) struct SendQuery<'a> {
    pub(super) person: &'a PersonState,
    pub(super) kind: SendKind,
    pub(super) count: u32,
}

impl SendQuery<'_> {
    pub(super) fn price(&self, budget: &Budget) -> Price {
        Price::of(self.kind, self.person, budget)
    }

    /// All requirements: what the send costs, what the person's state requires, and that LinkedIn has not stopped it.
    pub(super) fn requirements(&self, budget: &Budget) -> impl Iterator<Item = Requirement> {
        let not_stopped = StoppedKind::that_stop(self.kind).iter().copied().map(Requirement::NotStopped);
        self.price(budget).requirements.iter().copied().chain(self.of_the_person(budget)).chain(not_stopped)
    }

    /// What the person's own state requires, which may be met: that a do-not-contact mark is over, and the wait after a
    /// withdrawn invitation.
    pub(super) fn of_the_person(&self, budget: &Budget) -> impl Iterator<Item = Requirement> {
        let mark = self.person.do_not_contact.latest();
        let mark = mark.map(|mark| Requirement::MarkOver(mark.ends_at(budget.zone())));
        mark.into_iter().chain(self.may_invite_again_at().map(Requirement::InviteAgain))
    }

    /// Those of the person's own that are not met.
    pub(super) fn bars(&self, budget: &Budget) -> Bars {
        Bars {
            mark: self.person.do_not_contact.holding(budget.now(), budget.zone()),
            invite_again_at: self.may_invite_again_at().filter(|again| budget.now() < *again),
        }
    }

    /// The requirements of this availability.
    pub(super) fn requirements_with(
        &self,
        availability: Availability,
        budget: &Budget,
    ) -> impl Iterator<Item = Requirement> {
        self.requirements(budget)
            .filter(move |requirement| requirement.availability(budget, self.count) == availability)
    }

    /// For an invitation, the instant from which the person can be invited again after a withdrawal.
    fn may_invite_again_at(&self) -> Option<Instant> {
        let is_invitation = matches!(self.kind, SendKind::Invitation { .. });
        self.person.connection.may_invite_again_at().filter(|_| is_invitation)
    }
}
