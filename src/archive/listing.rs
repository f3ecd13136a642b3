//! Whom the newest archive lists as invited by the owner, or as a connection.

use std::collections::{HashMap, HashSet};

use crate::engine::calendar::Instant;
use crate::engine::person::{Handle, name_key};

use super::file_kind::FileKind;
use super::interner::{Interner, PartyId};
use super::owner::SourceOwner;
use super::source::ExportSource;

/// Whom an archive lists as invited by the owner, or as a connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// The latest date in the archive. It was made then or later.
    pub latest_row: Instant,
    handles: HashSet<Handle>,
    /// The names, and whether somebody listed has it and no profile.
    names: HashMap<String, bool>,
}

impl Listing {
    /// The listing of the archive with the latest row, of those that have invitations and connections without a row that
    /// cannot be read.
    pub(super) fn of_newest(
        sources: &[ExportSource],
        owners: &[Option<SourceOwner>],
        interner: &Interner,
    ) -> Option<Listing> {
        let has_both = |source: &ExportSource| {
            [FileKind::Invitations, FileKind::Connections].iter().all(|kind| source.kinds.contains(kind))
        };
        let complete = sources.iter().zip(owners).filter(|(source, _)| has_both(source) && !source.lacks_rows);
        let dated = complete.filter_map(|(source, owner)| Some((source.latest_row()?, source, owner.as_ref())));
        let (latest_row, source, owner) = dated.max_by_key(|(latest_row, _, _)| *latest_row)?;
        let mut listing = Listing { latest_row, handles: HashSet::new(), names: HashMap::new() };
        for invitation in &source.invitations {
            match invitation.direction_and_other_party(owner, interner) {
                Some((true, person)) => listing.add(person, interner),
                Some((false, _)) => {}
                // Whom the owner invited cannot be told.
                None => return None,
            }
        }
        source.connections.iter().for_each(|connection| listing.add(connection.party, interner));
        Some(listing)
    }

    fn add(&mut self, person: PartyId, interner: &Interner) {
        let party = interner.party(person);
        self.handles.extend(party.handle.map(|handle| interner.handle(handle).clone()));
        if let Some(name) = party.name {
            *self.names.entry(name_key(interner.display_name(name))).or_default() |= party.handle.is_none();
        }
    }

    /// Whether it may list a person. Two people of one name are told apart only if both have a profile.
    pub(super) fn may_list<'a>(&self, name: Option<&str>, mut handles: impl Iterator<Item = &'a Handle>) -> bool {
        let mut has_profile = false;
        let is_listed = handles.any(|handle| {
            has_profile = true;
            self.handles.contains(handle)
        });
        let named = name.and_then(|name| self.names.get(&name_key(name)));
        is_listed || named.is_some_and(|lacks_profile| *lacks_profile || !has_profile)
    }
}
