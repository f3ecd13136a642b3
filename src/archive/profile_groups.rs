//! Groups the profiles that belong to one person. A member may change the profile address between two exports. No
//! export says so, but the newer one repeats the old rows under the new address.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    let mut groups = UnionFind::new(parties, &ranks, interner);
    let owned: BTreeSet<u32> =
        owners.iter().flatten().filter_map(|owner| owner.handle).map(|handle| ranks[handle.0 as usize]).collect();
    if let Some(&first) = owned.first() {
        for &other in &owned {
            groups.union(first, other);
        }
    }
    for (one, other) in pairs {
        groups.union_unless_coexisting(one, other);
    }
    ranks.iter().map(|&rank| groups.find(rank)).collect()
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

/// A disjoint-set forest of profiles, by rank. The lowest rank represents its group.
struct UnionFind {
    parents: Vec<u32>,
    /// The sources that have a profile of the group. Two profiles in one export are two people.
    sources: HashMap<u32, BTreeSet<usize>>,
}

impl UnionFind {
    fn new(parties: &SourceParties, ranks: &[u32], interner: &Interner) -> Self {
        let mut sources: HashMap<u32, BTreeSet<usize>> = HashMap::new();
        for (source, parties) in parties.parties.iter().enumerate() {
            for handle in parties.iter().filter_map(|&party| interner.party(party).handle) {
                sources.entry(ranks[handle.0 as usize]).or_default().insert(source);
            }
        }
        UnionFind { parents: (0..).take(interner.handle_count()).collect(), sources }
    }

    fn find(&mut self, mut rank: u32) -> u32 {
        while self.parents[rank as usize] != rank {
            let parent = self.parents[rank as usize];
            self.parents[rank as usize] = self.parents[parent as usize];
            rank = parent;
        }
        rank
    }

    fn union(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        let (lowest, highest) = (one.min(other), one.max(other));
        self.parents[highest as usize] = lowest;
        let sources = self.sources.remove(&highest).unwrap_or_default();
        self.sources.entry(lowest).or_default().extend(sources);
    }

    fn union_unless_coexisting(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        let coexist = match (self.sources.get(&one), self.sources.get(&other)) {
            (Some(ours), Some(theirs)) => !ours.is_disjoint(theirs),
            _ => false,
        };
        if !coexist {
            self.union(one, other);
        }
    }
}
