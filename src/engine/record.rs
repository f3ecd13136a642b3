//! Records: the facts of the ledger, each with the instant it happened (rules 1.1).
//!
//! | file | contents |
//! |---|---|
//! | `kind` | the kinds of records, and their names |
//! | `contact_change` | the changes of the contact book |
//! | `id` | the id of a record |
//! | `details` | the step, the note, the tags, the template, the fingerprint of the text, and the origin of an import |
//! | `correct` | applies the correction of an edit to a record |
//!
//! # How to add a kind of record
//!
//! The format of the file needs no new version: older programs keep records of kinds that they do not know.
//!
//! Add a variant to [`Fact`] and to [`RecordKind`]. The compiler then points to the code that must handle every kind.
//! It does not point to these places:
//!
//! - `record/kind.rs`: its name in `NAMES`, at the place of the variant.
//! - [`Fact::person`] and [`Fact::with_person`], if the fact is about a person; [`Fact::sent`], if it is a send.
//! - [`Account::apply`](super::account::Account::apply), if figures depend on it; `advice::suggested_contacts` and
//!   `advice::comparison` treat every event alike unless they name its kind.
//! - `interaction::Interaction`, if `edit` can convert it from or to another kind; `command/edit.rs` and
//!   `command/undo.rs`, if it cannot be edited or undone.
//! - `ledger/line/schema.rs`: its form in the file, as a variant of `FactLine`. `interaction_of` in
//!   `ledger/line/decode.rs` must name it if it is an interaction.
//! - `ledger/line/frozen.jsonl` and the list of facts in `ledger/line/tests.rs`: a line with its bytes, and the record.
//! - `ledger/renumber.rs`, if it has the number of a record or of a person in a new field: fields are named there as
//!   strings.
//! - `ledger/merge/copy.rs`: `refers_to`, if it refers to another record; `may_introduce`, if it names people in fields
//!   other than `who`. `ledger/merge/key.rs`, if it names people or records in fields other than `who` and `record`.
//! - `command/doctor.rs` (`problem`), if it can be wrong in its own way: a wildcard arm covers the other kinds.
//! - `command/history/selection.rs` (`is_listed`) and `cli/reports.rs` (`record_kind`), if history does not list it;
//!   `view/history/row.rs` (`Specifics`), `view/history/cells.rs` and `view/history/csv.rs`, if its fields are shown.
//! - `last_contact` (`contact`), if it is a contact with a person; `view/people/row.rs` (`State`), if it makes a state.
//! - `checkpoint/file.rs`: raise `VERSION` if the state of a fold changes with it.
//! - `tests/engine/history/draft.rs` and `build.rs`, which make random records; `EXPECTED` in `tests/engine/reach.rs`,
//!   for the cases that the random records must reach; `tests/engine/model`, which folds every kind.
//! - `tests/golden/ledgers`: a record in a ledger, then `GOLDEN=overwrite cargo test --test golden`.
//! - `docs/ledger-file.md`: a row in the table of kinds.

mod contact_change;
mod correct;
mod details;
mod id;
mod kind;

use chrono::NaiveDate;

use super::calendar::Instant;
use super::correction::Correction;
use super::interaction::{Interaction, SendKind};
use super::person::{Handle, PersonId};
use super::plan::PlanRecord;
use super::stop::StoppedKind;

pub use super::interaction::{Answer, Charge};
pub use contact_change::ContactChange;
pub use details::{Annotations, Details, ImportFingerprint, bare_tag};
pub use id::RecordId;
pub use kind::RecordKind;

/// One fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// When it happened.
    pub at: Instant,
    /// When it was entered.
    pub recorded: Instant,
    /// What happened.
    pub fact: Fact,
    /// Its step and annotations.
    pub details: Details,
}

/// How a member settled a due follow-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUpAction {
    /// The person was nudged elsewhere. It counts as a contact and costs nothing.
    Done,
    /// The next nudge is due on this date.
    Snoozed(NaiveDate),
    /// No more nudges until the member writes again.
    Closed,
}

