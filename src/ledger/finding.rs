//! What `doctor` finds.

/// Something that is wrong with the file, and what mends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line, where it is one.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What mends it; `None` when nothing here does.
    pub mend: Option<String>,
}

impl Finding {
    /// Something wrong with a line, and what mends it.
    pub(super) fn at(line: usize, what: impl Into<String>, mend: &str) -> Finding {
        Finding { line: Some(line), what: what.into(), mend: Some(mend.to_owned()) }
    }
}
