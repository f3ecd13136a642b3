//! Whose archive it is: read off the rows, best evidence first, and never guessed.
//!
//! Each source by itself, because a member may have taken another profile address between two exports. The most
//! frequent sender is no evidence: in some archives that is `LinkedIn Member`, or a friend who writes a lot.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use super::error::ArchiveError;
use super::findings::Evidence;
use super::messages::Row;
use super::register::{HandleId, NameId, Party, Register};
use super::source::Source;

/// The owner of one source.
#[derive(Clone, Debug)]
pub(super) struct SourceOwner {
    pub(super) handle: Option<HandleId>,
    pub(super) names: BTreeSet<NameId>,
    pub(super) evidence: Evidence,
}

impl SourceOwner {
    /// Whether the owner sent a row.
    pub(super) fn sent(&self, row: &Row, register: &Register) -> bool {
        if let Some(outgoing) = row.outgoing {
            return outgoing;
        }
        let from = register.party_of(row.from);
        let by_name = || from.name.is_some_and(|name| self.names.contains(&name));
        match (from.handle, self.handle) {
            (Some(sender), Some(owner)) => sender == owner,
            // Somebody of the owner's name wrote to the owner.
            (None, Some(owner)) => by_name() && !register.parties_of(row.to).any(|to| to.handle == Some(owner)),
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

/// The evidence in one source.
struct Inquest<'a> {
    source: &'a Source,
    register: &'a Register,
    /// How many rows of the messages each profile is in, and how many rows have any.
    handles: Coverage<HandleId>,
}

impl<'a> Inquest<'a> {
    fn new(source: &'a Source, register: &'a Register) -> Self {
        let handles = Coverage::of(source, register, |party| party.handle);
        Inquest { source, register, handles }
    }

    /// The owner, where the source alone tells.
    fn verdict(&self) -> Option<SourceOwner> {
        let by_handle = |evidence, handle: Option<HandleId>| handle.map(|handle| self.profile(handle, evidence));
        by_handle(Evidence::Invitations, self.by_invitations())
            .or_else(|| by_handle(Evidence::EveryRow, self.by_every_row()))
            .or_else(|| by_handle(Evidence::ProfileName, self.by_profile_name()))
            .or_else(|| if self.source.columns.direction { self.by_direction() } else { self.by_name() })
    }

    /// The owner by profile, with all names that the profile has in this source.
    fn profile(&self, handle: HandleId, evidence: Evidence) -> SourceOwner {
        let written = self.parties().filter(|party| party.handle == Some(handle)).filter_map(|party| party.name);
        SourceOwner { handle: Some(handle), names: written.chain(self.source.profile).collect(), evidence }
    }

    /// The owner by name, with the one profile that the name has in this source.
    fn named(&self, name: NameId, evidence: Evidence) -> SourceOwner {
        SourceOwner { handle: self.handle_under(name), names: BTreeSet::from([name]), evidence }
    }

    /// Everybody in the messages and invitations.
    fn parties(&self) -> impl Iterator<Item = Party> {
        let rows = self.source.messages.iter();
        let in_rows = rows.flat_map(|row| parties_in(row, self.register));
        let invited = self.source.invitations.iter();
        in_rows.chain(invited.flat_map(|one| [self.register.party_of(one.from), self.register.party_of(one.to)]))
    }

    fn handle_under(&self, name: NameId) -> Option<HandleId> {
        the_only(self.parties().filter(|party| party.name == Some(name)).filter_map(|party| party.handle))
    }

    /// The owner's side of each invitation.
    fn inviting(&self) -> impl Iterator<Item = Party> {
        self.source.invitations.iter().filter_map(|one| {
            let owner = if one.outgoing? { one.from } else { one.to };
            Some(self.register.party_of(owner))
        })
    }

    fn by_invitations(&self) -> Option<HandleId> {
        the_only(self.inviting().filter_map(|party| party.handle))
    }

    /// Only with the recipients' profiles: without them a profile in every row may be that of the one who writes.
    fn by_every_row(&self) -> Option<HandleId> {
        let complete = self.source.columns.recipient_addresses;
        complete.then(|| the_only(self.handles.in_every_row())).flatten()
    }

    fn by_profile_name(&self) -> Option<HandleId> {
        self.handle_under(self.source.profile?)
    }

    fn by_name(&self) -> Option<SourceOwner> {
        let names = Coverage::of(self.source, self.register, |party| party.name);
        let profile = self.source.profile.filter(|name| names.counts.contains_key(name));
        let name = the_only(self.inviting().filter_map(|party| party.name))
            .or(profile)
            .or_else(|| the_only(names.in_every_row()))
            .or_else(|| names.in_nearly_every_row());
        name.map(|name| self.named(name, Evidence::Name))
    }

    /// The rows themselves say which are outgoing; the name is there to be shown.
    fn by_direction(&self) -> Option<SourceOwner> {
        let directed = self.source.messages.iter().filter(|row| row.outgoing.is_some());
        let outgoing = directed.clone().filter(|row| row.outgoing == Some(true));
        let senders = outgoing.filter_map(|row| self.register.party_of(row.from).name);
        let name = the_only(senders).or(self.source.profile);
        let known = directed.count() > 0;
        known.then(|| SourceOwner { handle: None, names: name.into_iter().collect(), evidence: Evidence::Direction })
    }

    fn has(&self, handle: HandleId) -> bool {
        self.parties().any(|party| party.handle == Some(handle))
    }

    fn has_handles(&self) -> bool {
        self.parties().any(|party| party.handle.is_some())
    }
}

fn parties_in<'a>(row: &Row, register: &'a Register) -> impl Iterator<Item = Party> + use<'a> {
    std::iter::once(register.party_of(row.from)).chain(register.parties_of(row.to))
}

