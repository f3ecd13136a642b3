//! Correcting a record (rules 1.2).

use super::{Fact, Record};
use crate::engine::correction::Correction;
use crate::engine::interaction::Interaction;
use crate::engine::person::PersonId;

impl Interaction {
    /// The interaction of a fact, if the fact is one.
    pub fn of(fact: &Fact) -> Option<Interaction> {
        Some(match *fact {
            Fact::Message { .. } => Interaction::Message,
            Fact::InMail { charge, .. } => Interaction::InMail(charge),
            Fact::Invitation { with_note, .. } => Interaction::Invitation { with_note },
            Fact::Response { answer, .. } => Interaction::Response(answer),
            Fact::Acceptance { .. } => Interaction::Acceptance,
            Fact::Withdrawal { .. } => Interaction::Withdrawal,
            _ => return None,
        })
    }

    /// This interaction with `person`, as a fact.
    pub fn with(self, person: PersonId) -> Fact {
        match self {
            Interaction::Message => Fact::Message { to: person },
            Interaction::InMail(charge) => Fact::InMail { to: person, charge },
            Interaction::Invitation { with_note } => Fact::Invitation { to: person, with_note },
            Interaction::Response(answer) => Fact::Response { from: person, answer },
            Interaction::Acceptance => Fact::Acceptance { by: person },
            Interaction::Withdrawal => Fact::Withdrawal { of: person },
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
        if let Some(given) = correction.until {
            match &mut self.fact {
                Fact::Stopped { until, .. } | Fact::Blocked { until, .. } => *until = given,
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
            if let Some(wording) = correction.wording {
                annotations.wording = wording;
            }
        });
    }
}
