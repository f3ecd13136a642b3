//! The text of a draft: from a file, from standard input, or from the member's editor. It is read once, and kept nowhere.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::editor;
use super::person_arg::STDIN;
use super::session::Session;
use crate::archive::decode;
use crate::error::Failure;
use crate::view::safe;

/// The most bytes of a draft.
pub(super) const MOST_BYTES: u64 = 1 << 20;

/// The text of a draft.
pub(super) struct DraftText {
    text: String,
    is_written_now: bool,
}

impl DraftText {
    /// Reads the text from a file or, for `-` or a pipe, from standard input; on a terminal, from the editor.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is too long.
    pub(super) fn read(file: Option<&Path>, session: &mut Session<'_>) -> Result<DraftText, Failure> {
        let is_written_now = file.is_none() && session.context().is_typed;
        let bytes = match file {
            Some(file) if file.as_os_str() != STDIN => read_file(file)?,
            None if is_written_now => editor::write(session.context())?,
            _ => read_input(session)?,
        };
        Ok(DraftText { text: decode(&bytes), is_written_now })
    }

    /// The text.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the member wrote it in the editor just now, so that no file has it.
    pub(super) fn is_written_now(&self) -> bool {
        self.is_written_now
    }
}

/// Reads a file of a draft.
///
/// # Errors
///
/// When it cannot be read, or is too long.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = safe(&path.display().to_string());
    let read = |path: &Path| {
        let mut bytes = Vec::new();
        File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        Ok::<_, io::Error>(bytes)
    };
    let bytes = read(path).map_err(|error| {
        let message = format!("{shown} cannot be read: {}", error.kind());
        Failure::input("unreadable", message, "name a file with the text of one message, or - for standard input")
    })?;
    within_limit(bytes, &shown)
}

fn read_input(session: &mut Session<'_>) -> Result<Vec<u8>, Failure> {
    let input = session.standard_input(MOST_BYTES + 1).map(<[u8]>::to_vec);
    let bytes = input.map_err(|error| {
        let message = format!("standard input cannot be read: {}", error.kind());
        Failure::input("unreadable", message, "name a file with the text of one message")
    })?;
    within_limit(bytes, "standard input")
}

/// Refuses a text that is too long to be a message.
fn within_limit(bytes: Vec<u8>, from: &str) -> Result<Vec<u8>, Failure> {
    if bytes.len() as u64 <= MOST_BYTES {
        return Ok(bytes);
    }
    let message = format!("{from} is longer than 1 MiB");
    Err(Failure::input("too_long", message, "give the text of one message: LinkedIn takes 8000 characters at most"))
}
