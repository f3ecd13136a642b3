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
    /// An earlier InMail to the person was free: another may be too.
    OpenProfile,
    /// The person's latest response was a decline (rules 2.5).
    Declined,
    /// The person is a connection: an invitation is not needed.
    AlreadyConnected,
    /// An invitation to the person is pending.
    AlreadyInvited,
    /// An invitation to the person is pending, and they are not a connection: a message may not reach them (rules 5.5).
    NotYetConnected,
}

impl SendQuery<'_> {
    /// All warnings.
    pub(super) fn warnings(&self, budget: &Budget) -> Vec<Warning> {
        let over =
            self.requirements_with(Availability::OverAdvisory, budget).filter_map(|requirement| match requirement {
                Requirement::Slot(window) => Some(Warning::OverAdvisory(window)),
                Requirement::Credit
                | Requirement::InviteAgain(_)
                | Requirement::MarkOver(_)
                | Requirement::NotStopped(_) => None,
            });
        over.chain(self.about_the_person(budget)).collect()
    }

    /// The warnings about the person.
    fn about_the_person(&self, budget: &Budget) -> Vec<Warning> {
        match self.kind {
            SendKind::Message => self.of_a_message(budget),
            SendKind::InMail(_) => self.of_an_inmail(budget),
            SendKind::Invitation { .. } => self.of_an_invitation(budget),
        }
    }

    fn of_a_message(&self, budget: &Budget) -> Vec<Warning> {
        let connection = &self.person.connection;
        let is_invited = !connection.is_known && connection.pending(budget.now()).is_some();
        is_invited.then_some(Warning::NotYetConnected).into_iter().chain(self.declined()).collect()
    }

    /// The free way comes first, if the InMail costs a credit.
    fn of_an_inmail(&self, budget: &Budget) -> Vec<Warning> {
        let person = self.person;
        let free_way = match self.price(budget).needs(Requirement::Credit) {
            true if person.connection.is_known => Some(Warning::Connection),
            true if person.got_free_inmail => Some(Warning::OpenProfile),
            _ => None,
        };
        let unanswered = person.unanswered_inmails.last().filter(|_| !person.open);
        let unanswered = unanswered.map(|inmail| Warning::UnansweredInMail(inmail.sent));
        free_way.into_iter().chain(unanswered).chain(self.declined()).collect()
    }

    fn of_an_invitation(&self, budget: &Budget) -> Vec<Warning> {
        let connection = &self.person.connection;
        let connected = connection.is_known.then_some(Warning::AlreadyConnected);
        let invited = connection.pending(budget.now()).map(|_| Warning::AlreadyInvited);
        connected.into_iter().chain(invited).collect()
    }

    fn declined(&self) -> Option<Warning> {
        self.person.latest_declined.then_some(Warning::Declined)
    }
}
