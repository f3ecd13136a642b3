//! Groups the profiles that belong to one person. A member may change the profile address between two exports. No
//! export says so, but the newer one repeats the old rows under the new address.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::disjoint_sets::DisjointSets;
use super::interner::{HandleId, Interner};
use super::owner::SourceOwner;
use super::source::ExportSource;
use super::source_parties::SourceParties;
use super::sourced_rows::SourcedRow;

/// Returns the group of each profile, indexed by its id. Groups do not depend on the order in which files are read.
pub(super) fn group_profiles(
    rows: &[SourcedRow],
    sources: &[ExportSource],
    owners: &[Option<SourceOwner>],
    parties: &SourceParties,
    interner: &Interner,
) -> Vec<u32> {
    let ranks = interner.handle_ranks();
    let mut pairs = BTreeSet::new();
    if sources.len() > 1 {
        let mut link = |handles: BTreeSet<HandleId>| {
            let ranked: BTreeSet<u32> = handles.iter().map(|handle| ranks[handle.0 as usize]).collect();
            pairs.extend(ranked.iter().zip(ranked.iter().skip(1)).map(|(&one, &other)| (one, other)));
        };
        same_in_messages(rows, owners, interner, &mut link);
        same_in_invitations(sources, owners, interner, &mut link);
    }
    let mut groups = ProfileSets::new(parties, &ranks, interner);
    let owned: BTreeSet<u32> =
        owners.iter().flatten().filter_map(|owner| owner.handle).map(|handle| ranks[handle.0 as usize]).collect();
    if let Some(&first) = owned.first() {
        for &other in &owned {
            groups.union(first as usize, other as usize);
        }
    }
    for (one, other) in pairs {
        groups.union_unless_coexisting(one as usize, other as usize);
    }
    ranks.iter().map(|&rank| u32::try_from(groups.ranks.find(rank as usize)).unwrap_or(rank)).collect()
}

/// Links profiles by messages: the other party of a one-to-one thread is one person, and so is the sender of a row in a
/// group.
fn same_in_messages(
    rows: &[SourcedRow],
    owners: &[Option<SourceOwner>],
    interner: &Interner,
    link: &mut impl FnMut(BTreeSet<HandleId>),
) {
    let handles = |row: &SourcedRow| {
        row.other_parties(owners, interner).filter_map(|party| party.handle).collect::<Vec<HandleId>>()
    };
    for thread in rows.chunk_by(|one, other| one.message.thread == other.message.thread) {
        if !interner.thread(thread[0].message.thread).has_id {
            continue;
        }
        if thread.iter().all(|row| row.is_one_to_one(interner)) {
            link(thread.iter().flat_map(handles).collect());
        } else {
            for copies in thread.chunk_by(SourcedRow::is_same_message).filter(|copies| !copies[0].outgoing) {
                link(copies.iter().flat_map(handles).collect());
            }
        }
    }
}

/// Links profiles by invitations: a name in one invitation is one person.
fn same_in_invitations(
    sources: &[ExportSource],
    owners: &[Option<SourceOwner>],
    interner: &Interner,
    link: &mut impl FnMut(BTreeSet<HandleId>),
) {
    let mut handles: BTreeMap<_, BTreeSet<HandleId>> = BTreeMap::new();
    for (source, owner) in sources.iter().zip(owners) {
        for row in &source.invitations {
            let Some((outgoing, other)) = row.direction_and_other_party(owner.as_ref(), interner) else { continue };
            let party = interner.party(other);
            if let (Some(name), Some(handle)) = (party.name, party.handle) {
                handles.entry((row.sent, outgoing, row.note, name)).or_default().insert(handle);
            }
        }
    }
    handles.into_values().for_each(link);
}

/// Groups of profiles, by rank. The lowest rank represents its group.
struct ProfileSets {
    ranks: DisjointSets,
    /// The sources that have a profile of the group. Two profiles in one export are two people.
    sources: HashMap<usize, BTreeSet<usize>>,
}

impl ProfileSets {
    fn new(parties: &SourceParties, ranks: &[u32], interner: &Interner) -> Self {
        let mut sources: HashMap<usize, BTreeSet<usize>> = HashMap::new();
        // With one source, no profiles are compared.
        let several = parties.parties.iter().enumerate().filter(|_| parties.parties.len() > 1);
        for (source, parties) in several {
            for handle in parties.iter().filter_map(|&party| interner.party(party).handle) {
                sources.entry(ranks[handle.0 as usize] as usize).or_default().insert(source);
            }
        }
        ProfileSets { ranks: DisjointSets::new(ranks.len()), sources }
    }

    fn union(&mut self, one: usize, other: usize) {
        let (one, other) = (self.ranks.find(one), self.ranks.find(other));
        if one == other {
            return;
        }
        self.ranks.union(one, other);
        let mut sources = [one, other].map(|rank| self.sources.remove(&rank).unwrap_or_default());
        // The smaller set moves into the larger one.
        sources.sort_by_key(BTreeSet::len);
        let [smaller, mut larger] = sources;
        larger.extend(smaller);
        self.sources.insert(one.min(other), larger);
    }

    fn union_unless_coexisting(&mut self, one: usize, other: usize) {
        let (one, other) = (self.ranks.find(one), self.ranks.find(other));
        let coexist = match (self.sources.get(&one), self.sources.get(&other)) {
            (Some(ours), Some(theirs)) => !ours.is_disjoint(theirs),
            _ => false,
        };
        if !coexist {
            self.union(one, other);
        }
    }
}
