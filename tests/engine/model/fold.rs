//! The fold: from instant to instant, first what the calendar does, then the records (rules 1.2, 4.3).

use chrono::NaiveDate;
use chrono_tz::Tz;
use inquota::engine::calendar::Instant;
use inquota::engine::plan::PlanNumbers;
use inquota::engine::wallet::LotSource;

use super::dates::{Dates, is_renewal_day, plus_days};
use super::journal::{Entered, Entry};
use super::lots::{Lot, Lots};
use super::reading::Reading;
use super::starts::{Plan, Start};

/// 168 hours.
pub(crate) const WEEK: i64 = 168 * 3600;

/// 21 days.
pub(crate) const WAIT: i64 = 21 * 24 * 3600;

/// The account at an instant.
#[derive(Clone, Debug)]
pub(crate) struct State<'a> {
    pub(crate) reading: &'a Reading,
    /// The dates of every zone in use.
    pub(crate) zones: Vec<Dates>,
    /// Every instant at which something other than a date starts, in order.
    pub(crate) happens: Vec<Instant>,
    pub(crate) now: Instant,
    /// The plan in force; none before the first plan's start.
    pub(crate) plan: Option<Plan>,
    /// The plan whose limits, life and zone hold before the first plan's start.
    pub(crate) first_plan: Plan,
    pub(crate) lots: Lots,
    pub(crate) journal: Vec<Entry>,
    /// The length of the journal at the latest renewal date or plan start.
    pub(crate) renewed: usize,
}

