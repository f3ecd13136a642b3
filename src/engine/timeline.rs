//! A ledger in the order of replay, and the fold that goes through it (rules 1.2).

use std::collections::{HashMap, HashSet};

use chrono_tz::Tz;

use super::account::Account;
use super::base::Base;
use super::calendar::Instant;
use super::contact_book::{ContactBook, Person};
use super::outcome::Outcome;
use super::person::{Handle, PersonId};
use super::person_state::PersonState;
use super::plan::{PlanStart, Schedule};
use super::record::{ContactChange, Fact, Record, RecordId};
use super::replay_order::{active_by, active_records, correct, place_of, places_about_others, replay_order};

/// A ledger, ready to be folded: a base (nothing, or what a checkpoint keeps) and the records after it.
#[derive(Clone, Debug)]
pub struct Timeline {
    zone: Tz,
    created: Instant,
    base: Option<Base>,
    records: Vec<Record>,
    active: Vec<bool>,
    unknown: usize,
    edited: HashSet<RecordId>,
    order: Vec<u32>,
    schedule: Schedule,
    book: ContactBook,
    /// What those whom a change of the book renamed, or merged into another, were called just before it.
    called_before: HashMap<usize, String>,
}

impl Timeline {
    /// A whole ledger: its records in the order recorded with rising numbers, of an account of this zone and creation;
    /// `book` has everybody that they name.
    pub fn new(mut records: Vec<Record>, mut book: ContactBook, created: Instant, zone: Tz) -> Timeline {
        let about_others = places_about_others(&records);
        let active = active_by(&records, &about_others);
        let edited = correct(&mut records, &active, &about_others);
        let is_unknown = |place: &&usize| matches!(records[**place].fact, Fact::Unknown);
        let unknown = about_others.iter().filter(is_unknown).count();
        let about_others =
            || about_others.iter().filter(|place| active[**place]).map(|place| (*place, &records[*place]));
        let mut called_before = HashMap::new();
        for (place, record) in about_others() {
            if let Fact::Contact(change) = &record.fact {
                if let ContactChange::Rename { who: gone, .. } | ContactChange::Merge { from: gone, .. } = &**change {
                    called_before.insert(place, book.person(*gone).short_name());
                }
                book.apply(change);
            }
        }
        book.settle();
        let plans = about_others().filter_map(|(place, record)| match &record.fact {
            Fact::Plan(plan) => Some((place, record.at, &**plan)),
            _ => None,
        });
        let schedule = Schedule::new(plans, created, zone);
        let order = replay_order(&records, &active, &mut book);
        Timeline { zone, created, base: None, records, active, unknown, edited, order, schedule, book, called_before }
    }

    /// A ledger that goes on from a base. `book` has everybody whom the records are about. `None` where one of the
    /// records changes what the base has folded: then all records are needed.
    pub fn continued(base: Base, records: Vec<Record>, mut book: ContactBook) -> Option<Timeline> {
        if !records.iter().all(|record| base.is_extended_by(record)) {
            return None;
        }
        let active = active_records(&records);
        let order = replay_order(&records, &active, &mut book);
        Some(Timeline {
            zone: base.budget.zone(),
            created: base.created,
            schedule: base.budget.schedule().clone(),
            base: Some(base),
            records,
            active,
            unknown: 0,
            edited: HashSet::new(),
            order,
            book,
            called_before: HashMap::new(),
        })
    }

    /// What comes before the records, of a ledger that goes on from a checkpoint.
    pub fn base(&self) -> Option<&Base> {
        self.base.as_ref()
    }

    /// Whether the account can be told as of an instant: not before the end of the base.
    pub fn reaches_back_to(&self, instant: Instant) -> bool {
        self.base.as_ref().is_none_or(|base| instant >= base.last_at)
    }

    /// Adds a person of the base.
    pub fn load(&mut self, id: PersonId, person: Person, state: PersonState) {
        self.book.load(id, person);
        if let Some(base) = &mut self.base {
            base.people.insert(id, state);
        }
    }

    /// Enters somebody whom no record is about yet.
    pub fn declare(&mut self, name: Option<String>, handle: Option<Handle>) -> PersonId {
        self.book.declare(name, handle)
    }

    /// The number that the next record gets.
    pub fn next_id(&self) -> RecordId {
        let before = self.base.as_ref().map_or(RecordId(0), |base| base.last_id);
        RecordId(self.records.last().map_or(before, |last| last.id).0 + 1)
    }

    /// The place that the next record gets in the order recorded.
    pub fn next_place(&self) -> usize {
        self.records_before() + self.records.len()
    }

    fn records_before(&self) -> usize {
        self.base.as_ref().map_or(0, |base| base.records)
    }

    /// When the last record in the order of replay happened.
    pub fn last_at(&self) -> Option<Instant> {
        let last = self.order.last().map(|place| self.records[*place as usize].at);
        last.or(self.base.as_ref().map(|base| base.last_at))
    }

    /// The account's zone.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// When the ledger was created.
    pub fn created(&self) -> Instant {
        self.created
    }

