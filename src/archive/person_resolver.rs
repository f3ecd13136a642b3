//! Resolves the parties of rows to people: by profile, by a name that only one person has, or else only within a
//! thread.
//!
//! Similar names never count as the same person. [`profile_groups`](super::profile_groups)
//! has grouped the profiles that belong to the same person.

use std::collections::HashSet;

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

/// A profile or a name of a profile group: the group, the newest instant of a source that contains it, its rank, and
/// its id.
type OfGroup<T> = (u32, Option<Instant>, u32, T);

/// At most this many names of a person are compared, the newest ones. Nobody has more.
const MOST_NAMES: usize = 16;

/// Finds the person of each party.
pub(super) struct PersonResolver {
    /// The group of each profile.
    groups: Vec<u32>,
    /// The profiles of each group. Sorted.
    group_handles: Vec<OfGroup<HandleId>>,
    /// The names of each group. Sorted.
    group_names: Vec<OfGroup<NameId>>,
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
        let (group_handles, group_names) = handles_and_names(parties, &groups, &name_ranks, interner);
        let name_owners = vec![NameOwner::Unknown; names.len()];
        let mut people = PersonResolver { groups, group_handles, group_names, name_owners, name_ranks, names };
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

    /// The ranks of the newest names of a person.
    pub(super) fn names_of(&self, person: PersonKey) -> Vec<u32> {
        match person {
            PersonKey::Profile(group) => {
                let names = of_group(&self.group_names, group).iter().rev().map(|&(_, _, rank, _)| rank);
                names.take(MOST_NAMES).collect()
            }
            PersonKey::Name(rank) => vec![rank],
            PersonKey::Within(_, name) => name.into_iter().collect(),
        }
    }

    /// The name to show, and the profiles, the one of the newest source first.
    pub(super) fn describe(&self, person: PersonKey, interner: &Interner) -> (Option<String>, Vec<Handle>) {
        let name = match person {
            PersonKey::Profile(group) => of_group(&self.group_names, group).last().map(|&(_, _, rank, _)| rank),
            PersonKey::Name(rank) => Some(rank),
            PersonKey::Within(_, name) => name,
        };
        let handles = match person {
            PersonKey::Profile(group) => newest_first(of_group(&self.group_handles, group), interner),
            _ => Vec::new(),
        };
        (name.map(|rank| interner.display_name(self.names[rank as usize]).to_owned()), handles)
    }
}

/// The profiles and the names of all groups, sorted.
fn handles_and_names(
    parties: &SourceParties,
    groups: &[u32],
    name_ranks: &[u32],
    interner: &Interner,
) -> (Vec<OfGroup<HandleId>>, Vec<OfGroup<NameId>>) {
    let (mut handles, mut names) = (Vec::new(), Vec::new());
    let handle_ranks = interner.handle_ranks();
    for (newest, party) in parties.all(interner) {
        let Some(handle) = party.handle else { continue };
        let group = groups[handle.0 as usize];
        handles.push((group, newest, handle_ranks[handle.0 as usize], handle));
        names.extend(party.name.map(|name| (group, newest, name_ranks[name.0 as usize], name)));
    }
    (sorted(handles), sorted(names))
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort_unstable();
    items.dedup();
    items
}

fn of_group<T>(items: &[OfGroup<T>], group: u32) -> &[OfGroup<T>] {
    let start = items.partition_point(|item| item.0 < group);
    let count = items[start..].partition_point(|item| item.0 == group);
    &items[start..start + count]
}

/// Each profile once, the one of the newest source first.
fn newest_first(handles: &[OfGroup<HandleId>], interner: &Interner) -> Vec<Handle> {
    let mut found = HashSet::new();
    let newest = handles.iter().rev().filter(|(_, _, _, handle)| found.insert(*handle));
    newest.map(|&(_, _, _, handle)| interner.handle(handle).clone()).collect()
}
