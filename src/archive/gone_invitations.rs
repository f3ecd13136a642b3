//! Invitations that are pending in the ledger, and not in the newest archive.
//!
//! An invitation stays in Invitations.csv while it is pending. One that an archive made after it does not have was
//! accepted, withdrawn or declined, or it has lapsed. If the person is not among the connections, no archive says which.

use std::collections::HashSet;

use super::findings::Findings;
use super::import_diff::ImportDiff;
use super::ledger_ids::LedgerIds;
use super::listing::Listing;
use crate::engine::calendar::Instant;
use crate::engine::person::PersonId;
use crate::engine::timeline::Timeline;

/// The names of the people whose invitation is pending after the import, was not sent after the latest row of the
/// newest archive, and is not in it; in the order sent.
pub fn gone_invitations(findings: &Findings, diff: &ImportDiff, timeline: &Timeline, now: Instant) -> Vec<String> {
    let Some(listing) = &findings.listing else { return Vec::new() };
    let ids = LedgerIds { diff, timeline };
    let account = ids.account(findings, now);
    let listed = listed(&ids, findings, listing);
    let mut gone: Vec<_> = account
        .people()
        .filter_map(|(id, state)| Some((state.connection.pending(now)?.sent, id)))
        .filter(|(sent, id)| *sent <= listing.latest_row && !listed.contains(id) && !may_be_listed(&ids, *id, listing))
        .collect();
    gone.sort_unstable();
    gone.into_iter().map(|(_, id)| ids.name(id)).collect()
}

/// The people of the archives whom the newest one may list.
fn listed(ids: &LedgerIds<'_>, findings: &Findings, listing: &Listing) -> HashSet<PersonId> {
    let people = findings.people.iter().enumerate();
    let listed =
        people.filter(|(_, it)| listing.may_list(it.name.as_deref(), it.handle.iter().chain(&it.former_handles)));
    listed.map(|(person, _)| ids.of(person)).collect()
}

/// Whether the newest archive may list a person of the ledger.
fn may_be_listed(ids: &LedgerIds<'_>, id: PersonId, listing: &Listing) -> bool {
    let person = ids.timeline.book().person(id);
    ids.new_person(id).is_none() && listing.may_list(person.name.as_deref(), person.handles.iter())
}
