//! Builds a ledger in a few lines.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use inquota::engine::account::Account;
use inquota::engine::advice::habits::Habits;
use inquota::engine::advice::stats::{Group, Grouping, Row, Subject, stats};
use inquota::engine::calendar::{Instant, RenewalDay, local_instant};
use inquota::engine::contact_book::ContactBook;
use inquota::engine::correction::Correction;
use inquota::engine::outcome::{Outcome, SendEffect};
use inquota::engine::person::PersonId;
use inquota::engine::plan::{PlanChanges, PlanRecord, built_in_plan};
use inquota::engine::record::{Answer, Charge, ContactChange, Details, Expiry, Fact, Record, RecordId, Target};
use inquota::engine::statement::{Period, Statement, statement};
use inquota::engine::tag_figures::{FiguresByTag, TaggedLedger};
use inquota::engine::timeline::Timeline;
use inquota::engine::verdict::{SendKind, Verdict, verdict};

/// The records of an account, and the people in them.
pub struct Story {
    zone: Tz,
    created: Instant,
    records: Vec<Record>,
    book: ContactBook,
    people: HashMap<String, PersonId>,
}

/// An account in a zone, created at a local time.
pub fn story(zone: &str, created: &str) -> Story {
    let zone: Tz = zone.parse().unwrap();
    Story {
        zone,
        created: local(created, zone),
        records: Vec::new(),
        book: ContactBook::default(),
        people: HashMap::new(),
    }
}

