//! The bytes of one record of every kind, frozen: a ledger that was written once is read for ever.

use chrono::NaiveDate;

use super::*;
use crate::engine::calendar::RenewalDay;
use crate::engine::correction::{Correction, What};
use crate::engine::person::{Handle, PersonId};
use crate::engine::plan::{Cadence, Limit, PlanChanges, PlanNumbers, PlanRecord};
use crate::engine::record::{
    Answer, Charge, ContactChange, Expiry, Fact, FollowUpAction, Import, ImportFingerprint, Target,
};

/// Jane Doe with a handle, Ana "A" Lima without one, and somebody of whom only the handle is known.
fn book() -> ContactBook {
    let mut book = ContactBook::default();
    book.declare(Some("Jane Doe".to_owned()), Some(handle("jane-doe")));
    book.declare(Some("Ana \"A\" Lima".to_owned()), None);
    book.declare(None, Some(handle("no-name")));
    book
}

fn handle(text: &str) -> Handle {
    Handle::new(text).unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn plan(changes: PlanChanges, renews_on: Option<RenewalDay>, from: Option<&str>) -> Fact {
    let own = PlanNumbers {
        cadence: Cadence::Billing,
        zone: Some(chrono_tz::UTC),
        inmail_monthly: 5,
        inmail_cap: Some(15),
        inmail_life: None,
        refund_days: Some(90),
        daily: Some(Limit::enforced(5)),
        monthly: None,
        invitations: Some(Limit::advisory(100)),
        notes: None,
    };
    let (from, keep_credits) = (from.map(date), renews_on.is_some());
    Fact::Plan(Box::new(PlanRecord { name: "premium".to_owned(), own, changes, from, renews_on, keep_credits }))
}

/// A fact of every kind, with each optional field there and not there.
fn facts() -> Vec<Fact> {
    let [jane, ana, no_name] = [0, 1, 2].map(PersonId);
    let change = |change| Fact::Contact(Box::new(change));
    let edit = |correction| Fact::Edit { record: RecordId(3), correction: Box::new(correction) };
    let import = |name: Option<&str>, of, notes| {
        Fact::Import(Box::new(Import { name: name.map(str::to_owned), handle: of, records: 12, notes }))
    };
    let changes = PlanChanges {
        inmail_monthly: Some(7),
        inmail_cap: Some(None),
        daily: Some(Some(Limit::advisory(9))),
        ..PlanChanges::default()
    };
    let everything = Correction {
        at: Some(Instant::from_unix(1_795_000_000)),
        person: Some(jane),
        what: Some(What::InMail(Charge::Free)),
        credits: Some(4),
        note: Some(Some("now".to_owned())),
        tags: Some(vec!["new".to_owned()]),
        template: Some(None),
    };
    vec![
        Fact::Message { to: jane },
        Fact::InMail { to: ana, charge: Charge::Ordinary },
        Fact::InMail { to: no_name, charge: Charge::Free },
        Fact::Invitation { to: jane, with_note: false },
        Fact::Invitation { to: jane, with_note: true },
        Fact::Response { from: jane, answer: Answer::Replied },
        Fact::Response { from: jane, answer: Answer::Declined },
        Fact::Acceptance { by: jane },
        Fact::FollowUp { with: jane, settled: FollowUpAction::Done },
        Fact::FollowUp { with: jane, settled: FollowUpAction::Snoozed(date("2026-12-24")) },
        Fact::FollowUp { with: jane, settled: FollowUpAction::Closed },
        Fact::Purchase { credits: 3, expiry: Expiry::PlanLife },
        Fact::Purchase { credits: 3, expiry: Expiry::On(date("2027-01-31")) },
        Fact::Purchase { credits: 3, expiry: Expiry::Never },
        Fact::Balance { credits: 0 },
        plan(PlanChanges::default(), None, None),
        plan(changes, RenewalDay::new(12), Some("2026-11-12")),
        change(ContactChange::Link { who: jane, handle: handle("jane-now") }),
        change(ContactChange::Rename { who: jane, name: "Jane Roe".to_owned() }),
        change(ContactChange::Merge { from: ana, into: jane }),
        Fact::Void(Target::Record(RecordId(2))),
        Fact::Void(Target::Step(RecordId(1))),
        edit(everything),
        edit(Correction { what: Some(What::Invitation { with_note: true }), ..Correction::default() }),
        edit(Correction { note: Some(None), template: Some(Some("t".to_owned())), ..Correction::default() }),
        import(
            Some("Robin Vale"),
            Some(handle("robin-vale")),
            vec![ImportFingerprint(9), ImportFingerprint(u128::MAX)],
        ),
        import(None, None, Vec::new()),
        Fact::Joined(vec![RecordId(1), RecordId(4)]),
        Fact::Joined(Vec::new()),
    ]
}

fn records() -> Vec<Record> {
    let annotations = Annotations {
        note: Some("hello \u{1f44b} \"there\"\n".to_owned()),
        tags: vec!["spring".to_owned(), "é".to_owned()],
        template: Some("intro".to_owned()),
        origin: Some(ImportFingerprint(0xabc)),
    };
    let at = Instant::from_unix(1_795_600_000);
    let plain = facts().into_iter().map(|fact| (fact, Details::default()));
    let full = Details::from(annotations).in_step(Some(RecordId(7)));
    let annotated = facts().into_iter().map(|fact| (fact, full.clone()));
    let record = |(fact, details)| Record { id: RecordId(9), at, recorded: at.plus_seconds(61), fact, details };
    plain.chain(annotated).map(record).collect()
}

#[test]
fn the_bytes_of_every_kind_are_frozen() {
    let lines: Vec<String> = records().iter().map(|record| write(record, &book())).collect();
    let frozen: Vec<&str> = include_str!("frozen.jsonl").lines().collect();
    assert_eq!(lines, frozen);
}

#[test]
fn every_record_is_read_as_it_was_written() {
    for record in records() {
        let text = write(&record, &book());
        assert_eq!(read(&text, &mut book()), Ok(record.clone()), "{text}");
        // In any other layout, with fields of another version, or without a checksum.
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value["mood"] = serde_json::json!({"deep": [1, 2.5, null]});
        assert_eq!(read(&serde_json::to_string_pretty(&value).unwrap(), &mut book()), Ok(record.clone()), "{text}");
        value.as_object_mut().unwrap().remove("sum");
        assert_eq!(read(&value.to_string(), &mut book()), Ok(record.clone()), "{text}");
        // With a new checksum it says the same, and what is unknown stays.
        let checked = sealed_anew(&value.to_string()).unwrap();
        assert!(checked.contains("\"mood\":{\"deep\":[1,2.5,null]}"), "{checked}");
        assert_eq!(read(&checked, &mut book()), Ok(record), "{checked}");
    }
}

#[test]
fn every_known_field_is_covered_by_the_checksum() {
    for record in records() {
        let text = write(&record, &book());
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        for name in value.as_object().unwrap().keys().filter(|name| *name != "sum") {
            let mut changed = value.clone();
            let field = changed.get_mut(name).unwrap();
            *field = match field {
                serde_json::Value::Bool(_) => serde_json::json!(false),
                serde_json::Value::Number(number) => serde_json::json!(number.as_u64().unwrap() + 1),
                _ => continue,
            };
            assert_eq!(read(&changed.to_string(), &mut book()), Err(Complaint::Unsealed), "{changed}");
        }
    }
}
