//! Builds the findings from the rows that were read.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use chrono::{Days, NaiveDate};

use crate::engine::calendar::Instant;

use super::caution::Caution;
use super::connection_dates::{ConnectionIndex, index_connections};
use super::conversation::ConversationBuilder;
use super::error::ArchiveError;
use super::event_collector::{Context, EventCollector, PendingEvent};
use super::file_kind::FileKind;
use super::findings::{Connected, Event, Evidence, Findings, Owner, Person};
use super::fingerprint::Fingerprint;
use super::interner::Interner;
use super::invitation_notes::find_notes;
use super::limits::ExceededLimit;
use super::listing::Listing;
use super::merged_invitations::{Invitation, merge_invitations};
use super::owner::SourceOwner;
use super::person_resolver::{PersonKey, PersonResolver, Scope};
use super::profile_groups::group_profiles;
use super::reader::ArchiveReader;
use super::receipts::Payment;
use super::source::ExportSource;
use super::source_parties::SourceParties;
use super::sourced_rows::take_rows;
use super::unread::UnreadTable;

/// The export lists an accepted invitation for this many days.
const ACCEPTED_LISTED_DAYS: u64 = 180;

/// Builds the findings. `owners` has the owner of each source. What is no longer needed is dropped on the way, so that
/// large archives need less memory.
pub(super) fn build(reader: ArchiveReader<'_>, owners: &[Option<SourceOwner>]) -> Result<Findings, ArchiveError> {
    let ArchiveReader { interner, mut sources, file_reports, mut skipped, mut cautions, unread, limits, .. } = reader;
    let parties = SourceParties::of(&sources, &interner);
    let rows = take_rows(&mut sources, owners, &interner);
    let groups = group_profiles(&rows, &sources, owners, &parties, &interner);
    let people = PersonResolver::new(&parties, groups, owners, &sources, &interner);
    drop(parties);
    let thread_ranks = interner.thread_ranks();
    let (interner, thread_ranks, limits) = (&interner, &thread_ranks, &limits);
    let builder = ConversationBuilder { people: &people, owners, interner, thread_ranks, limits };
    let conversations = builder
        .conversations(&rows, &mut skipped)
        .map_err(|error| ArchiveError::TooLarge { file: sources[error.source].label.clone(), limit: error.limit })?;
    drop(rows);
    let connections = index_connections(&sources, &people, interner);
    let invitations = merge_invitations(&sources, owners, &people, interner, limits, &mut skipped)
        .map_err(|limit| too_large(&sources, limit))?;
    let notes = find_notes(&conversations, &invitations, &connections, &people);
    let context = Context { connections: &connections, invitations: &invitations, notes: &notes, interner };
    let mut collected = EventCollector::collect(conversations, &context, skipped);
    let threads = threads_by_rank(interner, thread_ranks);
    let index = PersonIndex { people: &people, interner, threads: &threads, invitations: &invitations };
    let (listed, events, connected) = index.list(mem::take(&mut collected.events), &connections);
    limits.event_names(name_bytes(&listed, &events)).map_err(|limit| too_large(&sources, limit))?;
    let known_from = invitations_known_from(&sources);
    cautions.extend(cautions_about_tables(&sources, &unread));
    cautions.extend(cautions_about(&collected, &listed, known_from));
    Ok(Findings {
        owner: owner(&sources, owners, interner),
        files: file_reports,
        people: listed,
        events,
        connections: connected,
        listing: newest_listing(&sources, owners, interner),
        notes: collected.notes,
        lack: None,
        messages: collected.messages,
        inmail: collected.inmail,
        invitations: collected.invitations,
        skipped: collected.skipped,
        span: collected.span,
        invitations_known_from: known_from,
        suggestion: sources.iter().filter_map(|source| source.latest_payment.as_ref()).max().map(Payment::suggestion),
        cautions: cautions.into_iter().collect(),
    })
}

/// The error for findings that exceed a limit. Only all archives together may do so.
fn too_large(sources: &[ExportSource], limit: ExceededLimit) -> ArchiveError {
    let label = sources.first().map(|source| source.label.clone());
    ArchiveError::TooLarge { file: label.unwrap_or_default(), limit }
}

