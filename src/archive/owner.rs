//! The owner of an export: the member whose data it contains.

use std::collections::BTreeSet;

use super::findings::Evidence;
use super::interner::{HandleId, Interner, NameId, Party};
use super::messages::MessageRow;

/// The owner of one source.
#[derive(Clone, Debug)]
pub(super) struct SourceOwner {
    pub(super) handle: Option<HandleId>,
    pub(super) names: BTreeSet<NameId>,
    pub(super) evidence: Evidence,
}

impl SourceOwner {
    /// Whether the owner sent a message.
    pub(super) fn sent(&self, row: &MessageRow, interner: &Interner) -> bool {
        if let Some(outgoing) = row.outgoing {
            return outgoing;
        }
        let from = interner.party(row.from);
        let by_name = || from.name.is_some_and(|name| self.names.contains(&name));
        match (from.handle, self.handle) {
            (Some(sender), Some(owner)) => sender == owner,
            // The sender of a row to the owner's profile is someone else with the same name.
            (None, Some(owner)) => by_name() && !interner.recipient_parties(row.to).any(|to| to.handle == Some(owner)),
            (_, None) => by_name(),
        }
    }

    /// Whether a party is the owner.
    pub(super) fn is(&self, party: Party) -> bool {
        match (party.handle, self.handle) {
            (Some(handle), Some(owner)) => handle == owner,
            _ => party.name.is_some_and(|name| self.names.contains(&name)),
        }
    }
}
