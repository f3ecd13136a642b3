//! Corrections: what an edit changes in a record (rules 1.2).

use super::calendar::Instant;
use super::interaction::{Answer, Charge};
use super::person::PersonId;

/// What an edit changes; what is absent stays as it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// When it happened.
    pub at: Option<Instant>,
    /// Whom it is about.
    pub person: Option<PersonId>,
    /// What happened, of the kinds that can be taken for one another.
    pub what: Option<What>,
    /// How many credits, of a purchase or a balance.
    pub credits: Option<u32>,
    /// The note: given, or removed.
    pub note: Option<Option<String>>,
    /// The tags, all of them.
    pub tags: Option<Vec<String>>,
    /// The template: given, or removed.
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