/// The bytes of the names and profile addresses of all events.
fn name_bytes(people: &[Person], events: &[Event]) -> u64 {
    let length = |person: &Person| {
        let handle = person.handle.as_ref().map_or(0, |handle| handle.as_str().len());
        handle + person.name.as_ref().map_or(0, String::len)
    };
    events.iter().map(|event| length(&people[event.person]) as u64).sum()
}

/// The fingerprints of all threads by rank.
fn threads_by_rank(interner: &Interner, ranks: &[u32]) -> Vec<Fingerprint> {
    let mut threads = vec![Fingerprint::default(); ranks.len()];
    for (thread, &rank) in interner.threads().zip(ranks) {
        threads[rank as usize] = thread.fingerprint;
    }
    threads
}

/// Lists the people of all events and connections.
struct PersonIndex<'a> {
    people: &'a PersonResolver,
    interner: &'a Interner,
    threads: &'a [Fingerprint],
    invitations: &'a [Invitation],
}

impl PersonIndex<'_> {
    /// Returns the people, and the events and connections with the indices of their people.
    fn list(
        &self,
        pending: Vec<PendingEvent>,
        connections: &ConnectionIndex,
    ) -> (Vec<Person>, Vec<Event>, Vec<Connected>) {
        let dated: BTreeMap<PersonKey, NaiveDate> =
            connections.iter().filter_map(|(&person, dates)| Some((person, dates.last?))).collect();
        let in_events = pending.iter().map(|pending| pending.person);
        let keys: BTreeSet<PersonKey> = in_events.chain(dated.keys().copied()).collect();
        let indices: BTreeMap<PersonKey, usize> = keys.iter().enumerate().map(|(index, &key)| (key, index)).collect();
        let with_index = |pending: PendingEvent| Event { person: indices[&pending.person], ..pending.event };
        let mut events: Vec<Event> = pending.into_iter().map(with_index).collect();
        events.sort_unstable_by_key(|event| (event.at, event.kind, event.fingerprint));
        let connected = dated.iter().map(|(person, &on)| Connected { person: indices[person], on }).collect();
        (keys.into_iter().map(|key| self.person(key)).collect(), events, connected)
    }

    fn person(&self, key: PersonKey) -> Person {
        let (name, handles) = self.people.describe(key, self.interner);
        let mut handles = handles.into_iter();
        let only_within = match key {
            PersonKey::Within(Scope::Thread(rank), _) => Some(self.threads[rank as usize]),
            PersonKey::Within(Scope::Invitation(index), _) => Some(self.invitations[index].fingerprint),
            _ => None,
        };
        Person { handle: handles.next(), name, former_handles: handles.collect(), only_within }
    }
}

/// The owner, with the name and profile in the newest source that has them, and the best evidence of all sources.
fn owner(sources: &[ExportSource], owners: &[Option<SourceOwner>], interner: &Interner) -> Owner {
    let known_by = owners.iter().flatten().map(|owner| owner.evidence).min().unwrap_or(Evidence::Me);
    let in_source = |(source, owner): (&ExportSource, &Option<SourceOwner>)| {
        let owner = owner.as_ref()?;
        let handle = owner.handle.map(|handle| interner.handle(handle).clone());
        let profile_name = source.profile_name.filter(|name| owner.names.contains(name));
        let first = owner.names.iter().map(|&name| interner.display_name(name)).min();
        let name = profile_name.map(|name| interner.display_name(name)).or(first).map(str::to_owned);
        Some((source.newest(), handle, name))
    };
    let owned: Vec<_> = sources.iter().zip(owners).filter_map(in_source).collect();
    let handle = owned.iter().filter(|(_, handle, _)| handle.is_some()).max().and_then(|(_, handle, _)| handle.clone());
    let name = owned.iter().filter(|(_, _, name)| name.is_some()).max().and_then(|(_, _, name)| name.clone());
    Owner { name, handle, known_by }
}

