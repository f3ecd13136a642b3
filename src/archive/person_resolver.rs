//! Resolves the parties of rows to people: by profile, by a name that only one person has, or else only within a
//! thread.
//!
//! Similar names never count as the same person. [`profile_groups`](super::profile_groups)
//! has grouped the profiles that belong to the same person.

use std::collections::{BTreeSet, HashSet};

use crate::engine::calendar::Instant;
use crate::engine::person::Handle;

use super::interner::{HandleId, Interner, NameId, Party};
use super::owner::SourceOwner;
use super::source::ExportSource;
use super::source_parties::SourceParties;

/// A person. The order of keys does not depend on the order in which files are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum PersonKey {
    /// Known by profile: the profile group.
    Profile(u32),
    /// Known by a name that no one else has: the rank of the name.
    Name(u32),
    /// Known only within a thread or an invitation, with the rank of the name, if there is one.
    Within(Scope, Option<u32>),
}

impl PersonKey {
    /// Whether the person is known by profile.
    pub(super) fn is_profile(&self) -> bool {
        matches!(self, PersonKey::Profile(_))
    }
}

/// The only thread or invitation in which a person can be identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Scope {
    /// A thread, by rank.
    Thread(u32),
    /// An invitation, by its index among the merged ones.
    Invitation(usize),
}

/// Who has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NameOwner {
    /// No one with a known profile.
    Unknown,
    /// One person, by profile group.
    Profile(u32),
    /// Several people.
    Several,
}

/// The profiles and names of one profile group. Each has the newest instant of a source that contains it, and its rank.
#[derive(Clone, Debug, Default)]
struct Identity {
    handles: BTreeSet<(Option<Instant>, u32, HandleId)>,
    names: BTreeSet<(Option<Instant>, u32, NameId)>,
}

/// Finds the person of each party.
pub(super) struct PersonResolver {
    /// The group of each profile.
    groups: Vec<u32>,
    /// Indexed by group.
    identities: Vec<Identity>,
    /// Indexed by name.
    name_owners: Vec<NameOwner>,
    /// Indexed by name.
    name_ranks: Vec<u32>,
    /// Indexed by rank.
    names: Vec<NameId>,
}

impl PersonResolver {
    /// `groups` has the group of each profile.
    pub(super) fn new(
        parties: &SourceParties,
        groups: Vec<u32>,
        owners: &[Option<SourceOwner>],
        sources: &[ExportSource],
        interner: &Interner,
    ) -> Self {
        let name_ranks = interner.name_ranks();
        let mut names: Vec<NameId> = (0..).take(name_ranks.len()).map(NameId).collect();
        names.sort_unstable_by_key(|name| name_ranks[name.0 as usize]);
        let identities = identities(parties, &groups, &name_ranks, interner);
        let name_owners = vec![NameOwner::Unknown; names.len()];
        let mut people = PersonResolver { groups, identities, name_owners, name_ranks, names };
        let owner_groups: HashSet<u32> =
            owners.iter().flatten().filter_map(|owner| owner.handle).map(|handle| people.group(handle)).collect();
        people.assign_name_owners(parties, &owner_groups, interner);
        people.mark_ambiguous_names(sources, interner);
        people
    }

    fn assign_name_owners(&mut self, parties: &SourceParties, owner_groups: &HashSet<u32>, interner: &Interner) {
        for (_, party) in parties.all(interner) {
            let (Some(name), Some(handle)) = (party.name, party.handle) else { continue };
            let group = self.group(handle);
            if owner_groups.contains(&group) {
                // A party with the owner's name and no profile is someone else.
                continue;
            }
            let name_owner = &mut self.name_owners[name.0 as usize];
            *name_owner = match *name_owner {
                NameOwner::Unknown => NameOwner::Profile(group),
                NameOwner::Profile(other) if other == group => NameOwner::Profile(group),
                _ => NameOwner::Several,
            };
        }
    }

