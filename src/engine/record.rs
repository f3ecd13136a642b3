//! Records: the facts of the ledger, each with the instant it happened (rules 1.1).

mod correct;
mod details;
mod id;
mod kind;

use chrono::NaiveDate;

use super::calendar::Instant;
use super::correction::Correction;
use super::interaction::SendKind;
use super::person::{Handle, PersonId};
use super::plan::PlanRecord;

pub use super::interaction::{Answer, Charge};
pub use details::{Annotations, Details, ImportFingerprint};
pub use id::RecordId;
pub use kind::RecordKind;

/// One fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The record's number.
    pub id: RecordId,
    /// When it happened.
    pub at: Instant,
    /// When it was entered.
    pub recorded: Instant,
    /// What happened.
    pub fact: Fact,
    /// Its optional metadata.
    pub details: Details,
}

/// How a member settled a due follow-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUpAction {
    /// They were nudged elsewhere: it counts as a touch, and uses nothing.
    Done,
    /// It waits until this date.
    Snoozed(NaiveDate),
    /// No more nudges, until the member writes again.
    Closed,
}

/// Until when bought credits last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// As long as the plan's own credits (rules 4.8).
    PlanLife,
    /// Up to the day before this date.
    On(NaiveDate),
    /// For ever.
    Never,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A message was sent to a connection.
    Message {
        /// To whom.
        to: PersonId,
    },
    /// An InMail was sent.
    InMail {
        /// To whom.
        to: PersonId,
        /// Whether it may cost a credit.
        charge: Charge,
    },
    /// An invitation to connect was sent.
    Invitation {
        /// To whom.
        to: PersonId,
        /// Whether it carried a personal note.
        with_note: bool,
    },
    /// A person responded.
    Response {
        /// Who.
        from: PersonId,
        /// How.
        answer: Answer,
    },
    /// A person accepted an invitation.
    Acceptance {
        /// Who.
        by: PersonId,
    },
    /// A follow-up was settled; no figure of a quota depends on it.
    FollowUp {
        /// With whom.
        with: PersonId,
        /// How.
        settled: FollowUpAction,
    },
    /// InMail credits were bought.
    Purchase {
        /// How many.
        credits: u32,
        /// Until when they last.
        expiry: Expiry,
    },
    /// The balance that LinkedIn shows was recorded (rules 4.9).
    Balance {
        /// The number of credits shown.
        credits: u32,
    },
    /// A plan began, or its numbers changed (rules 4.10).
    Plan(Box<PlanRecord>),
    /// Something about who is who.
    Contact(Box<ContactChange>),
    /// Another record, or a whole step, counts no more (rules 1.3).
    Void(Target),
    /// Another record is corrected; it keeps its place in the order (rules 1.2).
    Edit {
        /// The record that is corrected.
        record: RecordId,
        /// What is corrected.
        correction: Box<Correction>,
    },
    /// Another copy of the ledger was merged: these records came from it, and are voided with this one.
    Joined(Vec<RecordId>),
    /// Records were imported from LinkedIn's data export; they are of the same step.
    Import(Box<Import>),
    /// A kind that this version does not know. It counts nowhere, and every rewrite keeps it.
    Unknown,
}

impl Fact {
    /// The person this is about, if it is about one.
    pub fn person(&self) -> Option<PersonId> {
        match *self {
            Fact::Message { to } | Fact::InMail { to, .. } | Fact::Invitation { to, .. } => Some(to),
            Fact::Response { from, .. } => Some(from),
            Fact::Acceptance { by } => Some(by),
            Fact::FollowUp { with, .. } => Some(with),
            Fact::Contact(ref change) => Some(change.person()),
            _ => None,
        }
    }

    /// The same fact about another person; facts about no person stay as they are.
    #[must_use]
    pub fn with_person(self, person: PersonId) -> Self {
        match self {
            Fact::Message { .. } => Fact::Message { to: person },
            Fact::InMail { charge, .. } => Fact::InMail { to: person, charge },
            Fact::Invitation { with_note, .. } => Fact::Invitation { to: person, with_note },
            Fact::Response { answer, .. } => Fact::Response { from: person, answer },
            Fact::Acceptance { .. } => Fact::Acceptance { by: person },
            Fact::FollowUp { settled, .. } => Fact::FollowUp { with: person, settled },
            other => other,
        }
    }

    /// Whether this is about the plan, the contact book or other records, and not about what happened.
    pub fn is_about_others(&self) -> bool {
        match self {
            Fact::Message { .. }
            | Fact::InMail { .. }
            | Fact::Invitation { .. }
            | Fact::Response { .. }
            | Fact::Acceptance { .. }
            | Fact::FollowUp { .. }
            | Fact::Purchase { .. }
            | Fact::Balance { .. } => false,
            Fact::Plan(_)
            | Fact::Contact(_)
            | Fact::Void(_)
            | Fact::Edit { .. }
            | Fact::Joined(_)
            | Fact::Import(_)
            | Fact::Unknown => true,
        }
    }

    /// What was sent, if something was.
    pub fn sent(&self) -> Option<SendKind> {
        match *self {
            Fact::Message { .. } => Some(SendKind::Message),
            Fact::InMail { charge, .. } => Some(SendKind::InMail(charge)),
            Fact::Invitation { with_note, .. } => Some(SendKind::Invitation { with_note }),
            _ => None,
        }
    }
}

/// What an import took in, and whose archive it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The owner's name.
    pub name: Option<String>,
    /// The owner's profile.
    pub handle: Option<Handle>,
    /// How many records came in.
    pub records: u32,
    /// Rows that are the notes of invitations: an archive without the invitations takes them for messages.
    pub notes: Vec<ImportFingerprint>,
}

/// A change in the contact book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContactChange {
    /// The person's profile handle became known.
    Link {
        /// Who.
        who: PersonId,
        /// The handle.
        handle: Handle,
    },
    /// The person goes by another name.
    Rename {
        /// Who.
        who: PersonId,
        /// The name from now on.
        name: String,
    },
    /// Two entries are one person.
    Merge {
        /// The entry that goes.
        from: PersonId,
        /// The entry that stays.
        into: PersonId,
    },
}

impl ContactChange {
    /// The person that the change is about: the one who stays, of two.
    pub fn person(&self) -> PersonId {
        match *self {
            ContactChange::Link { who, .. } | ContactChange::Rename { who, .. } => who,
            ContactChange::Merge { into, .. } => into,
        }
    }

    /// The entry that goes, of two that are one person.
    pub fn gone(&self) -> Option<PersonId> {
        if let ContactChange::Merge { from, .. } = *self { Some(from) } else { None }
    }
}

/// What a void cancels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// One record.
    Record(RecordId),
    /// Every record of the step that begins with this one.
    Step(RecordId),
}
