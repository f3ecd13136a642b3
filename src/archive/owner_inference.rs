//! Infers the owner of each source from its rows. Tries the best evidence first, and never guesses.
//!
//! Each source is examined separately, because a member may have changed the profile address between two exports. The
//! most frequent sender is no evidence: in some archives it is `LinkedIn Member`, or a friend who writes a lot.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use super::dates::Timestamp;
use super::disjoint_sets::DisjointSets;
use super::error::ArchiveError;
use super::findings::Evidence;
use super::fingerprint::Fingerprint;
use super::interner::{HandleId, Interner, NameId, Party, ThreadId};
use super::messages::MessageRow;
use super::owner::SourceOwner;
use super::source::ExportSource;

/// The evidence in one source.
struct OwnerInference<'a> {
    source: &'a ExportSource,
    interner: &'a Interner,
    handles: Coverage<HandleId>,
}

impl<'a> OwnerInference<'a> {
    fn new(source: &'a ExportSource, interner: &'a Interner) -> Self {
        let handles = Coverage::of(source, interner, |party| party.handle);
        OwnerInference { source, interner, handles }
    }

    /// The owner, if the source alone has enough evidence.
    fn infer(&self) -> Option<SourceOwner> {
        let by_handle =
            |evidence, handle: Option<HandleId>| handle.map(|handle| self.owner_of_handle(handle, evidence));
        by_handle(Evidence::Invitations, self.by_invitations())
            .or_else(|| by_handle(Evidence::EveryRow, self.by_every_row()))
            .or_else(|| by_handle(Evidence::ProfileName, self.by_profile_name()))
            .or_else(|| if self.source.columns.direction { self.by_direction() } else { self.by_name() })
    }

    /// The owner with this profile, and all names that the profile has in this source.
    fn owner_of_handle(&self, handle: HandleId, evidence: Evidence) -> SourceOwner {
        let names = self.parties().filter(|party| party.handle == Some(handle)).filter_map(|party| party.name);
        SourceOwner { handle: Some(handle), names: names.chain(self.source.profile_name).collect(), evidence }
    }

    /// The owner with this name, and the profile if the name has exactly one in this source.
    fn owner_of_name(&self, name: NameId, evidence: Evidence) -> SourceOwner {
        SourceOwner { handle: self.handle_of_name(name), names: BTreeSet::from([name]), evidence }
    }

    /// Every party of the messages and invitations.
    fn parties(&self) -> impl Iterator<Item = Party> {
        let messages = self.source.messages.iter().flat_map(|row| parties_in(row, self.interner));
        let invitations = self.source.invitations.iter();
        messages.chain(invitations.flat_map(|row| [self.interner.party(row.from), self.interner.party(row.to)]))
    }

    fn handle_of_name(&self, name: NameId) -> Option<HandleId> {
        the_only(self.parties().filter(|party| party.name == Some(name)).filter_map(|party| party.handle))
    }

    /// The owner's side of each invitation.
    fn inviting_parties(&self) -> impl Iterator<Item = Party> {
        self.source.owner_sides.iter().map(|side| self.interner.party(*side))
    }

    fn by_invitations(&self) -> Option<HandleId> {
        the_only(self.inviting_parties().filter_map(|party| party.handle))
    }

    /// The only profile in every row. `None` if the table lacks the recipients' profiles: without them, it may be a
    /// sender's profile.
    fn by_every_row(&self) -> Option<HandleId> {
        let complete = self.source.columns.recipient_addresses;
        complete.then(|| the_only(self.handles.in_every_row())).flatten()
    }

    fn by_profile_name(&self) -> Option<HandleId> {
        self.handle_of_name(self.source.profile_name?)
    }

    fn by_name(&self) -> Option<SourceOwner> {
        let names = Coverage::of(self.source, self.interner, |party| party.name);
        let profile_name = self.source.profile_name.filter(|name| names.counts.contains_key(name));
        let name = the_only(self.inviting_parties().filter_map(|party| party.name))
            .or(profile_name)
            .or_else(|| the_only(names.in_every_row()))
            .or_else(|| names.in_nearly_every_row());
        name.map(|name| self.owner_of_name(name, Evidence::Name))
    }

