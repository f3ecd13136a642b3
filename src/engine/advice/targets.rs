//! Targets: how many the member wants to send on a working day and in a week, and what reaching them needs.
//!
//! Everything of a kind that was sent counts, as in a statement (rules 4.14). A week has seven days of the account's
//! zone. What a working day needs is the least that, sent to new people on each working day left, reaches the week's
//! target within the credits and the limits that block. What was already sent today counts as a part of what today
//! needs, so that the number stays the same while the member follows it. If no number does, the target is out of reach.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Serialize;

use super::habits::Habits;
use crate::engine::account::Account;
use crate::engine::budget::Budget;
use crate::engine::calendar::{Day, plus_days};
use crate::engine::interaction::{Charge, SendKind};
use crate::engine::person_state::PersonState;
use crate::engine::send::send;
use crate::engine::statement::{DayFigures, Period};
use crate::engine::totals::Totals;
use crate::engine::verdict::may_send_to_new;

/// What a target counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TargetKind {
    /// Messages.
    Message,
    /// InMails, free ones too.
    InMail,
    /// Invitations, withdrawn ones too.
    Invitation,
}

/// How many of a kind the member wants to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The kind.
    pub kind: TargetKind,
    /// How many on a working day.
    pub a_day: Option<u32>,
    /// How many in a week.
    pub a_week: Option<u32>,
}

/// How much of a target is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TargetProgress {
    /// What it counts.
    pub kind: TargetKind,
    /// Today's target.
    pub day: Option<DayProgress>,
    /// The week's target.
    pub week: Option<WeekProgress>,
}

/// How much of a day's target is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DayProgress {
    /// Today.
    pub date: NaiveDate,
    /// Whether it is a working day. The target is for working days only.
    pub working_day: bool,
    /// How many were sent today.
    pub sent: u64,
    /// How many to send.
    pub target: u32,
    /// Whether as many were sent.
    pub reached: bool,
    /// If it is out of reach and today is not over, how many more can be sent today to new people.
    pub at_most: Option<u64>,
}

/// How much of a week's target is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct WeekProgress {
    /// The first day of the week.
    pub from: NaiveDate,
    /// The last day of the week.
    pub to: NaiveDate,
    /// How many were sent in it.
    pub sent: u64,
    /// How many to send.
    pub target: u32,
    /// Whether as many were sent.
    pub reached: bool,
    /// The working days left in it, today included unless it is over.
    pub working_days_left: u32,
    /// Those of them on which anything can be sent to new people.
    pub working_days_open: u32,
    /// How many on each of these reach the target, what was already sent today included; `None` if it is reached or out
    /// of reach, or no working day is left.
    pub a_working_day: Option<u64>,
    /// How many more of them today; `None` if there is no such number, or today is not one of these days.
    pub more_today: Option<u64>,
    /// If it is out of reach, how many more can be sent to new people on the working days left.
    pub at_most: Option<u64>,
}

/// The week that contains a date.
pub fn week_of(date: NaiveDate, first: Weekday) -> Period {
    let from = date.checked_sub_days(Days::new(date.weekday().days_since(first).into())).unwrap_or(NaiveDate::MIN);
    Period { from, to: plus_days(from, 6) }
}

/// The progress of targets for an account at its present instant. `days` are those of the week, as of that instant.
pub fn progress(targets: &[Target], days: &[DayFigures], account: &Account, habits: &Habits) -> Vec<TargetProgress> {
    let week = Week { days, budget: account.budget(), habits };
    let progress = targets.iter().map(|target| TargetProgress {
        kind: target.kind,
        day: target.a_day.map(|wanted| week.day(target.kind, wanted)),
        week: target.a_week.map(|wanted| week.week(target.kind, wanted)),
    });
    progress.filter(|progress| progress.day.is_some() || progress.week.is_some()).collect()
}

impl TargetKind {
    /// How many a period's totals count.
    fn count(self, totals: &Totals) -> u64 {
        match self {
            TargetKind::Message => totals.messages,
            TargetKind::InMail => totals.inmails,
            TargetKind::Invitation => totals.invitations,
        }
    }

    /// Sending one to a new person.
    fn send_kind(self) -> SendKind {
        match self {
            TargetKind::Message => SendKind::Message,
            TargetKind::InMail => SendKind::InMail(Charge::Ordinary),
            TargetKind::Invitation => SendKind::Invitation { with_note: false },
        }
    }
}

/// What the progress of targets depends on.
struct Week<'a> {
    days: &'a [DayFigures],
    budget: &'a Budget,
    habits: &'a Habits,
}

