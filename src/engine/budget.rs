//! What may still be spent: the plan in force, the lots, the slots and the invitations, advanced through the calendar
//! (rules 4.2, 4.3, 4.10 to 4.13).
//!
//! The order in which a record is folded, and the calendar before it:
//!
//! ```text
//! a record at an instant
//! │
//! ├─ first, the calendar and plan records up to then, instant by instant           Budget::advance_to_record
//! │  │
//! │  ├─ the calendar of the instant                                               Budget::apply_calendar
//! │  │    1. lots expire                                                          rules 4.4
//! │  │    2. plan records that start on this date apply                           rules 4.3, 4.12
//! │  │    3. another plan: credits lapse, the first grant is made                 rules 4.10
//! │  │       the same plan on its renewal date: the grant is made                 rules 4.2
//! │  │    4. after a grant, credits over the cap are lost                         rules 4.3
//! │  │
//! │  └─ plan records without a date, in their place among the records             Budget::start_in_place
//! │
//! └─ then the record itself                                                        Account::apply
//! ```
//!
//! | file | contents |
//! |---|---|
//! | `steps` | advances through the calendar and the plan records, step by step |
//! | `ahead` | looks ahead: how the budget changes if nothing else is sent |
//! | `stops` | what LinkedIn has stopped |
//! | `windows` | how much of each window is used |

mod ahead;
mod steps;
mod stops;
mod windows;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::calendar::{Day, Instant, PlanDate, date_of, plus_days};
use super::invitations::Invitations;
use super::plan::{PlanInForce, PlanStart, Schedule, StartTiming};
use super::recent_inmails::RecentInMails;
use super::slots::Slots;
use super::stop::Stops;
use super::tally::Tally;
use super::totals::Totals;
use super::wallet::{Grant, Lot, LotSource, Wallet};
pub use ahead::{Ahead, Resource};

/// Everything in an account except its people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Budget {
    zone: Tz,
    schedule: Schedule,
    next_start: usize,
    plan: Option<PlanInForce>,
    now: Instant,
    /// The day last asked for, cached.
    day: Option<Day>,
    latest_grant: Option<Grant>,
    #[serde(skip)]
    next_event: NextEvent,
    /// InMails without a credit since the latest renewal date, or the plan's start if that is later.
    pub(super) uncovered: u64,
    /// When the balance was last set to what LinkedIn shows.
    #[serde(rename = "reconciled")]
    pub(super) balance_set_at: Option<Instant>,
    pub(super) wallet: Wallet,
    pub(super) slots: Slots,
    pub(super) invitations: Invitations,
    /// InMails of a day, without those of open conversations (rules 6).
    pub(super) inmails: Tally<NaiveDate>,
    stops: Stops,
    pub(super) recent_inmails: RecentInMails,
    pub(super) totals: Totals,
}

/// The instant before which neither the calendar nor a plan record changes anything, cached. It follows from the other
/// fields, so it is ignored when budgets are compared.
#[derive(Clone, Copy, Debug, Default)]
struct NextEvent(Option<Instant>);

impl PartialEq for NextEvent {
    fn eq(&self, _: &NextEvent) -> bool {
        true
    }
}

impl Budget {
    /// The budget before anything happened.
    pub fn new(zone: Tz, schedule: Schedule) -> Budget {
        Budget {
            zone,
            schedule,
            next_start: 0,
            plan: None,
            now: Instant::MIN,
            day: None,
            latest_grant: None,
            next_event: NextEvent::default(),
            uncovered: 0,
            balance_set_at: None,
            wallet: Wallet::default(),
            slots: Slots::default(),
            invitations: Invitations::default(),
            inmails: Tally::default(),
            stops: Stops::default(),
            recent_inmails: RecentInMails::default(),
            totals: Totals::default(),
        }
    }

    /// The account's zone.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The plan history.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// The instant up to which the budget has advanced.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Whether a plan has started. Anything sent before is history (rules 4.13).
    pub fn has_plan(&self) -> bool {
        self.plan.is_some()
    }

    /// The number of plan starts so far.
    pub(super) fn plan_starts(&self) -> u32 {
        u32::try_from(self.next_start).unwrap_or(u32::MAX)
    }

    /// The plan in force; before the first plan starts, the first plan (rules 3.5, 4.13).
    pub fn plan(&self) -> &PlanInForce {
        self.plan.as_ref().unwrap_or_else(|| self.schedule.first())
    }

    /// The lots of credits.
    pub fn wallet(&self) -> &Wallet {
        &self.wallet
    }

    /// InMails without a credit since the latest renewal date, or since the plan's start if that is later.
    pub fn uncovered(&self) -> u64 {
        self.uncovered
    }

    /// The counts since the account started.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// The latest grant.
    pub fn latest_grant(&self) -> Option<Grant> {
        self.latest_grant
    }

    /// The zone of the plan's InMail dates.
    pub fn inmail_zone(&self) -> Tz {
        self.plan().inmail_zone(self.zone)
    }

    /// Now, as a date of the plan (rules 4.1).
    pub fn inmail_now(&self) -> PlanDate {
        PlanDate::of(self.now, self.inmail_zone())
    }

