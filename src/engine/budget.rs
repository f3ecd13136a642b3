//! What may still be spent: the plan in force, the wallet, the slots and the invitations, moved along the
//! calendar (rules 4.2, 4.3, 4.10 to 4.13).

mod ahead;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::calendar::{Day, Instant, Month, date_of, plus_days, start_of};
use super::invitations::Invitations;
use super::plan::{PlanInForce, PlanStart, Schedule, When};
use super::slots::Slots;
use super::totals::Totals;
use super::wallet::{Grant, Lot, LotSource, Wallet};
pub use ahead::Resource;
use ahead::{Quiet, Step};

/// Everything of an account but its people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Budget {
    zone: Tz,
    schedule: Schedule,
    next_start: usize,
    plan: Option<PlanInForce>,
    now: Instant,
    /// The day that was asked for last.
    day: Option<Day>,
    latest_grant: Option<Grant>,
    #[serde(skip)]
    quiet: Quiet,
    /// InMails that found no credit since the latest renewal date, or the plan's start if later.
    pub(super) uncovered: u64,
    /// When the balance was last set to what LinkedIn shows.
    pub(super) reconciled: Option<Instant>,
    pub(super) wallet: Wallet,
    pub(super) slots: Slots,
    pub(super) invitations: Invitations,
    pub(super) totals: Totals,
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
            quiet: Quiet::default(),
            uncovered: 0,
            reconciled: None,
            wallet: Wallet::default(),
            slots: Slots::default(),
            invitations: Invitations::default(),
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

    /// The instant up to which the calendar is reckoned in.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Whether a plan has started; what was sent before is history (rules 4.13).
    pub fn has_plan(&self) -> bool {
        self.plan.is_some()
    }

    /// The plan whose numbers hold: before the first plan's start, the first plan (rules 3.5, 4.13).
    pub fn plan(&self) -> &PlanInForce {
        self.plan.as_ref().unwrap_or_else(|| self.schedule.first())
    }

    /// The lots of credits.
    pub fn wallet(&self) -> &Wallet {
        &self.wallet
    }

    /// InMails without a credit since the latest renewal date, or the plan's start if later.
    pub fn uncovered(&self) -> u64 {
        self.uncovered
    }

    /// Everything counted so far.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// The grant made last.
    pub fn latest_grant(&self) -> Option<Grant> {
        self.latest_grant
    }

    /// The zone of the InMail dates at present.
    pub fn inmail_zone(&self) -> Tz {
        self.plan().inmail_zone(self.zone)
    }

    /// Today, in the account's zone.
    pub fn today(&self) -> NaiveDate {
        match self.day {
            Some(day) if day.holds(self.now) => day.date,
            _ => date_of(self.now, self.zone),
        }
    }

    /// The day that holds an instant. Records come close together: most are of the day that was asked for last.
    pub fn day_of(&mut self, at: Instant) -> Day {
        let day = self.day.filter(|day| day.holds(at)).unwrap_or_else(|| Day::of(at, self.zone));
        self.day = Some(day);
        day
    }

    /// Slots used of the day.
    pub fn day_used(&self) -> u32 {
        self.slots.used_on(self.today())
    }

    /// Slots used of the month.
    pub fn month_used(&self) -> u32 {
        self.slots.used_in(Month::of(self.today()))
    }

    /// Invitations of the last 168 hours.
    pub fn week_used(&self) -> u32 {
        self.invitations.used_at(self.now)
    }

    /// Personal notes of this month.
    pub fn notes_used(&self) -> u32 {
        self.invitations.notes_in(Month::of(self.today()))
    }

    /// Moves to `at`: the calendar, and the plan records up to and with that instant.
    pub fn advance_through(&mut self, at: Instant) {
        self.advance(at, usize::MAX);
    }

    /// Moves to the record at this place and instant: the calendar of that instant, and the plan records
    /// that were recorded before it.
    pub fn advance_to_record(&mut self, at: Instant, place: usize) {
        self.advance(at, place);
        self.day_of(self.now);
    }

    fn advance(&mut self, at: Instant, before_place: usize) {
        while let Some(step) = self.step_by(at) {
            match step {
                Step::Calendar(instant) if instant <= at => self.calendar(instant),
                Step::Plan(instant, place) if (instant, place) < (at, Some(before_place)) => self.start_in_place(),
                _ => break,
            }
        }
        self.now = self.now.max(at);
    }

    /// What the calendar does at an instant, in the order of rules 4.3.
    fn calendar(&mut self, at: Instant) {
        self.now = at;
        self.expire();
        let before = self.plan.clone();
        let keep = self.start_with_date();
        let same_name = before.as_ref().map(|plan| &plan.name) == self.plan.as_ref().map(|plan| &plan.name);
        if !same_name {
            self.begin_plan(before.is_some() && !keep);
        } else if let (Some(before), Some(plan)) = (before, &mut self.plan) {
            // A plan that came back on the date on which it was left never ended.
            plan.start_date = before.start_date;
            if let Some(date) = plan.renewal_at(at, self.zone) {
                self.uncovered = 0;
                self.grant(date);
            }
        }
    }

    /// Folds the plan records that start with the date of this instant; says whether one keeps the credits.
    fn start_with_date(&mut self) -> bool {
        let mut keep = false;
        let starts_now = |start: &&PlanStart| start.at == self.now && start.when == When::AtStartOfDate;
        while let Some(start) = self.schedule.starts().get(self.next_start).filter(starts_now) {
            self.plan = Some(PlanInForce::after(self.plan.take(), start));
            keep |= start.record.keep_credits;
            self.next_start += 1;
        }
        keep
    }

    /// Carries out the plan record that is next, in its place: lapse, grant and cap there (rules 4.11).
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

    /// Another plan begins: what is left lapses, and it makes its first grant (rules 4.3).
    fn begin_plan(&mut self, lapses: bool) {
        if lapses {
            self.totals.lapsed += self.wallet.clear();
        }
        self.uncovered = 0;
        self.grant(self.plan().start_date);
    }

    /// Grants the plan's monthly credits, then loses what is over its cap. A plan gives nothing at the
    /// instant at which another starts (rules 4.3).
    fn grant(&mut self, date: NaiveDate) {
        let credits = self.plan().numbers.inmail_monthly;
        if credits == 0 || self.ends_now() {
            return;
        }
        self.totals.granted += u64::from(credits);
        let number = self.latest_grant.map_or(1, |grant| grant.number + 1);
        let (at, spent_before) = (self.now, self.totals.charged);
        self.latest_grant = Some(Grant { on: date, credits, number, at, spent_before });
        self.add_lot(LotSource::Grant, credits, date, self.expiry_for(date));
        if let Some(cap) = self.plan().numbers.inmail_cap {
            let excess = self.wallet.balance().saturating_sub(u64::from(cap));
            self.totals.lost_to_cap += self.wallet.take(excess);
        }
    }

    /// Whether another plan starts in its place at this very instant.
    fn ends_now(&self) -> bool {
        let name = &self.plan().name;
        let rest = &self.schedule.starts()[self.next_start..];
        rest.iter().take_while(|start| start.at == self.now).any(|start| start.record.name != *name)
    }

    /// When a credit given on this date expires, by the plan's credit life.
    pub fn expiry_for(&self, given_on: NaiveDate) -> Option<NaiveDate> {
        self.plan().numbers.inmail_life.map(|days| plus_days(given_on, days))
    }

    /// Adds a lot whose dates are in the zone of the InMail dates at present.
    pub(super) fn add_lot(
        &mut self,
        source: LotSource,
        credits: u32,
        given_on: NaiveDate,
        expires_on: Option<NaiveDate>,
    ) {
        let zone = self.inmail_zone();
        let expires_at = expires_on.map(|date| start_of(date, zone));
        self.quiet = Quiet::default();
        self.wallet.add(Lot { source, given_on, expires_on, expires_at, amount: credits, left: credits });
        // Bought to expire on a date that has begun, after the account moved to another zone.
        self.expire();
    }

    fn expire(&mut self) {
        self.totals.expired += self.wallet.expire(self.now);
    }
}
