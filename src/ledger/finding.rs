//! The findings of `doctor`.

/// A problem with the file, and its repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line, if the problem is in one.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// How `doctor --repair` repairs it; `None` if it cannot.
    pub mend: Option<String>,
    /// Whether a record is lost even if the rest is repaired.
    pub is_loss: bool,
}

impl Finding {
    /// A problem, and its repair if there is one.
    pub fn new(what: impl Into<String>, mend: Option<String>) -> Finding {
        Finding { line: None, what: what.into(), mend, is_loss: false }
    }

    /// A problem with a line, and its repair.
    pub(super) fn at(line: usize, what: impl Into<String>, mend: &str) -> Finding {
        Finding::new(what, Some(mend.to_owned())).in_line(Some(line))
    }

    /// The same problem in a line.
    pub(super) fn in_line(self, line: Option<usize>) -> Finding {
        Finding { line, ..self }
    }
}
