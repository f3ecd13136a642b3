//! Optional details of a record.

use std::collections::BTreeSet;
use std::num::NonZeroU64;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::id::RecordId;
use crate::engine::wording::Wording;

/// The step in which a record was entered, and its annotations. Only the grouped rates depend on them. The annotations
/// are boxed, since many records have none.
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
    /// The name of the template used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// The fingerprint of an imported event, which identifies it if it is imported again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<ImportFingerprint>,
    /// The fingerprint of the text that was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording: Option<Wording>,
}

impl Annotations {
    /// The tags without their `#`, each once, even if the file repeats it.
    pub fn distinct_tags(&self) -> BTreeSet<&str> {
        self.tags.iter().map(|tag| bare_tag(tag)).filter(|tag| !tag.is_empty()).collect()
    }
}

/// A tag without a leading `#`.
pub fn bare_tag(tag: &str) -> &str {
    tag.trim().trim_start_matches('#').trim_start()
}

/// The annotations of a record that has none.
static NONE: Annotations = Annotations { note: None, tags: Vec::new(), template: None, origin: None, wording: None };

impl Details {
    /// The first record of the step that this record belongs to, if the step has several.
    pub fn step(&self) -> Option<RecordId> {
        self.step.map(|step| RecordId(step.get()))
    }

    /// The same details, in this step.
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

/// The leading bits that are 0 in the fingerprint of a row of a sheet, and of an acceptance of what was logged by hand.
/// Rows of an archive have others.
const SHEET_BITS: u32 = 32;

impl ImportFingerprint {
    /// The fingerprint of a row of a sheet, or of an acceptance of what was logged by hand. It starts with eight zeroes.
    pub fn of_sheet(value: u128) -> ImportFingerprint {
        ImportFingerprint(value >> SHEET_BITS)
    }

    /// Whether it is that of something the member kept by hand: a row of a sheet, or an acceptance of what was logged.
    pub fn is_of_sheet(self) -> bool {
        self.0 >> (u128::BITS - SHEET_BITS) == 0
    }
}

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
