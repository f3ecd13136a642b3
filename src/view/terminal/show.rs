//! What an answer must be able to do to be shown.

use serde::Serialize;

use super::style::OutputStyle;

/// An answer: it serialises as the document for programs, and has a text for people.
pub(crate) trait Show: Serialize {
    /// For a person, every line ended.
    fn text(&self, style: OutputStyle) -> String;
}

/// An answer with a line for each record or person. It is made piece by piece, so that it need not fit into memory.
pub(crate) trait StreamedAnswer {
    /// For a person, every line ended.
    fn text(self, style: OutputStyle) -> impl Iterator<Item = String>;
    /// For a program: one document, its line ended.
    fn json(self) -> impl Iterator<Item = String>;
}
