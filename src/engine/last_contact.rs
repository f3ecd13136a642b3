//! The latest contact with each person. A contact is a message, an InMail, an invitation, a response, an acceptance, or
//! a follow-up done elsewhere. A withdrawal is not one: the person does not notice it.

use std::collections::HashMap;

use super::calendar::Instant;
use super::person::PersonId;
use super::record::{Fact, FollowUpAction, RecordKind};
use super::timeline::Timeline;

/// A contact with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastContact {
    /// When it happened.
    pub at: Instant,
    /// What it was.
    pub what: RecordKind,
    /// Its place in the order of replay, which ranks contacts of one instant (rules 1.2).
    pub rank: usize,
}

/// The latest contact with each person up to an instant. People without one are left out.
pub fn last_contacts(timeline: &Timeline, until: Instant) -> HashMap<PersonId, LastContact> {
    let mut latest = HashMap::new();
    for (rank, (_, record, person)) in timeline.events(until).enumerate() {
        if let (Some(person), Some(what)) = (person, contact(&record.fact)) {
            latest.insert(person, LastContact { at: record.at, what, rank });
        }
    }
    latest
}

/// The kind of a fact that is a contact.
fn contact(fact: &Fact) -> Option<RecordKind> {
    match fact {
        Fact::Message { .. }
        | Fact::InMail { .. }
        | Fact::Invitation { .. }
        | Fact::Response { .. }
        | Fact::Acceptance { .. }
        | Fact::FollowUp { settled: FollowUpAction::Done, .. } => fact.kind(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::contact_book::ContactBook;
    use crate::engine::record::{Answer, ContactChange, Details, Record, RecordId};

    const START: Instant = Instant::from_unix(1_795_597_200);

    /// A ledger of Jane, Ravi and Ana in which these facts happen, each an hour after the one before.
    fn timeline(facts: impl Fn([PersonId; 3]) -> Vec<Fact>) -> (Timeline, [PersonId; 3]) {
        let mut book = ContactBook::default();
        let people = ["Jane Doe", "Ravi Patel", "Ana Lima"].map(|name| book.declare(Some(name.to_owned()), None));
        let record = |(hours, fact): (u64, Fact)| {
            let at = START.plus_seconds(i64::try_from(hours).unwrap() * 3600);
            Record { id: RecordId(hours), at, recorded: at, fact, details: Details::default() }
        };
        let records = (1..).zip(facts(people)).map(record).collect();
        (Timeline::new(records, book, START, chrono_tz::Europe::Berlin), people)
    }

    fn at(hours: i64) -> Instant {
        START.plus_seconds(hours * 3600)
    }

    #[test]
    fn the_latest_contact_up_to_an_instant_counts() {
        let (timeline, [jane, ravi, ana]) = timeline(|[jane, ravi, ana]| {
            vec![
                Fact::Message { to: jane },
                Fact::Invitation { to: ravi, with_note: false },
                Fact::Response { from: jane, answer: Answer::Declined },
                // Neither is a contact.
                Fact::Withdrawal { of: ravi },
                Fact::Blocked { who: ana, until: None },
                Fact::FollowUp { with: jane, settled: FollowUpAction::Closed },
            ]
        });
        let found = |until| {
            let contacts = last_contacts(&timeline, until);
            [jane, ravi, ana].map(|person| contacts.get(&person).map(|contact| (contact.at, contact.what)))
        };
        let invited = Some((at(2), RecordKind::Invitation));
        assert_eq!(found(at(2)), [Some((at(1), RecordKind::Message)), invited, None]);
        assert_eq!(found(at(9)), [Some((at(3), RecordKind::Declined)), invited, None]);
    }

    #[test]
    fn a_contact_with_a_merged_person_is_one_with_the_person_who_stays() {
        let (timeline, [jane, ravi, _]) = timeline(|[jane, ravi, _]| {
            vec![
                Fact::Message { to: jane },
                Fact::Message { to: ravi },
                Fact::Contact(Box::new(ContactChange::Merge { from: ravi, into: jane })),
            ]
        });
        let contacts = last_contacts(&timeline, at(9));
        assert_eq!((contacts.len(), contacts[&jane].at), (1, at(2)));
        assert!(!contacts.contains_key(&ravi));
    }
}
