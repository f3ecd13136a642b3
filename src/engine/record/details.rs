//! What stands beside a record.

use std::num::NonZeroU64;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::RecordId;

/// What stands beside a record: how it came in, and what the member wrote, on which no figure but the grouped rates
/// depends. Many records have nothing there, and take no room for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    step: Option<NonZeroU64>,
    beside: Option<Box<Annotations>>,
}

/// What the member wrote beside a record, or where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations {
    /// A note in the member's own words.
    pub note: Option<String>,
    /// Tags, in the order given.
    pub tags: Vec<String>,
    /// The name of the wording that was used.
    pub template: Option<String>,
    /// What recognises an imported event when it is imported again.
    pub origin: Option<ImportFingerprint>,
}

/// Those of a record that has none.
static NOTHING: Annotations = Annotations { note: None, tags: Vec::new(), template: None, origin: None };

impl Details {
    /// The first record of the step that this one was entered in, where a step has several.
    pub fn step(&self) -> Option<RecordId> {
        self.step.map(|step| RecordId(step.get()))
    }

    /// The same, of a record that was entered in this step.
    #[must_use]
    pub fn in_step(self, step: Option<RecordId>) -> Details {
        Details { step: step.and_then(|step| NonZeroU64::new(step.0)), ..self }
    }

    /// Puts something else there.
    pub fn change(&mut self, change: impl FnOnce(&mut Annotations)) {
        let mut beside = self.beside.take().map(|beside| *beside).unwrap_or_default();
        change(&mut beside);
        self.beside = Details::from(beside).beside;
    }
}

impl From<Annotations> for Details {
    fn from(beside: Annotations) -> Details {
        Details { step: None, beside: (beside != NOTHING).then(|| Box::new(beside)) }
    }
}

impl Deref for Details {
    type Target = Annotations;

    fn deref(&self) -> &Annotations {
        self.beside.as_deref().unwrap_or(&NOTHING)
    }
}

/// The fingerprint of an imported event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ImportFingerprint(pub u128);
