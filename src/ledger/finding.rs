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
}

impl Finding {
    /// A problem with a line, and its repair.
    pub(super) fn at(line: usize, what: impl Into<String>, mend: &str) -> Finding {
        Finding { line: Some(line), what: what.into(), mend: Some(mend.to_owned()) }
    }
}