/// How long bought credits last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// As long as the plan's own credits (rules 4.8).
    PlanLife,
    /// Until the day before this date.
    On(NaiveDate),
    /// Forever.
    Never,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A message was sent.
    Message {
        /// The recipient.
        to: PersonId,
    },
    /// An InMail was sent.
    InMail {
        /// The recipient.
        to: PersonId,
        /// Whether it may cost a credit.
        charge: Charge,
    },
    /// An invitation to connect was sent.
    Invitation {
        /// The recipient.
        to: PersonId,
        /// Whether it carried a personal note.
        with_note: bool,
    },
    /// A person responded.
    Response {
        /// The person.
        from: PersonId,
        /// How they responded.
        answer: Answer,
    },
    /// A person accepted an invitation.
    Acceptance {
        /// The person.
        by: PersonId,
    },
    /// The member withdrew an invitation.
    Withdrawal {
        /// The person who was invited.
        of: PersonId,
    },
    /// A follow-up was settled. No quota figure depends on it.
    FollowUp {
        /// The person.
        with: PersonId,
        /// What the member did.
        settled: FollowUpAction,
    },
    /// The member set a do-not-contact mark on a person (rules 2.5).
    Blocked {
        /// The person.
        who: PersonId,
        /// The first date on which the mark is no longer in force; `None` for good.
        until: Option<NaiveDate>,
    },
    /// The member lifted such a mark.
    Unblocked {
        /// The person.
        who: PersonId,
    },
    /// InMail credits were bought.
    Purchase {
        /// How many.
        credits: u32,
        /// How long they last.
        expiry: Expiry,
    },
    /// The balance that LinkedIn shows was recorded (rules 4.9).
    Balance {
        /// The number of credits shown.
        credits: u32,
    },
    /// LinkedIn refused to send something (rules 6).
    Stopped {
        /// What.
        what: StoppedKind,
        /// The first date on which it sends again, if given.
        until: Option<NaiveDate>,
    },
    /// LinkedIn sends again what it had stopped (rules 6).
    Lifted {
        /// What.
        what: StoppedKind,
    },
    /// A plan started, or its numbers changed (rules 4.10).
    Plan(Box<PlanRecord>),
    /// A person was linked to a profile, renamed or merged.
    Contact(Box<ContactChange>),
    /// Another record, or a whole step, no longer counts (rules 1.3).
    Void(Target),
    /// Another record is corrected, and keeps its place in the order recorded (rules 1.2).
    Edit {
        /// The record that is corrected.
        record: RecordId,
        /// The changes.
        correction: Box<Correction>,
    },
    /// Another copy of the ledger was merged. These records came from it, and are voided with this one.
    Joined(Vec<RecordId>),
    /// Records of the same step were imported from LinkedIn's data export.
    Import(Box<Import>),
    /// A kind that this version does not know. It counts nowhere, and rewriting the file keeps it.
    Unknown,
}

impl Fact {
    /// The change of the contact book, if it is one.
    pub fn contact_change(&self) -> Option<&ContactChange> {
        if let Fact::Contact(change) = self { Some(change) } else { None }
    }

    /// The person it is about, if any.
    pub fn person(&self) -> Option<PersonId> {
        match *self {
            Fact::Message { to } | Fact::InMail { to, .. } | Fact::Invitation { to, .. } => Some(to),
            Fact::Response { from, .. } => Some(from),
            Fact::Acceptance { by } => Some(by),
            Fact::Withdrawal { of } => Some(of),
            Fact::FollowUp { with, .. } => Some(with),
            Fact::Blocked { who, .. } | Fact::Unblocked { who } => Some(who),
            Fact::Contact(ref change) => Some(change.person()),
            _ => None,
        }
    }

    /// The same fact about another person. A fact about no person is unchanged.
    #[must_use]
    pub fn with_person(self, person: PersonId) -> Self {
        match (Interaction::of(&self), self) {
            (Some(what), _) => what.with(person),
            (None, Fact::FollowUp { settled, .. }) => Fact::FollowUp { with: person, settled },
            (None, Fact::Blocked { until, .. }) => Fact::Blocked { who: person, until },
            (None, Fact::Unblocked { .. }) => Fact::Unblocked { who: person },
            (None, other) => other,
        }
    }

    /// Whether it is about the plan, the contact book or other records, rather than an event to fold.
    pub fn is_bookkeeping(&self) -> bool {
        match self {
            Fact::Message { .. }
            | Fact::InMail { .. }
            | Fact::Invitation { .. }
            | Fact::Response { .. }
            | Fact::Acceptance { .. }
            | Fact::Withdrawal { .. }
            | Fact::FollowUp { .. }
            | Fact::Blocked { .. }
            | Fact::Unblocked { .. }
            | Fact::Purchase { .. }
            | Fact::Balance { .. }
            | Fact::Stopped { .. }
            | Fact::Lifted { .. } => false,
            Fact::Plan(_)
            | Fact::Contact(_)
            | Fact::Void(_)
            | Fact::Edit { .. }
            | Fact::Joined(_)
            | Fact::Import(_)
            | Fact::Unknown => true,
        }
    }

    /// The kind of send, if it is one.
    pub fn sent(&self) -> Option<SendKind> {
        match *self {
            Fact::Message { .. } => Some(SendKind::Message),
            Fact::InMail { charge, .. } => Some(SendKind::InMail(charge)),
            Fact::Invitation { with_note, .. } => Some(SendKind::Invitation { with_note }),
            _ => None,
        }
    }
}

/// An import, and the owner of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The owner's name.
    pub name: Option<String>,
    /// The owner's profile.
    pub handle: Option<Handle>,
    /// The number of records imported.
    pub records: u32,
    /// Rows that are notes of invitations. In an archive without invitations they look like messages.
    pub notes: Vec<ImportFingerprint>,
}

/// The target of a void.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// One record.
    Record(RecordId),
    /// Every record of the step that starts with this one.
    Step(RecordId),
}
