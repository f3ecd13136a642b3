//! Invitations that only the ledger has, and that were accepted: the person is a connection since a date that is not
//! before they were sent.
//!
//! Invitations.csv forgets an invitation some time after it was accepted, and an archive may come without that table.
//! What the archives list themselves is an event of theirs.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::findings::Findings;
use super::fingerprint::Fingerprint;
use super::import_diff::{ImportDiff, SettledInvitation, connected_at, imported_records};
use super::ledger_ids::LedgerIds;
use super::person_match::PersonMatch;
use super::record_pairs::DATE_TOLERANCE;
use crate::engine::calendar::{Instant, start_of};
use crate::engine::interaction::Interaction;
use crate::engine::invitation::{Connection, Invitation};
use crate::engine::person::{PersonId, name_key};
use crate::engine::record::ImportFingerprint;
use crate::engine::timeline::Timeline;

/// The acceptances to add, in the order of the invitations. An acceptance that the member took back stays out.
pub fn settled_invitations(
    findings: &Findings,
    diff: &ImportDiff,
    timeline: &Timeline,
    now: Instant,
) -> Vec<SettledInvitation> {
    let ids = LedgerIds { diff, timeline };
    let connected = connected(&ids, findings);
    if connected.is_empty() {
        return Vec::new();
    }
    let account = ids.account(findings, now);
    let acceptances = acceptances(timeline);
    let origins = origins(timeline);
    let settle = |person: PersonId, connection: &Connection| {
        let open = connection.invitation?;
        // A known connection has an acceptance after the lapse.
        let is_open = connection.pending(now).is_some() || !connection.is_known;
        let at = accepted_at(open, *connected.get(&person)?, (now, timeline.zone())).filter(|_| is_open)?;
        let is_the_one = |known: &Instant| *known >= open.sent || known.seconds_since(at).abs() <= DATE_TOLERANCE;
        if acceptances.get(&person).is_some_and(|known| known.iter().any(is_the_one)) {
            return None;
        }
        let origin = origins.get(&(person, open.sent)).copied();
        let origin = origin.unwrap_or_else(|| of_hand(&ids.name(person), open.sent, at));
        Some((open.sent, SettledInvitation { person, at, origin }))
    };
    let mut settled: Vec<_> =
        account.people().filter_map(|(person, state)| settle(person, &state.connection)).collect();
    settled.sort_unstable_by_key(|(sent, it)| (*sent, it.person));
    settled.into_iter().map(|(_, it)| it).collect()
}

/// The people of the ledger who are connections, with the latest date.
fn connected(ids: &LedgerIds<'_>, findings: &Findings) -> HashMap<PersonId, NaiveDate> {
    let mut connected = HashMap::new();
    for connection in &findings.connections {
        if let PersonMatch::Known(_) = ids.diff.people[connection.person] {
            let on = connected.entry(ids.of(connection.person)).or_insert(connection.on);
            *on = connection.on.max(*on);
        }
    }
    connected
}

/// When an invitation to somebody who is a connection since this date was accepted: at the start of the date, but not
/// before it was sent. `None` if the date is before it was sent or lies ahead, or the invitation had lapsed.
fn accepted_at(invitation: Invitation, on: NaiveDate, (now, zone): (Instant, Tz)) -> Option<Instant> {
    let in_utc = start_of(on, Tz::UTC);
    let at = connected_at(on, zone).min(now).max(in_utc).max(invitation.sent);
    let is_in_time = invitation.sent.in_utc().date_naive() <= on && at < invitation.lapses_at;
    (is_in_time && at <= now).then_some(at)
}

/// The instants of the acceptances that the ledger has of each person, also of those that an import brought and the
/// member took back singly.
fn acceptances(timeline: &Timeline) -> HashMap<PersonId, Vec<Instant>> {
    let imported: HashSet<usize> = imported_records(timeline).into_values().collect();
    let mut instants: HashMap<PersonId, Vec<Instant>> = HashMap::new();
    for (place, record) in timeline.records().iter().enumerate() {
        let is_acceptance = matches!(Interaction::of(&record.fact), Some(Interaction::Acceptance));
        let is_kept = is_acceptance && (timeline.is_active(place) || imported.contains(&place));
        if let Some(person) = timeline.person_of(&record.fact).filter(|_| is_kept) {
            instants.entry(person).or_default().push(record.at);
        }
    }
    instants
}

/// The fingerprints that the acceptances of imported invitations have, by the person and the instant sent.
fn origins(timeline: &Timeline) -> HashMap<(PersonId, Instant), ImportFingerprint> {
    let invitations = imported_records(timeline).into_iter().filter_map(|(origin, place)| {
        let record = &timeline.records()[place];
        let is_invitation = matches!(Interaction::of(&record.fact), Some(Interaction::Invitation { .. }));
        let person = timeline.person_of(&record.fact).filter(|_| is_invitation && !origin.is_of_sheet())?;
        Some(((person, record.at), ImportFingerprint(Fingerprint::of_acceptance(origin.0.into()).value())))
    });
    invitations.collect()
}

/// The fingerprint of the acceptance of an invitation that was logged by hand. It is one of what was kept by hand: an
/// archive that has both rows later matches both.
fn of_hand(name: &str, sent: Instant, at: Instant) -> ImportFingerprint {
    let print = Fingerprint::of("accepted by hand").text(&name_key(name)).number(sent.unix()).number(at.unix());
    ImportFingerprint::of_sheet(print.value())
}
