//! Corrections: the changes that an edit makes to a record (rules 1.2).

use chrono::NaiveDate;

use super::calendar::Instant;
use super::interaction::Interaction;
use super::person::PersonId;
use super::wording::Wording;

/// The changes of an edit. Absent fields are left as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// When it happened.
    pub at: Option<Instant>,
    /// The person it is about.
    pub person: Option<PersonId>,
    /// What happened, for kinds that can be converted into one another.
    pub what: Option<Interaction>,
    /// The number of credits in a purchase or a balance.
    pub credits: Option<u32>,
    /// The first date on which a stop or a do-not-contact mark is no longer in force: `Some(None)` removes it.
    pub until: Option<Option<NaiveDate>>,
    /// The note: `Some(None)` removes it.
    pub note: Option<Option<String>>,
    /// All tags.
    pub tags: Option<Vec<String>>,
    /// The template: `Some(None)` removes it.
    pub template: Option<Option<String>>,
    /// The fingerprint of the text: `Some(None)` removes it.
    pub wording: Option<Option<Wording>>,
}
