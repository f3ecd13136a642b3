//! Optional metadata of a record.

use std::num::NonZeroU64;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::id::RecordId;

/// Optional metadata: the step in which the record was entered, and its annotations. No figure depends on them but the
/// grouped rates. Many records have none, so they are boxed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    step: Option<NonZeroU64>,
    annotations: Option<Box<Annotations>>,
}

/// What the member wrote about a record, and where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Annotations {
    /// A note in the member's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Tags, in the order given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The name of the wording that was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Recognises an imported event when it is imported again.
    #[serde(skip_serializing_if = "Option::is_none")]
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

/// The fingerprint of an imported event, written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ImportFingerprint(pub u128);

impl From<ImportFingerprint> for String {
    fn from(ImportFingerprint(value): ImportFingerprint) -> String {
        format!("{value:032x}")
    }
}

impl TryFrom<String> for ImportFingerprint {
    type Error = &'static str;

    fn try_from(text: String) -> Result<ImportFingerprint, &'static str> {
        u128::from_str_radix(&text, 16).map(ImportFingerprint).map_err(|_| "a fingerprint is not 32 hexadecimal digits")
    }
}
