//! Comparison: replays the member's history against plans, to find which would have been enough.
//!
//! Every plan starts on the first date of the period with a grant, and renews on the 1st. A send that a plan refuses is
//! left out. Conversations opened before the period stay open. Purchases and balances are left out, since they depend
//! on the plan that the member had.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::account::Account;
use crate::engine::bounds::LARGEST_COUNT;
use crate::engine::calendar::{Instant, Month, RenewalDay, date_of, start_of};
use crate::engine::interaction::SendKind;
use crate::engine::plan::{Cadence, PlanChanges, PlanNumbers, PlanRecord, Schedule, Window};
use crate::engine::record::Fact;
use crate::engine::statement::Period;
use crate::engine::timeline::Timeline;
use crate::engine::verdict::has_room;

/// The most months to replay unless a number is given.
const MOST_MONTHS: u32 = 12;

/// Where the numbers of a plan come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sourcing {
    /// Each has a source with a date. Only such a plan is recommended.
    Dated,
    /// From the messaging guide, which has no date.
    Guide,
    /// Some have no source, such as those that the member gave.
    Undated,
}

/// A plan to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedPlan {
    /// Its name.
    pub name: String,
    /// Its numbers.
    pub numbers: PlanNumbers,
    /// Whether the member is on this plan.
    pub is_own: bool,
    /// Where its numbers come from.
    pub sourcing: Sourcing,
}

/// The result of replaying against a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The plan.
    pub plan: ComparedPlan,
    /// Days on which something would have been refused.
    pub days_stopped: u64,
    /// InMails that would have found no credit.
    pub without_credit: u64,
    /// Credits that would have expired or been lost to the cap.
    pub credits_lost: u64,
}

impl Replay {
    /// Whether nothing would have been refused.
    pub fn refuses_nothing(&self) -> bool {
        self.days_stopped == 0
    }

    /// Whether to recommend it: nothing would have been refused, and its numbers have dated sources.
    pub fn is_recommendable(&self) -> bool {
        self.refuses_nothing() && self.plan.sourcing == Sourcing::Dated
    }

    /// The sort key by size: credits a month, then people a day and a month.
    fn size(&self) -> (u32, u32, u32) {
        let numbers = &self.plan.numbers;
        let people = |window| numbers.limit(window).map_or(u32::MAX, |limit| limit.count);
        (numbers.inmail_monthly, people(Window::Day), people(Window::Month))
    }
}

/// What the member's own limits (rules 6) would have done to what was sent. They are the same on every plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OwnLimitsReplay {
    /// InMails a day.
    pub inmails_daily: Option<u32>,
    /// Invitations a day.
    pub invitations_daily: Option<u32>,
    /// Days on which they would have refused something. Limits that only warn refuse nothing.
    pub days_stopped: u64,
}

/// The result of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The dates replayed.
    pub period: Period,
    /// The number of calendar months in it, the present one included.
    pub months: u32,
    /// The messages, InMails and invitations sent in it.
    pub sent: [u64; 3],
    /// The result for each plan, in the order given, without the member's own limits.
    pub replays: Vec<Replay>,
    /// The result of the member's own limits, if there are any.
    pub own_limits: Option<OwnLimitsReplay>,
    /// The place of the smallest plan to recommend.
    pub smallest: Option<usize>,
}

/// Replays the latest months against plans, and against the member's own limits among `own`. If `months` is not given,
/// these are the months since the first send, a year at most.
pub fn compare(
    timeline: &Timeline,
    plans: Vec<ComparedPlan>,
    own: &PlanNumbers,
    months: Option<u32>,
    as_of: Instant,
) -> Comparison {
    let zone = timeline.zone();
    let today = date_of(as_of, zone);
    let months = months.unwrap_or_else(|| months_sent(timeline, today, as_of));
    let first = (1..months).fold(Month::of(today), |month, _| month.previous()).first_day();
    let replays: Vec<Replay> = plans.into_iter().map(|plan| replay(timeline, plan, first, as_of)).collect();
    let recommendable = replays.iter().enumerate().filter(|(_, replay)| replay.is_recommendable());
    let smallest = recommendable.min_by_key(|(place, replay)| (replay.size(), *place)).map(|(place, _)| place);
    let sent = sent(timeline, start_of(first, zone), as_of);
    let own_limits = own.has_own_limits().then(|| own_limits(timeline, own, first, as_of));
    Comparison { period: Period { from: first, to: today }, months, sent, replays, own_limits, smallest }
}

