//! The fields of a record's line for each kind of record, in the order in which they are written.
//!
//! The checksum covers the fields exactly as they are written here, so their order and form must never change; the
//! tests compare the bytes of every kind. Other fields are those of another version: they are skipped when a line is
//! read, and kept when it is rewritten.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use crate::engine::calendar::Instant;
use crate::engine::plan::PlanRecord;
use crate::engine::record::{Annotations, ImportFingerprint};
use crate::engine::stop::StoppedKind;
use crate::engine::wording::Wording;

/// A record's line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) id: u64,
    pub(super) at: Instant,
    pub(super) recorded: Instant,
    #[serde(flatten)]
    pub(super) fact: FactLine,
    /// The checksum of the other fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sum: Option<String>,
}

/// The fields that depend on the kind of the record.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum FactLine {
    Message(Body<InteractionFields>),
    InMail(Body<InteractionFields>),
    Invitation(Body<InteractionFields>),
    Reply(Body<InteractionFields>),
    Declined(Body<InteractionFields>),
    Accepted(Body<InteractionFields>),
    Withdrawn(Body<InteractionFields>),
    FollowUp(Body<PersonFields, Settled>),
    Blocked(Body<PersonFields, Blocked>),
    Unblocked(Body<PersonFields>),
    Purchase(Body<Purchase>),
    Balance(Body<Balance>),
    Stopped(Body<Stopped>),
    Lifted(Body<Lifted>),
    Plan(Body<Plan>),
    Link(Body<PersonFields>),
    Rename(Body<Rename>),
    Merge(Body<Merge>),
    Void(Body<Void>),
    Edit(Body<Edit>),
    Import(Import),
    Joined(Body<Nothing, Joined>),
    /// A kind of another version.
    #[serde(other)]
    Unknown,
}

/// The fields of one kind: `first` and `last` are its own, the others are those that every kind may have.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Body<F, L = Nothing> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) step: Option<u64>,
    #[serde(flatten)]
    pub(super) first: F,
    #[serde(flatten)]
    pub(super) annotations: Annotations,
    #[serde(flatten)]
    pub(super) last: L,
}

/// No fields.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Nothing {}

/// A person: the number, from 1, and the name and handle at the time. The first record with a number introduces the
/// person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PersonFields {
    pub(super) who: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) person: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) handle: Option<String>,
}

/// An interaction: something was sent, received or accepted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct InteractionFields {
    #[serde(flatten)]
    pub(super) person: PersonFields,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) free: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) with_note: bool,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(tag = "settled", rename_all = "lowercase")]
pub(super) enum Settled {
    Done,
    Snoozed { until: NaiveDate },
    Closed,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Blocked {
    /// The first date on which the mark no longer holds. Absent if it holds for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Purchase {
    pub(super) credits: u32,
    /// A date, or "never". Absent if the credits last as long as those of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) expires: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Balance {
    pub(super) credits: u32,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Stopped {
    pub(super) what: StoppedKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Lifted {
    pub(super) what: StoppedKind,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) plan: Box<PlanRecord>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Rename {
    #[serde(flatten)]
    pub(super) person: PersonFields,
    pub(super) name: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Merge {
    #[serde(flatten)]
    pub(super) person: PersonFields,
    pub(super) merged: u32,
    /// The name of the merged person. Only a repair writes it, if the record that introduced the person is lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) merged_person: Option<String>,
}

/// One record or a whole step. Exactly one of the fields is present.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Void {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) record: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) whole_step: Option<u64>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Edit {
    pub(super) record: u64,
    pub(super) set: Set,
}

/// The fields that an edit sets. `null` removes a note, a template, a fingerprint or an end.
///
/// The person is not a flattened [`PersonFields`], because flattening an optional struct would ignore invalid values.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Set {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) who: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) person: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) handle: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) free: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) with_note: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credits: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "value_or_none")]
    pub(super) note: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tags: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "value_or_none")]
    pub(super) template: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "value_or_none")]
    pub(super) wording: Option<Option<Wording>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "value_or_none")]
    pub(super) until: Option<Option<NaiveDate>>,
}

/// An import. It has no [`Body`], because its own fields come between the annotations.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Import {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) step: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) handle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) template: Option<String>,
    pub(super) records: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) notes: Vec<ImportFingerprint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) origin: Option<ImportFingerprint>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Joined {
    pub(super) added: Vec<u64>,
}

/// Reads a value that is present: `null` means that there is none, while a missing field means "unchanged".
fn value_or_none<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
