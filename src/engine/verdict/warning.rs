//! Warnings that go with an answer, even with a yes.

use super::query::SendQuery;
use crate::engine::budget::Budget;
use crate::engine::calendar::Instant;
use crate::engine::interaction::SendKind;
use crate::engine::plan::Window;
use crate::engine::send::Requirement;
use crate::engine::usage::Availability;

/// Something the member should know before sending, even if the answer is yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// It would be over a limit that only warns.
    OverAdvisory(Window),
    /// An InMail to this person, sent at this instant, is not answered yet.
    UnansweredInMail(Instant),
    /// The person is a connection: an InMail may be free.
    Connection,
    /// The person is a connection: an invitation is not needed.
    AlreadyConnected,
    /// An invitation to the person is pending.
    AlreadyInvited,
    /// An invitation to the person is pending, and they are no connection: a message may not reach them (rules 5.5).
    NotYetConnected,
}

impl SendQuery<'_> {
    /// All warnings.
    pub(super) fn warnings(&self, budget: &Budget) -> Vec<Warning> {
        let over =
            self.requirements_with(Availability::OverAdvisory, budget).filter_map(|requirement| match requirement {
                Requirement::Slot(window) => Some(Warning::OverAdvisory(window)),
                Requirement::Credit | Requirement::InviteAgain(_) | Requirement::NotStopped(_) => None,
            });
        over.chain(self.of_the_person(budget)).collect()
    }

    /// The warnings about the person.
    fn of_the_person(&self, budget: &Budget) -> Vec<Warning> {
        let person = self.person;
        match self.kind {
            SendKind::InMail(_) if !person.open => {
                let unanswered = person.unanswered_inmails.last().map(|inmail| Warning::UnansweredInMail(inmail.sent));
                let costs = self.price(budget).needs(Requirement::Credit);
                let connection = (person.connection.is_known && costs).then_some(Warning::Connection);
                unanswered.into_iter().chain(connection).collect()
            }
            SendKind::Invitation { .. } => {
                let connected = person.connection.is_known.then_some(Warning::AlreadyConnected);
                let invited = person.connection.pending(budget.now()).map(|_| Warning::AlreadyInvited);
                connected.into_iter().chain(invited).collect()
            }
            SendKind::Message if !person.connection.is_known => {
                person.connection.pending(budget.now()).map(|_| Warning::NotYetConnected).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}
