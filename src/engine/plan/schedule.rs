//! The plan history: when each plan record takes effect, and which plan was the first (rules 4.10 to 4.13).

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{
    Attribution, Cadence, NumberSource, PlanChanges, PlanDefinition, PlanNumber, PlanNumbers, PlanRecord, initial_plan,
};
use crate::engine::calendar::{Instant, Month, PlanDate, RenewalDay, date_of, days_between, start_of};

/// For how many days after a ledger's creation its first plan record can be set-up (rules 4.11).
const SET_UP_DAYS: i64 = 30;

/// Whether a plan record takes effect before or among the records of its instant. Those before come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StartTiming {
    /// At the start of its date, before the records of that instant (rules 4.3).
    AtStartOfDate,
    /// In its place among the records of its instant (rules 4.11).
    InPlace,
}

/// What a plan record is interpreted as (rules 4.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanStartKind {
    /// The plan of a new ledger, which is not a record.
    Initial,
    /// Set-up: the plan that the member has been on all along.
    SetUp,
    /// A change of plan or of its numbers.
    Change,
}

/// The start of a plan, or of a change of its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanStart {
    /// When it takes effect.
    pub at: Instant,
    /// Whether it takes effect before or among the records of that instant.
    pub when: StartTiming,
    /// The place of its record in the order recorded. The initial plan has none and comes first.
    pub place: Option<usize>,
    /// What its record was interpreted as.
    pub taken_for: PlanStartKind,
    /// The start date, in the plan's InMail zone.
    pub date: NaiveDate,
    /// That zone.
    pub zone: Tz,
    /// The plan record.
    pub record: PlanRecord,
}

impl PlanStart {
    /// The start date and its instant.
    pub fn on(&self) -> PlanDate {
        PlanDate { date: self.date, zone: self.zone, at: self.at }
    }

    /// The order in which plan starts take effect.
    fn order(&self) -> (Instant, StartTiming, Option<usize>) {
        (self.at, self.when, self.place)
    }

    /// Whether this start leaves the initial plan in force before it (rules 4.11). Set-up does not, and neither does a
    /// start with a date up to the day on which the ledger was created, or one without a date up to the initial plan's
    /// first instant.
    fn leaves_initial(&self, initial: &PlanStart, created_on: NaiveDate) -> bool {
        match (self.taken_for, self.when) {
            (PlanStartKind::SetUp, _) => false,
            (_, StartTiming::AtStartOfDate) => self.date > created_on,
            (_, StartTiming::InPlace) => self.at > initial.at,
        }
    }

    /// Whether a change of the initial plan's limits finds that plan in force: it has started, and no start with a date
    /// and no other plan came before (rules 4.11).
    fn finds_initial(&self, initial: &PlanStart, others: &[PlanStart]) -> bool {
        let ends_initial =
            |start: &PlanStart| start.when == StartTiming::AtStartOfDate || start.record.name != initial.record.name;
        let is_ended = others.iter().any(|start| ends_initial(start) && start.order() < self.order());
        initial.order() < self.order() && !is_ended
    }
}

/// The plan in force at an instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanInForce {
    /// The plan's name.
    pub name: String,
    /// Its numbers, with all changes applied.
    pub numbers: PlanNumbers,
    /// The numbers that the member gave.
    #[serde(rename = "given")]
    pub overrides: PlanChanges,
    /// When the plan of this name started.
    pub start_date: PlanDate,
    /// The day of the month on which it renews.
    pub renewal_day: RenewalDay,
}

impl PlanInForce {
    /// The plan after a plan start, given the plan just before it (rules 4.10).
    pub fn after(before: Option<PlanInForce>, start: &PlanStart) -> PlanInForce {
        match before {
            Some(same) if same.name == start.record.name => same.changed_by(&start.record),
            _ => PlanInForce::begun_by(start),
        }
    }

