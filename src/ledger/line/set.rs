//! What an edit puts right, as it stands in its line.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};

use super::is_false;
use crate::engine::calendar::Instant;

/// What an edit puts right; `null` takes a note or a template away.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Set<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<Instant>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) who: Option<u32>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub(super) person: Option<Cow<'a, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub(super) handle: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) free: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) with_note: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credits: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_none")]
    pub(super) note: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tags: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text_or_none")]
    pub(super) template: Option<Option<String>>,
}

/// Reads a text that is given: `null` says "none", where absence says "unchanged".
fn text_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
