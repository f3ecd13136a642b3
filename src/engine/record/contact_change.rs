//! Changes of the contact book, as facts.

use crate::engine::person::{Handle, PersonId};

/// A change to the contact book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContactChange {
    /// A person was linked to a profile handle.
    Link {
        /// The person.
        who: PersonId,
        /// The handle.
        handle: Handle,
    },
    /// A person was renamed.
    Rename {
        /// The person.
        who: PersonId,
        /// The new name.
        name: String,
    },
    /// Two entries were merged into one person.
    Merge {
        /// The entry that is removed.
        from: PersonId,
        /// The entry that remains.
        into: PersonId,
    },
}

impl ContactChange {
    /// The person the change is about; of a merge, the one who remains.
    pub fn person(&self) -> PersonId {
        match *self {
            ContactChange::Link { who, .. } | ContactChange::Rename { who, .. } => who,
            ContactChange::Merge { into, .. } => into,
        }
    }

    /// The entry that a merge removes.
    pub fn gone(&self) -> Option<PersonId> {
        if let ContactChange::Merge { from, .. } = *self { Some(from) } else { None }
    }
}