    /// Starts another plan, with its own numbers.
    fn begun_by(start: &PlanStart) -> PlanInForce {
        let record = &start.record;
        let mut numbers = record.own.clone();
        record.changes.apply_to(&mut numbers);
        let renewal_day = match numbers.cadence {
            Cadence::Calendar => RenewalDay::FIRST,
            Cadence::Billing => record.renews_on.unwrap_or(RenewalDay::of(start.date)),
        };
        PlanInForce {
            name: record.name.clone(),
            numbers,
            overrides: record.changes.clone(),
            start_date: start.on(),
            renewal_day,
        }
    }

    /// Changes the numbers of the same plan, keeping those that are not given.
    fn changed_by(mut self, record: &PlanRecord) -> PlanInForce {
        record.changes.apply_to(&mut self.numbers);
        self.overrides.extend(&record.changes);
        if let (Cadence::Billing, Some(day)) = (self.numbers.cadence, record.renews_on) {
            self.renewal_day = day;
        }
        self
    }

    /// The source of a number; `None` for one that the member gave. `own` is the plan's definition.
    pub fn source<'a>(&self, number: PlanNumber, own: Option<&'a PlanDefinition>) -> Option<&'a NumberSource> {
        own?.sources.get(&number).filter(|_| !self.overrides.gives(number))
    }

    /// Who a number comes from. `own` is the plan's definition.
    pub fn whose(&self, number: PlanNumber, own: Option<&PlanDefinition>) -> Attribution {
        self.source(number, own).map_or(Attribution::Member, |source| source.whose)
    }

    /// The zone of the plan's InMail dates (rules 1.4).
    pub fn inmail_zone(&self, account: Tz) -> Tz {
        self.numbers.zone.unwrap_or(account)
    }

    /// The first renewal date that starts after `instant` (rules 4.2).
    pub fn next_renewal(&self, instant: Instant, account: Tz) -> NaiveDate {
        let today = date_of(instant, self.inmail_zone(account));
        self.renewal_day.next_after(today.max(self.start_date.date))
    }

    /// The next renewal of a plan with these numbers after `instant`; `None` if its renewal day is not known.
    pub fn next_renewal_of(numbers: &PlanNumbers, instant: Instant, account: Tz) -> Option<PlanDate> {
        let zone = numbers.zone.unwrap_or(account);
        let date = RenewalDay::FIRST.next_after(date_of(instant, zone));
        (numbers.cadence == Cadence::Calendar).then(|| PlanDate::start(date, zone))
    }

    /// The renewal date that starts at `instant`, if one does (rules 4.2).
    pub fn renewal_at(&self, instant: Instant, account: Tz) -> Option<NaiveDate> {
        let zone = self.inmail_zone(account);
        let latest = self.renewal_day.latest_by(date_of(instant, zone));
        (latest > self.start_date.date && start_of(latest, zone) == instant).then_some(latest)
    }
}

/// Every plan start of a ledger, in the order in which they take effect. There is at least one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    starts: Vec<PlanStart>,
    first: PlanInForce,
}

impl Schedule {
    /// The plan history of an account with this creation instant and zone. `records` are its active plan records in the
    /// order recorded, with their places and instants.
    pub fn new<'a>(
        records: impl Iterator<Item = (usize, Instant, &'a PlanRecord)>,
        created: Instant,
        zone: Tz,
    ) -> Schedule {
        let records: Vec<_> = records.collect();
        let limits = records.iter().take_while(|(_, _, record)| record.changes_initial_limits()).count();
        let (limits, others) = records.split_at(limits);
        let mut starts: Vec<PlanStart> = Vec::with_capacity(records.len() + 1);
        for (place, at, record) in others {
            let is_first = starts.is_empty();
            starts.push(plan_start(*place, *at, record, is_first.then_some(created), zone));
        }
        let initial = initial_start(created, zone);
        if starts.iter().all(|start| start.leaves_initial(&initial, date_of(created, zone))) {
            let limits = limits.iter().map(|(place, at, record)| plan_start(*place, *at, record, None, zone));
            let counted: Vec<_> = limits.filter(|limits| limits.finds_initial(&initial, &starts)).collect();
            starts.extend(counted);
            starts.push(initial);
        }
        starts.sort_by_key(PlanStart::order);
        let first = first_plan(&starts);
        Schedule { starts, first }
    }

