//! When the credits of a statement came and went, if a plan dates that in another zone (rules 1.4, 4.14).
//!
//! Everything counts in a statement by its instant, so a grant of the 1st may be in the month before.

use chrono_tz::Tz;

use super::calendar::{Day, PlanDate, date_of};
use super::plan::{PlanInForce, Schedule};
use super::statement::{DayFigures, Statement};

/// The dates that differ from the account's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreditDates {
    /// When credits were granted.
    pub granted: Vec<PlanDate>,
    /// When credits expired.
    pub expired: Vec<PlanDate>,
}

/// The dates of the grants and expiries of a statement, for an account in this zone.
pub fn credit_dates(statement: &Statement, schedule: &Schedule, account: Tz) -> CreditDates {
    let plans = PlanSpans { schedule, plans: schedule.plans(), account };
    let mut dates = CreditDates::default();
    for DayFigures { date, counts } in &statement.days {
        let Some(day) = Day::on(*date, account).filter(|_| counts.granted + counts.expired > 0) else { continue };
        if counts.granted > 0 {
            dates.granted.extend(plans.grants(day));
        }
        if counts.expired > 0 {
            dates.expired.extend(plans.expiry(day));
        }
    }
    dates.granted.retain(|date| date.at <= statement.as_of && date.differs_from(account));
    dates.expired.retain(|date| date.at <= statement.as_of && date.differs_from(account));
    dates
}

/// The plan after each start of a schedule.
struct PlanSpans<'a> {
    schedule: &'a Schedule,
    plans: Vec<PlanInForce>,
    account: Tz,
}

impl PlanSpans<'_> {
    /// The numbers of the starts after which a plan is in force on a day.
    fn on(&self, day: Day) -> impl DoubleEndedIterator<Item = usize> {
        let starts = self.schedule.starts();
        let first = starts.partition_point(|start| start.at < day.first).saturating_sub(1);
        first..starts.partition_point(|start| start.at <= day.last)
    }

    /// When plans give credits on a day: at a start, and on a renewal date that starts on it.
    fn grants(&self, day: Day) -> Vec<PlanDate> {
        let gives = |number: &usize| self.plans[*number].numbers.inmail_monthly > 0;
        let on_day = |date: &PlanDate| day.contains(date.at);
        let starts = self.on(day).filter(gives).filter(|number| self.begins(*number));
        let starts = starts.map(|number| self.schedule.starts()[number].on());
        let renewals = self.on(day).filter(gives).filter_map(|number| {
            let date = self.date_that_starts_on(day, number)?;
            self.plans[number].renewal_at(date.at, self.account).map(|_| date)
        });
        let mut dates: Vec<PlanDate> = starts.chain(renewals).filter(on_day).collect();
        dates.sort_by_key(|date| date.at);
        dates.dedup_by_key(|date| date.at);
        dates
    }

    /// When credits expire on a day: at the start of a date of the latest plan that pins another zone.
    fn expiry(&self, day: Day) -> Option<PlanDate> {
        let until = self.on(day).next_back()?;
        let dates = (0..=until).rev().map(|number| self.midnight(day, number));
        dates.into_iter().find(|date| day.contains(date.at) && date.differs_from(self.account))
    }

    /// Whether this is the start of another plan.
    fn begins(&self, number: usize) -> bool {
        number == 0 || self.plans[number - 1].name != self.plans[number].name
    }

    /// The date of a plan that starts on a day while the plan is in force.
    fn date_that_starts_on(&self, day: Day, number: usize) -> Option<PlanDate> {
        let (date, starts) = (self.midnight(day, number), self.schedule.starts());
        let ends = starts.get(number + 1).map(|next| next.at);
        (starts[number].at < date.at && ends.is_none_or(|ends| date.at < ends)).then_some(date)
    }

    /// The last date of a plan that starts by the end of a day.
    fn midnight(&self, day: Day, number: usize) -> PlanDate {
        let zone = self.plans[number].inmail_zone(self.account);
        PlanDate::start(date_of(day.last, zone), zone)
    }
}
