//! Which send each answer belongs to. Figures by tag, template and the like count an answer with its send (rules 5.6, 8).
//!
//! A response belongs to the first contact with the person, as in the response rate. An acceptance or a withdrawal
//! belongs to the invitation that it settles, and of invitations that replaced one another to the first, from which the
//! acceptance rate counts them.

use std::collections::HashMap;

use super::calendar::{Instant, date_of};
use super::interaction::{Answer, SendKind};
use super::invitation::{Acceptance, Connection};
use super::outcome::{Outcome, SendEffect};
use super::person::PersonId;
use super::person_state::FirstResponse;
use super::rates::{Contact, is_answered_in_time};
use super::record::{Fact, Record};
use super::timeline::Timeline;

/// What counts in a period by its own instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Something was sent, and counted as this.
    Sent(SendKind, SendEffect),
    /// The person responded.
    Responded,
    /// They accepted the invitation.
    Accepted,
    /// The invitation was withdrawn.
    Withdrawn,
}

/// Something that happened to a person, and the send that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When it happened.
    pub at: Instant,
    /// Whom it concerns.
    pub person: PersonId,
    /// The place of the record of the send.
    pub send: usize,
    /// What it was.
    pub what: Counted,
}

/// A first contact or an invitation, which a rate counts, and the response or the acceptance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approach {
    /// Who was contacted or invited.
    pub person: PersonId,
    /// The place of its record.
    pub send: usize,
    /// When, and when it was answered first.
    pub contact: Contact,
}

/// The sends of a ledger up to an instant, and what came of each.
#[derive(Clone, Debug, Default)]
pub struct Attribution {
    /// What happened, in the order of replay.
    pub events: Vec<Event>,
    /// The people contacted who did not write first (rules 8.1).
    pub contacts: Vec<Approach>,
    /// The invitations that the acceptance rate counts (rules 5.6).
    pub invitations: Vec<Approach>,
    /// The places of the InMails that were answered within 30 days (rules 8.2).
    pub answered_inmails: Vec<usize>,
}

impl Attribution {
    /// Everything up to an instant. The timeline must be the whole ledger.
    pub fn of(timeline: &Timeline, as_of: Instant) -> Attribution {
        let mut reader = Reader { timeline, people: HashMap::new(), found: Attribution::default() };
        timeline.fold().fold_through(as_of, |place, outcome| reader.read(place, outcome));
        reader.found
    }
}

/// What is known of a person so far.
#[derive(Debug, Default)]
struct Known {
    wrote_first: bool,
    /// The first contact, by its place in the list of contacts.
    contact: Option<usize>,
    /// The place of the record of the latest unanswered InMail.
    inmail: Option<usize>,
    connection: Connection,
    /// The record of the pending invitation, or of the first of those that it replaced.
    invitation: usize,
    /// The same by its place in the list of invitations, if the acceptance rate counts it.
    counted: Option<usize>,
}

struct Reader<'a> {
    timeline: &'a Timeline,
    people: HashMap<PersonId, Known>,
    found: Attribution,
}

impl Reader<'_> {
    fn read(&mut self, place: usize, outcome: Outcome) {
        let record = &self.timeline.records()[place];
        let Some(person) = self.timeline.person_of(&record.fact) else { return };
        match (&record.fact, outcome) {
            (fact, Outcome::Sent(effect)) => {
                let Some(kind) = fact.sent() else { return };
                self.sent(place, person, kind);
                let what = Counted::Sent(kind, effect);
                self.found.events.push(Event { at: record.at, person, send: place, what });
            }
            (Fact::Response { answer, .. }, _) => self.responded(record, person, *answer),
            (Fact::Acceptance { .. }, _) => self.accepted(record.at, person),
            (Fact::Withdrawal { .. }, _) => self.withdrawn(record.at, person),
            _ => {}
        }
    }

    fn sent(&mut self, place: usize, person: PersonId, kind: SendKind) {
        let (at, zone) = (self.timeline.records()[place].at, self.timeline.zone());
        let known = self.people.entry(person).or_default();
        let approach = Approach { person, send: place, contact: Contact { first: at, answered: None } };
        if matches!(kind, SendKind::Invitation { .. }) {
            let replaces = known.connection.pending(at).is_some();
            let is_counted = known.connection.invite(at, zone);
            if !replaces {
                known.invitation = place;
                known.counted = is_counted.then_some(self.found.invitations.len());
            }
            self.found.invitations.extend(is_counted.then_some(approach));
            return;
        }
        if matches!(kind, SendKind::InMail(_)) {
            known.inmail = Some(place);
        }
        if known.contact.is_none() && !known.wrote_first {
            known.contact = Some(self.found.contacts.len());
            self.found.contacts.push(approach);
        }
    }

    fn responded(&mut self, record: &Record, person: PersonId, answer: Answer) {
        let (at, zone) = (record.at, self.timeline.zone());
        let known = self.people.entry(person).or_default();
        let sent_on = |place: &usize| date_of(self.timeline.records()[*place].at, zone);
        let in_time = |place: &usize| is_answered_in_time(sent_on(place), date_of(at, zone));
        self.found.answered_inmails.extend(known.inmail.take().filter(in_time));
        let Some(contact) = known.contact else {
            known.wrote_first = true;
            return;
        };
        let contact = &mut self.found.contacts[contact];
        contact.contact.answered.get_or_insert(FirstResponse { at, declined: answer == Answer::Declined });
        self.found.events.push(Event { at, person, send: contact.send, what: Counted::Responded });
    }

    fn accepted(&mut self, at: Instant, person: PersonId) {
        let known = self.people.entry(person).or_default();
        if known.connection.accept(at).0 != Acceptance::OfInvitation {
            return;
        }
        if let Some(invitation) = known.counted {
            self.found.invitations[invitation].contact.answered = Some(FirstResponse { at, declined: false });
        }
        self.found.events.push(Event { at, person, send: known.invitation, what: Counted::Accepted });
    }

    fn withdrawn(&mut self, at: Instant, person: PersonId) {
        let known = self.people.entry(person).or_default();
        if known.connection.withdraw(at) {
            self.found.events.push(Event { at, person, send: known.invitation, what: Counted::Withdrawn });
        }
    }
}
