//! What can be wrong with a record's line.

use std::fmt;

use crate::ledger::json::json_message;

/// What is wrong with a record's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ledger) enum LineError {
    /// Its checksum does not match: it is not as it was recorded.
    Checksum,
    /// It names a person whom no earlier record has introduced.
    UnknownPerson,
    /// This.
    Wrong(String),
}

impl LineError {
    /// A field is missing, or its value cannot be.
    pub(super) fn field(name: &str) -> LineError {
        LineError::Wrong(format!("`{name}` is missing or wrong"))
    }

    /// What the JSON parser says, without the place in the line.
    pub(super) fn json(error: &serde_json::Error) -> LineError {
        LineError::Wrong(json_message(error))
    }
}

impl From<String> for LineError {
    fn from(what: String) -> LineError {
        LineError::Wrong(what)
    }
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LineError::Checksum => {
                "it is not as it was recorded (its `sum` says so): a byte of it is damaged, or it was edited by hand"
            }
            LineError::UnknownPerson => "it names a person before they are known (`who`)",
            LineError::Wrong(what) => what,
        })
    }
}
