//! A ledger in the order of replay, and its fold (rules 1.2).

use std::collections::{HashMap, HashSet};

use chrono_tz::Tz;

use super::account::Account;
use super::calendar::Instant;
use super::contact_book::{ContactBook, Person};
use super::folded_prefix::FoldedPrefix;
use super::outcome::Outcome;
use super::person::{Handle, PersonId};
use super::person_state::PersonState;
use super::plan::{PlanStart, Schedule};
use super::record::{Fact, Record, RecordId};
use super::replay_order::{
    active_records, active_with_bookkeeping, apply_edits, bookkeeping_places, place_of, replay_order,
};

/// A ledger, ready to be folded: all its records, or the folded state of a checkpoint and the records after it.
#[derive(Clone, Debug)]
pub struct Timeline {
    zone: Tz,
    created: Instant,
    folded_prefix: Option<FoldedPrefix>,
    records: Vec<Record>,
    active: Vec<bool>,
    unknown_kind_count: usize,
    edited: HashSet<RecordId>,
    order: Vec<u32>,
    schedule: Schedule,
    plan_start_numbers: HashMap<usize, usize>,
    book: ContactBook,
    /// The former name of each person who was renamed or merged into another, by the place of the record that did it.
    former_names: HashMap<usize, String>,
}

impl Timeline {
    /// A whole ledger. `records` are in the order recorded, with increasing ids. `book` contains everyone they name.
    pub fn new(mut records: Vec<Record>, mut book: ContactBook, created: Instant, zone: Tz) -> Timeline {
        let bookkeeping = bookkeeping_places(&records);
        let active = active_with_bookkeeping(&records, &bookkeeping);
        let edited = apply_edits(&mut records, &active, &bookkeeping);
        let unknown = bookkeeping.iter().filter(|place| matches!(records[**place].fact, Fact::Unknown)).count();
        let active_bookkeeping =
            || bookkeeping.iter().filter(|place| active[**place]).map(|place| (*place, &records[*place]));
        let changes = active_bookkeeping().filter_map(|(place, record)| Some((place, record.fact.contact_change()?)));
        let former_names = book.apply(changes);
        let plans = active_bookkeeping().filter_map(|(place, record)| match &record.fact {
            Fact::Plan(plan) => Some((place, record.at, &**plan)),
            _ => None,
        });
        let schedule = Schedule::new(plans, created, zone);
        let plan_start_numbers = schedule.numbers_by_place();
        let order = replay_order(&records, &active, &mut book);
        Timeline {
            zone,
            created,
            folded_prefix: None,
            records,
            active,
            unknown_kind_count: unknown,
            edited,
            order,
            schedule,
            plan_start_numbers,
            book,
            former_names,
        }
    }

    /// A ledger that resumes after a folded prefix. `book` contains everyone the records are about. `None` if one of
    /// the records changes the prefix: then all records are needed.
    pub fn resumed(prefix: FoldedPrefix, records: Vec<Record>, mut book: ContactBook) -> Option<Timeline> {
        if !records.iter().all(|record| prefix.is_extended_by(record)) {
            return None;
        }
        let active = active_records(&records);
        let order = replay_order(&records, &active, &mut book);
        Some(Timeline {
            zone: prefix.budget.zone(),
            created: prefix.created,
            schedule: prefix.budget.schedule().clone(),
            plan_start_numbers: HashMap::new(),
            folded_prefix: Some(prefix),
            records,
            active,
            unknown_kind_count: 0,
            edited: HashSet::new(),
            order,
            book,
            former_names: HashMap::new(),
        })
    }

    /// The state before the records, if the ledger resumes from a checkpoint.
    pub fn folded_prefix(&self) -> Option<&FoldedPrefix> {
        self.folded_prefix.as_ref()
    }

    /// Whether the account can be computed as of an instant, which must not be before the end of the folded prefix.
    pub fn reaches_back_to(&self, instant: Instant) -> bool {
        self.folded_prefix.as_ref().is_none_or(|prefix| instant >= prefix.last_at)
    }

    /// Adds a person of the folded prefix.
    pub fn load_person(&mut self, id: PersonId, person: Person, state: PersonState) {
        self.book.load(id, person);
        if let Some(prefix) = &mut self.folded_prefix {
            prefix.people.insert(id, state);
        }
    }

    /// Adds a person whom the next records are about. They can be found from now on.
    pub fn declare(&mut self, name: Option<String>, handle: Option<Handle>) -> PersonId {
        let id = self.book.declare(name, handle);
        self.book.note_known(id);
        id
    }

    /// The id of the next record.
    pub fn next_id(&self) -> RecordId {
        let before = self.folded_prefix.as_ref().map_or(RecordId(0), |prefix| prefix.last_id);
        RecordId(self.records.last().map_or(before, |last| last.id).0 + 1)
    }

    /// The place of the next record in the order recorded.
    pub fn next_place(&self) -> usize {
        self.records_before() + self.records.len()
    }

    fn records_before(&self) -> usize {
        self.folded_prefix.as_ref().map_or(0, |prefix| prefix.records)
    }