/// Replays against the member's own limits alone, with credits for everything.
fn own_limits(timeline: &Timeline, own: &PlanNumbers, first: NaiveDate, as_of: Instant) -> OwnLimitsReplay {
    let (inmails_daily, invitations_daily) = (own.inmails_daily, own.invitations_daily);
    let plenty = PlanNumbers::new(Cadence::Calendar, None);
    let numbers = PlanNumbers { inmail_monthly: LARGEST_COUNT, inmails_daily, invitations_daily, ..plenty };
    let plan = ComparedPlan { name: String::new(), numbers, is_own: true, sourcing: Sourcing::Undated };
    OwnLimitsReplay {
        inmails_daily: inmails_daily.map(|limit| limit.count),
        invitations_daily: invitations_daily.map(|limit| limit.count),
        days_stopped: replay(timeline, plan, first, as_of).days_stopped,
    }
}

/// The number of months from the first send to today, a year at most.
fn months_sent(timeline: &Timeline, today: NaiveDate, as_of: Instant) -> u32 {
    let first = timeline.events(as_of).find(|(_, record, _)| record.fact.sent().is_some());
    let first = first.map_or(today, |(_, record, _)| date_of(record.at, timeline.zone()));
    let months = std::iter::successors(Some(Month::of(today)), |month| Some(month.previous()));
    let months = months.take_while(|month| *month >= Month::of(first)).take(MOST_MONTHS as usize).count();
    u32::try_from(months).unwrap_or(MOST_MONTHS).max(1)
}

fn sent(timeline: &Timeline, from: Instant, as_of: Instant) -> [u64; 3] {
    let mut sent = [0; 3];
    for (_, record, _) in timeline.events(as_of).filter(|(_, record, _)| record.at >= from) {
        match record.fact.sent() {
            Some(SendKind::Message) => sent[0] += 1,
            Some(SendKind::InMail(_)) => sent[1] += 1,
            Some(SendKind::Invitation { .. }) => sent[2] += 1,
            None => {}
        }
    }
    sent
}

fn replay(timeline: &Timeline, plan: ComparedPlan, first: NaiveDate, as_of: Instant) -> Replay {
    let (zone, schedule) = (timeline.zone(), schedule(&plan, first, timeline));
    let from = start_of(first, zone);
    let mut account = Account::new(zone, schedule);
    let (mut days, mut without_credit) = (BTreeSet::new(), 0);
    for (place, record, person) in timeline.events(as_of) {
        if matches!(record.fact, Fact::Purchase { .. } | Fact::Balance { .. }) {
            continue;
        }
        let sent = record.fact.sent().filter(|_| record.at >= from);
        account.advance(record.at);
        if sent.is_some_and(|kind| !has_room(&account, person, kind, 1)) {
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

/// A schedule of the plan alone, from a date on.
fn schedule(plan: &ComparedPlan, first: NaiveDate, timeline: &Timeline) -> Schedule {
    let zone = plan.numbers.zone.unwrap_or(timeline.zone());
    let start = start_of(first, zone);
    let renews_on = (plan.numbers.cadence == Cadence::Billing).then_some(RenewalDay::FIRST);
    let (name, own) = (plan.name.clone(), plan.numbers.clone());
    let record =
        PlanRecord { name, own, changes: PlanChanges::default(), from: Some(first), renews_on, keep_credits: false };
    // With the same instant as its creation, the account has no initial plan.
    Schedule::new(std::iter::once((0, start, &record)), start, timeline.zone())
}