    /// Every record after the base in the order recorded, as corrected.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Whether the record at this place counts.
    pub fn is_active(&self, place: usize) -> bool {
        self.active[place]
    }

    /// How many records are of a kind that this version does not know.
    pub fn unknown(&self) -> usize {
        self.unknown
    }

    /// Whether an edit that active corrects this record.
    pub fn is_edited(&self, id: RecordId) -> bool {
        self.edited.contains(&id)
    }

    /// The place of a record in the order recorded.
    pub fn place_of(&self, id: RecordId) -> Option<usize> {
        place_of(&self.records, id)
    }

    /// When a record happened: for a plan record, when it takes effect.
    pub fn happened(&self, place: usize) -> Instant {
        self.plan_start(place).map_or(self.records[place].at, |start| start.at)
    }

    /// The plan start that the record at this place brought about, if it active.
    pub fn plan_start(&self, place: usize) -> Option<&PlanStart> {
        let is_plan = matches!(self.records[place].fact, Fact::Plan(_));
        is_plan.then(|| self.schedule.start_of_record(place)).flatten()
    }

    /// The plan history.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The contact book.
    pub fn book(&self) -> &ContactBook {
        &self.book
    }

    /// What the one whom the record at this place renamed, or merged into another, was called before, if it active.
    pub fn called_before(&self, place: usize) -> Option<&str> {
        self.called_before.get(&place).map(String::as_str)
    }

    /// A fold that has read nothing yet.
    pub fn fold(&self) -> Fold<'_> {
        let account = match &self.base {
            None => Account::new(self.zone, self.schedule.clone()),
            Some(base) => Account::resumed(base.budget.clone(), base.people.clone()),
        };
        Fold { timeline: self, account, next: 0 }
    }

    /// What happened up to an instant, in the order of replay: its place, the record, whom it is about.
    pub fn events(&self, until: Instant) -> impl Iterator<Item = (usize, &Record, Option<PersonId>)> {
        let events = self.order.iter().map(|place| (*place as usize, &self.records[*place as usize]));
        let events = events.take_while(move |(_, record)| record.at <= until);
        events.map(|(place, record)| (place, record, self.person_of(&record.fact)))
    }

    /// The account as of an instant (rules 1.2).
    pub fn account_at(&self, instant: Instant) -> Account {
        let mut fold = self.fold();
        fold.read_through(instant, |_, _| {});
        fold.account
    }

    /// The account as of an instant with more records, recorded after all others: things sent, received, bought or
    /// counted.
    pub fn account_with(&self, new: &[Record], instant: Instant) -> Account {
        let mut fold = self.fold();
        let mut new: Vec<(usize, &Record)> = (self.next_place()..).zip(new).collect();
        new.sort_by_key(|(place, record)| (record.at, *place));
        for (place, record) in new {
            // Of one instant, what was recorded before comes first.
            fold.read_through(record.at, |_, _| {});
            fold.account.apply(record.at, place, &record.fact, self.person_of(&record.fact));
        }
        fold.read_through(instant, |_, _| {});
        fold.account
    }

    /// The number, after merging, of the person whom a fact is about.
    pub fn person_of(&self, fact: &Fact) -> Option<PersonId> {
        fact.person().map(|person| self.book.resolve(person))
    }
}

/// A fold under way. It can stop at any instant and go on from there.
#[derive(Clone, Debug)]
pub struct Fold<'a> {
    timeline: &'a Timeline,
    account: Account,
    next: usize,
}

impl Fold<'_> {
    /// The account so far.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// When the next record to be read happened.
    pub fn next_at(&self) -> Option<Instant> {
        self.timeline.order.get(self.next).map(|&place| self.timeline.records[place as usize].at)
    }

    /// The account so far, to be moved on to an instant before the next record.
    pub fn account_mut(&mut self) -> &mut Account {
        &mut self.account
    }

    /// Reads on until just before the record at a place, whose turn is still to come, and up to its instant.
    pub fn read_up_to(&mut self, place: usize) {
        while self.timeline.order.get(self.next).is_some_and(|&next| next as usize != place) {
            self.read_next();
        }
        if let Some(record) = self.timeline.records.get(place) {
            self.account.advance(record.at);
        }
    }

    /// Reads the next record, and goes no further; tells its place and what came of it. `None` when all are read.
    pub fn read_next(&mut self) -> Option<(usize, Outcome)> {
        let timeline = self.timeline;
        let place = *timeline.order.get(self.next)? as usize;
        let record = &timeline.records[place];
        self.next += 1;
        let among_all = timeline.records_before() + place;
        Some((place, self.account.apply(record.at, among_all, &record.fact, timeline.person_of(&record.fact))))
    }

    /// The account as it has come to be.
    pub fn into_account(self) -> Account {
        self.account
    }

    /// Reads on through an instant, telling the place and the outcome of each record.
    pub fn read_through(&mut self, instant: Instant, mut tell: impl FnMut(usize, Outcome)) {
        while self.next_at().is_some_and(|at| at <= instant) {
            let Some((place, outcome)) = self.read_next() else { break };
            tell(place, outcome);
        }
        self.account.advance(instant);
    }
}