/// An account in Berlin, created on 25 November 2026 at 09:00.
pub fn berlin() -> Story {
    story("Europe/Berlin", "2026-11-25 09:00")
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn november() -> Period {
    Period { from: date("2026-11-01"), to: date("2026-11-30") }
}

/// The instant of a local time such as `2026-11-25 09:00`, or of an RFC 3339 timestamp.
pub fn local(text: &str, zone: Tz) -> Instant {
    match DateTime::parse_from_rfc3339(text) {
        Ok(instant) => instant.into(),
        Err(_) => local_instant(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap(), zone),
    }
}

/// A built-in plan without changes.
pub fn plan(name: &str) -> PlanRecord {
    let own = built_in_plan(name).unwrap().numbers.clone();
    let name = name.to_owned();
    PlanRecord { name, own, changes: PlanChanges::default(), from: None, renews_on: None, keep_credits: false }
}

/// A plan that starts on a date.
pub fn plan_from(name: &str, from: &str) -> PlanRecord {
    PlanRecord { from: Some(date(from)), ..plan(name) }
}

pub fn renewing_on(day: u32, record: PlanRecord) -> PlanRecord {
    PlanRecord { renews_on: RenewalDay::new(day), ..record }
}

pub fn changed(record: PlanRecord, change: impl FnOnce(&mut PlanChanges)) -> PlanRecord {
    let mut changes = PlanChanges::default();
    change(&mut changes);
    PlanRecord { changes, ..record }
}

impl Story {
    pub fn at(&self, text: &str) -> Instant {
        local(text, self.zone)
    }

    /// An instant as a local time such as `2026-11-25 09:00`.
    pub fn local_text(&self, at: Instant) -> String {
        at.in_zone(self.zone).format("%Y-%m-%d %H:%M").to_string()
    }

    fn person(&mut self, name: &str) -> PersonId {
        let book = &mut self.book;
        *self.people.entry(name.to_owned()).or_insert_with(|| book.declare(Some(name.to_owned()), None))
    }

    pub fn add(&mut self, at: &str, fact: Fact) -> RecordId {
        let id = RecordId(self.records.len() as u64 + 1);
        let at = self.at(at);
        self.records.push(Record { id, at, recorded: at, fact, details: Details::default() });
        id
    }

    pub fn message(&mut self, at: &str, name: &str) -> RecordId {
        let to = self.person(name);
        self.add(at, Fact::Message { to })
    }

    /// Messages to this many new people.
    pub fn messages(&mut self, at: &str, count: u32) {
        for number in 0..count {
            self.message(at, &format!("{at} {number}"));
        }
    }

    pub fn inmail(&mut self, at: &str, name: &str) -> RecordId {
        let to = self.person(name);
        self.add(at, Fact::InMail { to, charge: Charge::Ordinary })
    }

    pub fn free_inmail(&mut self, at: &str, name: &str) -> RecordId {
        let to = self.person(name);
        self.add(at, Fact::InMail { to, charge: Charge::Free })
    }

    pub fn invite(&mut self, at: &str, name: &str, with_note: bool) -> RecordId {
        let to = self.person(name);
        self.add(at, Fact::Invitation { to, with_note })
    }

    pub fn reply(&mut self, at: &str, name: &str) -> RecordId {
        let from = self.person(name);
        self.add(at, Fact::Response { from, answer: Answer::Replied })
    }

    pub fn declined(&mut self, at: &str, name: &str) -> RecordId {
        let from = self.person(name);
        self.add(at, Fact::Response { from, answer: Answer::Declined })
    }

    pub fn accepted(&mut self, at: &str, name: &str) -> RecordId {
        let by = self.person(name);
        self.add(at, Fact::Acceptance { by })
    }

    pub fn withdrawn(&mut self, at: &str, name: &str) -> RecordId {
        let of = self.person(name);
        self.add(at, Fact::Withdrawal { of })
    }

    /// Marks somebody as not to be contacted, until a date or for good.
    pub fn blocked(&mut self, at: &str, name: &str, until: Option<&str>) -> RecordId {
        let (who, until) = (self.person(name), until.map(date));
        self.add(at, Fact::Blocked { who, until })
    }

    pub fn unblocked(&mut self, at: &str, name: &str) -> RecordId {
        let who = self.person(name);
        self.add(at, Fact::Unblocked { who })
    }

    pub fn merge(&mut self, from: &str, into: &str) -> RecordId {
        let (from, into) = (self.person(from), self.person(into));
        self.add("2026-11-25 09:00", Fact::Contact(Box::new(ContactChange::Merge { from, into })))
    }

    /// Gives a record these tags.
    pub fn tag(&mut self, record: RecordId, tags: &[&str]) {
        let record = self.records.iter_mut().find(|one| one.id == record).unwrap();
        record.details.change(|annotations| annotations.tags = tags.iter().map(|tag| (*tag).to_owned()).collect());
    }

    pub fn buy(&mut self, at: &str, credits: u32, expiry: Expiry) -> RecordId {
        self.add(at, Fact::Purchase { credits, expiry })
    }

    pub fn balance(&mut self, at: &str, credits: u32) -> RecordId {
        self.add(at, Fact::Balance { credits })
    }

    pub fn plan(&mut self, at: &str, record: PlanRecord) -> RecordId {
        self.add(at, Fact::Plan(Box::new(record)))
    }

    pub fn void(&mut self, record: RecordId) -> RecordId {
        self.add("2026-11-25 09:00", Fact::Void(Target::Record(record)))
    }

    pub fn edit(&mut self, record: RecordId, correction: Correction) -> RecordId {
        self.add("2026-11-25 09:00", Fact::Edit { record, correction: Box::new(correction) })
    }

    pub fn timeline(&self) -> Timeline {
        Timeline::new(self.records.clone(), self.book.clone(), self.created, self.zone)
    }

    pub fn account(&self, as_of: &str) -> Account {
        self.timeline().account_at(self.at(as_of))
    }

    pub fn credits(&self, as_of: &str) -> u64 {
        self.account(as_of).budget().wallet().balance()
    }

    pub fn ask(&self, as_of: &str, name: Option<&str>, question: SendKind, count: u32) -> Verdict {
        let timeline = self.timeline();
        let person = name.and_then(|name| self.people.get(name)).map(|person| timeline.book().resolve(*person));
        verdict(&timeline.account_at(self.at(as_of)), person, question, count)
    }

    pub fn statement(&self, from: &str, to: &str, as_of: &str) -> Statement {
        statement(&self.timeline(), Period { from: date(from), to: date(to) }, self.at(as_of))
    }

    /// The figures of November 2026 under a tag.
    pub fn november_of(&self, tag: &str, as_of: &str) -> Statement {
        TaggedLedger::new(&self.timeline(), self.at(as_of)).statement(tag, november())
    }

    /// The figures of November 2026 by tag.
    pub fn november_by_tag(&self, as_of: &str) -> FiguresByTag {
        TaggedLedger::new(&self.timeline(), self.at(as_of)).by_tag(november())
    }

    /// The invited, judged, accepted, late, pending and early of all invitations, in all and by a grouping.
    pub fn invitations_by(&self, by: Grouping, as_of: &str) -> Vec<(Group, [u64; 6])> {
        let query = (Subject::Invitations, Some(by));
        let found = stats(&self.timeline(), query, Instant::MIN, self.at(as_of), &Habits::default());
        let counts = |row: &Row| {
            let rate = row.rate;
            let counts = [rate.contacted, rate.judged, rate.responded, rate.late, rate.pending, rate.early];
            (row.group.clone(), counts)
        };
        found.rows.iter().chain([&found.all]).map(counts).collect()
    }

    /// What a record counted as.
    pub fn counted(&self, id: RecordId) -> SendEffect {
        match self.outcome(id) {
            Outcome::Sent(counted) => counted,
            other => panic!("{other:?}"),
        }
    }

    pub fn outcome(&self, id: RecordId) -> Outcome {
        let timeline = self.timeline();
        let wanted = timeline.place_of(id).unwrap();
        let mut found = None;
        timeline.fold().fold_through(Instant::MAX_RECORD, |place, outcome| {
            if place == wanted {
                found = Some(outcome);
            }
        });
        found.unwrap()
    }

    /// The credits that a response gave back.
    pub fn returned(&self, id: RecordId) -> u32 {
        match self.outcome(id) {
            Outcome::Response { credits_returned, .. } => credits_returned,
            other => panic!("{other:?}"),
        }
    }
}
