//! Invitations that are pending in the ledger, and no longer in the newest archive.
//!
//! An invitation stays in Invitations.csv while it is pending. One that an archive made after it no longer has was
//! accepted, withdrawn or declined, or it has lapsed. If the person is not among the connections, no archive says which.

use std::collections::HashSet;

use super::findings::{Event, EventKind, Findings, Person};
use super::import_diff::{ImportDiff, fact};
use super::listing::Listing;
use super::person_match::PersonMatch;
use crate::engine::calendar::Instant;
use crate::engine::person::PersonId;
use crate::engine::record::{Details, Record, RecordId};
use crate::engine::timeline::Timeline;

/// The names of the people whose invitation is pending after the import, was sent before the latest row of the newest
/// archive, and is not in it; in the order sent. Nobody if the import adds nothing: an earlier one named them.
pub fn gone_invitations(findings: &Findings, diff: &ImportDiff, timeline: &Timeline, now: Instant) -> Vec<String> {
    let Some(listing) = findings.listing.as_ref().filter(|_| !diff.added.is_empty()) else { return Vec::new() };
    let ids = Ids { diff, timeline };
    let account = timeline.account_with(&ids.records(findings), now);
    let listed = ids.listed(findings, listing);
    let mut gone: Vec<_> = account
        .people()
        .filter_map(|(id, state)| Some((state.connection.pending(now)?.sent, id)))
        .filter(|(sent, id)| *sent <= listing.latest_row && !listed.contains(id) && !ids.may_be_listed(*id, listing))
        .collect();
    gone.sort_unstable();
    gone.into_iter().map(|(_, id)| ids.name(id)).collect()
}

/// The numbers that the people of the archives have in the ledger, or would have: a new person has the number after
/// those of the ledger that is their place in the archives.
struct Ids<'a> {
    diff: &'a ImportDiff,
    timeline: &'a Timeline,
}

impl Ids<'_> {
    fn of(&self, person: usize) -> PersonId {
        match &self.diff.people[person] {
            PersonMatch::Known(id) => self.timeline.book().resolve(*id),
            PersonMatch::New { .. } => PersonId(u32::try_from(self.timeline.book().len() + person).unwrap_or(u32::MAX)),
        }
    }

    /// The person of the archives who would get this number.
    fn new_person(&self, id: PersonId) -> Option<&PersonMatch> {
        id.index().checked_sub(self.timeline.book().len()).and_then(|person| self.diff.people.get(person))
    }

    /// The records of invitations and acceptances that the import adds.
    fn records(&self, findings: &Findings) -> Vec<Record> {
        let events = self.diff.added.iter().map(|index| (*index, &findings.events[*index]));
        let of_invitations =
            events.filter(|(_, it)| matches!(it.kind, EventKind::Invitation { .. } | EventKind::Accepted));
        let record = |(index, event): (usize, &Event)| {
            let (at, fact) = (self.diff.instant(index, findings), fact(event, self.of(event.person)));
            Record { id: RecordId(0), at, recorded: at, fact, details: Details::default() }
        };
        of_invitations.map(record).collect()
    }

    /// The people of the archives whom the newest one may list.
    fn listed<'b>(&self, findings: &'b Findings, listing: &Listing) -> HashSet<PersonId> {
        let handles = |person: &'b Person| person.handle.iter().chain(&person.former_handles);
        let people = findings.people.iter().enumerate();
        let listed = people.filter(|(_, it)| listing.may_list(it.name.as_deref(), handles(it)));
        listed.map(|(person, _)| self.of(person)).collect()
    }

    /// Whether the newest archive may list a person of the ledger.
    fn may_be_listed(&self, id: PersonId, listing: &Listing) -> bool {
        let person = self.timeline.book().person(id);
        self.new_person(id).is_none() && listing.may_list(person.name.as_deref(), person.handles.iter())
    }

    fn name(&self, id: PersonId) -> String {
        match self.new_person(id) {
            Some(PersonMatch::New { name: Some(name), .. }) => name.clone(),
            Some(PersonMatch::New { handle: Some(handle), .. }) => handle.to_string(),
            _ => self.timeline.book().display_name(id),
        }
    }
}
