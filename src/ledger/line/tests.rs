//! The bytes of one record of every kind are frozen, so that every ledger stays readable.

use chrono::NaiveDate;

use super::*;
use crate::engine::calendar::{Instant, RenewalDay};
use crate::engine::correction::Correction;
use crate::engine::interaction::Interaction;
use crate::engine::person::{Handle, PersonId};
use crate::engine::plan::{Cadence, Limit, PlanChanges, PlanNumbers, PlanRecord};
use crate::engine::record::{
    Annotations, Answer, Charge, ContactChange, Details, Expiry, Fact, FollowUpAction, Import, ImportFingerprint,
    RecordId, Target,
};
use crate::engine::stop::StoppedKind;
use crate::engine::wording::Wording;

/// Jane Doe with a handle, Ana "A" Lima without one, and a person with a handle only.
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
        inmails_daily: None,
        invitations_daily: None,
    };
    let (from, keep_credits) = (from.map(date), renews_on.is_some());
    Fact::Plan(Box::new(PlanRecord { name: "premium".to_owned(), own, changes, from, renews_on, keep_credits }))
}

/// Facts of every kind, with and without each optional field.
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
    let own_limits = PlanChanges {
        inmails_daily: Some(Some(Limit::enforced(3))),
        invitations_daily: Some(None),
        ..PlanChanges::default()
    };
    let everything = Correction {
        at: Some(Instant::from_unix(1_795_000_000)),
        person: Some(jane),
        what: Some(Interaction::InMail(Charge::Free)),
        credits: Some(4),
        note: Some(Some("now".to_owned())),
        tags: Some(vec!["new".to_owned()]),
        template: Some(None),
        wording: None,
        until: None,
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
        plan(own_limits, None, None),
        change(ContactChange::Link { who: jane, handle: handle("jane-now") }),
        change(ContactChange::Rename { who: jane, name: "Jane Roe".to_owned() }),
        change(ContactChange::Merge { from: ana, into: jane }),
        Fact::Void(Target::Record(RecordId(2))),
        Fact::Void(Target::Step(RecordId(1))),
        edit(everything),
        edit(Correction { what: Some(Interaction::Invitation { with_note: true }), ..Correction::default() }),
        edit(Correction { note: Some(None), template: Some(Some("t".to_owned())), ..Correction::default() }),
        import(
            Some("Robin Vale"),
            Some(handle("robin-vale")),
            vec![ImportFingerprint(9), ImportFingerprint(u128::MAX)],
        ),
        import(None, None, Vec::new()),
        Fact::Joined(vec![RecordId(1), RecordId(4)]),
        Fact::Joined(Vec::new()),
        Fact::Withdrawal { of: jane },
        Fact::Stopped { what: StoppedKind::Message, until: None },
        Fact::Stopped { what: StoppedKind::Note, until: Some(date("2026-12-24")) },
        Fact::Lifted { what: StoppedKind::InMail },
        Fact::Blocked { who: jane, until: None },
        Fact::Blocked { who: jane, until: Some(date("2026-12-05")) },
        Fact::Unblocked { who: jane },
    ]
}

fn records() -> Vec<Record> {
    let annotations = Annotations {
        note: Some("hello \u{1f44b} \"there\"\n".to_owned()),
        tags: vec!["spring".to_owned(), "é".to_owned()],
        template: Some("intro".to_owned()),
        origin: Some(ImportFingerprint(0xabc)),
        wording: None,
    };
    let at = Instant::from_unix(1_795_600_000);
    let plain = facts().into_iter().map(|fact| (fact, Details::default()));
    let wording = Wording::parse(&"0123456789abcdef".repeat(4));
    let worded = Annotations { wording, ..annotations.clone() };
    let full = Details::from(annotations).in_step(Some(RecordId(7)));
    let annotated = facts().into_iter().map(|fact| (fact, full.clone()));
    let record = |(fact, details)| Record { id: RecordId(9), at, recorded: at.plus_seconds(61), fact, details };
    let jane = PersonId(0);
    let edit = |wording| Fact::Edit {
        record: RecordId(3),
        correction: Box::new(Correction { wording: Some(wording), ..Correction::default() }),
    };
    let with_wording = [
        (Fact::Message { to: jane }, Annotations { wording, ..Annotations::default() }.into()),
        (Fact::InMail { to: jane, charge: Charge::Free }, Details::from(worded)),
        (Fact::Invitation { to: jane, with_note: true }, Annotations { wording, ..Annotations::default() }.into()),
        (edit(wording), Details::default()),
        (edit(None), Details::default()),
    ];
    let until = |until| Fact::Edit {
        record: RecordId(3),
        correction: Box::new(Correction { until: Some(until), ..Correction::default() }),
    };
    let with_until = [Some("2026-12-24".parse().unwrap()), None].map(|date| (until(date), Details::default()));
    plain.chain(annotated).chain(with_wording).chain(with_until).map(record).collect()
}

#[test]
fn the_bytes_of_every_kind_are_frozen() {
    let frozen: Vec<&str> = include_str!("frozen.jsonl").lines().collect();
    assert_eq!(records().len(), frozen.len());
    for (record, frozen) in records().iter().zip(frozen) {
        assert_eq!(write(record, &book()), frozen);
    }
}

