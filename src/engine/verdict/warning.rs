//! What to mind although the answer may be yes.

use super::{Availability, Needs, Requirement, SendKind, SendQuery};
use crate::engine::budget::Budget;
use crate::engine::calendar::Instant;
use crate::engine::outcome::Window;
use crate::engine::record::Charge;

/// What to mind although the answer may be yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// It would be over a limit that only warns.
    OverAdvisory(Window),
    /// An InMail to this person, sent then, is not answered yet.
    UnansweredInMail(Instant),
    /// The person accepted an invitation: an InMail to a connection may be free.
    Connection,
    /// The person accepted an invitation: another one is none.
    AlreadyConnected,
    /// An invitation to the person is waiting.
    AlreadyInvited,
}

impl SendQuery {
    /// What to mind of what is asked.
    pub(super) fn warnings(&self, budget: &Budget, needs: &Needs) -> Vec<Warning> {
        let over = needs.these().iter().filter_map(|(requirement, availability)| match (requirement, availability) {
            (Requirement::Room(window), Availability::OverAdvisory) => Some(Warning::OverAdvisory(*window)),
            _ => None,
        });
        over.chain(self.of_the_person(budget)).collect()
    }

    /// What to mind because of how things stand with the person.
    fn of_the_person(&self, budget: &Budget) -> Vec<Warning> {
        let person = &self.person;
        match self.question {
            SendKind::InMail(charge) if !person.open => {
                let unanswered = person.waiting.last().map(|inmail| Warning::UnansweredInMail(inmail.sent));
                let costs = charge == Charge::Ordinary && budget.has_plan();
                let connection = (person.connected && costs).then_some(Warning::Connection);
                unanswered.into_iter().chain(connection).collect()
            }
            SendKind::Invitation { .. } if person.connected => vec![Warning::AlreadyConnected],
            SendKind::Invitation { .. } if person.invited => vec![Warning::AlreadyInvited],
            _ => Vec::new(),
        }
    }
}
