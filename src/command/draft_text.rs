//! The text of a draft: from a file, from standard input, or from the member's editor. It is read once, and kept nowhere.

use std::path::Path;

use super::session::Session;
use super::{editor, reading};
use crate::error::Failure;

/// A draft that is to be written.
const TASK: editor::Task<'static> = editor::Task {
    file_name: "draft.txt",
    text: "",
    missing: "there is no draft, and no editor to write one",
    instead: "name a file with the text, or - for standard input",
};

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
        let text = match file {
            Some(file) => reading::read(file, session)?,
            None if is_written_now => editor::edit(&TASK, session.context(), reading::read_file)?,
            None => reading::read_input(session)?,
        };
        Ok(DraftText { text, is_written_now })
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
