//! The comparison of an archive's findings with a ledger.

use std::collections::HashSet;

use inquota::archive::{Findings, ImportDiff, PersonMatch, diff, fact};
use inquota::engine::calendar::Instant;
use inquota::engine::contact_book::ContactBook;
use inquota::engine::record::{Annotations, Fact, ImportFingerprint, Record, RecordId};
use inquota::engine::timeline::Timeline;
use proptest::prelude::*;

use crate::export::*;
use crate::generate::{any_export, export};

/// 2026-01-01T00:00:00Z.
const NEW_YEAR: i64 = 1_767_225_600;

/// After every row.
const NOW: Instant = Instant::MAX_RECORD;

/// A ledger in memory.
#[derive(Clone, Default)]
struct MemoryLedger {
    records: Vec<Record>,
    book: ContactBook,
}

impl MemoryLedger {
    fn timeline(&self) -> Timeline {
        let created = Instant::from_unix(NEW_YEAR);
        Timeline::new(self.records.clone(), self.book.clone(), created, chrono_tz::Europe::Berlin)
    }

    fn add(&mut self, at: Instant, fact: Fact, origin: Option<ImportFingerprint>) {
        let id = RecordId(self.records.len() as u64 + 1);
        let details = Annotations { origin, ..Annotations::default() }.into();
        self.records.push(Record { id, at, recorded: at, fact, details });
    }

    /// Records a message that the member logged, to the person of this profile.
    fn by_hand(&mut self, who: Who, at: i64) {
        let known = self.book.by_handle().get(&handle(&who.address())).copied();
        let to = known.unwrap_or_else(|| self.book.declare(Some(who.0.into()), Some(handle(&who.address()))));
        self.add(Instant::from_unix(at), Fact::Message { to }, None);
    }

    /// Imports the findings: records what is added.
    fn import(&mut self, findings: &Findings) -> ImportDiff {
        let diff = diff(findings, &self.timeline(), NOW);
        let mut people = diff.people.clone();
        for &index in &diff.added {
            let event = findings.events[index];
            let who = match people[event.person].clone() {
                PersonMatch::Known(id) => id,
                PersonMatch::New { name, handle } => self.book.declare(name, handle),
            };
            people[event.person] = PersonMatch::Known(who);
            self.add(event.at, fact(&event, who), Some(ImportFingerprint(event.fingerprint.value())));
        }
        diff
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_second_import_adds_nothing((mails, invited) in any_export()) {
        let findings = read_one(&export(&mails, &invited));
        let mut ledger = MemoryLedger::default();
        prop_assert_eq!(ledger.import(&findings).added.len(), findings.events.len());
        let again = ledger.import(&findings);
        prop_assert_eq!((again.added.len(), again.already_known), (0, findings.events.len()));
        prop_assert!(again.links.is_empty() && again.matched.is_empty());
    }

    #[test]
    fn a_record_logged_by_hand_matches_one_event_within_a_day(
        (mails, invited) in any_export(),
        logged in prop::collection::vec((any::<bool>(), 0..5 * 86_400_i64), 0..8),
    ) {
        let findings = read_one(&export(&mails, &invited));
        let mut ledger = MemoryLedger::default();
        for (jane, second) in logged {
            ledger.by_hand(if jane { JANE } else { BO }, NEW_YEAR + second);
        }
        let diff = ledger.import(&findings);
        let events: HashSet<usize> = diff.matched.iter().map(|(index, _)| *index).collect();
        let records: HashSet<RecordId> = diff.matched.iter().map(|(_, id)| *id).collect();
        prop_assert_eq!((events.len(), records.len()), (diff.matched.len(), diff.matched.len()));
        prop_assert!(diff.added.iter().all(|index| !events.contains(index)));
        prop_assert_eq!(diff.added.len() + diff.matched.len() + diff.already_known, findings.events.len());
        for (index, id) in &diff.matched {
            let record = &ledger.records[usize::try_from(id.0).unwrap() - 1];
            prop_assert!(record.details.origin.is_none());
            prop_assert!(record.at.seconds_since(findings.events[*index].at).abs() <= 86_400);
        }
        let again = ledger.import(&findings);
        prop_assert_eq!((again.added.len(), again.matched), (0, diff.matched));
    }
}
