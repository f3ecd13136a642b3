//! Optional metadata of a record.

use std::num::NonZeroU64;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::RecordId;

/// Optional metadata: the step in which the record was entered, and its annotations. No figure depends on them but the
/// grouped rates. Many records have none, so they are boxed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    step: Option<NonZeroU64>,
    annotations: Option<Box<Annotations>>,
}

/// What the member wrote about a record, and where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations {
    /// A note in the member's own words.
    pub note: Option<String>,
    /// Tags, in the order given.
    pub tags: Vec<String>,
    /// The name of the wording that was used.
    pub template: Option<String>,
    /// Recognises an imported event when it is imported again.
    pub origin: Option<ImportFingerprint>,
}

/// The annotations of a record without any.
static NONE: Annotations = Annotations { note: None, tags: Vec::new(), template: None, origin: None };

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

    /// Changes the annotations.
    pub fn change(&mut self, change: impl FnOnce(&mut Annotations)) {
        let mut annotations = self.annotations.take().map(|boxed| *boxed).unwrap_or_default();
        change(&mut annotations);
        self.annotations = Details::from(annotations).annotations;
    }
}

impl From<Annotations> for Details {
    fn from(annotations: Annotations) -> Details {
        Details { step: None, annotations: (annotations != NONE).then(|| Box::new(annotations)) }
    }
}

impl Deref for Details {
    type Target = Annotations;

    fn deref(&self) -> &Annotations {
        self.annotations.as_deref().unwrap_or(&NONE)
    }
}

/// The fingerprint of an imported event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ImportFingerprint(pub u128);
