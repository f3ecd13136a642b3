//! What can be wrong with a record's line.

use thiserror::Error;

use crate::ledger::json::json_message;

/// What is wrong with a record's line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(in crate::ledger) enum LineError {
    /// Its checksum does not match.
    #[error("it is not as it was recorded (its `sum` says so): a byte of it is damaged, or it was edited by hand")]
    Checksum,
    /// It names a person whom no earlier record has introduced.
    #[error("it names a person before they are known (`who`)")]
    UnknownPerson,
    /// Anything else.
    #[error("{0}")]
    Wrong(String),
}

impl LineError {
    /// A field is missing, or its value is impossible.
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
