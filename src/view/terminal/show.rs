//! The traits of answers.

use serde::Serialize;

use super::style::OutputStyle;

/// An answer. It serialises as JSON, and has a text for people.
pub(crate) trait Show: Serialize {
    /// The text for people. Every line ends with a line end.
    fn text(&self, style: OutputStyle) -> String;
}

/// An answer with an entry for each record. It is made piece by piece, because it may be too large for memory.
pub(crate) trait StreamedAnswer {
    /// The text for people. Every line ends with a line end.
    fn text(self, style: OutputStyle) -> impl Iterator<Item = String>;
    /// One JSON document, with a line end.
    fn json(self) -> impl Iterator<Item = String>;
}
