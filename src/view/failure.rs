//! Failures in documents.

use serde::Serialize;

use crate::error::Failure;

/// What went wrong, as programs read it.
#[derive(Debug, Serialize)]
pub(crate) struct FailureDetails {
    code: &'static str,
    message: String,
    hint: Option<String>,
}

impl From<&Failure> for FailureDetails {
    fn from(failure: &Failure) -> FailureDetails {
        FailureDetails { code: failure.code(), message: failure.to_string(), hint: failure.hint() }
    }
}
