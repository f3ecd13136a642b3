//! The ledger with an import: the numbers of the people in it, and the account after it.

use super::findings::{Event, EventKind, Findings};
use super::import_diff::{ImportDiff, fact};
use super::person_match::PersonMatch;
use crate::engine::account::Account;
use crate::engine::calendar::Instant;
use crate::engine::interaction::Interaction;
use crate::engine::person::PersonId;
use crate::engine::record::{Details, Fact, Record, RecordId};
use crate::engine::timeline::Timeline;

/// The numbers that the people of the archives have in the ledger, or would have: a new person has the number after
/// those of the ledger that is their place in the archives.
pub(super) struct LedgerIds<'a> {
    pub(super) diff: &'a ImportDiff,
    pub(super) timeline: &'a Timeline,
}

impl LedgerIds<'_> {
    pub(super) fn of(&self, person: usize) -> PersonId {
        match &self.diff.people[person] {
            PersonMatch::Known(id) => self.timeline.book().resolve(*id),
            PersonMatch::New { .. } => PersonId(u32::try_from(self.timeline.book().len() + person).unwrap_or(u32::MAX)),
        }
    }

    /// The person of the archives who would get this number.
    pub(super) fn new_person(&self, id: PersonId) -> Option<&PersonMatch> {
        id.index().checked_sub(self.timeline.book().len()).and_then(|person| self.diff.people.get(person))
    }

    pub(super) fn name(&self, id: PersonId) -> String {
        match self.new_person(id) {
            Some(PersonMatch::New { name: Some(name), .. }) => name.clone(),
            Some(PersonMatch::New { handle: Some(handle), .. }) => handle.to_string(),
            _ => self.timeline.book().display_name(id),
        }
    }

    /// The account at an instant, with the invitations and acceptances that the import adds.
    pub(super) fn account(&self, findings: &Findings, now: Instant) -> Account {
        self.timeline.account_with(&self.records(findings), now)
    }

    fn records(&self, findings: &Findings) -> Vec<Record> {
        let record =
            |at: Instant, fact: Fact| Record { id: RecordId(0), at, recorded: at, fact, details: Details::default() };
        let events = self.diff.added.iter().map(|index| (*index, &findings.events[*index]));
        let of_invitations =
            events.filter(|(_, it)| matches!(it.kind, EventKind::Invitation { .. } | EventKind::Accepted));
        let added = of_invitations.map(|(index, event): (usize, &Event)| {
            record(self.diff.instant(index, findings), fact(event, self.of(event.person)))
        });
        let settled = self.diff.settled.iter().map(|it| record(it.at, Interaction::Acceptance.with(it.person)));
        added.chain(settled).collect()
    }
}
