//! The parties that occur in each source.

use std::collections::HashSet;

use crate::engine::calendar::Instant;

use super::interner::{Interner, Party, PartyId, RecipientsId};
use super::source::ExportSource;

/// The parties of each source, in any of its tables.
pub(super) struct SourceParties {
    /// Indexed by source.
    pub(super) parties: Vec<HashSet<PartyId>>,
    newest: Vec<Option<Instant>>,
}

impl SourceParties {
    pub(super) fn of(sources: &[ExportSource], interner: &Interner) -> Self {
        SourceParties {
            parties: sources.iter().map(|source| parties_in(source, interner)).collect(),
            newest: sources.iter().map(ExportSource::newest).collect(),
        }
    }

    /// Every party of every source, with the newest instant of the source.
    pub(super) fn all<'a>(&'a self, interner: &'a Interner) -> impl Iterator<Item = (Option<Instant>, Party)> + 'a {
        let by_source = self.newest.iter().zip(&self.parties);
        by_source.flat_map(move |(&newest, parties)| parties.iter().map(move |&party| (newest, interner.party(party))))
    }
}

fn parties_in(source: &ExportSource, interner: &Interner) -> HashSet<PartyId> {
    let lists: HashSet<RecipientsId> = source.messages.iter().map(|row| row.to).collect();
    let recipients = lists.into_iter().flat_map(|list| interner.recipients(list).iter().copied());
    let senders = source.messages.iter().map(|row| row.from);
    let invitations = source.invitations.iter().flat_map(|row| [row.from, row.to]);
    let connections = source.connections.iter().map(|row| row.party);
    recipients.chain(senders).chain(invitations).chain(connections).collect()
}
