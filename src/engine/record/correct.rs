//! Correcting a record (rules 1.2).

use super::{Fact, Record};
use crate::engine::correction::{Correction, What};
use crate::engine::person::PersonId;

impl What {
    /// The interaction of a fact, if the fact is one.
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

    /// This interaction with `person`, as a fact.
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
    /// Applies a correction.
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
        self.details.change(|annotations| {
            if let Some(note) = &correction.note {
                annotations.note.clone_from(note);
            }
            if let Some(tags) = &correction.tags {
                annotations.tags.clone_from(tags);
            }
            if let Some(template) = &correction.template {
                annotations.template.clone_from(template);
            }
        });
    }
}
