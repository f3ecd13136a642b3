//! Who is who: by profile, else by a name that only one person has, else nobody but the one in this thread.
//!
//! Never by likeness. Profiles that turn out to be one person's are joined first ([`super::joins`]).

use std::collections::{BTreeSet, HashSet};

use crate::engine::calendar::Instant;
use crate::engine::person::Handle;

use super::owner::SourceOwner;
use super::register::{HandleId, ListId, NameId, Party, PartyId, Register};
use super::source::Source;

/// Somebody, in an order that does not depend on the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum PersonKey {
    /// Known by profile: the number of the joined profiles.
    Profile(u32),
    /// Known by a name that nobody else has: its rank.
    Name(u32),
    /// Known only within a thread or an invitation, there by this name if by any.
    Within(Scope, Option<u32>),
}

impl PersonKey {
    /// Whether the person is known by profile.
    pub(super) fn is_profile(&self) -> bool {
        matches!(self, PersonKey::Profile(_))
    }
}

/// Where somebody is known who is known nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Scope {
    /// A thread, by rank.
    Thread(u32),
    /// An invitation, by its place among all, once they are united.
    Invitation(usize),
}

/// The parties that each source has, in any table.
pub(super) struct Cast {
    /// By source.
    pub(super) parties: Vec<HashSet<PartyId>>,
    newest: Vec<Option<Instant>>,
}

impl Cast {
    pub(super) fn of(sources: &[Source], register: &Register) -> Self {
        Cast {
            parties: sources.iter().map(|source| parties_in(source, register)).collect(),
            newest: sources.iter().map(Source::newest).collect(),
        }
    }

    /// Every party of every source, with the age of the source.
    fn all<'a>(&'a self, register: &'a Register) -> impl Iterator<Item = (Option<Instant>, Party)> + 'a {
        let by_source = self.newest.iter().zip(&self.parties);
        by_source
            .flat_map(move |(&newest, parties)| parties.iter().map(move |&party| (newest, register.party_of(party))))
    }
}

fn parties_in(source: &Source, register: &Register) -> HashSet<PartyId> {
    let lists: HashSet<ListId> = source.messages.iter().map(|row| row.to).collect();
    let recipients = lists.into_iter().flat_map(|list| register.list_of(list).iter().copied());
    let senders = source.messages.iter().map(|row| row.from);
    let invited = source.invitations.iter().flat_map(|one| [one.from, one.to]);
    let connected = source.connections.iter().map(|one| one.party);
    recipients.chain(senders).chain(invited).chain(connected).collect()
}

/// Who has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bearer {
    /// Nobody whose profile is known.
    Unknown,
    /// One person, by profile.
    Profile(u32),
    /// Several people.
    Several,
}

/// One person's profiles and names.
#[derive(Clone, Debug, Default)]
struct Known {
    /// With the age of the newest source that has it, and its rank.
    handles: BTreeSet<(Option<Instant>, u32, HandleId)>,
    names: BTreeSet<(Option<Instant>, u32, NameId)>,
}

/// Everybody.
pub(super) struct People {
    /// The number of the joined profiles, by profile.
    joined: Vec<u32>,
    known: Vec<Known>,
    bearers: Vec<Bearer>,
    name_ranks: Vec<u32>,
    /// Names by rank.
    names: Vec<NameId>,
}

impl People {
    /// `joined` gives each profile the number of the person it belongs to.
    pub(super) fn new(
        cast: &Cast,
        joined: Vec<u32>,
        owners: &[Option<SourceOwner>],
        sources: &[Source],
        register: &Register,
    ) -> Self {
        let name_ranks = register.name_ranks();
        let mut names: Vec<NameId> = (0..).take(name_ranks.len()).map(NameId).collect();
        names.sort_unstable_by_key(|name| name_ranks[name.0 as usize]);
        let known = known(cast, &joined, &name_ranks, register);
        let mut people = People { joined, known, bearers: vec![Bearer::Unknown; names.len()], name_ranks, names };
        let owner_numbers: HashSet<u32> =
            owners.iter().flatten().filter_map(|owner| owner.handle).map(|handle| people.number(handle)).collect();
        people.find_bearers(cast, &owner_numbers, register);
        people.mark_crowded_names(sources, register);
        people
    }