    /// The owner, if the rows say which are outgoing. The name is then only for display.
    fn by_direction(&self) -> Option<SourceOwner> {
        let directed = self.source.messages.iter().filter(|row| row.outgoing.is_some());
        let outgoing = directed.clone().filter(|row| row.outgoing == Some(true));
        let senders = outgoing.filter_map(|row| self.interner.party(row.from).name);
        let name = the_only(senders).or(self.source.profile_name);
        let has_directions = directed.count() > 0;
        has_directions.then(|| SourceOwner {
            handle: None,
            names: name.into_iter().collect(),
            evidence: Evidence::Direction,
        })
    }

    fn has(&self, handle: HandleId) -> bool {
        self.parties().any(|party| party.handle == Some(handle))
    }

    fn has_handles(&self) -> bool {
        self.parties().any(|party| party.handle.is_some())
    }
}

fn parties_in<'a>(row: &MessageRow, interner: &'a Interner) -> impl Iterator<Item = Party> + use<'a> {
    std::iter::once(interner.party(row.from)).chain(interner.recipient_parties(row.to))
}

/// How many message rows contain each value, and how many contain any.
struct Coverage<T> {
    counts: HashMap<T, u64>,
    rows: u64,
}

impl<T: Copy + Eq + Hash + Ord> Coverage<T> {
    fn of(source: &ExportSource, interner: &Interner, value_of: impl Fn(Party) -> Option<T>) -> Self {
        let mut coverage = Coverage { counts: HashMap::new(), rows: 0 };
        let mut in_row: Vec<T> = Vec::new();
        for row in &source.messages {
            in_row.clear();
            in_row.extend(parties_in(row, interner).filter_map(&value_of));
            in_row.sort_unstable();
            in_row.dedup();
            coverage.rows += u64::from(!in_row.is_empty());
            for &value in &in_row {
                *coverage.counts.entry(value).or_default() += 1;
            }
        }
        coverage
    }

    fn in_every_row(&self) -> impl Iterator<Item = T> {
        self.counts.iter().filter(|&(_, &count)| count == self.rows).map(|(&value, _)| value)
    }

    /// The only value in at least 95 of 100 rows: the owner's name is in 99 or more, any other name in far fewer.
    fn in_nearly_every_row(&self) -> Option<T> {
        the_only(self.counts.iter().filter(|&(_, &count)| count * 100 >= self.rows * 95).map(|(&value, _)| value))
    }
}

/// The common value of all items, if there is one.
fn the_only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// The owner of each source; `None` for a source that has only connections.
///
/// If a source alone does not have enough evidence, the other sources or `me` decide.
pub(super) fn infer_owners(
    sources: &[ExportSource],
    interner: &Interner,
    me: Option<HandleId>,
) -> Result<Vec<Option<SourceOwner>>, ArchiveError> {
    let inferences: Vec<_> = sources.iter().map(|source| OwnerInference::new(source, interner)).collect();
    let mut owners: Vec<Option<SourceOwner>> = inferences.iter().map(OwnerInference::infer).collect();
    let known: Vec<SourceOwner> = owners.iter().flatten().cloned().collect();
    for (owner, inference) in owners.iter_mut().zip(&inferences) {
        if owner.is_none() && inference.source.needs_owner() {
            *owner = Some(infer_from_others(inference, me, &known)?);
        }
    }
    // Archives of connections alone name no owner.
    if let Some(me) = me.filter(|_| sources.iter().any(ExportSource::needs_owner)) {
        check_me(me, &mut owners, interner)?;
    }
    require_one_member(sources, &owners, interner)?;
    Ok(owners)
}

/// Infers the owner of a source from `me` or from the known owners of other sources.
fn infer_from_others(
    inference: &OwnerInference<'_>,
    me: Option<HandleId>,
    known: &[SourceOwner],
) -> Result<SourceOwner, ArchiveError> {
    match me {
        Some(me) if inference.has(me) => return Ok(inference.owner_of_handle(me, Evidence::Me)),
        Some(me) if inference.has_handles() => {
            return Err(ArchiveError::NotTheOwner { me: inference.interner.handle(me).clone(), owner: None });
        }
        // A source without profiles cannot be compared with `me`.
        _ => {}
    }
    let here: HashSet<HandleId> = inference.parties().filter_map(|party| party.handle).collect();
    let is_here = |handle: &HandleId| here.contains(handle);
    if let Some(handle) = the_only(known.iter().filter_map(|owner| owner.handle).filter(is_here)) {
        let evidence = known.iter().filter(|owner| owner.handle == Some(handle)).map(|owner| owner.evidence).min();
        return Ok(inference.owner_of_handle(handle, evidence.unwrap_or(Evidence::EveryRow)));
    }
    let mut candidates: Vec<HandleId> = inference.handles.in_every_row().collect();
    candidates.sort_by_key(|&handle| inference.interner.handle(handle));
    Err(ArchiveError::OwnerUnknown {
        source: inference.source.label.clone(),
        candidates: candidates.into_iter().map(|handle| inference.interner.handle(handle).clone()).collect(),
    })
}

