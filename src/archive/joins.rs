//! Joins profiles that are one person's. A member may take another address between two exports; nothing in an
//! export says so, but the old rows come again under the new address.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::owner::SourceOwner;
use super::people::Cast;
use super::register::{HandleId, Register};
use super::rows::Seen;
use super::source::Source;

/// Gives each profile the number of the person it belongs to; numbers do not depend on the order of reading.
pub(super) fn join(
    seen: &[Seen],
    sources: &[Source],
    owners: &[Option<SourceOwner>],
    cast: &Cast,
    register: &Register,
) -> Vec<u32> {
    let ranks = register.handle_ranks();
    let mut pairs = BTreeSet::new();
    if sources.len() > 1 {
        let mut add = |handles: BTreeSet<HandleId>| {
            let ranked: BTreeSet<u32> = handles.iter().map(|handle| ranks[handle.0 as usize]).collect();
            pairs.extend(ranked.iter().zip(ranked.iter().skip(1)).map(|(&one, &other)| (one, other)));
        };
        in_threads(seen, owners, register, &mut add);
        in_invitations(sources, owners, register, &mut add);
    }
    let mut classes = Classes::new(cast, &ranks, register);
    let owned: BTreeSet<u32> =
        owners.iter().flatten().filter_map(|owner| owner.handle).map(|handle| ranks[handle.0 as usize]).collect();
    if let Some(&first) = owned.first() {
        for &other in &owned {
            classes.unite(first, other);
        }
    }
    for (one, other) in pairs {
        classes.unite_unless_seen_together(one, other);
    }
    ranks.iter().map(|&rank| classes.find(rank)).collect()
}

/// Whoever faces the owner in a thread of two is one person; so is whoever wrote one row of a group.
fn in_threads(
    seen: &[Seen],
    owners: &[Option<SourceOwner>],
    register: &Register,
    add: &mut impl FnMut(BTreeSet<HandleId>),
) {
    for thread in seen.chunk_by(|one, other| one.row.thread == other.row.thread) {
        if !register.thread_of(thread[0].row.thread).has_id {
            continue;
        }
        let others = |row: &Seen| row.others(owners, register).filter_map(|party| party.handle).collect::<Vec<_>>();
        if thread.iter().all(|row| row.is_between_two(register)) {
            add(thread.iter().flat_map(others).collect());
        } else {
            for row in thread.chunk_by(Seen::is_same_row).filter(|row| !row[0].own) {
                add(row.iter().flat_map(others).collect());
            }
        }
    }
}

/// Whoever has one name in one invitation is one person.
fn in_invitations(
    sources: &[Source],
    owners: &[Option<SourceOwner>],
    register: &Register,
    add: &mut impl FnMut(BTreeSet<HandleId>),
) {
    let mut rows: BTreeMap<_, BTreeSet<HandleId>> = BTreeMap::new();
    for (source, owner) in sources.iter().zip(owners) {
        for invitation in &source.invitations {
            let Some((outgoing, party)) = invitation.other(owner.as_ref(), register) else { continue };
            let party = register.party_of(party);
            if let (Some(name), Some(handle)) = (party.name, party.handle) {
                rows.entry((invitation.sent, outgoing, invitation.note, name)).or_default().insert(handle);
            }
        }
    }
    rows.into_values().for_each(add);
}

/// Classes of profiles, by rank. A class is known by its least member.
struct Classes {
    parents: Vec<u32>,
    /// The sources that have a member of the class: within one export a person has one profile.
    sources: HashMap<u32, BTreeSet<usize>>,
}

impl Classes {
    fn new(cast: &Cast, ranks: &[u32], register: &Register) -> Self {
        let mut sources: HashMap<u32, BTreeSet<usize>> = HashMap::new();
        for (source, parties) in cast.parties.iter().enumerate() {
            for handle in parties.iter().filter_map(|&party| register.party_of(party).handle) {
                sources.entry(ranks[handle.0 as usize]).or_default().insert(source);
            }
        }
        Classes { parents: (0..).take(register.handle_count()).collect(), sources }
    }

    fn find(&mut self, mut rank: u32) -> u32 {
        while self.parents[rank as usize] != rank {
            let parent = self.parents[rank as usize];
            self.parents[rank as usize] = self.parents[parent as usize];
            rank = parent;
        }
        rank
    }

    fn unite(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        let (least, greatest) = (one.min(other), one.max(other));
        self.parents[greatest as usize] = least;
        let sources = self.sources.remove(&greatest).unwrap_or_default();
        self.sources.entry(least).or_default().extend(sources);
    }

    fn unite_unless_seen_together(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        let together = match (self.sources.get(&one), self.sources.get(&other)) {
            (Some(ours), Some(theirs)) => !ours.is_disjoint(theirs),
            _ => false,
        };
        if !together {
            self.unite(one, other);
        }
    }
}