/// How many rows each of some things is in.
struct Coverage<T> {
    counts: HashMap<T, u64>,
    rows: u64,
}

impl<T: Copy + Eq + Hash + Ord> Coverage<T> {
    fn of(source: &Source, register: &Register, thing: impl Fn(Party) -> Option<T>) -> Self {
        let mut coverage = Coverage { counts: HashMap::new(), rows: 0 };
        let mut in_row: Vec<T> = Vec::new();
        for row in &source.messages {
            in_row.clear();
            in_row.extend(parties_in(row, register).filter_map(&thing));
            in_row.sort_unstable();
            in_row.dedup();
            coverage.rows += u64::from(!in_row.is_empty());
            for &thing in &in_row {
                *coverage.counts.entry(thing).or_default() += 1;
            }
        }
        coverage
    }

    fn in_every_row(&self) -> impl Iterator<Item = T> {
        self.counts.iter().filter(|&(_, &count)| count == self.rows).map(|(&thing, _)| thing)
    }

    /// The only one in 95 of 100 rows: by name owners are in 99 or more, everybody else in far fewer.
    fn in_nearly_every_row(&self) -> Option<T> {
        the_only(self.counts.iter().filter(|&(_, &count)| count * 100 >= self.rows * 95).map(|(&thing, _)| thing))
    }
}

/// The one value that all of these have.
fn the_only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// The owners of the sources, `None` for those that have nothing to own (connections alone).
///
/// What one source cannot tell, another or the member may (`me`).
pub(super) fn owners(
    sources: &[Source],
    register: &Register,
    me: Option<HandleId>,
) -> Result<Vec<Option<SourceOwner>>, ArchiveError> {
    let inquests: Vec<_> = sources.iter().map(|source| Inquest::new(source, register)).collect();
    let mut owners: Vec<Option<SourceOwner>> = inquests.iter().map(Inquest::verdict).collect();
    let known: Vec<SourceOwner> = owners.iter().flatten().cloned().collect();
    for (owner, inquest) in owners.iter_mut().zip(&inquests) {
        if owner.is_none() && inquest.source.needs_owner() {
            *owner = Some(told(inquest, me, &known)?);
        }
    }
    if let Some(me) = me {
        confirm(me, &mut owners, register)?;
    }
    one_member(sources, &owners, register)?;
    Ok(owners)
}

