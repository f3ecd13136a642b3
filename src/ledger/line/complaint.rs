//! What can be wrong with a record's line.

use std::fmt;

/// What is wrong with a record's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ledger) enum Complaint {
    /// It is not as it was sealed.
    Unsealed,
    /// This.
    Wrong(String),
}

/// The complaint about a person who is not known yet.
pub(super) const UNKNOWN_PERSON: &str = "it names a person before they are known (`who`)";

impl Complaint {
    /// Whether all that is wrong is that a person is not known yet.
    pub(in crate::ledger) fn is_about_people(&self) -> bool {
        *self == Complaint::Wrong(UNKNOWN_PERSON.to_owned())
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Complaint::Unsealed => {
                "it is not as it was recorded (its `sum` says so): a byte of it is damaged, or it was edited by hand"
            }
            Complaint::Wrong(what) => what,
        })
    }
}