#[test]
fn every_record_is_read_as_it_was_written() {
    for record in records() {
        let text = write(&record, &book());
        assert_eq!(read(&text, &mut book()), Ok(record.clone()), "{text}");
        // In another layout, with a field of another version, and without a checksum.
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value["mood"] = serde_json::json!({"deep": [1, 2.5, null]});
        assert_eq!(read(&serde_json::to_string_pretty(&value).unwrap(), &mut book()), Ok(record.clone()), "{text}");
        value.as_object_mut().unwrap().remove("sum");
        assert_eq!(read(&value.to_string(), &mut book()), Ok(record.clone()), "{text}");
        // With a new checksum, the record is the same and the unknown field is kept.
        let checked = with_new_checksum(&value.to_string()).unwrap();
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
            assert_eq!(read(&changed.to_string(), &mut book()), Err(LineError::Checksum), "{changed}");
        }
    }
}

/// The tags of the schema are the names in `RecordKind`.
#[test]
fn every_kind_is_written_with_its_name() {
    for record in records() {
        let value: serde_json::Value = serde_json::from_str(&write(&record, &book())).unwrap();
        assert_eq!(value["kind"], record.fact.kind_name());
    }
    let is_there = |kind: RecordKind| facts().iter().any(|fact| fact.kind() == Some(kind));
    assert!(RecordKind::all().all(is_there), "the list of facts has all kinds");
}

#[test]
fn fields_and_kinds_of_another_version_are_accepted() {
    let line =
        |rest: &str| format!(r#"{{"id":1,"at":"2026-11-25T09:00:00Z","recorded":"2026-11-25T09:00:00Z",{rest}}}"#);
    let fact = |rest: &str| read(&line(rest), &mut book()).map(|record| record.fact);
    let reply = Ok(Fact::Response { from: PersonId(0), answer: Answer::Replied });
    // Numbers that are too large for a float, in fields of another version.
    for huge in ["1e400", "[1e400]", r#"{"a":{"b":-1e400}}"#, "123456789012345678901234567890"] {
        assert_eq!(fact(&format!(r#""kind":"reply","who":1,"size":{huge}"#)), reply, "{huge}");
        assert_eq!(fact(&format!(r#""kind":"telepathy","size":{huge},"who":"z""#)), Ok(Fact::Unknown), "{huge}");
    }
    // Fields that other kinds have are unknown fields here.
    assert_eq!(fact(r#""kind":"reply","who":1,"credits":"many","plan":7"#), reply);
    for wrong in [r#""kind":7,"who":1"#, r#""kind":0,"who":1"#, r#""kind":"","who":1"#, r#""who":1"#, r#""kind":null"#]
    {
        assert!(matches!(fact(wrong), Err(LineError::Wrong(what)) if !what.is_empty()), "{wrong}");
    }
}

#[test]
fn errors_name_the_field_or_its_value() {
    let said = |kind: &str, rest: &str| {
        let text = format!(
            r#"{{"id":2,"at":"2026-11-25T09:00:00Z","recorded":"2026-11-25T09:00:00Z","kind":"{kind}",{rest}}}"#
        );
        read(&text, &mut book()).unwrap_err().to_string()
    };
    for (kind, rest, words) in [
        ("message", r#""note":"x""#, "missing field `who`"),
        ("message", r#""who":0"#, "`who` is missing or wrong"),
        ("message", r#""who":5"#, "who is not known yet"),
        ("message", r#""who":4"#, "`person` is missing or wrong"),
        ("message", r#""who":"Jane""#, "invalid type: string \"Jane\", expected u32"),
        ("message", r#""who":1,"origin":"x""#, "32 hexadecimal digits"),
        ("message", r#""who":1,"wording":"x""#, "64 hexadecimal digits"),
        ("edit", r#""record":1,"set":{"wording":"x"}"#, "64 hexadecimal digits"),
        ("followup", r#""who":1"#, "missing field `settled`"),
        ("followup", r#""who":1,"settled":"later""#, "unknown variant `later`"),
        ("followup", r#""who":1,"settled":"snoozed","until":"3000-01-01""#, "`until` is missing or wrong"),
        ("blocked", r#""until":"2026-12-05""#, "missing field `who`"),
        ("blocked", r#""who":1,"until":"3000-01-01""#, "`until` is missing or wrong"),
        ("unblocked", r#""note":"x""#, "missing field `who`"),
        ("purchase", r#""credits":1000001"#, "more than 1000000 credits"),
        ("purchase", r#""credits":1,"expires":"soon""#, "`expires` is not a date of the years 1970 to 2999"),
        ("balance", r#""note":"x""#, "missing field `credits`"),
        ("stopped", r#""note":"x""#, "missing field `what`"),
        ("stopped", r#""what":"letters""#, "unknown variant `letters`"),
        ("stopped", r#""what":"note","until":"3000-01-01""#, "`until` is missing or wrong"),
        ("stopped", r#""what":"note","until":"soon""#, "input contains invalid characters"),
        ("lifted", r#""until":"2026-12-01""#, "missing field `what`"),
        ("edit", r#""record":1,"set":{"until":"3000-01-01"}"#, "`until` is missing or wrong"),
        ("link", r#""who":1"#, "`handle` is missing or wrong"),
        ("rename", r#""who":1"#, "missing field `name`"),
        ("merge", r#""who":1,"merged":9"#, "who is not known yet"),
        ("void", r#""note":"x""#, "`record` is missing or wrong"),
        ("void", r#""record":2"#, "comes later"),
        ("edit", r#""record":1"#, "missing field `set`"),
        ("edit", r#""record":1,"set":{"kind":"plan"}"#, "an impossible kind"),
        ("import", r#""name":"Robin""#, "missing field `records`"),
        ("joined", r#""added":[3]"#, "comes later"),
        ("plan", r#""plan":{"name":"x"}"#, "missing field `own`"),
    ] {
        let what = said(kind, rest);
        assert!(what.contains(words), "{kind} {rest}: {what}");
    }
}