impl<'a> State<'a> {
    /// Folds everything up to an instant from nothing.
    pub(crate) fn as_of(reading: &'a Reading, instant: Instant) -> State<'a> {
        let mut state = State::nothing(reading);
        state.pass_all(instant, |_| false);
        state.now = instant;
        state
    }

    fn nothing(reading: &'a Reading) -> State<'a> {
        let first_start = reading.starts[0].at;
        let first_event = reading.events.first().map_or(first_start, |event| event.at);
        State {
            reading,
            zones: zones(reading),
            happens: happens(reading),
            now: first_start.min(first_event).plus_seconds(-1),
            plan: None,
            first_plan: first_plan(&reading.starts),
            lots: Lots::default(),
            journal: Vec::new(),
            renewed: 0,
        }
    }

    /// Steps through every moment up to an instant, until `stop` returns true.
    pub(crate) fn pass_all(&mut self, through: Instant, mut stop: impl FnMut(&State) -> bool) {
        loop {
            let moment = self.moment_after(self.now);
            if moment > through {
                return;
            }
            self.pass(moment);
            if stop(self) {
                return;
            }
        }
    }

    /// The first instant after another at which anything can change: a date starts in a zone of the account or of a
    /// plan, something was recorded, a plan starts, or an invitation becomes 168 hours old.
    pub(crate) fn moment_after(&self, instant: Instant) -> Instant {
        let dates = self.zones.iter().map(|dates| dates.next_start(instant));
        let happens = self.happens.iter().find(|at| **at > instant).copied();
        dates.chain(happens).min().unwrap()
    }

    /// Every such instant after now and up to another.
    pub(crate) fn moments_through(&self, through: Instant) -> impl Iterator<Item = Instant> {
        let next = |moment: &Instant| Some(self.moment_after(*moment));
        std::iter::successors(Some(self.moment_after(self.now)), next).take_while(move |moment| *moment <= through)
    }

    /// Passes one of the moments.
    pub(crate) fn pass(&mut self, moment: Instant) {
        self.now = moment;
        self.do_calendar();
        let reading = self.reading;
        let mut starts = reading.starts.iter().filter(|start| start.at == moment && !start.with_date).peekable();
        let first = reading.events.partition_point(|event| event.at < moment);
        for event in reading.events[first..].iter().take_while(|event| event.at == moment) {
            while let Some(start) = starts.next_if(|start| start.place < Some(event.place)) {
                self.start_in_place(start);
            }
            self.record(event);
        }
        for start in starts {
            self.start_in_place(start);
        }
    }

    /// The order at the start of a date (rules 4.3).
    fn do_calendar(&mut self) {
        self.expire();
        let before = self.plan.clone();
        let reading = self.reading;
        let group: Vec<&Start> =
            reading.starts.iter().filter(|start| start.at == self.now && start.with_date).collect();
        for start in &group {
            self.plan = Some(Plan::after(self.plan.as_ref(), start));
        }
        if is_other(before.as_ref(), self.plan.as_ref()) {
            let keeps = group.iter().any(|start| start.record.keep_credits);
            self.change_plan(before.is_none() || keeps, None);
            return;
        }
        if let (Some(before), Some(plan)) = (before, &mut self.plan) {
            // A plan of the same name as just before has not ended, even if there was another in between.
            (plan.since, plan.since_at) = (before.since, before.since_at);
        }
        self.renew();
    }

    /// A plan record without a date takes effect in its place among the records (rules 4.11).
    fn start_in_place(&mut self, start: &Start) {
        let before = self.plan.clone();
        self.plan = Some(Plan::after(before.as_ref(), start));
        if is_other(before.as_ref(), self.plan.as_ref()) {
            self.change_plan(before.is_none() || start.record.keep_credits, start.place);
        }
    }

    /// Another plan is in force: what is left lapses unless it is kept, and the plan makes its first grant.
    fn change_plan(&mut self, keeps: bool, place: Option<usize>) {
        if !keeps {
            let lapsed = self.lots.lapse();
            self.note(place, Entered::Lapsed(lapsed));
        }
        self.renewed = self.journal.len();
        let since = self.plan.as_ref().unwrap().since;
        self.grant(since, place);
    }

    /// Makes the grant of a renewal date, if one starts now.
    fn renew(&mut self) {
        let Some(plan) = &self.plan else { return };
        let starting = Dates::of(plan.zone(self.reading.zone)).starting_at(self.now);
        let renewal = starting.into_iter().find(|date| *date > plan.since && is_renewal_day(*date, plan.renewal_day));
        if let Some(date) = renewal {
            self.renewed = self.journal.len();
            self.grant(date, None);
        }
    }

    /// Gives the plan's credits, unless the plan ends at this same instant; then applies the cap (rules 4.3).
    fn grant(&mut self, on: NaiveDate, place: Option<usize>) {
        let numbers = self.numbers().clone();
        let credits = u64::from(numbers.inmail_monthly);
        if credits == 0 || self.ends_now(place) {
            return;
        }
        self.give(LotSource::Grant, on, credits, self.life_from(on));
        self.note(place, Entered::Granted { credits, on });
        // A lot given on a date that the zone skipped may expire on the date that starts at the same instant.
        self.expire();
        if let Some(cap) = numbers.inmail_cap {
            let lost = self.lots.take(self.lots.balance().saturating_sub(u64::from(cap)));
            self.note(place, Entered::LostToCap(lost));
        }
    }

    /// Whether another plan starts later at this instant, in its place among the records.
    fn ends_now(&self, place: Option<usize>) -> bool {
        let name = self.plan.as_ref().map(|plan| plan.name.as_str());
        let mut later = self.reading.starts.iter().filter(|start| start.at == self.now && !start.with_date);
        later.any(|start| start.place > place && Some(start.record.name.as_str()) != name)
    }

    pub(crate) fn expire(&mut self) {
        let expired = self.lots.expire(self.now);
        self.note(None, Entered::Expired(expired));
    }

    pub(crate) fn give(
        &mut self,
        source: LotSource,
        given_on: NaiveDate,
        credits: u64,
        expires: Option<(NaiveDate, Instant)>,
    ) {
        let given_at = match source {
            LotSource::Grant => Dates::of(self.inmail_zone()).start(given_on),
            _ => self.now,
        };
        self.lots.0.push(Lot { source, given_on, given_at, expires, amount: credits, left: credits });
    }

    /// When a lot given on a date expires, by the life of the plan.
    pub(crate) fn life_from(&self, given_on: NaiveDate) -> Option<(NaiveDate, Instant)> {
        let life = self.numbers().inmail_life?;
        Some(self.expiring_on(plus_days(given_on, life)))
    }

    pub(crate) fn expiring_on(&self, date: NaiveDate) -> (NaiveDate, Instant) {
        (date, Dates::of(self.inmail_zone()).start(date))
    }

    /// The plan that the numbers come from: the first one before it starts (rules 3.5, 4.13).
    pub(crate) fn plan_or_first(&self) -> &Plan {
        self.plan.as_ref().unwrap_or(&self.first_plan)
    }

    pub(crate) fn numbers(&self) -> &PlanNumbers {
        &self.plan_or_first().numbers
    }

    pub(crate) fn inmail_zone(&self) -> Tz {
        self.plan_or_first().zone(self.reading.zone)
    }

    /// Today's date in the zone of the plan.
    pub(crate) fn inmail_date(&self) -> NaiveDate {
        Dates::of(self.inmail_zone()).date(self.now)
    }

    /// The date of now where the account is.
    pub(crate) fn today(&self) -> NaiveDate {
        self.date_of(self.now)
    }

    pub(crate) fn date_of(&self, instant: Instant) -> NaiveDate {
        Dates::of(self.reading.zone).date(instant)
    }

    pub(crate) fn note(&mut self, place: Option<usize>, what: Entered) {
        let is_nothing = matches!(what, Entered::Expired(0) | Entered::LostToCap(0) | Entered::Lapsed(0));
        if !is_nothing {
            self.journal.push(Entry { at: self.now, place, what });
        }
    }
}

/// The account's zone and those of all its plans.
fn zones(reading: &Reading) -> Vec<Dates> {
    let mut zones: Vec<Tz> = reading.starts.iter().filter_map(|start| start.record.own.zone).collect();
    zones.push(reading.zone);
    zones.sort_by_key(|zone| zone.name());
    zones.dedup();
    zones.into_iter().map(Dates::of).collect()
}

/// When something was recorded or a plan starts, and when an invitation would become 168 hours old or a withdrawal 21
/// days.
fn happens(reading: &Reading) -> Vec<Instant> {
    let events =
        reading.events.iter().flat_map(|event| [event.at, event.at.plus_seconds(WEEK), event.at.plus_seconds(WAIT)]);
    let mut happens: Vec<Instant> = events.chain(reading.starts.iter().map(|start| start.at)).collect();
    happens.sort();
    happens
}

/// Whether the plan's name is not the same as just before.
fn is_other(before: Option<&Plan>, now: Option<&Plan>) -> bool {
    before.map(|plan| &plan.name) != now.map(|plan| &plan.name)
}

/// The plan in force after the first start and all others with the same date.
fn first_plan(starts: &[Start]) -> Plan {
    let first = &starts[0];
    let together = starts[1..].iter().filter(|start| first.with_date && start.with_date && start.at == first.at);
    together.fold(Plan::after(None, first), |plan, start| Plan::after(Some(&plan), start))
}
