//! The member's own history replayed against plans: which would have served.
//!
//! Every plan is taken as if it had begun with the first date of the period, on which it makes its first grant,
//! renewing on the 1st. What a plan refuses is not sent. People's conversations are those of the whole history;
//! credits that were bought and balances that were set belong to the plan that the member had, and are left out.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::engine::account::Account;
use crate::engine::calendar::{Instant, Month, RenewalDay, date_of, start_of};
use crate::engine::plan::{Cadence, PlanChanges, PlanNumbers, PlanRecord, Schedule};
use crate::engine::record::Fact;
use crate::engine::statement::Period;
use crate::engine::timeline::Timeline;
use crate::engine::verdict::{SendKind, is_allowed};

/// The most months that are replayed unless a number is given.
const MOST_MONTHS: u32 = 12;

/// A plan to replay against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its name.
    pub name: String,
    /// Its numbers.
    pub numbers: PlanNumbers,
    /// Whether it is the one that the member is on.
    pub is_own: bool,
}

/// What would have come of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The plan.
    pub plan: Candidate,
    /// Days on which something would have been refused.
    pub days_stopped: u64,
    /// InMails that would have found no credit.
    pub without_credit: u64,
    /// Credits that would have expired or gone over the cap.
    pub credits_lost: u64,
}

impl Replay {
    /// Whether nothing would have been refused.
    pub fn serves(&self) -> bool {
        self.days_stopped == 0
    }

    /// Small plans first: by credits a month, then by people a day and a month.
    fn size(&self) -> (u32, u32, u32) {
        let numbers = &self.plan.numbers;
        let people = |limit: Option<crate::engine::plan::Limit>| limit.map_or(u32::MAX, |limit| limit.count);
        (numbers.inmail_monthly, people(numbers.daily), people(numbers.monthly))
    }
}

/// Plans compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The dates replayed.
    pub period: Period,
    /// The calendar months in it, the present one included.
    pub months: u32,
    /// What was sent in it: messages, InMails, invitations.
    pub sent: [u64; 3],
    /// What would have come of each plan, in the order given.
    pub replays: Vec<Replay>,
    /// The smallest plan that would have served, by its place.
    pub smallest: Option<usize>,
}

/// Replays the last months before an instant against plans: so many, or those with anything sent, a year at the
/// most.
pub fn compare(timeline: &Timeline, plans: Vec<Candidate>, months: Option<u32>, as_of: Instant) -> Comparison {
    let zone = timeline.zone();
    let today = date_of(as_of, zone);
    let months = months.unwrap_or_else(|| months_sent(timeline, today, as_of));
    let first = (1..months).fold(Month::of(today), |month, _| month.previous()).first_day();
    let replays: Vec<Replay> = plans.into_iter().map(|plan| replay(timeline, plan, first, as_of)).collect();
    let served = replays.iter().enumerate().filter(|(_, replay)| replay.serves());
    let smallest = served.min_by_key(|(place, replay)| (replay.size(), *place)).map(|(place, _)| place);
    let sent = sent(timeline, start_of(first, zone), as_of);
    Comparison { period: Period { from: first, to: today }, months, sent, replays, smallest }
}

/// How many months there are from that of the first send to this one, a year at the most.
fn months_sent(timeline: &Timeline, today: NaiveDate, as_of: Instant) -> u32 {
    let first = timeline.events(as_of).find(|(_, record, _)| record.fact.is_sent());
    let first = first.map_or(today, |(_, record, _)| date_of(record.at, timeline.zone()));
    let months = std::iter::successors(Some(Month::of(today)), |month| Some(month.previous()));
    let months = months.take_while(|month| *month >= Month::of(first)).take(MOST_MONTHS as usize).count();
    u32::try_from(months).unwrap_or(MOST_MONTHS).max(1)
}

fn sent(timeline: &Timeline, from: Instant, as_of: Instant) -> [u64; 3] {
    let mut sent = [0; 3];
    for (_, record, _) in timeline.events(as_of).filter(|(_, record, _)| record.at >= from) {
        match record.fact {
            Fact::Message { .. } => sent[0] += 1,
            Fact::InMail { .. } => sent[1] += 1,
            Fact::Invitation { .. } => sent[2] += 1,
            _ => {}
        }
    }
    sent
}

fn replay(timeline: &Timeline, plan: Candidate, first: NaiveDate, as_of: Instant) -> Replay {
    let (zone, schedule) = (timeline.zone(), schedule(&plan, first, timeline));
    let from = start_of(first, zone);
    let mut account = Account::new(zone, schedule);
    let (mut days, mut without_credit) = (BTreeSet::new(), 0);
    for (place, record, person) in timeline.events(as_of) {
        if matches!(record.fact, Fact::Purchase { .. } | Fact::Balance { .. }) {
            continue;
        }
        let question = question(&record.fact).filter(|_| record.at >= from);
        account.advance(record.at);
        if question.is_some_and(|question| !is_allowed(&account, person, question, 1)) {
            days.insert(date_of(record.at, zone));
            without_credit += u64::from(matches!(record.fact, Fact::InMail { .. }));
            continue;
        }
        account.apply(record.at, place, &record.fact, person);
    }
    account.advance(as_of);
    let totals = account.budget().totals();
    let credits_lost = totals.expired + totals.lost_to_cap;
    Replay { plan, days_stopped: days.len() as u64, without_credit, credits_lost }
}

/// The plan alone, from a date on.
fn schedule(plan: &Candidate, first: NaiveDate, timeline: &Timeline) -> Schedule {
    let zone = plan.numbers.zone.unwrap_or(timeline.zone());
    let start = start_of(first, zone);
    let renews_on = (plan.numbers.cadence == Cadence::Billing).then_some(RenewalDay::FIRST);
    let (name, own) = (plan.name.clone(), plan.numbers.clone());
    let record =
        PlanRecord { name, own, changes: PlanChanges::default(), from: Some(first), renews_on, keep_credits: false };
    // An account created then: no other plan was there before.
    Schedule::new(std::iter::once((0, start, &record)), start, timeline.zone())
}

fn question(fact: &Fact) -> Option<SendKind> {
    match *fact {
        Fact::Message { .. } => Some(SendKind::Message),
        Fact::InMail { charge, .. } => Some(SendKind::InMail(charge)),
        Fact::Invitation { with_note, .. } => Some(SendKind::Invitation { with_note }),
        _ => None,
    }
}