    /// Marks names as ambiguous: two connections in one export with the same name and no profile are two people.
    fn mark_ambiguous_names(&mut self, sources: &[ExportSource], interner: &Interner) {
        for source in sources {
            let mut seen = HashSet::new();
            for connection in &source.connections {
                let party = interner.party(connection.party);
                if let (Some(name), None) = (party.name, party.handle)
                    && !seen.insert(name)
                {
                    self.name_owners[name.0 as usize] = NameOwner::Several;
                }
            }
        }
    }

    fn group(&self, handle: HandleId) -> u32 {
        self.groups[handle.0 as usize]
    }

    /// The person that a party represents in any row, by profile or by an unambiguous name.
    pub(super) fn resolve(&self, party: Party) -> Option<PersonKey> {
        match (party.handle, party.name) {
            (Some(handle), _) => Some(PersonKey::Profile(self.group(handle))),
            (None, Some(name)) => match self.name_owners[name.0 as usize] {
                NameOwner::Profile(group) => Some(PersonKey::Profile(group)),
                NameOwner::Unknown => Some(PersonKey::Name(self.rank(name))),
                NameOwner::Several => None,
            },
            (None, None) => None,
        }
    }

    /// Like [`resolve`](Self::resolve), but returns a person known only within `scope` if it finds none.
    pub(super) fn resolve_within(&self, party: Party, scope: Scope) -> PersonKey {
        let only_here = || PersonKey::Within(scope, party.name.map(|name| self.rank(name)));
        self.resolve(party).unwrap_or_else(only_here)
    }

    pub(super) fn rank(&self, name: NameId) -> u32 {
        self.name_ranks[name.0 as usize]
    }

    /// Whether two keys may represent the same person: they are equal, or share a name and at most one is a profile.
    pub(super) fn may_be_same(&self, one: PersonKey, other: PersonKey) -> bool {
        let both_known = one.is_profile() && other.is_profile();
        one == other || (!both_known && !self.names_of(one).is_disjoint(&self.names_of(other)))
    }

    fn names_of(&self, person: PersonKey) -> BTreeSet<u32> {
        match person {
            PersonKey::Profile(group) => {
                self.identities[group as usize].names.iter().map(|&(_, rank, _)| rank).collect()
            }
            PersonKey::Name(rank) => BTreeSet::from([rank]),
            PersonKey::Within(_, name) => name.into_iter().collect(),
        }
    }

    /// The name to show, and the profiles, the one of the newest source first.
    pub(super) fn describe(&self, person: PersonKey, interner: &Interner) -> (Option<String>, Vec<Handle>) {
        let name = match person {
            PersonKey::Profile(group) => self.identities[group as usize].names.last().map(|&(_, rank, _)| rank),
            PersonKey::Name(rank) => Some(rank),
            PersonKey::Within(_, name) => name,
        };
        let handles = match person {
            PersonKey::Profile(group) => newest_first(&self.identities[group as usize], interner),
            _ => Vec::new(),
        };
        (name.map(|rank| interner.display_name(self.names[rank as usize]).to_owned()), handles)
    }
}

fn identities(parties: &SourceParties, groups: &[u32], name_ranks: &[u32], interner: &Interner) -> Vec<Identity> {
    let count = groups.iter().max().map_or(0, |&last| last as usize + 1);
    let mut identities = vec![Identity::default(); count];
    let handle_ranks = interner.handle_ranks();
    for (newest, party) in parties.all(interner) {
        let Some(handle) = party.handle else { continue };
        let identity = &mut identities[groups[handle.0 as usize] as usize];
        identity.handles.insert((newest, handle_ranks[handle.0 as usize], handle));
        identity.names.extend(party.name.map(|name| (newest, name_ranks[name.0 as usize], name)));
    }
    identities
}

/// Each profile once, the one of the newest source first.
fn newest_first(identity: &Identity, interner: &Interner) -> Vec<Handle> {
    let mut found = HashSet::new();
    let newest = identity.handles.iter().rev().filter(|(_, _, handle)| found.insert(*handle));
    newest.map(|&(_, _, handle)| interner.handle(handle).clone()).collect()
}