    /// When the last record in the order of replay happened.
    pub fn last_at(&self) -> Option<Instant> {
        let last = self.order.last().map(|place| self.records[*place as usize].at);
        last.or(self.folded_prefix.as_ref().map(|prefix| prefix.last_at))
    }

    /// The account's zone.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// When the ledger was created.
    pub fn created(&self) -> Instant {
        self.created
    }

    /// Every record after the folded prefix, in the order recorded and as corrected.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Whether the record at this place counts.
    pub fn is_active(&self, place: usize) -> bool {
        self.active[place]
    }

    /// The number of records of a kind that this version does not know.
    pub fn unknown_kind_count(&self) -> usize {
        self.unknown_kind_count
    }

    /// Whether an active edit corrects this record.
    pub fn is_edited(&self, id: RecordId) -> bool {
        self.edited.contains(&id)
    }

    /// The place of a record in the order recorded.
    pub fn place_of(&self, id: RecordId) -> Option<usize> {
        place_of(&self.records, id)
    }

    /// When a record happened; for a plan record, when it takes effect.
    pub fn effective_at(&self, place: usize) -> Instant {
        self.plan_start(place).map_or(self.records[place].at, |start| start.at)
    }

    /// The plan start that the record at this place causes, if the record is an active plan record.
    pub fn plan_start(&self, place: usize) -> Option<&PlanStart> {
        self.plan_start_number(place).map(|number| &self.schedule.starts()[number])
    }

    /// The number, in the order in which they take effect, of the plan start that the record at this place causes.
    pub fn plan_start_number(&self, place: usize) -> Option<usize> {
        if matches!(self.records[place].fact, Fact::Plan(_)) {
            self.plan_start_numbers.get(&place).copied()
        } else {
            None
        }
    }

    /// The plan history.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The contact book.
    pub fn book(&self) -> &ContactBook {
        &self.book
    }

    /// The former name of the person whom the record at this place renames or merges into another, if it is active.
    pub fn former_name(&self, place: usize) -> Option<&str> {
        self.former_names.get(&place).map(String::as_str)
    }

    /// A fold that has read no record yet.
    pub fn fold(&self) -> Fold<'_> {
        let account = match &self.folded_prefix {
            None => Account::new(self.zone, self.schedule.clone()).with_merges(self.book.merges()),
            Some(prefix) => Account::resumed(prefix.budget.clone(), prefix.people.clone()),
        };
        Fold { timeline: self, account, next: 0 }
    }

    /// The events up to an instant in the order of replay, each with its place, its record and the person it is about.
    pub fn events(&self, until: Instant) -> impl Iterator<Item = (usize, &Record, Option<PersonId>)> {
        let events = self.order.iter().map(|place| (*place as usize, &self.records[*place as usize]));
        let events = events.take_while(move |(_, record)| record.at <= until);
        events.map(|(place, record)| (place, record, self.person_of(&record.fact)))
    }

    /// The account as of an instant (rules 1.2).
    pub fn account_at(&self, instant: Instant) -> Account {
        self.account_with(&[], instant)
    }

    /// The account as of an instant with additional records, recorded after all others. None of them may be
    /// bookkeeping.
    pub fn account_with(&self, new: &[Record], instant: Instant) -> Account {
        let mut fold = self.fold();
        let mut new: Vec<(usize, &Record)> = (self.next_place()..).zip(new).collect();
        new.sort_by_key(|(place, record)| (record.at, *place));
        for (place, record) in new {
            // At the same instant, records entered before go first.
            fold.fold_through(record.at, |_, _| {});
            fold.account.apply(record.at, place, &record.fact, self.person_of(&record.fact));
        }
        fold.fold_through(instant, |_, _| {});
        fold.account
    }

    /// The person a fact is about, after merging.
    pub fn person_of(&self, fact: &Fact) -> Option<PersonId> {
        fact.person().map(|person| self.book.resolve(person))
    }
}

/// A fold in progress. It can stop at any instant and continue from there.
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

    /// When the next unread record happened.
    pub fn next_at(&self) -> Option<Instant> {
        self.timeline.order.get(self.next).map(|&place| self.timeline.records[place as usize].at)
    }

    /// The account so far, for advancing it to an instant before the next record.
    pub fn account_mut(&mut self) -> &mut Account {
        &mut self.account
    }

    /// Folds the next record, and returns its place and outcome. `None` after the last record.
    pub fn read_next(&mut self) -> Option<(usize, Outcome)> {
        let timeline = self.timeline;
        let place = *timeline.order.get(self.next)? as usize;
        let record = &timeline.records[place];
        self.next += 1;
        let (place_in_ledger, person) = (timeline.records_before() + place, timeline.person_of(&record.fact));
        Some((place, self.account.apply(record.at, place_in_ledger, &record.fact, person)))
    }

    /// The account so far, consuming the fold.
    pub fn into_account(self) -> Account {
        self.account
    }

    /// Folds up to and including an instant, and calls `on_outcome` with the place and outcome of each record.
    pub fn fold_through(&mut self, instant: Instant, mut on_outcome: impl FnMut(usize, Outcome)) {
        while self.next_at().is_some_and(|at| at <= instant) {
            let Some((place, outcome)) = self.read_next() else { break };
            on_outcome(place, outcome);
        }
        self.account.advance(instant);
    }
}
