//! Errors by who can fix them, their messages and hints, and the exit codes, which are decided only here.

mod suggest;
mod tried;
mod usage;

use std::fmt;

use crate::ledger::LedgerError;

pub(crate) use suggest::nearest;
pub(crate) use tried::{is_tried, meant_command, quoted};
pub(crate) use usage::explain;

/// The result of a command that ran without a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// Done, or the answer is yes.
    Yes,
    /// The answer is no.
    No,
    /// The ledger cannot be read, and the answer says so.
    LedgerUnreadable,
    /// The settings cannot be read, and the answer says so.
    SettingsInvalid,
}

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input is wrong.
    Input(InputError),
    /// The ledger cannot be read, written or locked.
    Ledger(LedgerError),
    /// The system or the program failed in another way.
    Internal(anyhow::Error),
}

/// An error that the member can correct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InputError {
    /// The code in JSON, from the list in docs/scripting.md.
    pub(crate) code: &'static str,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do.
    pub(crate) hint: Option<String>,
}

impl Failure {
    /// A failure of the member's input: the code in JSON, what is wrong, and what to do.
    pub(crate) fn input(code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure::Input(InputError { code, message: message.into(), hint: Some(hint.into()) })
    }

    /// The same failure of the input, with another hint.
    pub(crate) fn with_hint(self, hint: String) -> Failure {
        match self {
            Failure::Input(input) => Failure::Input(InputError { hint: Some(hint), ..input }),
            other => other,
        }
    }

    /// The code in JSON.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Failure::Input(input) => input.code,
            Failure::Ledger(error) => error.code(),
            Failure::Internal(_) => "internal",
        }
    }

    /// What to do about it.
    pub(crate) fn hint(&self) -> Option<String> {
        match self {
            Failure::Input(input) => input.hint.clone(),
            Failure::Ledger(error) => Some(error.hint()),
            Failure::Internal(_) => None,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Input(input) => f.write_str(&input.message),
            Failure::Ledger(error) => error.fmt(f),
            Failure::Internal(error) => write!(f, "{error:#}"),
        }
    }
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Failure {
        Failure::Ledger(error)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::Internal(error)
    }
}

/// The exit code: 0 done or yes, 1 no, 2 wrong usage or bad input, 3 the ledger cannot be used, 4 an internal error.
pub(crate) fn exit_code(outcome: &Result<ExitStatus, Failure>) -> u8 {
    match outcome {
        Ok(ExitStatus::Yes) => 0,
        Ok(ExitStatus::No) => 1,
        Ok(ExitStatus::SettingsInvalid) | Err(Failure::Input(_) | Failure::Ledger(LedgerError::NoBackup { .. })) => 2,
        Ok(ExitStatus::LedgerUnreadable) | Err(Failure::Ledger(_)) => 3,
        Err(Failure::Internal(_)) => 4,
    }
}
