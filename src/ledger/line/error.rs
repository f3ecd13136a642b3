//! The errors of a record's line.

use thiserror::Error;

use crate::ledger::json::json_message;

/// What is wrong with a record's line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(in crate::ledger) enum LineError {
    /// Its checksum does not match.
    #[error("it does not match its checksum (`sum`): it is damaged, or was edited by hand")]
    Checksum,
    /// It has the number of a person whom no earlier record introduced.
    #[error("it names a person who is not known yet (`who`)")]
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

    /// The message of the JSON parser, without the position in the line.
    pub(super) fn json(error: &serde_json::Error) -> LineError {
        LineError::Wrong(json_message(error))
    }
}

impl From<String> for LineError {
    fn from(what: String) -> LineError {
        LineError::Wrong(what)
    }
}
