//! A file that was written.

use std::path::PathBuf;

use serde::Serialize;

use crate::view::format::{json, plural, safe};
use crate::view::terminal::{OutputStyle, Show};

/// A file was written, and opened if the member asked for it.
#[derive(Debug, Serialize)]
pub(crate) struct WrittenAnswer {
    #[serde(rename = "written", serialize_with = "json::path")]
    pub(crate) path: PathBuf,
    pub(crate) bytes: usize,
    /// The program that opened it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) opened_with: Option<&'static str>,
}

impl Show for WrittenAnswer {
    fn text(&self, _style: OutputStyle) -> String {
        let (path, bytes) = (safe(&self.path.display().to_string()), plural(self.bytes as u64, "byte", "bytes"));
        let opened = self.opened_with.map(|program| format!("opened with {program}\n")).unwrap_or_default();
        format!("written: {path}, {bytes}\n{opened}")
    }
}
