//! Failures in JSON.

use serde::Serialize;

use crate::error::Failure;

/// A failure in JSON.
#[derive(Debug, Serialize)]
pub(crate) struct FailureDetails {
    code: &'static str,
    message: String,
    pub(super) hint: Option<String>,
}

impl From<&Failure> for FailureDetails {
    fn from(failure: &Failure) -> FailureDetails {
        FailureDetails { code: failure.code(), message: failure.to_string(), hint: failure.hint() }
    }
}
