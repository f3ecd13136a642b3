//! What a verdict is asked for.

use crate::engine::budget::Budget;
use crate::engine::interaction::SendKind;
use crate::engine::person_state::PersonState;
use crate::engine::send::{Price, Requirement};
use crate::engine::usage::Availability;

/// A question with everything that the answer depends on but the budget.
pub(super) struct SendQuery {
    pub(super) person: PersonState,
    pub(super) kind: SendKind,
    pub(super) count: u32,
}

impl SendQuery {
    pub(super) fn price(&self, budget: &Budget) -> Price {
        Price::of(self.kind, &self.person, budget)
    }

    /// What it requires that is so available.
    pub(super) fn that_are(&self, availability: Availability, budget: &Budget) -> impl Iterator<Item = Requirement> {
        let requirements = self.price(budget).requirements.iter().copied();
        requirements.filter(move |requirement| requirement.availability(budget, self.count) == availability)
    }
}