impl Week<'_> {
    fn sent_today(&self, kind: TargetKind) -> u64 {
        let today = self.days.iter().find(|day| day.date == self.budget.today());
        today.map_or(0, |day| kind.count(&day.counts))
    }

    /// Whether a day has no later instant.
    fn is_over(&self, day: &Day) -> bool {
        day.last <= self.budget.now()
    }

    fn day(&self, kind: TargetKind, target: u32) -> DayProgress {
        let (date, sent) = (self.budget.today(), self.sent_today(kind));
        let (missing, working_day) = (u64::from(target).saturating_sub(sent), self.habits.works_on(date));
        let today = Day::on(date, self.budget.zone()).filter(|today| working_day && !self.is_over(today));
        let can_be_sent = today.map(|today| self.most(kind, &[(today, u64::MAX)], missing));
        let at_most = can_be_sent.filter(|most| *most < missing);
        DayProgress { date, working_day, sent, target, reached: missing == 0, at_most }
    }

    fn week(&self, kind: TargetKind, target: u32) -> WeekProgress {
        let today = self.budget.today();
        let week = week_of(today, self.habits.week_start);
        let sent = self.days.iter().map(|day| kind.count(&day.counts)).sum();
        let missing = u64::from(target).saturating_sub(sent);
        let ahead = week.dates().filter(|date| *date >= today && self.habits.works_on(*date));
        let left = ahead.filter_map(|date| Day::on(date, self.budget.zone())).filter(|day| !self.is_over(day));
        let left: Vec<Day> = left.collect();
        let open: Vec<Day> = left.iter().filter(|day| self.is_open(kind, day)).copied().collect();
        let (a_working_day, at_most) = match self.needed(kind, &open, missing) {
            _ if missing == 0 || left.is_empty() => (None, None),
            Ok(needed) => (Some(needed), None),
            Err(most) => (None, Some(most)),
        };
        WeekProgress {
            from: week.from,
            to: week.to,
            sent,
            target,
            reached: missing == 0,
            working_days_left: count(&left),
            working_days_open: count(&open),
            a_working_day,
            more_today: a_working_day.and_then(|needed| self.more_today(kind, &open, needed)),
            at_most,
        }
    }

    /// Whether anything can be sent to new people on a day, if nothing is sent before.
    fn is_open(&self, kind: TargetKind, day: &Day) -> bool {
        self.most(kind, &[(*day, 1)], 1) > 0
    }

    /// The least number a day that reaches what is missing, what was already sent today included.
    ///
    /// # Errors
    ///
    /// With how many can be sent, if that is less than what is missing.
    fn needed(&self, kind: TargetKind, days: &[Day], missing: u64) -> Result<u64, u64> {
        let all = missing + self.sent_today(kind);
        let most = self.most(kind, &self.shares(kind, days, all), missing);
        if most < missing {
            return Err(most);
        }
        let suffices = |a_day| self.most(kind, &self.shares(kind, days, a_day), missing) == missing;
        let mut low = missing.div_ceil(days.len().max(1) as u64);
        let mut high = if suffices(low) { low } else { all };
        while low < high {
            let middle = low + (high - low) / 2;
            if suffices(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(high)
    }

    /// What is left to send on each day, at `a_day` a day: today, less what was already sent.
    fn shares(&self, kind: TargetKind, days: &[Day], a_day: u64) -> Vec<(Day, u64)> {
        let (today, sent_today) = (self.budget.today(), self.sent_today(kind));
        let share = |day: &Day| if day.date == today { a_day.saturating_sub(sent_today) } else { a_day };
        days.iter().map(|day| (*day, share(day))).collect()
    }

    /// How many of `a_day` a day the member still has to send today, if today is one of the days.
    fn more_today(&self, kind: TargetKind, days: &[Day], a_day: u64) -> Option<u64> {
        let today = days.iter().find(|day| day.date == self.budget.today())?;
        let shares = self.shares(kind, &[*today], a_day);
        Some(self.most(kind, &shares, a_day))
    }

    /// How many can be sent to new people on these days, so many on each at most, and so many in all. On each day, what
    /// there is at its start is used first, then what has come by its end.
    fn most(&self, kind: TargetKind, days: &[(Day, u64)], enough: u64) -> u64 {
        let (mut budget, mut sent) = (self.budget.clone(), 0);
        for (day, share) in days {
            let mut left = *share;
            for at in [day.first.max(self.budget.now()), day.last] {
                budget.advance_through(at);
                while left > 0 && sent < enough && may_send_to_new(kind.send_kind(), &budget) {
                    send(kind.send_kind(), &mut PersonState::default(), &mut budget);
                    (left, sent) = (left - 1, sent + 1);
                }
            }
        }
        sent
    }
}

fn count(days: &[Day]) -> u32 {
    u32::try_from(days.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_seven_days_from_its_first_weekday() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let week = |day, first| {
            let week = week_of(date(day), first);
            format!("{} {}", week.from, week.to)
        };
        // 30 November 2026 is a Monday.
        assert_eq!(week("2026-11-30", Weekday::Mon), "2026-11-30 2026-12-06");
        assert_eq!(week("2026-12-06", Weekday::Mon), "2026-11-30 2026-12-06");
        assert_eq!(week("2026-11-29", Weekday::Mon), "2026-11-23 2026-11-29");
        assert_eq!(week("2026-11-29", Weekday::Sun), "2026-11-29 2026-12-05");
        assert_eq!(week("2027-01-01", Weekday::Mon), "2026-12-28 2027-01-03");
    }
}