    /// The date of the grant or of the plan's start that happens just now, if one does.
    pub fn plan_date_now(&self) -> Option<PlanDate> {
        let grant = self.latest_grant.map(|grant| grant.on);
        let start = self.next_start.checked_sub(1).map(|latest| self.schedule.starts()[latest].on());
        grant.into_iter().chain(start).find(|date| date.at == self.now)
    }

    /// Today, in the account's zone.
    pub fn today(&self) -> NaiveDate {
        match self.day {
            Some(day) if day.contains(self.now) => day.date,
            _ => date_of(self.now, self.zone),
        }
    }

    /// The day of an instant. It is cached, since most records are of the same day as the one before.
    pub fn day_of(&mut self, at: Instant) -> Day {
        let day = self.day.filter(|day| day.contains(at)).unwrap_or_else(|| Day::of(at, self.zone));
        self.day = Some(day);
        day
    }

    /// Applies the calendar of an instant, in the order of rules 4.3.
    fn apply_calendar(&mut self, at: Instant) {
        self.now = at;
        self.expire();
        let before = self.plan.clone();
        let keep = self.start_with_date();
        let same_name = before.as_ref().map(|plan| &plan.name) == self.plan.as_ref().map(|plan| &plan.name);
        if !same_name {
            self.begin_plan(before.is_some() && !keep);
        } else if let (Some(before), Some(plan)) = (before, &mut self.plan) {
            // A plan that is replaced and set again at the same instant never ended.
            plan.start_date = before.start_date;
            if let Some(date) = plan.renewal_at(at, self.zone) {
                self.uncovered = 0;
                self.grant(date);
            }
        }
    }

    /// Applies the plan records that start on the date of this instant. Returns whether one of them keeps the credits.
    fn start_with_date(&mut self) -> bool {
        let mut keep = false;
        let starts_now = |start: &&PlanStart| start.at == self.now && start.when == StartTiming::AtStartOfDate;
        while let Some(start) = self.schedule.starts().get(self.next_start).filter(starts_now) {
            self.plan = Some(PlanInForce::after(self.plan.take(), start));
            keep |= start.record.keep_credits;
            self.next_start += 1;
        }
        keep
    }

    /// Applies the next plan record in its place among the records, with its lapse, grant and cap (rules 4.11).
    fn start_in_place(&mut self) {
        let start = &self.schedule.starts()[self.next_start];
        let before = self.plan.take();
        let had_plan = before.is_some();
        let same_name = before.as_ref().is_some_and(|plan| plan.name == start.record.name);
        let lapses = had_plan && !start.record.keep_credits;
        self.now = start.at;
        self.plan = Some(PlanInForce::after(before, start));
        self.next_start += 1;
        if !same_name {
            self.begin_plan(lapses);
        }
    }

    /// Starts another plan: remaining credits lapse if `lapses`, then the plan makes its first grant (rules 4.3).
    fn begin_plan(&mut self, lapses: bool) {
        if lapses {
            self.totals.lapsed += self.wallet.clear();
        }
        self.uncovered = 0;
        self.grant(self.plan().start_date.date);
    }

    /// Grants the plan's monthly credits, then removes credits over its cap. A plan grants nothing at the instant at
    /// which another plan replaces it (rules 4.3).
    fn grant(&mut self, date: NaiveDate) {
        let credits = self.plan().numbers.inmail_monthly;
        if credits == 0 || self.ends_now() {
            return;
        }
        self.totals.granted += u64::from(credits);
        let ordinal = self.latest_grant.map_or(1, |grant| grant.ordinal + 1);
        let zone = self.inmail_zone();
        let on = PlanDate { date, zone, at: self.now };
        self.latest_grant = Some(Grant { on, credits, ordinal, spent_before: self.totals.charged });
        self.add_lot(LotSource::Grant, credits, PlanDate::start(date, zone), self.expiry_for(date));
        if let Some(cap) = self.plan().numbers.inmail_cap {
            let excess = self.wallet.balance().saturating_sub(u64::from(cap));
            self.totals.lost_to_cap += self.wallet.take(excess);
        }
    }

    /// Whether another plan replaces this one at the same instant.
    fn ends_now(&self) -> bool {
        let name = &self.plan().name;
        let rest = &self.schedule.starts()[self.next_start..];
        rest.iter().take_while(|start| start.at == self.now).any(|start| start.record.name != *name)
    }

    /// When a credit given on this date expires, by the plan's numbers.
    pub fn expiry_for(&self, given_on: NaiveDate) -> Option<NaiveDate> {
        self.plan().numbers.inmail_life.map(|days| plus_days(given_on, days))
    }

    /// Adds a lot that expires at the start of a date in the zone in which it was given (rules 4.1).
    pub(super) fn add_lot(&mut self, source: LotSource, credits: u32, given: PlanDate, expires_on: Option<NaiveDate>) {
        let expires = expires_on.map(|date| PlanDate::start(date, given.zone));
        self.next_event = NextEvent::default();
        self.wallet.add(Lot { source, given, expires, amount: credits, left: credits });
        // After a change of zone, a purchase may have an expiry date that has already started.
        self.expire();
    }

    fn expire(&mut self) {
        self.totals.expired += self.wallet.expire(self.now);
    }
}
