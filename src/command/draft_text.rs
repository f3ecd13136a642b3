//! The text of a draft: from a file, from standard input, or from the member's editor. It is read once, and kept nowhere.

use std::path::Path;

use super::editor;
use super::person_arg::STDIN;
use super::reading::{MOST_BYTES, cause, read_file, within_limit};
use super::session::Session;
use crate::archive::decode;
use crate::error::Failure;

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

fn read_input(session: &mut Session<'_>) -> Result<Vec<u8>, Failure> {
    let input = session.standard_input(MOST_BYTES + 1).map(<[u8]>::to_vec);
    let bytes = input.map_err(|error| {
        let message = format!("standard input cannot be read: {}", cause(&error));
        Failure::input("unreadable", message, "name a file with the text of one message")
    })?;
    within_limit(bytes, "standard input")
}