/// The owner of a source that does not tell by itself.
fn told(inquest: &Inquest<'_>, me: Option<HandleId>, known: &[SourceOwner]) -> Result<SourceOwner, ArchiveError> {
    let fits = |handle: &HandleId| inquest.has(*handle);
    let elsewhere = || the_only(known.iter().filter_map(|owner| owner.handle).filter(fits));
    match me {
        Some(me) if inquest.has(me) => return Ok(inquest.profile(me, Evidence::Me)),
        Some(me) if inquest.has_handles() => {
            return Err(ArchiveError::NotTheOwner { me: inquest.register.handle_of(me).clone(), owner: None });
        }
        // Where there are no profiles, what the member said cannot help.
        _ => {}
    }
    if let Some(handle) = elsewhere() {
        let evidence = known.iter().filter(|owner| owner.handle == Some(handle)).map(|owner| owner.evidence).min();
        return Ok(inquest.profile(handle, evidence.unwrap_or(Evidence::EveryRow)));
    }
    let mut candidates: Vec<HandleId> = inquest.handles.in_every_row().collect();
    candidates.sort_by_key(|&handle| inquest.register.handle_of(handle));
    Err(ArchiveError::OwnerUnknown {
        source: inquest.source.shown.clone(),
        candidates: candidates.into_iter().map(|handle| inquest.register.handle_of(handle).clone()).collect(),
    })
}

/// Holds what the member said against the evidence.
fn confirm(me: HandleId, owners: &mut [Option<SourceOwner>], register: &Register) -> Result<(), ArchiveError> {
    if owners.iter().flatten().any(|owner| owner.handle == Some(me)) {
        return Ok(());
    }
    let mut nameless = owners.iter_mut().flatten().filter(|owner| owner.handle.is_none()).peekable();
    if nameless.peek().is_some() {
        nameless.for_each(|owner| owner.handle = Some(me));
        return Ok(());
    }
    let other = owners.iter().flatten().next().map(|owner| shown(owner, register));
    Err(ArchiveError::NotTheOwner { me: register.handle_of(me).clone(), owner: other })
}

/// An owner to show: by profile, else by name.
fn shown(owner: &SourceOwner, register: &Register) -> String {
    let name = || owner.names.first().map_or("an unknown member".into(), |&name| register.shown(name).to_owned());
    owner.handle.map_or_else(name, |handle| register.handle_of(handle).to_string())
}

/// Refuses archives of two members.
fn one_member(sources: &[Source], owners: &[Option<SourceOwner>], register: &Register) -> Result<(), ArchiveError> {
    let owned: Vec<(&Source, &SourceOwner)> =
        sources.iter().zip(owners).filter_map(|(source, owner)| Some((source, owner.as_ref()?))).collect();
    let Some((first, mut others)) = owned.split_first().map(|(first, others)| (first, others.to_vec())) else {
        return Ok(());
    };
    let mut one = vec![*first];
    while let Some(place) = others.iter().position(|other| one.iter().any(|known| is_same(known, other, register))) {
        one.push(others.swap_remove(place));
    }
    let describe = |(source, owner): &(&Source, &SourceOwner)| (source.shown.clone(), shown(owner, register));
    match others.first() {
        Some(stranger) => Err(ArchiveError::OwnersDiffer { one: describe(first), other: describe(stranger) }),
        None => Ok(()),
    }
}

/// Whether two sources are one member's: the same profile, or a common name where a profile is not known, or rows
/// that the owners of both sent (the profile has changed).
fn is_same(one: &(&Source, &SourceOwner), other: &(&Source, &SourceOwner), register: &Register) -> bool {
    let same = match (one.1.handle, other.1.handle) {
        (Some(a), Some(b)) => a == b,
        _ => !one.1.names.is_disjoint(&other.1.names),
    };
    same || !sent_rows(one, register).is_disjoint(&sent_rows(other, register))
}

type RowKey = (super::register::ThreadId, Option<super::dates::Moment>, super::fingerprint::Fingerprint);

fn sent_rows((source, owner): &(&Source, &SourceOwner), register: &Register) -> HashSet<RowKey> {
    let sent = source.messages.iter().filter(|row| row.moment.is_some() && owner.sent(row, register));
    sent.map(|row| (row.thread, row.moment, row.text)).collect()
}