/// Whom the archives with the latest row list, of those that have invitations and connections without a row that cannot
/// be read.
fn newest_listing(sources: &[ExportSource], owners: &[Option<SourceOwner>], interner: &Interner) -> Option<Listing> {
    let tables = [FileKind::Invitations, FileKind::Connections];
    let is_complete =
        |source: &ExportSource| tables.iter().all(|kind| source.kinds.contains(kind)) && !source.lacks_rows;
    let complete = || sources.iter().zip(owners).filter(|(source, _)| is_complete(source));
    let latest_row = complete().filter_map(|(source, _)| source.latest_row()).max()?;
    let mut listing = Listing::new(latest_row);
    let mut add = |party| {
        let party = interner.party(party);
        listing.add(party.name.map(|name| interner.display_name(name)), party.handle.map(|id| interner.handle(id)));
    };
    for (source, owner) in complete().filter(|(source, _)| source.latest_row() == Some(latest_row)) {
        for invitation in &source.invitations {
            // If the direction is not known, neither is whom the owner invited.
            let (outgoing, person) = invitation.direction_and_other_party(owner.as_ref(), interner)?;
            if outgoing {
                add(person);
            }
        }
        source.connections.iter().for_each(|connection| add(connection.party));
    }
    Some(listing)
}

/// The first date from which the archives list every accepted invitation up to the newest archive.
fn invitations_known_from(sources: &[ExportSource]) -> Option<NaiveDate> {
    let with_invitations = sources.iter().filter(|source| source.kinds.contains(&FileKind::Invitations));
    let mut made: Vec<NaiveDate> = with_invitations.filter_map(|source| Some(date_of(source.newest()?))).collect();
    made.sort_unstable();
    let listed_from = |day: NaiveDate| day.checked_sub_days(Days::new(ACCEPTED_LISTED_DAYS)).unwrap_or(day);
    let newest = listed_from(made.pop()?);
    Some(made.into_iter().rev().fold(newest, |from, day| if day >= from { listed_from(day).min(from) } else { from }))
}

fn date_of(instant: Instant) -> NaiveDate {
    instant.in_utc().date_naive()
}

/// What the import lacks: tables that are missing, and those that could not be read.
fn cautions_about_tables(sources: &[ExportSource], unread: &[UnreadTable]) -> impl Iterator<Item = Caution> {
    let has = |kind: FileKind| sources.iter().any(|source| source.kinds.contains(&kind));
    let is_missing = |kind: FileKind| !has(kind) && unread.iter().all(|table| table.kind != kind);
    let missing = [
        is_missing(FileKind::Messages).then_some(Caution::NoMessages),
        is_missing(FileKind::Invitations).then_some(Caution::NoInvitations),
        is_missing(FileKind::Connections).then_some(Caution::NoConnections),
    ];
    let unread = unread.iter().map(|table| Caution::UnreadTable {
        file: table.file.clone(),
        reason: table.reason.clone(),
        cost: if has(table.kind) { "another of the same kind was read" } else { table.kind.cost_of_lack() },
    });
    missing.into_iter().flatten().chain(unread.collect::<Vec<_>>())
}

fn cautions_about(
    collected: &EventCollector,
    people: &[Person],
    known_from: Option<NaiveDate>,
) -> impl Iterator<Item = Caution> {
    let if_any = |count: u64, caution: fn(u64) -> Caution| (count > 0).then(|| caution(count));
    let unknown = people.iter().filter(|person| person.only_within.is_some()).count() as u64;
    [
        if_any(collected.inmail.sent, |count| Caution::InMailsAssumed { count }),
        if_any(collected.old_inmails, |count| Caution::OldInMails { count }),
        if_any(collected.possible_notes, |count| Caution::PossibleNotes { count }),
        if_any(collected.group_messages, |count| Caution::GroupMessages { count }),
        if_any(unknown, |count| Caution::UnknownPeople { count }),
        known_from.map(|before| Caution::InvitationsForgotten { before }),
    ]
    .into_iter()
    .flatten()
}
