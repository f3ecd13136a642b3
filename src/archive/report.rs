//! Puts the findings together.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use crate::engine::calendar::Instant;

use super::caution::Caution;
use super::conversation::Bench;
use super::file_kind::FileKind;
use super::findings::{Connected, Event, Evidence, Findings, Owner, Person};
use super::fingerprint::Fingerprint;
use super::invited::{self, Connections, Invited};
use super::owner::SourceOwner;
use super::people::{Cast, People, PersonKey, Scope};
use super::receipts::Payment;
use super::register::Register;
use super::source::{Reading, Source};
use super::tally::{Known, Tally};
use super::{joins, notes, rows};

/// Days after which an accepted invitation is listed no more.
const INVITATIONS_REMEMBERED: u64 = 180;

/// What was read, as findings.
pub(super) fn findings(reading: Reading<'_>, owners: &[Option<SourceOwner>]) -> Findings {
    let Reading { register, sources, reports, mut skipped, mut cautions, .. } = reading;
    let cast = Cast::of(&sources, &register);
    let rows = rows::gather(&sources, owners, &register);
    let joined = joins::join(&rows, &sources, owners, &cast, &register);
    let people = People::new(&cast, joined, owners, &sources, &register);
    let thread_ranks = register.thread_ranks();
    let bench = Bench { people: &people, owners, register: &register, thread_ranks: &thread_ranks };
    let talks = bench.conversations(&rows, &mut skipped);
    let connected = invited::connections(&sources, &people, &register);
    let invited = invited::unite(&sources, owners, &people, &register, &mut skipped);
    let notes = notes::find(&talks, &invited, &connected, &people);
    let known = Known { connected: &connected, invited: &invited, notes: &notes, register: &register };
    let tally = Tally::of(&talks, &known, skipped);
    let crowd =
        Crowd { people: &people, register: &register, threads: &in_order(&register, &thread_ranks), invited: &invited };
    let (listed, events, connections) = crowd.list(&tally, &connected);
    let known_from = invitations_known_from(&sources);
    cautions.extend(cautions_about(&sources, &tally, &listed, known_from));
    Findings {
        owner: owner(&sources, owners, &register),
        files: reports,
        people: listed,
        events,
        connections,
        notes: tally.notes,
        messages: tally.messages,
        inmail: tally.inmail,
        invitations: tally.invitations,
        skipped: tally.skipped,
        span: tally.span,
        invitations_known_from: known_from,
        suggestion: sources.iter().flat_map(|source| &source.payments).max().map(Payment::suggestion),
        cautions: cautions.into_iter().collect(),
    }
}

/// The fingerprints of all threads by rank.
fn in_order(register: &Register, ranks: &[u32]) -> Vec<Fingerprint> {
    let mut threads = vec![Fingerprint::default(); ranks.len()];
    for (thread, &rank) in register.threads().zip(ranks) {
        threads[rank as usize] = thread.fingerprint;
    }
    threads
}

/// Everybody an event or a connection is about, on the way into a list.
struct Crowd<'a> {
    people: &'a People,
    register: &'a Register,
    threads: &'a [Fingerprint],
    invited: &'a [Invited],
}

impl Crowd<'_> {
    fn list(&self, tally: &Tally, connected: &Connections) -> (Vec<Person>, Vec<Event>, Vec<Connected>) {
        let dated: BTreeMap<PersonKey, NaiveDate> =
            connected.iter().filter_map(|(&person, since)| Some((person, since.last?))).collect();
        let in_events = tally.events.iter().map(|draft| draft.person);
        let keys: BTreeSet<PersonKey> = in_events.chain(dated.keys().copied()).collect();
        let places: BTreeMap<PersonKey, usize> = keys.iter().enumerate().map(|(place, &key)| (key, place)).collect();
        let mut events: Vec<Event> =
            tally.events.iter().map(|draft| Event { person: places[&draft.person], ..draft.event }).collect();
        events.sort_unstable_by_key(|event| (event.at, event.what, event.fingerprint));
        let connections = dated.iter().map(|(person, &on)| Connected { person: places[person], on }).collect();
        (keys.into_iter().map(|key| self.person(key)).collect(), events, connections)
    }

    fn person(&self, key: PersonKey) -> Person {
        let (name, handles) = self.people.describe(key, self.register);
        let mut handles = handles.into_iter();
        let only_within = match key {
            PersonKey::Within(Scope::Thread(rank), _) => Some(self.threads[rank as usize]),
            PersonKey::Within(Scope::Invitation(place), _) => Some(self.invited[place].fingerprint),
            _ => None,
        };
        Person { handle: handles.next(), name, former_handles: handles.collect(), only_within }
    }
}