    fn find_bearers(&mut self, cast: &Cast, owners: &HashSet<u32>, register: &Register) {
        for (_, party) in cast.all(register) {
            let (Some(name), Some(handle)) = (party.name, party.handle) else { continue };
            let number = self.number(handle);
            if owners.contains(&number) {
                // Somebody else of the owner's name is meant wherever the name alone stands for another.
                continue;
            }
            let bearer = &mut self.bearers[name.0 as usize];
            *bearer = match *bearer {
                Bearer::Unknown => Bearer::Profile(number),
                Bearer::Profile(other) if other == number => Bearer::Profile(number),
                _ => Bearer::Several,
            };
        }
    }

    /// Two connections of one export that have a name, and no profile to tell them apart, are two people.
    fn mark_crowded_names(&mut self, sources: &[Source], register: &Register) {
        for source in sources {
            let mut seen = HashSet::new();
            for connection in &source.connections {
                let party = register.party_of(connection.party);
                if let (Some(name), None) = (party.name, party.handle)
                    && !seen.insert(name)
                {
                    self.bearers[name.0 as usize] = Bearer::Several;
                }
            }
        }
    }

    fn number(&self, handle: HandleId) -> u32 {
        self.joined[handle.0 as usize]
    }

    /// Who a party is by profile or by a name that only one person has.
    pub(super) fn anywhere(&self, party: Party) -> Option<PersonKey> {
        match (party.handle, party.name) {
            (Some(handle), _) => Some(PersonKey::Profile(self.number(handle))),
            (None, Some(name)) => match self.bearers[name.0 as usize] {
                Bearer::Profile(number) => Some(PersonKey::Profile(number)),
                Bearer::Unknown => Some(PersonKey::Name(self.rank(name))),
                Bearer::Several => None,
            },
            (None, None) => None,
        }
    }

    /// Who a party is, at least within a scope.
    pub(super) fn within(&self, party: Party, scope: Scope) -> PersonKey {
        let only_here = || PersonKey::Within(scope, party.name.map(|name| self.rank(name)));
        self.anywhere(party).unwrap_or_else(only_here)
    }

    pub(super) fn rank(&self, name: NameId) -> u32 {
        self.name_ranks[name.0 as usize]
    }

    /// Whether two may be one person: they are, or they share a name and not both are known by profile.
    pub(super) fn may_be(&self, one: PersonKey, other: PersonKey) -> bool {
        let both_known = one.is_profile() && other.is_profile();
        one == other || (!both_known && !self.names_of(one).is_disjoint(&self.names_of(other)))
    }

    fn names_of(&self, person: PersonKey) -> BTreeSet<u32> {
        match person {
            PersonKey::Profile(number) => self.known[number as usize].names.iter().map(|&(_, rank, _)| rank).collect(),
            PersonKey::Name(rank) => BTreeSet::from([rank]),
            PersonKey::Within(_, name) => name.into_iter().collect(),
        }
    }

    /// The name to show, the profile in the newest source, and former profiles.
    pub(super) fn describe(&self, person: PersonKey, register: &Register) -> (Option<String>, Vec<Handle>) {
        let name = match person {
            PersonKey::Profile(number) => self.known[number as usize].names.last().map(|&(_, rank, _)| rank),
            PersonKey::Name(rank) => Some(rank),
            PersonKey::Within(_, name) => name,
        };
        let handles = match person {
            PersonKey::Profile(number) => newest_first(&self.known[number as usize], register),
            _ => Vec::new(),
        };
        (name.map(|rank| register.shown(self.names[rank as usize]).to_owned()), handles)
    }
}

fn known(cast: &Cast, joined: &[u32], name_ranks: &[u32], register: &Register) -> Vec<Known> {
    let count = joined.iter().max().map_or(0, |&last| last as usize + 1);
    let mut known = vec![Known::default(); count];
    let handle_ranks = register.handle_ranks();
    for (newest, party) in cast.all(register) {
        let Some(handle) = party.handle else { continue };
        let person = &mut known[joined[handle.0 as usize] as usize];
        person.handles.insert((newest, handle_ranks[handle.0 as usize], handle));
        person.names.extend(party.name.map(|name| (newest, name_ranks[name.0 as usize], name)));
    }
    known
}

/// Each profile once, the one of the newest source first.
fn newest_first(known: &Known, register: &Register) -> Vec<Handle> {
    let mut found = HashSet::new();
    let newest = known.handles.iter().rev().filter(|(_, _, handle)| found.insert(*handle));
    newest.map(|&(_, _, handle)| register.handle_of(handle).clone()).collect()
}
