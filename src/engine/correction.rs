//! Corrections: what an edit puts right of a record (rules 1.2).

use super::calendar::Instant;
use super::person::PersonId;
use super::record::{Answer, Charge, Fact, Record};

/// What an edit puts right; what is absent stays as it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// When it happened.
    pub at: Option<Instant>,
    /// Whom it is about.
    pub person: Option<PersonId>,
    /// What happened, of the kinds that can be told for one another; the person in it does not count.
    pub what: Option<What>,
    /// How many credits, of a purchase or a balance.
    pub credits: Option<u32>,
    /// The note: given, or taken away.
    pub note: Option<Option<String>>,
    /// The tags, all of them.
    pub tags: Option<Vec<String>>,
    /// The template: given, or taken away.
    pub template: Option<Option<String>>,
}

/// What happened between the member and a person, without the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A message.
    Message,
    /// An InMail.
    InMail(Charge),
    /// An invitation.
    Invitation {
        /// Whether it carried a personal note.
        with_note: bool,
    },
    /// A response.
    Response(Answer),
    /// An accepted invitation.
    Acceptance,
}

impl What {
    /// What a fact says, if it is between the member and a person.
    pub fn of(fact: &Fact) -> Option<What> {
        Some(match *fact {
            Fact::Message { .. } => What::Message,
            Fact::InMail { charge, .. } => What::InMail(charge),
            Fact::Invitation { with_note, .. } => What::Invitation { with_note },
            Fact::Response { answer, .. } => What::Response(answer),
            Fact::Acceptance { .. } => What::Acceptance,
            _ => return None,
        })
    }

    /// The fact of this happening with `person`.
    pub fn with(self, person: PersonId) -> Fact {
        match self {
            What::Message => Fact::Message { to: person },
            What::InMail(charge) => Fact::InMail { to: person, charge },
            What::Invitation { with_note } => Fact::Invitation { to: person, with_note },
            What::Response(answer) => Fact::Response { from: person, answer },
            What::Acceptance => Fact::Acceptance { by: person },
        }
    }
}

impl Record {
    /// Puts right what an edit corrects.
    pub fn correct(&mut self, correction: &Correction) {
        if let Some(at) = correction.at {
            self.at = at;
        }
        if let (Some(what), Some(person)) = (correction.what, self.fact.person()) {
            self.fact = what.with(person);
        }
        if let Some(person) = correction.person {
            self.fact = std::mem::replace(&mut self.fact, Fact::Unknown).with_person(person);
        }
        if let Some(given) = correction.credits {
            match &mut self.fact {
                Fact::Purchase { credits, .. } | Fact::Balance { credits } => *credits = given,
                _ => {}
            }
        }
        self.details.change(|beside| {
            if let Some(note) = &correction.note {
                beside.note.clone_from(note);
            }
            if let Some(tags) = &correction.tags {
                beside.tags.clone_from(tags);
            }
            if let Some(template) = &correction.template {
                beside.template.clone_from(template);
            }
        });
    }
}