/// The owner as the newest source has them, by the best evidence of all.
fn owner(sources: &[Source], owners: &[Option<SourceOwner>], register: &Register) -> Owner {
    let known_by = owners.iter().flatten().map(|owner| owner.evidence).min().unwrap_or(Evidence::Me);
    let in_source = |(source, owner): (&Source, &Option<SourceOwner>)| {
        let owner = owner.as_ref()?;
        let handle = owner.handle.map(|handle| register.handle_of(handle).clone());
        let profile = source.profile.filter(|name| owner.names.contains(name));
        let first = owner.names.iter().map(|&name| register.shown(name)).min();
        let name = profile.map(|name| register.shown(name)).or(first).map(str::to_owned);
        Some((source.newest(), handle, name))
    };
    let owned: Vec<_> = sources.iter().zip(owners).filter_map(in_source).collect();
    let handle = owned.iter().filter(|(_, handle, _)| handle.is_some()).max().and_then(|(_, handle, _)| handle.clone());
    let name = owned.iter().filter(|(_, _, name)| name.is_some()).max().and_then(|(_, _, name)| name.clone());
    Owner { name, handle, known_by }
}

/// Back to which date accepted invitations are listed without a gap, from the newest archive on.
fn invitations_known_from(sources: &[Source]) -> Option<NaiveDate> {
    let with_invitations = sources.iter().filter(|source| source.kinds.contains(&FileKind::Invitations));
    let mut made: Vec<NaiveDate> = with_invitations.filter_map(|source| Some(last_day(source.newest()?))).collect();
    made.sort_unstable();
    let remembered = |day: NaiveDate| day.checked_sub_days(Days::new(INVITATIONS_REMEMBERED)).unwrap_or(day);
    let newest = remembered(made.pop()?);
    Some(made.into_iter().rev().fold(newest, |from, day| if day >= from { remembered(day).min(from) } else { from }))
}

fn last_day(instant: Instant) -> NaiveDate {
    instant.in_utc().date_naive()
}

fn cautions_about(
    sources: &[Source],
    tally: &Tally,
    people: &[Person],
    known_from: Option<NaiveDate>,
) -> impl Iterator<Item = Caution> {
    let has = |kind: FileKind| sources.iter().any(|source| source.kinds.contains(&kind));
    let some = |count: u64, caution: fn(u64) -> Caution| (count > 0).then(|| caution(count));
    let unknown = people.iter().filter(|person| person.only_within.is_some()).count() as u64;
    [
        (!has(FileKind::Messages)).then_some(Caution::NoMessages),
        (!has(FileKind::Invitations)).then_some(Caution::NoInvitations),
        (!has(FileKind::Connections)).then_some(Caution::NoConnections),
        some(tally.inmail.sent, |count| Caution::InMailsAssumed { count }),
        some(tally.old_inmails, |count| Caution::OldInMails { count }),
        some(tally.possible_notes, |count| Caution::PossibleNotes { count }),
        some(tally.group_messages, |count| Caution::GroupMessages { count }),
        some(unknown, |count| Caution::UnknownPeople { count }),
        known_from.map(|before| Caution::InvitationsForgotten { before }),
    ]
    .into_iter()
    .flatten()
}