/// Checks the profile that the member gave against the evidence.
fn check_me(me: HandleId, owners: &mut [Option<SourceOwner>], interner: &Interner) -> Result<(), ArchiveError> {
    if owners.iter().flatten().any(|owner| owner.handle == Some(me)) {
        return Ok(());
    }
    let mut without_handle = owners.iter_mut().flatten().filter(|owner| owner.handle.is_none()).peekable();
    if without_handle.peek().is_some() {
        without_handle.for_each(|owner| owner.handle = Some(me));
        return Ok(());
    }
    let other = owners.iter().flatten().next().map(|owner| owner_label(owner, interner));
    Err(ArchiveError::NotTheOwner { me: interner.handle(me).clone(), owner: other })
}

/// An owner as shown to the member: the profile, or else the name.
fn owner_label(owner: &SourceOwner, interner: &Interner) -> String {
    let name =
        || owner.names.first().map_or("an unknown member".into(), |&name| interner.display_name(name).to_owned());
    owner.handle.map_or_else(name, |handle| interner.handle(handle).to_string())
}

/// Fails if the archives belong to two members. Two sources belong to the same member if their owners have the same
/// profile, or share a name where one has no profile, or both sent the same row, which means that the profile address
/// has changed.
fn require_one_member(
    sources: &[ExportSource],
    owners: &[Option<SourceOwner>],
    interner: &Interner,
) -> Result<(), ArchiveError> {
    let owned: Vec<(&ExportSource, &SourceOwner)> =
        sources.iter().zip(owners).filter_map(|(source, owner)| Some((source, owner.as_ref()?))).collect();
    let mut members = DisjointSets::new(owned.len());
    let numbered = || owned.iter().enumerate();
    unite(&mut members, numbered().filter_map(|(index, (_, owner))| Some((owner.handle?, index))));
    let without_profile = owned.iter().filter(|(_, owner)| owner.handle.is_none());
    let names: HashSet<NameId> = without_profile.flat_map(|(_, owner)| owner.names.iter().copied()).collect();
    let by_name = numbered().flat_map(|(index, (_, owner))| {
        owner.names.iter().filter(|name| names.contains(name)).map(move |&name| (name, index))
    });
    unite(&mut members, by_name);
    if !members.are_one() {
        unite(&mut members, numbered().flat_map(|(index, one)| sent_rows(one, interner).map(move |row| (row, index))));
    }
    let describe =
        |(source, owner): &(&ExportSource, &SourceOwner)| (source.label.clone(), owner_label(owner, interner));
    match (0..owned.len()).find(|&index| members.find(index) != 0) {
        Some(stranger) => {
            Err(ArchiveError::OwnersDiffer { one: describe(&owned[0]), other: describe(&owned[stranger]) })
        }
        None => Ok(()),
    }
}

/// Unites the sources that share a key.
fn unite<K: Eq + Hash>(members: &mut DisjointSets, keys: impl Iterator<Item = (K, usize)>) {
    let mut first_with = HashMap::new();
    for (key, index) in keys {
        let first = *first_with.entry(key).or_insert(index);
        members.union(first, index);
    }
}

type RowKey = (ThreadId, Option<Timestamp>, Fingerprint);

fn sent_rows<'a>(
    (source, owner): &(&'a ExportSource, &'a SourceOwner),
    interner: &'a Interner,
) -> impl Iterator<Item = RowKey> + use<'a> {
    let owner = *owner;
    let sent = source.messages.iter().filter(move |row| row.timestamp.is_some() && owner.sent(row, interner));
    sent.map(|row| (row.thread, row.timestamp, row.text))
}