    /// Every plan start, in the order in which they take effect.
    pub fn starts(&self) -> &[PlanStart] {
        &self.starts
    }

    /// The number of each plan start that a record causes, by the place of the record.
    pub fn numbers_by_place(&self) -> HashMap<usize, usize> {
        self.starts.iter().enumerate().filter_map(|(number, start)| Some((start.place?, number))).collect()
    }

    /// The first plan. Its limits, credit life and zone apply before its start too (rules 3.5, 4.13).
    pub fn first(&self) -> &PlanInForce {
        &self.first
    }

    /// When the first plan starts.
    pub fn first_at(&self) -> Instant {
        self.starts[0].at
    }

    /// The start that ends the plan of another: the first later one of another name.
    pub fn end_of(&self, start: &PlanStart) -> Option<&PlanStart> {
        let later = self.starts.iter().filter(|later| later.order() > start.order());
        later.into_iter().find(|later| later.record.name != start.record.name)
    }

    /// The plan after each start, in the order of the starts.
    pub fn plans(&self) -> Vec<PlanInForce> {
        let plans = self.starts.iter().scan(None, |before: &mut Option<PlanInForce>, start| {
            *before = Some(PlanInForce::after(before.take(), start));
            before.clone()
        });
        plans.collect()
    }
}

/// When and how a plan record takes effect. `created` is given only for the first record that is not a change of the
/// initial plan's limits.
fn plan_start(place: usize, at: Instant, record: &PlanRecord, created: Option<Instant>, account: Tz) -> PlanStart {
    let zone = record.own.zone.unwrap_or(account);
    let today = date_of(at, zone);
    // Days since creation are days of the account's zone (rules 1.4); today is a date in the plan's (rules 4.12).
    let days_since = |created| days_between(date_of(created, account), date_of(at, account));
    let is_set_up = record.from.is_none() && created.is_some_and(|created| days_since(created) <= SET_UP_DAYS);
    let (taken_for, dated) = if is_set_up {
        (PlanStartKind::SetUp, Some(grant_period_start(record, today)))
    } else {
        (PlanStartKind::Change, record.from)
    };
    let (when, at, date) = match dated {
        Some(date) => (StartTiming::AtStartOfDate, start_of(date, zone), date),
        None => (StartTiming::InPlace, at, today),
    };
    PlanStart { at, when, place: Some(place), taken_for, date, zone, record: record.clone() }
}

/// The first day of the current grant period (rules 4.11).
fn grant_period_start(record: &PlanRecord, today: NaiveDate) -> NaiveDate {
    match (record.own.cadence, record.renews_on) {
        (Cadence::Calendar, _) => Month::of(today).first_day(),
        (Cadence::Billing, Some(day)) => day.latest_by(today),
        (Cadence::Billing, None) => today,
    }
}

/// The start of the initial plan: the 1st of the month of the ledger's creation (rules 4.11).
fn initial_start(created: Instant, zone: Tz) -> PlanStart {
    let record = initial_plan();
    let zone = record.own.zone.unwrap_or(zone);
    let date = Month::of(date_of(created, zone)).first_day();
    PlanStart {
        at: start_of(date, zone),
        when: StartTiming::AtStartOfDate,
        place: None,
        taken_for: PlanStartKind::Initial,
        date,
        zone,
        record,
    }
}

/// The plan after the first start and all others on the same date.
fn first_plan(starts: &[PlanStart]) -> PlanInForce {
    let first = &starts[0];
    let together = starts[1..].iter().take_while(|start| {
        first.when == StartTiming::AtStartOfDate && start.when == first.when && start.at == first.at
    });
    together.fold(PlanInForce::after(None, first), |plan, start| PlanInForce::after(Some(plan), start))
}
